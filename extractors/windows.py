"""How a long article is laid before the encoder: overlapping windows, each with the title in front."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.words import Words

CLS, SEP = 101, 102
WINDOW = 512
_OVERLAP = 64
_TITLE = 48


@dataclass(frozen=True, slots=True)
class Window:
    """Positions of pieces, -1 for CLS and -2 for SEP; `kept` marks those whose vectors are used."""

    pieces: NDArray[np.int32]
    kept: NDArray[np.bool_]


def plan_windows(words: Words) -> list[Window]:
    """Windows that together keep every piece exactly once, each where it stands deepest inside one."""
    n_title = int(np.searchsorted(words.piece_word, words.n_title, side="left"))
    n_text = len(words.pieces) - n_title
    head = np.arange(min(n_title, _TITLE), dtype=np.int32)
    room = WINDOW - len(head) - 3
    count = 1 if n_text <= room else -(-(n_text - _OVERLAP) // (room - _OVERLAP))
    size = n_text if count == 1 else -(-(n_text + (count - 1) * _OVERLAP) // count)
    windows = []
    for index in range(count):
        start = 0 if count == 1 else min(index * (size - _OVERLAP), n_text - size)
        stop = min(start + size, n_text)
        # The next window begins at its own start; the seam lies in the middle of the overlap.
        after = min((index + 1) * (size - _OVERLAP), n_text - size) if index + 1 < count else n_text
        seam_high = n_text if index + 1 == count else (after + stop) // 2
        seam_low = 0 if index == 0 else (start + min((index - 1) * (size - _OVERLAP), n_text - size) + size) // 2
        body = np.arange(start, stop, dtype=np.int32)
        pieces = np.concatenate([[-1], head, [-2], body + n_title, [-2]]).astype(np.int32)
        kept = np.concatenate(
            [[False], np.full(len(head), index == 0), [False], (body >= seam_low) & (body < seam_high), [False]]
        ).astype(np.bool_)
        windows.append(Window(pieces, kept))
    return windows

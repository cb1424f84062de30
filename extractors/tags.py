"""Entity spans as word tags (begin, inside, end, single, outside) and back, by the best allowed sequence."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

SPAN_TYPES = ("WORK", "COMPANY", "PERSON", "CHARACTER", "EVENT", "ORG", "AI_MODEL", "VENUE")
# Tag 0 is outside; type t has begin, inside, end, single at 1 + 4t .. 4 + 4t.
TAGS = ("O", *(f"{place}-{kind}" for kind in SPAN_TYPES for place in "BIES"))
_FORBIDDEN = -1e4


def tag_spans(length: int, spans: Iterable[tuple[int, int, str]]) -> NDArray[np.int64]:
    """Tags of the words of spans (first, last, type); a span that overlaps an earlier one is left out."""
    tags = np.zeros(length, dtype=np.int64)
    for first, last, kind in spans:
        if tags[first:last].any():
            continue
        base = 1 + 4 * SPAN_TYPES.index(kind)
        if last - first == 1:
            tags[first] = base + 3
        else:
            tags[first:last] = base + 1
            tags[first] = base
            tags[last - 1] = base + 2
    return tags


def _transitions() -> NDArray[np.float32]:
    table = np.full((len(TAGS), len(TAGS)), _FORBIDDEN, dtype=np.float32)
    for i, before in enumerate(TAGS):
        for j, after in enumerate(TAGS):
            opened = before[0] in "BI"
            if (opened and after[0] in "IE" and before[1:] == after[1:]) or (not opened and after[0] in "OBS"):
                table[i, j] = 0.0
    return table


_TABLE = _transitions()
_START = np.asarray([0.0 if tag[0] in "OBS" else _FORBIDDEN for tag in TAGS], dtype=np.float32)
_STOP = np.asarray([0.0 if tag[0] in "OES" else _FORBIDDEN for tag in TAGS], dtype=np.float32)


def best_tags(scores: NDArray[np.float32], breaks: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The best allowed sequence (Viterbi). `scores` are log probabilities (words, tags); no span crosses a break
    (`breaks[i]` true: word i begins a paragraph or the text)."""
    length = len(scores)
    if not length:
        return np.zeros(0, dtype=np.int64)
    total = scores[0] + _START
    back = np.zeros((length, len(TAGS)), dtype=np.int64)
    for i in range(1, length):
        reach = total[:, None] + (_STOP[:, None] + _START[None, :] if breaks[i] else _TABLE)
        back[i] = reach.argmax(axis=0)
        total = reach.max(axis=0) + scores[i]
    tags = np.zeros(length, dtype=np.int64)
    tags[-1] = int((total + _STOP).argmax())
    for i in range(length - 1, 0, -1):
        tags[i - 1] = back[i, tags[i]]
    return tags


def read_spans(tags: NDArray[np.int64]) -> list[tuple[int, int, str]]:
    """Spans (first, last, type) of an allowed tag sequence."""
    spans, first = [], 0
    for i, tag in enumerate(tags):
        if tag == 0:
            continue
        place = (tag - 1) % 4
        if place in (0, 3):
            first = i
        if place in (2, 3):
            spans.append((first, i + 1, SPAN_TYPES[(tag - 1) // 4]))
    return spans

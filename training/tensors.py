"""An example's arrays as tensors on the device that trains."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.examples import Example


@dataclass(slots=True)
class Tensors:
    """What the heads read and have to answer. `kept` has an entry per window: the places of the pieces whose vectors
    are used. `allowed` (words, tags) is given where names are annotated in part; `bounds` are the first and
    past-the-last word of each trigger's sentence; `asked` are the flat places of the outputs that a trigger may have,
    `counted` of those whose answer is annotated.
    """

    kept: list[Tensor]
    piece_word: Tensor
    tags: Tensor
    allowed: Tensor | None
    topic_rows: Tensor
    first: Tensor
    last: Tensor
    bounds: Tensor
    trigger_rows: Tensor
    asked: Tensor
    counted: Tensor
    targets: Tensor
    status: Tensor
    cand_first: Tensor
    cand_last: Tensor
    cand_type: Tensor
    pointer_trigger: Tensor
    pointer_output: Tensor
    pointer_slot: Tensor
    pointer_allowed: Tensor
    pointer_gold: Tensor
    pairs: Tensor


def to_tensors(example: Example, device: torch.device) -> Tensors:
    """Put the arrays on a device."""

    def put(array: NDArray[Any]) -> Tensor:
        return torch.from_numpy(np.ascontiguousarray(array)).to(device)

    words = example.words
    own = words.sentence[example.trigger_first]
    bounds = np.stack([np.searchsorted(words.sentence, own, side=side) for side in ("left", "right")], axis=-1)
    counted = np.flatnonzero(example.outputs & (example.targets >= 0))
    return Tensors(
        [put(np.flatnonzero(window.kept)) for window in example.windows],
        put(words.piece_word.astype(np.int64)),
        put(example.tags),
        None if example.allowed is None else put(example.allowed),
        put(example.topic_rows),
        put(example.trigger_first),
        put(example.trigger_last),
        put(bounds.astype(np.int64)),
        put(example.trigger_rows),
        put(np.flatnonzero(example.outputs)),
        put(counted),
        put(example.targets.reshape(-1)[counted].astype(np.float32)),
        put(example.status),
        put(example.cand_first),
        put(example.cand_last),
        put(example.cand_type),
        put(example.pointer_trigger),
        put(example.pointer_output),
        put(example.pointer_slot),
        put(example.pointer_allowed),
        put(example.pointer_gold),
        put(example.pairs),
    )


def shifted(given: Sequence[Tensors], name: str, starts: NDArray[np.int64]) -> Tensor:
    """A field of all examples in one, each moved by where its example starts."""
    return torch.cat([getattr(one, name) + int(start) for one, start in zip(given, starts, strict=True)])


def piece_words(given: Sequence[Tensors]) -> Tensor:
    """The word of each piece, words being numbered through all examples."""
    return shifted(given, "piece_word", np.cumsum([0, *(len(one.tags) for one in given[:-1])]))


def piece_vectors(given: Sequence[Tensors], encoded: Tensor) -> Tensor:
    """The kept piece vectors of the examples' windows (windows, pieces, width), in order of pieces."""
    kept = [places for one in given for places in one.kept]
    return torch.cat([rows[places] for places, rows in zip(kept, encoded, strict=True)])

"""Examples in batches: padded windows for the encoder, and noise that keeps the model from leaning on single words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from extractors.windows import CLS, SEP
from training.examples import Example

MASK = 103


@dataclass(slots=True)
class Noise:
    """Rates of what is hidden from the model during training."""

    name_word: float = 0.12
    other_word: float = 0.04
    shape: float = 0.08
    quote: float = 0.15
    gazetteer: float = 0.4


def noisy(example: Example, noise: Noise, rng: np.random.Generator) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Piece ids and features of an example with words masked and features dropped."""
    words = example.words
    features = words.features.astype(np.int64)
    rate = np.where(example.tags > 0, noise.name_word, noise.other_word)
    hidden = rng.random(len(words)) < rate
    pieces = np.where(hidden[words.piece_word], MASK, words.pieces).astype(np.int64)
    if rng.random() < noise.shape:  # headline case, or none at all
        flat = int(rng.integers(0, 2))
        features[:, 0] = np.where(features[:, 0] <= 1, flat, features[:, 0])
    if rng.random() < noise.quote:
        features[:, 1] = 0
    if rng.random() < noise.gazetteer:
        features[:, 4] = 0
    features[rng.random(len(words)) < noise.gazetteer / 2, 4] = 0
    return pieces, features


def encoder_input(
    examples: Sequence[Example], noise: Noise | None, rng: np.random.Generator
) -> tuple[Tensor, Tensor, Tensor, list[Tensor]]:
    """Padded ids, features and attention mask of all windows, and each example's features."""
    rows, kept_features = [], []
    for example in examples:
        if noise is None:
            pieces, features = example.words.pieces.astype(np.int64), example.words.features.astype(np.int64)
        else:
            pieces, features = noisy(example, noise, rng)
        kept_features.append(torch.from_numpy(features))
        for window in example.windows:
            real = window.pieces >= 0
            ids = np.where(window.pieces == -1, CLS, SEP).astype(np.int64)
            ids[real] = pieces[window.pieces[real]]
            columns = np.zeros((len(ids), features.shape[1]), dtype=np.int64)
            columns[real] = features[example.words.piece_word[window.pieces[real]]]
            rows.append((ids, columns))
    longest = max(len(ids) for ids, _ in rows)
    ids = torch.zeros(len(rows), longest, dtype=torch.long)
    columns = torch.zeros(len(rows), longest, rows[0][1].shape[1], dtype=torch.long)
    mask = torch.zeros(len(rows), 1, 1, longest, dtype=torch.bool)
    for index, (row, extra) in enumerate(rows):
        ids[index, : len(row)] = torch.from_numpy(row)
        columns[index, : len(row)] = torch.from_numpy(extra)
        mask[index, 0, 0, : len(row)] = True
    return ids, columns, mask, kept_features


def piece_vectors(example: Example, encoded: Sequence[Tensor]) -> Tensor:
    """The kept piece vectors of an example's windows, in order of pieces."""
    return torch.cat([rows[torch.from_numpy(np.flatnonzero(w.kept))] for w, rows in zip(example.windows, encoded, strict=True)])


def make_batches(examples: Sequence[Example], pieces: int, rng: np.random.Generator) -> list[list[Example]]:
    """Batches of about `pieces` padded pieces, of examples of like length, in random order."""
    jitter = rng.normal(0, 40, len(examples))
    order = np.argsort([max(len(w.pieces) for w in e.windows) for e in examples] + jitter)
    batches: list[list[Example]] = []
    size = width = 0
    for index in order:
        example = examples[int(index)]
        longest = max(len(w.pieces) for w in example.windows)
        if not batches or (size + len(example.windows)) * max(width, longest) > pieces:
            batches.append([])
            size = width = 0
        batches[-1].append(example)
        size += len(example.windows)
        width = max(width, longest)
    rng.shuffle(batches)  # type: ignore[arg-type]
    return batches

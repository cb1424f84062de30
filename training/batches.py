"""Examples in batches: padded windows for the encoder, and noise that keeps the model from leaning on single words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from extractors.windows import CLS, SEP, Window
from extractors.words import Words
from training.examples import Example


@dataclass(slots=True)
class Noise:
    """Rates of what is hidden from the model during training."""

    name_word: float = 0.06
    other_word: float = 0.01
    shape: float = 0.05
    quote: float = 0.1
    gazetteer: float = 0.3


@dataclass(slots=True)
class EncoderInput:
    """All windows of a batch, padded, and each example's features. The fields are those of `Encoder.forward`."""

    x: Tensor
    features: Tensor
    hidden: Tensor
    mask: Tensor
    own: list[Tensor]


def noisy(example: Example, noise: Noise, rng: np.random.Generator) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Which words are hidden, and the features with some dropped."""
    words = example.words
    features = words.features.astype(np.int64)
    rate = np.where(example.tags > 0, noise.name_word, noise.other_word)
    hidden = rng.random(len(words)) < rate
    if rng.random() < noise.shape:  # headline case, or none at all
        flat = int(rng.integers(0, 2))
        features[:, 0] = np.where(features[:, 0] <= 1, flat, features[:, 0])
    if rng.random() < noise.quote:
        features[:, 1] = 0
    if rng.random() < noise.gazetteer:
        features[:, 4] = 0
    features[rng.random(len(words)) < noise.gazetteer / 2, 4] = 0
    return hidden, features


def window_ids(words: Words, window: Window) -> Tensor:
    """Vocabulary ids of a window."""
    real = window.pieces >= 0
    ids = np.where(window.pieces == -1, CLS, SEP).astype(np.int64)
    ids[real] = words.pieces[window.pieces[real]]
    return torch.from_numpy(ids)


def encoder_input(examples: Sequence[Example], noise: Noise | None, rng: np.random.Generator) -> EncoderInput:
    """A batch of examples whose `lower` vectors are filled in."""
    rows, own = [], []
    for example in examples:
        hidden, features = np.zeros(len(example.words), dtype=bool), example.words.features.astype(np.int64)
        if noise is not None:
            hidden, features = noisy(example, noise, rng)
        own.append(torch.from_numpy(features))
        for window, lower in zip(example.windows, example.lower, strict=True):
            real = window.pieces >= 0
            word = example.words.piece_word[window.pieces[real]]
            columns = np.zeros((len(real), features.shape[1]), dtype=np.int64)
            columns[real] = features[word]
            dark = np.zeros(len(real), dtype=bool)
            dark[real] = hidden[word]
            rows.append((lower, columns, dark))
    longest = max(len(lower) for lower, _, _ in rows)
    x = torch.zeros(len(rows), longest, rows[0][0].shape[1])
    columns_all = torch.zeros(len(rows), longest, rows[0][1].shape[1], dtype=torch.long)
    hidden_all = torch.zeros(len(rows), longest, dtype=torch.bool)
    mask = torch.zeros(len(rows), 1, 1, longest, dtype=torch.bool)
    for index, (lower, columns, dark) in enumerate(rows):
        size = len(lower)
        x[index, :size] = lower.float()
        columns_all[index, :size] = torch.from_numpy(columns)
        hidden_all[index, :size] = torch.from_numpy(dark)
        mask[index, 0, 0, :size] = True
    return EncoderInput(x, columns_all, hidden_all, mask, own)


def piece_vectors(example: Example, encoded: Sequence[Tensor]) -> Tensor:
    """The kept piece vectors of an example's windows, in order of pieces."""
    kept = [torch.from_numpy(np.flatnonzero(window.kept)) for window in example.windows]
    return torch.cat([rows[places] for places, rows in zip(kept, encoded, strict=True)])


def make_batches(examples: Sequence[Example], pieces: int, rng: np.random.Generator) -> list[list[Example]]:
    """Batches of about `pieces` padded pieces, of examples of like length, in random order."""
    jitter = rng.normal(0, 8, len(examples))
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

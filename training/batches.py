"""Examples in batches: padded windows for the encoder, and noise that keeps the model from leaning on single words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from extractors.windows import CLS, SEP, Window
from extractors.words import FEATURES, Words
from training.examples import Example
from training.model import Encoder


@dataclass(slots=True)
class Noise:
    """Rates of what is hidden from the model during training."""

    name_word: float = 0.12
    other_word: float = 0.01
    shape: float = 0.05
    quote: float = 0.1
    gazetteer: float = 0.35


@dataclass(slots=True)
class EncoderInput:
    """All windows of a batch, padded, and the words' features. The fields are those of `Encoder.forward`."""

    ids: Tensor
    features: Tensor
    hidden: Tensor
    mask: Tensor
    own: Tensor


def noisy(example: Example, noise: Noise, rng: np.random.Generator) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Which words are hidden, and the features with some dropped."""
    words = example.words
    features = words.features.astype(np.int64)
    # Where names are not annotated, what looks like one is hidden as often: else darkness itself would tell the topic.
    looks = np.isin(features[:, 0], (1, 2, 3)) & (features[:, 2] == 0)
    rate = np.where(np.where(example.tags < 0, looks, example.tags > 0), noise.name_word, noise.other_word)
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


def encoder_input(
    examples: Sequence[Example], noise: Noise | None, rng: np.random.Generator, device: torch.device
) -> EncoderInput:
    """The windows of a batch of examples, with noise."""
    sizes = [len(window.pieces) for example in examples for window in example.windows]
    ids = np.zeros((len(sizes), max(sizes)), dtype=np.int64)
    columns = np.zeros((*ids.shape, len(FEATURES)), dtype=np.int64)
    dark = np.zeros(ids.shape, dtype=bool)
    own, at = [], 0
    for example in examples:
        words = example.words
        hidden, features = np.zeros(len(words), dtype=bool), words.features.astype(np.int64)
        if noise is not None:
            hidden, features = noisy(example, noise, rng)
        own.append(features)
        for window in example.windows:
            ids[at, : len(window.pieces)] = window_ids(words, window)
            places = np.flatnonzero(window.pieces >= 0)
            word = words.piece_word[window.pieces[places]]
            columns[at, places] = features[word]
            dark[at, places] = hidden[word]
            at += 1
    mask = np.arange(max(sizes)) < np.asarray(sizes)[:, None]
    arrays = (ids, columns, dark, mask, np.concatenate(own))
    return EncoderInput(*(torch.from_numpy(array).to(device) for array in arrays))


def window_ids(words: Words, window: Window) -> NDArray[np.int64]:
    """Vocabulary ids of a window."""
    real = window.pieces >= 0
    ids = np.where(window.pieces == -1, CLS, SEP).astype(np.int64)
    ids[real] = words.pieces[window.pieces[real]]
    return ids


def encode(encoder: Encoder, fed: EncoderInput) -> list[Tensor]:
    """What every layer gives (windows, pieces, width), in float32; half the precision inside where the device is fast
    at it."""
    device = fed.ids.device.type
    with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda"):
        layers = encoder(fed.ids, fed.features, fed.hidden, fed.mask)
    return [layer.float() for layer in layers]


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
    rng.shuffle(batches)
    return batches

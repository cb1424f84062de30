"""The training loop: a network and a corpus in, averaged weights out.

On a processor the same corpus, network and seed give the same weights; on a GPU sums are made in any order.
"""

import copy
import math
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.answers import Answers, answer
from training.batches import encode, encoder_input, make_batches
from training.corpus import Corpus
from training.examples import Example
from training.loss import Losses, batch_losses, total_loss
from training.model import Network, parameter_groups
from training.recipe import Recipe
from training.tensors import Tensors, piece_vectors, piece_words, to_tensors
from training.treebank import TreeReader

_NETWORK_GRADIENT, _TREE_GRADIENT = 1.0, 2.0


class Held(Protocol):
    """Further losses of a batch, from the vectors of its pieces and the network's answers."""

    def __call__(
        self, examples: Sequence[Example], given: Sequence[Tensors], pieces: Tensor, answers: Answers, /
    ) -> Losses: ...


def read_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of a model folder."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def train(
    network: Network, corpus: Corpus, recipe: Recipe, *, held: Held | None = None, log: Callable[[str], None] = print
) -> Network:
    """Train a network on the device that it is on; returns the averaged weights."""
    torch.manual_seed(recipe.seed)
    course = _Course(network, corpus, recipe, held)
    began = time.monotonic()
    for epoch in range(recipe.epochs):
        parts = " ".join(f"{name} {value:.3f}" for name, value in course.run_epoch(epoch).items())
        log(f"epoch {epoch + 1}/{recipe.epochs} {time.monotonic() - began:.0f} s {parts}")
    return course.averaged


class _Course:
    """A training under way."""

    def __init__(self, network: Network, corpus: Corpus, recipe: Recipe, held: Held | None) -> None:
        self._network, self._corpus, self._recipe, self._held = network, corpus, recipe, held
        self.averaged = copy.deepcopy(network).eval().requires_grad_(False)
        self._rng = np.random.default_rng(recipe.seed)
        self._trees = TreeReader(network, corpus, self._rng) if recipe.trees else None
        groups = parameter_groups(network, recipe.encoder_rate, recipe.head_rate)
        if self._trees is not None:
            groups.append({"params": list(self._trees.heads.parameters()), "lr": recipe.tree_rate})
        self._rates = [group["lr"] for group in groups]
        self._optimizer = torch.optim.AdamW(groups, weight_decay=recipe.decay, fused=True)
        self._rounds = 0
        self._coming = self._order()

    def _order(self) -> tuple[Callable[[], list[Example]], Callable[[], list[Example]]]:
        corpus, recipe, rng = self._corpus, self._recipe, self._rng
        articles = corpus.start(corpus.order_articles(recipe, rng))
        # Open texts teach names alone.
        return articles, corpus.start(corpus.order_open(recipe.open_texts, rng))

    def run_epoch(self, epoch: int) -> dict[str, float]:
        """One pass over the corpus; returns the mean of every loss."""
        recipe = self._recipe
        self._network.train()
        steps = self._draw_steps(epoch)
        seen: dict[str, list[Tensor]] = defaultdict(list)
        for turn, place in enumerate(self._rng.permutation(len(steps))):
            done = (epoch + turn / len(steps)) / recipe.epochs
            for group, rate in zip(self._optimizer.param_groups, self._rates, strict=True):
                group["lr"] = rate * slowed(done, recipe.warm_up)
            for name, value in self._step(steps[place]()).items():
                seen[name].append(value)
            if turn % max(1, len(steps) // recipe.rounds) == 0:
                self._rounds += 1
                # Early weights are far off: the running mean forgets them fast at first.
                _blend(self.averaged, self._network, min(recipe.average, 1.0 - 1.0 / self._rounds))
        return {name: float(torch.stack(values).mean()) for name, values in seen.items()}

    def _draw_steps(self, epoch: int) -> list[Callable[[], Losses]]:
        recipe, rng = self._recipe, self._rng
        articles, opened = (built() for built in self._coming)
        # The next pass is built during this one.
        if epoch + 1 < recipe.epochs:
            self._coming = self._order()
        # Open texts take less memory.
        batches = make_batches(articles, recipe.pieces, rng) + make_batches(opened, 2 * recipe.pieces, rng)
        steps: list[Callable[[], Losses]] = [partial(self._read, batch) for batch in batches]
        if self._trees is not None:
            steps += self._trees.draw_steps(recipe.trees)
        return steps

    def _read(self, batch: Sequence[Example]) -> Losses:
        network = self._network
        given = [to_tensors(example, network.device) for example in batch]
        fed = encoder_input(batch, self._recipe.noise, self._rng, network.device)
        pieces = piece_vectors(given, encode(network.encoder, fed)[-1])
        v = network.word_vectors(pieces, piece_words(given), fed.own)
        answers = answer(network, batch, given, v)
        losses = batch_losses(network, batch, given, v, answers)
        if self._held is not None:
            losses |= self._held(batch, given, pieces, answers)
        return losses

    def _step(self, losses: Losses) -> dict[str, Tensor]:
        total, parts = total_loss(losses)
        self._optimizer.zero_grad(set_to_none=True)
        total.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._network.parameters(), _NETWORK_GRADIENT)
        if self._trees is not None:
            nn.utils.clip_grad_norm_(self._trees.heads.parameters(), _TREE_GRADIENT)
        self._optimizer.step()
        return parts


def slowed(done: float, warm_up: float) -> float:
    """What the learning rates are multiplied by: up in a line, then down to a fiftieth as a cosine."""
    return min(1.0, (done + 0.001) / warm_up) * (0.02 + 0.98 * (0.5 + 0.5 * math.cos(math.pi * done)))


def _blend(averaged: Network, network: Network, keep: float) -> None:
    with torch.no_grad():
        for mean, now in zip(averaged.parameters(), network.parameters(), strict=True):
            mean.lerp_(now, 1.0 - keep)

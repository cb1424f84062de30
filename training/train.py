"""The training loop: samples in, a network out. The same samples and seed give the same weights on one machine."""

import copy
import math
import multiprocessing
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from extractors.gazetteer import Gazetteer
from training.articles import Sample
from training.batches import Noise, encoder_input, make_batches, window_ids
from training.examples import Example, build_example, join
from training.loss import example_losses, total_loss
from training.model import Network, Sizes, parameter_groups
from training.targets import Aligned, align


@dataclass(frozen=True, slots=True)
class Recipe:
    """What decides the outcome of a training.

    `joined` is the share of on-topic articles that are joined in pairs, `off_topic` the share of off-topic ones that a
    pass takes, `again` the share of gold articles, which are nearest to the press, that a pass takes twice.
    """

    epochs: int = 10
    pieces: int = 450
    encoder_rate: float = 1.5e-4
    head_rate: float = 8e-4
    warm_up: float = 0.06
    joined: float = 0.35
    off_topic: float = 0.6
    again: float = 0.0
    decay: float = 0.02
    average: float = 0.95
    dropout: float = 0.06
    seed: int = 1
    workers: int = 2
    rounds: int = 40
    noise: Noise = field(default_factory=Noise)


def read_tokenizer(folder: Path) -> Tokenizer:
    """The encoder's tokenizer without the padding and truncation that its package sets."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def epoch_examples(
    aligned: Sequence[Aligned],
    single: Sequence[Example],
    recipe: Recipe,
    build: Callable[[Aligned], Example],
    rng: np.random.Generator,
) -> list[Example]:
    """One epoch's examples: some on-topic articles are joined in pairs, so that the model meets longer texts."""
    on_topic = [index for index in rng.permutation(len(aligned)) if aligned[index].sample.on_topic]
    count = int(len(on_topic) * recipe.joined) // 2
    joined = set(on_topic[: 2 * count])
    # An off-topic article teaches relevance alone, which needs fewer passes.
    examples = [
        one
        for index, one in enumerate(single)
        if index not in joined and (one.on_topic or rng.random() < recipe.off_topic)
    ]
    examples += [single[i] for i in on_topic if not aligned[i].sample.marked and rng.random() < recipe.again]
    for index in range(count):
        examples.append(build(join(aligned[on_topic[2 * index]], aligned[on_topic[2 * index + 1]])))
    return examples


class Peers:
    """Workers of one thread each, that train on their own share and average their weights after every few steps.

    Two workers finish sooner than one with two threads, above all on a busy machine, and the result is as reproducible.
    """

    def __init__(self, network: Network, workers: int) -> None:
        self.workers = workers
        size = sum(p.numel() for p in network.parameters() if p.requires_grad)
        self._rows = torch.zeros(workers, size).share_memory_()
        self._barrier = multiprocessing.get_context("fork").Barrier(workers)

    def average(self, network: Network, rank: int) -> None:
        """Replace the weights of every worker by their mean."""
        if self.workers == 1:
            return
        weights = [p for p in network.parameters() if p.requires_grad]
        with torch.no_grad():
            torch.cat([p.flatten() for p in weights], out=self._rows[rank])
            self._barrier.wait()
            mean = self._rows.mean(dim=0)
            self._barrier.wait()
            for p, part in zip(weights, mean.split([p.numel() for p in weights]), strict=True):
                p.copy_(part.view_as(p))


def train(
    samples: Sequence[Sample],
    tokenizer: Tokenizer,
    gazetteer: Gazetteer,
    minilm: Path | None,
    recipe: Recipe,
    *,
    sizes: Sizes | None = None,
    start: dict[str, torch.Tensor] | None = None,
    log: Callable[[str], None] = print,
    save: Callable[[Network], None] | None = None,
) -> Network:
    """Train on samples; `minilm` holds the pretrained encoder (None: from scratch). Returns the averaged weights."""
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(1)
    network = Network(sizes or Sizes(), recipe.dropout)
    if minilm is not None:
        network.encoder.load_minilm(minilm)
    if start is not None:
        # A head that is new since then starts afresh.
        network.load_state_dict(start, strict=False)
    averaged = copy.deepcopy(network).eval().requires_grad_(False)
    averaged.share_memory()

    def build(aligned: Aligned) -> Example:
        example = build_example(aligned, tokenizer, gazetteer)
        example.lower = [network.encoder.lower(window_ids(example.words, w)).half() for w in example.windows]
        return example

    peers = Peers(network, recipe.workers)
    aligned = [align(sample) for sample in samples]
    fork = multiprocessing.get_context("fork")
    others = [
        fork.Process(
            target=_work, args=(rank, network, averaged, aligned, build, recipe, peers, log, save), daemon=True
        )
        for rank in range(1, recipe.workers)
    ]
    for other in others:
        other.start()
    _work(0, network, averaged, aligned, build, recipe, peers, log, save)
    for other in others:
        other.join()
    return averaged


def _work(
    rank: int,
    network: Network,
    averaged: Network,
    aligned: Sequence[Aligned],
    build: Callable[[Aligned], Example],
    recipe: Recipe,
    peers: Peers,
    log: Callable[[str], None],
    save: Callable[[Network], None] | None,
) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(recipe.seed * 1000 + rank)
    shares = np.random.default_rng(recipe.seed)
    rng = np.random.default_rng([recipe.seed, rank])
    rates = [recipe.encoder_rate, recipe.head_rate]
    optimizer = torch.optim.AdamW(parameter_groups(network, *rates), weight_decay=recipe.decay, fused=True)
    built: dict[int, Example] = {}
    began = time.monotonic()
    rounds_done = 0
    for epoch in range(recipe.epochs):
        network.train()
        own = shares.permutation(len(aligned))[rank :: peers.workers]
        for index in own:
            if index not in built:
                built[index] = build(aligned[index])
        examples = epoch_examples([aligned[i] for i in own], [built[i] for i in own], recipe, build, rng)
        batches = make_batches(examples, recipe.pieces, rng)
        sums: dict[str, float] = {}
        for turn in range(recipe.rounds):
            done = (epoch + turn / recipe.rounds) / recipe.epochs
            factor = min(1.0, (done + 0.001) / recipe.warm_up) * (0.02 + 0.98 * (0.5 + 0.5 * math.cos(math.pi * done)))
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * factor
            for batch in batches[turn :: recipe.rounds]:
                for name, value in _step(network, batch, optimizer, recipe, rng).items():
                    sums[name] = sums.get(name, 0.0) + value / len(batches)
            peers.average(network, rank)
            rounds_done += 1
            if rank == 0:
                _blend(averaged, network, min(recipe.average, 1.0 - 1.0 / rounds_done))
        if rank == 0:
            parts = " ".join(f"{name} {value:.3f}" for name, value in sums.items())
            log(f"epoch {epoch + 1}/{recipe.epochs} {time.monotonic() - began:.0f} s {parts}")
            if save is not None:
                save(averaged)


def _blend(averaged: Network, network: Network, keep: float) -> None:
    """Early weights are far off: the running mean forgets them fast at first."""
    with torch.no_grad():
        for mean, now in zip(averaged.parameters(), network.parameters(), strict=True):
            mean.lerp_(now, 1.0 - keep)


def _step(
    network: Network, batch: list[Example], optimizer: torch.optim.Optimizer, recipe: Recipe, rng: np.random.Generator
) -> dict[str, float]:
    fed = encoder_input(batch, recipe.noise, rng)
    encoded = network.encoder(fed.x, fed.features, fed.hidden, fed.mask)
    rows, at = [], 0
    for example, own in zip(batch, fed.own, strict=True):
        windows = [encoded[at + index] for index in range(len(example.windows))]
        at += len(windows)
        rows.append(example_losses(network, example, windows, own))
    loss, parts = total_loss(rows)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return parts

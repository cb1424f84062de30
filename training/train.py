"""The training loop: samples in, a network out. Seeded; the same samples and seed give the same weights on one machine."""

import copy
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from extractors.gazetteer import Gazetteer
from training.articles import Sample
from training.batches import Noise, encoder_input, make_batches
from training.examples import Example, build_example, join
from training.loss import example_losses, total_loss
from training.model import Network, Sizes, parameter_groups
from training.targets import Aligned, align


@dataclass(frozen=True, slots=True)
class Recipe:
    """What decides the outcome of a training."""

    epochs: int = 10
    pieces: int = 1800
    encoder_rate: float = 1.5e-4
    head_rate: float = 8e-4
    warm_up: float = 0.06
    joined: float = 0.35
    decay: float = 0.02
    average: float = 0.995
    dropout: float = 0.1
    seed: int = 1
    threads: int = 2
    noise: Noise = field(default_factory=Noise)


def read_tokenizer(folder: Path) -> Tokenizer:
    """The encoder's tokenizer without the padding and truncation that its package sets."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def epoch_examples(
    aligned: Sequence[Aligned], single: Sequence[Example], recipe: Recipe, build: Callable[[Aligned], Example], rng: np.random.Generator
) -> list[Example]:
    """One epoch's examples: some on-topic articles are joined in pairs, so that the model meets longer texts."""
    on_topic = [index for index in rng.permutation(len(aligned)) if aligned[index].sample.on_topic]
    count = int(len(on_topic) * recipe.joined) // 2
    joined = set(on_topic[: 2 * count])
    examples = [single[index] for index in range(len(aligned)) if index not in joined]
    for index in range(count):
        examples.append(build(join(aligned[on_topic[2 * index]], aligned[on_topic[2 * index + 1]])))
    return examples


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
    torch.set_num_threads(recipe.threads)
    rng = np.random.default_rng(recipe.seed)
    network = Network(sizes or Sizes(), recipe.dropout)
    if minilm is not None:
        network.encoder.load_minilm(minilm)
    if start is not None:
        network.load_state_dict(start)

    def build(aligned: Aligned) -> Example:
        return build_example(aligned, tokenizer, gazetteer)

    aligned = [align(sample) for sample in samples]
    single = [build(one) for one in aligned]
    rates = [recipe.encoder_rate, recipe.head_rate]
    optimizer = torch.optim.AdamW(parameter_groups(network, *rates), weight_decay=recipe.decay)
    averaged = copy.deepcopy(network).eval()
    began = time.monotonic()
    for epoch in range(recipe.epochs):
        network.train()
        batches = make_batches(epoch_examples(aligned, single, recipe, build, rng), recipe.pieces, rng)
        sums: dict[str, float] = {}
        for number, batch in enumerate(batches):
            done = (epoch + number / len(batches)) / recipe.epochs
            factor = min(1.0, done / recipe.warm_up) * (0.02 + 0.98 * (0.5 + 0.5 * math.cos(math.pi * done)))
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * factor
            parts = _step(network, batch, optimizer, recipe, rng)
            # Early weights are far off: the average forgets them fast at first.
            keep = min(recipe.average, 1.0 - 1.0 / (1 + number + epoch * len(batches)))
            with torch.no_grad():
                for mean, now in zip(averaged.parameters(), network.parameters(), strict=True):
                    mean.lerp_(now, 1.0 - keep)
            for name, value in parts.items():
                sums[name] = sums.get(name, 0.0) + value / len(batches)
        log(
            f"epoch {epoch + 1}/{recipe.epochs} {time.monotonic() - began:.0f} s "
            + " ".join(f"{name} {value:.3f}" for name, value in sums.items())
        )
        if save is not None:
            save(averaged)
    return averaged


def _step(
    network: Network, batch: list[Example], optimizer: torch.optim.Optimizer, recipe: Recipe, rng: np.random.Generator
) -> dict[str, float]:
    ids, columns, mask, features = encoder_input(batch, recipe.noise, rng)
    encoded = network.encoder(ids, columns, mask)
    rows, at = [], 0
    for example, own in zip(batch, features, strict=True):
        windows = [encoded[at + index] for index in range(len(example.windows))]
        at += len(windows)
        rows.append(example_losses(network, example, windows, own))
    loss, parts = total_loss(rows)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return parts

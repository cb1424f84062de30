"""All that is trained on, ready to be drawn from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context

import numpy as np
from spacy.tokens import Doc
from tokenizers import Tokenizer

from extractors.gazetteer import Gazetteer
from extractors.words import Words, cut_words
from training.articles import Sample
from training.examples import Example, build_example, join
from training.open_names import OpenText, open_example
from training.recipe import Recipe
from training.swap import swap_names
from training.targets import Aligned, align

# A worker builds so many examples at a time.
_CHUNK = 24


@dataclass(frozen=True, slots=True)
class Order:
    """An example to build: of one article, of two that are joined, or of an open text. `seeds` has for each article
    what its names are swapped by, None where they stay."""

    places: tuple[int, ...]
    seeds: tuple[int | None, ...] = ()
    is_open: bool = False


@dataclass(slots=True)
class Builder:
    """Builds examples; the same order gives the same example."""

    samples: Sequence[Sample]
    open_texts: Sequence[OpenText]
    tokenizer: Tokenizer
    gazetteer: Gazetteer
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    swapped: float = 0.0

    def build(self, order: Order) -> Example:
        """Cut, tag and align."""
        if order.is_open:
            return open_example(self.open_texts[order.places[0]], self.tokenizer, self.gazetteer)
        made = [self._aligned(place, seed) for place, seed in zip(order.places, order.seeds, strict=True)]
        return build_example(made[0] if len(made) == 1 else join(*made), self.tokenizer, self.gazetteer)

    def _aligned(self, place: int, seed: int | None) -> Aligned:
        sample = self.samples[place]
        if seed is not None:
            sample = swap_names(sample, self.names, self.swapped, np.random.default_rng(seed))
        return align(sample)


class Corpus:
    """Articles, open texts with names and treebanks. Examples are built when they are drawn, by `workers` processes
    ahead of time where there are any; that makes no difference to what is drawn."""

    def __init__(self, builder: Builder, treebank: Sequence[Doc], workers: int = 0) -> None:
        self._builder, self.treebank = builder, treebank
        self._single: dict[int, Example] = {}
        self._pool = ProcessPoolExecutor(workers, get_context("forkserver"), _start, (builder,)) if workers else None

    def close(self) -> None:
        """Stop the workers."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def order_articles(self, recipe: Recipe, rng: np.random.Generator) -> list[Order]:
        """One pass's articles: some on-topic ones are joined in pairs, so that the model meets longer texts."""
        samples = self._builder.samples
        is_taken = np.ones(len(samples), dtype=np.bool_)
        if recipe.taken < 1.0:
            is_taken = rng.random(len(samples)) < recipe.taken
            is_taken |= [sample.id.startswith(recipe.new) for sample in samples]
        on_topic = [int(p) for p in rng.permutation(len(samples)) if samples[p].on_topic and is_taken[p]]
        pairs = int(len(on_topic) * recipe.joined) // 2
        joined = {*on_topic[: 2 * pairs]}

        def seed() -> int | None:
            drawn = int(rng.integers(1 << 31))
            return drawn if self._builder.names and rng.random() < recipe.renamed else None

        # An off-topic article teaches relevance alone, which needs fewer passes.
        orders = [
            Order((place,), (seed() if sample.on_topic else None,))
            for place, sample in enumerate(samples)
            if place not in joined and is_taken[place] and (sample.on_topic or rng.random() < recipe.off_topic)
        ]
        gold = [place for place in on_topic if not samples[place].marked]
        orders += [Order((place,), (seed(),)) for place in gold if rng.random() < recipe.again]
        both = zip(on_topic[:pairs], on_topic[pairs : 2 * pairs], strict=True)
        return orders + [Order(pair, (seed(), seed())) for pair in both]

    def order_open(self, count: int, rng: np.random.Generator) -> list[Order]:
        """Open texts, each at most once."""
        return [Order((int(place),), is_open=True) for place in rng.permutation(len(self._builder.open_texts))[:count]]

    def start(self, orders: Sequence[Order]) -> Callable[[], list[Example]]:
        """Begin to build; what is returned waits for the examples."""
        fresh = [order for order in orders if self._kept(order) is None]
        chunks = [fresh[place : place + _CHUNK] for place in range(0, len(fresh), _CHUNK)]
        built = self._pool.map(_build, chunks) if self._pool is not None else map(self._build, chunks)
        return partial(self._finish, orders, built)

    def _build(self, orders: Sequence[Order]) -> list[Example]:
        return [self._builder.build(order) for order in orders]

    def _finish(self, orders: Sequence[Order], built: Iterator[list[Example]]) -> list[Example]:
        fresh = (example for chunk in built for example in chunk)
        examples = []
        for order in orders:
            example = self._kept(order)
            if example is None:
                example = next(fresh)
                if order.seeds == (None,):
                    self._single[order.places[0]] = example
            examples.append(example)
        return examples

    def _kept(self, order: Order) -> Example | None:
        return self._single.get(order.places[0]) if order.seeds == (None,) else None

    def draw_trees(self, count: int, rng: np.random.Generator) -> list[Doc]:
        """Docs of the treebanks, each at most once."""
        return [self.treebank[place] for place in rng.permutation(len(self.treebank))[:count]]

    def cut(self, doc: Doc) -> Words:
        """The words of a Doc's text."""
        return cut_words("", doc.text, self._builder.tokenizer, self._builder.gazetteer)


# The builder of a worker process.
_builder: Builder


def _start(builder: Builder) -> None:
    global _builder  # noqa: PLW0603
    _builder = builder


def _build(orders: Sequence[Order]) -> list[Example]:
    return [_builder.build(order) for order in orders]

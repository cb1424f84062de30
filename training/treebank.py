"""Grammar as a second task of the encoder: heads on two of its inner layers, while it is still trained.

The heads are thrown away afterwards; those that are shipped are trained by `training.grammar` on the finished encoder,
on what `read_sentences` gives.
"""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import torch
from spacy.tokens import Doc
from torch import Tensor

from extractors.network import GRAMMAR_LAYERS
from extractors.words import Words
from training.batches import Noise, encode, encoder_input
from training.corpus import Corpus
from training.examples import unmarked_example
from training.grammar import (
    GrammarNetwork,
    GrammarRecipe,
    Read,
    grammar_loss,
    label_lists,
    label_places,
    sentences_of,
)
from training.loss import Losses
from training.model import Network, span_means, word_means
from training.tensors import piece_vectors, piece_words, to_tensors

_BATCH = 8
# Grammar shows in the words around as well.
_NOISE = Noise(name_word=0.02, other_word=0.02, shape=0.0, quote=0.0, gazetteer=0.0)


class TreeReader:
    """The grammar heads of a training, and the steps that teach them."""

    def __init__(self, network: Network, corpus: Corpus, rng: np.random.Generator) -> None:
        self._network, self._corpus, self._rng = network, corpus, rng
        labels = label_lists([sentence for doc in corpus.treebank for sentence in sentences_of(doc)])
        self._places = label_places(labels)
        inputs = len(GRAMMAR_LAYERS) * network.sizes.width
        self.heads = GrammarNetwork(inputs, labels, GrammarRecipe()).to(network.device)

    def draw_steps(self, count: int) -> list[Callable[[], Losses]]:
        """Steps over so many Docs."""
        docs = self._corpus.draw_trees(count, self._rng)
        return [partial(self._read, docs[place : place + _BATCH]) for place in range(0, len(docs), _BATCH)]

    def _read(self, docs: Sequence[Doc]) -> Losses:
        sentences = [sentence for doc in docs for sentence in sentences_of(doc)]
        rows = torch.split(
            token_vectors(self._network, self._corpus, docs, _NOISE, self._rng),
            [len(sentence.words) for sentence in sentences],
        )
        loss = grammar_loss(self.heads, sentences, rows, self._places)
        return {"grammar": (loss, torch.ones_like(loss))}


def _extents(cut: Sequence[Words], docs: Sequence[Doc]) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """The words (tokens, 2) that each token touches, numbered through all Docs; none where there is none."""
    rows, start = [], 0
    for words, doc in zip(cut, docs, strict=True):
        for token in doc:
            first, last = words.span(token.idx, token.idx + len(token)) or (0, 0)
            rows.append((start + first, start + last))
        start += len(words)
    return np.asarray(rows, dtype=np.int64).reshape(-1, 2)


def token_vectors(
    network: Network, corpus: Corpus, docs: Sequence[Doc], noise: Noise | None, rng: np.random.Generator
) -> Tensor:
    """What the shipped heads read, `extractors.grammar.annotate.token_vectors`, for all tokens of the Docs."""
    examples = [unmarked_example(corpus.cut(doc)) for doc in docs]
    given = [to_tensors(example, network.device) for example in examples]
    layers = encode(network.encoder, encoder_input(examples, noise, rng, network.device))
    inner = torch.cat([layers[count - 1] for count in GRAMMAR_LAYERS.values()], dim=2)
    cut = [example.words for example in examples]
    words = word_means(piece_vectors(given, inner), piece_words(given), sum(map(len, cut)))
    first, last = torch.from_numpy(_extents(cut, docs)).to(network.device).T
    return span_means(words, first, last)


@torch.no_grad()
def read_sentences(network: Network, corpus: Corpus) -> list[Read]:
    """The sentences of all trees, with what the finished encoder makes of their tokens; short Docs come first, since
    those that are read together are padded to the longest."""
    read: list[Read] = []
    trees = sorted(corpus.treebank, key=len)
    for place in range(0, len(trees), _BATCH):
        docs = trees[place : place + _BATCH]
        sentences = [sentence for doc in docs for sentence in sentences_of(doc)]
        vectors = token_vectors(network, corpus, docs, None, np.random.default_rng(0)).half()
        read += zip(sentences, vectors.split([len(sentence.words) for sentence in sentences]), strict=True)
    return read

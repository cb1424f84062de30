"""Tags, morphology, lemmas and dependencies on the encoder's vectors: small heads, and the best tree per sentence.

Labels are those of Universal Dependencies (English EWT): UPOS, FEATS and relations; `tag_` is the Penn tag. The heads
read the vectors of one inner layer of the encoder, where grammar is more plainly seen than in the last.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.errors import ModelError
from extractors.grammar.lemmas import apply_script
from extractors.grammar.trees import best_tree
from extractors.network import widened

FloatArray = NDArray[np.float32]
IntArray = NDArray[np.int64]
HEADS = 4


@dataclass(frozen=True, slots=True)
class Parsed:
    """One row per token: Penn tag, UPOS, FEATS ("" for none), lemma, head (its own place: root) and relation."""

    tags: tuple[str, ...]
    pos: tuple[str, ...]
    feats: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: IntArray
    relations: tuple[str, ...]


@dataclass(frozen=True)
class Grammar:
    """The loaded heads. `labels` has the lists `tags`, `forms` (UPOS and FEATS in one), `lemmas` and `relations`."""

    weights: dict[str, FloatArray]
    labels: dict[str, list[str]]

    def hidden(self, vectors: FloatArray, starts: Sequence[int]) -> FloatArray:
        """Contextual states (tokens, width); a sentence sees nothing beyond its borders."""
        x = _relu(self._linear(_norm(vectors), "enter"))
        edges = [*starts, len(x)]
        return np.concatenate([self._contextual(x[low:high]) for low, high in pairwise(edges)])

    def _contextual(self, x: FloatArray) -> FloatArray:
        """A convolution, attention, and another convolution over one sentence, each added to what it read."""
        x = x + self._around(x, "before")
        size, width = x.shape
        qkv = self._linear(_norm(x), "qkv").reshape(size, 3, HEADS, width // HEADS).transpose(1, 2, 0, 3)
        scores = qkv[0] @ qkv[1].transpose(0, 2, 1) / np.sqrt(width // HEADS)
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        attended = (scores / scores.sum(axis=-1, keepdims=True)) @ qkv[2]
        x = x + self._linear(attended.transpose(1, 0, 2).reshape(size, width), "out")
        return x + self._around(x, "after")

    def _around(self, x: FloatArray, name: str) -> FloatArray:
        padded = np.pad(x, ((1, 1), (0, 0)))
        return _relu(self._linear(np.concatenate([padded[:-2], padded[1:-1], padded[2:]], axis=1), name))

    def parse(self, words: Sequence[str], vectors: FloatArray, starts: Sequence[int]) -> Parsed:
        """`vectors` has a row per token; `starts` are the first tokens of sentences, 0 among them."""
        if not words:
            return Parsed((), (), (), (), np.zeros(0, dtype=np.int64), ())
        x = self.hidden(vectors, starts)
        tags = self._best(x, "tag", "tags")
        forms = [form.partition("|") for form in self._best(x, "form", "forms")]
        scripts = self._best(x, "lemma", "lemmas")
        heads = np.zeros(len(words), dtype=np.int64)
        relations: list[str] = []
        edges = [*starts, len(words)]
        for low, high in pairwise(edges):
            own = best_tree(self.arcs(x[low:high]))
            relations += self._relations(x[low:high], own)
            heads[low:high] = own + low
        return Parsed(
            tuple(tags),
            tuple(pos for pos, _, _ in forms),
            tuple(feats for _, _, feats in forms),
            tuple(apply_script(word, script) for word, script in zip(words, scripts, strict=True)),
            heads,
            tuple(relations),
        )

    def arcs(self, x: FloatArray) -> FloatArray:
        """Scores (dependents, heads) within one sentence; the diagonal is the score of being the root."""
        dependent, head = _relu(self._linear(x, "dependent")), _relu(self._linear(x, "head"))
        scores: FloatArray = self._linear(dependent, "arc") @ head.T
        scores[np.diag_indices(len(x))] = self._linear(dependent, "root")[:, 0]
        return scores

    def _relations(self, x: FloatArray, heads: IntArray) -> list[str]:
        names = self.labels["relations"]
        dependent = _relu(self._linear(x, "relation_dependent"))
        head = _relu(self._linear(x, "relation_head"))[heads]
        scores = np.einsum("nd,rde,ne->nr", _one(dependent), self.weights["relation"], _one(head), optimize=True)
        root = names.index("ROOT")
        scores[:, root] = -np.inf
        own = heads == np.arange(len(heads))
        return ["ROOT" if mine else names[int(row.argmax())] for mine, row in zip(own, scores, strict=True)]

    def _linear(self, x: FloatArray, name: str) -> FloatArray:
        product: FloatArray = x @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return product

    def _best(self, x: FloatArray, name: str, labels: str) -> list[str]:
        return [self.labels[labels][int(row)] for row in self._linear(x, name).argmax(axis=1)]


def load_grammar(folder: Path) -> Grammar:
    """Read `grammar.npz` and `grammar.json` of a model folder. Raises ModelError where they are missing or broken."""
    try:
        labels: dict[str, Any] = json.loads((folder / "grammar.json").read_text("utf-8"))
        with np.load(folder / "grammar.npz", allow_pickle=False) as archive:
            weights = widened({name: archive[name] for name in archive.files})
    except FileNotFoundError as exc:
        raise ModelError(f"the model in {folder} has no grammar", hint="train it with `make model`") from exc
    except (ValueError, OSError) as exc:
        raise ModelError(f"the grammar in {folder} is broken: {exc}") from exc
    return Grammar(weights, labels)


def _norm(x: FloatArray) -> FloatArray:
    centred = x - x.mean(axis=1, keepdims=True)
    scaled: FloatArray = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-5)
    return scaled


def _relu(x: FloatArray) -> FloatArray:
    return np.maximum(x, 0.0)


def _one(x: FloatArray) -> FloatArray:
    return np.concatenate([x, np.ones((len(x), 1), dtype=np.float32)], axis=1)

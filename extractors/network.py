"""The model's forward pass: the encoder in onnxruntime, the heads in numpy. One article at a time, fp32."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from errno import ENOENT
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidGraph, InvalidProtobuf
from tokenizers import Tokenizer

from extractors.claims.compatible import SLOTS
from extractors.claims.features import CANDIDATE_TYPES, PAIR_FEATURES, TRIGGER_FEATURES
from extractors.claims.triggers import Trigger
from extractors.claims.types import OUTPUTS
from extractors.errors import ModelError
from extractors.relevance import TOPIC_FEATURES, TopicWords
from extractors.spans import Span
from extractors.tags import TAGS
from extractors.windows import CLS, SEP, WINDOW, plan_windows
from extractors.words import FEATURES, Words

FloatArray = NDArray[np.float32]
FORMAT = 2
# Outputs of the graph besides `y`, and the layers that they lie before.
GRAMMAR_LAYERS = {"lower": 3, "middle": 5}
EPSILON = 1e-5
# The sixteen values that a code of 4 bits stands for: quantiles of a normal distribution (NF4, Dettmers et al. 2023).
_BELOW = (-1.0, -0.6961928, -0.5250731, -0.3949175, -0.2844414, -0.1847734, -0.0910500, 0.0)
_ABOVE = (0.0795803, 0.1609302, 0.2461123, 0.3379152, 0.4407098, 0.5626170, 0.7229568, 1.0)
LEVELS = np.asarray([*_BELOW, *_ABOVE], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Shipped:
    """What is in a model folder. `config` is as the training wrote it."""

    config: dict[str, Any]
    tokenizer: Tokenizer
    network: "Network"
    topic_words: TopicWords


class Network:
    """The loaded weights. Stateless between articles: the same words give the same numbers."""

    def __init__(self, weights: dict[str, NDArray[Any]], session: onnxruntime.InferenceSession) -> None:
        self._w = weights
        self._session = session
        self._feature_tables = [weights[f"encoder.features.{i}.weight"] for i in range(len(FEATURES))]
        self._word_tables = [weights[f"word_features.{i}.weight"] for i in range(len(FEATURES))]
        positions = relative_buckets(WINDOW, len(weights["encoder.relative.weight"]))
        self._relative = np.ascontiguousarray(weights["encoder.relative.weight"][positions].transpose(2, 0, 1))

    def _linear(self, x: FloatArray, name: str) -> FloatArray:
        product: FloatArray = x @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"]
        return product

    def encode(self, words: Words) -> FloatArray:
        """One contextual vector per word."""
        (pieces,) = self._read(words, ("y",))
        return self._word_vectors(pieces, words)

    def encode_with_inner(self, words: Words) -> tuple[FloatArray, FloatArray]:
        """The vectors of `encode`, and two inner layers side by side (words, 2 x width), which the grammar reads."""
        pieces, *inner = self._read(words, ("y", *GRAMMAR_LAYERS))
        means = [_word_means(rows, words) for rows in inner]
        return self._word_vectors(pieces, words), np.concatenate(means, axis=1)

    def _read(self, words: Words, outputs: Sequence[str]) -> list[FloatArray]:
        """The outputs of the encoder's graph, each with a row per piece."""
        width = self._w["word_norm.weight"].shape[0]
        pieces = [np.zeros((len(words.pieces), width), dtype=np.float32) for _ in outputs]
        for window in plan_windows(words):
            real = window.pieces >= 0
            ids = np.where(window.pieces == -1, CLS, SEP)
            ids[real] = words.pieces[window.pieces[real]]
            columns = np.zeros((len(ids), len(FEATURES)), dtype=np.int64)
            columns[real] = words.features[words.piece_word[window.pieces[real]]]
            x = (
                widen(self._w["words"][ids], self._w["words:scale"][ids])
                + self._w["encoder.positions.weight"][: len(ids)]
            )
            extra = sum(table[columns[:, column]] for column, table in enumerate(self._feature_tables))
            relative = self._relative[:, : len(ids), : len(ids)]
            fed = {"x": self._norm(x, "encoder.norm"), "features": extra, "relative": relative}
            for kept, rows in zip(pieces, self._session.run(list(outputs), fed), strict=True):
                kept[window.pieces[window.kept]] = rows[window.kept]
        return pieces

    def _word_vectors(self, pieces: FloatArray, words: Words) -> FloatArray:
        if not len(words):
            return pieces[:0]
        v = self._norm(_word_means(pieces, words), "word_norm")
        for column, table in enumerate(self._word_tables):
            v += table[words.features[:, column]]
        return v

    def _norm(self, x: FloatArray, name: str) -> FloatArray:
        centred = x - x.mean(axis=1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + EPSILON)
        return np.asarray(scaled * self._w[f"{name}.weight"] + self._w[f"{name}.bias"], dtype=np.float32)

    def tags(self, v: FloatArray) -> FloatArray:
        """Log probabilities (words, TAGS)."""
        return log_softmax(self._linear(_relu(self._linear(v, "tag_hidden")), "tag"))

    def relevance(self, v: FloatArray, rules: FloatArray) -> float:
        """The log-odds that the article is on topic; `rules` are its topic features."""
        weights = np.exp(log_softmax(self._linear(v, "topic_attention")[:, 0]))
        pooled = np.concatenate([weights @ v, v.mean(axis=0)])
        hidden = self._linear(pooled, "topic_hidden") + self._linear(rules, "topic_rules")
        return float(self._linear(_relu(hidden), "topic")[0])

    def triggers(self, v: FloatArray, words: Words, triggers: Sequence[Trigger], rows: FloatArray) -> FloatArray:
        """One vector per trigger; `rows` are its features."""
        first = np.asarray([trigger.first for trigger in triggers])
        last = np.asarray([trigger.last for trigger in triggers])
        own = words.sentence[first]
        low = np.searchsorted(words.sentence, own, side="left")
        high = np.searchsorted(words.sentence, own, side="right")
        parts = [
            span_means(v, first, last),
            v[np.maximum(first - 1, 0)],
            v[np.minimum(last, len(v) - 1)],
            span_means(v, low, high),
        ]
        return _relu(self._linear(np.concatenate(parts, axis=1), "trigger_words") + self._linear(rows, "trigger_rules"))

    def outputs(self, t: FloatArray) -> FloatArray:
        """Probabilities (triggers, OUTPUTS), each by itself."""
        return sigmoid(self._linear(t, "outputs"))

    def statuses(self, t: FloatArray, output: NDArray[np.int64]) -> FloatArray:
        """Probabilities over the statuses of a claim of that output."""
        return np.exp(log_softmax(self._linear(_relu(t + self._w["status_outputs.weight"][output]), "status")))

    def candidates(self, v: FloatArray, spans: Sequence[Span]) -> FloatArray:
        """Vectors of what pointers can point at; the last row is "none"."""
        nothing = self._w["nothing"][None]
        if not spans:
            return nothing
        first = np.asarray([span.first for span in spans])
        last = np.asarray([span.last for span in spans])
        kinds = np.asarray([CANDIDATE_TYPES.index(span.type) for span in spans])
        x = np.concatenate([span_means(v, first, last), v[first], v[last - 1]], axis=1)
        x = _relu(self._linear(x, "candidate_words") + self._w["candidate_types.weight"][kinds])
        return np.concatenate([x, nothing])

    def pointers(
        self, t: FloatArray, output: NDArray[np.int64], slot: int, keys: FloatArray, pairs: FloatArray
    ) -> FloatArray:
        """Scores (rows, candidates + 1) for one slot; softmax over what is allowed gives probabilities."""
        w = self._w
        query = self._linear(t, "query") + w["query_outputs.weight"][output] + w["query_slots.weight"][slot]
        bent = self._linear(pairs * (1.0 + w["pair_slots.weight"][slot]), "pair")
        hidden = query[:, None, :] + self._linear(keys, "key")[None]
        hidden[:, :-1] += bent
        dot = self._linear(t, "dot_query") + w["dot_outputs.weight"][output] + w["dot_slots.weight"][slot]
        scores: FloatArray = _relu(hidden) @ w["score.weight"][0] + dot @ self._linear(keys, "dot_key").T / 8.0
        return scores


def load_model(folder: Path, threads: int = 1) -> Shipped:
    """Read a model folder; its encoder will compute with so many threads. Raises ModelError where a file is missing or
    of another version."""
    if not folder.is_dir():
        raise ModelError(
            f"there is no model folder {folder}",
            hint="name a folder that `make model` made; another spaCy pipeline cannot take its place, since claims and "
            "relevance are read from this encoder's vectors",
        )
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        with np.load(folder / "weights.npz", allow_pickle=False) as archive:
            weights = {name: archive[name] for name in archive.files}
        session = _session(folder / "encoder.onnx", threads)
        terms = (folder / "topic.txt").read_text("utf-8").splitlines()
    except FileNotFoundError as exc:
        raise ModelError(
            f"no model in {folder}: {exc.filename} is missing", hint="train one with `make model`"
        ) from exc
    except (ValueError, OSError) as exc:
        raise ModelError(f"the model in {folder} is broken: {exc}") from exc
    expected = model_shape()
    found = {key: config.get(key) for key in expected}
    if found != expected:
        wrong = ", ".join(key for key, value in expected.items() if found[key] != value)
        raise ModelError(f"the model in {folder} does not fit this version ({wrong})", hint="train it again")
    # Embeddings of words stay as they are stored until they are read.
    words = {name: weights.pop(name) for name in ("words", "words:scale")}
    wide = widened(weights)
    topic = TopicWords({term: i for i, term in enumerate(terms)}, wide.pop("topic_terms"), float(config["topic_bias"]))
    return Shipped(config, tokenizer, Network(wide | words, session), topic)


def widened(stored: dict[str, NDArray[Any]]) -> dict[str, FloatArray]:
    """Weights in float32: those of one byte have a scale per row, which has the weight's name and `:scale`."""
    wide = {}
    for name, array in stored.items():
        if not name.endswith(":scale"):
            wide[name] = array.astype(np.float32)
            if array.dtype == np.int8:
                wide[name] *= stored[f"{name}:scale"].astype(np.float32)[:, None] / 127.0
    return wide


def widen(codes: NDArray[np.uint8], scale: NDArray[np.float16]) -> FloatArray:
    """Rows of codes, two to a byte (rows, columns / 2), with a scale per block (rows, blocks) as (rows, columns)."""
    places = np.stack([codes & 15, codes >> 4], axis=-1).reshape(*scale.shape, -1)
    return (LEVELS[places] * scale.astype(np.float32)[..., None]).reshape(len(codes), -1)


def relative_buckets(length: int, buckets: int) -> NDArray[np.int64]:
    """(length, length): which row of the table of relative positions a piece adds to its attention to another (column).

    Half of the buckets look back, half ahead; near distances have one each, farther ones share, up to 128 (T5, MPNet).
    """
    ahead = np.arange(length)[None, :] - np.arange(length)[:, None]
    half, near = buckets // 2, buckets // 4
    distance = np.abs(ahead)
    far = near + (np.log(np.maximum(distance, 1) / near) / np.log(128 / near) * (half - near)).astype(np.int64)
    return np.asarray((ahead > 0) * half + np.where(distance < near, distance, np.minimum(far, half - 1)))


def model_shape() -> dict[str, Any]:
    """What code and weights must agree on."""
    return {
        "format": FORMAT,
        "outputs": list(OUTPUTS),
        "tags": list(TAGS),
        "slots": list(SLOTS),
        "candidate_types": list(CANDIDATE_TYPES),
        "features": dict(FEATURES),
        "trigger_features": TRIGGER_FEATURES,
        "pair_features": PAIR_FEATURES,
        "topic_features": TOPIC_FEATURES,
    }


def _session(graph: Path, threads: int) -> onnxruntime.InferenceSession:
    if not graph.is_file():
        raise FileNotFoundError(ENOENT, "no such file", str(graph))
    options = onnxruntime.SessionOptions()
    # However many share a product, each of its numbers is summed by one in the same order.
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    # A thread that spins while it waits takes the time of whoever else has work.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    # The arena keeps what the longest window ever needed; memory matters more here than the allocator's speed.
    options.enable_cpu_mem_arena = False
    try:
        # By its path: read into memory first, the weights would be held three times for a moment.
        return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    except (InvalidProtobuf, InvalidGraph, Fail) as exc:
        raise ValueError(str(exc).splitlines()[0]) from exc


def _word_means(pieces: FloatArray, words: Words) -> FloatArray:
    starts = np.flatnonzero(np.diff(words.piece_word, prepend=-1))
    if not len(starts):
        return pieces[:0]
    sizes = np.diff(np.append(starts, len(words.piece_word)))
    return np.asarray(np.add.reduceat(pieces, starts, axis=0) / sizes[:, None], dtype=np.float32)


def span_means(v: FloatArray, first: NDArray[Any], last: NDArray[Any]) -> FloatArray:
    """Mean vectors of the words [first, last) of each row."""
    return np.stack([v[a:b].mean(axis=0) for a, b in zip(first, last, strict=True)])


def log_softmax(x: FloatArray) -> FloatArray:
    """Over the last axis."""
    shifted = x - x.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))  # type: ignore[no-any-return]


def sigmoid(x: FloatArray | np.float32) -> FloatArray:
    """Elementwise, without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * x)), dtype=np.float32)


def _relu(x: FloatArray) -> FloatArray:
    return np.maximum(x, 0.0)

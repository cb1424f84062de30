"""Fits confidence to truth on articles that were not trained on, and picks a threshold per output."""

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from extractors.gazetteer import Gazetteer
from extractors.gazetteer import shipped as known_names
from extractors.names import plain_name
from extractors.network import load_model
from extractors.relevance import topic_features
from extractors.words import cut_words
from training.articles import Row, Sample
from training.evaluate import predict
from training.topic import blend

_STEPS = 25
_RIDGE = 3.0


def is_right(claim: Row, sample: Sample) -> bool:
    """Whether a predicted claim is among the gold ones, by what the scorer compares."""
    table = {plain_name(form): name for name, forms in sample.aliases.items() for form in (name, *forms)}

    def same(a: str | None, b: str | None) -> bool:
        left, right = plain_name(a or ""), plain_name(b or "")
        return table.get(left, left) == table.get(right, right)

    for gold in sample.claims:
        if gold["type"] != claim["type"] or not same(gold["subject"], claim["subject"]):
            continue
        if gold["type"] == "role":
            if same(gold["object"], claim["object"]) and gold["label"] == claim["label"]:
                return True
        elif gold["type"] == "premiere":
            if same(gold["object"], claim["object"]):
                return True
        elif gold["type"] == "release_date":
            if gold["date"] == claim["date"]:
                return True
        elif gold["unit"] == claim["unit"] and all(
            _close(gold[k], claim[k], gold["unit"]) for k in ("value", "value_high")
        ):
            return True
    return False


def _close(a: float | None, b: float | None, unit: str) -> bool:
    if a is None or b is None:
        return a is None and b is None
    return abs(a - b) <= max(0.5 if unit == "percent" else 0.005 * max(abs(a), abs(b)), 1e-9)


def collect(model: Path, samples: Sequence[Sample]) -> tuple[list[tuple[str, float, bool]], dict[str, int]]:
    """(output, confidence, right) of every reading above the floor, and how many gold claims each output has."""
    rows: list[tuple[str, float, bool]] = []
    gold: dict[str, int] = defaultdict(int)
    by_id = {sample.id: sample for sample in samples}
    for sample in samples:
        for claim in sample.claims:
            gold[output_name(claim)] += 1
    for row in predict(samples, model, 0.0):
        for claim in [*row["claims"], *row["candidates"]]:
            rows.append((output_name(claim), claim["confidence"], is_right(claim, by_id[row["id"]])))
    return rows, gold


def output_name(claim: Row) -> str:
    """The model output of a claim."""
    return f"role:{claim['label']}" if claim["type"] == "role" else str(claim["type"])


def calibrate(model: Path, samples: Sequence[Sample]) -> dict[str, Any]:
    """A logistic curve from raw to true confidence, moved for each output. The model must not be calibrated already."""
    if "calibration" in json.loads((model / "config.json").read_text("utf-8")):
        raise ValueError(f"{model} is calibrated already")
    rows, _ = collect(model, samples)
    return {"calibration": fit(rows)}


def fit(rows: Sequence[tuple[str, float, bool]]) -> dict[str, Any]:
    """Slope, shift, and for each output a move that is drawn to zero where there is little to learn it from."""
    outputs = sorted({output for output, _, _ in rows})
    raw = np.clip([confidence for _, confidence, _ in rows], 1e-4, 1 - 1e-4)
    x = np.zeros((len(rows), 2 + len(outputs)))
    x[:, 0], x[:, 1] = np.log(raw / (1 - raw)), 1.0
    x[np.arange(len(rows)), [2 + outputs.index(output) for output, _, _ in rows]] = 1.0
    y = np.asarray([right for _, _, right in rows], dtype=float)
    ridge = np.diag([0.0, 0.01, *([_RIDGE] * len(outputs))])
    weights = np.zeros(x.shape[1])
    weights[0] = 1.0
    for _ in range(_STEPS):
        p = 1.0 / (1.0 + np.exp(-(x @ weights)))
        slope = x.T @ (x * (p * (1 - p))[:, None]) + ridge
        weights -= np.linalg.solve(slope, x.T @ (p - y) + ridge @ weights)
    moves = {output: round(float(weights[2 + i]), 4) for i, output in enumerate(outputs)}
    return {"slope": round(float(weights[0]), 4), "shift": round(float(weights[1]), 4), "moves": moves}


def fit_blend(model: Path, samples: Sequence[Sample]) -> dict[str, Any]:
    """How the network's and the words' judgement of the topic are put together."""
    shipped = load_model(model)
    gazetteer = Gazetteer.of(known_names())
    read, counted = [], []
    for sample in samples:
        words = cut_words(sample.title, sample.text, shipped.tokenizer, gazetteer)
        read.append(shipped.network.relevance(shipped.network.encode(words), topic_features(words)))
        counted.append(shipped.topic_words.score(sample.title, sample.text))
    return {"topic_blend": blend(read, counted, [sample.on_topic for sample in samples])}


def reliability(rows: Sequence[tuple[str, float, bool]]) -> list[tuple[float, float, int]]:
    """Per tenth of confidence: mean confidence, share that is right, count."""
    table = []
    for low in np.arange(0.0, 1.0, 0.1):
        inside = [(c, r) for _, c, r in rows if low <= c < low + 0.1 or (low > 0.85 and c == 1.0)]
        if inside:
            table.append((float(np.mean([c for c, _ in inside])), float(np.mean([r for _, r in inside])), len(inside)))
    return table

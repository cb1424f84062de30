"""Fits the linear judgement over words that stands beside the network's: logistic regression on weighted terms."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch.nn import functional as F  # noqa: N812

from extractors.relevance import TopicWords, topic_terms
from training.articles import Sample

_FEWEST = 4
_DECAY = 0.1
# The tuning articles are few, and the network is nearly always right on them: they may not silence the words.
_FIRM = 20.0


@dataclass(frozen=True, slots=True)
class TopicTable:
    """Terms with their inverse document frequency and weight, and a bias."""

    terms: list[str]
    weights: np.ndarray
    bias: float

    def words(self) -> TopicWords:
        """Ready to score."""
        return TopicWords({term: i for i, term in enumerate(self.terms)}, self.weights, self.bias)


def fit_topic(samples: Sequence[Sample], strangers: Sequence[str] = ()) -> TopicTable:
    """Learn from all samples; both classes count alike. `strangers` are texts about anything else, which add no terms:
    the samples that are off topic are near misses, and from these alone the words of other news look on topic."""
    counted = [Counter(topic_terms(sample.title, sample.text)) for sample in samples]
    frequency = Counter(term for counts in counted for term in counts)
    terms = sorted(term for term, count in frequency.items() if count >= _FEWEST)
    index = {term: i for i, term in enumerate(terms)}
    idf = np.asarray([np.log((1 + len(samples)) / (1 + frequency[term])) + 1.0 for term in terms], dtype=np.float32)
    counted += [Counter(topic_terms("", text)) for text in strangers]
    x = np.zeros((len(counted), len(terms)), dtype=np.float32)
    for row, counts in zip(x, counted, strict=True):
        for term, count in counts.items():
            if term in index:
                row[index[term]] = (1.0 + np.log(count)) * idf[index[term]]
    x /= np.maximum(np.sqrt((x**2).sum(axis=1, keepdims=True)), 1e-9)
    y = torch.tensor([*(float(sample.on_topic) for sample in samples), *([0.0] * len(strangers))])
    balance = torch.where(y > 0, 0.5 / y.mean(), 0.5 / (1 - y).mean())
    weights, bias = _fit(torch.from_numpy(x), y, balance)
    return TopicTable(terms, np.stack([idf, weights], axis=1).astype(np.float16).astype(np.float32), bias)


def _fit(x: torch.Tensor, y: torch.Tensor, balance: torch.Tensor) -> tuple[np.ndarray, float]:
    weights = torch.zeros(x.shape[1], requires_grad=True)
    bias = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights, bias], max_iter=120, line_search_fn="strong_wolfe")

    def closure() -> Any:
        optimizer.zero_grad()
        losses = F.binary_cross_entropy_with_logits(x @ weights + bias, y, weight=balance, reduction="sum")
        loss = losses + 0.5 * _DECAY * (weights**2).sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    return weights.detach().numpy(), float(bias.detach())


def blend(network: Sequence[float], words: Sequence[float], on_topic: Sequence[bool]) -> list[float]:
    """How much each log-odds counts and what is added: logistic regression on articles that neither was fitted on."""
    x = np.stack([network, words, np.ones(len(network))], axis=1).astype(np.float64)
    y = np.asarray(on_topic, dtype=float)
    theta = np.asarray([0.5, 0.5, 0.0])
    prior = theta.copy()
    balance = np.where(y > 0, 0.5 / y.mean(), 0.5 / (1 - y).mean())
    for _ in range(30):
        p = 1.0 / (1.0 + np.exp(-(x @ theta)))
        slope = x.T @ (x * (balance * p * (1 - p))[:, None]) + _FIRM * np.eye(3)
        theta -= np.linalg.solve(slope, x.T @ (balance * (p - y)) + _FIRM * (theta - prior))
    return [round(float(number), 3) for number in theta]

"""What the network is trained for: names, topic, claim outputs, pointers and status, as one sum."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from extractors.claims.types import OUTPUTS
from training.answers import Answers
from training.examples import Example
from training.model import Network
from training.tensors import Tensors, shifted

OFF_TOPIC = 3.0
WEIGHTS = {"names": 1.5, "topic": 0.6, "outputs": 1.0, "pointers": 1.0, "status": 0.4, "open": 0.6}
WEIGHTS |= {"taught": 1.0, "taught_outputs": 1.0, "taught_pointers": 1.0, "taught_status": 0.4}
WEIGHTS |= {"alike": 2.0, "grammar": 0.5}
# By name, the sum of a loss and what it is divided by.
Losses = dict[str, tuple[Tensor, Tensor]]


def batch_losses(
    network: Network, examples: Sequence[Example], given: Sequence[Tensors], v: Tensor, answers: Answers
) -> Losses:
    """What the answers cost that the heads give to `v`, the word vectors of all examples one after the other."""
    partly = [one.allowed for one in given]
    if all(allowed is not None for allowed in partly):
        allowed = torch.cat([allowed for allowed in partly if allowed is not None])
        likely = torch.log_softmax(answers.tags, dim=1).masked_fill(~allowed, -1e4).logsumexp(dim=1)
        return {"open": (-likely.sum(), (~allowed[:, 0]).sum())}
    tags = torch.cat([one.tags for one in given])
    lost = F.cross_entropy(answers.tags, tags, ignore_index=-1, reduction="sum")
    return (
        _topic_losses(network, examples, given, v) | {"names": (lost, (tags > 0).sum())} | claim_losses(given, answers)
    )


def _topic_losses(network: Network, examples: Sequence[Example], given: Sequence[Tensors], v: Tensor) -> Losses:
    judged = [place for place, example in enumerate(examples) if example.on_topic >= 0]
    if not judged:
        return {}
    words = torch.tensor([len(example.words) for example in examples], device=v.device)
    article = torch.repeat_interleave(torch.arange(len(examples), device=v.device), words, output_size=len(v))
    score = network.relevance(v, article, torch.stack([one.topic_rows for one in given]))[judged]
    wanted = [min(max(examples[place].on_topic, 0.02), 0.98) for place in judged]
    # Off-topic articles are the fewer, and come up in part of the passes only.
    weight = torch.tensor([1.0 if examples[place].on_topic else OFF_TOPIC for place in judged], device=v.device)
    target = torch.tensor(wanted, device=v.device)
    each = F.binary_cross_entropy_with_logits(score, target, reduction="none")
    return {"topic": ((weight * each).sum(), weight.sum())}


def claim_losses(given: Sequence[Tensors], answers: Answers) -> Losses:
    """Against the annotation."""
    if answers.outputs is None:
        return {}
    targets = torch.cat([one.targets for one in given])
    score = answers.outputs.flatten()[output_places(given, "counted")]
    losses = {"outputs": (F.binary_cross_entropy_with_logits(score, targets, reduction="sum"), targets.sum())}
    if answers.status is not None:
        said = torch.cat([one.status[:, 2] for one in given])
        lost = F.cross_entropy(answers.status, said, reduction="sum")
        losses["status"] = lost, lost.new_tensor(float(len(said)))
    if answers.pointers:
        gold = [one.pointer_gold for one in given if len(one.pointer_trigger)]
        each = [
            (scores.logsumexp(dim=1) - scores.masked_fill(~own, -1e4).logsumexp(dim=1)).sum()
            for scores, own in zip(answers.pointers, gold, strict=True)
        ]
        rows = sum(len(scores) for scores in answers.pointers)
        losses["pointers"] = torch.stack(each).sum(), score.new_tensor(float(rows))
    return losses


def output_places(given: Sequence[Tensors], name: str) -> Tensor:
    """Flat places (triggers x OUTPUTS) of all examples in one."""
    firsts = np.cumsum([0, *(len(one.first) for one in given[:-1])])
    return shifted(given, name, firsts * len(OUTPUTS))


def total_loss(losses: Losses) -> tuple[Tensor, dict[str, Tensor]]:
    """The weighted sum, and its parts for the log."""
    parts = {name: amount / count.float().clamp(min=1.0) for name, (amount, count) in losses.items()}
    total = torch.stack([WEIGHTS[name] * part for name, part in parts.items()]).sum()
    return total, {name: part.detach() for name, part in parts.items()}

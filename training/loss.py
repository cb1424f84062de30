"""What the network is trained for: names, topic, claim outputs, pointers and status, as one sum."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from extractors.claims.types import OUTPUTS
from training.examples import Example
from training.model import Network
from training.tensors import Tensors, shifted

OFF_TOPIC = 3.0
WEIGHTS = {"names": 1.5, "topic": 0.6, "outputs": 1.0, "pointers": 1.0, "status": 0.4, "open": 0.6}
WEIGHTS |= {"taught": 1.0, "alike": 2.0, "grammar": 0.5}
# By name, the sum of a loss and what it is divided by.
Losses = dict[str, tuple[Tensor, Tensor]]


def batch_losses(network: Network, examples: Sequence[Example], given: Sequence[Tensors], v: Tensor) -> Losses:
    """What the answers cost that the heads give to `v`, the word vectors of all examples one after the other."""
    device = v.device
    words = [len(example.words) for example in examples]
    starts = np.cumsum([0, *words[:-1]])
    article = torch.repeat_interleave(
        torch.arange(len(words), device=device), torch.tensor(words, device=device), output_size=sum(words)
    )
    losses: Losses = {}
    judged = [place for place, example in enumerate(examples) if example.on_topic >= 0]
    if judged:
        score = network.relevance(v, article, torch.stack([one.topic_rows for one in given]))[judged]
        wanted = [min(max(examples[place].on_topic, 0.02), 0.98) for place in judged]
        # Off-topic articles are the fewer, and come up in part of the passes only.
        weight = torch.tensor([1.0 if examples[place].on_topic else OFF_TOPIC for place in judged], device=device)
        each = F.binary_cross_entropy_with_logits(score, torch.tensor(wanted, device=device), reduction="none")
        losses["topic"] = (weight * each).sum(), weight.sum()
    scores = network.tags(v)
    tags = torch.cat([one.tags for one in given])
    losses["names"] = F.cross_entropy(scores, tags, ignore_index=-1, reduction="sum"), (tags > 0).sum()
    partly = [one.allowed for one in given]
    if all(allowed is not None for allowed in partly):
        allowed = torch.cat([allowed for allowed in partly if allowed is not None])
        likely = torch.log_softmax(scores, dim=1).masked_fill(~allowed, -1e4).logsumexp(dim=1)
        losses = {"open": (-likely.sum(), (~allowed[:, 0]).sum())}
    if any(len(one.first) for one in given):
        losses |= _claim_losses(network, examples, given, v, starts)
    return losses


def _claim_losses(
    network: Network,
    examples: Sequence[Example],
    given: Sequence[Tensors],
    v: Tensor,
    starts: NDArray[np.int64],
) -> Losses:
    triggers = [len(one.first) for one in given]
    firsts = np.cumsum([0, *triggers[:-1]])
    edges = np.repeat(
        [(start, start + len(example.words)) for start, example in zip(starts, examples, strict=True)], triggers, axis=0
    )
    t = network.triggers(
        v,
        shifted(given, "first", starts),
        shifted(given, "last", starts),
        torch.from_numpy(edges).to(v.device),
        shifted(given, "bounds", starts),
        torch.cat([one.trigger_rows for one in given]),
    )
    targets = torch.cat([one.targets for one in given])
    score = network.output_scores(t).flatten()[shifted(given, "counted", firsts * len(OUTPUTS))]
    losses = {"outputs": (F.binary_cross_entropy_with_logits(score, targets, reduction="sum"), targets.sum())}
    status = torch.cat([one.status for one in given])
    if len(status):
        trigger = torch.cat([one.status[:, 0] + int(at) for one, at in zip(given, firsts, strict=True)])
        said = network.statuses(t[trigger], status[:, 1])
        losses["status"] = F.cross_entropy(said, status[:, 2], reduction="sum"), v.new_tensor(float(len(status)))
    return losses | _pointer_losses(network, given, v, starts, torch.split(t, triggers))


def _pointer_losses(
    network: Network, given: Sequence[Tensors], v: Tensor, starts: NDArray[np.int64], triggers: Sequence[Tensor]
) -> Losses:
    sizes = [len(one.cand_first) for one in given]
    candidates = network.candidates(
        v,
        shifted(given, "cand_first", starts),
        shifted(given, "cand_last", starts),
        torch.cat([one.cand_type for one in given]),
    )
    lost, rows = [], 0
    for one, t, own in zip(given, triggers, torch.split(candidates, sizes), strict=True):
        if len(one.pointer_trigger):
            trigger = t[one.pointer_trigger]
            pointed = network.pointers(trigger, one.pointer_output, one.pointer_slot, own, one.pairs)
            pointed = pointed.masked_fill(~one.pointer_allowed, -1e4)
            gold = pointed.masked_fill(~one.pointer_gold, -1e4)
            lost.append((pointed.logsumexp(dim=1) - gold.logsumexp(dim=1)).sum())
            rows += len(pointed)
    return {"pointers": (torch.stack(lost).sum(), v.new_tensor(float(rows)))} if lost else {}


def total_loss(losses: Losses) -> tuple[Tensor, dict[str, Tensor]]:
    """The weighted sum, and its parts for the log."""
    parts = {name: amount / count.float().clamp(min=1.0) for name, (amount, count) in losses.items()}
    total = torch.stack([WEIGHTS[name] * part for name, part in parts.items()]).sum()
    return total, {name: part.detach() for name, part in parts.items()}

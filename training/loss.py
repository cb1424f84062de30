"""What the network is trained for: names, topic, claim outputs, pointers and status, as one sum."""

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from training.batches import piece_vectors
from training.examples import Example
from training.model import Network

OFF_TOPIC = 3.0
WEIGHTS = {"names": 1.5, "topic": 0.6, "outputs": 1.0, "pointers": 1.0, "status": 0.4}


def sentence_bounds(example: Example) -> Tensor:
    """First and past-the-last word of each trigger's sentence."""
    sentence = torch.from_numpy(example.words.sentence.astype("int64"))
    own = sentence[torch.from_numpy(example.trigger_first)]
    low = torch.searchsorted(sentence, own, right=False)
    return torch.stack([low, torch.searchsorted(sentence, own, right=True)], dim=1)


def example_losses(network: Network, example: Example, encoded: list[Tensor], features: Tensor) -> dict[str, Tensor]:
    """Sums of losses and, as `n_…`, what they are divided by over a batch."""
    pieces = piece_vectors(example, encoded)
    v = network.word_vectors(pieces, torch.from_numpy(example.words.piece_word.astype("int64")), features)
    losses = {}
    if example.on_topic >= 0:
        wanted = torch.tensor(min(max(example.on_topic, 0.02), 0.98))
        # Off-topic articles are the fewer, and come up in part of the passes only.
        weight = 1.0 if example.on_topic else OFF_TOPIC
        score = network.relevance(v, torch.from_numpy(example.topic_rows))
        losses["topic"] = weight * F.binary_cross_entropy_with_logits(score, wanted)
        losses["n_topic"] = torch.tensor(weight)
    tags = torch.from_numpy(example.tags)
    if example.on_topic == 1.0:
        losses["names"] = F.cross_entropy(network.tags(v), tags, reduction="sum")
        losses["n_names"] = (tags > 0).sum()
    if not len(example.trigger_first):
        return losses
    t = network.triggers(
        v,
        torch.from_numpy(example.trigger_first),
        torch.from_numpy(example.trigger_last),
        sentence_bounds(example),
        torch.from_numpy(example.trigger_rows),
    )
    targets = torch.from_numpy(example.targets).float()
    counted = torch.from_numpy(example.outputs) & (targets >= 0)
    losses["outputs"] = F.binary_cross_entropy_with_logits(
        network.output_scores(t)[counted], targets[counted], reduction="sum"
    )
    losses["n_outputs"] = (targets[counted] > 0).sum()
    if len(example.status):
        rows = torch.from_numpy(example.status)
        losses["status"] = F.cross_entropy(network.statuses(t[rows[:, 0]], rows[:, 1]), rows[:, 2], reduction="sum")
        losses["n_status"] = torch.tensor(float(len(rows)))
    if len(example.pointer_trigger):
        keys = network.candidates(
            v,
            torch.from_numpy(example.cand_first),
            torch.from_numpy(example.cand_last),
            torch.from_numpy(example.cand_type),
        )
        scores = network.pointers(
            t[torch.from_numpy(example.pointer_trigger)],
            torch.from_numpy(example.pointer_output),
            torch.from_numpy(example.pointer_slot),
            keys,
            torch.from_numpy(example.pairs),
        )
        scores = scores.masked_fill(~torch.from_numpy(example.pointer_allowed), -1e4)
        gold = scores.masked_fill(~torch.from_numpy(example.pointer_gold), -1e4)
        losses["pointers"] = (scores.logsumexp(dim=1) - gold.logsumexp(dim=1)).sum()
        losses["n_pointers"] = torch.tensor(float(len(scores)))
    return losses


def total_loss(rows: list[dict[str, Tensor]]) -> tuple[Tensor, dict[str, float]]:
    """The weighted sum over a batch, and its parts for the log."""
    total, parts = torch.zeros(()), {}
    for name, weight in WEIGHTS.items():
        found = [row for row in rows if name in row]
        if found:
            amount = torch.stack([row[name] for row in found]).sum()
            mean = amount / torch.stack([row[f"n_{name}"].float() for row in found]).sum().clamp(min=1.0)
            total = total + weight * mean
            parts[name] = float(mean.detach())
    return total, parts

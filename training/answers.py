"""What the heads of a network answer about a batch of examples."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.examples import Example
from training.model import Network
from training.tensors import Tensors, shifted

_RULED_OUT = -1e4


@dataclass(slots=True)
class Answers:
    """Scores, of all examples one after the other.

    `tags` (words, TAGS); `outputs` (triggers, OUTPUTS); `status` (rows asked, STATUSES); `pointers` has an entry
    (rows asked, candidates + 1) per example that has any, with what is not allowed ruled out. What nothing is asked
    about is None or empty.
    """

    tags: Tensor
    outputs: Tensor | None
    status: Tensor | None
    pointers: list[Tensor]


def answer(network: Network, examples: Sequence[Example], given: Sequence[Tensors], v: Tensor) -> Answers:
    """Names and claims; `v` are the word vectors of all examples one after the other."""
    tags = network.tags(v)
    if not any(len(one.first) for one in given):
        return Answers(tags, None, None, [])
    words = [len(example.words) for example in examples]
    starts = np.cumsum([0, *words[:-1]])
    triggers = [len(one.first) for one in given]
    edges = np.repeat([(start, start + size) for start, size in zip(starts, words, strict=True)], triggers, axis=0)
    t = network.triggers(
        v,
        shifted(given, "first", starts),
        shifted(given, "last", starts),
        torch.from_numpy(edges).to(v.device),
        shifted(given, "bounds", starts),
        torch.cat([one.trigger_rows for one in given]),
    )
    asked = torch.cat([one.status for one in given])
    status = None
    if len(asked):
        firsts = np.cumsum([0, *triggers[:-1]])
        own = torch.cat([one.status[:, 0] + int(at) for one, at in zip(given, firsts, strict=True)])
        status = network.statuses(t[own], asked[:, 1])
    return Answers(tags, network.output_scores(t), status, _pointers(network, given, v, starts, t.split(triggers)))


def _pointers(
    network: Network, given: Sequence[Tensors], v: Tensor, starts: NDArray[np.int64], triggers: Sequence[Tensor]
) -> list[Tensor]:
    sizes = [len(one.cand_first) for one in given]
    candidates = network.candidates(
        v,
        shifted(given, "cand_first", starts),
        shifted(given, "cand_last", starts),
        torch.cat([one.cand_type for one in given]),
    )
    pointed = []
    for one, t, own in zip(given, triggers, candidates.split(sizes), strict=True):
        if len(one.pointer_trigger):
            trigger = t[one.pointer_trigger]
            scores = network.pointers(trigger, one.pointer_output, one.pointer_slot, own, one.pairs)
            pointed.append(scores.masked_fill(~one.pointer_allowed, _RULED_OUT))
    return pointed

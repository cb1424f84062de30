"""A small network learns from a large one: it starts from some of its layers and is held to its answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from training.batches import encode, encoder_input
from training.corpus import Corpus
from training.examples import Example
from training.loss import Losses
from training.model import Network
from training.recipe import Plan
from training.tensors import Tensors, piece_vectors, piece_words
from training.train import train


def train_teacher(
    corpus: Corpus,
    pretrained: Mapping[str, Tensor],
    plan: Plan,
    device: torch.device,
    log: Callable[[str], None],
) -> Network:
    """The large network, from the pretrained encoder and new heads."""
    torch.manual_seed(plan.teacher.seed)
    sizes = replace(plan.sizes, layers=plan.teacher_layers, packed=False)
    network = Network(sizes, plan.teacher.dropout)
    network.encoder.load_mpnet(pretrained)
    return train(network.to(device), corpus, plan.teacher, log=log)


def train_student(corpus: Corpus, teacher: Network, plan: Plan, log: Callable[[str], None]) -> Network:
    """The small network, on the teacher's device."""
    torch.manual_seed(plan.student.seed)
    network = cut_network(teacher, plan)

    def held(examples: Sequence[Example], given: Sequence[Tensors], pieces: Tensor, v: Tensor) -> Losses:
        return teacher_losses(teacher, examples, given, pieces, network.tags(v))

    return train(network, corpus, plan.student, held=held, log=log)


def cut_network(teacher: Network, plan: Plan) -> Network:
    """A network of the picked layers and all heads of the teacher."""
    student = Network(plan.sizes, plan.student.dropout).to(teacher.device)
    student.load_state_dict(teacher.state_dict(), strict=False)
    for layer, place in zip(student.encoder.layers, plan.picked, strict=True):
        layer.load_state_dict(teacher.encoder.layers[place].state_dict())
    return student


def teacher_losses(
    teacher: Network, examples: Sequence[Example], given: Sequence[Tensors], pieces: Tensor, scores: Tensor
) -> Losses:
    """How far piece vectors and scores of tags are from the teacher's, which reads without noise.

    Of texts that are annotated in part, the teacher's answer counts as far as the annotation allows it; of off-topic
    articles nothing is asked, as their names are not annotated.
    """
    with torch.no_grad():
        fed = encoder_input(examples, None, np.random.default_rng(0), teacher.device)
        theirs = piece_vectors(given, encode(teacher.encoder, fed)[-1])
        likely = torch.softmax(teacher.tags(teacher.word_vectors(theirs, piece_words(given), fed.own)), dim=1)
        likely = _allowed(likely, given)
    asked = torch.cat([torch.full((len(one.words),), float(one.on_topic != 0)) for one in examples]).to(likely.device)
    crossed = -(likely * torch.log_softmax(scores, dim=1)).sum(dim=1)
    names = (1.0 - likely[:, 0]) * asked
    width = pieces.shape[1:]
    apart = F.mse_loss(F.layer_norm(pieces, width), F.layer_norm(theirs, width), reduction="sum")
    return {"taught": ((crossed * asked).sum(), names.sum()), "alike": (apart, apart.new_tensor(pieces.numel()))}


def _allowed(likely: Tensor, given: Sequence[Tensors]) -> Tensor:
    """Probabilities (words, tags) without what the annotation rules out."""
    rows = []
    for one, own in zip(given, torch.split(likely, [len(one.tags) for one in given]), strict=True):
        left = own if one.allowed is None else (own + 1e-9) * one.allowed
        rows.append(left / left.sum(dim=1, keepdim=True))
    return torch.cat(rows)

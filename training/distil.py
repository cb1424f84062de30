"""A small network learns from large ones: it starts from the layers of the first and is held to the answers of all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from training.answers import Answers, answer
from training.batches import encode, encoder_input
from training.corpus import Corpus
from training.examples import Example
from training.loss import Losses, output_places
from training.model import Layer, Network
from training.recipe import Plan
from training.tensors import Tensors, piece_vectors, piece_words
from training.train import train

# So many articles tell which units of a layer matter.
_MEASURED = 48


def train_teacher(
    corpus: Corpus,
    pretrained: Mapping[str, Tensor],
    plan: Plan,
    seed: int,
    device: torch.device,
    log: Callable[[str], None],
) -> Network:
    """A large network, from the pretrained encoder and new heads."""
    torch.manual_seed(seed)
    network = new_teacher(plan)
    network.encoder.load_mpnet(pretrained)
    return train(network.to(device), corpus, replace(plan.teacher, seed=seed), log=log)


def new_teacher(plan: Plan) -> Network:
    """A large network without its weights."""
    return Network(plan.large, plan.teacher.dropout)


def train_student(corpus: Corpus, teachers: Sequence[Network], plan: Plan, log: Callable[[str], None]) -> Network:
    """The small network, on the teachers' device."""
    torch.manual_seed(plan.student.seed)
    orders = corpus.order_articles(plan.student, np.random.default_rng(plan.student.seed))[:_MEASURED]
    network = cut_network(teachers[0], plan, corpus.start(orders)())

    def held(examples: Sequence[Example], given: Sequence[Tensors], pieces: Tensor, answers: Answers) -> Losses:
        return taught_losses(lesson_of(teachers, examples, given), examples, given, pieces, answers)

    return train(network, corpus, plan.student, held=held, log=log)


def cut_network(teacher: Network, plan: Plan, examples: Sequence[Example]) -> Network:
    """A network of the picked layers and all heads of the teacher; of the inner units of a layer it keeps those that
    count most in the examples."""
    student = Network(plan.sizes, plan.student.dropout).to(teacher.device)
    own = {name: tensor for name, tensor in teacher.state_dict().items() if not name.startswith("encoder.layers.")}
    student.load_state_dict(own, strict=False)
    use = inner_use(teacher, examples)
    for layer, place in zip(student.encoder.layers, plan.picked, strict=True):
        kept = use[place].topk(plan.sizes.inner).indices.sort().values
        theirs = teacher.encoder.layers[place].state_dict()
        cut = {"up.weight": theirs["up.weight"][kept], "up.bias": theirs["up.bias"][kept]}
        layer.load_state_dict(theirs | cut | {"down.weight": theirs["down.weight"][:, kept]})
    return student


@torch.no_grad()
def inner_use(teacher: Network, examples: Sequence[Example]) -> list[Tensor]:
    """For each layer, how much each of its inner units adds in the mean (inner,)."""
    used: list[Tensor] = []

    def note(layer: Layer, normed: Tensor) -> None:
        inner = F.gelu(F.linear(normed, layer.up.weight, layer.up.bias)).abs().mean(dim=(0, 1))
        used.append(inner * layer.down.weight.norm(dim=0))

    hooks = [
        layer.norm1.register_forward_hook(lambda _norm, _given, normed, layer=layer: note(layer, normed))
        for layer in teacher.encoder.layers
    ]
    encode(teacher.encoder, encoder_input(examples, None, np.random.default_rng(0), teacher.device))
    for hook in hooks:
        hook.remove()
    return used


@dataclass(slots=True)
class Lesson:
    """What the teachers say: the first one's piece vectors, and the mean of all probabilities, as in `Answers`."""

    pieces: Tensor
    tags: Tensor
    outputs: Tensor | None
    status: Tensor | None
    pointers: list[Tensor]


@torch.no_grad()
def lesson_of(teachers: Sequence[Network], examples: Sequence[Example], given: Sequence[Tensors]) -> Lesson:
    """The teachers read without noise. Of texts that are annotated in part, their answer counts as far as the
    annotation allows it."""
    said, vectors = [], []
    for teacher in teachers:
        fed = encoder_input(examples, None, np.random.default_rng(0), teacher.device)
        vectors.append(piece_vectors(given, encode(teacher.encoder, fed)[-1]))
        said.append(answer(teacher, examples, given, teacher.word_vectors(vectors[-1], piece_words(given), fed.own)))
    tags = torch.stack([torch.softmax(one.tags, dim=1) for one in said]).mean(dim=0)
    outputs = [torch.sigmoid(one.outputs) for one in said if one.outputs is not None]
    status = [torch.softmax(one.status, dim=1) for one in said if one.status is not None]
    pointers = [
        torch.stack([torch.softmax(scores, dim=1) for scores in rows]).mean(dim=0)
        for rows in zip(*(one.pointers for one in said), strict=True)
    ]
    return Lesson(vectors[0], _allowed(tags, given), _mean(outputs), _mean(status), pointers)


def _mean(rows: Sequence[Tensor]) -> Tensor | None:
    return torch.stack(list(rows)).mean(dim=0) if rows else None


def taught_losses(
    lesson: Lesson, examples: Sequence[Example], given: Sequence[Tensors], pieces: Tensor, answers: Answers
) -> Losses:
    """How far piece vectors and answers are from the teachers'. Of off-topic articles no names are asked, as theirs
    are not annotated."""
    tags = lesson.tags
    asked = torch.cat([torch.full((len(one.words),), float(one.on_topic != 0)) for one in examples]).to(tags.device)
    crossed = -(tags * torch.log_softmax(answers.tags, dim=1)).sum(dim=1)
    width = pieces.shape[1:]
    apart = F.mse_loss(F.layer_norm(pieces, width), F.layer_norm(lesson.pieces, width), reduction="sum")
    losses: Losses = {
        "taught": ((crossed * asked).sum(), ((1.0 - tags[:, 0]) * asked).sum()),
        "alike": (apart, apart.new_tensor(pieces.numel())),
    }
    if answers.outputs is not None and lesson.outputs is not None:
        places = output_places(given, "asked")
        wanted = lesson.outputs.flatten()[places]
        lost = F.binary_cross_entropy_with_logits(answers.outputs.flatten()[places], wanted, reduction="sum")
        losses["taught_outputs"] = lost, wanted.sum()
    if answers.status is not None and lesson.status is not None:
        losses["taught_status"] = _crossed([lesson.status], [answers.status])
    if answers.pointers:
        losses["taught_pointers"] = _crossed(lesson.pointers, answers.pointers)
    return losses


def _crossed(wanted: Sequence[Tensor], scores: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """Cross entropy of rows of scores against rows of probabilities, and how many rows there are."""
    pairs = zip(wanted, scores, strict=True)
    lost = torch.stack([-(right * torch.log_softmax(own, dim=1)).sum() for right, own in pairs]).sum()
    return lost, lost.new_tensor(float(sum(len(own) for own in scores)))


def _allowed(likely: Tensor, given: Sequence[Tensors]) -> Tensor:
    """Probabilities (words, tags) without what the annotation rules out."""
    rows = []
    for one, own in zip(given, torch.split(likely, [len(one.tags) for one in given]), strict=True):
        left = own if one.allowed is None else (own + 1e-9) * one.allowed
        rows.append(left / left.sum(dim=1, keepdim=True))
    return torch.cat(rows)

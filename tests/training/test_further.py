"""A shipped model is read back as it was written, and trained on."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from tokenizers import Tokenizer  # noqa: E402

from extractors.pipeline import MODEL, load_pipeline  # noqa: E402
from tests.training.tiny import SMALL, TEXT, corpus_of, pretrained_network  # noqa: E402
from training import further as program  # noqa: E402
from training.articles import Sample  # noqa: E402
from training.export import export  # noqa: E402
from training.further import mix, train_on  # noqa: E402
from training.grammar import GrammarNetwork, GrammarRecipe, label_lists, sentences_of  # noqa: E402
from training.recipe import Further, Recipe  # noqa: E402
from training.shipped import read_network  # noqa: E402
from training.topic import fit_topic  # noqa: E402
from training.train import read_tokenizer  # noqa: E402

RECIPE = Recipe(epochs=1, encoder_rate=1e-3, head_rate=1e-3, rounds=9, joined=0.0, average=0.0, taken=0.0, new=("t",))


def ship(samples: list[Sample], tokenizer: Tokenizer, folder: Path) -> None:
    corpus = corpus_of(samples, tokenizer)
    recipe = GrammarRecipe()
    labels = label_lists([sentence for doc in corpus.treebank for sentence in sentences_of(doc)])
    grammar = GrammarNetwork(2 * SMALL.width, labels, recipe)
    export(
        pretrained_network(), fit_topic(samples), tokenizer, {"version": "1", "recipes": []}, folder, (grammar, labels)
    )


def test_what_was_shipped_is_shipped_again_byte_for_byte(
    samples: list[Sample], tokenizer: Tokenizer, tmp_path: Path
) -> None:
    ship(samples, tokenizer, tmp_path / "one")
    network = read_network(tmp_path / "one", SMALL, 0.0)
    export(network, fit_topic(samples), tokenizer, {"version": "1", "recipes": []}, tmp_path / "two")
    assert (tmp_path / "two" / "encoder.onnx").read_bytes() == (tmp_path / "one" / "encoder.onnx").read_bytes()
    with np.load(tmp_path / "one" / "weights.npz") as one, np.load(tmp_path / "two" / "weights.npz") as two:
        assert one.files == two.files
        assert all(np.array_equal(one[name], two[name]) for name in one.files)


def test_lower_layers_stay_and_the_others_learn(samples: list[Sample], tokenizer: Tokenizer) -> None:
    before = pretrained_network().state_dict()
    after = train_on(pretrained_network(), corpus_of(samples, tokenizer), Further(5, 1.0, RECIPE)).state_dict()
    changed = {name for name in before if not torch.equal(before[name], after[name])}
    inside = {name.split(".")[2] for name in changed if name.startswith("encoder.")}
    assert inside == {"5"}
    assert "outputs.weight" in changed


def test_a_share_of_nothing_is_the_old_network_and_half_lies_between() -> None:
    old, new = pretrained_network(), pretrained_network()
    with torch.no_grad():
        new.tag.weight += 1.0
    before = old.tag.weight.detach().clone()
    assert torch.equal(mix(pretrained_network(), new, 0.0).tag.weight, before)
    assert torch.allclose(mix(pretrained_network(), new, 0.5).tag.weight, before + 0.5)


def test_a_pass_takes_new_articles_and_a_share_of_the_others(samples: list[Sample], tokenizer: Tokenizer) -> None:
    many = [replace(samples[0], id=f"{'new' if n < 20 else 'old'}-{n}") for n in range(220)]
    recipe = replace(RECIPE, new=("new",), taken=0.3, again=0.0)
    orders = corpus_of(many, tokenizer).order_articles(recipe, np.random.default_rng(1))
    places = [place for order in orders for place in order.places]
    assert {*range(20)} <= {*places}
    assert 40 <= len(places) - 20 <= 80


def test_the_whole_program_replaces_the_model_and_keeps_its_grammar(
    samples: list[Sample], tokenizer: Tokenizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ship(samples, tokenizer, tmp_path / "model")
    grammar = (tmp_path / "model" / "grammar.npz").read_bytes()
    corpus = corpus_of(samples, read_tokenizer(MODEL))
    monkeypatch.setattr(program, "read_all", lambda _data: samples)
    monkeypatch.setattr(program, "read_marked", lambda _folder, _tools: samples)
    monkeypatch.setattr(program, "read_corpus", lambda *_: corpus)
    monkeypatch.setattr(program, "Sizes", lambda: SMALL)
    monkeypatch.setattr(program, "Further", lambda: Further(5, 1.0, RECIPE))
    folders = ["--model", str(tmp_path / "model"), "--out", str(tmp_path / "model"), "--work", str(tmp_path / "work")]
    monkeypatch.setattr("sys.argv", ["further", "--data", str(tmp_path), "--new", "t", "--version", "2", *folders])
    assert program.main() == 0
    assert (tmp_path / "model" / "grammar.npz").read_bytes() == grammar
    config = json.loads((tmp_path / "model" / "config.json").read_text("utf-8"))
    assert config["version"] == "2"
    assert config["recipes"][-1]["from"] == "1"
    assert {"topic_blend", "calibration"} <= config.keys()
    assert load_pipeline(tmp_path / "model", threshold=0.0, grammar=True)(TEXT).has_annotation("DEP")
    monkeypatch.setattr("sys.argv", ["further", "--data", str(tmp_path), "--new", "x", "--version", "3", *folders])
    assert program.main() == 2

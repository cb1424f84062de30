"""The whole build, and one that goes on where it was interrupted."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from extractors.pipeline import MODEL, load_pipeline  # noqa: E402
from tests.training.tiny import SMALL, TEXT, corpus_of, mpnet  # noqa: E402
from training import build  # noqa: E402
from training.articles import Sample  # noqa: E402
from training.build import Stages  # noqa: E402
from training.recipe import Plan, Recipe  # noqa: E402
from training.train import read_tokenizer  # noqa: E402

RECIPE = Recipe(epochs=1, encoder_rate=1e-3, head_rate=1e-3, rounds=1, joined=0.0)
PLAN = Plan(
    SMALL, replace(SMALL, packed=False), tuple(range(SMALL.layers)), (1, 2), 1.0, RECIPE, replace(RECIPE, trees=1)
)


def test_a_finished_stage_is_not_made_again(tmp_path: Path) -> None:
    made = torch.nn.Linear(2, 2)
    Stages(tmp_path, "a").weights("one", torch.nn.Linear(2, 2), lambda: made)
    again = torch.nn.Linear(2, 2)
    Stages(tmp_path, "a").weights("one", again, lambda: pytest.fail("made again"))
    assert torch.equal(again.weight, made.weight)


def test_a_stage_of_another_recipe_is_made_anew(tmp_path: Path) -> None:
    Stages(tmp_path, "a").weights("one", torch.nn.Linear(2, 2), lambda: torch.nn.Linear(2, 2))
    made, fresh = torch.nn.Linear(2, 2), torch.nn.Linear(2, 2)
    Stages(tmp_path, "b").weights("one", fresh, lambda: made)
    assert torch.equal(fresh.weight, made.weight)


def test_a_stage_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def breaks() -> torch.nn.Module:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Stages(tmp_path, "a").weights("one", torch.nn.Linear(2, 2), breaks)
    assert list(tmp_path.iterdir()) == []


def test_a_whole_build_makes_a_model_that_reads_and_is_not_repeated(
    tmp_path: Path, samples: list[Sample], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every stage of `make model`, on three articles and a pretrained encoder of a few thousand weights."""
    data, assets = tmp_path / "data", tmp_path / "assets"
    (data / "html" / "benchmark-a").mkdir(parents=True)
    pages = {"a": {"articleBody": "The council met on Monday."}, "b": {"articleBody": "Rain fell on the harbour."}}
    (data / "html" / "benchmark-a" / "truth.json").write_text(json.dumps(pages), "utf-8")
    (assets / "names").mkdir(parents=True)
    for stem in ("works", "companies", "people", "models", "characters", "events"):
        (assets / "names" / f"{stem}.txt").write_text("Quiet Engine\nSeven Uncles\n", "utf-8")
    corpus = corpus_of(samples, read_tokenizer(MODEL))
    monkeypatch.setattr(build, "ASSETS", assets)
    monkeypatch.setattr(build, "read_all", lambda _data: samples)
    monkeypatch.setattr(build, "read_marked", lambda _folder, _tools: samples)
    monkeypatch.setattr(build, "read_corpus", lambda *_: corpus)
    monkeypatch.setattr(build, "read_mpnet", lambda: mpnet(6))
    monkeypatch.setattr(build, "Plan", lambda: PLAN)
    command = ["build", "--data", str(data), "--out", str(tmp_path / "model"), "--work", str(tmp_path / "work")]
    monkeypatch.setattr("sys.argv", [*command, "--device", "cpu", "--version", "test"])
    assert build.main() == 0
    nlp = load_pipeline(tmp_path / "model", threshold=0.0, grammar=True)
    assert nlp(TEXT).has_annotation("DEP")
    assert {"topic_blend", "calibration"} <= json.loads((tmp_path / "model" / "config.json").read_text("utf-8")).keys()
    capsys.readouterr()
    assert build.main() == 0
    told = capsys.readouterr().out
    assert [line for line in told.splitlines() if "epoch" in line] == []
    assert told.count("as it was") == 4

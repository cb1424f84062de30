"""A build that goes on where it was interrupted."""

from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from training.build import Stages  # noqa: E402


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

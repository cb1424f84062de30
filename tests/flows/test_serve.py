"""What is registered with Prefect, and what a run that nobody watches says."""

from pathlib import Path
from typing import Any

import pytest

from extractors.errors import MailError
from flows.complaints import complaining
from flows.settings import Schedule, Settings, load_settings


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The deployments that are handed to Prefect."""
    found: list[Any] = []
    monkeypatch.setattr("flows.serve.serve", lambda *deployments, **_: found.extend(deployments))
    return found


def test_prefect_keeps_no_slots_that_a_power_cut_would_leave_taken(registered: list[Any], tmp_path: Path) -> None:
    from flows.serve import serve_flows

    serve_flows(Settings(schedule=Schedule(ingest_minutes=30)), tmp_path / "dailies.toml")
    assert [(one.name, one.concurrency_limit) for one in registered] == [("hourly", None), ("morning", None)]


def test_the_flows_read_the_settings_file_under_the_name_that_the_commands_have_for_it(
    registered: list[Any], tmp_path: Path
) -> None:
    from flows.serve import serve_flows

    (tmp_path / "etc").mkdir()
    (tmp_path / "etc" / "dailies.toml").write_text("", "utf-8")
    link = tmp_path / "dailies.toml"
    link.symlink_to(tmp_path / "etc" / "dailies.toml")
    settings = load_settings(link, env={})
    serve_flows(settings, link)
    for one in registered:
        assert load_settings(Path(one.parameters["config"]), env={}).paths == settings.paths


@pytest.mark.parametrize(
    ("scheduled", "said"),
    [(True, "dailies: a scheduled digest failed: mail.example:587: no answer (check mail.host)\n"), (False, "")],
)
def test_a_scheduled_run_that_fails_says_so_in_one_line(
    capsys: pytest.CaptureFixture[str], scheduled: bool, said: str
) -> None:
    with pytest.raises(MailError), complaining("a scheduled digest", scheduled=scheduled):
        raise MailError("mail.example:587: no\nanswer", hint="check mail.host")
    assert capsys.readouterr().err == said


def test_a_mistake_of_ours_in_a_scheduled_run_comes_with_its_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(OverflowError), complaining("a scheduled ingest", scheduled=True):
        raise OverflowError("too large")
    first, *_, last = capsys.readouterr().err.splitlines()
    assert (first, last) == ("dailies: a scheduled ingest failed: OverflowError", "OverflowError: too large")

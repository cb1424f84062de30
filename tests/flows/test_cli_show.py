"""What the commands that look at the record show of it."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from rich.console import Console

from db.query import QueryResult
from db.search import Found, Hit
from db.search_snippets import Snippet
from db.status import Status, Totals
from extractors.digest_records import FailureRow, SourceRow
from flows.cli_search import show_found
from flows.cli_show import show_result, show_status, sql_command

HOSTILE = "Studio \x1b]0;owned\x07 \x9b2J \u202etrap"
STEERING = set("\x1b\x07\x9b\u202e")
AT = datetime(2026, 5, 27, tzinfo=UTC)


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A settings file beside a published copy with one claim."""
    monkeypatch.chdir(tmp_path)
    copy = tmp_path / "var" / "published" / "dailies.duckdb"
    copy.parent.mkdir(parents=True)
    with duckdb.connect(str(copy)) as connection:
        connection.execute(
            "CREATE TABLE claims AS SELECT 'Moth Parade' AS subject, '2026-05-20'::TIMESTAMP AS published"
        )
    (tmp_path / "dailies.toml").write_text("", "utf-8")
    return tmp_path / "dailies.toml"


@pytest.mark.parametrize(
    ("statement", "row"),
    [
        (
            "SELECT a.subject, b.subject, 1 AS subject_1, b.subject FROM claims AS a, (SELECT 'B' AS subject) AS b",
            {"subject": "Moth Parade", "subject_1": "B", "subject_1_1": 1, "subject_2": "B"},
        ),
        ("SELECT histogram(published) AS h FROM claims", {"h": {"2026-05-20T00:00:00": 1}}),
        ("SELECT MAP {1: [DATE '2026-05-20']} AS m", {"m": {"1": ["2026-05-20"]}}),
        (
            "SELECT 'nan'::DOUBLE AS x, ['infinity'::DOUBLE, 0.5::DOUBLE] AS y, 1.50 AS z, true AS t, NULL AS n",
            {"x": None, "y": [None, 0.5], "z": 1.5, "t": True, "n": None},
        ),
    ],
)
def test_each_cell_of_a_result_is_in_its_json(
    config: Path, capsys: pytest.CaptureFixture[str], statement: str, row: dict[str, object]
) -> None:
    sql_command(config, statement, form="json", limit=10)
    assert json.loads(capsys.readouterr().out, parse_constant=pytest.fail) == [row]


def shown(show: object, *what: object) -> str:
    out = io.StringIO()
    assert callable(show)
    show(Console(file=out, width=300, force_terminal=False), *what)
    return out.getvalue()


def test_no_command_lets_a_text_from_outside_steer_the_terminal() -> None:
    marked = HOSTILE.index("trap")
    hit = Hit("a", HOSTILE, HOSTILE, HOSTILE, AT, None, 1.0, Snippet(HOSTILE, ((marked, marked + 4),), "text"), None)
    result = QueryResult((HOSTILE,), ("VARCHAR",), [(HOSTILE,)], truncated=False)
    source = SourceRow("o", HOSTILE, "failing", HOSTILE, None, None, None, 1, 0, 0)
    status = Status((source,), (FailureRow("o", HOSTILE, HOSTILE, 1, HOSTILE),), Totals(*[0] * 12), None, None)
    for said in (
        shown(show_found, Found((hit,), 1, 1, {HOSTILE: (HOSTILE,)})),
        shown(show_result, result),
        shown(show_status, status),
    ):
        assert "Studio" in said
        assert not set(said) & STEERING


def test_the_words_found_are_marked_where_they_stand_though_accents_before_them_are_shortened() -> None:
    text = f"a{chr(0x300) * 9}b moth"
    hit = Hit("a", "T", "O", "u", AT, None, 1.0, Snippet(text, ((12, 16),), "text"), None)
    out = io.StringIO()
    show_found(Console(file=out, width=300, force_terminal=True, color_system="standard"), Found((hit,), 1, 1, {}))
    assert "\x1b[1;33mmoth\x1b[0m" in out.getvalue()

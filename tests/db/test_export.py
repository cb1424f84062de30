"""Exports: every view, three formats, only what is new, and text that strangers wrote."""

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pytest

from db.decisions import save_decision
from db.export import FORMATS, VIEWS, export_view
from db.facts import reconcile
from db.publish import publish
from db.store import Copy, open_copy, open_store
from extractors.errors import StoreError
from extractors.records import Decision, Entity
from tests.db.building import AT, article, claim, extraction, report, save

LATER = datetime(2026, 6, 3, 6, 0, tzinfo=UTC)
HOSTILE = '=HYPERLINK("https://evil.example";"Click")\n"quoted", and more'


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A published copy with claims of two days, and a title that a spreadsheet would run."""
    folder = tmp_path_factory.mktemp("export")
    with open_store(folder / "private.duckdb") as store:
        report(store, "Hell Grind", outlet="reel")
        report(store, "Hell Grind", "50000", outlet="cinder", day=21)
        save(store, article("A film with AI.", title=HOSTILE), extraction())
        report(store, "Salt Clock", "1670000", at=LATER)
        reconcile(store, run_id="r", at=AT)
        claim = store.value("SELECT min(claim_id) FROM claims")
        save_decision(store, Decision("d", "accept", "claim", claim, "seen", AT))
        reconcile(store, run_id="r", at=LATER)
        target = publish(store, folder / "dailies.duckdb", run_id="r", at=LATER, parquet=False).copy
    return open_copy(target)


def read(path: Path) -> int:
    """How many rows a program that knows the format finds."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return len(list(csv.DictReader(file)))
    if path.suffix == ".jsonl":
        return len([json.loads(line) for line in path.read_text("utf-8").splitlines()])
    return len(pd.read_parquet(path))


@pytest.mark.parametrize("form", FORMATS)
def test_every_view_has_as_many_rows_as_in_the_database(copy: Copy, tmp_path: Path, form: str) -> None:
    for view in VIEWS:
        target = tmp_path / f"{view}.{form}"
        rows = export_view(copy, view, form, target)
        assert rows == len(copy.connection.table(view)) == read(target), view
    assert not list(tmp_path.glob("*.part"))


def test_every_documented_view_can_be_exported(copy: Copy) -> None:
    # Some lie as tables in a published copy.
    views = copy.rows("SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'")
    assert sorted(VIEWS) == sorted(view for (view,) in views)


def test_exporting_twice_gives_the_same_bytes(copy: Copy, tmp_path: Path) -> None:
    for form in FORMATS:
        contents = []
        for number in range(2):
            export_view(copy, "claims", form, tmp_path / f"{number}.{form}")
            contents.append((tmp_path / f"{number}.{form}").read_bytes())
        assert contents[0] == contents[1]


def test_figures_and_instants_keep_their_types(copy: Copy, tmp_path: Path) -> None:
    export_view(copy, "claims", "parquet", tmp_path / "c.parquet")
    frame = pl.read_parquet(tmp_path / "c.parquet")
    assert frame.schema["value"].is_decimal()
    assert frame.schema["published"].is_temporal()
    export_view(copy, "claims", "jsonl", tmp_path / "c.jsonl")
    values = [json.loads(line)["value"] for line in (tmp_path / "c.jsonl").read_text().splitlines()]
    assert sorted(values) == [50000, 500000, 1670000]


def test_since_takes_what_became_known_later(copy: Copy, tmp_path: Path) -> None:
    expected = {
        "articles": 1,
        "claims": 1,
        "facts": 1,
        "disputes": 0,
        "entities": 1,
        "decisions": 0,
        "sources_health": 0,
    }
    found = {
        view: export_view(copy, view, "csv", tmp_path / view, since=datetime(2026, 6, 1, tzinfo=UTC))
        for view in expected
    }
    assert found == expected


def test_a_fact_is_exported_again_when_something_new_is_said_about_it(copy: Copy, tmp_path: Path) -> None:
    export_view(copy, "facts", "jsonl", tmp_path / "f", since=LATER)
    assert [json.loads(line)["subject"] for line in (tmp_path / "f").read_text().splitlines()] == ["Salt Clock"]


def test_a_fact_that_something_new_supersedes_is_exported_with_it(tmp_path: Path) -> None:
    with open_store(tmp_path / "private.duckdb") as store:
        report(store, "Hell Grind", outlet="reel")
        report(store, "Salt Clock", outlet="reel")
        report(store, "Hell Grind", "650000", outlet="wire", day=27, at=LATER, attribution="Hell Grind")
        reconcile(store, run_id="r", at=LATER)
        target = publish(store, tmp_path / "dailies.duckdb", run_id="r", at=LATER, parquet=False).copy
    with open_copy(target) as copy:
        export_view(copy, "facts", "jsonl", tmp_path / "f", since=datetime(2026, 6, 1, tzinfo=UTC))
    rows = [json.loads(line) for line in (tmp_path / "f").read_text().splitlines()]
    assert {row["value"]: row["rank"] for row in rows} == {500000: "deprecated", 650000: "preferred"}


def test_a_person_is_exported_where_a_role_became_known_though_it_was_published_before(tmp_path: Path) -> None:
    with open_store(tmp_path / "private.duckdb") as store:
        for name, day, at in (("Ana Ruiz", 3, LATER), ("Ben Ode", 26, AT)):
            text = f"Hell Grind was directed by {name}."
            role = claim(text, text, "role", "Hell Grind", object=name, label="director")
            save(store, article(text, day=day), extraction(role, entities=(Entity(name, "PERSON"),)), at=at)
        save(store, article("Eva Lund came."), extraction(entities=(Entity("Eva Lund", "PERSON"),)), at=LATER)
        reconcile(store, run_id="r", at=LATER)
        target = publish(store, tmp_path / "dailies.duckdb", run_id="r", at=LATER, parquet=False).copy
    with open_copy(target) as copy:
        export_view(copy, "people", "jsonl", tmp_path / "p", since=datetime(2026, 6, 1, tzinfo=UTC))
    names = sorted(json.loads(line)["name"] for line in (tmp_path / "p").read_text().splitlines())
    assert names == ["Ana Ruiz", "Eva Lund"]


def test_a_formula_is_text_in_a_spreadsheet_and_as_written_elsewhere(copy: Copy, tmp_path: Path) -> None:
    for form in FORMATS:
        export_view(copy, "articles", form, tmp_path / f"a.{form}")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        assert f"'{HOSTILE}" in [row["title"] for row in csv.DictReader(file)]
    assert HOSTILE in pd.read_parquet(tmp_path / "a.parquet")["title"].tolist()
    assert HOSTILE in [json.loads(line)["title"] for line in (tmp_path / "a.jsonl").read_text().splitlines()]


def test_a_folder_that_cannot_be_written_is_an_error(copy: Copy, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        export_view(copy, "claims", "csv", tmp_path / "nowhere" / "claims.csv")

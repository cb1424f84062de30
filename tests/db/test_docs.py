"""The documentation of the views, against the views."""

import re
from pathlib import Path

import pytest

from db.facts import reconcile
from db.publish import publish
from db.query import run_query
from db.schema_docs import TARGET, describe_schema
from db.store import Store, open_store
from tests.db.building import AT, report

QUERIES = re.findall(r"```sql\n(.*?)```", TARGET.with_name("queries.md").read_text(encoding="utf-8"), re.DOTALL)


def test_the_schema_page_is_what_the_database_says(store: Store) -> None:
    assert TARGET.read_text(encoding="utf-8") == describe_schema(store), "run `python -m db.schema_docs`"


def test_every_view_and_column_is_explained(store: Store) -> None:
    views = store.rows(
        "SELECT view_name FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal AND comment IS NULL"
    )
    columns = store.rows(
        "SELECT table_name, column_name FROM duckdb_columns() "
        "WHERE schema_name = 'main' AND NOT internal AND comment IS NULL"
    )
    assert (views, columns) == ([], [])


def test_there_are_enough_worked_queries() -> None:
    assert len(QUERIES) >= 15


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published copy with a little of everything."""
    folder = tmp_path_factory.mktemp("docs")
    with open_store(folder / "private.duckdb") as store:
        report(store, "Hell Grind", outlet="reel")
        report(store, "Hell Grind", "50000", outlet="cinder", day=21)
        report(store, "Salt Clock", "25000000", url="https://reel.example/a")
        report(store, "Salt Clock", "30000000", url="https://reel.example/a")
        reconcile(store, run_id="r", at=AT)
        return publish(store, folder / "dailies.duckdb", run_id="r", at=AT, parquet=False).copy


def test_every_worked_query_runs(record: Path) -> None:
    rows = {query: run_query(record, query) for query in QUERIES}
    assert sum(bool(result.rows) for result in rows.values()) >= 8


def test_the_first_worked_query_answers_its_question(record: Path) -> None:
    result = run_query(record, QUERIES[0])
    assert sorted(row[:2] for row in result.rows) == [(50000, "USD"), (500000, "USD")]

"""The published copy, and who reads it how."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pytest

from db.facts import reconcile
from db.publish import publish
from db.store import Store, open_copy, open_store
from extractors.errors import StoreError
from tests.db.building import AT, report


@pytest.fixture
def published(store: Store, tmp_path: Path) -> Path:
    """A copy of a record with one fact of two outlets."""
    report(store, outlet="reel")
    report(store, outlet="cinder", day=21)
    reconcile(store, run_id="run-1", at=AT)
    return publish(store, tmp_path / "published" / "dailies.duckdb", run_id="run-1", at=AT).copy


def test_the_copy_holds_what_the_record_holds_while_it_is_being_written(published: Path, store: Store) -> None:
    with open_copy(published) as copy:
        assert copy.rows("SELECT value, independent_outlets FROM facts") == [(500000, 2)]
        report(store, "Salt Clock")
        assert copy.value("SELECT count(*) FROM claims") == 2


def test_the_note_says_when_and_from_which_run(published: Path) -> None:
    note = json.loads(published.with_name("dailies.duckdb.json").read_text())
    assert (note["run_id"], note["published_at"]) == ("run-1", "2026-05-27T06:00:00Z")
    assert note["bytes"] == published.stat().st_size
    assert note["rows"] == {"articles": 2, "claims": 2, "facts": 1, "entities": 1, "stories": 1}


_READ = """
import duckdb, sys
c = duckdb.connect(sys.argv[1], read_only=True)
print(c.execute("SELECT count(*) FROM claims").fetchall()[0][0], flush=True)
sys.stdin.readline()
print(c.execute("SELECT count(*) FROM claims").fetchall()[0][0], flush=True)
"""


def test_a_reader_keeps_the_copy_that_it_holds(published: Path, store: Store) -> None:
    reader = subprocess.Popen(
        [sys.executable, "-c", _READ, str(published)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == "2\n"
    report(store, "Salt Clock")
    publish(store, published, run_id="run-2", at=AT)
    assert reader.communicate("\n")[0] == "2\n"
    with open_copy(published) as copy:
        assert copy.value("SELECT count(*) FROM claims") == 3


def test_publishing_twice_gives_the_same_exports(published: Path, store: Store) -> None:
    before = {path.name: path.read_bytes() for path in published.parent.glob("*.parquet")}
    assert sorted(before) == [f"{name}.parquet" for name in ("articles", "claims", "entities", "facts", "stories")]
    publish(store, published, run_id="run-1", at=AT)
    assert {path.name: path.read_bytes() for path in published.parent.glob("*.parquet")} == before


def test_a_leftover_of_a_killed_run_is_overwritten(published: Path, store: Store) -> None:
    part = published.with_name("dailies.duckdb.part")
    part.write_bytes(b"half a copy")
    publish(store, published, run_id="run-2", at=AT)
    assert not part.exists()
    open_copy(published).close()


def test_a_folder_that_cannot_be_written_is_an_error_and_the_copy_stays(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be published") as caught:
        publish(store, tmp_path / "file" / "dailies.duckdb", run_id="r", at=AT)
    assert "untouched" in caught.value.hint


def test_the_copy_cannot_be_written_by_its_readers(published: Path) -> None:
    with open_copy(published) as copy, pytest.raises(duckdb.Error, match="read-only"):
        copy.connection.execute("DELETE FROM store.claims")


def test_pandas_reads_the_copy_and_the_exports(published: Path) -> None:
    with duckdb.connect(str(published), read_only=True) as connection:
        frame = connection.execute("SELECT subject, value, outlet FROM claims ORDER BY published").df()
    assert frame["outlet"].tolist() == ["reel", "cinder"]
    assert len(pd.read_parquet(published.with_name("claims.parquet"))) == 2


def test_polars_reads_the_copy_and_the_exports(published: Path) -> None:
    with duckdb.connect(str(published), read_only=True) as connection:
        frame = pl.read_database("SELECT subject, value FROM facts", connection)
    assert frame["subject"].to_list() == ["Hell Grind"]
    assert pl.read_parquet(published.with_name("facts.parquet"))["independent_outlets"].to_list() == [2]


def test_a_bi_tool_attaches_the_copy_read_only(published: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{published}' AS dailies (READ_ONLY)")
        assert connection.execute("SELECT count(*) FROM dailies.main.claims").fetchall() == [(2,)]


# Beside this Python, where the package duckdb-cli puts it, or anywhere else.
SHELL = shutil.which("duckdb", path=os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])))


@pytest.mark.skipif(SHELL is None, reason="the DuckDB shell is not installed")
def test_the_duckdb_shell_reads_the_copy(published: Path) -> None:
    assert SHELL is not None
    done = subprocess.run(
        [SHELL, "-readonly", "-csv", str(published), "SELECT count(*) AS n FROM claims"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["n", "2"]


def test_a_copy_that_takes_the_place_of_a_lost_record_goes_on_as_one(store: Store, tmp_path: Path) -> None:
    report(store, "Hell Grind")
    reconcile(store, run_id="r1", at=AT)
    copy = publish(store, tmp_path / "copy.duckdb", run_id="r1", at=AT, parquet=False).copy
    with open_store(copy) as again:
        report(again, "Salt Clock")
        reconcile(again, run_id="r2", at=AT)
        assert again.rows("SELECT name FROM works ORDER BY name") == [("Hell Grind",), ("Salt Clock",)]
        assert again.value("SELECT count(*) FROM claims") == 2


def test_a_copy_of_an_older_dailies_goes_on_as_a_record_too(store: Store, tmp_path: Path) -> None:
    report(store, "Hell Grind")
    reconcile(store, run_id="r1", at=AT)
    copy = publish(store, tmp_path / "copy.duckdb", run_id="r1", at=AT, parquet=False).copy
    with duckdb.connect(str(copy)) as connection:
        # It laid down fewer rows.
        connection.execute("DROP VIEW store.disputes_rows")
        connection.execute("DROP TABLE store.disputes_table")
        connection.execute("ALTER VIEW store.disputes_gathered RENAME TO disputes_rows")
    with open_store(copy) as again:
        report(again, "Hell Grind", "50000", outlet="cinder")
        reconcile(again, run_id="r2", at=AT)
        assert again.value("SELECT count(*) FROM disputes") == 2
        assert again.value("SELECT count(*) FROM duckdb_tables() WHERE table_name LIKE '%_table'") == 0


def test_the_copy_shows_what_the_record_shows(store: Store, tmp_path: Path) -> None:
    report(store, "Hell Grind", outlet="reel")
    report(store, "Hell Grind", "50000", outlet="cinder")
    reconcile(store, run_id="r1", at=AT)
    published = publish(store, tmp_path / "copy.duckdb", run_id="r1", at=AT, parquet=False)
    with open_copy(published.copy) as copy:
        for (view,) in copy.rows("SELECT view_name FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal"):
            assert copy.rows(f"SELECT * FROM {view} ORDER BY ALL") == store.rows(f"SELECT * FROM {view} ORDER BY ALL")

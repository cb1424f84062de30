"""Opening, locking and upgrading the record."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from db.migrations import Migration, load_migrations
from db.store import Store, _open, open_copy, open_store
from extractors.errors import StoreBusy, StoreError, StoreTooNew

ROOT = Path(__file__).parents[2]


def test_a_new_record_is_made_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "dailies.duckdb"
    with open_store(path) as store:
        assert store.value("SELECT count(*) FROM claims") == 0
    assert path.is_file()


def test_a_record_that_is_opened_again_is_not_migrated_again(tmp_path: Path) -> None:
    for _ in range(2):
        with open_store(tmp_path / "d.duckdb") as store:
            assert store.value("SELECT count(*) FROM store.migrations") == len(load_migrations())
    assert not list(tmp_path.glob("*backup*"))


def test_an_older_record_is_upgraded_after_a_backup_copy(tmp_path: Path) -> None:
    path = tmp_path / "d.duckdb"
    open_store(path).close()
    newer = (*load_migrations(), Migration(99, "0099_more.sql", "CREATE TABLE store.more (x INTEGER)"))
    with _open(path, wait_s=1, command="", migrations=newer) as store:
        assert store.value("SELECT count(*) FROM store.more") == 0
    (backup,) = tmp_path.glob("*.backup.duckdb")
    with duckdb.connect(str(backup), read_only=True) as before:
        assert before.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'more'").fetchone() == (0,)


def test_a_migration_that_fails_leaves_the_record_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "d.duckdb"
    open_store(path).close()
    broken = (*load_migrations(), Migration(99, "0099_bad.sql", "CREATE TABLE store.half (x INTEGER); SELECT nonsense"))
    with pytest.raises(StoreError, match=r"0099_bad\.sql failed"):
        _open(path, wait_s=1, command="", migrations=broken)
    with open_store(path) as store:
        assert store.value("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'half'") == 0


def test_a_newer_record_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "d.duckdb"
    with open_store(path) as store:
        store.connection.execute("INSERT INTO store.migrations VALUES (999, '0999_future.sql')")
    with pytest.raises(StoreTooNew, match="schema 999"):
        open_store(path)
    with pytest.raises(StoreTooNew, match="schema 999"):
        open_copy(path)


def test_two_stores_in_one_process_exclude_each_other(tmp_path: Path) -> None:
    path = tmp_path / "d.duckdb"
    with open_store(path, command="dailies run"):
        started = time.monotonic()
        with pytest.raises(StoreBusy, match=rf"process {os.getpid()} \(dailies run\), since 20") as caught:
            open_store(path, wait_s=0.2)
        assert 0.2 <= time.monotonic() - started < 5
    assert caught.value.hint
    open_store(path, wait_s=0).close()


_HOLD = """
import sys, time
from pathlib import Path
from db.store import open_store
with open_store(Path(sys.argv[1]), command="dailies run"):
    print("open", flush=True)
    time.sleep(60)
"""


def _hold(path: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen([sys.executable, "-c", _HOLD, str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    return holder


def test_a_second_process_learns_who_is_writing(tmp_path: Path) -> None:
    holder = _hold(tmp_path / "d.duckdb")
    try:
        with pytest.raises(StoreBusy, match=f"process {holder.pid} "):
            open_store(tmp_path / "d.duckdb", wait_s=0.2)
    finally:
        holder.kill()
        holder.communicate()


def test_a_killed_writer_leaves_no_lock(tmp_path: Path) -> None:
    holder = _hold(tmp_path / "d.duckdb")
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    open_store(tmp_path / "d.duckdb", wait_s=1).close()


def test_another_program_on_the_private_file_is_named_as_busy(tmp_path: Path) -> None:
    path = tmp_path / "d.duckdb"
    open_store(path).close()
    script = "import duckdb, sys, time; c = duckdb.connect(sys.argv[1]); print('open', flush=True); time.sleep(60)"
    holder = subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(StoreBusy, match=f"PID {holder.pid}"):
            open_store(path, wait_s=0.2)
    finally:
        holder.kill()
        holder.communicate()


@pytest.mark.parametrize("content", [b"not a database at all, but a text file", b"x", b"\0" * 5000], ids=len)
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "d.duckdb"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="is not a database") as caught:
        open_store(path)
    assert caught.value.hint
    assert path.read_bytes() == content


def test_a_sqlite_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "d.duckdb"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE t (x)")
    other.close()
    with pytest.raises(StoreError, match="is not a database"):
        open_store(path)


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "d.duckdb"
    with duckdb.connect(str(path)) as other:
        other.execute("CREATE TABLE articles (x INTEGER)")
    with pytest.raises(StoreError, match="of another program"):
        open_store(path)
    with pytest.raises(StoreError, match="of another program"):
        open_copy(path)


@pytest.mark.parametrize("kept", [0.9, 0.5, 0.1])
def test_a_truncated_record_names_the_way_out(tmp_path: Path, kept: float) -> None:
    path = tmp_path / "d.duckdb"
    with open_store(path) as store:
        store.connection.execute(
            "INSERT INTO store.fetches SELECT 'r', 'o', repeat('x', 50) || range, now(), 200, 'ok', 1, 1, NULL "
            "FROM range(50000)"
        )
        store.checkpoint()
    os.truncate(path, int(path.stat().st_size * kept))
    with pytest.raises(StoreError) as caught:
        open_store(path)
    assert "backup" in caught.value.hint or "published copy" in caught.value.hint


def test_an_empty_file_is_a_new_record(tmp_path: Path) -> None:
    (tmp_path / "d.duckdb").touch()
    open_store(tmp_path / "d.duckdb").close()


def test_a_folder_in_place_of_the_record_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        open_store(tmp_path)


def test_a_missing_copy_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist") as caught:
        open_copy(tmp_path / "d.duckdb")
    assert "dailies run" in caught.value.hint


def test_a_transaction_that_fails_stores_nothing(store: Store) -> None:
    def fail() -> None:
        with store.transaction():
            store.connection.execute("INSERT INTO store.pending VALUES ('subject', 'x')")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert store.value("SELECT count(*) FROM store.pending") == 0


def test_a_statement_that_fails_ends_its_transaction(store: Store) -> None:
    def fail() -> None:
        with store.transaction():
            store.connection.execute("INSERT INTO store.pending VALUES ('subject', 'x')")
            store.connection.execute("INSERT INTO store.pending VALUES ('nonsense', 'x')")

    with pytest.raises(duckdb.Error):
        fail()
    with store.transaction():
        store.connection.execute("INSERT INTO store.pending VALUES ('subject', 'y')")
    assert store.rows("SELECT id FROM store.pending") == [("y",)]


def test_no_extension_is_fetched_or_loaded(store: Store) -> None:
    settings = dict(store.rows("SELECT name, value FROM duckdb_settings() WHERE name LIKE 'auto%_known_extensions'"))
    assert settings == {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


def test_a_backup_opens_as_a_record(tmp_path: Path) -> None:
    open_store(tmp_path / "d.duckdb").close()
    shutil.copy(tmp_path / "d.duckdb", tmp_path / "e.duckdb")
    open_store(tmp_path / "e.duckdb").close()


def test_a_record_takes_no_more_memory_than_it_may(tmp_path: Path) -> None:
    with open_store(tmp_path / "d.duckdb", memory_mb=256) as store:
        assert store.value("SELECT current_setting('memory_limit')") == "244.1 MiB"
        # More rows than that are sorted all the same: in files beside the record.
        store.connection.execute(
            "CREATE TEMP TABLE many AS SELECT repeat(md5(range::VARCHAR), 3) AS a, range AS b FROM range(3_000_000)"
        )
        assert store.value("SELECT count(*) FROM (FROM many ORDER BY a, b)") == 3_000_000


def test_a_record_that_is_replaced_keeps_its_limit_of_memory(tmp_path: Path) -> None:
    open_store(tmp_path / "other.duckdb").close()
    with open_store(tmp_path / "d.duckdb", memory_mb=300) as store:
        store.swap(tmp_path / "other.duckdb")
        assert store.value("SELECT current_setting('memory_limit')") == "286.1 MiB"

"""What a kill and a full disk leave behind. The long run is `python -m bench.faults`."""

import random
import resource
import subprocess
import sys
from pathlib import Path

from bench.faults import UNFINISHED, check, kill_once
from db.doctor import find_problems
from db.store import open_copy, open_store

ROOT = Path(__file__).parents[2]


def test_a_killed_run_loses_nothing_that_it_committed(tmp_path: Path) -> None:
    picked = random.Random(5)
    done = 0
    for _ in range(2):
        done = check(tmp_path, kill_once(tmp_path, done, picked)[0])


_FILL = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from db.publish import publish
from db.store import open_store
from extractors.errors import StoreError
from tests.db.building import AT, report

folder = Path(sys.argv[1])
with open_store(folder / "record.duckdb") as store:
    report(store, "Hell Grind")
    publish(store, folder / "copy.duckdb", run_id="r1", at=AT, parquet=False)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    try:
        publish(store, folder / "copy.duckdb", run_id="r2", at=AT, parquet=False)
    except StoreError as exc:
        print(f"{exc} | {exc.hint}")
"""


def test_a_full_disk_leaves_the_published_copy_whole(tmp_path: Path) -> None:
    assert resource.RLIMIT_FSIZE is not None
    done = subprocess.run(
        [sys.executable, "-c", _FILL, str(tmp_path)], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert "cannot be published" in done.stdout, done.stderr
    assert "untouched" in done.stdout
    with open_copy(tmp_path / "copy.duckdb") as copy:
        assert copy.value("SELECT count(*) FROM claims") == 1


_OVERFLOW = """
import resource, sys
from pathlib import Path
from db.store import open_store
from extractors.errors import StoreError
from tests.db.building import report

path = Path(sys.argv[1]) / "record.duckdb"
with open_store(path) as store:
    report(store, "Hell Grind")
    store.checkpoint()
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, path.stat().st_size))
    try:
        for number in range(1000):
            report(store, f"Film {number}")
            store.checkpoint()
    except StoreError as exc:
        print(f"{exc} | {exc.hint}")
"""


def test_a_record_that_cannot_grow_says_so_and_keeps_what_was_committed(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _OVERFLOW, str(tmp_path)], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert "cannot be written" in done.stdout, done.stderr
    assert "Make room" in done.stdout
    with open_store(tmp_path / "record.duckdb") as store:
        assert store.value("SELECT count(*) FROM claims") >= 1
        assert {finding.check for finding in find_problems(store)} <= UNFINISHED

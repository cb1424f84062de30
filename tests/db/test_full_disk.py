"""A disk that is really full: a small one in memory, in a mount namespace of its own that ends with its process."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_MOUNT = 'mount -t tmpfs -o size="$1" tmpfs "$2" && shift 2 && exec "$@"'
_UNSHARE = ["unshare", "-rm", "sh", "-c", _MOUNT, "sh"]

_BEGIN = """
import json, os, sys
from pathlib import Path
from bench.faults import AT, UNFINISHED, read_again
from bench.generated import generate
from bench.record import save_rows
from db.doctor import find_problems
from db.migrations import load_migrations
from db.publish import publish
from db.store import open_copy, open_store
from db.store import _open as open_with
from extractors.errors import StoreError
from flows.finishing import weigh
from flows.rebuild_record import rebuild

folder = Path(sys.argv[1])
record, target, ballast = folder / "record.duckdb", folder / "published" / "d.duckdb", folder / "ballast"

def attempt(room, work, leaving=()):
    disk = os.statvfs(folder)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, disk.f_bavail * disk.f_frsize - int(room)))
    try:
        work()
        return "done"
    except StoreError as exc:
        return f"{exc} | {exc.hint}"
    finally:
        left = {path.name for path in folder.rglob("*") if path.suffix in (".part", ".rebuild")} - set(leaving)
        assert not left, left
        ballast.unlink()

def make(articles):
    with open_store(record) as store:
        save_rows(store, list(generate(articles)))
        weigh(store, run_id="r", at=AT)
        publish(store, target, run_id="r", at=AT)

def whole():
    with open_store(record) as store:
        assert not {finding.check for finding in find_problems(store)} - UNFINISHED
        return store.value("SELECT count(*) FROM claims")

told = []
"""


def on_a_small_disk(folder: Path, script: str, size: str = "64m") -> list[str]:
    """What a script told, that ran with the folder on a disk of that size."""
    tried = subprocess.run([*_UNSHARE, "1m", str(folder), "true"], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip("a file system cannot be mounted here")
    command = [sys.executable, "-c", _BEGIN + script + "\nprint(json.dumps(told))", str(folder)]
    done = subprocess.run(
        [*_UNSHARE, size, str(folder), *command], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told: list[str] = json.loads(done.stdout.splitlines()[-1])
    return told


pytestmark = pytest.mark.skipif(shutil.which("unshare") is None, reason="there is no unshare")

_REBUILD = """
make(20)
before, size = whole(), record.stat().st_size
for share in (0, 1.01, 1.04, 1.2, 3):
    with open_store(record) as store:
        told.append(attempt(share * size, lambda: rebuild(store, read_again, run_id="r", at=AT)))
        assert store.value("SELECT count(*) FROM claims") == before
    assert whole() == before
"""


def test_a_rebuild_on_a_full_disk_leaves_the_record_as_it_was(tmp_path: Path) -> None:
    told = on_a_small_disk(tmp_path, _REBUILD)
    assert told[-1] == "done"
    assert len({line for line in told if line != "done"}) >= 2
    for line in told[:3]:
        assert "cannot be written" in line
        assert "No space left on device" in line
        assert "Make room" in line
        assert "\n" not in line


_PUBLISH = """
make(20)
size = target.stat().st_size
note = target.with_name("d.duckdb.json")
for room in (0, 1.02 * size, 3 * size):
    before = note.read_bytes()
    with open_store(record) as store:
        save_rows(store, list(generate(1, start=20 + len(told))))
        store.checkpoint()
        told.append(attempt(room, lambda: publish(store, target, run_id=f"run {len(told)}", at=AT)))
    assert (note.read_bytes() == before) == (told[-1] != "done")
    with open_copy(target) as copy:
        assert copy.value("SELECT count(*) FROM store.articles") == json.loads(note.read_text())["rows"]["articles"]
"""


def test_publishing_on_a_full_disk_leaves_copy_exports_and_note_as_they_were(tmp_path: Path) -> None:
    told = on_a_small_disk(tmp_path, _PUBLISH)
    assert told[-1] == "done"
    for line in told[:1]:
        assert "cannot be published: No space left on device" in line
        assert "untouched" in line


_INGEST = """
make(10)
before = whole()
for number, room in enumerate((0, 100_000, 20_000_000)):
    with open_store(record) as store:
        rows = list(generate(300, start=10 + 300 * number))
        told.append(attempt(room, lambda: save_rows(store, rows)))
    assert whole() >= before
"""


def test_a_run_that_cannot_commit_says_so_in_one_line_and_keeps_what_was_committed(tmp_path: Path) -> None:
    *full, last = on_a_small_disk(tmp_path, _INGEST)
    assert last == "done"
    for line in full:
        assert "record.duckdb cannot be written" in line
        assert "No space left on device" in line
        assert "\n" not in line


_CREATE = """
def create():
    open_store(folder / "new.duckdb").close()

for room in (0, 4096, 16384, 100_000, 600_000, 3_000_000):
    told.append(attempt(room, create, leaving=("new.duckdb.part",)))
create()
"""


def test_a_record_that_has_no_room_is_not_made_and_made_later(tmp_path: Path) -> None:
    *full, last = on_a_small_disk(tmp_path, _CREATE)
    assert last == "done"
    for line in full:
        assert "No space left on device" in line
        assert "\n" not in line


_UPGRADE = """
with open_with(folder / "old.duckdb", wait_s=1, command="", migrations=load_migrations()[:1]) as store:
    store.connection.execute("INSERT INTO store.decisions VALUES ('d', 'reject', 'claim', 'c', NULL, [], 'why', now())")
for room in (0, 300_000, 5_000_000):
    told.append(attempt(room, lambda: open_store(folder / "old.duckdb").close()))
    assert (folder / "old.schema-1.backup.duckdb").exists() == (told[-1] == "done")
with open_store(folder / "old.duckdb") as store:
    assert store.value("SELECT count(*) FROM store.decisions") == 1
"""


def test_an_upgrade_that_has_no_room_for_its_backup_leaves_the_record_and_no_half_backup(tmp_path: Path) -> None:
    *full, last = on_a_small_disk(tmp_path, _UPGRADE)
    assert last == "done"
    for line in full:
        assert "old.duckdb cannot be written: No space left on device" in line

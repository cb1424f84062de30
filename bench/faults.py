"""kill -9 at random moments and a full disk: `python -m bench.faults --kills 100 --seconds 600`.

A child saves, weighs, rebuilds (on a copy that takes the record's place), publishes and upgrades without end; it is
killed at a random moment, again and again on one record, until the kills or the seconds are used up. After each kill
the record must open, hold everything that the child reported as committed, pass the doctor and go on; the published
copy must be whole. Every seventh child runs out of room for files instead: it must say so in one line, and leave the
same.
"""

import argparse
import random
import resource
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from bench.generated import generate
from bench.record import save_rows
from db.articles import StoredArticle
from db.doctor import find_problems
from db.facts import reconcile
from db.migrations import load_migrations
from db.publish import publish
from db.store import _open as open_with
from db.store import open_copy, open_store
from extractors.records import Extraction
from flows.finishing import weigh
from flows.rebuild_record import rebuild

AT = datetime(2026, 11, 1, tzinfo=UTC)
_BATCH = 5
_CHILD_S = 120.0
_STAGES = ("open", "ingest", "weigh", "rebuild", "publish", "migration")
# A stage of this small record lasts about that long.
_STAGE_S = 1.0
_FULL_DISK_EVERY = 7
# A child that is to run out of room grows so much faster.
_FASTER = 10
# What a killed run leaves to the next one.
UNFINISHED = frozenset(("unread versions", "waiting", "claims without a fact"))


def write_forever(folder: Path, start: int, room: int | None) -> None:
    """Prints each stage as it begins, and the number of articles once they are committed."""
    _tell("open")
    batch = _BATCH
    if room is not None:
        batch *= _FASTER
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    while True:
        with open_store(folder / "record.duckdb") as store:
            _tell("ingest")
            save_rows(store, list(generate(batch, start=start)))
            start += batch
            _tell(str(start))
            _tell("weigh")
            weigh(store, run_id="fault", at=AT)
            _tell("rebuild")
            rebuild(store, read_again, run_id="fault", at=AT)
            _tell("publish")
            publish(store, folder / "published" / "dailies.duckdb", run_id="fault", at=AT)
        _tell("migration")
        upgrade(folder)


def read_again(batch: Sequence[StoredArticle]) -> list[Extraction]:
    """What the articles were made with: their addresses end in their numbers."""
    rows = [next(generate(1, start=int(stored.article.url.rpartition("/")[2]))) for stored in batch]
    return [extraction for _, extraction in rows]


def upgrade(folder: Path) -> None:
    """Makes a record of the first schema and upgrades it to the last one."""
    path = folder / "old.duckdb"
    for leftover in folder.glob("old.*"):
        leftover.unlink()
    with open_with(path, wait_s=10.0, command="", migrations=load_migrations()[:1]) as store:
        store.connection.execute(
            "INSERT INTO store.decisions VALUES ('d', 'reject', 'claim', 'c', NULL, [], 'why', now())"
        )
    with open_store(path) as store:
        assert store.value("SELECT count(*) FROM store.decisions") == 1


def _tell(line: str) -> None:
    print(line, flush=True)


def kill_once(
    folder: Path, start: int, picked: random.Random, stage: str = "ingest", room: int | None = None
) -> tuple[int, str]:
    """Runs a child until it is killed at a stage, or out of room; returns the articles that it reported and its last
    stage."""
    command = [sys.executable, "-m", "bench.faults", "--write", str(folder), "--start", str(start)]
    if room is not None:
        command += ["--room", str(room)]
    child = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0, cwd=Path(__file__).parents[1]
    )
    assert child.stdout is not None
    seen: list[str] = []
    if room is None:
        seen = _wait_for(child.stdout, stage)
        time.sleep(picked.uniform(0.0, _STAGE_S))
        child.send_signal(signal.SIGKILL)
    try:
        told, errors = child.communicate(timeout=_CHILD_S)
    except subprocess.TimeoutExpired:
        child.kill()
        told, errors = child.communicate()
    if room is not None:
        last = errors.decode().strip().rpartition("\n")[2]
        assert last.startswith("extractors.errors.StoreError"), f"a full disk was not told: {errors[-2000:].decode()}"
    lines = [*seen, *told.decode().split()]
    return max([start, *(int(line) for line in lines if line.isdigit())]), _last_stage(lines)


def _wait_for(told: IO[bytes], stage: str) -> list[str]:
    """What the child tells until the stage begins, or it is silent for too long."""
    lines: list[str] = []
    while stage not in lines and select.select([told], [], [], _CHILD_S)[0] and (line := told.readline()):
        lines.append(line.decode().strip())
    return lines


def _last_stage(lines: list[str]) -> str:
    return next((line for line in reversed(lines) if not line.isdigit()), "start")


def check(folder: Path, reported: int) -> int:
    """Raises AssertionError where something is lost or broken; returns the number of articles."""
    with open_store(folder / "record.duckdb") as store:
        found = {finding.check for finding in find_problems(store)} - UNFINISHED
        assert not found, f"after a kill: {found}"
        articles = int(store.value("SELECT count(*) FROM store.articles"))
        assert articles >= reported, f"{reported} articles were committed, {articles} are there"
        assert store.value(_WITHOUT_CLAIMS) == 0, "articles that were read have lost their claims"
        reconcile(store, run_id="fault", at=AT)
    _check_upgraded(folder / "old.duckdb")
    target = folder / "published" / "dailies.duckdb"
    if target.exists():
        with open_copy(target) as copy:
            assert copy.value("SELECT count(*) FROM claims") > 0
            assert not {finding.check for finding in find_problems(copy)} - UNFINISHED
    return articles


# Every article of the generator makes some claims.
_WITHOUT_CLAIMS = (
    "SELECT count(*) FROM store.extractions ANTI JOIN (FROM store.claims WHERE NOT is_dropped) USING (version_id)"
)


def _check_upgraded(path: Path) -> None:
    # A record that is not there was killed before it existed; one that is there has its row or is still empty.
    if path.exists():
        with open_store(path) as store:
            assert store.value("SELECT count(*) FROM store.decisions") in (0, 1)


def main() -> None:
    """Prints how many kills the record has survived, and in which stages they fell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=600.0, help="stop after that time, whatever is left to do")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--start", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--room", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.write is not None:
        write_forever(arguments.write, arguments.start, arguments.room)
    _run(arguments.kills, arguments.seconds, random.Random(arguments.seed))


def _run(kills: int, seconds: float, picked: random.Random) -> None:
    deadline = time.monotonic() + seconds
    stages: Counter[str] = Counter()
    done = 0
    with tempfile.TemporaryDirectory() as folder:
        for kill in range(1, kills + 1):
            record = Path(folder) / "record.duckdb"
            is_full = kill % _FULL_DISK_EVERY == 0 and record.exists()
            size = record.stat().st_size if is_full else 0
            room = picked.randrange(size // 2, size + 300_000) if is_full else None
            reported, stage = kill_once(Path(folder), done, picked, _STAGES[kill % len(_STAGES)], room)
            stages["full disk" if room is not None else stage] += 1
            done = check(Path(folder), reported)
            print(f"\r{kill} of {kills}: {done:,} articles, nothing lost", end="", flush=True)
            if time.monotonic() > deadline:
                break
    print("\n" + ", ".join(f"{stage} {count}" for stage, count in sorted(stages.items())))


if __name__ == "__main__":
    main()

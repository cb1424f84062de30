"""kill -9 at random moments: `python -m bench.faults --kills 100`.

A child saves, reconciles, rebuilds and publishes without end; it is killed at a random moment, a hundred times on one
record. After each kill the record must open, hold everything that the child reported as committed, pass the doctor and
go on; the published copy must be whole.
"""

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.generated import generate
from bench.record import save_rows
from db.doctor import find_problems
from db.facts import reconcile
from db.publish import publish
from db.store import open_copy, open_store

_AT = datetime(2026, 11, 1, tzinfo=UTC)
_BATCH = 20
# What a killed run leaves to the next one.
_UNFINISHED = frozenset(("unread versions", "waiting", "claims without a fact"))


def write_forever(folder: Path, start: int) -> None:
    """Saves batch after batch, and prints the number of each once it is committed."""
    with open_store(folder / "record.duckdb") as store:
        print("open", flush=True)
        while True:
            save_rows(store, list(generate(_BATCH, start=start)))
            start += _BATCH
            print(start, flush=True)
            reconcile(store, run_id="fault", at=_AT, full=start % 5 == 0)
            publish(store, folder / "published" / "dailies.duckdb", run_id="fault", at=_AT)


def kill_once(folder: Path, start: int, picked: random.Random) -> int:
    """Runs the child, kills it, and returns the number of the last batch that it reported."""
    command = [sys.executable, "-m", "bench.faults", "--write", str(folder), "--start", str(start)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1])
    assert child.stdout is not None
    # Counted from when it opens the record, so that a slow start does not shift all kills into the imports.
    child.stdout.readline()
    time.sleep(picked.uniform(0.0, 4.0))
    child.send_signal(signal.SIGKILL)
    reported = child.communicate()[0].split()
    return int(reported[-1]) if reported else start


def check(folder: Path, reported: int) -> int:
    """Raises AssertionError where something is lost or broken; returns the number of articles."""
    with open_store(folder / "record.duckdb") as store:
        found = {finding.check for finding in find_problems(store)} - _UNFINISHED
        assert not found, f"after a kill: {found}"
        articles = int(store.value("SELECT count(*) FROM store.articles"))
        assert articles >= reported, f"{reported} articles were committed, {articles} are there"
        reconcile(store, run_id="fault", at=_AT)
    target = folder / "published" / "dailies.duckdb"
    if target.exists():
        with open_copy(target) as copy:
            assert copy.value("SELECT count(*) FROM claims") > 0
            assert not {finding.check for finding in find_problems(copy)} - _UNFINISHED
    return articles


def main() -> None:
    """Prints how many kills the record has survived."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--start", type=int, default=0, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.write is not None:
        write_forever(arguments.write, arguments.start)
    picked = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as folder:
        done = 0
        for kill in range(1, arguments.kills + 1):
            reported = kill_once(Path(folder), done, picked)
            done = check(Path(folder), reported)
            print(f"\rkill {kill} of {arguments.kills}: {done:,} articles, nothing lost", end="", flush=True)
    print()


if __name__ == "__main__":
    main()

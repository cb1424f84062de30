"""The record under load: `python -m bench.record --claims 10000 100000 1000000`.

For each size, on generated data: load, full reconcile, a day's 2,000 new claims, publish, and the worked queries of
docs/queries.md; beside it the obvious alternatives (SQLite with executemany, and DuckDB row by row) on the same rows.
Times are of the wall and, in brackets, of this process's CPU: on a shared machine only the latter can be compared.
"""

import argparse
import itertools
import re
import resource
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.generated import generate
from db.articles import save_articles
from db.claims import save_extractions
from db.facts import reconcile
from db.publish import publish
from db.store import Store, open_copy, open_store
from extractors.records import Article, Extraction

_AT = datetime(2026, 11, 1, tzinfo=UTC)
_CLAIMS_EACH = 5
_BATCH = 2_000
_A_DAY = 400
_ROW_SAMPLE = 2_000
_QUERIES = Path(__file__).parents[1] / "docs" / "queries.md"

Row = tuple[Article, Extraction]


class Clock:
    """Sums wall and CPU seconds of the parts that are timed."""

    def __init__(self) -> None:
        self.wall = self.cpu = 0.0

    def time(self, work: Callable[[], object]) -> object:
        """Runs the work and adds its time."""
        wall, cpu = time.perf_counter(), time.process_time()
        result = work()
        self.wall += time.perf_counter() - wall
        self.cpu += time.process_time() - cpu
        return result

    def __str__(self) -> str:
        return f"{self.wall:.2f} s ({self.cpu:.2f})"


def save_rows(store: Store, rows: list[Row]) -> None:
    """One batch, as a run saves it."""
    saved = save_articles(store, [article for article, _ in rows], run_id="bench", at=_AT)
    extracted = [(row.version_id, extraction) for row, (_, extraction) in zip(saved, rows, strict=True)]
    save_extractions(store, extracted, run_id="bench", at=_AT)


def batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Batches of articles; only one is in memory."""
    while batch := list(itertools.islice(rows, _BATCH)):
        yield batch


def measure(claims: int, folder: Path) -> None:
    """Prints the table's rows for one size."""
    articles = claims // _CLAIMS_EACH
    load, full, day, published = Clock(), Clock(), Clock(), Clock()
    with open_store(folder / "record.duckdb") as store:
        for batch in batches(generate(articles)):
            load.time(lambda batch=batch: save_rows(store, batch))
        load.time(store.checkpoint)
        _report(claims, f"load {claims:,} claims from {articles:,} articles", load)
        first = Clock()
        first.time(lambda: reconcile(store, run_id="bench", at=_AT, full=True))
        _report(claims, "first reconcile, with the signatures of all texts", first)
        full.time(lambda: reconcile(store, run_id="bench", at=_AT, full=True))
        _report(claims, "full rebuild of copies, names, stories and facts", full)
        save_rows(store, list(generate(_A_DAY, start=articles)))
        day.time(lambda: reconcile(store, run_id="bench", at=_AT))
        _report(claims, f"reconcile a day's {_A_DAY * _CLAIMS_EACH:,} new claims", day)
        target = folder / "published" / "dailies.duckdb"
        done = published.time(lambda: publish(store, target, run_id="bench", at=_AT, parquet=False))
        size = target.stat().st_size / 2**20
        _report(claims, f"publish {size:,.0f} MB", published)
        assert done is not None
    _measure_queries(claims, target)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| {claims:,} | peak memory | {peak:,.0f} MB |")


def _measure_queries(claims: int, target: Path) -> None:
    times = []
    with open_copy(target) as copy:
        for query in re.findall(r"```sql\n(.*?)```", _QUERIES.read_text(encoding="utf-8"), re.DOTALL):
            copy.rows(query)
            clock = Clock()
            clock.time(lambda query=query: copy.rows(query))
            times.append((clock.wall, clock.cpu, re.findall(r"FROM (\w+)", query)[0]))
    times.sort(reverse=True)
    slowest = ", ".join(f"{view} {wall * 1000:.0f} ms ({cpu * 1000:.0f})" for wall, cpu, view in times[:3])
    print(f"| {claims:,} | slowest of {len(times)} worked queries | {slowest} |")


def measure_alternatives(folder: Path) -> None:
    """The same claims one by one: rows per second, on a sample."""
    rows = [
        (article.url, claim.type, claim.subject, None if claim.value is None else float(claim.value), claim.quote)
        for article, extraction in generate(_ROW_SAMPLE // _CLAIMS_EACH)
        for claim in extraction.claims
    ]
    table = "CREATE TABLE claims (url TEXT, type TEXT, subject TEXT, value DOUBLE, quote TEXT)"
    insert = "INSERT INTO claims VALUES (?, ?, ?, ?, ?)"
    with sqlite3.connect(folder / "rows.sqlite") as lite:
        lite.execute(table)
        clock = Clock()
        clock.time(lambda: lite.executemany(insert, rows))
        _report(len(rows), "SQLite, executemany of five columns (no versions, names, ids)", clock)
    lite.close()
    with open_store(folder / "rows.duckdb") as store:
        store.connection.execute(table.replace("claims", "store.plain"))
        clock = Clock()
        clock.time(lambda: store.connection.executemany(insert.replace("claims", "store.plain"), rows))
        _report(len(rows), "DuckDB, executemany of five columns", clock)


def _report(claims: int, what: str, clock: Clock) -> None:
    print(f"| {claims:,} | {what} | {clock} |", flush=True)


def main() -> None:
    """Prints a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000])
    arguments = parser.parse_args()
    print("| claims | what | wall (CPU) |\n|---|---|---|")
    for claims in arguments.claims:
        with tempfile.TemporaryDirectory() as folder:
            measure(claims, Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        measure_alternatives(Path(folder))


if __name__ == "__main__":
    main()

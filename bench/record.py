"""The record under load: `python -m bench.record --claims 10000 100000 1000000`.

For each size, on generated data: load, full reconcile, a day's 2,000 new claims, publish, and the worked queries of
docs/queries.md; beside it the obvious alternatives (SQLite with executemany, and DuckDB row by row) on the same rows.
Times are of the wall and, in brackets, of CPU: on a shared machine only the latter can be compared.
"""

import argparse
import itertools
import re
import resource
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from bench.generated import generate
from db.articles import article_table, save_article_table
from db.claim_batch import ClaimBatch, ClaimTables
from db.claims import save_claim_tables
from db.facts import reconcile
from db.ids import article_id
from db.publish import publish
from db.store import Store, open_copy, open_store
from extractors.records import Article, Claim, Extraction

_AT = datetime(2026, 11, 1, tzinfo=UTC)
_CLAIMS_EACH = 5
_BATCH = 10_000
_A_DAY = 400
_ROW_SAMPLE = 2_000
_QUERIES = Path(__file__).parents[1] / "docs" / "queries.md"

T = TypeVar("T")
Row = tuple[Article, Extraction]


class Clock:
    """Sums wall and CPU seconds of the parts that are timed."""

    def __init__(self) -> None:
        self.wall = self.cpu = 0.0

    def time(self, work: Callable[[], T]) -> T:
        """Runs the work and adds its time."""
        wall, cpu = time.perf_counter(), time.process_time()
        result = work()
        self.wall += time.perf_counter() - wall
        self.cpu += time.process_time() - cpu
        return result

    def __str__(self) -> str:
        return f"{self.wall:.2f} s ({self.cpu:.2f})"


@dataclass(frozen=True, slots=True)
class Columns:
    """A batch as Arrow columns: what the bulk load takes."""

    articles: Any
    claims: ClaimTables


def to_columns(rows: list[Row]) -> Columns:
    """The records of a batch as columns. A pure function, as it may run in the processes that extract."""
    batch = {article_id(article.url): article for article, _ in rows}
    articles = article_table(batch)
    claims = ClaimBatch()
    for version, (article, extraction) in zip(articles["version_id"].to_pylist(), rows, strict=True):
        claims.add(version, article.title, article.text, extraction)
    return Columns(articles, claims.tables())


def save_columns(store: Store, columns: Columns) -> None:
    """One batch, as a run saves it."""
    save_article_table(store, columns.articles, run_id="bench", at=_AT)
    save_claim_tables(store, columns.claims, run_id="bench", at=_AT)


def save_rows(store: Store, rows: list[Row]) -> None:
    """One batch, from records."""
    save_columns(store, to_columns(rows))


def batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Batches of articles; only one is in memory."""
    while batch := list(itertools.islice(rows, _BATCH)):
        yield batch


def measure(claims: int, folder: Path) -> None:
    """Prints the table's rows for one size."""
    articles = claims // _CLAIMS_EACH
    with open_store(folder / "record.duckdb") as store:
        _measure_load(store, claims, articles, folder)
        at = _AT
        for what in (
            "first reconcile, with the signatures of all texts",
            "full rebuild of copies, names, stories, facts",
        ):
            _timed(claims, what, lambda: reconcile(store, run_id="bench", at=at, full=True))
        save_rows(store, list(generate(_A_DAY, start=articles)))
        what = f"reconcile a day's {_A_DAY * _CLAIMS_EACH:,} new claims"
        _timed(claims, what, lambda: reconcile(store, run_id="bench", at=at))
        target = folder / "published" / "dailies.duckdb"
        _timed(
            claims,
            f"publish {store.path.stat().st_size / 2**20:,.0f} MB",
            lambda: publish(store, target, run_id="bench", at=at, parquet=False),
        )
    _measure_queries(claims, target)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| {claims:,} | peak memory | {peak:,.0f} MB |", flush=True)


def _measure_load(store: Store, claims: int, articles: int, folder: Path) -> None:
    """The load, and beside it SQLite on the same claims (one table, no versions, names or ids of its own)."""
    columns, load, lite = Clock(), Clock(), Clock()
    with sqlite3.connect(folder / "rows.sqlite") as connection:
        connection.execute(_LITE_TABLE)
        for batch in batches(generate(articles)):
            tables = columns.time(partial(to_columns, batch))
            load.time(partial(save_columns, store, tables))
            rows = [_lite_row(article, claim) for article, extraction in batch for claim in extraction.claims]
            lite.time(partial(connection.executemany, _LITE_INSERT, rows))
        load.time(store.checkpoint)
        lite.time(connection.commit)
    connection.close()
    _report(claims, f"load {claims:,} claims from {articles:,} articles, from Arrow columns", load)
    _report(claims, "making those columns out of records", columns)
    _report(claims, "SQLite, executemany of the claims alone", lite)


_LITE_TABLE = (
    "CREATE TABLE claims (id TEXT PRIMARY KEY, url TEXT, type TEXT, subject TEXT, object TEXT, label TEXT, value REAL, "
    'unit TEXT, bound TEXT, date TEXT, as_of TEXT, status TEXT, attribution TEXT, quote TEXT, start INT, "end" INT)'
)
_LITE_INSERT = "INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def _lite_row(article: Article, claim: Claim) -> tuple[object, ...]:
    return (
        f"{article.url} {claim.start}",
        article.url,
        claim.type,
        claim.subject,
        claim.object,
        claim.label,
        None if claim.value is None else float(claim.value),
        claim.unit,
        claim.bound,
        claim.date,
        claim.as_of,
        claim.status,
        claim.attribution,
        claim.quote,
        claim.start,
        claim.end,
    )


def _timed(claims: int, what: str, work: Callable[[], object]) -> None:
    clock = Clock()
    clock.time(work)
    _report(claims, what, clock)


def _measure_queries(claims: int, target: Path) -> None:
    times = []
    with open_copy(target) as copy:
        for query in re.findall(r"```sql\n(.*?)```", _QUERIES.read_text(encoding="utf-8"), re.DOTALL):
            copy.rows(query)
            clock = Clock()
            clock.time(partial(copy.rows, query))
            times.append((clock.wall, clock.cpu, re.findall(r"FROM (\w+)", query)[0]))
    times.sort(reverse=True)
    slowest = ", ".join(f"{view} {wall * 1000:.0f} ms ({cpu * 1000:.0f})" for wall, cpu, view in times[:3])
    print(f"| {claims:,} | slowest of {len(times)} worked queries | {slowest} |")


def measure_alternative(folder: Path) -> None:
    """The same claims row by row, on a sample."""
    rows = [
        _lite_row(article, claim)
        for article, extraction in generate(_ROW_SAMPLE // _CLAIMS_EACH)
        for claim in extraction.claims
    ]
    with open_store(folder / "rows.duckdb") as store:
        store.connection.execute(_LITE_TABLE.replace("claims", "store.plain"))
        insert = _LITE_INSERT.replace("claims", "store.plain")
        _timed(len(rows), "DuckDB, executemany of the claims alone", lambda: store.connection.executemany(insert, rows))


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
        measure_alternative(Path(folder))


if __name__ == "__main__":
    main()

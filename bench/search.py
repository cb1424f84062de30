"""Search under load: `python -m bench.search --articles 10000 200000`.

For each size, on generated articles: indexing them all, indexing a day's 400 more, and twenty searches on the copy,
a third of them with a misspelt name; beside it the obvious alternative, ILIKE over titles and texts. Times are of the
wall and, in brackets, of this process's CPU.
"""

import argparse
import resource
import statistics
import tempfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bench.generated import generate
from bench.record import Clock, batches, save_rows
from db.publish import publish
from db.search import search
from db.search_index import update_search
from db.store import Copy, open_copy, open_store

_AT = datetime(2026, 11, 1, tzinfo=UTC)
_SEARCHES = 20
_PLAIN = "SELECT url FROM articles WHERE title ILIKE $pattern OR text ILIKE $pattern LIMIT 10"
_A_DAY = 400


def searches_of(articles: int) -> list[str]:
    """Names that stand in some articles, with a word that stands in all and one that stands in many."""
    texts = []
    for number in range(_SEARCHES):
        ((article, _),) = generate(1, start=number * articles // _SEARCHES)
        name, rest = article.title.split(" and ")[0], article.text.split()
        if number % 3 == 0:
            name = name[:2] + name[3:]
        texts.append(f"{name} cost {rest[20]}")
    return texts


def measure(articles: int, folder: Path) -> None:
    """Prints the table's rows for one size."""
    target = folder / "published" / "dailies.duckdb"
    index, day = Clock(), Clock()
    with open_store(folder / "record.duckdb") as store:
        for batch in batches(generate(articles)):
            save_rows(store, batch)
        index.time(lambda: update_search(store))
        print(f"| {articles:,} | index all articles | {index} |", flush=True)
        words = store.value("SELECT count(*) FROM store.search_words")
        save_rows(store, list(generate(_A_DAY, start=articles)))
        day.time(lambda: update_search(store))
        print(f"| {articles:,} | index a day's {_A_DAY} more, {words:,} words before | {day} |", flush=True)
        publish(store, target, run_id="bench", at=_AT, parquet=False)
    with open_copy(target) as copy:
        _measure_searches(articles, copy)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| {articles:,} | peak memory | {peak:,.0f} MB |", flush=True)


def _measure_searches(articles: int, copy: Copy) -> None:
    times, plain = [], []
    found = 0
    for text in searches_of(articles):
        one = Clock()
        found += bool(one.time(partial(search, copy, text)).hits)
        times.append(one)
    print(f"| {articles:,} | {_SEARCHES} searches, {found} with hits: median, slowest | {_spread(times)} |", flush=True)
    for text in searches_of(articles)[:3]:
        pattern = f"%{' '.join(text.split()[:2])}%"
        one = Clock()
        one.time(partial(copy.rows, _PLAIN, {"pattern": pattern}))
        plain.append(one)
    print(f"| {articles:,} | ILIKE for the name alone, unranked: median, slowest | {_spread(plain)} |", flush=True)


def _spread(times: list[Clock]) -> str:
    wall, cpu = (
        [1000 * second for second in seconds] for seconds in zip(*((t.wall, t.cpu) for t in times), strict=True)
    )
    return f"{statistics.median(wall):.0f} ms ({statistics.median(cpu):.0f}), {max(wall):.0f} ms ({max(cpu):.0f})"


def main() -> None:
    """Prints a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[2_000, 20_000])
    arguments = parser.parse_args()
    print("| articles | what | wall (CPU) |\n|---|---|---|")
    for articles in arguments.articles:
        with tempfile.TemporaryDirectory() as folder:
            measure(articles, Path(folder))


if __name__ == "__main__":
    main()

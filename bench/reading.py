"""Reads the development pages with Dailies and with trafilatura in one run, and prints a Markdown table.

    python bench/reading.py --data ../shared

`--data` is a folder with html/{benchmark-a,publishers}/ and tools/score_html.py. Times are CPU seconds of this one
process, parsing and metadata included; pages are read in turn by each reader, so that a busy machine slows all alike.
"""

import argparse
import gzip
import importlib
import importlib.util
import json
import multiprocessing
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from extractors.article import extract_article
from extractors.errors import PageError
from extractors.gate import looks_relevant
from extractors.records import Page

SETS = ("benchmark-a", "publishers")


@dataclass(frozen=True)
class Reading:
    """What a reader made of a page."""

    text: str
    title: str = ""
    published: datetime | None = None


@dataclass
class Score:
    """What a reader reached on a set of pages."""

    precision: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    empty: int = 0
    cpu_s: float = 0.0
    days: list[bool] = field(default_factory=list)
    minutes: list[bool] = field(default_factory=list)
    titles: list[bool] = field(default_factory=list)


def read_with_dailies(page: Page) -> Reading:
    try:
        article = extract_article(page)
    except PageError:
        return Reading("")
    return Reading(article.text, article.title, article.published)


def read_with_trafilatura(page: Page, *, favor_precision: bool) -> Reading:
    # Not at the top: the process whose memory is measured must not hold it.
    trafilatura = importlib.import_module("trafilatura")
    document = trafilatura.bare_extraction(
        page.body, url=page.url, with_metadata=True, include_comments=False, favor_precision=favor_precision
    )
    if document is None:
        return Reading("")
    found: dict[str, Any] = document.as_dict()
    published = datetime.fromisoformat(found["date"]).replace(tzinfo=UTC) if found.get("date") else None
    return Reading(found.get("text") or "", found.get("title") or "", published)


READERS: dict[str, Callable[[Page], Reading]] = {
    "Dailies": read_with_dailies,
    "trafilatura": lambda page: read_with_trafilatura(page, favor_precision=False),
    "trafilatura, precision": lambda page: read_with_trafilatura(page, favor_precision=True),
}


def load_scorer(data: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_html", data / "tools" / "score_html.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_pages(data: Path, name: str) -> list[tuple[Page, dict[str, Any]]]:
    folder = data / "html" / name
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    return [
        (Page(row["url"], gzip.decompress((folder / f"{key}.html.gz").read_bytes())), row) for key, row in truth.items()
    ]


def add_reading(score: Score, reading: Reading, row: dict[str, Any], scorer: ModuleType) -> None:
    """Scores as the shared tool does: a reference's standfirst counts neither way."""
    text = reading.text
    for line in row.get("summary", "").split("\n"):
        if len(line) > 20:
            text = text.replace(line, "", 1)
    precision, recall = scorer.page_score(row["articleBody"], text)
    if precision is not None:
        score.precision.append(precision)
    score.recall.append(recall)
    score.empty += not reading.text
    if "date" in row:
        true = datetime.fromisoformat(row["date"])
        true = (true if true.tzinfo else true.replace(tzinfo=UTC)).astimezone(UTC)
        found = reading.published
        score.days.append(found is not None and found.astimezone(UTC).date() == true.date())
        score.minutes.append(found is not None and abs((found - true).total_seconds()) < 60)
        score.titles.append(" ".join(row["title"].split()) == reading.title)


def measure(pages: list[tuple[Page, dict[str, Any]]], scorer: ModuleType) -> dict[str, Score]:
    scores = {name: Score() for name in READERS}
    for page, row in pages:
        for name, read in READERS.items():
            start = time.process_time()
            reading = read(page)
            scores[name].cpu_s += time.process_time() - start
            add_reading(scores[name], reading, row, scorer)
    return scores


def memory_over(data: Path, count: int, results: Any) -> None:
    """Puts the resident megabytes after a tenth of `count` pages and after all; each is read from its file in turn."""
    files = [path for name in SETS for path in sorted((data / "html" / name).glob("*.html.gz"))]
    seen = []
    for number in range(count):
        body = gzip.decompress(files[number % len(files)].read_bytes())
        read_with_dailies(Page(f"https://news.example/{number}/article", body))
        if number + 1 in (count // 10, count):
            seen.append(resident_mb())
    results.put(seen)


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def bare_interpreter_mb() -> float:
    command = "print(open('/proc/self/statm').read().split()[1])"
    shown = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    return int(shown.stdout) * resource.getpagesize() / 1e6


def measure_memory(data: Path, count: int) -> list[float]:
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    process = context.Process(target=memory_over, args=(data, count, results))
    process.start()
    seen: list[float] = results.get()
    process.join()
    return seen


def print_table(name: str, scores: dict[str, Score], pages: int) -> None:
    print(f"\n### {name}: {pages} pages\n")
    print("| reader | P | R | F1 | empty | pages/s | day | minute | title |")
    print("|---|---|---|---|---|---|---|---|---|")
    for reader, score in scores.items():
        precision, recall = statistics.mean(score.precision), statistics.mean(score.recall)
        f1 = 2 * precision * recall / (precision + recall)
        shares = [f"{statistics.mean(hits):.1%}" if hits else "" for hits in (score.days, score.minutes, score.titles)]
        print(
            f"| {reader} | {precision:.3f} | {recall:.3f} | **{f1:.3f}** | {score.empty} "
            f"| {pages / score.cpu_s:.0f} | {' | '.join(shares)} |"
        )


def measure_gate(pages: list[Page]) -> tuple[int, float]:
    """How many pages pass the gate, and how many it judges per CPU second in the best of ten passes."""
    best = float("inf")
    for _ in range(10):
        start = time.process_time()
        passed = sum(looks_relevant(page.body) for page in pages)
        best = min(best, time.process_time() - start)
    return passed, len(pages) / best


def print_speed(totals: dict[str, float], pages: list[Page]) -> None:
    for name, cpu_s in totals.items():
        if name != "Dailies":
            print(f"- Dailies reads {cpu_s / totals['Dailies']:.1f} times as many pages per CPU second as {name}.")
    passed, rate = measure_gate(pages)
    size_kb = sum(len(page.body) for page in pages) / len(pages) / 1e3
    print(
        f"- The gate on raw bytes: {rate:.0f} pages/s of {size_kb:.0f} KB; {len(pages) - passed} of {len(pages)} "
        f"thrown out."
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--memory-pages", type=int, default=10_000)
    args = parser.parse_args()
    scorer = load_scorer(args.data)
    totals = dict.fromkeys(READERS, 0.0)
    everything: list[Page] = []
    for name in SETS:
        pages = load_pages(args.data, name)
        scores = measure(pages, scorer)
        print_table(name, scores, len(pages))
        everything += [page for page, _ in pages]
        for reader, score in scores.items():
            totals[reader] += score.cpu_s
    print()
    print_speed(totals, everything)
    if args.memory_pages:
        early, late = measure_memory(args.data, args.memory_pages)
        bare = bare_interpreter_mb()
        print(
            f"- Memory over the bare interpreter ({bare:.0f} MB): {early - bare:.0f} MB after "
            f"{args.memory_pages // 10} pages, {late - bare:.0f} MB after {args.memory_pages}."
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How well entities and claims are read: the development articles, and *third*, *fourth* and *fifth*, sets of our own.

Nothing was trained or fitted on these, though figures of *third* were seen when a choice was made: see the results. The
sets before them are now the tuning articles, `training/assets/tuning`.

    python -m bench.claims --data ../shared [--model FOLDER]

Scores are those of the data folder's `tools/score_claims.py`; the interval is a bootstrap over articles (1,000 draws).
"""

import argparse
import importlib.util
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from extractors.extract import extract_many
from extractors.pipeline import load_pipeline
from extractors.records import Article
from flows.cli_files import extraction_row

GROUPS = ("core", "numeric", "relation", "all")
DRAWS = 1000
OWN = ("third", "fourth", "fifth")
Counts = dict[str, tuple[int, int, int]]


def main() -> None:
    """Prints a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--misses", action="store_true", help="print every missed and every false claim as well")
    args = parser.parse_args()
    tools = args.data / "tools"
    with tempfile.TemporaryDirectory() as folder:
        sets = {"dev": args.data / "gold" / "dev"}
        for name in OWN:
            sets[name] = Path(folder) / name
            files = sorted((Path(__file__).parent / "blind").glob(f"{name}-*.txt"))
            run = [sys.executable, str(tools / "unmark.py"), *map(str, files), "--out", str(sets[name])]
            subprocess.run(run, check=True, stdout=subprocess.DEVNULL)
        for name, gold in sets.items():
            predictions = Path(folder) / f"{name}.jsonl"
            seconds, words = predict(gold, predictions, args.model)
            print(f"\n### {name}: {words} words in {seconds:.1f} s, {words / seconds:.0f} words/s\n")
            score = [sys.executable, str(tools / "score_claims.py"), str(gold), str(predictions)]
            shown = subprocess.run(
                score + (["--misses"] if args.misses else []), check=True, capture_output=True, text=True
            )
            print(shown.stdout)
            for group, (low, high) in intervals(tools, gold, predictions).items():
                print(f"{group:10} F1 95% interval {low:.3f} to {high:.3f}")


def predict(gold: Path, predictions: Path, model: Path | None) -> tuple[float, int]:
    """Runs the pipeline over a gold folder; returns seconds (without loading) and words."""
    rows = [json.loads(path.read_text("utf-8")) for path in sorted(gold.glob("*.json"))]
    nlp = load_pipeline(model)
    articles = [
        Article(
            url=row["url"],
            title=row["title"],
            text=row["text"],
            outlet=row["outlet"],
            published=datetime.fromisoformat(row["published"]),
        )
        for row in rows
    ]
    started = time.process_time()
    extractions = list(extract_many(articles, nlp))
    seconds = time.process_time() - started
    lines = [
        json.dumps(extraction_row(row["id"], extraction)) for row, extraction in zip(rows, extractions, strict=True)
    ]
    predictions.write_text("\n".join(lines) + "\n", "utf-8")
    return seconds, sum(len(row["text"].split()) for row in rows)


def intervals(tools: Path, gold: Path, predictions: Path) -> dict[str, tuple[float, float]]:
    """Bootstrap 95 % intervals of F1 per group, articles drawn with replacement."""
    scorer = _scorer(tools)
    guesses = {row["id"]: row for row in map(json.loads, predictions.read_text("utf-8").splitlines())}
    counts = [
        _counts(scorer, article, guesses[article["id"]])
        for article in (json.loads(path.read_text("utf-8")) for path in sorted(gold.glob("*.json")))
    ]
    random_ = random.Random(20261126)
    found: dict[str, list[float]] = defaultdict(list)
    for _ in range(DRAWS):
        drawn = random_.choices(counts, k=len(counts))
        for group in GROUPS:
            found[group].append(_f1([count[group] for count in drawn]))
    return {group: (sorted(values)[25], sorted(values)[974]) for group, values in found.items()}


def _scorer(tools: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_claims", tools / "score_claims.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _counts(scorer: ModuleType, gold: dict[str, Any], guess: dict[str, Any]) -> Counts:
    """(hits, gold claims, guessed claims) of one article per group."""
    table, left = scorer.alias_table(gold), list(guess["claims"])
    tally: dict[str, list[int]] = {group: [0, 0, 0] for group in GROUPS}
    for claim in guess["claims"]:
        for group in _groups(scorer, claim["type"]):
            tally[group][2] += 1
    for claim in gold["claims"]:
        match = next((other for other in left if scorer.match(claim, other, table)), None)
        if match is not None:
            left.remove(match)
        for group in _groups(scorer, claim["type"]):
            tally[group][0] += match is not None
            tally[group][1] += 1
    return {group: (values[0], values[1], values[2]) for group, values in tally.items()}


def _groups(scorer: ModuleType, kind: str) -> Iterable[str]:
    yield "all"
    yield "relation" if kind in scorer.RELATION else "numeric"
    if kind in scorer.CORE:
        yield "core"


def _f1(counts: list[tuple[int, int, int]]) -> float:
    hits, gold, guessed = (sum(column) for column in zip(*counts, strict=True))
    return 2 * hits / (gold + guessed) if gold + guessed else 0.0


if __name__ == "__main__":
    main()

"""Measures the quantity and date readers against gold articles, and their speed.

    python -m bench.quantities ../shared [--misses]

DATA holds `gold/train/*.json` and `gold/marked/*.txt` with `tools/unmark.py`. An amount counts as found where one of
the right value and unit stands within the gold quote (within the marked words where those are given). "inherited"
counts bare numbers that take the right value once they are read after another amount of the same text.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from extractors.quantities import find_quantities, read_as, read_in
from extractors.quantities.dates import find_dates
from extractors.records import Quantity

Claim = dict[str, Any]


def articles(data: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every article of both sets, with the name of its set."""
    for path in sorted((data / "gold" / "train").glob("*.json")):
        yield "train", json.loads(path.read_text("utf-8"))
    marked = sorted((data / "gold" / "marked").glob("*.txt"))
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(data / "tools" / "unmark.py"), *map(str, marked), "--out", folder]
        subprocess.run(command, check=False, capture_output=True)
        for path in sorted(Path(folder).glob("*.json")):
            yield "marked", json.loads(path.read_text("utf-8"))


def places(article: dict[str, Any], claim: Claim) -> tuple[int, int]:
    """Where the claim's amount is to be found: the marked words, else the quote."""
    if "trigger" in claim:
        return claim["trigger"][0], claim["trigger"][1]
    start = article["text"].find(claim["quote"])
    return start, start + len(claim["quote"])


def is_close(gold: float | None, found: Any, unit: str) -> bool:
    """The tolerance of the claim scorer."""
    if gold is None or found is None:
        return gold is None and found is None
    slack = 0.5 if unit == "percent" else 0.005 * max(abs(gold), abs(float(found)))
    return bool(abs(gold - float(found)) <= max(slack, 1e-9))


def fits(claim: Claim, quantity: Quantity) -> bool:
    """Value and unit agree."""
    unit = claim["unit"]
    return (
        quantity.unit == unit
        and is_close(claim["value"], quantity.low, unit)
        and is_close(claim["value_high"], quantity.high, unit)
    )


def verdict(claim: Claim, here: list[Quantity], everywhere: list[Quantity]) -> tuple[str, Quantity | None]:
    """found, inherited or missed, with the amount."""
    exact = [quantity for quantity in here if fits(claim, quantity)]
    if exact:
        best = next((each for each in exact if each.bound == claim["bound"]), exact[0])
        return "found", best
    for bare in (quantity for quantity in here if quantity.unit == "count"):
        as_it_stands = claim["unit"] in {"person", "percent", "minute"} and fits(
            claim, replace(bare, unit=claim["unit"])
        )
        if as_it_stands or any(fits(claim, read_as(bare, like)) for like in everywhere):
            return "inherited", bare
    return "missed", None


def kind_of(unit: str) -> str:
    return unit if unit in {"minute", "day", "person", "percent"} else "money"


def measure(data: Path, *, misses: bool) -> None:
    """Prints recall of amounts per set and dimension, of bounds, and of dates."""
    outcomes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    characters = seconds = 0.0
    for group, article in articles(data):
        begun = time.process_time()
        quantities = find_quantities(article["text"])
        seconds, characters = seconds + time.process_time() - begun, characters + len(article["text"])
        for claim in article["claims"]:
            if claim["unit"] is None:
                continue
            start, end = places(article, claim)
            here = [each for each in quantities if each.value_start < end and each.value_end > start]
            outcome, quantity = verdict(claim, here, quantities)
            outcomes[group, kind_of(claim["unit"])][outcome] += 1
            if outcome == "inherited" and quantity is not None:
                read = read_in(quantity, kind_of(claim["unit"]), quantities)
                outcomes[group, kind_of(claim["unit"])]["read in"] += read is not None and fits(claim, read)
            if quantity is not None:
                right = quantity.bound == claim["bound"]
                outcomes[group, kind_of(claim["unit"])]["bound right" if right else "bound wrong"] += 1
                if misses and not right:
                    print(
                        f"BOUND {claim['bound']} not {quantity.bound}: {quantity.text!r} in {article['text'][max(start - 30, 0) : end + 30]!r}"
                    )
            if misses and outcome != "found":
                seen = [(each.text, str(each.low), each.unit) for each in here]
                wanted = f"{claim['value']} {claim['value_high'] or ''} {claim['unit']}"
                print(f"{outcome.upper()} {article['id']} {wanted}: {article['text'][start:end]!r} gave {seen}")
    report(outcomes)
    print(f"speed: {characters / seconds / 1e6:.2f} MB/s over {characters / 1e6:.2f} MB of articles")


def report(outcomes: dict[tuple[str, str], Counter[str]]) -> None:
    """One row per set and dimension, and a row for each set."""
    for group in ("train", "marked"):
        total: Counter[str] = Counter()
        for kind in ("money", "minute", "day", "person", "percent"):
            total.update(outcomes[group, kind])
            print(row(group, kind, outcomes[group, kind]))
        print(row(group, "ALL", total))


def row(group: str, kind: str, counts: Counter[str]) -> str:
    every = max(counts["found"] + counts["inherited"] + counts["missed"], 1)
    bounds = max(counts["bound right"] + counts["bound wrong"], 1)
    return (
        f"{group:7}{kind:8} n={every:5}  with unit {counts['found'] / every:6.1%}  with inherited "
        f"{(counts['found'] + counts['inherited']) / every:6.1%}  by read_in {(counts['found'] + counts['read in']) / every:6.1%}  bound {counts['bound right'] / bounds:6.1%}"
    )


def measure_dates(data: Path, *, misses: bool) -> None:
    """Prints how many gold `date` and `as_of` values a date in the quote, or anywhere in the text, gives."""
    counts: Counter[str] = Counter()
    for _, article in articles(data):
        published = datetime.fromisoformat(article["published"].replace("Z", "+00:00"))
        dates = find_dates(article["text"], published)
        for claim in article["claims"]:
            start = article["text"].find(claim["quote"])
            end = start + len(claim["quote"])
            for field in ("date", "as_of"):
                if not claim[field]:
                    continue
                counts[field] += 1
                here = [each for each in dates if start <= each.start < end]
                in_quote = any(each.date == claim[field] for each in here)
                in_text = in_quote or any(each.date == claim[field] for each in dates)
                counts[field, "quote"] += in_quote
                counts[field, "text"] += in_text
                counts[field, "no date in quote"] += not here
                if misses and not in_quote and here:
                    seen = [(each.text, each.date) for each in here]
                    print(
                        f"{field.upper()} {claim[field]} pub {article['published'][:10]} {claim['type']}: {claim['quote'][:200]!r} gave {seen}"
                    )
    for field in ("date", "as_of"):
        print(
            f"{field}: {counts[field]} gold; {counts[field, 'quote'] / counts[field]:.1%} in the quote, {counts[field, 'text'] / counts[field]:.1%} in the text; {counts[field, 'no date in quote'] / counts[field]:.1%} of the quotes hold no date"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the folder that holds gold/ and tools/")
    parser.add_argument("--misses", action="store_true", help="print each amount and date that was not found")
    arguments = parser.parse_args()
    measure(arguments.data, misses=arguments.misses)
    measure_dates(arguments.data, misses=arguments.misses)


if __name__ == "__main__":
    main()

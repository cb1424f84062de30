"""Measures the quantity and date readers against gold articles, and their speed.

    python -m bench.quantities ../shared [--misses]

DATA holds `gold/train/*.json` and `gold/marked/*.txt` with `tools/unmark.py`. An amount counts as found where one of
the right value and unit stands within the gold quote (within the marked words where those are given); ratios count as
amounts. "inherited" adds the bare numbers that take the right value once they are read after some other amount of the
text, "read_in" those that `read_in` reads so. Dates count where one mention in the quote, or anywhere in the text, has
the gold date.
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

from extractors.quantities import find_quantities, find_ratios, read_as, read_in
from extractors.quantities.dates import find_dates
from extractors.records import Quantity

Claim = dict[str, Any]
Article = dict[str, Any]
SETS = ("train", "marked")
KINDS = ("money", "minute", "day", "person", "percent")


def read_articles(data: Path, group: str) -> Iterator[Article]:
    """The articles of a set; marked ones are turned into article files first."""
    if group == "train":
        for path in sorted((data / "gold" / "train").glob("*.json")):
            yield json.loads(path.read_text("utf-8"))
        return
    marked = sorted((data / "gold" / "marked").glob("*.txt"))
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(data / "tools" / "unmark.py"), *map(str, marked), "--out", folder]
        subprocess.run(command, check=False, capture_output=True)
        for path in sorted(Path(folder).glob("*.json")):
            yield json.loads(path.read_text("utf-8"))


def place_of(article: Article, claim: Claim) -> tuple[int, int]:
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
    values = is_close(claim["value"], quantity.low, unit) and is_close(claim["value_high"], quantity.high, unit)
    return quantity.unit == unit and values


def verdict(claim: Claim, here: list[Quantity], everywhere: list[Quantity]) -> tuple[str, Quantity | None]:
    """found, inherited or missed, with the amount."""
    exact = [quantity for quantity in here if fits(claim, quantity)]
    if exact:
        return "found", next((each for each in exact if each.bound == claim["bound"]), exact[0])
    for bare in (quantity for quantity in here if quantity.unit == "count"):
        as_it_stands = claim["unit"] in {"person", "percent", "minute"} and fits(
            claim, replace(bare, unit=claim["unit"])
        )
        if as_it_stands or any(fits(claim, read_as(bare, like)) for like in everywhere):
            return "inherited", bare
    return "missed", None


def kind_of(claim: Claim) -> str:
    return claim["unit"] if claim["unit"] in KINDS else "money"


def recall(data: Path, group: str, *, misses: bool = False) -> dict[str, Counter[str]]:
    """Per kind: amounts found, inherited, missed, those that `read_in` reads, and bounds right and wrong."""
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    for article in read_articles(data, group):
        quantities = find_quantities(article["text"])
        ratios = find_ratios(article["text"], quantities)
        for claim in (claim for claim in article["claims"] if claim["unit"] is not None):
            start, end = place_of(article, claim)
            here = [each for each in quantities if each.value_start < end and each.value_end > start]
            here += [each for each in ratios if each.start < end and each.end > start]
            outcome, quantity = verdict(claim, here, quantities)
            counts = outcomes[kind_of(claim)]
            counts[outcome] += 1
            if outcome == "inherited" and quantity is not None:
                read = read_in(quantity, kind_of(claim), quantities)
                counts["read in"] += read is not None and fits(claim, read)
            if quantity is not None:
                counts["bound right" if quantity.bound == claim["bound"] else "bound wrong"] += 1
            if misses:
                print_miss(article, claim, outcome, quantity, here)
    return outcomes


def print_miss(article: Article, claim: Claim, outcome: str, quantity: Quantity | None, here: list[Quantity]) -> None:
    """Says which amount was not found, or which bound was wrong."""
    start, end = place_of(article, claim)
    if quantity is not None and quantity.bound != claim["bound"]:
        around = article["text"][max(start - 30, 0) : end + 30]
        print(f"BOUND {claim['bound']} not {quantity.bound}: {quantity.text!r} in {around!r}")
    if outcome != "found":
        seen = [(each.text, str(each.low), each.unit) for each in here]
        wanted = f"{claim['value']} {claim['value_high'] or ''} {claim['unit']}"
        print(f"{outcome.upper()} {article['id']} {wanted}: {article['text'][start:end]!r} gave {seen}")


def row(group: str, kind: str, counts: Counter[str]) -> str:
    """One line of the table."""
    every = max(counts["found"] + counts["inherited"] + counts["missed"], 1)
    bounds = max(counts["bound right"] + counts["bound wrong"], 1)
    shares = (counts["found"], counts["found"] + counts["read in"], counts["found"] + counts["inherited"])
    with_unit, read, inherited = (f"{share / every:6.1%}" for share in shares)
    return (
        f"{group:7}{kind:8} n={every:5}  with unit {with_unit}  with read_in {read}  inherited {inherited}"
        f"  bound {counts['bound right'] / bounds:6.1%}"
    )


def print_recall(data: Path, *, misses: bool) -> None:
    """One row per set and kind, one for each set and one for both."""
    both: Counter[str] = Counter()
    for group in SETS:
        outcomes = recall(data, group, misses=misses)
        total: Counter[str] = sum(outcomes.values(), Counter())
        for kind in KINDS:
            print(row(group, kind, outcomes[kind]))
        print(row(group, "ALL", total))
        both.update(total)
    print(row("both", "ALL", both))


def print_dates(data: Path, *, misses: bool) -> None:
    """How many gold `date` and `as_of` values a date in the quote, or anywhere in the text, gives."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for article in (article for group in SETS for article in read_articles(data, group)):
        published = datetime.fromisoformat(article["published"].replace("Z", "+00:00"))
        dates = find_dates(article["text"], published)
        for claim in article["claims"]:
            start = article["text"].find(claim["quote"])
            here = [each for each in dates if start <= each.start < start + len(claim["quote"])]
            for field in (field for field in ("date", "as_of") if claim[field]):
                in_quote = any(each.date == claim[field] for each in here)
                in_text = any(each.date == claim[field] for each in dates)
                counts[field].update({"all": 1, "quote": in_quote, "text": in_text, "none": not here})
                if misses and here and not in_quote:
                    seen = [(each.text, each.date) for each in here]
                    print(
                        f"{field.upper()} {claim[field]} in {published:%Y-%m-%d}: {claim['quote'][:200]!r} gave {seen}"
                    )
    for field, found in counts.items():
        shares = (f"{found[key] / found['all']:.1%}" for key in ("quote", "text", "none"))
        quoted, anywhere, none = shares
        print(
            f"{field}: n={found['all']}, {quoted} in the quote, {anywhere} in the text; {none} of quotes hold no date"
        )


def print_speed(data: Path) -> None:
    """Characters per second of processor time, the best of three."""
    articles = [article for group in SETS for article in read_articles(data, group)]
    texts = [article["text"] for article in articles]
    published = datetime.fromisoformat("2026-05-24T09:00:00+00:00")
    characters = sum(map(len, texts))
    for name, read in (("find_quantities", find_quantities), ("find_dates", lambda text: find_dates(text, published))):
        seconds = []
        for _ in range(3):
            begun = time.process_time()
            found = sum(len(read(text)) for text in texts)
            seconds.append(time.process_time() - begun)
        print(
            f"{name}: {characters / min(seconds) / 1e6:.2f} MB/s, one mention every {characters / found:.0f} characters"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the folder that holds gold/ and tools/")
    parser.add_argument("--misses", action="store_true", help="print each amount and date that was not found")
    arguments = parser.parse_args()
    print_recall(arguments.data, misses=arguments.misses)
    print_dates(arguments.data, misses=arguments.misses)
    print_speed(arguments.data)


if __name__ == "__main__":
    main()

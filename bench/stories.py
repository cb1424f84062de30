"""Stories and copies on the gold articles: `python -m bench.stories --data ../shared [--extracted]`.

Takes every article with its gold entities and claims (or with what the shipped pipeline extracts), saves and reconciles
them in an empty record, and compares pairs of articles with `story` and `duplicate_of`. The train articles are put in
as well, as the background that a real record has; pairs are counted within dev, and over all.
"""

import argparse
import itertools
import json
import tempfile
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from db.articles import article_id, save_articles
from db.claims import save_extractions
from db.facts import reconcile
from db.store import open_store
from extractors.extract import extract_many
from extractors.pipeline import load_pipeline
from extractors.records import Article, Claim, Entity, Extraction, Relevance

Pair = frozenset[str]


def read_gold(folder: Path) -> list[dict[str, Any]]:
    """The gold articles of a folder."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def to_article(gold: dict[str, Any]) -> Article:
    """The article without its annotation."""
    published = datetime.fromisoformat(gold["published"].replace("Z", "+00:00"))
    return Article(gold["url"], gold["title"], gold["text"], outlet=gold["outlet"], published=published)


def to_extraction(gold: dict[str, Any]) -> Extraction:
    """The annotation as an extraction."""
    entities = tuple(Entity(entity["name"], entity["type"], tuple(entity["aliases"])) for entity in gold["entities"])
    claims = tuple(_to_claim(gold["text"], claim) for claim in gold["claims"])
    return Extraction(Relevance(gold["on_topic"], 1.0), entities, (), claims, extractor="gold")


def _to_claim(text: str, claim: dict[str, Any]) -> Claim:
    start = text.index(claim["quote"])
    end = start + len(claim["quote"])
    low, high = (None if claim[key] is None else Decimal(str(claim[key])) for key in ("value", "value_high"))
    plain = {key: claim[key] for key in ("type", "subject", "unit", "object", "label", "date", "as_of", "status")}
    return Claim(
        **plain,
        quote=claim["quote"],
        start=start,
        end=end,
        value_start=start,
        value_end=end,
        value=low,
        value_high=high,
        bound=claim["bound"] or "exact",
        attribution=claim["attribution"],
    )


def extract_all(golds: Sequence[dict[str, Any]]) -> list[Extraction]:
    """What the shipped pipeline reads out of the articles."""
    return list(extract_many([to_article(gold) for gold in golds], load_pipeline()))


def group(golds: Sequence[dict[str, Any]], extractions: Sequence[Extraction]) -> tuple[set[Pair], set[Pair]]:
    """Pairs of gold ids in one story, and pairs of a copy with its original."""
    ids = {article_id(gold["url"]): gold["id"] for gold in golds}
    at = datetime(2026, 11, 1, tzinfo=UTC)
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "record.duckdb") as store:
        saved = save_articles(store, [to_article(gold) for gold in golds], run_id="bench", at=at)
        rows = [(row.version_id, extraction) for row, extraction in zip(saved, extractions, strict=True)]
        save_extractions(store, rows, run_id="bench", at=at)
        reconcile(store, run_id="bench", at=at)
        stories: dict[str, list[str]] = {}
        for story, article in store.rows("SELECT story_id, article_id FROM story_articles"):
            stories.setdefault(story, []).append(ids[article])
        copies = store.rows("SELECT id, copy_of FROM store.articles WHERE copy_of IS NOT NULL")
    return _pairs(stories.values()), {frozenset((ids[copy], ids[original])) for copy, original in copies}


def _pairs(groups: Iterable[Sequence[str]]) -> set[Pair]:
    return {frozenset(pair) for group in groups for pair in itertools.combinations(group, 2)}


def gold_pairs(golds: Sequence[dict[str, Any]]) -> tuple[set[Pair], set[Pair]]:
    """The same pairs as annotated."""
    stories: dict[str, list[str]] = {}
    for gold in golds:
        if gold["story"] is not None:
            stories.setdefault(gold["story"], []).append(gold["id"])
    copies = {frozenset((gold["id"], gold["duplicate_of"])) for gold in golds if gold["duplicate_of"]}
    return _pairs(stories.values()), copies


def score(found: set[Pair], gold: set[Pair]) -> str:
    """Precision, recall and F1 of pairs."""
    right = len(found & gold)
    precision, recall = right / max(1, len(found)), right / max(1, len(gold))
    f1 = 2 * right / max(1, len(found) + len(gold))
    return f"F1 {f1:.3f} (precision {precision:.3f}, recall {recall:.3f}; {len(gold)} pairs, {len(found)} found)"


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--extracted", action="store_true", help="use what the shipped pipeline extracts")
    parser.add_argument("--errors", action="store_true", help="list the pairs that are wrong")
    arguments = parser.parse_args()
    dev, train = (read_gold(arguments.data / "gold" / part) for part in ("dev", "train"))
    golds = dev + train
    extractions = extract_all(golds) if arguments.extracted else [to_extraction(gold) for gold in golds]
    started = time.perf_counter()
    stories, copies = group(golds, extractions)
    seconds = time.perf_counter() - started
    within = {gold["id"] for gold in dev}
    for name, found, gold in zip(("stories", "copies"), (stories, copies), gold_pairs(golds), strict=True):
        of_dev = score({pair for pair in found if pair <= within}, {pair for pair in gold if pair <= within})
        print(f"{name}, dev: {of_dev}")
        print(f"{name}, all: {score(found, gold)}")
        if arguments.errors:
            for kind, pairs in (("too much", found - gold), ("missing", gold - found)):
                for pair in sorted(map(sorted, pairs)):
                    print(f"  {kind}: {' '.join(pair)}")
    print(f"{len(golds)} articles saved and reconciled in {seconds:.1f} s")


if __name__ == "__main__":
    main()

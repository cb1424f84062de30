"""Runs the pipeline over gold articles and writes predictions in the form that the scorer reads."""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from extractors.extract import extract
from extractors.pipeline import load_pipeline
from extractors.records import Article, Claim, Extraction
from training.articles import Sample, read_gold
from training.targets import instant


def predict(samples: Iterable[Sample], model: Path | None, threshold: float) -> list[dict[str, Any]]:
    """One row per article."""
    nlp = load_pipeline(model, threshold=threshold)
    rows = []
    for sample in samples:
        article = Article("", sample.title, sample.text, published=instant(sample.published))
        rows.append({"id": sample.id, **_row(extract(article, nlp))})
    return rows


def _row(extraction: Extraction) -> dict[str, Any]:
    return {
        "on_topic": extraction.relevance.keep,
        "score": extraction.relevance.score,
        "entities": [{"name": e.name, "type": e.type, "aliases": list(e.aliases)} for e in extraction.entities],
        "claims": [claim_row(claim) for claim in extraction.claims],
        "candidates": [claim_row(claim) for claim in extraction.candidates],
    }


def claim_row(claim: Claim) -> dict[str, Any]:
    """A claim in the guide's form, with its confidence."""
    names = (
        "type",
        "subject",
        "unit",
        "bound",
        "object",
        "label",
        "date",
        "as_of",
        "status",
        "attribution",
        "quote",
        "confidence",
    )
    row = {name: getattr(claim, name) for name in names}
    row["value"] = None if claim.value is None else float(claim.value)
    row["value_high"] = None if claim.value_high is None else float(claim.value_high)
    return row


def main() -> int:
    """`python -m training.evaluate GOLD --tools TOOLS --out FILE`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--tools", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--threshold", type=float, default=0.5)
    args = parser.parse_args()
    rows = predict(read_gold(args.gold), args.model, args.threshold)
    args.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    command = [sys.executable, str(args.tools / "score_claims.py"), str(args.gold), str(args.out)]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

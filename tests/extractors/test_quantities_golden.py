"""The published table of expressions: tests/golden/quantities.tsv."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from extractors.quantities import find_quantities

TABLE = Path(__file__).parents[1] / "golden" / "quantities.tsv"


def rows() -> list[dict[str, str]]:
    """One row per expression in its context; "-" stands for a context without any amount."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_the_table_holds_at_least_400_expressions() -> None:
    assert len({(row["context"], row["expression"]) for row in rows()}) >= 400


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['expression']} in {row['context']}"[:60])
def test_an_expression_is_read_as_the_table_says(row: dict[str, str]) -> None:
    found = find_quantities(row["context"])
    if row["expression"] == "-":
        assert found == []
        return
    values = [(each.text, each.low, each.high, each.unit, each.bound) for each in found]
    high = Decimal(row["high"]) if row["high"] else None
    assert (row["expression"], Decimal(row["low"]), high, row["unit"], row["bound"]) in values

"""Claims in, facts out, both as Arrow tables: a step without a database, so that several processes can take it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa

from db.claims import sourced_claim
from db.instants import to_db
from extractors.currency import Rates, anchor_day
from extractors.facts import build_facts
from extractors.records import Decision, Fact


@dataclass(frozen=True, slots=True)
class FactTables:
    """Facts, how claims bear on them, and which claim revises which."""

    facts: Any
    links: Any
    revisions: Any


def build_fact_tables(sourced: Any, decisions: Sequence[Decision], rates: Rates) -> FactTables:
    """The facts of rows of `store.sourced_claims`, which hold all claims on their subjects."""
    rows = zip(*(column.to_pylist() for column in sourced.columns), strict=True)
    return tabulate([*build_facts(map(sourced_claim, rows), decisions, rates=rates)], rates)


def tabulate(facts: Sequence[Fact], rates: Rates) -> FactTables:
    """Facts as the tables hold them."""
    supports = [(fact, support) for fact in facts for support in fact.supports]
    links = pa.table(
        {
            "fact_id": pa.array([fact.id for fact, _ in supports], pa.string()),
            "claim_id": pa.array([support.claim_id for _, support in supports], pa.string()),
            "role": pa.array([support.role for _, support in supports], pa.string()),
            "reason": pa.array([support.reason for _, support in supports], pa.string()),
        }
    )
    revisions = [(fact, support) for fact, support in supports if support.role == "revises"]
    pairs = pa.table(
        {
            "before_id": pa.array([support.other_id for _, support in revisions], pa.string()),
            "after_id": pa.array([support.claim_id for _, support in revisions], pa.string()),
            "subject_id": pa.array([fact.subject_id for fact, _ in revisions], pa.string()),
        }
    )
    return FactTables(_fact_table(facts, rates), links, pairs)


def _fact_table(facts: Sequence[Fact], rates: Rates) -> Any:
    dollars = [_dollars(fact, rates) for fact in facts]
    columns: dict[str, Any] = {name: pa.array([getattr(fact, name) for fact in facts], pa.string()) for name in _TEXTS}
    for name in ("low", "high"):
        columns[name] = pa.array([_rounded(getattr(fact, name), "0.000001") for fact in facts], pa.decimal128(28, 6))
    columns["usd_low"] = pa.array([low for low, _ in dollars], pa.decimal128(28, 2))
    columns["usd_high"] = pa.array([high for _, high in dollars], pa.decimal128(28, 2))
    columns["disputed"] = pa.array([fact.disputed for fact in facts], pa.bool_())
    columns["independent_outlets"] = pa.array([fact.independent_outlets for fact in facts], pa.int32())
    columns["claims"] = pa.array([_count_claims(fact) for fact in facts], pa.int32())
    for name in ("first_seen", "last_seen"):
        columns[name] = pa.array([to_db(getattr(fact, name)) for fact in facts], pa.timestamp("us"))
    return pa.table(columns)


def _count_claims(fact: Fact) -> int:
    return sum(support.role in ("supports", "repeats") for support in fact.supports)


_TEXTS = (
    "id",
    "property_id",
    "subject_id",
    "type",
    "label",
    "object_id",
    "object",
    "unit",
    "bound",
    "date",
    "as_of",
    "status",
    "rank",
    "reason",
)


def _dollars(fact: Fact, rates: Rates) -> tuple[Decimal | None, Decimal | None]:
    if fact.unit is None or len(fact.unit) != 3:
        return None, None
    day = anchor_day(fact.as_of or fact.date, fact.first_seen.date())
    low, high = (None if amount is None else rates.to_usd(amount, fact.unit, day) for amount in (fact.low, fact.high))
    return _rounded(low, "0.01"), _rounded(high, "0.01")


def _rounded(value: Decimal | None, places: str) -> Decimal | None:
    return None if value is None else value.quantize(Decimal(places))

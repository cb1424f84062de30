"""Claims in, facts out, both as Arrow tables: a step without a database, so that several processes can take it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import pyarrow as pa

from db.claim_amounts import amount_columns
from db.claims import sourced_claim
from extractors.currency import Rates
from extractors.facts import build_facts
from extractors.records import Decision, Fact


@dataclass(frozen=True, slots=True)
class FactTables:
    """Facts, how claims bear on them, and which claim revises which."""

    facts: Any
    links: Any
    revisions: Any


def build_fact_tables(sourced: Any, decisions: Sequence[Decision], rates: Rates) -> FactTables:
    """The facts of rows of `store.sourced_claims`, which hold all claims on their subjects that are compared."""
    claims = [*map(sourced_claim, zip(*(column.to_pylist() for column in sourced.columns), strict=True))]
    return tabulate(build_facts(claims, decisions, rates=rates), {sourced.id: sourced.article_id for sourced in claims})


def tabulate(facts: Sequence[Fact], article_of: Mapping[str, str]) -> FactTables:
    """Facts as the tables hold them, but for their equivalents in dollars; `article_of` gives a claim's article."""
    supports = [(fact, support) for fact in facts for support in fact.supports]
    links = pa.table(
        {
            "fact_id": pa.array([fact.id for fact, _ in supports], pa.string()),
            "claim_id": pa.array([support.claim_id for _, support in supports], pa.string()),
            "role": pa.array([support.role for _, support in supports], pa.string()),
            "reason": pa.array([support.reason for _, support in supports], pa.string()),
        }
    )
    revisions = [
        (fact, support.other_id, support.claim_id)
        for fact, support in supports
        if support.role == "revises" and support.other_id is not None
    ]
    pairs = pa.table(
        {
            "before_id": pa.array([before for _, before, _ in revisions], pa.string()),
            "after_id": pa.array([after for _, _, after in revisions], pa.string()),
            "subject_id": pa.array([fact.subject_id for fact, _, _ in revisions], pa.string()),
            "same_article": pa.array([article_of[one] == article_of[two] for _, one, two in revisions], pa.bool_()),
        }
    )
    return FactTables(_fact_table(facts), links, pairs)


def _fact_table(facts: Sequence[Fact]) -> Any:
    columns: dict[str, Any] = {name: pa.array(list(map(attrgetter(name), facts)), pa.string()) for name in _TEXTS}
    for name in ("low", "high"):
        columns[name], _ = amount_columns(list(map(attrgetter(name), facts)))
    columns["disputed"] = pa.array([fact.disputed for fact in facts], pa.bool_())
    columns["independent_outlets"] = pa.array([fact.independent_outlets for fact in facts], pa.int32())
    columns["claims"] = pa.array([count_claims(fact) for fact in facts], pa.int32())
    for name in ("first_seen", "last_seen"):
        instants = pa.array(list(map(attrgetter(name), facts)), pa.timestamp("us", tz="UTC"))
        columns[name] = instants.cast(pa.timestamp("us"))
    return pa.table(columns)


def count_claims(fact: Fact) -> int:
    """How many claims state the fact."""
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

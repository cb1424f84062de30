"""Claims in, facts out, both as Arrow tables: a step without a database.

Nearly all claims are compared in columns, a whole batch at once. Where one thing depends on another in ways that
columns do not show (a user's decisions, sentences that share words, figures that an outlet has changed), `build_facts`
looks at the claims one by one. Both come to the same facts: the rules are those of extractors.facts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import numpy as np
import pyarrow as pa

from db.arrays import Bools
from db.claim_amounts import amount_columns
from db.coded_claims import Batch, code_claims, records
from db.stands import build_stands
from db.stated_facts import find_namesakes, link_table, state_facts
from db.values import gather_values
from extractors.currency import Rates
from extractors.facts import build_facts
from extractors.records import Decision, Fact

# With more claims on one property there are too many pairs of them.
_MOST_CLAIMS = 32


@dataclass(frozen=True, slots=True)
class FactTables:
    """Facts, how claims bear on them, and which claim revises which."""

    facts: Any
    links: Any
    revisions: Any


def build_fact_tables(sourced: Any, decisions: Sequence[Decision], rates: Rates) -> FactTables:
    """The facts of rows of `store.sourced_claims`, which hold all claims on their subjects."""
    batch = code_claims(sourced, rates)
    is_apart = _find_apart(batch, decisions)
    stands = build_stands(batch, gather_values(batch, batch.claims.take(~is_apart[batch.claims.topic])))
    topic = stands.values.topic
    is_apart[topic[stands.is_entangled | find_namesakes(stands)]] = True
    others = _compare_one_by_one(batch, is_apart, decisions, rates)
    is_stated = ~is_apart[topic]
    facts = state_facts(batch, stands, is_stated)
    links = link_table(batch, stands, is_stated, facts["id"])
    return FactTables(
        pa.concat_tables([facts.select(others.facts.column_names), others.facts]),
        pa.concat_tables([links, others.links]),
        others.revisions,
    )


def _find_apart(batch: Batch, decisions: Sequence[Decision]) -> Bools:
    """For each topic (subject and type) whether its claims have to be looked at one by one, as far as is known yet."""
    claims = batch.claims
    found = np.zeros(int(claims.topic.max(initial=-1)) + 1, dtype=np.bool_)
    found[claims.topic[np.bincount(claims.property)[claims.property] > _MOST_CLAIMS]] = True
    decided = {claim for decision in decisions for claim in (decision.claim_ids or (decision.target_id,))}
    if decided:
        ids = batch.table["id"].to_pylist()
        is_decided = np.array([id_ in decided for id_ in ids], dtype=np.bool_)
        # Who has a role may speak for the subject, whatever is claimed of it.
        speaks = np.isin(claims.subject, claims.subject[is_decided & claims.is_officer])
        found[claims.topic[is_decided | speaks]] = True
    return found


def _compare_one_by_one(batch: Batch, is_apart: Bools, decisions: Sequence[Decision], rates: Rates) -> FactTables:
    claims = batch.claims
    is_chosen = is_apart[claims.topic]
    rows = batch.table.select(["subject_id", "type"]).filter(pa.array(is_chosen))
    topics = {*zip(rows["subject_id"].to_pylist(), rows["type"].to_pylist(), strict=True)}
    # Who has a role may speak for the subject, whatever is claimed of it.
    speaking = claims.is_officer & np.isin(claims.subject, claims.subject[is_chosen])
    chosen = records(batch.table, np.flatnonzero(is_chosen | speaking))
    facts = [fact for fact in build_facts(chosen, decisions, rates=rates) if (fact.subject_id, fact.type) in topics]
    return tabulate(facts, {sourced.id: sourced.article_id for sourced in chosen})


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

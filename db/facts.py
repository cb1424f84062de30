"""Reconciling: what the claims add up to, brought up to date for the subjects that something new was said about."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa

from db.claims import load_sourced_claims
from db.copies import update_copies
from db.decisions import load_decisions
from db.instants import to_db
from db.naming import update_names
from db.rates import load_rates
from db.store import Store
from db.stories import update_stories
from extractors.currency import Rates, anchor_day
from extractors.facts import build_facts
from extractors.records import Decision, Fact

# Subjects whose claims are held in memory at once.
_SUBJECTS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What reconciling came to: facts and disputes in the record now, and how many are new or other than before."""

    facts: int
    new: int
    changed: int
    disputes: int
    stories: int
    copies: int


def reconcile(store: Store, *, run_id: str, at: datetime, full: bool = False) -> Reconciled:
    """Brings copies, names, stories and facts up to date, in one transaction.

    Looks at what was saved since the last time; `full` at everything, as after a change of rates or rules.
    """
    decisions = load_decisions(store)
    rates = load_rates(store)
    with store.transaction():
        pending = _load_pending(store)
        articles, entities = (None, None) if full else (pending["article"], pending["entity"])
        recopied = update_copies(store, articles)
        renamed = update_names(store, entities, decisions)
        stories = update_stories(store, articles)
        if full:
            store.connection.execute(_SUBJECTS_OF_ALL)
        else:
            with (
                store.batch("subjects_batch", _ids(pending["subject"] | renamed)),
                store.batch("articles_batch", _ids(recopied | articles if articles else recopied)),
            ):
                store.connection.execute(_SUBJECTS)
        new, changed = _rebuild_facts(store, decisions, rates)
        store.connection.execute("DELETE FROM store.pending")
        facts, disputes, copies = store.rows(_COUNTS)[0]
        reconciled = Reconciled(facts, new, changed, disputes, stories, copies)
        _log(store, reconciled, run_id, at)
    return reconciled


def _log(store: Store, reconciled: Reconciled, run_id: str, at: datetime) -> None:
    store.connection.execute(
        "INSERT OR REPLACE INTO store.runs (id, ended_at, facts, new_facts, changed_facts, disputes) "
        "VALUES ($id, $at, $facts, $new, $changed, $disputes)",
        {
            "id": run_id,
            "at": to_db(at),
            "facts": reconciled.facts,
            "new": reconciled.new,
            "changed": reconciled.changed,
            "disputes": reconciled.disputes,
        },
    )


_COUNTS = """
SELECT (SELECT count(*) FROM store.facts),
       (SELECT count(DISTINCT property_id) FROM store.facts WHERE disputed),
       (SELECT count(*) FROM store.articles WHERE copy_of IS NOT NULL)
"""

# The subjects to look at again, under their old canonical ids (whose facts go) and their new ones.
_SUBJECTS_OF_ALL = """
CREATE OR REPLACE TEMP TABLE touched AS
SELECT canonical_id AS id FROM store.entities WHERE id IN (SELECT subject_id FROM store.claims)
UNION SELECT subject_id FROM store.facts
"""
_SUBJECTS = """
CREATE OR REPLACE TEMP TABLE touched AS
WITH subjects AS (
    FROM subjects_batch
    UNION SELECT subject_id FROM store.claims WHERE article_id IN (FROM articles_batch)
    UNION SELECT subject_id FROM store.claims WHERE object_id IN (FROM subjects_batch)
    UNION SELECT subject_id FROM store.claims WHERE attribution_id IN (FROM subjects_batch)
)
SELECT e.canonical_id AS id FROM store.entities AS e WHERE e.id IN (FROM subjects)
UNION SELECT id FROM subjects
UNION SELECT f.subject_id FROM store.facts AS f JOIN store.fact_claims AS c ON c.fact_id = f.id
      WHERE c.claim_id IN (SELECT id FROM store.claims WHERE subject_id IN (FROM subjects))
"""


def _load_pending(store: Store) -> dict[str, set[str]]:
    pending: dict[str, set[str]] = {"subject": set(), "article": set(), "entity": set()}
    for kind, id_ in store.rows("SELECT DISTINCT kind, id FROM store.pending"):
        pending[kind].add(id_)
    return pending


def _rebuild_facts(store: Store, decisions: Sequence[Decision], rates: Rates) -> tuple[int, int]:
    before = {row[0]: row[1:] for row in store.rows(_STANDING)}
    store.connection.execute(
        "DELETE FROM store.fact_claims WHERE fact_id IN (SELECT id FROM store.facts WHERE subject_id IN (FROM touched))"
    )
    store.connection.execute("DELETE FROM store.facts WHERE subject_id IN (FROM touched)")
    store.connection.execute("DELETE FROM store.revisions WHERE subject_id IN (FROM touched)")
    subjects = [row[0] for row in store.rows("SELECT id FROM touched ORDER BY id")]
    new = changed = 0
    for start in range(0, len(subjects), _SUBJECTS_AT_ONCE):
        claims = load_sourced_claims(store, subjects[start : start + _SUBJECTS_AT_ONCE])
        facts = build_facts(claims, decisions, rates=rates)
        _save_facts(store, facts, rates)
        for fact in facts:
            new += fact.id not in before
            changed += fact.id in before and before[fact.id] != _standing(fact)
    return new, changed


_STANDING = """
SELECT id, rank, disputed, independent_outlets, status
FROM store.facts WHERE subject_id IN (FROM touched)
"""


def _standing(fact: Fact) -> tuple[object, ...]:
    return fact.rank, fact.disputed, fact.independent_outlets, fact.status


def _save_facts(store: Store, facts: Sequence[Fact], rates: Rates) -> None:
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
    with (
        store.batch("fact_batch", _fact_table(facts, rates)),
        store.batch("link_batch", links),
        store.batch("revision_batch", pairs),
    ):
        store.connection.execute("INSERT INTO store.facts BY NAME FROM fact_batch")
        store.connection.execute("INSERT INTO store.fact_claims BY NAME FROM link_batch")
        store.connection.execute(_INSERT_REVISIONS)


_INSERT_REVISIONS = """
INSERT OR IGNORE INTO store.revisions BY NAME
SELECT r.before_id, r.after_id, r.subject_id, before.article_id = after.article_id AS same_article
FROM revision_batch AS r
JOIN store.claims AS before ON before.id = r.before_id
JOIN store.claims AS after ON after.id = r.after_id
"""


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


def _ids(ids: Iterable[str] | Collection[str]) -> Any:
    return pa.table({"id": pa.array(list(ids), pa.string())})

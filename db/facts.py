"""Reconciling: what the claims add up to, brought up to date for the subjects that something new was said about."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from multiprocessing import get_context
from typing import Any

import pyarrow as pa

from db.copies import update_copies
from db.decisions import load_decisions
from db.fact_tables import FactTables, build_fact_tables
from db.instants import to_db
from db.lone_facts import insert_facts, save_lone_facts
from db.naming import update_names
from db.rates import load_rates
from db.store import Store
from db.stories import update_stories
from extractors.currency import Rates
from extractors.records import Decision

# Claims that are held in memory at once, for each process.
_CLAIMS_AT_ONCE = 25_000


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
                store.batch("subjects_batch", _ids(pending["subject"] | set(renamed) | set(renamed.values()))),
                store.batch("renamed_batch", _ids(renamed)),
                store.batch("articles_batch", _ids(recopied | pending["article"])),
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
    UNION SELECT subject_id FROM store.claims WHERE object_id IN (FROM renamed_batch)
    UNION SELECT subject_id FROM store.claims WHERE attribution_id IN (FROM renamed_batch)
)
SELECT e.canonical_id AS id FROM store.entities AS e WHERE e.id IN (FROM subjects)
UNION SELECT id FROM subjects
"""


def _load_pending(store: Store) -> dict[str, set[str]]:
    pending: dict[str, set[str]] = {"subject": set(), "article": set(), "entity": set()}
    for kind, id_ in store.rows("SELECT DISTINCT kind, id FROM store.pending"):
        pending[kind].add(id_)
    return pending


def _rebuild_facts(store: Store, decisions: Sequence[Decision], rates: Rates) -> tuple[int, int]:
    for statement in _CLEAR:
        store.connection.execute(statement)
    claims = int(store.value("SELECT count(*) FROM picked"))
    processes = min(1 + claims // _CLAIMS_AT_ONCE, len(os.sched_getaffinity(0)))
    build = partial(build_fact_tables, decisions=decisions, rates=rates)
    for tables in _map(build, _compared_claims(store, decisions, rates), processes=processes):
        _save_facts(store, tables, rates)
    new, changed = store.rows(_COMPARE)[0]
    return new, changed


# What stood before, the old facts gone, and where the claims lie to build anew from: in buckets, each with all claims
# on its subjects. Subjects that were first named together are together, so that a bucket's claims are near each other.
_CLEAR = (
    "CREATE OR REPLACE TEMP TABLE stood AS SELECT id, rank, disputed, independent_outlets, status "
    "FROM store.facts WHERE subject_id IN (FROM touched)",
    "DELETE FROM store.fact_claims WHERE fact_id IN (SELECT id FROM stood)",
    "DELETE FROM store.facts WHERE subject_id IN (FROM touched)",
    "DELETE FROM store.revisions WHERE subject_id IN (FROM touched)",
    "CREATE OR REPLACE TEMP TABLE picked AS SELECT c.rowid AS row, e.canonical_id AS subject_id "
    "FROM store.claims AS c JOIN store.entities AS e ON e.id = c.subject_id WHERE e.canonical_id IN (FROM touched)",
)
_FILL_BUCKETS = """
CREATE OR REPLACE TEMP TABLE buckets AS
SELECT subject_id, (sum(claims) OVER (ORDER BY first, subject_id) - claims) // $size AS bucket
FROM (SELECT subject_id, count(*) AS claims, min(row) AS first FROM picked GROUP BY subject_id)
"""
_BUCKETS = """
SELECT bucket, min(row), max(row) FROM picked JOIN buckets USING (subject_id) GROUP BY bucket ORDER BY bucket
"""
_PICK = """
CREATE OR REPLACE TEMP TABLE picked_claims AS
SELECT c.*
FROM store.claims AS c
JOIN (FROM picked JOIN buckets USING (subject_id) WHERE bucket = $bucket) AS p ON p.row = c.rowid
WHERE c.rowid BETWEEN $first AND $last
"""
_COMPARE = """
SELECT count(*) FILTER (s.id IS NULL),
       count(*) FILTER (s.id IS NOT NULL AND (f.rank, f.disputed, f.independent_outlets, f.status)
                        <> (s.rank, s.disputed, s.independent_outlets, s.status))
FROM store.facts AS f LEFT JOIN stood AS s USING (id)
WHERE f.subject_id IN (FROM touched)
"""


def _compared_claims(store: Store, decisions: Sequence[Decision], rates: Rates) -> Iterator[Any]:
    """The claims that are compared with others in parts, each with all of them on its subjects.

    Facts of claims that stand alone are saved on the way.
    """
    store.connection.execute(_FILL_BUCKETS, {"size": _CLAIMS_AT_ONCE})
    for bucket, first, last in store.rows(_BUCKETS):
        store.connection.execute(_PICK, {"bucket": bucket, "first": first, "last": last})
        store.connection.execute("CREATE OR REPLACE TEMP TABLE sourced AS FROM store.sourced_of('picked_claims')")
        save_lone_facts(store, decisions, rates)
        yield store.connection.sql("FROM compared ORDER BY id").to_arrow_table()


def _map(build: Callable[[Any], FactTables], parts: Iterable[Any], *, processes: int) -> Iterator[FactTables]:
    """Builds part after part; several at once where there are several."""
    if processes < 2:
        yield from map(build, parts)
        return
    # Not forked: DuckDB's threads would not survive it.
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        waiting: deque[Future[FactTables]] = deque()
        for part in parts:
            waiting.append(pool.submit(build, part))
            if len(waiting) > processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _save_facts(store: Store, tables: FactTables, rates: Rates) -> None:
    with (
        store.batch("fact_batch", tables.facts),
        store.batch("link_batch", tables.links),
        store.batch("revision_batch", tables.revisions),
    ):
        insert_facts(store, rates)
        store.connection.execute("INSERT INTO store.fact_claims BY NAME FROM link_batch")
        store.connection.execute("INSERT OR IGNORE INTO store.revisions BY NAME FROM revision_batch")


def _ids(ids: Iterable[str]) -> Any:
    return pa.table({"id": pa.array(list(ids), pa.string())})

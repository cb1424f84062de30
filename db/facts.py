"""Reconciling: what the claims add up to, brought up to date for the subjects that something new was said about."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from db.citations import update_citations
from db.claim_amounts import dollar_table
from db.copies import update_copies
from db.decisions import load_decisions
from db.fact_tables import FactTables, build_fact_tables
from db.id_batches import few, id_table
from db.instants import to_db
from db.looked_at import look_at
from db.naming import update_names
from db.rates import load_rates
from db.store import Store
from db.stories import update_stories
from extractors.currency import Rates
from extractors.records import Decision

# Claims that are held in memory at once.
_CLAIMS_AT_ONCE = 100_000


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
        look_at(store, articles)
        citing = update_citations(store, full=full)
        recopied = update_copies(store, articles)
        renamed = update_names(store, entities, decisions)
        stories = update_stories(store, articles)
        if full:
            store.connection.execute(_SUBJECTS_OF_ALL)
        else:
            _find_touched(store, pending["subject"], renamed, recopied | citing | pending["article"])
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

# The subjects to look at again, under their old canonical ids (whose facts go) and their new ones. That a claim has the
# date of its version tells the database where in a long record to look.
_SUBJECTS_OF_ALL = """
CREATE OR REPLACE TEMP TABLE touched AS
SELECT canonical_id AS id FROM store.entities WHERE id IN (SELECT subject_id FROM store.claims)
UNION SELECT subject_id FROM store.facts
"""
_SUBJECTS = """
CREATE OR REPLACE TEMP TABLE subjects AS
FROM subjects_batch
UNION SELECT c.subject_id FROM store.claims AS c
JOIN (SELECT id, published FROM store.versions WHERE article_id IN (FROM articles_batch)) AS v
    ON v.id = c.version_id AND v.published = c.published
UNION SELECT subject_id FROM store.claims WHERE object_id IN (FROM renamed_batch)
UNION SELECT subject_id FROM store.claims WHERE attribution_id IN (FROM renamed_batch)
"""
_TOUCHED = """
CREATE OR REPLACE TEMP TABLE touched AS
SELECT canonical_id AS id FROM store.entities WHERE id IN (FROM subjects) AND ($few IS NULL OR id IN $few)
UNION SELECT id FROM subjects
"""


def _find_touched(store: Store, subjects: set[str], renamed: Mapping[str, str], articles: set[str]) -> None:
    """Fills `touched`."""
    with (
        store.batch("subjects_batch", id_table(subjects | set(renamed) | set(renamed.values()))),
        store.batch("renamed_batch", id_table(renamed)),
        store.batch("articles_batch", id_table(articles)),
    ):
        store.connection.execute(_SUBJECTS)
    found = [row[0] for row in store.rows("SELECT id FROM subjects")]
    store.connection.execute(_TOUCHED, {"few": few(store, found)})


def _load_pending(store: Store) -> dict[str, set[str]]:
    pending: dict[str, set[str]] = {"subject": set(), "article": set(), "entity": set()}
    for kind, id_ in store.rows("SELECT DISTINCT kind, id FROM store.pending"):
        pending[kind].add(id_)
    return pending


def _rebuild_facts(store: Store, decisions: Sequence[Decision], rates: Rates) -> tuple[int, int]:
    for statement in _CLEAR:
        store.connection.execute(statement)
    store.connection.execute(_FILL_BUCKETS, {"size": _CLAIMS_AT_ONCE})
    # While claims are compared, the database gathers the next ones.
    with ThreadPoolExecutor(1) as comparing:
        coming: Future[FactTables] | None = None
        for bucket, first, last in store.rows(_BUCKETS):
            store.connection.execute(_PICK, {"bucket": bucket, "first": first, "last": last})
            sourced = store.connection.sql(_SOURCED).to_arrow_table()
            built, coming = coming, comparing.submit(build_fact_tables, sourced, decisions, rates)
            if built is not None:
                _save_facts(store, built.result(), rates)
        if coming is not None:
            _save_facts(store, coming.result(), rates)
    for statement in _SWAP:
        store.connection.execute(statement)
    new, changed = store.rows(_COMPARE)[0]
    return new, changed


# What stood before; and where the claims lie to build anew from: in buckets, each with all claims on its subjects.
# Subjects that were first named together are together, so that a bucket's claims are near each other.
_CLEAR = (
    "CREATE OR REPLACE TEMP TABLE stood AS SELECT rowid AS row, id, rank, disputed, independent_outlets, status "
    "FROM store.facts WHERE subject_id IN (FROM touched)",
    "CREATE OR REPLACE TEMP TABLE stated AS FROM store.facts LIMIT 0",
    "DELETE FROM store.fact_claims WHERE fact_id IN (SELECT id FROM stood)",
    "DELETE FROM store.revisions WHERE subject_id IN (FROM touched)",
    "CREATE OR REPLACE TEMP TABLE picked AS SELECT c.rowid AS row, e.canonical_id AS subject_id "
    "FROM store.claims AS c JOIN store.entities AS e ON e.id = c.subject_id WHERE e.canonical_id IN (FROM touched)",
)
# To take a row out of a table with a key costs thirty times as much as to find that it stays.
_SWAP = (
    "CREATE OR REPLACE TEMP TABLE kept AS SELECT f.id "
    "FROM (SELECT f.* FROM store.facts AS f JOIN stood ON stood.row = f.rowid) AS f JOIN stated AS s ON s.id = f.id "
    "WHERE f IS NOT DISTINCT FROM s",
    "DELETE FROM store.facts WHERE rowid IN (SELECT row FROM stood ANTI JOIN kept USING (id))",
    "INSERT INTO store.facts FROM stated ANTI JOIN kept USING (id)",
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
# Facts do not depend on what is left out.
_SOURCED = """
SELECT * REPLACE (
    '' AS url, '' AS version_id, 0 AS quote_start, 0 AS quote_end, 0 AS value_start, 0 AS value_end, 1.0 AS confidence
)
FROM store.sourced_of('picked_claims')
"""
_COMPARE = """
SELECT count(*) FILTER (s.id IS NULL),
       count(*) FILTER (s.id IS NOT NULL AND (f.rank, f.disputed, f.independent_outlets, f.status)
                        <> (s.rank, s.disputed, s.independent_outlets, s.status))
FROM stated AS f LEFT JOIN stood AS s USING (id)
"""


def _save_facts(store: Store, tables: FactTables, rates: Rates) -> None:
    with (
        store.batch("fact_batch", tables.facts),
        store.batch("link_batch", tables.links),
        store.batch("revision_batch", tables.revisions),
    ):
        with store.batch("dollar_batch", dollar_table(store.rows(_FOREIGN_AMOUNTS), rates)):
            store.connection.execute(_STATE)
        store.connection.execute("INSERT INTO store.fact_claims BY NAME FROM link_batch")
        store.connection.execute("INSERT OR IGNORE INTO store.revisions BY NAME FROM revision_batch")


# Whole cents of dollars need no conversion.
_FOREIGN_AMOUNTS = """
SELECT amount, unit, coalesce(nullif(as_of, ''), nullif(date, ''), ''), first_seen::DATE
FROM (SELECT unnest([low, high]) AS amount, unit, as_of, date, first_seen FROM fact_batch WHERE length(unit) = 3)
WHERE amount IS NOT NULL AND (unit <> 'USD' OR amount % 0.01 <> 0)
GROUP BY ALL
"""
_STATE = """
INSERT INTO stated BY NAME
SELECT f.*,
       coalesce(l.usd, CASE WHEN f.unit = 'USD' THEN f.low::DECIMAL(28, 2) END) AS usd_low,
       coalesce(h.usd, CASE WHEN f.unit = 'USD' THEN f.high::DECIMAL(28, 2) END) AS usd_high
FROM fact_batch AS f
LEFT JOIN dollar_batch AS l
    ON l.amount = f.low AND l.unit = f.unit AND l.published = f.first_seen::DATE
    AND l.moment = coalesce(nullif(f.as_of, ''), nullif(f.date, ''), '')
LEFT JOIN dollar_batch AS h
    ON h.amount = f.high AND h.unit = f.unit AND h.published = f.first_seen::DATE
    AND h.moment = coalesce(nullif(f.as_of, ''), nullif(f.date, ''), '')
"""

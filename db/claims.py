"""Claims: what an extractor read out of a version, kept with its quote."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa

from db.amounts import plain
from db.articles import SavedArticle, StoredArticle
from db.claim_amounts import dollar_table
from db.claim_batch import ClaimBatch, ClaimTables
from db.id_batches import few, id_table
from db.instants import from_db, to_db
from db.rates import load_rates
from db.store import Reader, Store
from extractors.records import Claim, Extraction, SourcedClaim


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving extractions came to, in rows that are new.

    `candidates` are claims below the threshold, `off_topic` articles that were marked so; `refused` counts claims whose
    subject is no entity of the extraction or whose value no column holds.
    """

    claims: int
    entities: int
    candidates: int
    off_topic: int
    refused: int


Extracted = tuple[StoredArticle | SavedArticle | str, Extraction]


def save_extractions(store: Store, rows: Sequence[Extracted], *, run_id: str, at: datetime) -> Saved:
    """Stores what was read out of versions (given as such or by id), in one transaction.

    Claims that another extractor's version had found in the same text and this one has not are marked as dropped. A
    claim counts as known since the first extraction of its version: a better extractor makes no old news new.
    Raises KeyError for a version that is not stored.
    """
    by_version = {row if isinstance(row, str) else row.version_id: (row, extraction) for row, extraction in rows}
    unread = [version for version, (row, _) in by_version.items() if isinstance(row, str)]
    beginnings = _load_beginnings(store, unread)
    batch = ClaimBatch()
    for version, (row, extraction) in by_version.items():
        title, text = beginnings[version] if isinstance(row, str) else (row.article.title, row.article.text)
        batch.add(version, title, text, extraction)
    return save_claim_tables(store, batch.tables(), run_id=run_id, at=at)


def _load_beginnings(store: Store, versions: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Title and first characters of versions."""
    if not versions:
        return {}
    with store.batch("version_batch", id_table(versions)):
        rows = store.rows(
            "SELECT id, title, left(text, 1000) FROM store.versions SEMI JOIN version_batch AS b USING (id)"
        )
    return {version: (title, start) for version, title, start in rows}


def save_claim_tables(store: Store, tables: ClaimTables, *, run_id: str, at: datetime) -> Saved:
    """The bulk load behind `save_extractions`: columns in, no loop over rows but one over amounts to convert."""
    with (
        store.batch("extraction_batch", tables.extractions),
        store.batch("entity_batch", tables.entities),
        store.batch("alias_batch", tables.aliases),
        store.batch("mention_batch", tables.mentions),
        store.batch("claim_batch", tables.claims),
        store.transaction(),
    ):
        _find_places(store, tables, at)
        if missing := store.rows("SELECT version_id FROM extraction_batch ANTI JOIN places USING (version_id)"):
            raise KeyError(missing[0][0])
        with store.batch("dollar_batch", dollar_table(store.rows(_FOREIGN_AMOUNTS), load_rates(store))):
            return _write(store, tables, {"at": to_db(at), "run_id": run_id})


def _find_places(store: Store, tables: ClaimTables, at: datetime) -> None:
    """Fills `places`: where the claims of each version stand, and since when they count as known."""
    versions = few(store, tables.extractions["version_id"].to_pylist())
    store.connection.execute(_FIND_VERSIONS, {"few": versions})
    articles = [row[0] for row in store.rows("SELECT article_id FROM read_versions")]
    store.connection.execute(_PLACE, {"at": to_db(at), "few": few(store, articles), "few_versions": versions})


_FIND_VERSIONS = """
CREATE OR REPLACE TEMP TABLE read_versions AS
SELECT v.id, v.article_id, v.published
FROM store.versions AS v SEMI JOIN extraction_batch AS b ON b.version_id = v.id WHERE $few IS NULL OR v.id IN $few
"""
_PLACE = """
CREATE OR REPLACE TEMP TABLE places AS
SELECT v.id AS version_id, v.article_id, a.outlet, v.published, coalesce(e.known_at, $at) AS known_at,
       e.version_id IS NULL AS is_first
FROM read_versions AS v
JOIN (SELECT id, outlet FROM store.articles WHERE $few IS NULL OR id IN $few) AS a ON a.id = v.article_id
LEFT JOIN (
    SELECT version_id, known_at FROM store.extractions WHERE $few_versions IS NULL OR version_id IN $few_versions
) AS e ON e.version_id = v.id
"""

_FOREIGN_AMOUNTS = """
SELECT amount, unit, coalesce(nullif(as_of, ''), date, ''), published::DATE
FROM (
    SELECT unnest([low, high]) AS amount, unit, as_of, date, version_id
    FROM claim_batch WHERE length(unit) = 3 AND unit <> 'USD'
)
JOIN places USING (version_id)
WHERE amount IS NOT NULL
GROUP BY ALL
"""


def _write(store: Store, tables: ClaimTables, values: dict[str, Any]) -> Saved:
    entities = _write_names(store, values)
    store.connection.execute(_IDENTIFY)
    if store.value("SELECT coalesce(bool_and(is_first), true) FROM places"):
        # Nothing is known of these versions: there is nothing to compare with.
        claims, candidates = store.rows(
            "SELECT count(*) FILTER (NOT is_candidate), count(*) FILTER (is_candidate) FROM claim_batch"
        )[0]
        _run(store, _SAVE_FIRST)
    else:
        store.connection.execute("CREATE OR REPLACE TEMP TABLE read_claims AS FROM identified_claims")
        claims, candidates = store.rows(_COUNT_NEW)[0]
        _run(store, _SAVE_AGAIN)
    store.connection.execute(_SAVE_EXTRACTIONS, values)
    store.connection.execute("INSERT INTO store.pending SELECT DISTINCT 'article', article_id FROM places")
    return Saved(claims, entities, candidates, tables.off_topic, tables.refused)


def _run(store: Store, statements: Iterable[str]) -> None:
    for statement in statements:
        store.connection.execute(statement)


def _write_names(store: Store, values: dict[str, Any]) -> int:
    """Adds what the record has not seen before, which is pending then; returns the number of new entities."""
    entities = store.rows(
        "INSERT INTO store.entities BY NAME SELECT *, $at AS first_seen FROM entity_batch "
        "ON CONFLICT DO NOTHING RETURNING id",
        {"at": values["at"]},
    )
    aliases = store.rows(
        "INSERT INTO store.aliases BY NAME FROM alias_batch ON CONFLICT DO NOTHING RETURNING entity_id"
    )
    with store.batch("names_batch", id_table({row[0] for row in (*entities, *aliases)})):
        store.connection.execute("INSERT INTO store.pending SELECT 'entity', id FROM names_batch")
    return len(entities)


# The id is that of db.ids.claim_id.
_IDENTIFY = """
CREATE OR REPLACE TEMP VIEW identified_claims AS
SELECT store.digest_id(concat_ws(
           chr(31), 'claim', version_id, type, subject, coalesce(object, chr(0)), coalesce(label, chr(0)),
           coalesce(value_key, chr(0)), coalesce(high_key, chr(0)), coalesce(c.unit, chr(0)), bound,
           coalesce(date, chr(0)), coalesce(as_of, chr(0)), status, quote_start, quote_end, value_start
       )) AS id,
       c.* EXCLUDE (subject, value_key, high_key), p.article_id, p.outlet, p.published, p.known_at,
       CASE WHEN c.unit = 'USD' THEN low::DECIMAL(28, 2) ELSE l.usd END AS usd_low,
       CASE WHEN c.unit = 'USD' THEN high::DECIMAL(28, 2) ELSE h.usd END AS usd_high,
       false AS is_dropped
FROM claim_batch AS c
JOIN places AS p USING (version_id)
LEFT JOIN dollar_batch AS l
    ON l.amount = low AND l.unit = c.unit AND l.moment = coalesce(nullif(as_of, ''), date, '')
    AND l.published = p.published::DATE
LEFT JOIN dollar_batch AS h
    ON h.amount = high AND h.unit = c.unit AND h.moment = coalesce(nullif(as_of, ''), date, '')
    AND h.published = p.published::DATE
"""
_COUNT_NEW = (
    "SELECT count(*) FILTER (NOT is_candidate), count(*) FILTER (is_candidate) "
    "FROM read_claims ANTI JOIN store.claims USING (id)"
)

# A version's extraction; it is known since its first one.
_SAVE_EXTRACTIONS = """
INSERT INTO store.extractions BY NAME
SELECT b.*, p.known_at, $at AS extracted_at, $run_id AS run_id
FROM extraction_batch AS b JOIN places AS p USING (version_id)
ON CONFLICT (version_id) DO UPDATE SET
    extractor = excluded.extractor, keep = excluded.keep, score = excluded.score, reasons = excluded.reasons,
    extracted_at = excluded.extracted_at, run_id = excluded.run_id
"""
_SAVE_MENTIONS = """
INSERT INTO store.mentions BY NAME
SELECT m.*, p.published FROM mention_batch AS m JOIN places AS p USING (version_id)
"""
_SAVE_FIRST = (
    _SAVE_MENTIONS,
    "INSERT INTO store.pending SELECT DISTINCT 'subject', subject_id FROM claim_batch",
    "INSERT INTO store.claims BY NAME FROM identified_claims",
)
_PENDING_CHANGED = """
INSERT INTO store.pending
SELECT DISTINCT 'subject', subject_id
FROM (
    SELECT unnest([r.subject_id, c.subject_id]) AS subject_id
    FROM read_claims AS r LEFT JOIN store.claims AS c USING (id)
    WHERE c.id IS NULL OR c.is_dropped OR c.is_candidate <> r.is_candidate
       OR (c.subject_id, c.object_id, c.attribution_id, c.attribution)
          IS DISTINCT FROM (r.subject_id, r.object_id, r.attribution_id, r.attribution)
)
WHERE subject_id IS NOT NULL
"""
_SAVE_AGAIN = (
    "DELETE FROM store.mentions WHERE version_id IN (SELECT version_id FROM extraction_batch)",
    _SAVE_MENTIONS,
    # Subjects of claims that appear, change or vanish: those that they had and those that they have.
    _PENDING_CHANGED,
    "INSERT INTO store.pending SELECT DISTINCT 'subject', subject_id FROM store.claims "
    "WHERE version_id IN (SELECT version_id FROM extraction_batch) AND NOT is_dropped "
    "AND id NOT IN (SELECT id FROM read_claims)",
    "UPDATE store.claims SET is_dropped = true WHERE version_id IN (SELECT version_id FROM extraction_batch) "
    "AND NOT is_dropped AND id NOT IN (SELECT id FROM read_claims)",
    "INSERT INTO store.claims BY NAME FROM read_claims ON CONFLICT (id) DO UPDATE SET "
    "confidence = excluded.confidence, is_candidate = excluded.is_candidate, extractor = excluded.extractor, "
    "is_dropped = false, attribution = excluded.attribution, attribution_id = excluded.attribution_id, "
    "object_id = excluded.object_id, subject_id = excluded.subject_id",
)


def load_sourced_claims(reader: Reader, subject_ids: Collection[str] | None = None) -> list[SourcedClaim]:
    """Claims with where they stand, under canonical ids: all, or those about the (canonical) subjects asked for."""
    if subject_ids is None:
        return [sourced_claim(row) for row in reader.rows("FROM store.sourced_claims ORDER BY id")]
    wanted = pa.table({"subject_id": pa.array(list(subject_ids), pa.string())})
    with reader.batch("subject_batch", wanted):
        rows = reader.rows("FROM store.sourced_claims SEMI JOIN subject_batch USING (subject_id) ORDER BY id")
    return [sourced_claim(row) for row in rows]


def claim_of_row(row: tuple[Any, ...]) -> Claim:
    """The claim of the eighteen columns that start every row of claims, in the order of its fields below."""
    return Claim(
        type=row[0],
        subject=row[1],
        object=row[2],
        label=row[3],
        value=plain(row[4]),
        value_high=plain(row[5]),
        unit=row[6],
        bound=row[7],
        date=row[8],
        as_of=row[9],
        status=row[10],
        attribution=row[11],
        quote=row[12],
        start=row[13],
        end=row[14],
        value_start=row[15],
        value_end=row[16],
        confidence=row[17],
    )


def sourced_claim(row: tuple[Any, ...]) -> SourcedClaim:
    """The record of a row of `store.sourced_claims`."""
    return SourcedClaim(
        id=row[0],
        claim=claim_of_row(row[1:19]),
        subject_id=row[19],
        object_id=row[20],
        article_id=row[21],
        version_id=row[22],
        outlet=row[23],
        url=row[24],
        published=from_db(row[25]),
        is_current=row[26],
        copy_of=row[27],
        attribution_id=row[28],
        attribution_type=row[29],
        cites=tuple(row[30] or ()),
        version=row[31],
    )

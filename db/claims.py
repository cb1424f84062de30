"""Claims: what an extractor read out of a version, kept with its quote."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa

from db.amounts import plain
from db.articles import StoredArticle
from db.claim_batch import ClaimBatch, Origin
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


Extracted = tuple[StoredArticle | str, Extraction]


def save_extractions(store: Store, rows: Sequence[Extracted], *, run_id: str, at: datetime) -> Saved:
    """Stores what was read out of versions (given as such or by id), in one transaction.

    Claims that another extractor's version had found in the same text and this one has not are marked as dropped. A
    claim counts as known since the first extraction of its version: a better extractor makes no old news new.
    Raises KeyError for a version that is not stored.
    """
    by_version = {row if isinstance(row, str) else row.version_id: extraction for row, extraction in rows}
    if not by_version:
        return Saved(0, 0, 0, 0, 0)
    batch = ClaimBatch(load_rates(store), to_db(at), run_id)
    versions = pa.table({"version_id": pa.array(list(by_version), pa.string())})
    with store.batch("version_batch", versions):
        origins = {row[0]: Origin(*row) for row in store.rows(_VERSIONS)}
    for version, extraction in by_version.items():
        batch.add(origins[version], extraction)
    with store.transaction():
        return _write(store, batch)


_VERSIONS = """
SELECT v.id, v.article_id, a.outlet, v.published, e.known_at, v.title, left(v.text, 1000) AS start
FROM store.versions AS v
SEMI JOIN version_batch AS b ON b.version_id = v.id
JOIN store.articles AS a ON a.id = v.article_id
LEFT JOIN store.extractions AS e ON e.version_id = v.id
"""


def _write(store: Store, batch: ClaimBatch) -> Saved:
    with (
        store.batch("extraction_batch", batch.extraction_table()),
        store.batch("entity_batch", batch.entity_table()),
        store.batch("alias_batch", batch.alias_table()),
        store.batch("mention_batch", batch.mention_table()),
        store.batch("claim_batch", batch.claim_table()),
    ):
        entities = store.value("SELECT count(*) FROM entity_batch AS b ANTI JOIN store.entities AS e USING (id)")
        claims, candidates = store.rows(
            "SELECT count(*) FILTER (NOT is_candidate), count(*) FILTER (is_candidate) "
            "FROM claim_batch ANTI JOIN store.claims USING (id)"
        )[0]
        for statement in _SAVE:
            store.connection.execute(statement)
    return Saved(claims, entities, candidates, batch.off_topic, batch.refused)


_SAVE = (
    "INSERT INTO store.extractions BY NAME FROM extraction_batch "
    "ON CONFLICT (version_id) DO UPDATE SET extractor = excluded.extractor, keep = excluded.keep, "
    "score = excluded.score, reasons = excluded.reasons, extracted_at = excluded.extracted_at, "
    "run_id = excluded.run_id",
    # Names first: what is pending are entities and aliases that the record has not seen before.
    "INSERT INTO store.pending SELECT 'entity', id FROM entity_batch ANTI JOIN store.entities USING (id)",
    "INSERT INTO store.pending SELECT DISTINCT 'entity', entity_id FROM alias_batch "
    "ANTI JOIN store.aliases USING (entity_id, key)",
    "INSERT INTO store.entities BY NAME FROM entity_batch ON CONFLICT DO NOTHING",
    "INSERT INTO store.aliases BY NAME FROM alias_batch ON CONFLICT DO NOTHING",
    "DELETE FROM store.mentions WHERE version_id IN (SELECT version_id FROM extraction_batch)",
    "INSERT INTO store.mentions BY NAME FROM mention_batch",
    # Subjects of claims that appear, vanish or change their standing.
    "INSERT INTO store.pending SELECT DISTINCT 'subject', subject_id FROM claim_batch "
    "ANTI JOIN (FROM store.claims WHERE NOT is_dropped AND NOT is_candidate) AS c USING (id)",
    "INSERT INTO store.pending SELECT DISTINCT 'subject', subject_id FROM store.claims "
    "WHERE version_id IN (SELECT version_id FROM extraction_batch) AND NOT is_dropped "
    "AND id NOT IN (SELECT id FROM claim_batch)",
    "UPDATE store.claims SET is_dropped = true WHERE version_id IN (SELECT version_id FROM extraction_batch) "
    "AND NOT is_dropped AND id NOT IN (SELECT id FROM claim_batch)",
    "INSERT INTO store.claims BY NAME FROM claim_batch ON CONFLICT (id) DO UPDATE SET "
    "confidence = excluded.confidence, is_candidate = excluded.is_candidate, extractor = excluded.extractor, "
    "is_dropped = false, attribution = excluded.attribution, attribution_id = excluded.attribution_id, "
    "object_id = excluded.object_id, subject_id = excluded.subject_id",
    "INSERT INTO store.pending SELECT DISTINCT 'article', article_id FROM store.versions "
    "WHERE id IN (SELECT version_id FROM extraction_batch)",
)


def load_sourced_claims(reader: Reader, subject_ids: Collection[str] | None = None) -> list[SourcedClaim]:
    """Claims with where they stand, under canonical ids: all, or those about the (canonical) subjects asked for."""
    if subject_ids is None:
        return [sourced_claim(row) for row in reader.rows("FROM store.sourced_claims ORDER BY id")]
    wanted = pa.table({"subject_id": pa.array(list(subject_ids), pa.string())})
    with reader.batch("subject_batch", wanted):
        rows = reader.rows("FROM store.sourced_claims SEMI JOIN subject_batch USING (subject_id) ORDER BY id")
    return [sourced_claim(row) for row in rows]


def sourced_claim(row: tuple[Any, ...]) -> SourcedClaim:
    """The record of a row of `store.sourced_claims`."""
    claim = Claim(
        type=row[1],
        subject=row[2],
        object=row[3],
        label=row[4],
        value=plain(row[5]),
        value_high=plain(row[6]),
        unit=row[7],
        bound=row[8],
        date=row[9],
        as_of=row[10],
        status=row[11],
        attribution=row[12],
        quote=row[13],
        start=row[14],
        end=row[15],
        value_start=row[16],
        value_end=row[17],
        confidence=row[18],
    )
    return SourcedClaim(
        id=row[0],
        claim=claim,
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
    )

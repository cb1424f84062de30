"""Pages read again out of their archive: what the record has of them, and what a new reading may change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from db.instants import from_db
from db.store import Reader, Store

# Runs that read archived pages again are named so: what they store became known when the page was fetched.
RUN_PREFIX = "reread-"


@dataclass(frozen=True, slots=True)
class CurrentVersion:
    """The version of an article that counts, and when the newest page of the article was fetched."""

    version_id: str
    last_seen: datetime


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page with this body was read as: outcome and reason as in a fetch."""

    url: str
    body_hash: str
    outcome: str
    reason: str | None
    article_url: str | None


def load_current_versions(reader: Reader, article_ids: Iterable[str]) -> dict[str, CurrentVersion]:
    """The current versions of those of the articles that are stored."""
    with reader.batch("ids_batch", pa.table({"id": pa.array(list(article_ids), pa.string())})):
        rows = reader.rows("SELECT id, version_id, last_seen FROM store.articles SEMI JOIN ids_batch USING (id)")
    return {id_: CurrentVersion(version, from_db(last_seen)) for id_, version, last_seen in rows}


def save_readings(store: Store, readings: Sequence[Reading]) -> int:
    """Corrects what is noted of pages whose last body is this one; returns how many were read as something else."""
    table = pa.table(
        {
            "url": pa.array([one.url for one in readings], pa.string()),
            "body_hash": pa.array([one.body_hash for one in readings], pa.string()),
            "outcome": pa.array([one.outcome for one in readings], pa.string()),
            "reason": pa.array([one.reason for one in readings], pa.string()),
            "article_url": pa.array([one.article_url for one in readings], pa.string()),
        }
    )
    with store.transaction(), store.batch("reading_batch", table):
        return len(store.connection.execute(_SAVE_READINGS).fetchall())


# A page that has failed to come since keeps that as its outcome; one that came and made the reader fail does not.
_SAVE_READINGS = """
UPDATE store.pages AS p
SET outcome = b.outcome, reason = b.reason, article_url = coalesce(b.article_url, p.article_url),
    attempts = CASE WHEN b.outcome IN ('not an article', 'failed') THEN p.attempts ELSE 0 END
FROM reading_batch AS b
WHERE p.url = b.url AND p.body_hash = b.body_hash
  AND (p.outcome IN ('ok', 'skipped', 'not an article') OR p.reason LIKE 'could not be read: %')
  AND (p.outcome, coalesce(p.reason, '')) <> (b.outcome, coalesce(b.reason, ''))
RETURNING p.url
"""


def date_rereadings(store: Store) -> None:
    """Makes what was read again out of archived pages known since those were fetched: it is no news of today."""
    with store.transaction():
        for statement in _DATE_REREADINGS:
            store.connection.execute(statement, {"runs": f"{RUN_PREFIX}%"})


_DATE_REREADINGS = tuple(
    f"UPDATE store.{table} SET known_at = v.seen_at FROM store.versions AS v "  # noqa: S608 - our own two names
    f"WHERE v.id = {table}.version_id AND v.run_id LIKE $runs AND known_at > v.seen_at"
    for table in ("extractions", "claims")
)

"""Fetches: one row for each, and the state of every page that was asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa

from db.instants import from_db, from_db_or_none, to_db, to_db_or_none
from db.store import Reader, Store

# Outcomes that leave no article; every other word is a success ("ok", "not modified", "unchanged", "skipped" …).
FAILED = ("failed", "blocked", "gone", "not an article")


@dataclass(frozen=True, slots=True)
class FetchRow:
    """One fetch of a page and what came of it. `reason` is a short fixed word, for statistics."""

    run_id: str
    outlet: str
    url: str
    at: datetime
    status: int | None
    outcome: str
    bytes: int = 0
    ms: int = 0
    reason: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    next_due: datetime | None = None
    article_url: str | None = None


@dataclass(frozen=True, slots=True)
class PageState:
    """What is known about an address: its validators, and how many fetches in a row have failed."""

    url: str
    outlet: str
    etag: str | None
    last_modified: str | None
    body_hash: str | None
    outcome: str
    reason: str | None
    attempts: int
    next_due: datetime | None
    last_attempt: datetime
    article_url: str | None


def save_fetches(store: Store, rows: Sequence[FetchRow]) -> None:
    """Appends the rows and brings the states of their pages up to date.

    A validator that a row does not give stays as it was: a 304 or a failure does not forget it. A page that was put
    off was not asked: what it was stays, but for its next moment.
    """
    if not rows:
        return
    table = pa.table(
        {
            "position": pa.array(range(len(rows)), pa.int64()),
            "run_id": [row.run_id for row in rows],
            "outlet": [row.outlet for row in rows],
            "url": [row.url for row in rows],
            "fetched_at": pa.array([to_db(row.at) for row in rows], pa.timestamp("us")),
            "status": pa.array([row.status for row in rows], pa.int32()),
            "outcome": [row.outcome for row in rows],
            "bytes": pa.array([row.bytes for row in rows], pa.int64()),
            "ms": pa.array([row.ms for row in rows], pa.int32()),
            "reason": pa.array([row.reason for row in rows], pa.string()),
            "etag": pa.array([row.etag for row in rows], pa.string()),
            "last_modified": pa.array([row.last_modified for row in rows], pa.string()),
            "body_hash": pa.array([row.body_hash for row in rows], pa.string()),
            "next_due": pa.array([to_db_or_none(row.next_due) for row in rows], pa.timestamp("us")),
            "article_url": pa.array([row.article_url for row in rows], pa.string()),
            "failed": [row.outcome in FAILED for row in rows],
        }
    )
    with store.transaction(), store.batch("fetch_batch", table):
        store.connection.execute(
            "INSERT INTO store.fetches BY NAME "
            "SELECT run_id, outlet, url, fetched_at, status, outcome, bytes, ms, reason "
            "FROM fetch_batch ORDER BY position"
        )
        store.connection.execute(_SAVE_PAGES)


# A batch may hold an address more than once (tried again): the last row counts.
_SAVE_PAGES = """
INSERT INTO store.pages BY NAME
SELECT f.url, f.outlet, coalesce(f.etag, p.etag) AS etag, coalesce(f.last_modified, p.last_modified) AS last_modified,
       coalesce(f.body_hash, p.body_hash) AS body_hash,
       CASE WHEN f.outcome = 'put off' THEN coalesce(p.outcome, f.outcome) ELSE f.outcome END AS outcome,
       CASE WHEN f.outcome = 'put off' AND p.outcome IS NOT NULL THEN p.reason ELSE f.reason END AS reason,
       CASE WHEN f.outcome = 'put off' THEN coalesce(p.attempts, 0) WHEN f.failed THEN coalesce(p.attempts, 0) + 1
            ELSE 0 END AS attempts,
       f.next_due, f.fetched_at AS last_attempt, coalesce(f.article_url, p.article_url) AS article_url
FROM (FROM fetch_batch QUALIFY row_number() OVER (PARTITION BY url ORDER BY position DESC) = 1) AS f
LEFT JOIN store.pages AS p USING (url)
ON CONFLICT (url) DO UPDATE SET
    outlet = excluded.outlet, etag = excluded.etag, last_modified = excluded.last_modified,
    body_hash = excluded.body_hash, outcome = excluded.outcome, reason = excluded.reason, attempts = excluded.attempts,
    next_due = excluded.next_due, last_attempt = excluded.last_attempt, article_url = excluded.article_url
"""


def load_page_states(reader: Reader, urls: Iterable[str]) -> dict[str, PageState]:
    """The states of those of the addresses that were asked for before."""
    with reader.batch("urls_batch", pa.table({"url": pa.array(list(urls), pa.string())})):
        rows = reader.rows(
            "SELECT url, outlet, etag, last_modified, body_hash, outcome, reason, attempts, next_due, last_attempt, "
            "article_url FROM store.pages SEMI JOIN urls_batch USING (url)"
        )
    return {row[0]: page_state(row) for row in rows}


def page_state(row: tuple[Any, ...]) -> PageState:
    """The state of a row of `store.pages` with its columns in the order of the record's fields."""
    url, outlet, etag, last_modified, body_hash, outcome, reason, attempts, next_due, last_attempt, article_url = row
    return PageState(
        url=url,
        outlet=outlet,
        etag=etag,
        last_modified=last_modified,
        body_hash=body_hash,
        outcome=outcome,
        reason=reason,
        attempts=attempts,
        next_due=from_db_or_none(next_due),
        last_attempt=from_db(last_attempt),
        article_url=article_url,
    )

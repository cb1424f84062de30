"""How the record and its sources are doing."""

from dataclasses import dataclass
from datetime import UTC, datetime

from db.digest_rows import load_failures, load_sources
from db.instants import from_db_or_none
from db.store import Reader
from extractors.digest_records import FailureRow, SourceRow


@dataclass(frozen=True, slots=True)
class Totals:
    """What the record holds."""

    articles: int
    versions: int
    on_topic: int
    off_topic: int
    unread: int
    claims: int
    candidates: int
    facts: int
    disputes: int
    entities: int
    stories: int
    editions: int


@dataclass(frozen=True, slots=True)
class Status:
    """Sources with what they brought in all, pages that cannot be read, and totals."""

    sources: tuple[SourceRow, ...]
    failures: tuple[FailureRow, ...]
    counts: Totals
    last_run: str | None
    last_run_at: datetime | None


_TOTALS = """
SELECT (SELECT count(*) FROM store.articles),
       (SELECT count(*) FROM store.versions),
       (SELECT count(*) FROM articles WHERE on_topic),
       (SELECT count(*) FROM articles WHERE NOT on_topic),
       (SELECT count(*) FROM articles WHERE on_topic IS NULL),
       (SELECT count(*) FROM claims),
       (SELECT count(*) FROM candidates),
       (SELECT count(*) FROM facts),
       (SELECT count(DISTINCT property_id) FROM facts WHERE disputed),
       (SELECT count(*) FROM store.entities WHERE id = canonical_id),
       (SELECT count(*) FROM store.stories),
       (SELECT count(*) FROM store.editions)
"""
_EVER = datetime(1970, 1, 1, tzinfo=UTC)
_ALWAYS = datetime(9999, 1, 1, tzinfo=UTC)


def load_status(reader: Reader) -> Status:
    """The state of the record as the store or a published copy shows it."""
    last = reader.rows("SELECT id, ended_at FROM store.runs ORDER BY ended_at DESC, id LIMIT 1")
    run_id, ended_at = last[0] if last else (None, None)
    return Status(
        sources=tuple(load_sources(reader, _EVER, _ALWAYS)),
        failures=tuple(load_failures(reader, _EVER, _ALWAYS)),
        counts=Totals(*reader.rows(_TOTALS)[0]),
        last_run=run_id,
        last_run_at=from_db_or_none(ended_at),
    )

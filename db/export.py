"""Views of a published copy as files: CSV, JSON lines or Parquet."""

from datetime import datetime
from pathlib import Path

import duckdb

from db.files import replace_synced
from db.instants import to_db_or_none
from db.store import Copy
from extractors.errors import StoreError

FORMATS = ("csv", "jsonl", "parquet")

# What became known since an instant; where $since is NULL all rows are. Facts go with their claims and with the others
# on their property, of which they may have superseded one, and people go with their roles: what something new was said
# about is told whole. The order is the same from one export to the next.
_NEW_FACTS = (
    "SELECT fact_id FROM facts WHERE property_id IN (SELECT property_id FROM facts JOIN fact_claims USING (fact_id) "
    "JOIN claims USING (claim_id) WHERE known_since >= $since)"
)
_NEW_ROLES = f"FROM facts SELECT object_id WHERE type = 'role' AND fact_id IN ({_NEW_FACTS})"
_NEW_NAMES = "SELECT entity_id FROM entities WHERE first_seen >= $since"
_NEW_STORIES = "SELECT story_id FROM articles WHERE first_seen >= $since"
_VIEWS = {
    "articles": "FROM articles WHERE $since IS NULL OR first_seen >= $since ORDER BY published, article_id",
    "claims": "FROM claims WHERE $since IS NULL OR known_since >= $since ORDER BY published, claim_id",
    "candidates": "FROM candidates WHERE $since IS NULL OR known_since >= $since ORDER BY published, claim_id",
    "facts": f"FROM facts WHERE $since IS NULL OR fact_id IN ({_NEW_FACTS}) ORDER BY fact_id",
    "fact_claims": f"FROM fact_claims WHERE $since IS NULL OR fact_id IN ({_NEW_FACTS}) "
    "ORDER BY fact_id, claim_id, role",
    "disputes": f"FROM disputes WHERE $since IS NULL OR fact_id IN ({_NEW_FACTS}) ORDER BY property_id, fact_id",
    "history": f"FROM history WHERE $since IS NULL OR fact_id IN ({_NEW_FACTS}) "
    "ORDER BY subject, type, moment, fact_id",
    "revisions": "FROM revisions WHERE $since IS NULL OR revised_at >= $since ORDER BY revised_at, after_id, before_id",
    "story_articles": f"FROM story_articles WHERE $since IS NULL OR story_id IN ({_NEW_STORIES}) "
    "ORDER BY story_id, published, article_id",
    "coverage": f"FROM coverage WHERE $since IS NULL OR story_id IN ({_NEW_STORIES}) ORDER BY story_id",
    "stories": f"FROM stories WHERE $since IS NULL OR story_id IN ({_NEW_STORIES}) ORDER BY story_id",
    "entities": "FROM entities WHERE $since IS NULL OR first_seen >= $since ORDER BY entity_id",
    "merges": "FROM merges WHERE $since IS NULL OR first_seen >= $since ORDER BY goes_as, name, entity_id",
    "decisions": "FROM decisions WHERE $since IS NULL OR decided_at >= $since OR undone_at >= $since "
    "ORDER BY decided_at, decision_id",
    "fetches": "FROM fetches WHERE $since IS NULL OR fetched_at >= $since ORDER BY fetched_at, url",
    "people": f"FROM people WHERE $since IS NULL OR entity_id IN ({_NEW_ROLES}) OR entity_id IN ({_NEW_NAMES}) "
    "ORDER BY entity_id",
    "companies": "FROM companies WHERE $since IS NULL OR true ORDER BY entity_id",
    "works": "FROM works WHERE $since IS NULL OR true ORDER BY entity_id",
    "sources_health": "FROM sources_health WHERE $since IS NULL OR true ORDER BY outlet_id",
}
VIEWS = tuple(_VIEWS)
# How things stand now: always told whole.
STANDING = frozenset(("companies", "works", "sources_health"))

# Text that a spreadsheet would run as a formula gets an apostrophe before it: titles are written by strangers.
_FOR_SPREADSHEETS = """
SELECT CASE
    WHEN typeof(COLUMNS(*)) = 'VARCHAR' AND regexp_matches(COLUMNS(*)::VARCHAR, '^[=+\\-@\\t\\r]')
    THEN '''' || COLUMNS(*)::VARCHAR ELSE COLUMNS(*)::VARCHAR END
"""
_COPY = {
    "csv": "COPY ({guard} FROM ({rows})) TO $path (FORMAT csv, HEADER)",
    "jsonl": "COPY ({rows}) TO $path (FORMAT json)",
    "parquet": "COPY ({rows}) TO $path (FORMAT parquet, COMPRESSION zstd)",
}


def export_view(copy: Copy, view: str, form: str, target: Path, *, since: datetime | None = None) -> int:
    """Writes one of `VIEWS` in one of `FORMATS` and returns the number of rows; the file appears as a whole.

    Raises StoreError where the file cannot be written.
    """
    part = target.with_name(target.name + ".part")
    # Put together from our own constants alone.
    statement = _COPY[form].format(rows=_VIEWS[view], guard=_FOR_SPREADSHEETS)
    try:
        rows = int(copy.value(statement, {"path": str(part), "since": to_db_or_none(since)}))
        replace_synced(part, target)
    except (OSError, duckdb.IOException) as exc:
        reason = exc.strerror if isinstance(exc, OSError) else str(exc).splitlines()[0]
        raise StoreError(f"{target} cannot be written: {reason}", hint="Make room or give another folder.") from exc
    finally:
        part.unlink(missing_ok=True)
    return rows

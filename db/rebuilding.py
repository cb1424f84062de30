"""Everything that follows from the stored texts, made anew on a copy of the record that takes its place at the end."""

import contextlib
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from db.disk import telling
from db.instants import to_db
from db.store import Store, open_store

# Claims that are carried over at once.
_AT_ONCE = 50_000


@contextlib.contextmanager
def working_copy(store: Store) -> Iterator[Store]:
    """A copy of the record to work on; at the end it replaces the record in one step, after an error it is removed.

    The record and the lock on it stay held throughout, and the record as it is: a process that dies on the way leaves
    it untouched, and a `.rebuild` file that the next rebuild removes. Raises StoreError where there is no room.
    """
    path = store.path.with_name(store.path.name + ".rebuild")
    _remove(path)
    hint = "The record is as it was. Make room for a second one beside it, and run again."
    try:
        with telling(f"{path} cannot be written", hint=hint):
            store.checkpoint()
            shutil.copyfile(store.path, path)
            with open_store(path, command="rebuild", memory_mb=store.memory_mb) as copy:
                yield copy
                copy.checkpoint()
            store.swap(path)
    finally:
        _remove(path)


def _remove(path: Path) -> None:
    for name in (path.name, f"{path.name}.wal", f"{path.name}.lock"):
        path.with_name(name).unlink(missing_ok=True)


def clear_derived(copy: Store) -> list[str]:
    """Empties what is made out of texts, and returns the ids of all versions, oldest first.

    What stays: when each version was first read (so that no old news becomes new), entities (for the same reason),
    decisions, editions, fetches.
    """
    with copy.transaction():
        copy.connection.execute(_CLEAR_EXTRACTIONS)
        for table in _DERIVED:
            _empty(copy, table)
    return [row[0] for row in copy.rows("SELECT id FROM store.versions ORDER BY seen_at, id")]


_CLEAR_EXTRACTIONS = "DELETE FROM store.extractions WHERE version_id NOT IN (SELECT id FROM store.versions)"
_DERIVED = (
    "claims",
    "aliases",
    "mentions",
    "facts",
    "fact_claims",
    "revisions",
    "stories",
    "story_articles",
    "signatures",
    "citations",
    "pending",
)


def _empty(copy: Store, table: str) -> None:
    # Rows would be taken out of the table's key one by one; a table that is made anew has an empty one.
    create = copy.value(
        "SELECT sql FROM duckdb_tables() WHERE schema_name = 'store' AND table_name = $table", {"table": table}
    )
    copy.connection.execute(f"DROP TABLE store.{table}")
    copy.connection.execute(create)


@dataclass(frozen=True, slots=True)
class Carried:
    """Claims that are new since before the rebuild, and those that are no longer found."""

    new: int
    dropped: int


def carry_over(store: Store, copy: Store, *, at: datetime) -> Carried:
    """Keeps claims that are no longer found as dropped ones, and removes names that nothing refers to any more.

    Decisions on a dropped claim go on to the one that it became, see `db.decisions`. Names that are new date from the
    first reading of an article that uses them.
    """
    ids = pa.table({"id": pa.array([row[0] for row in copy.rows("SELECT id FROM store.claims")], pa.string())})
    with store.batch("found_batch", ids):
        new = int(store.value("SELECT count(*) FROM found_batch ANTI JOIN store.claims USING (id)"))
        dropped = int(store.value(_DROPPED))
        lost = store.connection.execute(_LOST)
        columns = [column[0] for column in lost.description or ()]
        with copy.transaction():
            while rows := lost.fetchmany(_AT_ONCE):
                _keep_dropped(copy, columns, rows)
            copy.connection.execute(_DATE_NAMES, {"at": to_db(at)})
            for statement in _REMOVE_NAMES:
                copy.connection.execute(statement)
    return Carried(new, dropped)


_DROPPED = "SELECT count(*) FROM store.claims ANTI JOIN found_batch USING (id) WHERE NOT is_dropped"
_LOST = """
FROM store.claims ANTI JOIN found_batch USING (id)
WHERE version_id IN (SELECT id FROM store.versions) AND subject_id IN (SELECT id FROM store.entities)
  AND (object_id IS NULL OR object_id IN (SELECT id FROM store.entities))
"""


def _keep_dropped(copy: Store, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    table = pa.table({name: [row[place] for row in rows] for place, name in enumerate(columns)})
    with copy.batch("lost_batch", table):
        copy.connection.execute(
            "INSERT INTO store.claims BY NAME SELECT * REPLACE (true AS is_dropped) FROM lost_batch"
        )


_DATE_NAMES = """
UPDATE store.entities SET first_seen = f.first_read
FROM (
    SELECT m.entity_id, min(e.known_at) AS first_read
    FROM store.mentions AS m JOIN store.extractions AS e ON e.version_id = m.version_id GROUP BY m.entity_id
) AS f
WHERE f.entity_id = entities.id AND entities.first_seen >= $at AND f.first_read < entities.first_seen
"""
_REMOVE_NAMES = (
    """
DELETE FROM store.entities WHERE id NOT IN (
    SELECT entity_id FROM store.mentions
    UNION SELECT subject_id FROM store.claims
    UNION SELECT object_id FROM store.claims WHERE object_id IS NOT NULL
    UNION SELECT attribution_id FROM store.claims WHERE attribution_id IS NOT NULL
    UNION SELECT target_id FROM store.decisions WHERE target = 'entity'
    UNION SELECT other_id FROM store.decisions WHERE other_id IS NOT NULL
)
""",
    "UPDATE store.entities SET canonical_id = id WHERE canonical_id NOT IN (SELECT id FROM store.entities)",
)

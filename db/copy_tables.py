"""What the published copy holds as tables: rows that the record gathers anew each time it is asked.

The copy never changes, so that its rows can be laid down when it is made; a reader then waits for a scan, not for joins
over the whole record.
"""

from pathlib import Path

import duckdb

# `store.X_rows` for each of these, in this order: later ones are gathered out of earlier ones.
_LAID_DOWN = (
    "claim",
    "entities",
    "story_articles",
    "coverage",
    "people",
    "companies",
    "works",
    "disputes",
    "revisions",
    "sources",
)


def lay_down_rows(copy: Path, memory_mb: int) -> None:
    """Turns the slow views of a copy that nobody reads yet into tables; the views that readers use stay as they are."""
    with duckdb.connect(str(copy), config={"memory_limit": f"{memory_mb}MB"}) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for name in _LAID_DOWN:
            connection.execute(f"CREATE TABLE store.{name}_table AS FROM store.{name}_rows")
            connection.execute(f"ALTER VIEW store.{name}_rows RENAME TO {name}_gathered")
            connection.execute(f"CREATE VIEW store.{name}_rows AS FROM store.{name}_table")
        connection.execute("CHECKPOINT")


def take_up_rows(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes a record of a published copy that a user has put in the place of a lost one: it gathers its rows again."""
    tables = {
        name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()
    }
    connection.execute("BEGIN")
    # A copy that an older Dailies published holds fewer of them.
    for name in _LAID_DOWN:
        if f"{name}_table" in tables:
            connection.execute(f"DROP VIEW store.{name}_rows")
            connection.execute(f"DROP TABLE store.{name}_table")
            connection.execute(f"ALTER VIEW store.{name}_gathered RENAME TO {name}_rows")
    connection.execute("COMMIT")

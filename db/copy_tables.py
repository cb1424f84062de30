"""What the published copy holds as tables: rows that the record gathers anew each time it is asked.

The copy never changes, so that its rows can be laid down when it is made; a reader then waits for a scan, not for joins
over the whole record.
"""

from pathlib import Path

import duckdb

# In this order: later ones are gathered out of earlier ones.
_LAY_DOWN = (
    "CREATE TABLE store.claim_table AS FROM store.claim_rows",
    "ALTER VIEW store.claim_rows RENAME TO claim_gathered",
    "CREATE VIEW store.claim_rows AS FROM store.claim_table",
    "CREATE TABLE store.entities_table AS FROM store.entities_rows",
    "ALTER VIEW store.entities_rows RENAME TO entities_gathered",
    "CREATE VIEW store.entities_rows AS FROM store.entities_table",
    "CREATE TABLE store.coverage_table AS FROM store.coverage_rows",
    "ALTER VIEW store.coverage_rows RENAME TO coverage_gathered",
    "CREATE VIEW store.coverage_rows AS FROM store.coverage_table",
    "CREATE TABLE store.people_table AS FROM store.people_rows",
    "ALTER VIEW store.people_rows RENAME TO people_gathered",
    "CREATE VIEW store.people_rows AS FROM store.people_table",
    "CREATE TABLE store.companies_table AS FROM store.companies_rows",
    "ALTER VIEW store.companies_rows RENAME TO companies_gathered",
    "CREATE VIEW store.companies_rows AS FROM store.companies_table",
    "CREATE TABLE store.works_table AS FROM store.works_rows",
    "ALTER VIEW store.works_rows RENAME TO works_gathered",
    "CREATE VIEW store.works_rows AS FROM store.works_table",
)
_TAKE_UP = (
    "DROP VIEW store.claim_rows",
    "DROP TABLE store.claim_table",
    "ALTER VIEW store.claim_gathered RENAME TO claim_rows",
    "DROP VIEW store.entities_rows",
    "DROP TABLE store.entities_table",
    "ALTER VIEW store.entities_gathered RENAME TO entities_rows",
    "DROP VIEW store.coverage_rows",
    "DROP TABLE store.coverage_table",
    "ALTER VIEW store.coverage_gathered RENAME TO coverage_rows",
    "DROP VIEW store.people_rows",
    "DROP TABLE store.people_table",
    "ALTER VIEW store.people_gathered RENAME TO people_rows",
    "DROP VIEW store.companies_rows",
    "DROP TABLE store.companies_table",
    "ALTER VIEW store.companies_gathered RENAME TO companies_rows",
    "DROP VIEW store.works_rows",
    "DROP TABLE store.works_table",
    "ALTER VIEW store.works_gathered RENAME TO works_rows",
)


def lay_down_rows(copy: Path) -> None:
    """Turns the slow views of a copy that nobody reads yet into tables; the views that readers use stay as they are."""
    with duckdb.connect(str(copy), config={"memory_limit": "1GB"}) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        _run(connection, _LAY_DOWN)
        connection.execute("CHECKPOINT")


def take_up_rows(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes a record of a published copy that a user has put in the place of a lost one: it gathers its rows again."""
    laid = connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'claim_table'").fetchall()
    if laid:
        connection.execute("BEGIN")
        _run(connection, _TAKE_UP)
        connection.execute("COMMIT")


def _run(connection: duckdb.DuckDBPyConnection, statements: tuple[str, ...]) -> None:
    for statement in statements:
        connection.execute(statement)

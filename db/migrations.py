"""Numbered SQL files, each applied once, in one transaction, forward only."""

import contextlib
from dataclasses import dataclass
from importlib.resources import files

import duckdb

from extractors.errors import StoreError, StoreTooNew

_CREATE = """
CREATE SCHEMA IF NOT EXISTS store;
CREATE TABLE IF NOT EXISTS store.migrations (number INTEGER PRIMARY KEY, name VARCHAR NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema: `sql` may hold many statements."""

    number: int
    name: str
    sql: str


def load_migrations() -> tuple[Migration, ...]:
    """All steps that this version of the program knows, in their order: 1, 2, 3 …"""
    found = sorted(
        (file for file in files("db").joinpath("sql").iterdir() if file.name.endswith(".sql")),
        key=lambda file: file.name,
    )
    migrations = tuple(Migration(int(file.name[:4]), file.name, file.read_text(encoding="utf-8")) for file in found)
    if [step.number for step in migrations] != list(range(1, len(migrations) + 1)):
        raise StoreError("the migrations in db/sql are not numbered 0001, 0002 …", hint="Install Dailies again.")
    return migrations


def schema_version(connection: duckdb.DuckDBPyConnection) -> int | None:
    """The number of the last step applied; 0 for an empty database, None for one that is not ours."""
    tables = {
        f"{schema}.{name}"
        for schema, name in connection.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT internal"
        ).fetchall()
    }
    if "store.migrations" in tables:
        ((number,),) = connection.execute("SELECT coalesce(max(number), 0) FROM store.migrations").fetchall()
        return int(number)
    return None if tables else 0


def migrate(connection: duckdb.DuckDBPyConnection, migrations: tuple[Migration, ...], path: str) -> list[int]:
    """Applies what is missing and returns the numbers applied. Raises StoreTooNew for a newer database."""
    version = schema_version(connection)
    if version is None:
        raise foreign(path)
    if version > len(migrations):
        raise StoreTooNew(
            f"{path} has schema {version}; this Dailies knows up to {len(migrations)}",
            hint="Upgrade Dailies, or set another database path.",
        )
    pending = migrations[version:]
    if pending:
        connection.execute(_CREATE)
    for step in pending:
        connection.execute("BEGIN")
        try:
            connection.execute(step.sql)
            connection.execute(
                "INSERT INTO store.migrations VALUES ($number, $name)", {"number": step.number, "name": step.name}
            )
            connection.execute("COMMIT")
        except duckdb.Error as exc:
            # A commit that failed has ended the transaction itself.
            with contextlib.suppress(duckdb.TransactionException):
                connection.execute("ROLLBACK")
            raise StoreError(
                f"{path}: migration {step.name} failed: {str(exc).splitlines()[0]}",
                hint="The file is as it was before; its backup lies beside it.",
            ) from exc
    return [step.number for step in pending]


def foreign(path: str) -> StoreError:
    """The error for a database that holds something else."""
    return StoreError(
        f"{path} is a DuckDB database of another program", hint="Set another database path, or move the file away."
    )

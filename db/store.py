"""The database: one process writes through a Store, everybody else reads a published Copy.

A Store holds the one writing connection and is used from one thread. DuckDB lets nobody read a file that is being
written, so readers open the copy that `db.publish` replaces after each run.
"""

import contextlib
import shutil
import time
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import duckdb

from db import lock
from db.copy_tables import take_up_rows
from db.disk import telling, telling_memory
from db.files import replace_synced
from db.migrations import Migration, foreign, load_migrations, migrate, schema_version
from extractors.errors import StoreError, StoreTooNew

_CONFIG = {
    # No statement of ours needs an extension that is not built in, and none may be fetched.
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    # What is made now can be read by shells and BI tools of DuckDB 1.5 too.
    "storage_compatibility_version": "v1.5.0",
    # Each checkpoint writes the last, half full part of every table anew: with DuckDB's own 16 MB a long load would
    # write its texts many times over.
    "checkpoint_threshold": "256MB",
    # A key serves for one thousandth of a table's rows: DuckDB's own 2,048 rows would be dearer than a scan of a table
    # that is small.
    "index_scan_max_count": "0",
}
# What a connection may hold in memory; sorts and joins that need more go through files in a folder beside the database.
MEMORY_MB = 1024
_MAGIC = b"DUCK"
_NO_ROOM = "Make room on its disk and run again: what was committed before is kept."
_DAMAGED = "If it is damaged, move it (and its .wal) away and put a backup or the published copy there."


class _Connected:
    """Something that holds a connection to our tables."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.path = path
        self.connection = connection

    def rows(self, sql: str, values: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """All rows of a statement with named parameters."""
        return self.connection.execute(sql, values or {}).fetchall()

    def value(self, sql: str, values: dict[str, Any] | None = None) -> Any:
        """The first column of the first row; None where there is none."""
        # A result that is not fetched to its end blocks the connection.
        rows = self.rows(sql, values)
        return rows[0][0] if rows else None

    @cached_property
    def articles(self) -> int:
        """About how many articles there are: as many as when it was first asked."""
        return int(self.value("SELECT count(*) FROM store.articles"))

    @contextlib.contextmanager
    def batch(self, name: str, table: Any) -> Iterator[None]:
        """Makes an Arrow table visible to statements under a name."""
        self.connection.register(name, table)
        try:
            yield
        finally:
            # After a failed statement nothing can be unregistered; the next batch of that name replaces it.
            with contextlib.suppress(duckdb.TransactionException):
                self.connection.unregister(name)

    def close(self) -> None:
        """Gives the file back."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Copy(_Connected):
    """A published copy, opened for reading. It goes on showing what it showed when it was opened."""


class Store(_Connected):
    """The one writing connection."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection, note: IO[str], memory_mb: int) -> None:
        super().__init__(path, connection)
        self._note = note
        self.memory_mb = memory_mb

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is stored, or nothing of it. Raises StoreError where it takes too much memory."""
        self.connection.execute("BEGIN")
        with telling_memory(f"{self.path}: nothing of it was stored", self.memory_mb), contextlib.ExitStack() as undo:
            undo.callback(self._roll_back)
            yield
            undo.pop_all()
        self._write("COMMIT")

    def _roll_back(self) -> None:
        # The statement that failed may have ended the transaction itself.
        with contextlib.suppress(duckdb.TransactionException):
            self.connection.execute("ROLLBACK")

    def checkpoint(self) -> None:
        """Writes the log into the file."""
        self._write("CHECKPOINT")

    def _write(self, statement: str) -> None:
        what = f"{self.path} cannot be written"
        with telling_memory(what, self.memory_mb), telling(what, hint=_NO_ROOM):
            self.connection.execute(statement)

    def swap(self, finished: Path) -> None:
        """Puts a finished file, which nothing holds open, in the place of this one; the lock is held throughout."""
        self.connection.close()
        replace_synced(finished, self.path)
        self.connection = _connect_writing(self.path, time.monotonic(), self.memory_mb)

    def close(self) -> None:
        """Gives the file and the lock back."""
        try:
            super().close()
        finally:
            self._note.close()


Reader = Store | Copy


def open_store(path: Path, *, wait_s: float = 10.0, command: str = "", memory_mb: int = MEMORY_MB) -> Store:
    """Opens the database for writing, creates or upgrades it (after a backup copy beside it).

    The database itself takes up to `memory_mb`; the program around it comes on top of that.

    Raises StoreBusy when another process still writes after `wait_s`, StoreTooNew for a file of a newer Dailies, and
    StoreError for a file that is no database of ours.
    """
    return _open(path, wait_s=wait_s, command=command, memory_mb=memory_mb, migrations=load_migrations())


def _open(
    path: Path, *, wait_s: float, command: str, migrations: tuple[Migration, ...], memory_mb: int = MEMORY_MB
) -> Store:
    _make_folder(path)
    deadline = time.monotonic() + wait_s
    with telling(f"{path} cannot be written", hint=_NO_ROOM), contextlib.ExitStack() as undo:
        note = undo.enter_context(lock.acquire(path, wait_s=wait_s, command=command))
        _create(path, migrations)
        connection = undo.enter_context(_connect_writing(path, deadline, memory_mb))
        _check_size(path, connection)
        take_up_rows(connection)
        _upgrade(path, connection, migrations)
        undo.pop_all()
    return Store(path, connection, note, memory_mb)


def open_copy(path: Path) -> Copy:
    """Opens a published copy for reading. Raises StoreError where there is none or it is not ours."""
    if not path.exists():
        raise StoreError(
            f"{path} does not exist", hint="Run `dailies run` first: it publishes the copy that readers use."
        )
    with contextlib.ExitStack() as undo:
        connection = undo.enter_context(_connect(path, read_only=True))
        _check_size(path, connection)
        version = schema_version(connection)
        if version is None or version == 0:
            raise foreign(str(path))
        known = len(load_migrations())
        if version > known:
            raise StoreTooNew(f"{path} has schema {version}; this Dailies knows up to {known}", hint="Upgrade Dailies.")
        if version < known:
            raise StoreError(f"{path} was published by an older Dailies", hint="Run `dailies run` to publish it again.")
        connection.execute("SET TimeZone = 'UTC'")
        undo.pop_all()
    return Copy(path, connection)


def _create(path: Path, migrations: tuple[Migration, ...]) -> None:
    """Makes a record where there is none. It appears as a whole: a process that dies half-way leaves nothing there."""
    if path.exists() and path.stat().st_size > 0:
        return
    part = path.with_name(path.name + ".part")
    for leftover in (part, part.with_name(part.name + ".wal")):
        leftover.unlink(missing_ok=True)
    connection = _connect(part, read_only=False)
    try:
        migrate(connection, migrations, str(path))
        connection.execute("CHECKPOINT")
    finally:
        connection.close()
    part.replace(path)


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise StoreError(f"{path.parent} cannot be made: {exc.strerror}", hint="Set another database path.") from exc
    if path.is_dir():
        raise StoreError(f"{path} is a folder", hint="Set the database path to a file.")


def _connect_writing(path: Path, deadline: float, memory_mb: int) -> duckdb.DuckDBPyConnection:
    # The note keeps other stores out; the DuckDB shell or a BI tool on the private file holds only DuckDB's own lock.
    while True:
        try:
            connection = _connect(path, read_only=False, memory_mb=memory_mb)
        except StoreError as exc:
            if not isinstance(exc.__cause__, duckdb.IOException) or "lock" not in str(exc.__cause__):
                raise
            if time.monotonic() >= deadline:
                holder = str(exc.__cause__).partition("held in ")[2].partition(". ")[0] or "another program"
                raise lock.busy(path, holder) from exc
            time.sleep(0.1)
            continue
        connection.execute("SET TimeZone = 'UTC'")
        return connection


def _connect(path: Path, *, read_only: bool, memory_mb: int = MEMORY_MB) -> duckdb.DuckDBPyConnection:
    _check_magic(path)
    config: dict[str, str | bool | int | float | list[str]] = {**_CONFIG, "memory_limit": f"{memory_mb}MB"}
    try:
        return duckdb.connect(str(path), read_only=read_only, config=config)
    except duckdb.Error as exc:
        first_line = str(exc).splitlines()[0]
        raise StoreError(
            f"{path} cannot be opened: {first_line}",
            hint=_DAMAGED,
        ) from exc


def _check_size(path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    # DuckDB opens a truncated file and fails later, on the block that is gone. Blocks that are free may be missing: a
    # writer that was killed had taken them and written nothing there.
    ((size,),) = connection.execute("SELECT block_size * used_blocks FROM pragma_database_size()").fetchall()
    if path.stat().st_size < size:
        raise StoreError(f"{path} is truncated: {path.stat().st_size:,} bytes of {size:,}", hint=_DAMAGED)


def _check_magic(path: Path) -> None:
    # DuckDB would answer a foreign file by looking for an extension that can read it.
    try:
        with path.open("rb") as file:
            head = file.read(12)
    except FileNotFoundError:
        return
    except OSError as exc:
        raise StoreError(f"{path} cannot be read: {exc.strerror}", hint="Check the path and its permissions.") from exc
    if head and head[8:12] != _MAGIC:
        raise StoreError(f"{path} is not a database", hint="Set another database path, or move the file away.")


def _upgrade(path: Path, connection: duckdb.DuckDBPyConnection, migrations: tuple[Migration, ...]) -> None:
    version = schema_version(connection)
    if version and version < len(migrations):
        connection.execute("CHECKPOINT")
        _back_up(path, path.with_name(f"{path.stem}.schema-{version}.backup{path.suffix}"))
    migrate(connection, migrations, str(path))


def _back_up(path: Path, backup: Path) -> None:
    part = backup.with_name(backup.name + ".part")
    try:
        shutil.copy2(path, part)
        replace_synced(part, backup)
    except OSError:
        part.unlink(missing_ok=True)
        raise

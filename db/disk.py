"""What a full, failing or forbidden disk raises, and what too little memory does, told as one error of one line."""

import contextlib
from collections.abc import Iterator

import duckdb

from extractors.errors import StoreError


@contextlib.contextmanager
def telling(what: str, *, hint: str) -> Iterator[None]:
    """Raises StoreError ("`what`: the reason") where something inside cannot be written or read."""
    try:
        yield
    except (OSError, duckdb.IOException, duckdb.FatalException, duckdb.TransactionException) as exc:
        # A conflict or a transaction that is not there is a mistake of ours, not of the disk.
        if isinstance(exc, duckdb.TransactionException) and "Could not write" not in str(exc):
            raise
        reason = exc.strerror or exc if isinstance(exc, OSError) else str(exc).splitlines()[0]
        raise StoreError(f"{what}: {reason}", hint=hint) from exc


@contextlib.contextmanager
def telling_memory(what: str, memory_mb: int) -> Iterator[None]:
    """Raises StoreError ("`what`: …") where something inside needs more memory than the record may take."""
    try:
        yield
    except duckdb.OutOfMemoryException as exc:
        raise StoreError(
            f"{what}: it needs more than {memory_mb:,} MB of memory",
            hint="Raise `memory_mb` under [record] in the settings and run again: what was committed before is kept.",
        ) from exc

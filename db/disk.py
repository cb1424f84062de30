"""What a full, failing or forbidden disk raises, told as one error of one line."""

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

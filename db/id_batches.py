"""Ids that are handed to statements: as a batch to join with, and as a list to look up by key."""

from collections.abc import Collection, Iterable
from typing import Any

import pyarrow as pa

from db.store import Reader

# To look up a row by its key takes as long as to pass over a thousand rows.
_FEW = 1_000
# To hand a list of them over takes as long as to pass over so many articles.
_LONG = 100_000


def id_table(ids: Iterable[str]) -> Any:
    """The ids as a column `id`."""
    return pa.table({"id": pa.array(list(ids), pa.string())})


def few(reader: Reader, ids: Collection[str]) -> list[str] | None:
    """The ids where they are so few, and the record so long, that a key is worth while; None where a scan is.

    DuckDB uses no key for a join, but does for `id IN $few`: `WHERE $few IS NULL OR id IN $few` beside a join with the
    ids changes no result, and spares the scan of a long table.
    """
    return list(ids) if len(ids) <= _FEW and reader.articles >= _LONG else None

"""Writes docs/schema.md out of the database's own comments: `python -m db.schema_docs [--check]`."""

import sys
import tempfile
from pathlib import Path

from db.store import Reader, open_store

TARGET = Path(__file__).parents[1] / "docs" / "schema.md"

_INTRODUCTION = """# The record, as SQL sees it

These views are the contract: they stay when the tables beneath them (schema `store`) change. Open the published copy
with `dailies sql`, the DuckDB shell, pandas, Polars or a BI tool; it is replaced as a whole after each run and never
locked. Instants are UTC. Worked queries are in [queries.md](queries.md).

This page is made of the database's comments by `python -m db.schema_docs`.
"""

_COLUMNS = """
SELECT v.view_name, v.comment, c.column_name, c.data_type, c.comment
FROM duckdb_views() AS v
JOIN duckdb_columns() AS c ON c.table_oid = v.view_oid AND c.schema_name = 'main'
WHERE v.schema_name = 'main' AND NOT v.internal
ORDER BY v.view_oid, c.column_index
"""


def describe_schema(reader: Reader) -> str:
    """The page as Markdown: a table for each view."""
    lines = [_INTRODUCTION]
    current = None
    for view, about, column, type_, comment in reader.rows(_COLUMNS):
        if view != current:
            current = view
            lines += ["", f"## {view}", "", about or "", "", "| column | type | meaning |", "|---|---|---|"]
        lines.append(f"| `{column}` | {type_} | {comment or ''} |")
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def main(arguments: list[str]) -> int:
    """Writes the page, or with --check says whether it is up to date."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "empty.duckdb") as store:
        page = describe_schema(store)
    if "--check" in arguments:
        return 0 if TARGET.read_text(encoding="utf-8") == page else 1
    TARGET.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

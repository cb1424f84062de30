"""The copy that readers use: replaced as a whole, so that whoever reads the old one keeps it."""

import json
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from db.copy_tables import lay_down_rows
from db.files import replace_synced
from db.instants import to_db
from db.migrations import load_migrations
from db.store import Store
from extractors.errors import StoreError

# Views that are exported to Parquet, in an order that does not change from run to run.
_EXPORTS = {
    "articles": "FROM articles ORDER BY published, article_id",
    "claims": "FROM claims ORDER BY published, claim_id",
    "facts": "FROM facts ORDER BY fact_id",
    "entities": "FROM entities ORDER BY entity_id",
    "stories": "FROM stories ORDER BY story_id",
}


_COUNTS = """
SELECT (SELECT count(*) FROM store.articles),
       (SELECT count(*) FROM store.claims WHERE NOT is_dropped AND NOT is_candidate),
       (SELECT count(*) FROM store.facts),
       (SELECT count(*) FROM store.entities WHERE id = canonical_id),
       (SELECT count(*) FROM store.stories)
"""


@dataclass(frozen=True, slots=True)
class Published:
    """Where the copy, its note and the Parquet files lie."""

    copy: Path
    note: Path
    size: int
    exports: dict[str, Path]


def publish(store: Store, target: Path, *, run_id: str, at: datetime, parquet: bool = True) -> Published:
    """Replaces the published copy by what the store holds now, and then its note and exports.

    The copy is whole at every moment: a process that dies on the way leaves the old one, and at most a `.part` file
    that the next run overwrites. Raises StoreError where the disk is full or the folder cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        store.checkpoint()
        part = target.with_name(target.name + ".part")
        part.with_name(part.name + ".wal").unlink(missing_ok=True)
        shutil.copyfile(store.path, part)
        lay_down_rows(part)
        replace_synced(part, target)
        exports = _export(store, target.parent) if parquet else {}
        note = target.with_name(target.name + ".json")
        _write_note(store, note, target, run_id, at)
    except (OSError, duckdb.IOException, duckdb.FatalException) as exc:
        reason = exc.strerror or exc if isinstance(exc, OSError) else str(exc).splitlines()[0]
        raise StoreError(
            f"{target} cannot be published: {reason}",
            hint="The copy before is untouched. Make room or give another folder, and run again.",
        ) from exc
    return Published(target, note, target.stat().st_size, exports)


def _export(store: Store, folder: Path) -> dict[str, Path]:
    exports = {}
    for name, query in _EXPORTS.items():
        target = folder / f"{name}.parquet"
        part = target.with_name(target.name + ".part")
        store.connection.sql(query).write_parquet(str(part), compression="zstd")
        replace_synced(part, target)
        exports[name] = target
    return exports


def _write_note(store: Store, note: Path, target: Path, run_id: str, at: datetime) -> None:
    counts = dict(zip(_EXPORTS, store.rows(_COUNTS)[0], strict=True))
    content = {
        "run_id": run_id,
        "published_at": to_db(at).isoformat(timespec="seconds") + "Z",
        "schema": len(load_migrations()),
        "copy": target.name,
        "bytes": target.stat().st_size,
        "rows": counts,
    }
    part = note.with_name(note.name + ".part")
    part.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    replace_synced(part, note)

"""The copy that readers use: replaced as a whole, so that whoever reads the old one keeps it."""

import contextlib
import json
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db.copy_tables import lay_down_rows
from db.disk import telling, telling_memory
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
    """Replaces the published copy by what the store holds now, and with it its exports and its note.

    All of them are written beside those of before, and take their places once they are whole: a process that dies on
    the way leaves the old ones, and at most `.part` files that the next run overwrites. Raises StoreError where the
    disk is full or the folder cannot be written.
    """
    note = target.with_name(target.name + ".json")
    exports = {name: target.with_name(f"{name}.parquet") for name in _EXPORTS} if parquet else {}
    files = (target, *exports.values(), note)
    hint = "The copy before is untouched. Make room or give another folder, and run again."
    try:
        what = f"{target} cannot be published"
        with telling_memory(what, store.memory_mb), telling(what, hint=hint):
            _write_copy(store, target)
            for name, export in exports.items():
                store.connection.sql(_EXPORTS[name]).write_parquet(str(_part(export)), compression="zstd")
            _write_note(store, note, target, run_id, at)
            for file in files:
                replace_synced(_part(file), file)
    except StoreError:
        # On a full disk they would take the room that the next run needs.
        for file in files:
            _remove(_part(file))
        raise
    return Published(target, note, target.stat().st_size, exports)


def _part(file: Path) -> Path:
    return file.with_name(file.name + ".part")


def _remove(part: Path) -> None:
    for file in (part, part.with_name(part.name + ".wal")):
        with contextlib.suppress(OSError):
            file.unlink()


def _write_copy(store: Store, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    store.checkpoint()
    part = _part(target)
    _remove(part)
    shutil.copyfile(store.path, part)
    lay_down_rows(part, store.memory_mb)


def _write_note(store: Store, note: Path, target: Path, run_id: str, at: datetime) -> None:
    counts = dict(zip(_EXPORTS, store.rows(_COUNTS)[0], strict=True))
    content = {
        "run_id": run_id,
        "published_at": to_db(at).isoformat(timespec="seconds") + "Z",
        "schema": len(load_migrations()),
        "copy": target.name,
        "bytes": _part(target).stat().st_size,
        "rows": counts,
    }
    _part(note).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")

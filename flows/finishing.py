"""What writing runs share: facts, stories and names brought up to date, words indexed, the copy published."""

from datetime import datetime
from pathlib import Path

from db.facts import Reconciled, reconcile
from db.publish import Published, publish
from db.search_index import update_search
from db.store import Store, open_store
from extractors.errors import StoreError
from flows.progress import tell
from flows.settings import Settings


def open_record(settings: Settings, *, command: str, wait_s: float) -> Store:
    """Opens the record for writing where there is one. Raises StoreError where no run has made it yet."""
    path = settings.paths.database
    if not path.is_file():
        raise StoreError(f"there is no record at {path}", hint="run `dailies run` first")
    return open_writing(settings, command=command, wait_s=wait_s)


def open_writing(settings: Settings, *, command: str, wait_s: float) -> Store:
    """Opens the record for writing, or makes it."""
    memory_mb = settings.record.memory_mb
    return open_store(settings.paths.database, command=command, wait_s=wait_s, memory_mb=memory_mb)


def weigh(store: Store, *, run_id: str, at: datetime, full: bool = False) -> Reconciled:
    """Reconciles what is new, or everything, and indexes the words of articles that read otherwise."""
    tell("reconcile", 0, 1)
    reconciled = reconcile(store, run_id=run_id, at=at, full=full)
    tell("reconcile", 1, 1)
    update_search(store, progress=lambda done, total: tell("index", done, total))
    return reconciled


def publish_copy(store: Store, target: Path, *, run_id: str, at: datetime) -> Published:
    """Publishes what the store holds."""
    tell("publish", 0, 1)
    published = publish(store, target, run_id=run_id, at=at)
    tell("publish", 1, 1)
    return published

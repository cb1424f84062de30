"""The record made anew out of its texts: on a copy, which takes its place at the end. No model, no settings."""

from collections.abc import Callable, Sequence
from datetime import datetime

from db.articles import StoredArticle, load_versions
from db.claims import save_extractions
from db.facts import Reconciled
from db.rebuilding import Carried, carry_over, clear_derived, working_copy
from db.rereading import date_rereadings
from db.store import Store
from extractors.records import Extraction
from flows.finishing import weigh
from flows.progress import tell

Extract = Callable[[Sequence[StoredArticle]], list[Extraction]]
BATCH = 50


def rebuild(store: Store, extract: Extract, *, run_id: str, at: datetime) -> tuple[Carried, Reconciled]:
    """Makes everything anew with what `extract` reads out of the versions: all of it at the end, or nothing."""
    with working_copy(store) as copy:
        versions = clear_derived(copy)
        tell("rebuild", 0, len(versions))
        for start in range(0, len(versions), BATCH):
            batch = load_versions(copy, versions[start : start + BATCH])
            save_extractions(copy, list(zip(batch, extract(batch), strict=True)), run_id=run_id, at=at)
            tell("rebuild", start + len(batch), len(versions))
        date_rereadings(copy)
        carried = carry_over(store, copy, at=at)
        reconciled = weigh(copy, run_id=run_id, at=at, full=True)
    return carried, reconciled

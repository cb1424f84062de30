"""The record made anew out of its texts: on a copy, which takes its place at the end. No model, no settings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from db.articles import StoredArticle, load_versions
from db.facts import Reconciled
from db.rebuilding import Carried, carry_over, clear_derived, working_copy
from db.rereading import date_rereadings
from db.store import Store
from extractors.errors import DailiesError
from extractors.records import Extraction
from flows.finishing import weigh
from flows.progress import tell
from flows.saved_extractions import save_batch

Extract = Callable[[Sequence[StoredArticle]], Sequence[Extraction | None]]
BATCH = 50


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild came to; `unread` versions brought out a mistake of ours, which is in the log."""

    carried: Carried
    reconciled: Reconciled
    unread: int


def rebuild(store: Store, extract: Extract, *, run_id: str, at: datetime) -> Rebuilt:
    """Makes everything anew with what `extract` reads out of the versions: all of it at the end, or nothing.

    A version that it cannot read (None) has no claims then, and waits for the next run. Raises DailiesError where it
    can read none at all: the record stays as it was.
    """
    unread: list[str] = []
    with working_copy(store) as copy:
        versions = clear_derived(copy)
        tell("rebuild", 0, len(versions))
        for start in range(0, len(versions), BATCH):
            batch = load_versions(copy, versions[start : start + BATCH])
            unread += save_batch(copy, batch, extract(batch), run_id=run_id, at=at).unread
            tell("rebuild", start + len(batch), len(versions))
        if versions and len(unread) == len(versions):
            raise DailiesError("no article could be read: the record is as it was", hint="the log says why")
        copy.connection.execute(_UNREAD, {"ids": unread})
        date_rereadings(copy)
        carried = carry_over(store, copy, at=at)
        reconciled = weigh(copy, run_id=run_id, at=at, full=True)
    return Rebuilt(carried, reconciled, len(unread))


# When they were first read stays: claims that a later run finds in them are no news.
_UNREAD = "UPDATE store.extractions SET extractor = '' WHERE version_id IN (SELECT unnest($ids::VARCHAR[]))"

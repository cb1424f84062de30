"""Claims of every stored version that the present extractor has not read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from db.articles import StoredArticle, load_versions_without_claims
from db.rereading import date_rereadings
from db.store import Store
from extractors.extract import extract, extractor_version
from extractors.records import Extraction
from flows.mishaps import tell_mishap
from flows.progress import tell
from flows.saved_extractions import OF_THE_RECORD, save_batch

if TYPE_CHECKING:
    from spacy.language import Language

Extract = Callable[[Sequence[StoredArticle], "Language"], Sequence[Extraction | None]]
BATCH = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """What came of the versions that had waited: new claims, new candidates, articles off topic.

    `unread` brought out a mistake of ours, which is in the log: they wait for the next run.
    """

    claims: int = 0
    candidates: int = 0
    off_topic: int = 0
    unread: int = 0


def extract_batch(batch: Sequence[StoredArticle], nlp: "Language") -> list[Extraction | None]:
    """One batch's entities and claims; None for an article that brings out a mistake of ours."""
    return [_extract_one(stored, nlp) for stored in batch]


def _extract_one(stored: StoredArticle, nlp: "Language") -> Extraction | None:
    try:
        return extract(stored.article, nlp)
    except OF_THE_RECORD:
        raise
    except Exception as exc:  # noqa: BLE001 - a mistake of ours that one article brings out costs that article
        tell_mishap(stored.article.url, "read", exc)
        return None


def extract_waiting(
    store: Store, nlp: "Language", *, run_id: str, at: datetime, read: Extract = extract_batch
) -> Waiting:
    """Reads what no run has read yet, what a cut-off run left included."""
    waiting = load_versions_without_claims(store, extractor_version(nlp))
    tell("extract", 0, len(waiting))
    claims = candidates = off_topic = unread = 0
    for start in range(0, len(waiting), BATCH):
        batch = waiting[start : start + BATCH]
        saved = save_batch(store, batch, read(batch, nlp), run_id=run_id, at=at)
        claims += saved.claims
        candidates += saved.candidates
        off_topic += saved.off_topic
        unread += len(saved.unread)
        tell("extract", start + len(batch), len(waiting))
    date_rereadings(store)
    return Waiting(claims, candidates, off_topic, unread)

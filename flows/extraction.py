"""Claims of every stored version that the present extractor has not read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from db.articles import StoredArticle, load_versions_without_claims
from db.claims import save_extractions
from db.rereading import date_rereadings
from db.store import Store
from extractors.extract import extract_many, extractor_version
from extractors.records import Extraction
from flows.progress import tell

if TYPE_CHECKING:
    from spacy.language import Language

Extract = Callable[[Sequence[StoredArticle], "Language"], list[Extraction]]
BATCH = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """What came of the versions that had waited: new claims, new candidates, articles off topic."""

    claims: int = 0
    candidates: int = 0
    off_topic: int = 0


def extract_batch(batch: Sequence[StoredArticle], nlp: "Language") -> list[Extraction]:
    """One batch's entities and claims."""
    return list(extract_many([stored.article for stored in batch], nlp))


def extract_waiting(
    store: Store, nlp: "Language", *, run_id: str, at: datetime, extract: Extract = extract_batch
) -> Waiting:
    """Reads what no run has read yet, what a cut-off run left included."""
    waiting = load_versions_without_claims(store, extractor_version(nlp))
    tell("extract", 0, len(waiting))
    claims = candidates = off_topic = 0
    for start in range(0, len(waiting), BATCH):
        batch = waiting[start : start + BATCH]
        saved = save_extractions(store, list(zip(batch, extract(batch, nlp), strict=True)), run_id=run_id, at=at)
        claims += saved.claims
        candidates += saved.candidates
        off_topic += saved.off_topic
        tell("extract", start + len(batch), len(waiting))
    date_rereadings(store)
    return Waiting(claims, candidates, off_topic)

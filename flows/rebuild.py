"""`dailies rebuild`: claims, facts and stories made anew out of the stored articles, in one swap. No request is made.

The work is done on a copy of the record, which replaces it at the end; until then everybody reads what stood before. A
claim counts as known since its version was first read, so that the next digest does not report old news as new.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from extractors.extract import extractor_version
from flows.extraction import extract_batch
from flows.finishing import open_record, publish_copy
from flows.model import pipeline_for
from flows.rebuild_record import rebuild
from flows.settings import Settings


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """What a rebuild came to; `claims_dropped` were found before and are not any more.

    `unread` versions brought out a mistake of ours, which is in the log: they wait for the next run."""

    run_id: str
    extractor: str
    articles: int
    versions: int
    claims: int
    claims_new: int
    claims_dropped: int
    facts: int
    disputes: int
    stories: int
    copy: Path
    unread: int = 0


def run_rebuild(settings: Settings, at: datetime, *, wait_s: float) -> RebuildReport:
    """Rebuilds with the present extractor and publishes. `at` is the instant of now."""
    run_id = f"rebuild-{uuid4().hex[:12]}"
    with open_record(settings, command="rebuild", wait_s=wait_s) as store:
        nlp = pipeline_for(settings)
        rebuilt = rebuild(store, lambda batch: extract_batch(batch, nlp), run_id=run_id, at=at)
        published = publish_copy(store, settings.paths.published, run_id=run_id, at=at)
        articles, versions, claims, stories = store.rows(_COUNTS)[0]
    return RebuildReport(
        run_id=run_id,
        extractor=extractor_version(nlp),
        articles=articles,
        versions=versions,
        claims=claims,
        claims_new=rebuilt.carried.new,
        claims_dropped=rebuilt.carried.dropped,
        facts=rebuilt.reconciled.facts,
        disputes=rebuilt.reconciled.disputes,
        stories=stories,
        copy=published.copy,
        unread=rebuilt.unread,
    )


_COUNTS = """
SELECT (SELECT count(*) FROM store.articles), (SELECT count(*) FROM store.versions), (SELECT count(*) FROM claims),
       (SELECT count(*) FROM store.stories)
"""

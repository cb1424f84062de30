"""Extractions saved: an article that brings out a mistake of ours costs itself, and the next run tries it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from db.articles import StoredArticle
from db.claims import Saved, save_extractions
from db.store import Store
from extractors.errors import DailiesError
from extractors.records import Extraction
from flows.mishaps import tell_mishap

# What is wrong with the record or the machine, and not with one article: it ends the run.
OF_THE_RECORD = (DailiesError, OSError, MemoryError, duckdb.OperationalError, duckdb.FatalException)


@dataclass(frozen=True, slots=True)
class SavedBatch:
    """What saving a batch came to; `unread` are the versions that could not be read or saved."""

    claims: int
    candidates: int
    off_topic: int
    unread: tuple[str, ...]


def save_batch(
    store: Store,
    batch: Sequence[StoredArticle],
    extractions: Sequence[Extraction | None],
    *,
    run_id: str,
    at: datetime,
) -> SavedBatch:
    """Stores what was read out of a batch, where None stands for what could not be read.

    Nothing is stored of such a version, not even that it was looked at: so it counts as not read yet, and what an
    older extractor found in it stays.
    """
    read = [(stored, found) for stored, found in zip(batch, extractions, strict=True) if found is not None]
    saved, refused = _save(store, read, run_id=run_id, at=at)
    unread = [stored.version_id for stored, found in zip(batch, extractions, strict=True) if found is None]
    return SavedBatch(
        claims=sum(one.claims for one in saved),
        candidates=sum(one.candidates for one in saved),
        off_topic=sum(one.off_topic for one in saved),
        unread=(*unread, *refused),
    )


def _save(
    store: Store, read: Sequence[tuple[StoredArticle, Extraction]], *, run_id: str, at: datetime
) -> tuple[list[Saved], list[str]]:
    """All in one transaction; where that fails each in one of its own, and the versions of those that still do."""
    saved: list[Saved] = []
    refused: list[str] = []
    try:
        return ([save_extractions(store, read, run_id=run_id, at=at)] if read else []), refused
    except OF_THE_RECORD:
        raise
    except Exception:  # noqa: BLE001 - whose mistake it was shows below
        for row in read:
            try:
                saved.append(save_extractions(store, [row], run_id=run_id, at=at))
            except OF_THE_RECORD:
                raise
            except Exception as exc:  # noqa: BLE001 - a mistake of ours that one article brings out costs that article
                tell_mishap(row[0].article.url, "saved", exc)
                refused.append(row[0].version_id)
    return saved, refused

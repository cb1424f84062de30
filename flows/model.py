"""The pipeline, loaded once per process and set of settings."""

import contextlib
import ctypes
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.claims.threshold import DEFAULT_THRESHOLD
from extractors.gazetteer import GazetteerEntry
from extractors.pipeline import load_pipeline
from extractors.records import EntityType
from flows.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language

# M_TRIM_THRESHOLD of malloc.h.
_TRIM_THRESHOLD = -1


def pipeline_for(settings: Settings) -> "Language":
    """The pipeline that the settings choose, with the user's own names."""
    chosen = settings.extraction
    names = tuple((name.name, name.type, name.aliases) for name in settings.names)
    return _load(chosen.model, chosen.threshold, names, chosen.threads or _processors())


def _give_memory_back() -> None:
    """Holds the GNU C library to giving free memory back from one megabyte on: left alone, it keeps a hundred megabytes
    after the first article. Other C libraries have no such setting."""
    with contextlib.suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(_TRIM_THRESHOLD, 1 << 20)


def _processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@cache
def _load(
    model: Path | None,
    threshold: float | None,
    names: tuple[tuple[str, EntityType, tuple[str, ...]], ...],
    threads: int,
) -> "Language":
    entries = [GazetteerEntry(name, kind, aliases) for name, kind, aliases in names]
    _give_memory_back()
    chosen = DEFAULT_THRESHOLD if threshold is None else threshold
    return load_pipeline(model, gazetteer=entries, threshold=chosen, threads=threads)

"""The pipeline, loaded once per process and set of settings."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.pipeline import load_pipeline

from flows.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language


def pipeline_for(settings: Settings) -> "Language":
    """The pipeline that the settings choose, with the user's own names."""
    chosen = settings.extraction
    names = tuple((name.name, name.type, name.aliases) for name in settings.names)
    return _load(chosen.model, chosen.threshold, names)


@cache
def _load(
    model: Path | None, threshold: float | None, names: tuple[tuple[str, str, tuple[str, ...]], ...]
) -> "Language":
    return load_pipeline(model, threshold=threshold, gazetteer=names)

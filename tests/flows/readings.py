"""Extractors that read one kind of sentence; without a model, so that a process that uses them starts at once."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from db.articles import StoredArticle
from extractors.records import Entity, Extraction, Relevance
from tests.db.building import AT, claim

TODAY = AT + timedelta(days=9)


def reading(label: str | None = None) -> Any:
    """An extractor that finds budgets, under a label where it is a better one."""

    def extract(batch: Sequence[StoredArticle]) -> list[Extraction]:
        return [_extract(stored.article.text, label) for stored in batch]

    return extract


def _extract(text: str, label: str | None) -> Extraction:
    sentence = text.split(". ")[1].split(",", maxsplit=1)[0]
    subject, _, value = sentence.partition(" cost $")
    found = claim(text, sentence, "budget", subject, value, label=label)
    return Extraction(Relevance(True, 1.0), (Entity(subject, "WORK"),), (), (found,), extractor="test 2")

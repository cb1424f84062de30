"""Short ways to say what articles say, and to save them."""

import itertools
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from db.articles import save_articles
from db.claims import save_extractions
from db.store import Store
from extractors.records import Article, Claim, Entity, Extraction, Relevance

AT = datetime(2026, 5, 27, 6, 0, tzinfo=UTC)


_paragraphs = itertools.count(1)


def article(text: str, *, url: str | None = None, outlet: str = "reel", day: int = 20, **fields: Any) -> Article:
    """An article of May 2026; without an address it gets one of its own."""
    number = next(_paragraphs)
    return Article(
        url=url or f"https://{outlet}.example/2026/05/{number}",
        title=fields.pop("title", f"Report {number}"),
        text=text,
        outlet=outlet,
        published=datetime(2026, 5, day, 9, 0, tzinfo=UTC),
        **fields,
    )


def claim(text: str, quote: str, type_: str, subject: str, value: str | None = None, **fields: Any) -> Claim:
    """A claim whose quote stands in the text."""
    start = text.index(quote)
    return Claim(
        type=type_,
        subject=subject,
        quote=quote,
        start=start,
        end=start + len(quote),
        value_start=start,
        value_end=start + len(quote),
        value=None if value is None else Decimal(value),
        unit=fields.pop("unit", "USD" if value is not None else None),
        **fields,
    )


def extraction(*claims: Claim, entities: tuple[Entity, ...] = (), **fields: Any) -> Extraction:
    """What an extractor read; subjects that are not given as entities are works."""
    named = {entity.name for entity in entities}
    subjects = dict.fromkeys(one.subject for one in claims if one.subject not in named)
    works = tuple(Entity(name, "WORK") for name in subjects)
    return Extraction(Relevance(True, 1.0), (*entities, *works), (), claims, extractor="test 1", **fields)


def save(store: Store, saved: Article, read: Extraction, *, at: datetime = AT, run_id: str = "run") -> str:
    """Saves one article with what was read out of it; returns the article's id."""
    result = save_articles(store, [saved], run_id=run_id, at=at)[0]
    save_extractions(store, [(result.version_id, read)], run_id=run_id, at=at)
    return result.article_id


def report(
    store: Store,
    subject: str = "Hell Grind",
    value: str = "500000",
    *,
    outlet: str = "reel",
    day: int = 20,
    url: str | None = None,
    at: datetime = AT,
    type_: str = "budget",
    **fields: Any,
) -> str:
    """Saves an article that gives one figure of one work."""
    quote = f"{subject} cost ${value}"
    text = f"{outlet} writes at length about its own findings number {day}. {quote}, {outlet} has learned."
    made = claim(text, quote, type_, subject, value, **fields)
    saved = article(text, outlet=outlet, day=day, url=url, title=f"What {subject} cost")
    return save(store, saved, extraction(made), at=at)

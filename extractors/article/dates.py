"""When an article was published and last changed."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from extractors.article.jsonld import node_text
from extractors.instants import has_time, has_zone, parse_instant

_PUBLISHED_META = tuple(
    """
    article:published_time datepublished og:article:published_time parsely-pub-date article.published
    publish-date publication_date pubdate published_at sailthru.date dc.date.issued dcterms.created dc.date
    dcterms.date dc.terms.date citation_publication_date citation_date article:published
    cxenseparse:recs:publishtime date article:post_date og:pubdate published datecreated dcterms.issued
    """.split()  # noqa: SIM905 (as a list it would fill a page)
)
_MODIFIED_META = tuple(
    """
    article:modified_time datemodified og:updated_time article:modified last-modified dcterms.modified
    dc.date.modified lastmod updated_time revision_date
    """.split()  # noqa: SIM905 (as a list it would fill a page)
)
_PUBLISHED_NAMES = re.compile(
    r"publi|posted|entry-date|post-date|article-date|pubdate|timestamp|dateline|byline|created", re.I
)
_MODIFIED_NAMES = re.compile(r"updat|modif|changed|edited", re.I)
_DATE_BOXES = '[itemprop~="datePublished"], [class*="publish"], [class*="date"], [class*="timestamp"], [id*="date"]'
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/-]|$)", re.I)


def find_published(
    node: dict[str, Any], meta: dict[str, str], tree: LexborHTMLParser, url: str, now: datetime | None
) -> datetime | None:
    """The instant of publication, by what the page says most exactly; None where it says nothing credible."""
    stated = [
        node_text(node, "datePublished"),
        *(meta.get(name, "") for name in _PUBLISHED_META),
        node_text(node, "dateCreated"),
    ]
    found = _best(stated, now)
    if found is None or not found[1]:
        shown = _best(_shown_dates(tree), now)
        found = _finer(found, shown)
    if found is None:
        match = _URL_DATE.search(url)
        found = _best(
            [" ".join(match.groups())] if match and match[2].isalpha() else ["-".join(match.groups())] if match else [],
            now,
        )
    return found[0] if found else None


def find_modified(
    node: dict[str, Any], meta: dict[str, str], published: datetime | None, now: datetime | None
) -> datetime | None:
    """The instant of the last change; None where none is given or it lies before publication."""
    found = _best([node_text(node, "dateModified"), *(meta.get(name, "") for name in _MODIFIED_META)], now)
    if found is None or (published is not None and found[0] < published):
        return None
    return found[0]


def _best(texts: list[str] | Iterator[str], now: datetime | None) -> tuple[datetime, bool] | None:
    """The first date, or one within a day that gives the time and zone which it lacks; with whether it is timed."""
    first: tuple[datetime, bool] | None = None
    zoned = False
    for text in texts:
        instant = parse_instant(text, now=now) if text else None
        if instant is None:
            continue
        timed = has_time(text)
        if first is None or (
            abs((instant - first[0]).total_seconds()) < 86_400
            and ((timed and not first[1]) or (has_zone(text) and not zoned))
        ):
            first, zoned = (instant, timed), has_zone(text)
        if first[1] and zoned:
            break
    return first


def _finer(found: tuple[datetime, bool] | None, other: tuple[datetime, bool] | None) -> tuple[datetime, bool] | None:
    if found is None or other is None:
        return found or other
    return other if other[1] and abs((other[0] - found[0]).total_seconds()) < 86_400 else found


def _shown_dates(tree: LexborHTMLParser) -> Iterator[str]:
    """The dates that readers see: <time> elements first, those named as publication before others, then named boxes."""
    times = tree.css("time")[:20]
    plain: list[str] = []
    for time in times:
        attributes = time.attributes
        around = time.parent
        names = f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''} "
        names += (around.attributes.get("class") or "") if around else ""
        text = attributes.get("datetime") or time.text()
        if _PUBLISHED_NAMES.search(names) and not _MODIFIED_NAMES.search(names):
            yield text
        elif not _MODIFIED_NAMES.search(names):
            plain.append(text)
    yield from plain
    for box in tree.css(_DATE_BOXES)[:20]:
        attributes = box.attributes
        text = attributes.get("content") or attributes.get("datetime") or " ".join(box.text(separator=" ").split())
        if len(text) <= 80:
            yield text

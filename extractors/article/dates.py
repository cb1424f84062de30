"""When an article was published and last changed."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.article.elsewhere import is_in_site_head, is_of_other, names_of
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
_CHANGED = re.compile(r"\W*\b(?:last\s+)?(?:updated|modified|edited)\b.*", re.I | re.S)
_DATE_BOXES = (
    '[itemprop~="datePublished"], [class*="publish"], [class*="posted"], [class*="date"], [class*="timestamp"], '
    '[id*="date"]'
)
_MOST_DATES = 40
_MAX_DATE = 80
# Where 03/04/2026 is the third of April; in the United States and the Philippines it is the fourth of March.
_DAY_FIRST_DOMAINS = frozenset(
    """
    uk ie au nz in za ng ke gh ug tz zw zm sg my hk pk bd lk np mt cy il ae qa sa eg ma eu de at ch fr be nl lu it es
    pt gr pl cz sk si hr rs ba bg ro ua ru tr se no dk fi is ee lv br mx ar cl pe uy ec ve
    """.split()  # noqa: SIM905 (as a list it would fill a page)
)
_MONTH_FIRST_REGIONS = frozenset({"us", "ph"})
_LOCALE = re.compile(r"\s*([a-z]{2,3})(?:[-_]([a-z]{2}))?(?![a-z])", re.I)
# In /2026/05/12-films-that-cost-nothing the last number is no day.
_URL_DATE = re.compile(r"/((?:19|20)\d\d)([/-])(\d{1,2}|[a-z]{3})\2(\d{1,2})(?=/|\2|$)", re.I)


def find_published(
    node: dict[str, Any], meta: dict[str, str], tree: LexborHTMLParser, url: str, now: datetime | None
) -> datetime | None:
    """The instant of publication, by what the page says most exactly; None where it says nothing credible."""
    stated = [
        node_text(node, "datePublished"),
        *(meta.get(name, "") for name in _PUBLISHED_META),
        node_text(node, "dateCreated"),
    ]
    day_first = _is_day_first(node, meta, tree, url)
    found = _best(stated, now, day_first)
    in_url = None
    if found is None and (match := _URL_DATE.search(url)):
        in_url = _best([(" " if match[3].isalpha() else "-").join(match.group(1, 3, 4))], now, day_first)
    if found is None or not found[1]:
        known = found or in_url
        found = _finer(found, _best(_shown_dates(tree), now, day_first, near=known[0] if known else None))
    found = found or in_url
    return found[0] if found else None


def find_modified(
    node: dict[str, Any], meta: dict[str, str], published: datetime | None, now: datetime | None
) -> datetime | None:
    """The instant of the last change; None where none is given or it lies before publication."""
    stated = [node_text(node, "dateModified"), *(meta.get(name, "") for name in _MODIFIED_META)]
    found = _best(stated, now, None, near=published)
    if found is None or (published is not None and found[0] < published):
        return None
    return found[0]


def _is_day_first(node: dict[str, Any], meta: dict[str, str], tree: LexborHTMLParser, url: str) -> bool | None:
    """Whether the page writes the day before the month, by its domain or else its language; None if neither says."""
    if (urlsplit(url).hostname or "").rpartition(".")[2] in _DAY_FIRST_DOMAINS:
        return True
    root = tree.css_first("html")
    lang = root.attributes.get("lang") if root else None
    for stated in (lang, node_text(node, "inLanguage"), meta.get("og:locale"), meta.get("content-language")):
        match = _LOCALE.match(stated or "")
        # English alone says nothing, nor does Canada's.
        if match and (match[1].lower() != "en" or (match[2] and match[2].lower() != "ca")):
            return (match[2] or "").lower() not in _MONTH_FIRST_REGIONS
    return None


def _read(text: str, now: datetime | None, day_first: bool | None, near: datetime | None) -> datetime | None:
    """The instant; where day and month could be either, the reading within a day of an instant known otherwise."""
    instant = parse_instant(text, now=now, day_first=day_first)
    if instant is not None or near is None:
        return instant
    either = (parse_instant(text, now=now, day_first=order) for order in (True, False))
    return next((one for one in either if one and abs((one - near).total_seconds()) < 86_400), None)


def _best(
    texts: list[str] | Iterator[str], now: datetime | None, day_first: bool | None, near: datetime | None = None
) -> tuple[datetime, bool] | None:
    """The first date, or one within a day that gives the time and zone which it lacks; with whether it is timed."""
    first: tuple[datetime, bool] | None = None
    zoned = False
    for text in texts:
        instant = _read(text, now, day_first, near or (first[0] if first else None)) if text else None
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


def _shown_dates(tree: LexborHTMLParser) -> list[str]:
    """The dates that readers see: those named as publication before others, last those in the head of the site and
    boxes above the heading, which tell what day it is; else as they stand on the page.
    """
    ranked: tuple[list[str], list[str], list[str]] = ([], [], [])
    is_below_heading = False
    for node in tree.css(f"h1, time, {_DATE_BOXES}")[:_MOST_DATES]:
        if node.tag == "h1":
            is_below_heading = True
        elif (text := _shown_date(node)) and not is_of_other(node):
            if _PUBLISHED_NAMES.search(_date_names(node)):
                rank = 0
            else:
                rank = 1 if (node.tag == "time" or is_below_heading) and not is_in_site_head(node) else 2
            ranked[rank].append(text)
    return [text for texts in ranked for text in texts]


def _shown_date(node: LexborNode) -> str:
    """The date that an element gives; empty where it is that of a change, or a text that holds more."""
    own = f"{names_of(node)} {node.attributes.get('itemprop') or ''}"
    # WordPress names a date that never changed as both.
    if _MODIFIED_NAMES.search(_date_names(node)) and "publi" not in own.lower():
        return ""
    stated = node.attributes.get("datetime") or node.attributes.get("content")
    text = stated or _CHANGED.sub("", " ".join(node.text(separator=" ").split()))
    return text if len(text) <= _MAX_DATE else ""


def _date_names(node: LexborNode) -> str:
    """What tells which date an element holds: its names, and for a <time> those of the element around it."""
    names = f"{names_of(node)} {node.attributes.get('itemprop') or ''}"
    around = node.parent.attributes.get("class") if node.tag == "time" and node.parent else None
    return f"{names} {around or ''}"

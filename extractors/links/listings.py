"""Pages that list articles: what they link, and which feeds they name."""

import re
from collections import defaultdict
from datetime import datetime
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.controls import without_controls
from extractors.errors import FeedError, PageError
from extractors.instants import parse_instant
from extractors.markup import read_markup
from extractors.records import Entry, Page
from extractors.urls import normalise_url, resolve_url

MAX_ENTRIES = 300
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_FEED_PATH = re.compile(r"(?:/(?:feed|rss|atom)(?:\.xml|\.json)?/?|\.rss|/(?:index|feed|rss|atom)\.(?:xml|rdf))$", re.I)
_CHROME_TAGS = frozenset(("nav", "footer", "aside", "form"))
# Nothing below the first names is an article; the others are sections, which hold articles: of topics and authors
# each is a section of its own.
_SERVICE_PATH = re.compile(
    r"^/(?:(?:about|contact|privacy|terms|login|sign-?(?:in|up)|register|subscribe|search|account|help|advertise|page)(?:/|$)"
    r"|(?:people|newsletters?|jobs|careers|shop)(?:/page/\d+)?/?$"
    r"|(?:tags?|topics?|categor(?:y|ies)|authors?|contributors?)(?:/[^/]+)?(?:/page/\d+)?/?$)",
    re.I,
)


def parse_listing(body: bytes, url: str, *, now: datetime | None = None) -> list[Entry]:
    """The articles that a page lists, in its order, told from its menus by structure. Raises FeedError."""
    tree = _parse(body, url)
    host = _host(url)
    base = _base(tree, url)
    here = normalise_url(url)
    groups: dict[tuple[str, ...], dict[str, Entry]] = defaultdict(dict)
    for anchor in tree.css("a[href]"):
        address = resolve_url(base, anchor.attributes.get("href") or "")
        if address is None or _host(address) != host or normalise_url(address) == here or not _is_article_path(address):
            continue
        title = without_controls(" ".join(anchor.text(separator=" ").split()))
        way = _way(anchor)
        if way is None:
            continue
        key = normalise_url(address)
        known = groups[way].get(key)
        if known is None or len(title) > len(known.title or ""):
            groups[way][key] = Entry(address, title or None, _date_beside(anchor, now))
    listed: dict[str, Entry] = {}
    for group in groups.values():
        titled = [entry for entry in group.values() if entry.title and len(entry.title.split()) >= 4]
        # Menus repeat one- and two-word links; a list of articles is mostly headlines.
        if len(titled) * 2 < len(group):
            continue
        for entry in titled:
            listed.setdefault(normalise_url(entry.url), entry)
    if not listed:
        raise FeedError(url, "no articles listed")
    return list(listed.values())[:MAX_ENTRIES]


def find_feeds(body: bytes, url: str) -> list[str]:
    """The feeds that a page announces, then those that it merely links; each once. Raises FeedError."""
    tree = _parse(body, url)
    announced = [
        node.attributes.get("href") or ""
        for node in tree.css("link[href]")
        if "alternate" in (node.attributes.get("rel") or "").lower()
        and (node.attributes.get("type") or "").lower().split(";")[0].strip() in _FEED_TYPES
    ]
    linked = [href for node in tree.css("a[href]") if _FEED_PATH.search(href := node.attributes.get("href") or "")]
    base = _base(tree, url)
    found = [resolve_url(base, href) for href in announced + linked]
    # A feed of comments holds no articles.
    return list(dict.fromkeys(feed for feed in found if feed and "/comments/" not in feed))


def _parse(body: bytes, url: str) -> LexborHTMLParser:
    try:
        return LexborHTMLParser(read_markup(Page(url, body)).html)
    except PageError as exc:
        raise FeedError(url, exc.reason) from exc


def _base(tree: LexborHTMLParser, url: str) -> str:
    """The address that relative links of the page start from."""
    named = tree.css_first("base[href]")
    return resolve_url(url, named.attributes.get("href") or "") or url if named else url


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _is_article_path(url: str) -> bool:
    parts = urlsplit(url)
    return len(parts.path) > 1 and not _SERVICE_PATH.match(parts.path)


def _way(anchor: LexborNode) -> tuple[str, ...] | None:
    """The names of the elements around a link: links of one list share them. None inside the page's chrome."""
    way: list[str] = []
    node = anchor.parent
    while node is not None and node.tag not in ("body", "html"):
        tag = node.tag or ""
        if tag in _CHROME_TAGS:
            return None
        way.append(f"{tag}.{(node.attributes.get('class') or '').split(' ')[0]}" if len(way) < 2 else tag)
        node = node.parent
    return tuple(way)


def _date_beside(anchor: LexborNode, now: datetime | None) -> datetime | None:
    """The date of a <time> in the same card: within three elements up, as long as they hold no other list entry."""
    node = anchor.parent
    for _ in range(3):
        if node is None or node.tag in ("body", "main", "ul", "ol"):
            return None
        times = node.css("time")
        if len(times) == 1:
            return parse_instant(times[0].attributes.get("datetime") or times[0].text(), now=now)
        if times:
            return None
        node = node.parent
    return None

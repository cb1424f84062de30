"""Sitemaps, sitemap indexes and news sitemaps, gzipped or not (sitemaps.org 0.9, Google news 0.9)."""

import zlib
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from extractors.controls import without_controls
from extractors.errors import FeedError
from extractors.instants import parse_instant
from extractors.links.records_xml import iter_records
from extractors.links.xml import MAX_BYTES, decode_xml
from extractors.records import Entry
from extractors.urls import normalise_url, resolve_url

# A sitemap may hold 50,000 addresses by its format.
MAX_ENTRIES = 50_000
MAX_CHILDREN = 1_000
# The format wants ISO 8601. Other dates are read as long as that takes no time worth speaking of.
_MAX_ODD_DATES = 200


@dataclass(frozen=True, slots=True)
class Sitemap:
    """`entries` are pages, `children` are further sitemaps to fetch; both newest first where they carry dates."""

    entries: tuple[Entry, ...]
    children: tuple[str, ...]


def parse_sitemap(body: bytes, url: str, *, now: datetime | None = None) -> Sitemap:
    """What a sitemap lists, each address once; of further sitemaps the newest 1,000. Raises FeedError."""
    text = decode_xml(_inflate(body, url), url)
    head = text[:3_000].lower()
    if "<urlset" not in head and "<sitemapindex" not in head and ":urlset" not in head:
        raise FeedError(url, "not a sitemap")
    pages: dict[str, Entry] = {}
    children: dict[str, datetime | None] = {}
    odd_dates = 0
    # An image or video has an address and a title of its own: they lie deeper.
    for name, fields in iter_records(text, frozenset(("url", "sitemap")), "news"):
        location = fields.get("loc", "")
        stated = fields.get("publication_date") or fields.get("lastmod") or ""
        date = parse_instant(stated, now=now, is_iso=True)
        if date is None and stated and odd_dates < _MAX_ODD_DATES:
            odd_dates += 1
            date = parse_instant(stated, now=now)
        if name == "sitemap":
            children.setdefault(location, date)
        elif address := resolve_url(url, location):
            pages.setdefault(normalise_url(address), Entry(address, _plain(fields.get("title")), date))
        if len(pages) + len(children) >= MAX_ENTRIES:
            break
    entries = sorted(pages.values(), key=lambda entry: _age(entry.published))
    newest = sorted(children, key=lambda child: _age(children[child]))[:MAX_CHILDREN]
    found = [address for child in newest if (address := resolve_url(url, child))]
    return Sitemap(tuple(entries), tuple(dict.fromkeys(found)))


def _plain(title: str | None) -> str | None:
    """A title as text: in CDATA, characters are escaped as in HTML."""
    return without_controls(" ".join(unescape(title).split())) if title else title


def _age(instant: datetime | None) -> float:
    return -instant.timestamp() if instant else 0.0


def _inflate(body: bytes, url: str) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    inflater = zlib.decompressobj(31)
    try:
        plain = inflater.decompress(body, MAX_BYTES + 1)
    except zlib.error as exc:
        raise FeedError(url, "broken gzip") from exc
    if len(plain) > MAX_BYTES:
        raise FeedError(url, "too large")
    return plain

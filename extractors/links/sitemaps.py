"""Sitemaps, sitemap indexes and news sitemaps, gzipped or not (sitemaps.org 0.9, Google news 0.9)."""

import zlib
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element

from extractors.errors import FeedError
from extractors.instants import parse_instant
from extractors.links.xml import MAX_BYTES, decode_xml, iter_elements, local_name
from extractors.records import Entry
from extractors.urls import normalise_url, resolve_url

# A sitemap may hold 50,000 addresses by its format.
MAX_ENTRIES = 50_000


@dataclass(frozen=True, slots=True)
class Sitemap:
    """`entries` are pages, `children` are further sitemaps to fetch; newest first where they carry dates."""

    entries: tuple[Entry, ...]
    children: tuple[str, ...]


def parse_sitemap(body: bytes, url: str, *, now: datetime | None = None) -> Sitemap:
    """What a sitemap lists, each address once. Raises FeedError."""
    text = decode_xml(_inflate(body, url), url)
    head = text[:3_000].lower()
    if "<urlset" not in head and "<sitemapindex" not in head and ":urlset" not in head:
        raise FeedError(url, "not a sitemap")
    pages: dict[str, Entry] = {}
    children: dict[str, datetime | None] = {}
    for element in iter_elements(text, frozenset(("url", "sitemap"))):
        fields = _fields(element)
        address = resolve_url(url, fields.get("loc", ""))
        if address is None:
            continue
        date = parse_instant(fields.get("publication_date") or fields.get("lastmod") or "", now=now)
        if local_name(element) == "sitemap":
            children.setdefault(address, date)
        else:
            pages.setdefault(normalise_url(address), Entry(address, fields.get("title"), date))
        if len(pages) + len(children) >= MAX_ENTRIES:
            break
    entries = sorted(pages.values(), key=lambda entry: _age(entry.published))
    return Sitemap(tuple(entries), tuple(sorted(children, key=lambda child: _age(children[child]))))


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


def _fields(element: Element) -> dict[str, str]:
    """The texts under an element by local name. An image's or video's own address and title are not the page's."""
    fields: dict[str, str] = {}
    for child in element:
        name = local_name(child)
        if name == "news":
            for part in child:
                fields.setdefault(local_name(part), " ".join((part.text or "").split()))
        elif not len(child):
            fields.setdefault(name, (child.text or "").strip())
    return fields

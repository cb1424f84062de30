"""RSS 0.9 to 2.0, Atom and JSON Feed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element

from selectolax.lexbor import LexborHTMLParser

from extractors.controls import without_controls
from extractors.errors import FeedError
from extractors.instants import parse_instant
from extractors.json_text import load_json
from extractors.links.xml import MAX_BYTES, decode_xml, iter_elements, local_name
from extractors.records import Entry
from extractors.urls import normalise_url, resolve_url

MAX_ENTRIES = 2_000
_MAX_SUMMARY = 2_000
_ITEM_NAMES = frozenset(("item", "entry"))
_ROOT_NAMES = ("<rss", "<rdf:rdf", "<feed", "<channel", "<atom:feed", "<rdf")
_DATE_NAMES = ("pubdate", "published", "issued", "date", "created", "updated", "modified", "dcterms:created")


def parse_feed(body: bytes, url: str, *, now: datetime | None = None) -> list[Entry]:
    """The entries of a feed, in its order, each article once; at most 2,000. Raises FeedError.

    A date that is invalid, or more than a day after `now`, is None.
    """
    if len(body) > MAX_BYTES:
        raise FeedError(url, "too large")
    if body.lstrip()[:1] in (b"{", b"["):
        return _collapse(_json_entries(body, url, now))
    text = decode_xml(body, url)
    head = text[:3_000].lower()
    if not any(name in head for name in _ROOT_NAMES):
        raise FeedError(url, "not a feed")
    entries = _collapse(_xml_entries(text, url, now))
    if not entries and not text.rstrip().endswith(">"):
        raise FeedError(url, "cut off")
    return entries


def _xml_entries(text: str, url: str, now: datetime | None) -> Iterator[Entry]:
    for item in iter_elements(text, _ITEM_NAMES):
        entry = _read_item(item, url, now)
        if entry:
            yield entry


def _read_item(item: Element, base: str, now: datetime | None) -> Entry | None:
    fields: dict[str, str] = {}
    links: list[tuple[str, str]] = []
    base = resolve_url(base, item.get("{http://www.w3.org/XML/1998/namespace}base", "")) or base
    for child in item:
        name = local_name(child)
        value = "".join(child.itertext()).strip()
        if name == "link" and not value and child.get("href"):
            links.append((child.get("rel") or "alternate", child.get("href") or ""))
        elif name == "guid" and value:
            fields["guid"] = value
            if (child.get("isPermaLink") or "true").lower() == "true" and value.startswith("http"):
                fields["permalink"] = value
        elif value:
            fields.setdefault(name, value)
    alternate = next((href for rel, href in links if rel == "alternate"), links[0][1] if links else "")
    candidates = (fields.get("origlink"), fields.get("link"), alternate, fields.get("permalink"))
    address = next((found for href in candidates if href and (found := resolve_url(base, href))), None)
    if address is None:
        return None
    return Entry(
        url=address,
        title=_plain(fields.get("title")),
        published=_first_instant((fields.get(name) for name in _DATE_NAMES), now),
        guid=fields.get("guid") or fields.get("id"),
        summary=_plain(fields.get("description") or fields.get("summary") or fields.get("subtitle")),
    )


def _json_entries(body: bytes, url: str, now: datetime | None) -> Iterator[Entry]:
    try:
        feed = load_json(body)
    except (ValueError, RecursionError) as exc:
        raise FeedError(url, "not a feed") from exc
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise FeedError(url, "not a feed")
    for item in feed["items"]:
        if not isinstance(item, dict):
            continue
        text = {key: value for key, value in item.items() if isinstance(value, str)}
        address = _json_address(text, url)
        if address is None:
            continue
        yield Entry(
            url=address,
            title=_plain(text.get("title")),
            published=_first_instant((text.get("date_published"), text.get("date_modified")), now),
            guid=_json_id(item.get("id")),
            summary=_plain(text.get("summary") or text.get("content_text") or text.get("content_html")),
        )


def _json_address(text: dict[str, str], base: str) -> str | None:
    for name in ("url", "external_url", "id"):
        href = text.get(name, "")
        if href and (name != "id" or href.startswith("http")):
            found = resolve_url(base, href)
            if found:
                return found
    return None


def _json_id(value: Any) -> str | None:
    return str(value) if isinstance(value, str | int) and value != "" else None


def _collapse(entries: Iterable[Entry]) -> list[Entry]:
    """Each article once: by address, and by id where the title agrees. An id of several articles is none."""
    kept: dict[str, Entry] = {}
    by_guid: dict[str, str] = {}
    for entry in entries:
        key = normalise_url(entry.url)
        if key in kept:
            continue
        twin = by_guid.get(entry.guid or "")
        if entry.guid and twin:
            if kept[twin].title == entry.title:
                continue
            kept[key] = replace(entry, guid=None)
        else:
            kept[key] = entry
            if entry.guid:
                by_guid[entry.guid] = key
        if len(kept) >= MAX_ENTRIES:
            break
    return list(kept.values())


def _first_instant(texts: Iterable[str | None], now: datetime | None) -> datetime | None:
    for text in texts:
        if text:
            instant = parse_instant(text, now=now)
            if instant:
                return instant
    return None


def _plain(markup: str | None) -> str | None:
    """A title or summary without its markup, which feeds escape once or twice."""
    if not markup:
        return None
    markup = markup[: _MAX_SUMMARY * 4]
    if "<" in markup or "&" in markup:
        body = LexborHTMLParser(markup).body
        markup = body.text(separator=" ") if body else markup
    return without_controls(" ".join(markup.split()))[:_MAX_SUMMARY] or None

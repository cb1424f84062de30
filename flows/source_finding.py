"""From an address that a person knows to the feed, sitemap or listing behind it."""

import html
import re
from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser

from extractors.errors import FeedError, FetchError
from extractors.json_text import load_json
from extractors.links import find_feeds
from extractors.records import Entry, Outlet, Page
from extractors.urls import site_of
from fetch.client import PoliteClient
from flows.discovery import read_source
from flows.outlet_file import clean

MAX_CANDIDATES = 8
_HEAD = 60_000
_XML_TITLE = re.compile(r"<title[^>]{0,200}>\s*(?:<!\[CDATA\[)?(.{1,300}?)(?:\]\]>)?\s*</title>", re.I | re.S)
_XML_LANGUAGE = re.compile(r"<language>\s*([a-zA-Z]{2})\b|\sxml:lang=[\"']([a-zA-Z]{2})\b")
_JSON_TITLE = re.compile(r'"title"\s*:\s*("(?:[^"\\]|\\.){1,300}")')
_JSON_LANGUAGE = re.compile(r'"language"\s*:\s*"([a-zA-Z]{2})\b')
# What a site's name is followed by in the title of its home page or feed.
_TITLE_TAIL = re.compile(r"\s+[|»·–—-]\s+.*$|\s*:\s.*$", re.S)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A source that was tried: what it lists, or why it cannot be used."""

    kind: str
    url: str
    items: int = 0
    newest: datetime | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found at an address, in the order in which it announces it."""

    name: str
    language: str
    candidates: tuple[Candidate, ...]

    @property
    def best(self) -> Candidate | None:
        """The first that lists something."""
        return next((one for one in self.candidates if one.items), None)


async def find_source(url: str, client: PoliteClient, *, now: datetime) -> Found:
    """Tries the address itself, then the feeds that its page names, then the page as a listing. Raises FetchError."""
    page = await client.get(url)
    name, language = read_name(page)
    for kind in ("feed", "sitemap"):
        candidate = await _try(kind, url, client, now, page=page)
        if not candidate.problem:
            return Found(name, language, (candidate,))
    try:
        feeds = find_feeds(page.body, page.url)[:MAX_CANDIDATES]
    except FeedError as exc:
        return Found(name, language, (Candidate("page", url, problem=exc.reason),))
    tried = [await _try("feed", feed, client, now) for feed in feeds]
    if not any(one.items for one in tried):
        tried.append(await _try("listing", url, client, now, page=page))
    return Found(name, language, tuple(tried))


async def _try(kind: str, url: str, client: PoliteClient, now: datetime, page: Page | None = None) -> Candidate:
    try:
        answer = page or await client.get(url)
        listed = await read_source(_outlet(kind, url), answer, client, now=now)
    except (FetchError, FeedError) as exc:
        return Candidate(kind, url, problem=exc.reason)
    return Candidate(kind, url, len(listed.entries), newest_of(listed.entries))


def newest_of(entries: tuple[Entry, ...]) -> datetime | None:
    """The latest date that the entries give."""
    return max((entry.published for entry in entries if entry.published), default=None)


def _outlet(kind: str, url: str) -> Outlet:
    if kind == "feed":
        return Outlet("new", "new", feed=url)
    return Outlet("new", "new", sitemap=url) if kind == "sitemap" else Outlet("new", "new", listing=url)


def read_name(page: Page) -> tuple[str, str]:
    """The name and language of whoever publishes a page or feed; its host and English where it does not say."""
    text = page.body[:_HEAD].decode("utf-8", "replace")
    start = text.lstrip("\ufeff \t\r\n")[:200].lower()
    if start.startswith("{"):
        title, language = _first(_JSON_TITLE, text), _first(_JSON_LANGUAGE, text)
        title = str(load_json(title)) if title else ""
    elif "<html" in start or "<!doctype html" in start:
        title, language = _name_of_page(text)
    else:
        title, language = html.unescape(_first(_XML_TITLE, text)), _first(_XML_LANGUAGE, text)
    name = clean(_TITLE_TAIL.sub("", clean(title)))
    return name or site_of(page.url), (language or "en").lower()


def _name_of_page(text: str) -> tuple[str, str]:
    tree = LexborHTMLParser(text)
    stated = tree.css_first('meta[property="og:site_name"]')
    title = tree.css_first("title")
    root = tree.css_first("html")
    language = (root.attributes.get("lang") or "")[:2] if root else ""
    name = (stated.attributes.get("content") or "") if stated else title.text() if title else ""
    return name, language if language.isascii() and language.isalpha() else ""


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return next((group for group in match.groups() if group), "") if match else ""

"""What a page says about its article: title, dates, authors, language, address, price."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from extractors.article.authors import find_authors
from extractors.article.dates import find_modified, find_published
from extractors.article.jsonld import find_article_node, is_collection, node_text, plain_line, read_json_ld
from extractors.records import Page
from extractors.urls import normalise_url, resolve_url, site_of, telling_parameters

_MAX_CONTENT = 2_000
_LANGUAGE = re.compile(r"^([a-z]{2,3})(?:[-_]|$)", re.I)
_OPENED_BY = re.compile(r"\S\s*[|\-–—*·•»:]\s+$")
# What the address of a page adds to its article's without being another article: renderings, page numbers, comments.
_RENDERING = re.compile(
    r"(?:(?:amp|print(?:able)?|comments?|comment-page-\d+|page[-/]?\d+|p\d+)(?:\.\w+)?(?:/|$))+", re.I
)
# Sections by day, month or year have numbers too.
_DATE = re.compile(r"(?:19|20)\d\d(?:[-_.]?(?:0?[1-9]|1[0-2])(?:[-_.]?(?:0?[1-9]|[12]\d|3[01]))?)?")
_ID = re.compile(r"\d{4}")
# Parameters of the further pages, prints and comments of an article.
_OF_RENDERING = frozenset(("page", "paged", "pg", "cpage", "print", "replytocom"))
_TITLE_SEPARATOR = re.compile(r"\s+[|\-–—*·•»:]\s+")


@dataclass(frozen=True, slots=True)
class Metadata:
    """A page's statements about its article. `body` is the text that its JSON-LD gives, where there is one.

    `is_free` is None where the page does not say it.
    """

    url: str
    title: str
    published: datetime | None
    modified: datetime | None
    description: str | None
    authors: tuple[str, ...]
    language: str | None
    is_free: bool | None
    is_article: bool
    is_collection: bool
    is_video: bool
    body: str


def read_metadata(tree: LexborHTMLParser, json_ld: tuple[bytes, ...], page: Page) -> Metadata:
    """The statements of JSON-LD, meta elements and visible marks, each weighed against the others."""
    meta = _read_meta(tree)
    nodes = read_json_ld(json_ld)
    url = _find_url(tree, meta, page.url)
    addresses = {normalise_url(one) for one in (page.url, url) if one}
    node = find_article_node(nodes, page.url, addresses, _find_names(meta, tree))
    kind = meta.get("og:type", "").lower()
    published = find_published(node, meta, tree, page.url, page.fetched_at)
    body = node.get("articleBody")
    language = _find_language(tree, meta, node)
    return Metadata(
        url=url,
        title=_find_title(node, meta, tree),
        published=published,
        modified=find_modified(node, meta, published, page.fetched_at),
        description=plain_line(meta.get("description") or meta.get("og:description") or node_text(node, "description"))
        or None,
        authors=find_authors(node, meta, tree, language),
        language=language,
        is_free=_is_free(node, meta),
        is_article=bool(node) or kind == "article",
        is_collection=not node and is_collection(nodes),
        is_video=kind.startswith("video") or any("VideoObject" in str(part.get("@type")) for part in nodes),
        body=body if isinstance(body, str) else "",
    )


def _read_meta(tree: LexborHTMLParser) -> dict[str, str]:
    meta: dict[str, str] = {}
    for element in tree.css("meta"):
        attributes = element.attributes
        content = attributes.get("content")
        if content:
            for key in ("property", "name", "itemprop", "http-equiv"):
                name = attributes.get(key)
                if name:
                    meta.setdefault(name.lower(), content[:_MAX_CONTENT])
    return meta


def _headings(tree: LexborHTMLParser) -> list[str]:
    return [line for heading in tree.css("h1")[:5] if (line := plain_line(heading.text()))]


def _find_names(meta: dict[str, str], tree: LexborHTMLParser) -> set[str]:
    """What the page calls its article, casefolded: its headings and the title under which it is shared."""
    shared = (plain_line(meta.get(name, "")) for name in ("og:title", "twitter:title"))
    return {line.casefold() for line in (*_headings(tree), *shared) if line}


def _find_title(  # noqa: PLR0911 (sources by trust, the first that fits)
    node: dict[str, Any], meta: dict[str, str], tree: LexborHTMLParser
) -> str:
    """The shared title where the heading agrees, else JSON-LD's, else the shared one without the outlet's name."""
    stated = node_text(node, "headline", "name")
    headings = _headings(tree)
    shared = plain_line(meta.get("og:title") or meta.get("twitter:title") or "")
    if shared in headings:
        return shared
    if stated:
        return next((line for line in headings if _is_cut(stated, line)), stated)
    if not shared:
        named = tree.css_first("title")
        shared = plain_line(named.text()) if named else ""
    if not shared:
        return headings[0] if headings else ""
    # A shared title often ends in the outlet's name, which the heading does not.
    begun = [line for line in headings if shared.startswith(line) and _TITLE_SEPARATOR.match(shared[len(line) :] + " ")]
    if begun:
        return max(begun, key=len)
    # Others begin with the outlet's name; old pages have no h1.
    below = [line for heading in tree.css("h2")[:5] if len(line := plain_line(heading.text())) >= 15]
    ended = [line for line in headings + below if shared.endswith(line) and _OPENED_BY.search(shared[: -len(line)])]
    if ended:
        return max(ended, key=len)
    site = plain_line(meta.get("og:site_name", ""))
    parts = _TITLE_SEPARATOR.split(shared)
    if len(parts) > 1 and site and parts[-1].casefold() == site.casefold():
        return shared[: shared.rindex(parts[-1])].rstrip(" |-–—*·•»:")
    return shared


def _is_cut(short: str, whole: str) -> bool:
    stem = short.rstrip(" .…")
    return len(whole) > len(stem) >= 20 and whole.startswith(stem) and short != stem


def _find_url(tree: LexborHTMLParser, meta: dict[str, str], url: str) -> str:
    """The canonical address, if it is one of the same site and not that of a front page, a section or many articles."""
    link = tree.css_first('link[rel="canonical"]')
    for href in (link.attributes.get("href") if link else None, meta.get("og:url")):
        found = resolve_url(url, href) if href else None
        if found and site_of(found) == site_of(url) and not _is_above(found, url) and not _loses_parameter(found, url):
            return found
    return url


def _loses_parameter(canonical: str, url: str) -> bool:
    """Whether an address is the page's own without the parameter that tells it from others: `/article` of `?id=5`.

    Where the path has an article's words, what it loses is a tracker.
    """
    path = urlsplit(url).path.rstrip("/")
    if urlsplit(canonical).path.rstrip("/").casefold() != path.casefold() or path.rpartition("/")[2].count("-") >= 2:
        return False
    return not telling_parameters(url) - _OF_RENDERING <= telling_parameters(canonical)


def _is_above(canonical: str, url: str) -> bool:
    """Whether an address stands above the page's own, as a section's does; not where that is the same article."""
    above, own = ([part for part in urlsplit(one).path.split("/") if part] for one in (canonical, url))
    added = own[len(above) :]
    if not added or [part.casefold() for part in own[: len(above)]] != [part.casefold() for part in above]:
        return False
    return not above or not (_RENDERING.fullmatch("/".join(added)) or _tells_article(above[-1]))


def _tells_article(part: str) -> bool:
    """Whether a part of a path has the words or the number of one article, and not merely those of a section."""
    return not _DATE.fullmatch(part) and (part.count("-") >= 2 or bool(_ID.search(part)))


def _find_language(tree: LexborHTMLParser, meta: dict[str, str], node: dict[str, Any]) -> str | None:
    root = tree.css_first("html")
    lang = (root.attributes.get("lang") or root.attributes.get("xml:lang")) if root else None
    stated = (
        lang,
        node_text(node, "inLanguage"),
        meta.get("og:locale"),
        meta.get("content-language"),
        meta.get("language"),
    )
    return next((match[1].lower() for text in stated if text and (match := _LANGUAGE.match(text.strip()))), None)


def _is_free(node: dict[str, Any], meta: dict[str, str]) -> bool | None:
    """Whether the whole text is free to read (schema.org isAccessibleForFree); None where the page does not say."""
    stated = node.get("isAccessibleForFree")
    if stated is not None:
        return str(stated).strip().lower() not in ("false", "no", "0")
    parts = node.get("hasPart")
    for part in parts if isinstance(parts, list) else [parts]:
        if isinstance(part, dict) and str(part.get("isAccessibleForFree", "true")).strip().lower() == "false":
            return False
    tier = meta.get("article:content_tier", "").strip().lower()
    return tier not in ("locked", "metered", "paid", "premium") if tier else None

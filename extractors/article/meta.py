"""What a page says about its article: title, dates, authors, language, address."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from extractors.instants import parse_instant
from extractors.records import Page


@dataclass(frozen=True, slots=True)
class Metadata:
    """A page's statements about its article."""

    url: str
    title: str
    published: datetime | None
    modified: datetime | None
    standfirst: str | None
    authors: tuple[str, ...]
    language: str | None
    is_free: bool


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for part in value:
            yield from _nodes(part)
    elif isinstance(value, dict):
        yield value
        if "@graph" in value:
            yield from _nodes(value["@graph"])


def read_metadata(tree: LexborHTMLParser, json_ld: tuple[bytes, ...], page: Page) -> Metadata:
    meta: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = attributes.get("content")
        if name and content:
            meta.setdefault(name.lower(), content)
    article: dict[str, Any] = {}
    for block in json_ld:
        try:
            value = json.loads(block.decode("utf-8", "replace"), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(value):
            if "Article" in str(node.get("@type")) or "Posting" in str(node.get("@type")):
                article = article or node
    h1 = tree.css_first("h1")
    title = " ".join((h1.text() if h1 else meta.get("og:title", "")).split())
    published = parse_instant(str(article.get("datePublished") or meta.get("article:published_time") or ""))
    modified = parse_instant(str(article.get("dateModified") or meta.get("article:modified_time") or ""))
    authors = []
    for node in _nodes(article.get("author")):
        if isinstance(node.get("name"), str):
            authors.append(node["name"])
    root = tree.root
    language = (root.attributes.get("lang") or "")[:2].lower() if root else ""
    return Metadata(
        page.url,
        title,
        published,
        modified,
        meta.get("description"),
        tuple(authors),
        language or None,
        str(article.get("isAccessibleForFree", "true")).lower() != "false",
    )

"""Names of authors, from JSON-LD, meta elements and by-lines."""

import re
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.article.elsewhere import is_in_card, is_of_other
from extractors.article.jsonld import plain_line

MAX_AUTHORS = 12
# A list of people with lists of names: nobody nests deeper but by mistake or in malice.
_MAX_DEPTH = 6
_META_NAMES = (
    "author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "article:author",
    "byl",
    "twitter:creator:name",
)
_BY = re.compile(
    r"^(?:(?:words|story|text|report|written|reported|posted|published)\s+)?(?:by[:\s]|(?:von|par|por|di|door):)\s*",
    re.I,
)
# "Von Miller" and "Di Zhang" are names, where the page is in English.
_BY_ABROAD = {
    language: re.compile(rf"^{word}\s+", re.I)
    for language, word in {"de": "von", "fr": "par", "es": "por", "pt": "por", "it": "di", "nl": "door"}.items()
}
_SPLIT = re.compile(r"\s*(?:,|;|\||&|\band\b|\bwith\b|\bund\b|\bet\b|\by\b(?=\s[A-Z]))\s*")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|\d{3}|\d:\d\d|^(?:admin|staff|editor|author|unknown|none|null|guest)$"
    rf"|^{_MONTH}\s+\d|^\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}|^\d+\s+min",
    re.I,
)
_ROLE = re.compile(r"\s+(?:[-–—|(]|is\b|,).*$")
_BYLINES = '[rel~="author"], [itemprop="author"] [itemprop="name"], [itemprop="author"], .byline, .author-name, .author'
_MOST_BYLINES = 20
_MOST_BESIDE = 6


def find_authors(
    node: dict[str, Any], meta: dict[str, str], tree: LexborHTMLParser, language: str | None
) -> tuple[str, ...]:
    """The authors' names in order, each once; a news agency or a desk counts where it signs."""
    names = _unique(_json_names(node.get("author") or node.get("creator")), language)
    for name in _META_NAMES:
        if names:
            break
        names = _unique(_split_names(meta.get(name, "")), language)
    if not names:
        lines = [" ".join(found.text(separator=" ").split()) for found in _find_bylines(tree)]
        names = _unique([name for line in lines if len(line) < 120 for name in _split_names(line)], language)
    return names


def _find_bylines(tree: LexborHTMLParser) -> list[LexborNode]:
    """The first by-line that is not of another article or a comment, and what stands beside it: further authors."""
    found = [node for node in tree.css(_BYLINES)[:_MOST_BYLINES] if not is_of_other(node) and not is_in_card(node)]
    return [node for node in found[:_MOST_BESIDE] if _stands_around(found[0]) & _stands_around(node)]


def _stands_around(node: LexborNode) -> set[int]:
    """The ids of an element and of the two around it, but for those that hold the whole article."""
    around = {node.mem_id}
    parent = node.parent
    for _ in range(2):
        if parent is None or parent.tag in ("article", "main", "section", "body"):
            break
        around.add(parent.mem_id)
        parent = parent.parent
    return around


def _json_names(value: Any, depth: int = 0) -> list[str]:
    if isinstance(value, str):
        return _split_names(value)
    if depth > _MAX_DEPTH:
        return []
    if isinstance(value, list):
        return [name for part in value[:MAX_AUTHORS] for name in _json_names(part, depth + 1)]
    if isinstance(value, dict):
        name = value.get("name")
        return _json_names(name, depth + 1) if isinstance(name, str | list) else []
    return []


def _split_names(line: str) -> list[str]:
    line = _BY.sub("", plain_line(line))
    return [part for part in _SPLIT.split(line) if part] if len(line) < 300 else []


def _unique(names: list[str], language: str | None) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    by_abroad = _BY_ABROAD.get(language or "")
    for name in names:
        named = _BY.sub("", name)
        named = by_abroad.sub("", named) if by_abroad else named
        clean = _ROLE.sub("", named).strip(" .·•")
        if 2 < len(clean) <= 60 and not _NOT_A_NAME.search(clean):
            kept.setdefault(clean.casefold(), clean)
    return tuple(kept.values())[:MAX_AUTHORS]

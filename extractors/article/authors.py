"""Names of authors, from JSON-LD, meta elements and by-lines."""

import re
from typing import Any

from selectolax.lexbor import LexborHTMLParser

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
    r"^(?:(?:words|story|text|report|written|reported|posted|published)\s+)?(?:by|von|par|por|di|door)[:\s]+", re.I
)
_SPLIT = re.compile(r"\s*(?:,|;|\||&|\band\b|\bwith\b|\bund\b|\bet\b|\by\b(?=\s[A-Z]))\s*")
_NOT_A_NAME = re.compile(r"https?:|www\.|@|\d{3}|^(?:admin|staff|editor|author|unknown|none|null|guest)$", re.I)
_ROLE = re.compile(r"\s+(?:[-–—|(]|is\b|,).*$")
_BYLINES = '[rel~="author"], [itemprop="author"] [itemprop="name"], [itemprop="author"], .byline, .author-name, .author'


def find_authors(node: dict[str, Any], meta: dict[str, str], tree: LexborHTMLParser) -> tuple[str, ...]:
    """The authors' names in order, each once; a news agency or a desk counts where it signs."""
    names = _unique(_json_names(node.get("author") or node.get("creator")))
    for name in _META_NAMES:
        if names:
            break
        names = _unique(_split_names(meta.get(name, "")))
    if not names:
        lines = [" ".join(found.text(separator=" ").split()) for found in tree.css(_BYLINES)[:6]]
        names = _unique([name for line in lines if len(line) < 120 for name in _split_names(line)])
    return names


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


def _unique(names: list[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for name in names:
        clean = _ROLE.sub("", _BY.sub("", name)).strip(" .·•")
        if 2 < len(clean) <= 60 and not _NOT_A_NAME.search(clean):
            kept.setdefault(clean.casefold(), clean)
    return tuple(kept.values())[:MAX_AUTHORS]

"""The article that a page describes in JSON-LD (schema.org), read from whatever publishers write."""

import html
import re
from collections.abc import Iterator, Set
from typing import Any

from extractors.json_text import load_json
from extractors.urls import normalise_url, resolve_url

MAX_BLOCK = 1_000_000
MAX_NODES = 2_000
_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|Review|Story)$")
_COLLECTION_TYPES = frozenset(("CollectionPage", "SearchResultsPage", "ItemList", "ProfilePage", "Blog"))
_WRAPPER = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|(?://|/\*)?\s*\]\]>\s*(?:\*/)?)\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")


def read_json_ld(blocks: tuple[bytes, ...]) -> list[dict[str, Any]]:
    """Every object on the top levels of the blocks (arrays, `@graph` and `mainEntity` opened), in order."""
    nodes: list[dict[str, Any]] = []
    for block in blocks:
        if len(block) <= MAX_BLOCK:
            nodes.extend(_open(_load(block.decode("utf-8", "replace")), 0))
    return nodes[:MAX_NODES]


def find_article_node(
    nodes: list[dict[str, Any]], base: str = "", addresses: Set[str] = frozenset(), titles: Set[str] = frozenset()
) -> dict[str, Any]:
    """The object that describes the page's article, of an article type: best one that states an address of the page,
    then one that is called as the page is, then the first with a headline.

    `addresses` are normalised, those of the objects are relative to `base`; `titles` are casefolded lines.
    """
    articles = [node for node in nodes if any(_ARTICLE_TYPE.search(name) for name in node_types(node))]
    for name in ("headline", "name") if len(articles) > 1 else ():
        named = [(node, line.casefold()) for node in articles if (line := node_text(node, name))]
        here = next((node for node, _ in named if _addresses(node, base) & addresses), None)
        found = here or next((node for node, line in named if line in titles), None)
        if found:
            return found
    return next((node for node in articles if node.get("headline")), articles[0] if articles else {})


def _addresses(node: dict[str, Any], base: str) -> set[str]:
    """The addresses of the page that an object says it is about, normalised."""
    page = node.get("mainEntityOfPage")
    stated = (node.get("url"), node.get("@id"), page.get("@id") if isinstance(page, dict) else page)
    found = [resolve_url(base, href) for href in stated if isinstance(href, str)]
    return {normalise_url(address) for address in found if address}


def is_collection(nodes: list[dict[str, Any]]) -> bool:
    """Whether the page calls itself a collection of others."""
    return any(name in _COLLECTION_TYPES for node in nodes for name in node_types(node))


def node_types(node: dict[str, Any]) -> list[str]:
    """The names in `@type`, without a namespace."""
    value = node.get("@type")
    names = value if isinstance(value, list) else [value]
    return [name.rpartition("/")[2] for name in names if isinstance(name, str)]


def node_text(node: dict[str, Any], *names: str) -> str:
    """The first of the properties that is a text or number, as one plain line."""
    for name in names:
        value = node.get(name)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            value = value.get("@value")
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            line = plain_line(str(value))
            if line:
                return line
    return ""


def plain_line(text: str) -> str:
    """A text on one line, with character references resolved; publishers escape once or twice."""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    return " ".join(text.split())


def _load(text: str) -> Any:
    try:
        return load_json(text)
    except RecursionError:
        return None
    except ValueError:
        mended = _TRAILING_COMMA.sub(r"\1", _WRAPPER.sub("", text))
        try:
            return load_json(mended)
        except (ValueError, RecursionError):
            return None


def _open(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(value, list):
        for part in value:
            yield from _open(part, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(name), list | dict):
                yield from _open(value[name], depth + 1)

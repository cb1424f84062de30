"""A check of markup before it is parsed, against shapes that cost an HTML parser more than their size.

Measured with lexbor: nesting costs the square of its depth (200,000 deep: 109 s), attributes the square of their
number, and formatting elements left open are built anew in every later paragraph. Each is bounded in linear time.
"""

import re

# Articles have hundreds of tags, the largest of 177 measured ones 2,341.
MAX_TAGS = 50_000
MAX_DEPTH = 600
# Below so many tags the worst nesting costs a tenth of a second.
_HARMLESS_TAGS = 8_000
_MAX_ATTRIBUTE_COST = 500_000_000
_MAX_REBUILT = 1_000_000
_REST = rb"[^>\"']*+(?:(?:\"[^\"]*+\"?|'[^']*+'?)[^>\"']*+)*+"
_START_TAG = re.compile(rb"<[a-zA-Z]" + _REST)
_ANY_TAG = re.compile(rb"<(/?)([a-zA-Z][^\s/>]*+)(" + _REST + rb")")
_QUOTED = re.compile(rb"\"[^\"]*+\"?|'[^']*+'?")
_FORMATTING = frozenset(
    (b"b", b"big", b"code", b"em", b"font", b"i", b"nobr", b"s", b"small", b"strike", b"strong", b"tt", b"u")
)
_FORMATTING_START = re.compile(rb"<(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/]", re.I)
_VOID = frozenset(
    (
        b"area",
        b"base",
        b"br",
        b"col",
        b"embed",
        b"hr",
        b"img",
        b"input",
        b"link",
        b"meta",
        b"param",
        b"source",
        b"track",
        b"wbr",
    )
)
# Their start closes the one before them, so that they do not nest by themselves.
_SELF_CLOSING = frozenset(
    (
        b"p",
        b"li",
        b"dt",
        b"dd",
        b"tr",
        b"td",
        b"th",
        b"tbody",
        b"thead",
        b"tfoot",
        b"option",
        b"optgroup",
        b"html",
        b"head",
        b"body",
    )
)
# An end tag does not reach out of these.
_BARRIERS = frozenset((b"table", b"button", b"object", b"applet", b"marquee", b"template", b"caption", b"svg", b"math"))
_LOOK_BACK = 30


def find_excess(markup: bytes) -> str | None:
    """What makes the markup too costly to parse: "too large", "too deep", "too many attributes"; else None."""
    tags = _START_TAG.findall(markup)
    if len(tags) > MAX_TAGS:
        return "too large"
    attribute_cost = sum([len(_QUOTED.sub(b"", tag)) ** 2 for tag in tags if len(tag) > 500])
    if attribute_cost > _MAX_ATTRIBUTE_COST or _repeats_root(tags):
        return "too many attributes"
    if len(tags) > _HARMLESS_TAGS or _may_rebuild(tags):
        return "too deep" if _nests_too_deep(markup) else None
    return None


def _repeats_root(tags: list[bytes]) -> bool:
    """Whether <body> or <html> come again and again, each with attributes to add to the first."""
    return len(tags) > 2_000 and sum(tag[:5].lower() in (b"<body", b"<html") for tag in tags) > 100


def _may_rebuild(tags: list[bytes]) -> bool:
    """Whether rebuilding each formatting element in each of the other elements would be costly."""
    if len(tags) ** 2 <= _MAX_REBUILT:
        return False
    return sum([_FORMATTING_START.match(tag) is not None for tag in tags]) * len(tags) > _MAX_REBUILT


def _nests_too_deep(markup: bytes) -> bool:
    """Follows the open elements as the parser would, erring on the side of more of them."""
    open_names: list[bytes] = []
    left_open: dict[bytes, int] = {}
    rebuilt = 0
    for match in _ANY_TAG.finditer(markup):
        name = match[2].lower()
        if name in _VOID:
            continue
        if match[1]:
            found = _close(open_names, name)
            if name in _FORMATTING and found:
                left_open[name] = max(0, left_open.get(name, 0) - 1)
            continue
        if name in _FORMATTING:
            # Of equal formatting elements the parser reopens three at most.
            if match[3].strip(b" /") or left_open.get(name, 0) < 3:
                left_open[name] = left_open.get(name, 0) + 1
        else:
            rebuilt += sum(left_open.values())
        if name not in _SELF_CLOSING:
            open_names.append(name)
        if len(open_names) > MAX_DEPTH or rebuilt > _MAX_REBUILT:
            return True
    return False


def _close(open_names: list[bytes], name: bytes) -> bool:
    for back in range(1, min(_LOOK_BACK, len(open_names)) + 1):
        other = open_names[-back]
        if other == name:
            del open_names[-back:]
            return True
        if other in _BARRIERS:
            return False
    return False

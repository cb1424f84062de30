"""From a response to markup that is safe and cheap to parse: size, kind, character set, scripts out, nesting checked."""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from extractors.errors import PageError
from extractors.records import Page

MAX_BYTES = 8_000_000
MAX_DEPTH = 400
# Unclosed <b>, <font>… are reopened in every later paragraph: their product is what a parser has to build.
MAX_REOPENED = 200_000

_NOT_HTML = (b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"ID3", b"\x00\x00\x00")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_HIDDEN_PART = re.compile(rb"<(?=!--|[sS](?:[cC][rR][iI]|[tT][yY][lL]|[vV][gG][\s>])|[nN][oO][sS][cC])")
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
_ENDS = {b"!-": b"-->", b"sc": b"</script", b"st": b"</style", b"sv": b"</svg", b"no": b"</noscript"}
_VOID = frozenset(b"area base br col embed hr img input link meta param source track wbr".split())
_IMPLIED_END = frozenset(b"p li dt dd tr td th option optgroup thead tbody tfoot html head body".split())
_FORMATTING = frozenset(b"a b big code em font i nobr s small strike strong tt u".split())


@dataclass(frozen=True, slots=True)
class Markup:
    """A page's markup in UTF-8 without scripts, styles, comments and drawings; its JSON-LD blocks apart."""

    html: bytes
    json_ld: tuple[bytes, ...]


def read_markup(page: Page) -> Markup:
    """The page's markup, ready for the parser. Raises PageError: empty, too large, not html, too deep."""
    body = page.body
    if len(body) > MAX_BYTES:
        raise PageError(page.url, "too large")
    if not body.strip():
        raise PageError(page.url, "empty")
    content_type = (page.header("content-type") or "").lower()
    kind = content_type.split(";")[0].strip()
    if (kind and "html" not in kind and kind not in ("text/plain", "application/octet-stream")) or body.startswith(
        _NOT_HTML
    ):
        raise PageError(page.url, "not html")
    utf8 = _as_utf8(body, content_type)
    if b"<" not in utf8:
        raise PageError(page.url, "not html")
    html, json_ld = _cut_scripts(utf8)
    if _is_too_deep(html):
        raise PageError(page.url, "too deep")
    return Markup(html, json_ld)


def _as_utf8(body: bytes, content_type: str) -> bytes:
    """The body in UTF-8: by byte order mark, header, meta, and where those are absent or wrong by detection."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace").encode()
    named = [match[1] for match in [_HEADER_CHARSET.search(content_type)] if match]
    named += [match[1].decode("ascii", "replace") for match in [_META_CHARSET.search(body, 0, 4096)] if match]
    try:
        # UTF-8 is hard to mistake: whatever a page declares, bytes that are valid UTF-8 are UTF-8.
        body.decode()
    except UnicodeDecodeError:
        return _decode_declared(body, named)
    nuls = body.count(b"\0", 0, 2000)
    if nuls * 4 > min(len(body), 2000):
        # UTF-16 without a mark: every other byte of western text is zero.
        return body.decode("utf-16-le" if body[1:2] == b"\0" else "utf-16-be", "replace").encode()
    return body


def _decode_declared(body: bytes, named: list[str]) -> bytes:
    if body.count(b"\0", 0, 2000) * 4 > min(len(body), 2000):
        return body.decode("utf-16-le" if body[1:2] == b"\0" else "utf-16-be", "replace").encode()
    for name in named:
        try:
            codec = codecs.lookup(name).name
        except (LookupError, ValueError):
            continue
        if codec == "utf-8":
            # Declared UTF-8 with a few stray bytes is still UTF-8; many of them mean that the label is wrong.
            text = body.decode("utf-8", "replace")
            if text.count("\ufffd") * 500 < len(text):
                return text.encode()
            continue
        # What the web labels Latin-1 is Windows-1252.
        codec = "cp1252" if codec in ("iso8859-1", "ascii") else codec
        try:
            return body.decode(codec, "replace").encode("utf-8", "replace")
        except (LookupError, ValueError):
            continue
    best = from_bytes(body[:60_000]).best()
    return body.decode(best.encoding if best else "cp1252", "replace").encode("utf-8", "replace")


def _cut_scripts(html: bytes) -> tuple[bytes, tuple[bytes, ...]]:
    """The markup without what shows no text, and the JSON-LD. Linear: each kind of part is given up once unclosed."""
    kept: list[bytes] = []
    json_ld: list[bytes] = []
    position = 0
    scan = 0
    unclosed: set[bytes] = set()
    lowered = html if html.islower() else html.lower()
    while match := _HIDDEN_PART.search(html, scan):
        start = match.start()
        kind = lowered[start + 1 : start + 3]
        end = -1 if kind in unclosed else lowered.find(_ENDS[kind], start + 4 if kind == b"!-" else start)
        if end < 0:
            unclosed.add(kind)
            scan = start + 1
            continue
        close = lowered.find(b">", end + len(_ENDS[kind]) - 1)
        if kind == b"sc":
            opened = lowered.find(b">", start, end)
            if opened > 0 and b"ld+json" in lowered[start:opened]:
                json_ld.append(html[opened + 1 : end])
        kept.append(html[position:start])
        position = scan = close + 1 if close >= 0 else len(html)
    kept.append(html[position:])
    return b"".join(kept), tuple(json_ld)


def _is_too_deep(html: bytes) -> bool:
    """Whether the parser would meet nesting in which its time grows with the square of the size.

    A bound from tag counts settles nearly every page; only the rest is walked tag by tag.
    """
    bound = 0
    depth = 0
    size = 16_384
    for start in range(0, len(html), size):
        tags = html.count(b"<", start, start + size)
        ends = html.count(b"</", start, start + size)
        bound = max(bound, depth + tags - ends)
        depth = max(0, depth + tags - 2 * ends)
    return bound > MAX_DEPTH and _walk_depth(html)


def _walk_depth(html: bytes) -> bool:
    depth = 0
    formatting = 0
    blocks = 0
    for match in _TAG.finditer(html):
        name = match[2].lower()
        if name in _VOID:
            continue
        if name in _IMPLIED_END:
            blocks += not match[1]
            continue
        step = -1 if match[1] else 1
        if name in _FORMATTING:
            formatting = max(0, formatting + step)
        depth = max(0, depth + step)
        if depth > MAX_DEPTH:
            return True
    return formatting * blocks > MAX_REOPENED

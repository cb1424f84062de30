"""From a response to markup that is safe and cheap to parse: character set known, scripts cut out, excess refused."""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from extractors.errors import PageError
from extractors.limits import find_excess
from extractors.records import Page

MAX_BYTES = 8_000_000
MAX_HIDDEN_PARTS = 50_000
MAX_JSON_LD = 200

_NOT_HTML = (b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"ID3")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
# What shows no text, by the two characters after `<`, with its end. Most of a page's bytes are in these.
_ENDS = {
    b"!-": b"-->",
    b"sc": b"</script",
    b"st": b"</style",
    b"sv": b"</svg",
    b"no": b"</noscript",
    b"se": b"</select",
}
# ASP.NET escapes the plus sign.
_LD_JSON = re.compile(rb"ld(?:\+|&#x2b;|&#43;|&plus;)json")
_HIDDEN_PART = re.compile(
    rb"<(?=!--|[sS](?:[cC][rR][iI]|[tT][yY][lL]|[vV][gG][\s>]|[eE][lL][eE][cC])|[nN][oO][sS][cC])",
)


@dataclass(frozen=True, slots=True)
class Markup:
    """A page's markup in UTF-8 without scripts, styles, comments and drawings; its JSON-LD blocks apart."""

    html: bytes
    json_ld: tuple[bytes, ...]


def read_markup(page: Page) -> Markup:
    """The page's markup, ready for the parser.

    Raises PageError: empty, too large, not html, too deep, too many attributes.
    """
    body = page.body
    if len(body) > MAX_BYTES:
        raise PageError(page.url, "too large")
    if not body.strip(b" \t\r\n\f\0"):
        raise PageError(page.url, "empty")
    content_type = (page.header("content-type") or "").lower()
    kind = content_type.partition(";")[0].strip()
    is_html = not kind or "html" in kind or kind in ("text/plain", "application/octet-stream")
    if not is_html or body.startswith(_NOT_HTML):
        raise PageError(page.url, "not html")
    utf8 = _as_utf8(body, content_type)
    if b"<" not in utf8:
        raise PageError(page.url, "not html")
    markup = _cut_hidden(utf8)
    excess = "too large" if markup is None else find_excess(markup.html)
    if markup is None or excess is not None:
        raise PageError(page.url, excess or "too large")
    return markup


def _as_utf8(body: bytes, content_type: str) -> bytes:
    """The body in UTF-8: by byte order mark, by being mostly UTF-8, by header and meta element, then by its bytes."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace").encode()
    head = body[:2_000]
    if head.count(b"\0") * 4 > len(head):
        # UTF-16 without a mark: every other byte of western text is zero.
        return body.decode("utf-16-be" if head[:1] == b"\0" else "utf-16-le", "replace").encode()
    try:
        # Whatever a page declares, bytes that are valid UTF-8 are UTF-8.
        body.decode()
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        # A few stray bytes, as of a description that was cut within a letter, are an accident.
        if len(text) - len(text.encode("ascii", "ignore")) - broken > broken:
            return text.encode()
        named = [match[1] for match in [_HEADER_CHARSET.search(content_type)] if match]
        named += [match[1].decode() for match in [_META_CHARSET.search(body, 0, 4_096)] if match]
        return _decode_declared(body, named).encode("utf-8", "replace")
    return body


def _decode_declared(body: bytes, names: list[str]) -> str:
    """The text of a body that is not UTF-8, by the names that it is given, else Windows-1252 or what it looks like."""
    for name in names:
        try:
            codec = codecs.lookup(name).name
            # What the web labels Latin-1 is Windows-1252 (WHATWG Encoding, 4.2).
            text = body.decode("cp1252" if codec in ("iso8859-1", "ascii") else codec, "replace")
        except (LookupError, ValueError):
            continue
        # The markup of a large page must not outweigh that each £ and quotation mark of its text is broken.
        if codec != "utf-8" and text.count("\ufffd") * 500 < len(text):
            return text
    runs = _HIGH_BYTES.findall(body)
    if sum(map(len, runs)) < 2 * len(runs):
        # Western text: its accents, quotation marks and signs of currency stand alone.
        return body.decode("cp1252", "replace")
    best = from_bytes(body[:60_000]).best()
    return body.decode(best.encoding if best else "cp1252", "replace")


def _cut_hidden(html: bytes) -> Markup | None:
    """The markup without what shows no text; None where it has too many such parts. A part never closed stays."""
    kept: list[bytes] = []
    json_ld: list[bytes] = []
    unclosed: set[bytes] = set()
    lowered = html.lower()
    position = scan = found = 0
    while match := _HIDDEN_PART.search(html, scan):
        found += 1
        if found > MAX_HIDDEN_PARTS:
            return None
        start = match.start()
        kind = lowered[start + 1 : start + 3]
        # `<!-->` is a whole comment.
        end = -1 if kind in unclosed else lowered.find(_ENDS[kind], start + 2 if kind == b"!-" else start)
        if end < 0:
            unclosed.add(kind)
            scan = start + 1
            continue
        opened = lowered.find(b">", start, end)
        if kind == b"sc" and opened > 0 and _LD_JSON.search(lowered, start, opened) and len(json_ld) < MAX_JSON_LD:
            json_ld.append(html[opened + 1 : end])
        kept.append(html[position:start])
        close = lowered.find(b">", end)
        position = scan = close + 1 if close >= 0 else len(html)
    kept.append(html[position:])
    return Markup(b"".join(kept), tuple(json_ld))

"""XML of strangers: decoded, without entities of its own, read item by item, and read as far as it is well formed."""

import codecs
import re
from collections.abc import Iterator
from html.entities import html5
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from extractors.errors import FeedError

MAX_BYTES = 20_000_000
_CHUNK = 65_536
MAX_DEPTH = 200
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_ENCODING = re.compile(rb"^[\s\x00]*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.-]+)")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What may stand before the root element, but for a document type.
_PROLOG = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*+", re.S)
_DOCUMENT_TYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)(?!\s+html(?:[^\[<>\"']|\"[^\"]*\"|'[^']*')*+>)", re.I)
_CDATA = "<![CDATA["
_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);|#\d{1,7};|#x[0-9a-fA-F]{1,6};)(\w{2,10};)?")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode_xml(body: bytes, url: str) -> str:
    """The document as text. Raises FeedError: too large, empty, or with a document type or entities of its own.

    These can only stand before the root element: pages that an item quotes in CDATA begin with one as well.
    """
    if len(body) > MAX_BYTES:
        raise FeedError(url, "too large")
    text = _FORBIDDEN.sub("", _decode(body)).lstrip("\ufeff \t\r\n")
    if not text:
        raise FeedError(url, "empty")
    prolog = _PROLOG.match(text)
    if _DOCUMENT_TYPE.match(text, prolog.end() if prolog else 0):
        raise FeedError(url, "document type refused")
    return _DECLARATION.sub("", text)


def _decode(body: bytes) -> str:
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    if body[:4] in (b"<\0?\0", b"<\0r\0", b"<\0f\0"):
        return body.decode("utf-16-le", "replace")
    if body[:4] in (b"\0<\0?", b"\0<\0r", b"\0<\0f"):
        return body.decode("utf-16-be", "replace")
    try:
        return body.decode()
    except UnicodeDecodeError:
        declared = _ENCODING.match(body)
        try:
            name = codecs.lookup(declared[1].decode()).name if declared else "cp1252"
        except LookupError:
            name = "cp1252"
        # ISO-8859-1 on the web is Windows-1252.
        return body.decode("cp1252" if name in ("iso8859-1", "ascii") else name, "replace")


def iter_elements(text: str, names: frozenset[str]) -> Iterator[Element]:
    """The elements of these local names as they close; each is emptied after use.

    Stops silently where the document stops being well formed, or nests without end: what came before is good.
    """
    parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
    stack: list[Element] = []
    inside = 0
    text = mend_references(text)
    try:
        for start in range(0, len(text), _CHUNK):
            parser.feed(text[start : start + _CHUNK])
            for event, element in _events(parser):
                wanted = local_name(element) in names
                if event == "start":
                    stack.append(element)
                    if len(stack) > MAX_DEPTH:
                        return
                    inside += wanted
                    continue
                stack.pop()
                inside -= wanted
                if wanted:
                    yield element
                if not inside:
                    element.clear()
                    if stack:
                        stack[-1].remove(element)
    except ParseError:
        return


def _events(parser: "XMLPullParser[Element]") -> Iterator[tuple[str, Element]]:
    for event in parser.read_events():
        if len(event) == 2 and isinstance(event[1], Element):
            yield event[0], event[1]


def mend_references(text: str) -> str:
    """The document with HTML's named characters, which XML does not know; any other bare `&` is itself.

    CDATA sections, where `&` is a character like any other, stay as they are.
    """
    if "&" not in text:
        return text
    kept: list[str] = []
    position = 0
    while (start := text.find(_CDATA, position)) >= 0 and (end := text.find("]]>", start)) >= 0:
        kept += (_REFERENCE.sub(_mend_reference, text[position:start]), text[start:end])
        position = end
    kept.append(_REFERENCE.sub(_mend_reference, text[position:]))
    return "".join(kept)


def _mend_reference(match: re.Match[str]) -> str:
    name = match[1] or ""
    character = html5.get(name)
    return character if character and name not in ("amp;", "lt;", "gt;") else "&amp;" + name


def local_name(element: Element) -> str:
    """The element's name without its namespace, lower case."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""

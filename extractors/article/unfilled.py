"""Pages that a script would fill: what they show is chrome, and their text stands in JSON-LD alone."""

import html
import re

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from extractors.article.blocks import Layout, read_layout
from extractors.article.body import Body, find_body
from extractors.article.chrome import Chrome, Role
from extractors.article.jsonld import plain_line
from extractors.article.meta import Metadata
from extractors.article.paragraphs import Paragraph
from extractors.article.prose import Source, prose_weight
from extractors.limits import find_excess

# Refusals of what a page shows that say nothing about the text that it states.
_UNSHOWN = frozenset(("empty", "login wall", "consent wall"))
_LEAST = 250
_SHORT = 600
_CAPTIONS = frozenset(("figcaption", "caption"))
_TAG = re.compile(
    r"<(?:p|br|div|section|h[1-6]|[uo]l|li|blockquote|strong|em|b|i|a|span|figure|img|table)\b[^<>]*>", re.I
)


def find_stated(metadata: Metadata, source: Source, shown: Body, refusal: str | None) -> Body | None:
    """The body as JSON-LD gives it, where the page shows none, or little and less than half of it without asking for
    money. Where it shows much that is better: stated bodies repeat captions, plugs and what a video player says.
    """
    is_teaser = not refusal and shown.prose < _SHORT and metadata.is_free is not False and not shown.is_cut_off
    if not is_teaser and refusal not in _UNSHOWN:
        return None
    least = max(_LEAST, 0 if refusal else 2 * _size(shown))
    if len(metadata.body) < least:
        return None
    stated = _read_stated(metadata.body, source)
    return stated if _size(stated) >= least else None


def is_unfilled(layout: Layout, body: Body) -> bool:
    """Whether all running text of a page, and that little, stands in sure chrome: a footer, a cookie dialog."""
    if layout.is_chosen or body.prose >= _SHORT:
        return False
    places = {block.box for block in layout.blocks if prose_weight(block, layout.boxes[block.box].tag)}
    return bool(places) and all(_is_in_chrome(layout, box) for box in places)


def _is_in_chrome(layout: Layout, box: int) -> bool:
    """Whether a box lies in sure chrome; what holds the page's heading too is none, whatever it is called."""
    boxes = layout.boxes
    while box > 0:
        around = boxes[box]
        if around.chrome == Chrome.STRONG and around.role == Role.NONE and around.tag not in _CAPTIONS:
            return all(inner.tag != "h1" for inner in boxes[box : around.end])
        box = around.parent
    return False


def _read_stated(text: str, source: Source) -> Body:
    """A stated body: most are plain text, others markup, plain or escaped."""
    markup = html.unescape(text)
    if not _TAG.search(markup):
        lines = [line for part in text.splitlines() if (line := plain_line(part))]
        return Body(tuple(map(Paragraph, lines)), 0.0, sum(map(len, lines)), None)
    encoded = f"<body>{markup}</body>".encode("utf-8", "replace")
    if find_excess(encoded) is not None:
        return Body((), 0.0, 0, None)
    tree = LexborHTMLParser(encoded, options=LexborDocumentOptions.WO_EVENTS)
    if tree.body is None:
        return Body((), 0.0, 0, None)
    body = find_body(read_layout(tree.body, is_chosen=True), source)
    # Of what the page shows it is nothing.
    return Body(body.paragraphs, 0.0, body.prose, None)


def _size(body: Body) -> int:
    return sum(len(paragraph.text) for paragraph in body.paragraphs)

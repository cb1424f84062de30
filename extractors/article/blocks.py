"""One walk over the parsed page: its text as blocks, each with the box (element) that holds it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborNode

from extractors.article.chrome import SKIPPED_TAGS, Chrome, Role, read_box
from extractors.article.inline import STRUCK_TAGS, as_shown, is_border, is_unseen, read_raised
from extractors.article.wall import is_wall

_BLOCK_TAGS = frozenset(
    """
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main ol p pre section summary table tbody td tfoot
    th thead tr ul
    """.split()  # noqa: SIM905 (as a list it would fill a page)
)
_UNREAD_TAGS = SKIPPED_TAGS | STRUCK_TAGS
_BREAK = "\r"  # The parser leaves no carriage return in text.
_MAX_DEPTH = 300
# Text beyond this belongs to no article; it bounds the time that a hostile page costs.
_MAX_BLOCKS = 2_000
_MAX_NAMES = 300
_MAX_NOTICE = 1_000
_MAX_OWN = 1_000
_MAX_SPAN = 50
_DIGIT = re.compile(r"\d")
_SPAN = re.compile(r"[0-9]{1,4}")


@dataclass(slots=True)
class Box:
    """A block element; `parent` is the index of the box around it, `end` that of the first box after its inside."""

    parent: int
    tag: str
    names: str = ""
    chrome: Chrome = Chrome.NONE
    role: Role = Role.NONE
    end: int = 0
    classes: str = ""
    spans: tuple[int, int] = (1, 1)  # The columns and rows of a cell.
    has_time: bool = False

    @property
    def kind(self) -> str:
        """What boxes that are built alike have in common: the words of their class that hold no digit."""
        return _without_digits(self.classes[:_MAX_NAMES]) or self.names


@dataclass(slots=True)
class Block:
    """A run of text between two block boundaries; `link_chars` of it are link text."""

    text: str
    box: int
    link_chars: int = 0
    links: list[tuple[str, str]] = field(default_factory=list)

    @property
    def own_text(self) -> str:
        """The text of a short block without that of its links; empty for a long one, where it would cost much time."""
        text = self.text if len(self.text) <= _MAX_OWN else ""
        for _, label in self.links:
            text = text.replace(label, "", 1)
        return text


@dataclass(slots=True)
class Layout:
    """A page, or the parts of it that an outlet names as the body, as boxes and blocks in document order."""

    boxes: list[Box]
    blocks: list[Block]
    is_chosen: bool = False
    # Of each block its box, of each box where the boxes inside it end: read often.
    homes: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)


class _Walk:
    """Collects blocks; holds the run of text that is being read, and for pieces inside links where these lead."""

    def __init__(self, nodes: tuple[LexborNode, ...], *, is_chosen: bool) -> None:
        self.small = sum(len(node.text_lexbor()) for node in nodes) // 10
        self.around_paragraphs = set().union(*map(_around_paragraphs, nodes))
        self.layout = Layout([Box(-1, "body")], [], is_chosen)
        self.run: list[str] = []
        self.hrefs: dict[int, str] = {}
        self.href: str | None = None
        self.has_break = False

    def read(self, node: LexborNode, box: int, depth: int) -> None:
        """Reads the children of `node`, whose text belongs to `box`. The hot loop: each page has thousands of nodes."""
        child = node.first_child
        is_beside = False
        while child is not None:
            tag = child.tag
            if tag == "-text":
                is_beside = False
                text = child.text_content
                if text and (self.run or not text.isspace()):
                    if self.href is not None:
                        self.hrefs[len(self.run)] = self.href
                    self.run.append(text)
            elif tag in _BLOCK_TAGS:
                if self.run:
                    self.flush(box)
                if depth < _MAX_DEPTH and len(self.layout.blocks) < _MAX_BLOCKS:
                    self.read_box(child, tag, box, depth)
            elif tag == "br":
                self.run.append(_BREAK)
                self.has_break = True
            elif tag not in _UNREAD_TAGS and depth < _MAX_DEPTH:
                self.read_inline(child, box, depth, is_beside=is_beside)
                is_beside = True
            child = child.next

    def read_inline(self, node: LexborNode, box: int, depth: int, *, is_beside: bool) -> None:
        """Reads an element within a line; `is_beside` where another one stands before it without text between."""
        tag, attributes = node.tag, node.attributes
        # What holds paragraphs is no part of a line: the body, which a script shows.
        if attributes and is_unseen(attributes) and node.mem_id not in self.around_paragraphs:
            return
        before = self.run[-1] if self.run else ""
        if tag == "sup" and (raised := read_raised(node, before)) is not None:
            if raised:
                self.run.append(raised)
            return
        if is_beside and before and tag not in ("sup", "sub") and is_border(before, node.text_lexbor()):
            self.run.append(" ")
        if tag == "time":
            self.layout.boxes[box].has_time = True
        if tag == "a":
            outer, self.href = self.href, attributes.get("href") or ""
            self.read(node, box, depth + 1)
            self.href = outer
        else:
            self.read(node, box, depth + 1)

    def read_box(self, node: LexborNode, tag: str, parent: int, depth: int) -> None:
        """Reads a block element as a box of its own; menus and buttons, which are sure chrome, are not looked into."""
        boxes = self.layout.boxes
        attributes = node.attributes
        names = classes = ""
        if attributes:
            classes, key = attributes.get("class") or "", attributes.get("id")
            names = (f"{classes} {key}" if key else classes)[:_MAX_NAMES].strip()
        chrome, role = read_box(tag, names, attributes)
        if tag == "p" and "hidden" in attributes:
            chrome, role = Chrome.HIDDEN, Role.NONE
        if role == Role.STANDFIRST and tag == "p" and boxes[parent].role == Role.BODY:
            # Within the body itself it is the first paragraph.
            chrome, role = Chrome.NONE, Role.NONE
        index = len(boxes)
        box = Box(parent, tag, names, chrome, role, 0, classes)
        if tag in ("td", "th") and attributes:
            box.spans = _read_spans(attributes)
        boxes.append(box)
        if chrome < Chrome.STRONG or role != Role.NONE or self.may_hold_prose(node):
            self.read(node, index, depth + 1)
            if self.run:
                self.flush(index)
        elif chrome == Chrome.STRONG:
            self.add_wall(node, index)
        box.end = len(boxes)

    def add_wall(self, node: LexborNode, box: int) -> None:
        """Of sure chrome only a wall is of interest: it says that the article is cut off."""
        raw = node.text_lexbor()
        if len(raw) < _MAX_NOTICE and is_wall(text := " ".join(raw.split())):
            self.layout.blocks.append(Block(text, box))

    def may_hold_prose(self, node: LexborNode) -> bool:
        """Whether a box of sure chrome must be looked into all the same."""
        return node.mem_id in self.around_paragraphs or len(node.text_lexbor()) > self.small

    def flush(self, box: int) -> None:
        """Ends the run: a block, or several where line breaks are doubled."""
        run, hrefs = self.run, self.hrefs
        first = 0
        if self.has_break:
            broken = False
            for index, piece in enumerate(run):
                if piece == _BREAK and broken:
                    self.add_block(run[first:index], hrefs, first, box)
                    first = index
                elif piece == _BREAK:
                    broken = True
                elif piece.strip():
                    broken = False
        self.add_block(run[first:] if first else run, hrefs, first, box)
        self.run = []
        if hrefs:
            self.hrefs = {}
        self.has_break = False

    def add_block(self, pieces: list[str], hrefs: dict[int, str], first: int, box: int) -> None:
        """A block of the pieces, if they hold any text; `first` is the index of the first of them in the run."""
        text = " ".join(as_shown("".join(pieces)).split())
        if not text:
            return
        block = Block(text, box)
        self.layout.blocks.append(block)
        if not hrefs:
            return
        for index, piece in enumerate(pieces, first):
            href = hrefs.get(index)
            if href is not None and (label := " ".join(as_shown(piece).split())):
                block.link_chars += len(label)
                if block.links and block.links[-1][0] == href:
                    block.links[-1] = (href, f"{block.links[-1][1]} {label}")
                else:
                    block.links.append((href, label))


@lru_cache(maxsize=5_000)
def _without_digits(classes: str) -> str:
    return " ".join(word for word in classes.split() if not _DIGIT.search(word))


def _read_spans(attributes: Mapping[str, str | None]) -> tuple[int, int]:
    """How many columns and rows a cell takes."""
    columns, rows = (attributes.get(name) or "" for name in ("colspan", "rowspan"))
    return _read_span(columns), _read_span(rows)


def _read_span(text: str) -> int:
    return min(max(int(text), 1), _MAX_SPAN) if _SPAN.fullmatch(text.strip()) else 1


def _around_paragraphs(body: LexborNode) -> set[int]:
    """The ids of the elements that hold a <p>."""
    around: set[int] = set()
    for paragraph in body.css("p"):
        node = paragraph.parent
        while node is not None and node.mem_id not in around:
            around.add(node.mem_id)
            node = node.parent
    return around


def read_layout(*nodes: LexborNode, is_chosen: bool = False) -> Layout:
    """The layout of everything inside the nodes: the page's body, or what an outlet names as such (`is_chosen`)."""
    walk = _Walk(nodes, is_chosen=is_chosen)
    boxes = walk.layout.boxes
    for node in nodes:
        box = 0
        if is_chosen:
            # Whatever it is called: the outlet says that it is body.
            box = len(boxes)
            boxes.append(Box(0, node.tag or "div"))
        walk.read(node, box, 1)
        walk.flush(box)
        boxes[box].end = len(boxes)
    boxes[0].end = len(boxes)
    walk.layout.homes = [block.box for block in walk.layout.blocks]
    walk.layout.ends = [box.end for box in boxes]
    return walk.layout

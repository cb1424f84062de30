"""One walk over the parsed page: its text as blocks, each with the box (element) that holds it."""

from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from extractors.article.chrome import SKIPPED_TAGS, Chrome, is_body_name, is_caption_name, read_names

_BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hgroup hr html li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_STRONG_TAGS = {
    "figcaption": Chrome.STRONG,
    "caption": Chrome.STRONG,
    "footer": Chrome.STRONG,
    "form": Chrome.WEAK,
    "figure": Chrome.WEAK,
    "aside": Chrome.WEAK,
}
_MAX_DEPTH = 300


@dataclass(slots=True)
class Box:
    """A block element; `parent` is the index of the box around it, `end` that of the first box after its inside."""

    parent: int
    tag: str
    node: LexborNode
    names: str = ""
    chrome: Chrome = Chrome.NONE
    depth: int = 0
    end: int = 0
    is_body: bool = False


@dataclass(slots=True)
class Block:
    """A run of text between two block boundaries."""

    text: str
    box: int
    link_chars: int
    links: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """A page as boxes and blocks, both in document order."""

    boxes: list[Box]
    blocks: list[Block]


class _Walk:
    """Collects blocks; holds the run of text that is being read."""

    def __init__(self) -> None:
        self.layout = Layout([], [])
        self.run: list[str] = []
        self.link_chars = 0
        self.links: list[tuple[str, str]] = []

    def flush(self, box: int) -> None:
        if self.run:
            for text in "".join(self.run).split("\n\n"):
                words = " ".join(text.split())
                if words:
                    self.layout.blocks.append(Block(words, box, min(self.link_chars, len(words)), self.links))
        self.run = []
        self.link_chars = 0
        self.links = []

    def read(self, node: LexborNode, box: int, depth: int) -> None:
        boxes = self.layout.boxes
        child = node.first_child
        while child is not None:
            tag = child.tag or ""
            if tag == "-text":
                self.run.append(child.text_content or "")
            elif tag == "br":
                self.run.append("\n")
            elif tag in SKIPPED_TAGS or depth > _MAX_DEPTH:
                pass
            elif tag in _BLOCK_TAGS:
                self.flush(box)
                attributes = child.attributes
                names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()
                chrome = _STRONG_TAGS.get(tag) or (read_names(names) if names else Chrome.NONE)
                if tag == "p" and chrome == Chrome.WEAK and not is_caption_name(names):
                    chrome = Chrome.NONE
                inner = len(boxes)
                boxes.append(Box(box, tag, child, names, chrome, depth))
                boxes[inner].is_body = attributes.get("itemprop") == "articleBody" or is_body_name(names)
                self.read(child, inner, depth + 1)
                self.flush(inner)
                boxes[inner].end = len(boxes)
            elif tag == "a":
                self.read_link(child, box, depth)
            else:
                self.read(child, box, depth + 1)
            child = child.next

    def read_link(self, node: LexborNode, box: int, depth: int) -> None:
        before = len(self.run)
        self.read(node, box, depth + 1)
        text = " ".join("".join(self.run[before:]).split())
        self.link_chars += len(text)
        href = node.attributes.get("href")
        if href and text:
            self.links.append((href, text))


def read_layout(body: LexborNode) -> Layout:
    """The layout of everything inside `body`."""
    walk = _Walk()
    walk.layout.boxes.append(Box(-1, "body", body))
    walk.read(body, 0, 1)
    walk.flush(0)
    walk.layout.boxes[0].end = len(walk.layout.boxes)
    return walk.layout

"""Which blocks inside an article's body are its prose, told by their text and their place."""

from dataclasses import dataclass
from itertools import pairwise, takewhile, zip_longest

from extractors.article.blocks import Block
from extractors.article.plugs import has_figure, is_appendix_head, is_bio, is_glossary_head, is_plug, is_section_head

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LOOSE_TAGS = frozenset(
    ("div", "section", "article", "main", "body", "center", "header", "figure", "details", "summary")
)
_ITEM_TAGS = frozenset(("li", "dt", "dd", "td", "th"))
_CLOSERS = "\"'”’)]»"
_MAX_SEARCHED = 60_000
_LEAST_WORDS = 3
_ENDS = tuple(".!?…।:;。！？")


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with the tag of its box and a name for what holds it, equal where the makings are; `parent` holds it."""

    block: Block
    tag: str
    holder: str
    parent: int
    is_wall: bool = False
    cell: int = -1  # The box of the cell of a data table that holds it.

    @property
    def weight(self) -> int:
        """How many characters of running text the block counts for."""
        return prose_weight(self.block, self.tag)


@dataclass(frozen=True, slots=True)
class Source:
    """What is known about where a body comes from: the part of the host name that names it, its title and authors."""

    brand: str
    title: str
    authors: tuple[str, ...]


def prose_weight(block: Block, tag: str) -> int:
    """How many characters of running text a block counts for."""
    size = len(block.text)
    if size < 40 or tag in HEADINGS or block.link_chars * 2 > size:
        return 0
    return size - block.link_chars


def keep_prose(blocks: list[Placed], source: Source) -> list[Placed]:
    """The prose among the blocks of a body: no plugs, pointers elsewhere or labels, and nothing after the end."""
    kept = _cut_sections(blocks, source)
    # Boxes that hold several paragraphs, parted by line breaks.
    broken = {
        first.block.box for first, second in pairwise(kept) if first.block.box == second.block.box and first.weight
    }
    kept = [
        placed
        for placed, after in zip_longest(kept, kept[1:])
        if _is_prose(placed, source.brand, placed.block.box in broken) or _heads_prose(placed, after)
    ]
    kept = _drop_repeats(kept, source.title)
    while kept and _is_trailing(kept[-1], source):
        kept.pop()
    return kept


def _is_trailing(placed: Placed, source: Source) -> bool:
    text = placed.block.text
    if placed.cell >= 0:
        return False
    if placed.tag in HEADINGS or is_bio(text, source.authors):
        return True
    if placed.tag in _ITEM_TAGS or has_figure(placed.block.own_text):
        return False
    return not (placed.block.link_chars or placed.weight or ends_sentence(text))


def _cut_sections(blocks: list[Placed], source: Source) -> list[Placed]:
    """The blocks without sections of links, plugs or definitions, which last until a heading or the body's prose."""
    weights: dict[str, int] = {}
    for placed in blocks:
        weights[placed.holder] = weights.get(placed.holder, 0) + placed.weight
    main = max(weights, key=lambda holder: weights[holder], default="")
    left = total = sum(weights.values())
    kept: list[Placed] = []
    level: str | None = None
    is_appendix = False
    opener = -1
    prose_boxes: set[int] = set()
    for number, placed in enumerate(blocks):
        left -= placed.weight
        if level is not None and placed.tag in HEADINGS and placed.tag <= level:
            level = None
        if level is not None and placed.holder == main and opener != placed.parent and _goes_on(placed):
            # The article goes on; only a glossary or a note on the author at its end runs in the same paragraphs.
            level = level if is_appendix and left * 5 < total else None
        if level is None and _opens_section(placed, source) and not _heads_terms(blocks[number : number + 12]):
            level = placed.tag if placed.tag in HEADINGS else "h6"
            is_appendix = is_appendix_head(placed.block.text)
            # What stands with its heading in a box of its own is all the section's.
            opener = -1 if placed.parent in prose_boxes else placed.parent
        if level is None:
            kept.append(placed)
            if placed.weight:
                prose_boxes.add(placed.parent)
    return kept


def _goes_on(placed: Placed) -> bool:
    """Whether a block in the body's own boxes is prose again, not part of a section of links or plugs."""
    if placed.tag not in ("p", "div"):
        return False
    text = placed.block.text
    return placed.weight >= 60 or (not placed.block.link_chars and has_figure(text) and not is_plug(text))


def _heads_terms(blocks: list[Placed]) -> bool:
    """Whether "Key terms" heads the terms of a deal, as a figure in them shows, and no glossary."""
    head, *items = blocks
    if not is_glossary_head(head.block.text):
        return False
    first = items[0] if items else head
    items = list(takewhile(lambda placed: (placed.tag, placed.holder) == (first.tag, first.holder), items))
    return sum(has_figure(placed.block.own_text) for placed in items) * 2 >= max(len(items), 1)


def _opens_section(placed: Placed, source: Source) -> bool:
    if placed.cell >= 0:
        return False
    if placed.tag not in HEADINGS and (placed.tag not in ("p", "div", "dt", "summary") or placed.block.link_chars):
        return False
    text = placed.block.text
    return (placed.is_wall and len(text) <= 80) or is_section_head(text, source.brand) or is_appendix_head(text)


def _drop_repeats(blocks: list[Placed], title: str) -> list[Placed]:
    """The blocks without the title, without a paragraph twice in a row, and without pull quotes of the text itself."""
    whole = "\n".join(placed.block.text for placed in blocks if placed.tag == "p")[:_MAX_SEARCHED]
    kept: list[Placed] = []
    for placed in blocks:
        text = placed.block.text
        if placed.cell >= 0:
            kept.append(placed)
            continue
        if text == title or (len(text) >= 40 and kept and kept[-1].block.text == text):
            continue
        if placed.tag == "blockquote" and 20 < len(text) < 300 and text.strip("“”\"' ") in whole:
            continue
        kept.append(placed)
    return kept


def _is_prose(placed: Placed, brand: str, is_among_paragraphs: bool) -> bool:
    """Whether a block in the body is part of what the article says."""
    block, tag, text = placed.block, placed.tag, placed.block.text
    size = len(text)
    if placed.cell >= 0:
        return True
    if tag == "h1" or placed.is_wall or is_plug(text, block.own_text):
        return False
    if block.link_chars * 2 > size:
        return _is_linked_prose(placed, brand)
    if tag not in _LOOSE_TAGS or size >= 120 or is_among_paragraphs or ends_sentence(text):
        return True
    # "Budget: $30 million"; not the price beside a picture.
    return has_figure(block.own_text) and len(text.split()) >= _LEAST_WORDS


def _is_linked_prose(placed: Placed, brand: str) -> bool:
    """Whether a block that is mostly link text says something of its own.

    What links to other sites is the article's own material: sources, offers. Lists of the own site are not, nor is the
    preview of a page elsewhere.
    """
    block, tag, text = placed.block, placed.tag, placed.block.text
    size = len(text)
    if tag in ("p", "li", "blockquote") and size > block.link_chars and ends_sentence(text):
        return True
    if (tag == "p" or tag in _ITEM_TAGS) and has_figure(block.own_text):
        return True
    if size == block.link_chars and (tag in _LOOSE_TAGS or tag in HEADINGS):
        return False
    is_long_enough = size >= 20 and (tag in ("p", "li") or size > 80)
    return is_long_enough and all(is_external(href, brand) for href, _ in block.links)


def _heads_prose(placed: Placed, after: Placed | None) -> bool:
    """Whether a linked heading names what the paragraph after it is about, as in a list of films."""
    if placed.tag not in HEADINGS or placed.tag == "h1" or after is None or is_plug(placed.block.text):
        return False
    return after.tag == "p" and after.weight > 0 and after.holder == placed.holder


def is_external(href: str, brand: str) -> bool:
    """Whether a link leads to another site than the one of that brand."""
    return href.startswith(("http://", "https://", "//")) and brand not in href.split("/", 3)[2]


def ends_sentence(text: str) -> bool:
    """Whether a text ends as sentences do."""
    return text.rstrip(_CLOSERS).endswith(_ENDS) or text.endswith(("”", '"', "»"))

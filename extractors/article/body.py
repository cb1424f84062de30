"""Which box of a page holds the article, and which of its blocks are prose."""

from dataclasses import dataclass

from extractors.article.believed import believed_chrome
from extractors.article.blocks import Layout
from extractors.article.chrome import Role
from extractors.article.cutoff import find_walls, is_cut_off, wall_box
from extractors.article.others import find_cards, find_next_articles
from extractors.article.paragraphs import Paragraph, build_paragraphs
from extractors.article.prose import Placed, Source, keep_prose, prose_weight
from extractors.article.root import choose_root
from extractors.article.tables import find_cells


@dataclass(frozen=True, slots=True)
class Body:
    """An article's paragraphs; `share` of the page's running text is in them, `prose` characters; its standfirst.

    `is_cut_off` where the page shows a wall instead of going on.
    """

    paragraphs: tuple[Paragraph, ...]
    share: float
    prose: int
    standfirst: str | None
    is_cut_off: bool = False


_ITEM_TAGS = frozenset(("li", "dd", "td", "th"))


def find_body(layout: Layout, source: Source) -> Body:
    """The article's body; without paragraphs where the page has no prose."""
    boxes, blocks = layout.boxes, layout.blocks
    weights = [prose_weight(block, boxes[block.box].tag) for block in blocks]
    total = max(sum(weights), 1)
    others = find_next_articles(layout, weights, source.title)
    weights = [0 if others[block.box] else weight for block, weight in zip(blocks, weights, strict=True)]
    cards = find_cards(layout, weights, source)
    walls = [number for number in find_walls(layout) if not others[blocks[number].box]]
    chrome = believed_chrome(layout, weights, {wall_box(layout, blocks[number]) for number in walls}, cards)
    chrome = [skipped or other for skipped, other in zip(chrome, others, strict=True)]
    root = 0 if layout.is_chosen else choose_root(layout, weights, chrome, cards)
    if root is None:
        return Body((), 0.0, 0, None)
    end = boxes[root].end
    cells = find_cells(layout, chrome)
    placed = [
        Placed(
            block,
            _text_tag(layout, block.box),
            _holder(layout, block.box),
            boxes[block.box].parent,
            number in walls,
            cells[block.box],
        )
        for number, block in enumerate(blocks)
        if root <= block.box < end and (cells[block.box] >= 0 or not chrome[block.box])
    ]
    kept = keep_prose(placed, source)
    prose = sum(part.weight for part in kept)
    first = kept[0].block.box if kept else len(boxes)
    return Body(
        tuple(build_paragraphs(kept, layout)),
        prose / total,
        prose,
        _find_standfirst(layout, first),
        is_cut_off(layout, walls, [part.block for part in kept]),
    )


def _text_tag(layout: Layout, box: int) -> str:
    """The tag of a box; for a div in an item or a cell the tag of that."""
    boxes = layout.boxes
    around = box
    while boxes[around].tag == "div":
        around = boxes[around].parent
    return boxes[around if boxes[around].tag in _ITEM_TAGS else box].tag


def _holder(layout: Layout, box: int) -> str:
    """A name for what holds a box: equal for boxes that are built alike."""
    boxes = layout.boxes
    parent = boxes[box].parent
    if parent < 0 or boxes[parent].names:
        return boxes[parent].names
    around = boxes[parent].parent
    return f"{boxes[parent].tag} in {boxes[around].names or f'#{around}'}"


def _find_standfirst(layout: Layout, first: int) -> str | None:
    """The text of the first box before the body that calls itself a standfirst."""
    boxes = layout.boxes
    for block in layout.blocks:
        if block.box >= first:
            return None
        box = block.box
        while box > 0 and boxes[box].role != Role.STANDFIRST and box > block.box - 4:
            box = boxes[box].parent
        if (
            boxes[box].role == Role.STANDFIRST
            and 20 <= len(block.text) <= 500
            and block.link_chars * 2 < len(block.text)
        ):
            return block.text
    return None

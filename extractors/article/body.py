"""Which box of a page holds the article, and which of its blocks are prose."""

from collections.abc import Set
from dataclasses import dataclass
from statistics import median

from extractors.article.blocks import Layout
from extractors.article.chrome import Chrome, Role, may_show_text
from extractors.article.cutoff import find_walls, is_cut_off, wall_box
from extractors.article.paragraphs import Paragraph, build_paragraphs
from extractors.article.prose import HEADINGS, Placed, Source, keep_prose, prose_weight
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


_SHARE_OF_MEDIAN = 0.75
_LONG = 100
_ITEM_TAGS = frozenset(("li", "dd", "td", "th"))
_TEXT_TAGS = frozenset(("p", "li", "blockquote", "pre", "dd", "dt", "td"))


def find_body(layout: Layout, source: Source) -> Body:
    """The article's body; without paragraphs where the page has no prose."""
    boxes, blocks = layout.boxes, layout.blocks
    weights = [prose_weight(block, boxes[block.box].tag) for block in blocks]
    walls = find_walls(layout)
    chrome = _believed_chrome(layout, weights, {wall_box(layout, blocks[number]) for number in walls})
    root = 0 if layout.is_chosen else _choose_root(layout, weights, chrome)
    total = max(sum(weights), 1)
    if root is None:
        return Body((), 0.0, 0, None)
    end = boxes[root].end
    cells = find_cells(layout, chrome)
    placed = [
        Placed(block, _text_tag(layout, block.box), _holder(layout, block.box), number in walls, cells[block.box])
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
    parent = layout.boxes[box].parent
    return layout.boxes[parent].names or f"#{parent}"


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


def _believed_chrome(layout: Layout, weights: list[int], walls: Set[int | None]) -> list[bool]:
    """Per box, whether it lies in chrome, which boxes of walls are unless they hold nearly all of the prose.

    Weakly named boxes that together hold a good part of the prose are none.
    """
    boxes = layout.boxes
    inside = _subtree_sums(layout, weights)
    together: dict[str, int] = {}
    for index, box in enumerate(boxes):
        if box.chrome:
            together[box.names] = together.get(box.names, 0) + inside[index]
    believed = [False] * len(boxes)
    shown = _shown_figures(layout)
    for index, box in enumerate(boxes):
        limit = inside[0] * (0.0, 0.25, 0.6, 0.6)[box.chrome]
        if index in walls and inside[index] <= inside[0] * 0.6:
            believed[index] = True
            continue
        believed[index] = (box.parent >= 0 and believed[box.parent]) or (
            box.chrome != Chrome.NONE
            and index not in shown
            and inside[index] <= limit
            and (box.chrome >= Chrome.STRONG or together[box.names] <= limit)
        )
    return believed


def _shown_figures(layout: Layout) -> Set[int]:
    """The figures that show no picture but a table or a quoted post."""
    boxes = layout.boxes
    return {
        index
        for index, box in enumerate(boxes)
        if box.chrome == Chrome.WEAK
        and may_show_text(box.tag, box.names)
        and any(inner.tag in ("table", "blockquote") for inner in boxes[index + 1 : box.end])
    }


def _subtree_sums(layout: Layout, weights: list[int]) -> list[int]:
    sums = [0] * len(layout.boxes)
    for block, weight in zip(layout.blocks, weights, strict=True):
        sums[block.box] += weight
    for index in range(len(sums) - 1, 0, -1):
        sums[layout.boxes[index].parent] += sums[index]
    return sums


def _choose_root(layout: Layout, weights: list[int], chrome: list[bool]) -> int | None:
    """The box that holds the body: where prose is densest, widened while that adds more prose than other text."""
    boxes = layout.boxes
    score = [0.0] * len(boxes)
    believed = [0 if chrome[block.box] else weight for block, weight in zip(layout.blocks, weights, strict=True)]
    for block, weight in zip(layout.blocks, believed, strict=True):
        if not weight:
            continue
        holder = boxes[block.box].parent if boxes[block.box].tag in _TEXT_TAGS else block.box
        share = 1.0
        while holder >= 0 and share > 0.01:
            score[holder] += weight * share
            share *= 0.5
            holder = boxes[holder].parent
    root = max(range(len(boxes)), key=lambda index: score[index])
    if not score[root]:
        return None
    least = _least_paragraph(layout, root, believed)
    prose = _subtree_sums(layout, [weight if weight >= least else 0 for weight in believed])
    other = _subtree_sums(
        layout,
        [
            0 if weight or chrome[block.box] or boxes[block.box].tag in HEADINGS else len(block.text)
            for block, weight in zip(layout.blocks, believed, strict=True)
        ],
    )
    titles = _subtree_counts(layout, "h1")
    return _widen(layout, root, prose, other, titles)


def _least_paragraph(layout: Layout, root: int, weights: list[int]) -> float:
    """How long a paragraph must be to show that the body in `root` goes on elsewhere.

    Scraps of running text stand in every corner of a page; paragraphs of one body are of a kind.
    """
    own = [
        weight
        for block, weight in zip(layout.blocks, weights, strict=True)
        if weight and root <= block.box < layout.boxes[root].end
    ]
    return min(_SHARE_OF_MEDIAN * median(own), _LONG)


def _subtree_counts(layout: Layout, tag: str) -> list[int]:
    counts = [int(box.tag == tag) for box in layout.boxes]
    for index in range(len(counts) - 1, 0, -1):
        counts[layout.boxes[index].parent] += counts[index]
    return counts


def _widen(layout: Layout, root: int, prose: list[int], other: list[int], titles: list[int]) -> int:
    boxes = layout.boxes
    best = root
    index = root
    while boxes[index].tag not in ("article", "main", "body") and boxes[index].parent >= 0:
        index = boxes[index].parent
        if titles[index] > max(1, titles[best]):
            break
        more = prose[index] - prose[best]
        if boxes[index].role == Role.BODY or (more > 0.1 * prose[best] and more > other[index] - other[best]):
            best = index
    around = boxes[index].parent
    if boxes[index].tag == "article" and titles[around] <= max(1, titles[best]) and _holds_entries(layout, index):
        return around
    return best


def _holds_entries(layout: Layout, entry: int) -> bool:
    """Whether beside an <article> stand others that are built alike, as the entries of a live page are.

    Cards of other articles are told by the links that their headings are.
    """
    boxes = layout.boxes
    kind = (boxes[entry].parent, "article", boxes[entry].names)
    alike = [index for index, box in enumerate(boxes) if (box.parent, box.tag, box.names) == kind]
    return len(alike) > 1 and all(_is_entry(layout, index) for index in alike)


def _is_entry(layout: Layout, index: int) -> bool:
    boxes = layout.boxes
    inside = [block for block in layout.blocks if index <= block.box < boxes[index].end]
    return any(prose_weight(block, boxes[block.box].tag) for block in inside) and not any(
        block.link_chars * 2 > len(block.text) and boxes[block.box].tag in HEADINGS for block in inside
    )

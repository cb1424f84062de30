"""Which box of a page holds the article's body."""

from statistics import median

from extractors.article.blocks import Layout
from extractors.article.chrome import Role
from extractors.article.others import is_linked, subtree_sums, sum_inside
from extractors.article.prose import HEADINGS, prose_weight

_SHARE_OF_MEDIAN = 0.75
_LONG = 100
_TEXT_TAGS = frozenset(("p", "li", "blockquote", "pre", "dd", "dt", "td"))


def choose_root(layout: Layout, weights: list[int], chrome: list[bool], cards: list[bool]) -> int | None:
    """The box that holds the body: where prose is densest, widened while that adds more prose than other text.

    Chrome and cards of other stories show nothing of where it is.
    """
    boxes = layout.boxes
    score = [0.0] * len(boxes)
    believed = [
        0 if chrome[block.box] or cards[block.box] else weight
        for block, weight in zip(layout.blocks, weights, strict=True)
    ]
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
    prose = subtree_sums(layout, [weight if weight >= least else 0 for weight in believed])
    other = subtree_sums(
        layout,
        [
            0 if weight or chrome[block.box] or boxes[block.box].tag in HEADINGS else len(block.text)
            for block, weight in zip(layout.blocks, believed, strict=True)
        ],
    )
    titles = sum_inside(layout, [int(box.tag == "h1") for box in boxes])
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
        is_linked(block) and boxes[block.box].tag in HEADINGS for block in inside
    )

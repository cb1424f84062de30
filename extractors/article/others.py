"""Which boxes of a page hold other articles: those that an endless page shows next, and cards that point to them."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from extractors.article.blocks import Block, Layout
from extractors.article.chrome import Role
from extractors.article.prose import HEADINGS, Source, is_external

_MAX_CARD = 600
_LEVELS = 3  # How far above its heading a card's text may be held.
_LEAST_START = 20
_MAX_HEADING = 500
_NO_LETTERS = re.compile(r"[\W_]+")
_LEAST_ENTRIES = 3
_MAX_HEADINGS = 100  # It bounds the time that a hostile page costs.


def subtree_sums(layout: Layout, weights: list[int]) -> list[int]:
    """Per box, the sum of the weights of all blocks inside it."""
    own = [0] * len(layout.boxes)
    for home, weight in zip(layout.homes, weights, strict=True):
        if weight:
            own[home] += weight
    return sum_inside(layout, own)


def sum_inside(layout: Layout, own: list[int]) -> list[int]:
    """Per box, the sum of what it and the boxes inside it have of their own."""
    # Boxes are in document order: those inside one follow it.
    before = list(accumulate(own, initial=0))
    return [before[end] - start for start, end in zip(before, layout.ends, strict=False)]


def is_linked(block: Block) -> bool:
    """Whether most of a block is link text."""
    return block.link_chars * 2 > len(block.text)


def find_next_articles(layout: Layout, weights: list[int], title: str) -> list[bool]:
    """Per box, whether it lies in an article other than the one whose heading is the page's title.

    Such an article stands beside the titled one, is built like it and opens with a heading of its own. Entries of a
    live page, which have a time each, are parts of one article.
    """
    boxes, blocks = layout.boxes, layout.blocks
    other = [False] * len(boxes)
    headings = [number for number, home in enumerate(layout.homes) if boxes[home].tag in HEADINGS]
    own = _find_title(layout, headings, title)
    if own is None:
        return other
    inside = subtree_sums(layout, weights)
    for number in headings[:_MAX_HEADINGS]:
        block = blocks[number]
        if other[block.box] or _is_title(block, title):
            continue
        start = _opened_article(layout, inside, blocks[own].box, number)
        if start is not None:
            # After it no more of the titled one follows.
            end = boxes[boxes[start].parent].end if start > blocks[own].box else boxes[start].end
            other[start:end] = [True] * (end - start)
    return other


def _find_title(layout: Layout, headings: Sequence[int], title: str) -> int | None:
    """The number of the block that is the heading of the page's own article."""
    found = [number for number in headings if _is_title(layout.blocks[number], title)]
    tags = {number: layout.boxes[layout.blocks[number].box].tag for number in found}
    first = [number for number in found if tags[number] == "h1"]
    return next(iter(first or (number for number in found if not is_linked(layout.blocks[number]))), None)


def _is_title(block: Block, title: str) -> bool:
    """Whether a heading says what the title says, which may go on with the outlet's name."""
    if len(block.text) > _MAX_HEADING:
        return False
    heading, wanted = _letters(block.text), _letters(title)
    return bool(heading) and (heading == wanted or (len(heading) >= _LEAST_START and wanted.startswith(heading)))


@lru_cache(maxsize=1_000)
def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text.casefold())


def _opened_article(layout: Layout, inside: list[int], own: int, number: int) -> int | None:
    """The box of the other article that a heading opens, `own` being the box of the page's own title."""
    boxes = layout.boxes
    tag = boxes[layout.blocks[number].box].tag
    mine, its = _branches(layout, own, layout.blocks[number].box)
    if its < 0 or not inside[its] or not _opens(layout, its, number) or _is_within_article(layout, boxes[its].parent):
        return None
    if boxes[its].tag != "article" and tag != "h1" and not (_holds_body(layout, mine) and _holds_body(layout, its)):
        return None
    alike = [
        index
        for index in range(boxes[its].parent + 1, boxes[boxes[its].parent].end)
        if inside[index] and _are_alike(layout, index, its)
    ]
    is_live = tag != "h1" and all(_has_time(layout, index) for index in alike)
    if inside[mine]:
        is_live = is_live and len(alike) >= _LEAST_ENTRIES
        return its if _are_alike(layout, mine, its) and not is_live else None
    # The title stands above them all.
    first = next((index for index in alike if index > own), its)
    return its if first != its and not is_live and not _opens_with_heading(layout, first) else None


def _branches(layout: Layout, one: int, two: int) -> tuple[int, int]:
    """The boxes, side by side, in which two boxes lie; (-1, -1) where one of them lies in the other."""
    boxes = layout.boxes
    above: dict[int, int] = {}
    below = -1
    while one >= 0:
        above[one] = below
        below, one = one, boxes[one].parent
    below = -1
    while two not in above:
        below, two = two, boxes[two].parent
    return (above[two], below) if above[two] >= 0 and below >= 0 else (-1, -1)


def _are_alike(layout: Layout, one: int, two: int) -> bool:
    first, second = layout.boxes[one], layout.boxes[two]
    return (first.parent, first.tag) == (second.parent, second.tag) and (
        first.tag == "article" or first.kind == second.kind
    )


def _opens(layout: Layout, box: int, number: int) -> bool:
    """Whether nothing but labels stands in the box before the block of that number."""
    end = layout.boxes[box].end
    before = [block for block in layout.blocks[max(0, number - 8) : number] if box <= block.box < end]
    return len(before) < 8 and not any(len(block.text) >= 40 and not is_linked(block) for block in before)


def _opens_with_heading(layout: Layout, box: int) -> bool:
    boxes = layout.boxes
    inside = [number for number, block in enumerate(layout.blocks) if box <= block.box < boxes[box].end]
    return any(boxes[layout.blocks[number].box].tag in HEADINGS and _opens(layout, box, number) for number in inside)


def _is_within_article(layout: Layout, box: int) -> bool:
    while box > 0:
        if layout.boxes[box].tag == "article" or layout.boxes[box].role == Role.BODY:
            return True
        box = layout.boxes[box].parent
    return False


def _holds_body(layout: Layout, box: int) -> bool:
    return any(inner.role == Role.BODY for inner in layout.boxes[box : layout.boxes[box].end])


def _has_time(layout: Layout, box: int) -> bool:
    return any(inner.has_time for inner in layout.boxes[box : layout.boxes[box].end])


def find_cards(layout: Layout, weights: list[int], source: Source) -> list[bool]:
    """Per box, whether it lies in a card: a linked headline of the own site with a summary of its story.

    One alone is none, and neither are the parts of an <article> or a named body that holds other prose too.
    """
    boxes = layout.boxes
    in_card = [False] * len(boxes)
    heads = [
        int(boxes[home].tag in HEADINGS and _points_to_story(block, source))
        for home, block in zip(layout.homes, layout.blocks, strict=True)
    ]
    if sum(heads) < 2:
        return in_card
    inside, counts = subtree_sums(layout, weights), subtree_sums(layout, heads)
    for block, head in zip(layout.blocks, heads, strict=True):
        card = boxes[block.box].parent
        for _ in range(_LEVELS):
            if card > 0 and head and not inside[card]:
                card = boxes[card].parent
        if head and card > 0 and 0 < inside[card] <= _MAX_CARD and counts[card] == 1:
            in_card[card : boxes[card].end] = [True] * (boxes[card].end - card)
    if not any(in_card):
        return in_card
    own = subtree_sums(
        layout, [0 if in_card[block.box] else weight for block, weight in zip(layout.blocks, weights, strict=True)]
    )
    # Down the tree: whether a box lies in one that holds an article's own prose.
    within = [False] * len(boxes)
    for index, box in enumerate(boxes):
        is_article = box.tag == "article" or box.role == Role.BODY
        within[index] = (is_article and own[index] > 0) or (box.parent >= 0 and within[box.parent])
    return [card and own[0] > 0 and not within[index] for index, card in enumerate(in_card)]


def _points_to_story(block: Block, source: Source) -> bool:
    is_own = not any(is_external(href, source.brand) for href, _ in block.links)
    return is_linked(block) and is_own and not _is_title(block, source.title)

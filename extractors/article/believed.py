"""Which boxes of a page are believed to be its chrome, by what they are called and what they hold."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from extractors.article.blocks import Layout
from extractors.article.chrome import Chrome, Role, may_hide_body, may_show_text
from extractors.article.others import is_linked, subtree_sums
from extractors.article.prose import HEADINGS

_LONG = 60
_MAX_STANDFIRST = 500
_LIMITS = (0.0, 0.25, 0.6, 0.6)


def believed_chrome(layout: Layout, weights: list[int], walls: Set[int | None], cards: Sequence[bool]) -> list[bool]:
    """Per box, whether it lies in chrome, which boxes of walls are unless they hold nearly all of the prose.

    Boxes that together hold a good part of the prose are none where they are named weakly or as the decks of items.
    Neither are hidden ones with paragraphs that go on with those before them.
    """
    boxes = layout.boxes
    inside = subtree_sums(layout, weights)
    together: dict[str, int] = {}
    for index, box in enumerate(boxes):
        if box.chrome:
            together[box.kind] = together.get(box.kind, 0) + inside[index]
    believed = [False] * len(boxes)
    shown = _shown_figures(layout)
    flow = _find_flow(layout, weights)
    for index, box in enumerate(boxes):
        if index in walls and inside[index] <= inside[0] * 0.6:
            believed[index] = True
            continue
        if box.chrome == Chrome.NONE or (box.parent >= 0 and believed[box.parent]):
            believed[index] = box.parent >= 0 and believed[box.parent]
            continue
        limit = inside[0] * _LIMITS[box.chrome]
        is_much = box.chrome == Chrome.WEAK and together[box.kind] > limit
        if box.role == Role.STANDFIRST and not cards[index]:
            is_much = (
                flow.inside[index] > _MAX_STANDFIRST
                or flow.long[index] >= 3
                or (together[box.kind] > inside[0] * 0.25 and inside[index] > 0 and _is_deck(layout, index))
            )
        believed[index] = (
            index not in shown and inside[index] <= limit and not is_much and not _goes_on(layout, index, flow)
        )
    return believed


@dataclass(frozen=True, slots=True)
class _Flow:
    """Per box, the weight of the paragraphs inside it; how many long ones it holds itself; the first long one that it
    or a shown box in it holds.
    """

    inside: list[int]
    long: list[int]
    first: list[int]


def _find_flow(layout: Layout, weights: list[int]) -> _Flow:
    boxes = layout.boxes
    weights = [
        weight if boxes[block.box].tag == "p" else 0 for block, weight in zip(layout.blocks, weights, strict=True)
    ]
    flow = _Flow(subtree_sums(layout, weights), [0] * len(boxes), [len(boxes)] * len(boxes))
    for block, weight in zip(layout.blocks, weights, strict=True):
        if weight < _LONG:
            continue
        parent = boxes[block.box].parent
        flow.long[parent] += 1
        around = boxes[parent].parent if boxes[parent].chrome == Chrome.NONE else -1
        for box in (parent, around):
            if box >= 0:
                flow.first[box] = min(flow.first[box], block.box)
    return flow


def _goes_on(layout: Layout, index: int, flow: _Flow) -> bool:
    """Whether a box that a button shows holds paragraphs that follow others beside it: the rest of the body."""
    box = layout.boxes[index]
    return (
        flow.long[index] >= 2
        and box.tag in ("div", "section")
        and flow.first[box.parent] < index
        and may_hide_body(box.names)
    )


def _is_deck(layout: Layout, index: int) -> bool:
    """Whether a box called a standfirst is the text of an item: a heading that links nowhere stands above it."""
    boxes = layout.boxes
    around = boxes[index].parent
    beside = [block for block in layout.blocks if around <= block.box < boxes[around].end]
    heads = [block for block in beside if boxes[block.box].tag in HEADINGS]
    return (
        around > 0
        and len(heads) == 1
        and boxes[heads[0].box].tag != "h1"
        and heads[0].box < index
        and not any(map(is_linked, beside))
    )


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

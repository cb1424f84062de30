"""Where a page's wall stands, and whether the article is cut off by it."""

from collections.abc import Sequence

from extractors.article.blocks import Block, Layout
from extractors.article.chrome import Chrome
from extractors.article.wall import find_wall_texts, is_named_wall

_ELSEWHERE = frozenset(("header", "footer", "nav"))
_OPEN_ENDS = ("…", "...", "[…]", "[...]")
# Of an article that is longer nobody hides the rest.
_SHORT = 1_800


def find_walls(layout: Layout) -> list[int]:
    """The numbers of the blocks that are walls which readers see, those of the page's head and foot left out."""
    blocks = layout.blocks
    found = find_wall_texts([block.text for block in blocks])
    return [number for number in found if not _is_elsewhere(layout, blocks[number].box)]


def wall_box(layout: Layout, block: Block) -> int | None:
    """The outermost box around a wall that calls itself one; None where none does."""
    found, box = None, block.box
    for _ in range(5):
        if box <= 0:
            break
        if is_named_wall(layout.boxes[box].names):
            found = box
        box = layout.boxes[box].parent
    return found


def is_cut_off(layout: Layout, walls: Sequence[int], kept: Sequence[Block]) -> bool:
    """Whether a wall stands where the text stops, and the text is short or breaks off there."""
    if not walls or not kept:
        return False
    last = next(number for number, block in enumerate(layout.blocks) if block is kept[-1])
    size = sum(len(block.text) for block in kept)
    return walls[-1] > last and (size < _SHORT or kept[-1].text.endswith(_OPEN_ENDS))


def _is_elsewhere(layout: Layout, box: int) -> bool:
    while box > 0:
        around = layout.boxes[box]
        if around.chrome == Chrome.HIDDEN or around.tag in _ELSEWHERE:
            return True
        box = around.parent
    return False

"""Which tables of a page hold data: in these each cell stays in its column, whatever it says and links to."""

import re

from extractors.article.blocks import Box, Layout
from extractors.article.chrome import Chrome

_CELLS = ("td", "th")
_MAX_CELL = 400
# Layout tables hold running text, data tables words and figures.
_MAX_MEAN = 120
_DIGIT = re.compile(r"\d")


def find_cells(layout: Layout, chrome: list[bool]) -> list[int]:
    """Per box, the cell of a data table that it is or lies in, by its index; -1 for other boxes.

    A data table has at least two rows of two cells or more, short texts, and in half of its rows, the head apart,
    a digit that is no part of a link, which tells it from a table of links.
    """
    boxes = layout.boxes
    if not any(box.tag == "table" for box in boxes):
        return [-1] * len(boxes)
    cells, tables = _place_boxes(boxes)
    texts: dict[int, list[str]] = {}
    figures: set[int] = set()
    for block in layout.blocks:
        cell = cells[block.box]
        if cell >= 0:
            texts.setdefault(cell, []).append(block.text)
            if _DIGIT.search(block.own_text):
                figures.add(cell)
    rows: dict[int, dict[int, list[int]]] = {}
    for index, box in enumerate(boxes):
        if cells[index] == index:
            rows.setdefault(tables[index], {}).setdefault(box.parent, []).append(index)
    sizes = {cell: sum(map(len, parts)) for cell, parts in texts.items()}
    data = {
        table
        for table, lines in rows.items()
        if table >= 0 and not chrome[table] and _is_data(list(lines.values()), sizes, figures)
    }
    return [cell if tables[index] in data else -1 for index, cell in enumerate(cells)]


def _place_boxes(boxes: list[Box]) -> tuple[list[int], list[int]]:
    """Per box, the cell and the table that it lies in; -1 for none. Nothing in a table in a table has a table."""
    cells, tables = [-1] * len(boxes), [-1] * len(boxes)
    nested: set[int] = set()
    for index, box in enumerate(boxes):
        if box.parent < 0:
            continue
        tables[index], cells[index] = tables[box.parent], cells[box.parent]
        if box.tag == "table":
            nested.add(tables[index])
            tables[index], cells[index] = (index, -1) if tables[index] == -1 else (tables[index], cells[index])
        elif box.tag in _CELLS and cells[index] == -1:
            cells[index] = index if tables[index] >= 0 else -1
        elif box.chrome >= Chrome.STRONG:
            # A caption, a hidden row, words for screen readers.
            cells[index] = tables[index] = -1
    return cells, [-1 if table in nested else table for table in tables]


def _is_data(rows: list[list[int]], sizes: dict[int, int], figures: set[int]) -> bool:
    lengths = [sizes[cell] for row in rows for cell in row if cell in sizes]
    if sum(len(row) >= 2 for row in rows) < 2 or max(lengths, default=0) > _MAX_CELL:
        return False
    with_figure = sum(any(cell in figures for cell in row) for row in rows)
    return sum(lengths) <= _MAX_MEAN * len(lengths) and with_figure * 2 >= len(rows) - 1


def row_text(layout: Layout, row: int, texts: dict[int, str]) -> str:
    """A row as a line with bars; a cell without text leaves its column blank."""
    boxes = layout.boxes
    cells = [index for index in range(row + 1, boxes[row].end) if boxes[index].parent == row]
    line = " | ".join(texts.get(cell, "") for cell in cells if boxes[cell].tag in _CELLS)
    return " ".join(line.split())

"""Which tables of a page hold data: in these each cell stays in its column, whatever it says and links to."""

import re

from extractors.article.blocks import Box, Layout
from extractors.article.chrome import Chrome

_CELLS = ("td", "th")
_MAX_CELL = 400
# Layout tables hold running text, data tables words and figures.
_MAX_MEAN = 120
# Beyond these no cell is repeated; they bound the length of a hostile table.
_MAX_COLUMNS = 40
_MAX_REPEATED = 80
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


def table_lines(layout: Layout, table: int, rows: dict[int, dict[int, str]]) -> list[str]:
    """The rows of a table, given with the texts of their cells, as lines with bars.

    A cell without text leaves its column blank; one that spans columns or rows stands in each of them, so that every
    figure is under its heading.
    """
    boxes = layout.boxes
    lines: list[str] = []
    # What cells of rows above say in a column, and for how many rows more.
    open_cells: dict[int, tuple[str, int]] = {}
    for row in range(table + 1, boxes[table].end):
        if boxes[row].tag != "tr":
            continue
        texts = rows.get(row, {})
        cells = [cell for cell in range(row + 1, boxes[row].end) if boxes[cell].parent == row]
        cells = [cell for cell in cells if boxes[cell].tag in _CELLS]
        columns = _fill_row(layout, cells, texts, open_cells)
        if row in rows:
            lines.append(" ".join(" | ".join(columns).split()))
    return lines


def _fill_row(
    layout: Layout, cells: list[int], texts: dict[int, str], open_cells: dict[int, tuple[str, int]]
) -> list[str]:
    """The texts of a row's columns; what `open_cells` hold for this row is taken, what it opens is put there."""
    columns: list[str] = []

    def take_open() -> None:
        while (column := len(columns)) in open_cells:
            text, left = open_cells.pop(column)
            columns.append(text)
            if left > 1:
                waiting[column] = (text, left - 1)

    waiting: dict[int, tuple[str, int]] = {}
    # A cell that is alone in its row is a heading over all columns.
    is_alone = len(cells) == 1 and not open_cells
    for cell in cells:
        take_open()
        width, height = (1, 1) if is_alone or len(columns) >= _MAX_COLUMNS else layout.boxes[cell].spans
        text = texts.get(cell, "")
        again = text if len(text) <= _MAX_REPEATED else ""
        for number in range(width):
            if height > 1:
                waiting[len(columns)] = (again, height - 1)
            columns.append(again if number else text)
    take_open()
    open_cells.clear()
    open_cells.update(waiting)
    return columns

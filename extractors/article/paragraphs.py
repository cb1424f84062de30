"""Blocks put together as paragraphs: lists as lines with a dash, table rows as lines with bars."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from extractors.article.blocks import Layout
from extractors.article.prose import Placed
from extractors.article.tables import table_lines

_MAX_CELL = 200


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article and the links in it, as (address as written, text)."""

    text: str
    links: tuple[tuple[str, str], ...] = ()


def build_paragraphs(blocks: list[Placed], layout: Layout) -> list[Paragraph]:
    """The paragraphs; the items of one list make one paragraph, and so do the rows of one table."""
    paragraphs: list[Paragraph] = []
    for table, group in groupby(blocks, key=lambda placed: _table(placed.cell, layout)):
        if table < 0:
            paragraphs += _build_lines(group, layout)
        else:
            paragraphs.append(_build_table(group, layout, table))
    return paragraphs


def _table(cell: int, layout: Layout) -> int:
    """The table of a cell; -1 for no cell."""
    while cell >= 0 and layout.boxes[cell].tag != "table":
        cell = layout.boxes[cell].parent
    return cell


def _build_table(blocks: Iterable[Placed], layout: Layout, table: int) -> Paragraph:
    rows: dict[int, dict[int, str]] = {}
    links: list[tuple[str, str]] = []
    for placed in blocks:
        row = rows.setdefault(layout.boxes[placed.cell].parent, {})
        before = row.get(placed.cell)
        row[placed.cell] = f"{before} {placed.block.text}" if before else placed.block.text
        links += placed.block.links
    lines = table_lines(layout, table, rows)
    while all(line.startswith("| ") for line in lines):
        # A first column of pictures.
        lines = [line[2:] for line in lines]
    return Paragraph("\n".join(lines), tuple(links))


def _build_lines(blocks: Iterable[Placed], layout: Layout) -> list[Paragraph]:
    paragraphs: list[Paragraph] = []
    last: tuple[int, int] = (-1, -1)
    for placed in blocks:
        block = placed.block
        group, line = _group(placed, layout)
        joins = group >= 0 and group == last[0]
        if joins and line == last[1]:
            glue = " | " if placed.tag in ("td", "th") else " "
        else:
            glue = "\n- " if layout.boxes[line].tag == "li" else "\n"
        if joins:
            before = paragraphs.pop()
            paragraphs.append(Paragraph(before.text + glue + block.text, before.links + tuple(block.links)))
        else:
            start = "- " if group >= 0 and layout.boxes[line].tag == "li" else ""
            paragraphs.append(Paragraph(start + block.text, tuple(block.links)))
        last = (group, line)
    return paragraphs


def _group(placed: Placed, layout: Layout) -> tuple[int, int]:
    """The list or table that a block belongs to and its item or row there; (-1, -1) for a paragraph of its own."""
    boxes = layout.boxes
    if placed.tag in ("td", "th") and len(placed.block.text) <= _MAX_CELL:
        cell = placed.block.box
        while boxes[cell].tag == "div":
            cell = boxes[cell].parent
        row = table = boxes[cell].parent
        while table > 0 and boxes[table].tag in ("tr", "tbody", "thead", "tfoot"):
            table = boxes[table].parent
        return table, row
    item = placed.block.box
    for _ in range(3):
        if item <= 0 or boxes[item].tag == "li":
            break
        item = boxes[item].parent
    if item <= 0 or boxes[item].tag != "li":
        return -1, -1
    return boxes[item].parent, item

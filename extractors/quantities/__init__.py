"""Amounts in prose: money, lengths of time, people, shares and bare numbers, with their hedges and exact offsets.

`find_quantities(text)` gives every amount; `read_as(bare, like)` and `read_in(bare, unit, others)` lend a bare number
the unit of another amount; `find_ratios(text, quantities)` gives the shares that two of them make;
`dates.find_dates(text, published)` gives every date; `format_quantity` and `parse_quantity` write and read one amount.
All need the standard library alone and take time in proportion to the length of the text.
"""

from extractors.quantities.canonical import format_quantity, parse_quantity
from extractors.quantities.find import find_quantities
from extractors.quantities.inherit import read_as, read_in
from extractors.quantities.ratios import find_ratios

__all__ = ["find_quantities", "find_ratios", "format_quantity", "parse_quantity", "read_as", "read_in"]

"""Amounts in prose: money, lengths of time, people, shares and bare numbers, with their hedges and exact offsets.

`find_quantities(text)` gives every amount; `read_as(bare, like)` lends a bare number the unit of another amount;
`dates.find_dates(text, published)` gives every date. All need the standard library alone and take time in proportion
to the length of the text.
"""

from extractors.quantities.find import find_quantities
from extractors.quantities.inherit import read_as

__all__ = ["find_quantities", "read_as"]

"""Writes an amount in one plain form, and reads one amount from a text of its own."""

from decimal import Decimal

from extractors.quantities.amount import plain
from extractors.quantities.find import find_quantities
from extractors.records import Bound, Quantity

_HEDGES: dict[Bound, str] = {"exact": "", "about": "about ", "over": "more than ", "under": "up to ", "range": ""}
_UNITS = {"minute": "minutes", "day": "days", "person": "people", "percent": "per cent", "count": ""}


def parse_quantity(text: str) -> Quantity | None:
    """The amount that fills the text, but for white space around it; None where there is none, or more than that."""
    found = find_quantities(text)
    if len(found) != 1 or found[0].text != text.strip():
        return None
    return found[0]


def format_quantity(quantity: Quantity) -> str:
    """The amount in its plain form: "about USD 1,500,000", "between 18 and 22 minutes", "up to 9 people".

    `parse_quantity` reads it back: the same low, high, unit, bound and dimension.
    """
    low = _amount(quantity.low, quantity)
    if quantity.high is None:
        return f"{_HEDGES[quantity.bound]}{low}"
    if quantity.dimension == "money":
        return f"between {low} and {_amount(quantity.high, quantity)}"
    return f"between {plain(quantity.low):,f} and {_amount(quantity.high, quantity)}"


def _amount(value: Decimal, quantity: Quantity) -> str:
    if quantity.dimension == "money":
        return f"{quantity.unit} {plain(value):,f}"
    return f"{plain(value):,f} {_UNITS[quantity.unit]}".rstrip()

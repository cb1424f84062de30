"""Amounts come out of DECIMAL columns with all of their places; readers want the figure."""

from decimal import Decimal


def plain(value: Decimal | None) -> Decimal | None:
    """The same amount without idle zeros and without an exponent: 500000, 1.67."""
    if value is None:
        return None
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()

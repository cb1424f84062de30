"""An amount while it is being read: token positions in place of characters, no hedge yet."""

from dataclasses import dataclass
from decimal import Decimal

from extractors.records import Bound, Dimension


@dataclass(frozen=True, slots=True)
class Amount:
    """[low, high] in `unit` between the tokens `start` and `end`.

    `scale` is the factor that was written ("million" = 1000000); `infix` the bound of a hedge inside the amount
    ("eighty-odd per cent").
    """

    low: Decimal
    high: Decimal | None
    unit: str
    dimension: Dimension
    start: int
    end: int
    scale: int = 1
    infix: Bound = "exact"


def plain(value: Decimal) -> Decimal:
    """The value without trailing noughts and without an exponent."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def tidy(value: Decimal) -> Decimal:
    """Two decimals at most: 100 seconds are 1.67 minutes."""
    return plain(value.quantize(Decimal("0.01")))


def share(numerator: Decimal, denominator: Decimal, start: int, end: int) -> Amount:
    """So many parts of so many, in per cent, between two tokens."""
    value = numerator * 100 / denominator
    # The guide writes a third as 33 and two-thirds as 67.
    if denominator == 3 and numerator in {1, 2}:
        value = Decimal(33 if numerator == 1 else 67)
    return Amount(tidy(value), None, "percent", "percent", start, end)

"""An amount while it is being read: token positions in place of characters, no hedge yet."""

from dataclasses import dataclass
from decimal import Decimal

from extractors.records import Dimension


@dataclass(frozen=True, slots=True)
class Amount:
    """[low, high] in `unit` between the tokens `start` and `end`. `scale` is the factor that was written ("million")."""

    low: Decimal
    high: Decimal | None
    unit: str
    dimension: Dimension
    start: int
    end: int
    scale: int = 1
    is_range: bool = False
    hedge: str = ""


def tidy(value: Decimal) -> Decimal:
    """Two decimals at most, without trailing noughts or an exponent."""
    rounded = value.quantize(Decimal("0.01")) if value != value.to_integral_value() else value
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded.normalize()

"""Reads a bare number after the model of an amount with a unit: "It cost $9 million; six had been the plan"."""

from collections.abc import Sequence
from dataclasses import replace

from extractors.quantities.measures import DAY_UNITS
from extractors.quantities.scales import CRORE_AND_LAKH, RUPEES, SCALES
from extractors.quantities.tokens import split_tokens
from extractors.records import Dimension, Quantity

# A number of this size means itself.
_WRITTEN_OUT = 1_000
_PLAIN_UNITS: dict[str, Dimension] = {"minute": "duration", "person": "people", "percent": "percent"}


def read_as(bare: Quantity, like: Quantity) -> Quantity:
    """The bare number (`unit == "count"`) with the unit of `like`, and with its scale where the number has none.

    "260" after "$340 million" becomes 260,000,000 USD; "240 million" after "€80 million" keeps its own scale; "three"
    after "nine weeks" becomes 21 days. Offsets, words and bound stay those of the bare number.
    """
    if bare.unit != "count":
        return bare
    factor = 1 if _written_scale(bare) > 1 else _written_scale(like)
    if like.dimension == "money":
        factor = _money_factor(bare, like, factor)
    size = _day_size(like) if like.unit == "day" else 1
    return replace(
        bare,
        low=bare.low * factor * size,
        high=None if bare.high is None else bare.high * factor * size,
        unit=like.unit,
        dimension=like.dimension,
    )


def lends_money(like: Quantity, bare: Quantity) -> bool:
    """Whether the bare number may be money after the sum: crore and lakh are rupees alone."""
    is_rupees = not CRORE_AND_LAKH.isdisjoint(split_tokens(bare.text).words)
    return like.dimension == "money" and (like.unit in RUPEES or not is_rupees)


def read_in(bare: Quantity, unit: str, others: Sequence[Quantity]) -> Quantity | None:
    """The bare number read in the unit: `money` for any currency, else `minute`, `day`, `person` or `percent`.

    It is read after the nearest amount of that unit in `others`, an earlier one before a later one; people, per cent
    and minutes need no model. None where money or days have none.
    """
    models = [other for other in others if (lends_money(other, bare) if unit == "money" else other.unit == unit)]
    if models:
        earlier = [other for other in models if other.end <= bare.start]
        like = earlier[-1] if earlier else min(models, key=lambda other: other.start)
        return read_as(bare, like)
    if unit in _PLAIN_UNITS:
        return replace(bare, unit=unit, dimension=_PLAIN_UNITS[unit])
    return None


def _money_factor(bare: Quantity, like: Quantity, factor: int) -> int:
    """The scale that a bare number means after a sum: none for 55,000; that of the digits after "$7,900,000"."""
    if bare.low >= _WRITTEN_OUT:
        return 1
    if factor > 1 or _written_scale(bare) > 1:
        return factor
    return next((scale for scale in (10**6, 10**3) if like.low >= 10 * scale), 1)


def _written_scale(quantity: Quantity) -> int:
    """The factor of the last scale word in the amount's own words."""
    words = split_tokens(quantity.text).words
    return next((SCALES[word] for word in reversed(words[1:]) if word in SCALES), SCALES.get(words[0], 1))


def _day_size(quantity: Quantity) -> int:
    """What one of the amount's units is worth in days."""
    words = split_tokens(quantity.text).words
    return next((int(DAY_UNITS[word]) for word in words if word in DAY_UNITS), 1)

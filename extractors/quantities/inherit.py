"""Reads a bare number after the model of an amount with a unit: "It cost $9 million; six had been the plan"."""

from dataclasses import replace

from extractors.quantities.measures import DAY_UNITS, TIME_UNITS
from extractors.quantities.numbers import SCALES, number_at, scale_at
from extractors.quantities.tokens import split_tokens
from extractors.records import Quantity


def read_as(bare: Quantity, like: Quantity) -> Quantity:
    """The bare number (`unit == "count"`) with the unit of `like`, and with its scale where the number has none.

    "260" after "$340 million" becomes 260,000,000 USD; "240 million" after "€80 million" keeps its own scale; "three"
    after "nine weeks" becomes 21 days. Offsets, words and bound stay those of the bare number.
    """
    if bare.unit != "count":
        return bare
    factor = 1 if _written_scale(bare) > 1 else _written_scale(like)
    if like.dimension == "money" and bare.low >= 1000 and factor > 1:
        factor = 1
    size = _day_size(like) if like.unit == "day" else 1
    return replace(
        bare,
        low=bare.low * factor * size,
        high=None if bare.high is None else bare.high * factor * size,
        unit=like.unit,
        dimension=like.dimension,
    )


def _written_scale(quantity: Quantity) -> int:
    """The factor of the last scale word in the amount's own words."""
    tokens = split_tokens(quantity.text)
    factor = 1
    for index, word in enumerate(tokens.words):
        if word in SCALES and (len(word) > 2 or index > 0):
            scale = scale_at(tokens, index)
            factor = scale[0] if scale is not None else factor
    return factor


def _day_size(quantity: Quantity) -> int:
    tokens = split_tokens(quantity.text)
    for index, word in enumerate(tokens.words):
        if word in DAY_UNITS and (index == 0 or number_at(tokens, index) is None) and word in TIME_UNITS:
            return int(DAY_UNITS[word])
    return 1

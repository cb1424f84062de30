"""Shares that two amounts of a sentence make: "37 of its 80 minutes", "some 300 of the 900 shots"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.quantities.amount import tidy
from extractors.quantities.tokens import split_tokens
from extractors.records import Quantity

_LONGEST = 60
_MOST_WORDS = 7
_MEASURED = frozenset({"count", "minute"})
_BREAKS = frozenset({".", ",", ";", ":", "and", "in", "to"})


def find_ratios(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Per cent that a smaller amount is of the larger one it is counted out of, among the amounts of the text.

    A ratio spans both amounts, so it overlaps them: `find_quantities` gives the parts, this what they come to.
    """
    ratios: list[Quantity] = []
    for part, whole in pairwise(quantities):
        is_measured = {part.unit, whole.unit} <= _MEASURED and 0 < part.low < whole.low
        if is_measured and _is_out_of(text[part.end : whole.start]):
            ratios.append(_ratio(text, part, whole))
    return ratios


def _is_out_of(between: str) -> bool:
    """ "of the", "out of", "shots of its", "of the film's"."""
    if len(between) > _LONGEST or "\n" in between:
        return False
    tokens = split_tokens(between)
    words = tokens.words[: tokens.count]
    return len(words) <= _MOST_WORDS and "of" in words[:3] and _BREAKS.isdisjoint(words)


def _ratio(text: str, part: Quantity, whole: Quantity) -> Quantity:
    return replace(
        part,
        end=whole.end,
        text=text[part.start : whole.end],
        low=tidy(part.low * 100 / whole.low),
        high=None if part.high is None else tidy(part.high * 100 / whole.low),
        unit="percent",
        dimension="percent",
        value_end=whole.value_end,
    )

"""What the amounts of many claims can mean: extractors.facts.intervals in columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Self

import numpy as np

from db.arrays import Bools, Floats, Ints, number
from extractors.currency import Rates, anchor_day
from extractors.facts.intervals import ABOUT, ABOUT_MONEY, CONVERTED_SLACK, EXACT, EXACT_MONEY
from extractors.records import Bound

# The more definite come first.
BOUNDS: tuple[Bound, ...] = ("exact", "range", "about", "over", "under")
DAY_US = 86_400_000_000
EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Intervals:
    """extractors.facts.intervals.Interval, one a place; `unit` is a number, -1 where there is no interval."""

    low: Floats
    high: Floats
    unit: Ints
    converted: Bools

    def take(self, places: Ints | Bools) -> Self:
        """Those of some places."""
        return type(self)(self.low[places], self.high[places], self.unit[places], self.converted[places])


def overlap(one: Intervals, other: Intervals) -> tuple[Floats, Floats, Bools]:
    """Where both of each pair can be true, and whether there is such a place."""
    slack = np.where(one.converted != other.converted, CONVERTED_SLACK, 0.0)
    # An open end has no share: no number is larger or smaller than what comes out.
    with np.errstate(invalid="ignore"):
        other_low = other.low - np.abs(other.low) * slack
        other_high = other.high + np.abs(other.high) * slack
        low = np.where(other_low > one.low, other_low, one.low)
        high = np.where(other_high < one.high, other_high, one.high)
    return low, high, (one.unit >= 0) & (one.unit == other.unit) & (low <= high)


@dataclass(frozen=True, slots=True)
class Stated:
    """Amounts of claims as places in lists, -1 for none; `day` since 1970."""

    low: Ints
    high: Ints
    unit: Ints
    bound: Ints
    is_estimated: Bools
    moment: Ints
    day: Ints


def find_intervals(
    stated: Stated, amounts: Sequence[Decimal], units: Sequence[str], moments: Sequence[str], rates: Rates
) -> Intervals:
    """What each of the stated amounts can mean."""
    numbers = np.array([*map(float, amounts), 0.0])
    factor = _find_factors(stated, amounts, units, moments, rates)
    is_converted = ~np.isnan(factor)
    low, high = numbers[stated.low], numbers[np.where(stated.high < 0, stated.low, stated.high)]
    low, high = np.where(is_converted, low * factor, low), np.where(is_converted, high * factor, high)
    # The last one is that of converted amounts, which are in dollars.
    names = [*units, "", "USD"]
    unit = np.where(is_converted, len(units) + 1, stated.unit)
    hedged = (stated.bound == BOUNDS.index("about")) | stated.is_estimated
    exact = np.array([EXACT.get(name, EXACT_MONEY) for name in names])[unit]
    about = np.array([ABOUT.get(name, ABOUT_MONEY) for name in names])[unit]
    share, least = np.where(hedged[:, None], about, exact).T
    low, high = low - np.maximum(np.abs(low) * share, least), high + np.maximum(np.abs(high) * share, least)
    dollars = units.index("USD") if "USD" in units else len(units) + 1
    has_none = (stated.low < 0) | (stated.unit < 0)
    return Intervals(
        np.where(stated.bound == BOUNDS.index("under"), -np.inf, low),
        np.where(stated.bound == BOUNDS.index("over"), np.inf, high),
        np.where(has_none, -1, np.where(is_converted, dollars, stated.unit)),
        is_converted & ~has_none,
    )


def _find_factors(
    stated: Stated, amounts: Sequence[Decimal], units: Sequence[str], moments: Sequence[str], rates: Rates
) -> Floats:
    """What an amount in another currency is to be multiplied with for dollars; NaN where it is not to be converted."""
    is_foreign = np.array([*(len(unit) == 3 and unit != "USD" for unit in units), False])[stated.unit]
    rows = np.flatnonzero(is_foreign & (stated.low >= 0))
    low, unit, moment, day = (column[rows] for column in (stated.low, stated.unit, stated.moment, stated.day))
    # A moment that is a date tells the rate by itself, whenever it was printed.
    one, other = date(2000, 1, 1), date(2000, 1, 2)
    is_dated = np.array([*(anchor_day(at, one) == anchor_day(at, other) for at in moments), False])[moment]
    found = number(low, unit, moment, np.where(is_dated, 0, day))
    firsts = np.unique(found, return_index=True)[1]
    times = [*moments, None]
    factors = []
    for amount, currency, at, said in zip(*(one[firsts].tolist() for one in (low, unit, moment, day)), strict=True):
        anchor = anchor_day(times[at], date.fromordinal(said + EPOCH))
        dollars = rates.to_usd(amounts[amount], units[currency], anchor)
        number_ = float(amounts[amount])
        factors.append(np.nan if dollars is None or not number_ else float(dollars) / number_)
    result = np.full(len(stated.low), np.nan)
    result[rows] = np.array(factors)[found]
    return result

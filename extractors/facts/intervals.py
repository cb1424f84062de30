"""What a stated amount can mean, as an interval: two statements agree where their intervals overlap.

"under $30M", "about $28 million" and "€26m" may all be true of one film; "$500,000" and "$50,000" may not.
"""

from dataclasses import dataclass, replace
from datetime import date
from math import inf

from extractors.currency import Rates, anchor_day
from extractors.records import Claim

# How far a plain figure and a hedged one may lie from the truth, as a share, and at least in units.
EXACT = {"minute": (0.01, 1.0), "day": (0.10, 0.5), "person": (0.0, 0.0), "percent": (0.0, 1.0)}
ABOUT = {"minute": (0.05, 2.0), "day": (0.20, 1.0), "person": (0.15, 1.0), "percent": (0.10, 3.0)}
EXACT_MONEY = (0.025, 0.0)
ABOUT_MONEY = (0.15, 0.0)
# Two currencies: the writer's rate is not ours, nor is the day.
CONVERTED_SLACK = 0.06


@dataclass(frozen=True, slots=True)
class Interval:
    """[low, high] in `unit`; amounts of money are in US dollars where a rate is known (`converted`)."""

    low: float
    high: float
    unit: str
    converted: bool = False


def interval_of(claim: Claim, published: date, rates: Rates | None) -> Interval | None:
    """What the claim's amount can mean; None for a claim without one."""
    if claim.value is None or claim.unit is None:
        return None
    low = float(claim.value)
    high = low if claim.value_high is None else float(claim.value_high)
    unit, converted = claim.unit, False
    if rates is not None and len(unit) == 3 and unit != "USD":
        dollars = rates.to_usd(claim.value, unit, anchor_day(claim.as_of, published))
        if dollars is not None and low:
            factor = float(dollars) / low
            low, high, unit, converted = low * factor, high * factor, "USD", True
    hedged = claim.bound == "about" or claim.status == "estimated"
    share, least = ABOUT.get(unit, ABOUT_MONEY) if hedged else EXACT.get(unit, EXACT_MONEY)
    low, high = low - max(abs(low) * share, least), high + max(abs(high) * share, least)
    if claim.bound == "over":
        high = inf
    elif claim.bound == "under":
        low = -inf
    return Interval(low, high, unit, converted)


def overlap(one: Interval | None, other: Interval | None) -> Interval | None:
    """Where both can be true, in the first one's currency; None where they cannot or are of different units."""
    if one is None or other is None or one.unit != other.unit:
        return None
    slack = CONVERTED_SLACK if one.converted != other.converted else 0.0
    low = max(one.low, other.low - abs(other.low) * slack)
    high = min(one.high, other.high + abs(other.high) * slack)
    return Interval(low, high, one.unit, one.converted) if low <= high else None


def close(interval: Interval | None) -> Interval | None:
    """The same, with an open end put as far off the figure as that of an "about": what "over $50M" is a figure of."""
    if interval is None:
        return None
    share, least = ABOUT.get(interval.unit, ABOUT_MONEY)
    low, high = interval.low, interval.high
    if high == inf:
        return replace(interval, high=low + max(abs(low) * share, least))
    if low == -inf:
        return replace(interval, low=high - max(abs(high) * share, least))
    return interval


def comparable(one: Interval | None, other: Interval | None) -> bool:
    """Whether the two could contradict each other: amounts in currencies without a known rate cannot."""
    return one is not None and other is not None and one.unit == other.unit

"""When a value holds. A budget is one figure for all time; a valuation of another year is history, not a dispute."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

# Types whose value changes: how many days back a claim without a date of its own may speak of.
SLACK_DAYS = {
    "valuation": 60,
    "revenue": 60,
    "funding": 45,
    "team_size": 180,
    "box_office": 3,
    "deal_value": 90,
    "legal_amount": 180,
}

Period = tuple[date, date]


def period_of(type_: str, as_of: str | None, published: date) -> Period | None:
    """The days that a claim's value may be about; None for a type whose value does not change."""
    slack = SLACK_DAYS.get(type_)
    if slack is None:
        return None
    period = parse_period(as_of) if as_of else None
    return period or (published - timedelta(days=slack), published)


def same_time(one: Period | None, other: Period | None) -> bool:
    """Whether two claims may speak of the same time."""
    return one is None or other is None or (one[0] <= other[1] and other[0] <= one[1])


@lru_cache(maxsize=4096)
def parse_period(partial: str) -> Period | None:
    """First and last day of a partial ISO date; None where it is none."""
    try:
        parts = [int(part) for part in partial.split("-")]
        if len(parts) == 1:
            return date(parts[0], 1, 1), date(parts[0], 12, 31)
        if len(parts) == 2:
            return date(parts[0], parts[1], 1), date(parts[0], parts[1], monthrange(parts[0], parts[1])[1])
        day = date(*parts)
    except (ValueError, TypeError, IndexError):
        return None
    return day, day


def dates_agree(one: str | None, other: str | None) -> bool:
    """Whether two partial dates can be the same day: "2026" and "2026-05-21" can; an unknown date agrees with any."""
    return one is None or other is None or one.startswith(other) or other.startswith(one)

"""Equivalents of amounts in US dollars by dated reference rates. An unknown rate gives None: nothing is guessed."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

# A rate stands for a month and a half after its day (the shipped table is monthly), the newest one for longer:
# a table that ends in October still serves a November article.
_VALID_FOR = timedelta(days=45)
_NEWEST_VALID_FOR = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Rate:
    """Units of a currency for one euro on a day."""

    day: date
    currency: str
    per_eur: float


class Rates:
    """A table of reference rates."""

    def __init__(self, rates: Iterable[Rate]) -> None:
        by_currency: dict[str, list[tuple[date, float]]] = defaultdict(list)
        for rate in rates:
            by_currency[rate.currency].append((rate.day, rate.per_eur))
        self._series = {currency: sorted(series) for currency, series in by_currency.items()}

    def to_usd(self, amount: Decimal, currency: str, day: date) -> Decimal | None:
        """The amount in US dollars, to four significant digits, by the last rates on or before the day."""
        if currency == "USD":
            return amount
        dollar = self._per_eur("USD", day)
        other = 1.0 if currency == "EUR" else self._per_eur(currency, day)
        if dollar is None or other is None:
            return None
        # Four digits: a month's last rate is no truer than that.
        return Decimal(f"{float(amount) * dollar / other:.4g}")

    def _per_eur(self, currency: str, day: date) -> float | None:
        series = self._series.get(currency, [])
        position = bisect_right(series, (day, float("inf")))
        if position == 0:
            return None
        found, per_eur = series[position - 1]
        valid_for = _NEWEST_VALID_FOR if position == len(series) else _VALID_FOR
        return per_eur if day - found <= valid_for else None


def anchor_day(as_of: str | None, published: date) -> date:
    """The day at whose rate an amount is converted: the middle of the period it held for, else the publication."""
    if not as_of:
        return published
    year, month, day = (*(int(part) for part in as_of.split("-")), 0, 0)[:3]
    try:
        return date(year, month or 7, day or (15 if month else 1))
    except ValueError:
        return published

"""Dollars by dated rates."""

from datetime import date
from decimal import Decimal

import pytest

from extractors.currency import Rate, Rates, anchor_day

RATES = Rates(
    [
        Rate(date(2025, 3, 31), "USD", 1.10),
        Rate(date(2025, 4, 30), "USD", 1.20),
        Rate(date(2025, 3, 31), "GBP", 0.80),
        Rate(date(2025, 4, 30), "GBP", 0.75),
    ]
)


def test_dollars_stay_dollars() -> None:
    assert RATES.to_usd(Decimal("123.45"), "USD", date(1990, 1, 1)) == Decimal("123.45")


def test_the_last_rate_before_the_day_counts() -> None:
    assert RATES.to_usd(Decimal(1000000), "EUR", date(2025, 4, 29)) == Decimal("1.100E+6")
    assert RATES.to_usd(Decimal(1000000), "EUR", date(2025, 4, 30)) == Decimal("1.200E+6")
    assert RATES.to_usd(Decimal(1000000), "GBP", date(2025, 5, 2)) == Decimal("1.600E+6")


@pytest.mark.parametrize("day", [date(2024, 1, 1), date(2027, 1, 1)])
def test_a_day_without_a_rate_gives_nothing(day: date) -> None:
    assert RATES.to_usd(Decimal(1), "EUR", day) is None


def test_an_unknown_currency_gives_nothing() -> None:
    assert RATES.to_usd(Decimal(1), "NGN", date(2025, 4, 30)) is None


def test_without_rates_nothing_is_guessed() -> None:
    assert Rates([]).to_usd(Decimal(1), "EUR", date(2025, 4, 30)) is None


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (None, date(2026, 5, 20)),
        ("2025", date(2025, 7, 1)),
        ("2025-04", date(2025, 4, 15)),
        ("2025-04-03", date(2025, 4, 3)),
        ("2025-13", date(2026, 5, 20)),
    ],
)
def test_an_amount_is_converted_in_the_middle_of_its_period(as_of: str | None, expected: date) -> None:
    assert anchor_day(as_of, date(2026, 5, 20)) == expected

"""Values read as a person would write them."""

from decimal import Decimal

import pytest

from digest.phrases import amount, money


@pytest.mark.parametrize(
    ("value", "currency", "text"),
    [
        ("500000", "USD", "$500,000"),
        ("1000000000", "USD", "$1 billion"),
        ("1500000", "USD", "$1.5 million"),
        ("1234567", "GBP", "£1,234,567"),
        ("200000000", "INR", "₹200 million"),
        ("3000000", "PLN", "PLN 3 million"),
        ("0.5", "USD", "$0.5"),
        ("2300000000000", "KRW", "₩2.3 trillion"),
    ],
)
def test_money(value: str, currency: str, text: str) -> None:
    assert money(Decimal(value), currency) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("95", "minute", "95 minutes"),
        ("1", "person", "1 person"),
        ("14", "day", "14 days"),
        ("1.67", "minute", "1.67 minutes"),
        ("80", "percent", "80%"),
    ],
)
def test_other_units(value: str, unit: str, text: str) -> None:
    assert amount(Decimal(value), unit) == text

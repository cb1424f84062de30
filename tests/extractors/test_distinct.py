"""Which claims of an article are one."""

from decimal import Decimal
from typing import Any

from extractors.claims.find import _distinct
from extractors.records import Claim


def deal(object_: str | None, confidence: float, *, start: int = 0, value: str = "5000000", **fields: Any) -> Claim:
    return Claim(
        type="deal_value",
        subject="Hell Grind",
        quote="for $5 million",
        start=start,
        end=start + 14,
        value_start=start,
        value_end=start + 14,
        value=Decimal(value),
        unit="USD",
        object=object_,
        confidence=confidence,
        **fields,
    )


def test_two_deals_of_one_size_are_two() -> None:
    found = _distinct([deal("Meridian", 0.9), deal("Orchard Films", 0.8, start=90)])
    assert [claim.object for claim in found] == ["Meridian", "Orchard Films"]


def test_a_deal_that_is_named_again_without_its_buyer_is_one() -> None:
    assert [claim.object for claim in _distinct([deal("Meridian", 0.9), deal(None, 0.8, start=90)])] == ["Meridian"]
    assert [claim.start for claim in _distinct([deal("Meridian", 0.7), deal("Meridian", 0.8, start=90)])] == [90]


def test_a_figure_asserted_and_denied_in_one_article_stands_once_as_it_is_surest() -> None:
    found = _distinct([deal(None, 0.8), deal(None, 0.9, start=90, status="denied")])
    assert [claim.status for claim in found] == ["denied"]

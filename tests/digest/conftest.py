"""Rows of an invented day."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from extractors.digest_records import ChangeRow, ClaimRow, Counts, DigestRows, FactRow

AT = datetime(2026, 5, 27, 9, 0, tzinfo=UTC)


def claim_row(number: int = 1, **changes: Any) -> ClaimRow:
    values: dict[str, Any] = {
        "claim_id": f"c{number}",
        "type": "budget",
        "subject_id": "w1",
        "subject": "Moth Parade",
        "subject_type": "WORK",
        "object": None,
        "label": None,
        "low": Decimal(2_000_000),
        "high": None,
        "unit": "USD",
        "usd_low": Decimal(2_000_000),
        "usd_high": None,
        "bound": "about",
        "date": None,
        "as_of": None,
        "status": "asserted",
        "attribution": None,
        "quote": "Moth Parade cost about $2 million.",
        "confidence": 0.9,
        "article_id": f"a{number}",
        "title": "A parade of moths",
        "url": f"https://outlet{number}.example/moths",
        "outlet_id": f"o{number}",
        "outlet": f"Outlet {number}",
        "published": AT,
        "seen_at": AT,
    }
    return ClaimRow(**(values | changes))


def fact_row(*claims: ClaimRow, **changes: Any) -> FactRow:
    first = claims[0]
    values: dict[str, Any] = {
        "fact_id": f"f-{first.claim_id}",
        **{
            name: getattr(first, name)
            for name in (
                "type",
                "subject_id",
                "subject",
                "subject_type",
                "object",
                "label",
                "low",
                "high",
                "unit",
                "usd_low",
                "usd_high",
                "bound",
                "date",
                "as_of",
                "status",
            )
        },
        "rank": "normal",
        "reason": "",
        "disputed": False,
        "independent_outlets": len(claims),
        "first_seen": AT,
        "last_seen": AT,
        "claims": claims,
    }
    return FactRow(**(values | changes))


def day_rows(*facts: FactRow, **changes: Any) -> DigestRows:
    changes_ = tuple(ChangeRow("new", fact, fact.claims) for fact in facts)
    claims = tuple(claim for fact in facts for claim in fact.claims)
    values = {
        "since": AT,
        "until": AT,
        "claims": claims,
        "changes": changes_,
        "counts": Counts(4, 4, 3, 0, 1, 3, 1, 0, len(claims), 2, 0),
    }
    return DigestRows(**(values | changes))


@pytest.fixture
def rows() -> Callable[..., DigestRows]:
    return day_rows

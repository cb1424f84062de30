"""Short ways to say who claims what."""

import itertools
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from extractors.records import Claim, Decision, Fact, SourcedClaim

_number = itertools.count(1)
_SOURCED = (
    *("object_id", "copy_of", "attribution_id", "attribution_type", "cites", "is_current", "article_id"),
    "version",
)


def said(value: str | None = None, outlet: str = "reel", day: int = 1, **fields: Any) -> SourcedClaim:
    """A claim on the budget of `film` in May 2026, unless the fields say otherwise; `year` moves it."""
    number = next(_number)
    sourced = {name: fields.pop(name) for name in _SOURCED if name in fields}
    published = datetime(fields.pop("year", 2026), fields.pop("month", 5), day, 12, tzinfo=UTC)
    subject = fields.pop("subject", "film")
    high = fields.pop("value_high", None)
    quote = fields.pop("quote", f"statement number {number}")
    claim = Claim(
        type=fields.pop("type", "budget"),
        subject=subject,
        quote=quote,
        start=0,
        end=len(quote),
        value_start=0,
        value_end=len(quote),
        value=None if value is None else Decimal(value),
        value_high=None if high is None else Decimal(high),
        unit=fields.pop("unit", "USD") if value is not None else None,
        **fields,
    )
    return SourcedClaim(
        id=f"claim-{number:06}",
        claim=claim,
        subject_id=subject,
        article_id=sourced.pop("article_id", f"article-{number:06}"),
        version_id=f"version-{number:06}",
        outlet=outlet,
        url=f"https://{outlet}.example/{number}",
        published=published,
        **sourced,
    )


def decided(kind: Any, *claims: SourcedClaim, reason: str = "checked by phone", day: int = 30) -> Decision:
    """A user's word on claims."""
    return Decision(
        id=f"decision-{next(_number)}",
        kind=kind,
        target="claim",
        target_id=claims[0].id,
        reason=reason,
        at=datetime(2026, 5, day, tzinfo=UTC),
        claim_ids=tuple(claim.id for claim in claims),
    )


def fact_of(facts: list[Fact], claim: SourcedClaim) -> Fact:
    """The fact of a claim's own value."""
    (found,) = (
        fact
        for fact in facts
        if (claim.id, True) in {(s.claim_id, s.role in ("supports", "repeats")) for s in fact.supports}
    )
    return found


def roles(fact: Fact) -> dict[str, str]:
    """Roles by claim id."""
    return {support.claim_id: support.role for support in fact.supports}

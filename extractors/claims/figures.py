"""The amount of a claim in the claim's own unit."""

from collections.abc import Sequence
from dataclasses import replace

from extractors.claims.triggers import Trigger
from extractors.quantities.inherit import lends_money, read_as
from extractors.records import Quantity

_INHERITED = {"runtime": "minute", "production_time": "day", "team_size": "person", "ai_share": "percent"}
_MINUTES_A_DAY = 1440


def figure_of(claim_type: str, trigger: Trigger, quantities: Sequence[Quantity]) -> Quantity | None:
    """The amount in the unit of the claim; a bare number takes it from the nearest amount of a fitting dimension."""
    quantity = trigger.quantity
    if quantity is None:
        return None
    if quantity.unit == "count":
        wanted = _INHERITED.get(claim_type)
        models = [q for q in quantities if (q.unit == wanted if wanted else lends_money(q, quantity))]
        earlier = [q for q in models if q.end <= quantity.start] or models
        if earlier:
            return read_as(quantity, min(earlier, key=lambda q: abs(q.start - quantity.start)))
        return replace(quantity, unit=wanted) if wanted and claim_type != "production_time" else None
    if claim_type == "production_time" and quantity.unit == "minute":
        high = None if quantity.high is None else quantity.high / _MINUTES_A_DAY
        return replace(quantity, low=quantity.low / _MINUTES_A_DAY, high=high, unit="day")
    return quantity

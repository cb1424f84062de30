"""Which value of a property comes first, and why: the reason is printed, so that nobody has to trust the order."""

from collections.abc import Sequence
from typing import Literal

from extractors.facts.conflicts import Stand
from extractors.facts.values import age_key

Rank = Literal["preferred", "normal", "deprecated"]


def rank_stand(stand: Stand, stands: Sequence[Stand]) -> tuple[Rank, str]:
    """The rank of one value among all of its property."""
    out = _out_reason(stand)
    if stand.accepted is not None and stand.rejected is None:
        return "preferred", f"accepted: {stand.accepted}"
    if out is not None:
        return "deprecated", out
    if stand.value.standing == "actual":
        return _rank_actual(stand, stands)
    if stand.value.standing == "planned":
        return _rank_planned(stand, stands)
    return ("normal", "disputed: denied") if stand.against else ("deprecated", "denied")


def _out_reason(stand: Stand) -> str | None:
    """Why nothing holds the value up any more, if so."""
    if stand.rejected is not None:
        return f"rejected: {stand.rejected}"
    return stand.withdrawn or stand.superseded or stand.overruled


def _rank_actual(stand: Stand, stands: Sequence[Stand]) -> tuple[Rank, str]:
    if stand.against:
        return _rank_disputed(stand)
    if all(sourced.claim.status == "reported" for sourced in stand.held):
        return "normal", "hearsay only"
    later = [other for other in stands if _is_later(other, stand)]
    if later:
        return "normal", "a later figure is known"
    voices = stand.counted
    return "preferred", "one source" if voices == 1 else f"{voices} independent sources agree"


def _rank_disputed(stand: Stand) -> tuple[Rank, str]:
    # A denial is one voice against; the subject's own later one has ended the matter before this.
    strongest = max(other.counted or 1 for other in stand.against)
    if stand.counted > strongest:
        return "preferred", f"disputed: {stand.counted} independent sources against {strongest}"
    if stand.counted < strongest:
        return "normal", f"disputed: {stand.counted} independent sources against {strongest}"
    return "normal", "disputed: as many sources on either side"


def _is_later(other: Stand, stand: Stand) -> bool:
    """Whether the other is a value of a later time."""
    if other.value.standing != "actual" or other.is_out:
        return False
    if other.value.outgrows(stand.value):
        return True
    if stand.value.same_time(other.value):
        return False
    return max(period[1] for period in other.value.periods if period) > max(
        period[1] for period in stand.value.periods if period
    )


def _rank_planned(stand: Stand, stands: Sequence[Stand]) -> tuple[Rank, str]:
    if stand.against:
        return "normal", "disputed plan"
    if stand.has_outcome:
        return "normal", "a plan; the outcome is known"
    newer = any(
        other is not stand
        and other.value.standing == "planned"
        and not other.is_out
        and age_key(other.latest) > age_key(stand.latest)
        for other in stands
    )
    return ("deprecated", "an earlier plan") if newer else ("normal", "planned")

"""Claims on one property gathered into values: claims that can all be true of the same time."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date as date_
from datetime import datetime
from typing import Literal

from extractors.currency import Rates
from extractors.facts.intervals import Interval, close, comparable, interval_of, overlap
from extractors.facts.timing import Period, dates_agree, period_of, same_time
from extractors.records import SourcedClaim

# A plan is no value yet and a denial is none at all: neither ever stands behind what others state. What the user has
# rejected stays by itself.
Standing = Literal["actual", "planned", "denied", "rejected"]
# A lawsuit has a sum for each work, damages sought and a settlement: only figures of one size (the larger at most
# so many times the smaller) can be about one of them.
_SEVERAL = frozenset(("legal_amount",))
SAME_SIZE = 3
# What has been taken so far is more every day: a larger figure of a later day is no other word on the same.
_GROWING = frozenset(("box_office",))
_BOUND_ORDER = {"exact": 0, "range": 1, "about": 2, "over": 3, "under": 4}


@dataclass(slots=True)
class Value:
    """Claims that agree. `interval` is where all of them are true, `periods` when they may hold."""

    standing: Standing
    members: list[SourcedClaim]
    interval: Interval | None
    date: str | None
    periods: list[Period | None] = field(default_factory=list)

    @property
    def first_day(self) -> date_:
        """The first day that any of the claims may be about; that of all time where the value does not change."""
        return min((period[0] for period in self.periods if period), default=date_.min)

    @property
    def last_day(self) -> date_:
        """The last one."""
        return max((period[1] for period in self.periods if period), default=date_.max)

    def same_time(self, other: "Value") -> bool:
        """Whether some claims of both may speak of one time."""
        # A type whose value does not change has no periods: most types.
        if self.periods[0] is None or other.periods[0] is None:
            return True
        return any(same_time(one, two) for one in self.periods for two in other.periods)

    def contradicts(self, other: "Value") -> bool:
        """Whether both cannot be true at one time, standing aside."""
        if not self.same_time(other):
            return False
        if not dates_agree(self.date, other.date):
            return True
        if self.members[0].claim.type in _SEVERAL and not _same_order(self.interval, other.interval):
            return False
        if self.outgrows(other) or other.outgrows(self):
            return False
        return comparable(self.interval, other.interval) and overlap(self.interval, other.interval) is None

    def outgrows(self, other: "Value") -> bool:
        """Whether this is a larger figure, of a later day, of what only rises: the other was true in its time."""
        if self.members[0].claim.type not in _GROWING or not self.standing == other.standing == "actual":
            return False
        one, two = self.interval, other.interval
        if one is None or two is None or one.unit != two.unit or one.low <= two.low:
            return False
        return self._known_on() > other._known_on()

    def _known_on(self) -> date_:
        """The first day of which the value was told."""
        days = ((sourced.claim, sourced.published.date()) for sourced in self.members)
        return min(min(day, (period_of(claim.type, claim.as_of, day) or (day, day))[1]) for claim, day in days)

    def agrees(self, other: "Value") -> bool:
        """Whether both say the same of one time, standing aside."""
        if not self.same_time(other) or not dates_agree(self.date, other.date):
            return False
        if self.interval is None and other.interval is None:
            return True
        return overlap(self.interval, other.interval) is not None

    def is_figure_of(self, other: "Value") -> bool:
        """Whether both give one figure of one time, standing aside: "over $50M" is no word on a round of $308M."""
        if not self.same_time(other) or not dates_agree(self.date, other.date):
            return False
        return overlap(close(self.interval), close(other.interval)) is not None

    def denies(self, other: "Value") -> bool:
        """Whether this denial is about the other's very figure: "not 42 days but 49" denies no 49."""
        if not self.same_time(other) or not dates_agree(self.date, other.date):
            return False
        figures = {(sourced.claim.value, sourced.claim.value_high, sourced.claim.unit) for sourced in self.members}
        return any(
            (sourced.claim.value, sourced.claim.value_high, sourced.claim.unit) in figures for sourced in other.members
        )


def _same_order(one: Interval | None, other: Interval | None) -> bool:
    if one is None or other is None:
        return True
    small, large = sorted((max(one.low, 0.0), max(other.low, 0.0)))
    return large <= SAME_SIZE * small


def standing_of(sourced: SourcedClaim, rejected: Container[str] = ()) -> Standing:
    """How a claim bears on what others state."""
    if sourced.id in rejected:
        return "rejected"
    status = sourced.claim.status
    if status == "planned":
        return "planned"
    return "denied" if status == "denied" else "actual"


def gather_values(members: Iterable[SourcedClaim], rates: Rates | None, rejected: Container[str] = ()) -> list[Value]:
    """Puts each claim with those that it agrees with; the most definite ones come first and set the frame.

    An open claim ("over $1 billion") that agrees with several values goes to the one with the most claims.
    """
    members = list(members)
    if len(members) == 1:
        return [value_of(members[0], rates, rejected)]
    values: list[Value] = []
    last: tuple[object, Value] | None = None
    for sourced in sorted(members, key=definite_first):
        single = value_of(sourced, rates, rejected)
        signature = (single.standing, single.interval, single.date, single.periods[0])
        if last is not None and last[0] == signature:
            # Word for word the value before: no need to look through all the others.
            last[1].members.append(sourced)
            continue
        value = _find_value(values, single)
        if value is None:
            values.append(single)
            value = single
        else:
            _join(value, single)
        last = (signature, value)
    return values


def value_of(sourced: SourcedClaim, rates: Rates | None, rejected: Container[str]) -> Value:
    """A claim as a value of its own."""
    claim = sourced.claim
    day = sourced.published.date()
    return Value(
        standing_of(sourced, rejected),
        [sourced],
        interval_of(claim, day, rates),
        claim.date,
        [period_of(claim.type, claim.as_of, day)],
    )


def definite_first(sourced: SourcedClaim) -> tuple[object, ...]:
    """Sorts the most definite claims first."""
    claim = sourced.claim
    # A date with its day before a year, an amount before none; then equal amounts side by side.
    return (
        _BOUND_ORDER[claim.bound],
        -len(claim.date or ""),
        claim.unit or "",
        claim.value if claim.value is not None else 0,
        claim.value_high or 0,
        claim.as_of or "",
        sourced.published,
        sourced.id,
    )


def _find_value(values: Sequence[Value], single: Value) -> Value | None:
    agreeing = [value for value in values if value.standing == single.standing and value.agrees(single)]
    return max(agreeing, key=lambda value: len(value.members), default=None)


def _join(value: Value, single: Value) -> None:
    value.members += single.members
    value.interval = overlap(value.interval, single.interval) or value.interval
    value.date = max((value.date, single.date), key=lambda found: len(found or ""))
    if single.periods[0] not in value.periods:
        value.periods.append(single.periods[0])


def oldest_first(members: Iterable[SourcedClaim]) -> list[SourcedClaim]:
    """In the order of publication, versions of one article in theirs, ties by id."""
    return sorted(members, key=age_key)


def age_key(sourced: SourcedClaim) -> tuple[datetime, bool, str]:
    """Sorts by age; an earlier version of an article has the same date and comes first."""
    return (sourced.published, sourced.is_current, sourced.id)

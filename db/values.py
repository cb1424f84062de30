"""Claims of many properties gathered into values, all properties at once: extractors.facts.values in columns.

What a property's next claim joins depends on those before it; so all second claims are placed at once, then all third
ones, and so on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

import numpy as np

from db.arrays import Bools, Ints, any_of, cross, lengths, ranks, starts_of
from db.coded_amounts import Intervals, overlap
from db.coded_claims import Batch, CodedClaims
from extractors.facts.intervals import ABOUT, ABOUT_MONEY


@dataclass(frozen=True, slots=True)
class Frames:
    """What claims that agree have in common, in columns: where all of them are true, and the most precise date."""

    standing: Ints
    interval: Intervals
    date: Ints

    def take(self, places: Ints) -> Self:
        """The same columns of some of them."""
        return type(self)(self.standing[places], self.interval.take(places), self.date[places])


@dataclass(frozen=True, slots=True)
class Values:
    """Values in columns, those of a property together, in the order of their making.

    `start` and `size` say where the claims of each lie in `claims`, oldest first; `is_own` tells those that a value was
    made of from those that joined it out of another property; `maker` is one of the former.
    """

    claims: CodedClaims
    is_own: Bools
    start: Ints
    size: Ints
    value_of_claim: Ints
    maker: Ints
    property: Ints
    topic: Ints
    frames: Frames

    def __len__(self) -> int:
        return len(self.start)


class Dates:
    """Which partial dates can be the same day."""

    def __init__(self, dates: Sequence[str]) -> None:
        encoded = [one.encode() for one in dates]
        self.lengths = np.array([*map(len, encoded), 0], dtype=np.int64)
        width = max(1, int(self.lengths.max()))
        self._letters = np.array(encoded, dtype=f"S{width}").view(np.uint8).reshape(len(encoded), width)

    def agree(self, one: Ints, other: Ints) -> Bools:
        """extractors.facts.timing.dates_agree, for pairs."""
        found: Bools = (one < 0) | (other < 0) | (one == other)
        rest = np.flatnonzero(~found)
        one, other = one[rest], other[rest]
        shorter = np.minimum(self.lengths[one], self.lengths[other])
        same = self._letters[one] == self._letters[other]
        found[rest] = (same | (np.arange(same.shape[1]) >= shorter[:, None])).all(axis=1)
        return found


def gather_values(batch: Batch, claims: CodedClaims) -> Values:
    """The values of all properties; figures without a label are with the labelled ones that they belong to."""
    claims = claims.take(_definite_first(batch, claims))
    dates = Dates(batch.dates)
    adopter = _adopt(batch, claims, dates)
    is_own = adopter < 0
    own = np.flatnonzero(is_own)
    frames, leader = _Gathering(claims.take(own), dates).gather()
    leader = own[leader]
    makers = np.unique(leader)
    value = np.empty(len(claims), dtype=np.int64)
    value[own] = np.searchsorted(makers, leader)
    value[~is_own] = value[adopter[~is_own]]
    order = np.lexsort((claims.place, claims.is_current, claims.published, value))
    start = starts_of(value[order])
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return Values(
        claims=claims.take(order),
        is_own=is_own[order],
        start=start,
        size=lengths(start, len(claims)),
        value_of_claim=value[order],
        maker=place[makers],
        property=claims.property[makers],
        topic=claims.topic[makers],
        frames=frames.take(np.searchsorted(own, makers)),
    )


def _definite_first(batch: Batch, claims: CodedClaims) -> Ints:
    """By property; within one as extractors.facts.values looks at them."""
    amounts = ranks(batch.amounts, Decimal(0))
    order: Ints = np.lexsort(
        (
            claims.place,
            claims.published,
            ranks(batch.moments, "")[claims.moment],
            amounts[claims.high],
            amounts[claims.low],
            ranks(batch.units, "")[claims.unit],
            -np.array([*map(len, batch.dates), 0])[claims.date],
            claims.bound,
            claims.property,
        )
    )
    return order


class _Gathering:
    """Values in the making. Each is known by the place of the claim that it was made of, its leader."""

    def __init__(self, claims: CodedClaims, dates: Dates) -> None:
        self._claims, self._dates = claims, dates
        start = starts_of(claims.property)
        self._first = np.repeat(start, lengths(start, len(claims)))
        # Columns of their own: they change.
        self._frames = Frames(claims.standing, claims.interval, claims.date).take(np.arange(len(claims)))
        self._size = np.ones(len(claims), dtype=np.int64)
        self._leader = np.arange(len(claims))
        self._is_like_last = self._find_like_last()

    def _find_like_last(self) -> Bools:
        """Whether a claim is word for word the one before: it goes where that one went."""
        claims, interval = self._claims, self._claims.interval
        alike = np.ones(max(0, len(claims) - 1), dtype=np.bool_)
        for column in (
            *(claims.property, claims.standing, claims.date, claims.first_day, claims.last_day),
            *(interval.low, interval.high, interval.unit, interval.converted),
        ):
            alike &= column[1:] == column[:-1]
        found: Bools = np.r_[False, alike][: len(claims)]
        return found

    def gather(self) -> tuple[Frames, Ints]:
        """The frames of the values, at the places of their leaders, and each claim's leader."""
        position = np.arange(len(self._claims)) - self._first
        order = np.argsort(position, kind="stable")
        for round_, claims in enumerate(np.split(order, np.cumsum(np.bincount(position)))[:-1]):
            if round_:
                self._place(claims, round_)
        return self._frames, self._leader

    def _place(self, claims: Ints, round_: int) -> None:
        """Places one claim of each property, with `round_` others before it."""
        like = claims[self._is_like_last[claims]]
        self._leader[like] = self._leader[like - 1]
        self._size[self._leader[like]] += 1
        claims = claims[~self._is_like_last[claims]]
        before = self._first[claims][:, None] + np.arange(round_)
        rows, columns = np.nonzero(self._find_fitting(claims, before))
        chosen = before[rows, columns]
        sizes = np.zeros(before.shape, dtype=np.int64)
        agrees = self._agrees(chosen, claims[rows])
        sizes[rows[agrees], columns[agrees]] = self._size[chosen[agrees]]
        # The largest value, of equal ones the first.
        best = sizes.argmax(axis=1)
        joins = sizes[np.arange(len(claims)), best] > 0
        self._join(before[np.arange(len(claims)), best][joins], claims[joins])

    def _find_fitting(self, claims: Ints, before: Ints) -> Bools:
        """Which of the places before hold leaders of values of the claim's standing and time."""
        days, standing = self._claims, self._frames.standing
        meets = (days.first_day[before] <= days.last_day[claims][:, None]) & (
            days.first_day[claims][:, None] <= days.last_day[before]
        )
        leader = self._leader[before]
        rows, columns = np.nonzero(meets)
        fits = np.zeros(before.shape, dtype=np.bool_)
        fits[rows, leader[rows, columns] - before[rows, 0]] = True
        fits &= standing[before] == standing[claims][:, None]
        return fits

    def _agrees(self, values: Ints, claims: Ints) -> Bools:
        frames, others = self._frames.take(values), self._frames.take(claims)
        meets = overlap(frames.interval, others.interval)[2]
        meets |= (frames.interval.unit < 0) & (others.interval.unit < 0)
        return meets & self._dates.agree(frames.date, others.date)

    def _join(self, values: Ints, claims: Ints) -> None:
        frames, others = self._frames.take(values), self._frames.take(claims)
        low, high, meets = overlap(frames.interval, others.interval)
        self._frames.interval.low[values] = np.where(meets, low, frames.interval.low)
        self._frames.interval.high[values] = np.where(meets, high, frames.interval.high)
        is_longer = self._dates.lengths[others.date] > self._dates.lengths[frames.date]
        self._frames.date[values] = np.where(is_longer, others.date, frames.date)
        self._leader[claims] = values
        self._size[values] += 1


def meet(claims: CodedClaims, one: Ints, other: Ints) -> Bools:
    """Whether the claims of each pair may speak of one time."""
    found: Bools = (claims.first_day[one] <= claims.last_day[other]) & (claims.first_day[other] <= claims.last_day[one])
    return found


def _adopt(batch: Batch, claims: CodedClaims, dates: Dates) -> Ints:
    """For each claim the maker of the labelled value that it joins, though it has no label; -1 where it joins none."""
    labelled = np.flatnonzero((claims.label >= 0) & ~claims.is_role)
    frames, leader = _Gathering(claims.take(labelled), dates).gather()
    makers = np.flatnonzero(leader == np.arange(len(labelled)))
    frames, topic = frames.take(makers), claims.topic[labelled[makers]]
    plain = np.flatnonzero((claims.label < 0) & ~claims.is_role)
    start = np.searchsorted(topic, claims.topic[plain])
    size = np.searchsorted(topic, claims.topic[plain], side="right") - start
    _, one, other = cross(plain, np.ones(len(plain), dtype=np.int64), start, size)
    fits = (claims.standing[one] == frames.standing[other]) & dates.agree(frames.date[other], claims.date[one])
    figures, stated = (_close(batch, part) for part in (frames.interval.take(other), claims.interval.take(one)))
    fits &= overlap(figures, stated)[2]
    one, other = one[fits], other[fits]
    # Makers are in order of their values: a value's claims are found by its maker.
    value = np.searchsorted(makers, leader)
    order = np.argsort(value, kind="stable")
    start = starts_of(value[order])
    size = lengths(start, len(labelled))
    pair, left, right = cross(one, np.ones(len(one), dtype=np.int64), start[other], size[other])
    meets = any_of(pair, meet(claims, left, labelled[order[right]]), len(one))
    one, other = one[meets], other[meets]
    is_single = np.bincount(one, minlength=len(claims))[one] == 1
    found = np.full(len(claims), -1, dtype=np.int64)
    found[one[is_single]] = labelled[makers[other[is_single]]]
    return found


def _close(batch: Batch, intervals: Intervals) -> Intervals:
    """extractors.facts.intervals.close, in columns."""
    # The last one is that of converted amounts, as in db.coded_amounts.
    units = [*batch.units, "", "USD"]
    share, least = np.array([ABOUT.get(unit, ABOUT_MONEY) for unit in units])[intervals.unit].T
    low, high = intervals.low, intervals.high
    with np.errstate(invalid="ignore"):
        above = low + np.maximum(np.abs(low) * share, least)
        below = high - np.maximum(np.abs(high) * share, least)
    return Intervals(
        np.where(low == -np.inf, below, low), np.where(high == np.inf, above, high), intervals.unit, intervals.converted
    )

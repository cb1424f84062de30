"""What the values of each property do to each other, all properties at once: extractors.facts.conflicts in columns."""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from db.arrays import Bools, Ints, any_of, cross, lengths, number, starts_of
from db.coded_amounts import DAY_US, overlap
from db.coded_claims import ACTUAL, DENIED, PLANNED, Batch
from db.hearing import FIRST, Heard, hear
from db.values import Dates, Values, meet
from extractors.facts.conflicts import PLANS_COMPETE
from extractors.facts.values import SAME_SIZE

_COMPETE = PLANS_COMPETE // timedelta(microseconds=1)
_NEVER, _AFTER = np.iinfo(np.int64).min, np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Stands:
    """Values with what speaks against them. `last_word` is the claim that supersedes a value, -1 where none does;
    `latest` the one that dates it.

    against: pairs of values, in both directions. has_outcome: plans whose outcome is known. is_outdated: whether a
    value of a later time is known. is_entangled: values that have to be looked at one after the other, since quotes
    share words or an outlet may have changed its figure.
    """

    values: Values
    heard: Heard
    counted: Ints
    is_withdrawn: Bools
    latest: Ints
    last_word: Ints
    against: tuple[Ints, Ints]
    has_outcome: Bools
    is_outdated: Bools
    is_entangled: Bools

    @property
    def is_out(self) -> Bools:
        """Whether nothing holds a value up any more."""
        return self.is_withdrawn | (self.last_word >= 0)


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Two values of a property each, in both directions, and how they compare; `outgrown` by the other."""

    one: Ints
    other: Ints
    same_time: Bools
    contradicts: Bools
    denies: Bools
    outgrown: Bools

    def take(self, chosen: Bools) -> "_Pairs":
        return _Pairs(*(getattr(self, name)[chosen] for name in self.__slots__))


def build_stands(batch: Batch, values: Values) -> Stands:
    """Sets out the values, with what each does to the others."""
    heard = hear(batch, values)
    value = values.value_of_claim
    voices = np.bincount(value[heard.reason == FIRST], minlength=len(values))
    is_held = any_of(value, values.claims.is_current, len(values))
    pairs = _compare(values, Dates(batch.dates))
    own = _find_own_words(values, value)
    latest = _find_latest(values, value, heard.reason == FIRST, own)
    opposed = pairs.take(_opposes(values, pairs, values.claims.published[latest]))
    last_word = _find_last_words(values, opposed.take(is_held[opposed.one] & is_held[opposed.other]), own, latest)
    is_out = ~is_held | (last_word >= 0)
    has_outcome = _find_outcomes(values, is_out)
    is_past = is_out | has_outcome | _find_outrun(values, is_out, values.claims.published[latest])
    live = opposed.take((opposed.one < opposed.other) & ~is_past[opposed.one] & ~is_past[opposed.other])
    live = live.take(_are_two_sources(values, live))
    return Stands(
        values=values,
        heard=heard,
        counted=np.where((values.frames.standing == ACTUAL) & is_held, np.maximum(voices, 1), 0),
        is_withdrawn=~is_held,
        latest=latest,
        last_word=last_word,
        against=(np.r_[live.one, live.other], np.r_[live.other, live.one]),
        has_outcome=has_outcome,
        is_outdated=_find_outdated(values, pairs, is_out),
        is_entangled=heard.is_entangled | _may_be_revised(values, value, pairs),
    )


def _compare(values: Values, dates: Dates) -> _Pairs:
    """All pairs of values of one property that could bear on each other."""
    frames, claims = values.frames, values.claims
    start = starts_of(values.property)
    size = lengths(start, len(values))
    start, size = start[size > 1], size[size > 1]
    _, one, other = cross(start, size, start, size)
    denied = (frames.standing[one] == DENIED) ^ (frames.standing[other] == DENIED)
    bears = (one != other) & (denied | (frames.standing[one] == frames.standing[other]))
    one, other, denied = one[bears], other[bears], denied[bears]
    pair, left, right = cross(values.start[one], values.size[one], values.start[other], values.size[other])
    meets = values.is_own[left] & values.is_own[right] & meet(claims, left, right)
    figure = number(claims.low, claims.high, claims.unit)
    same_time = any_of(pair, meets, len(one))
    same_figure = any_of(pair, figure[left] == figure[right], len(one))
    same_date = dates.agree(frames.date[one], frames.date[other])
    left_interval, right_interval = frames.interval.take(one), frames.interval.take(other)
    comparable = (left_interval.unit >= 0) & (left_interval.unit == right_interval.unit)
    small, large = np.sort(np.maximum([left_interval.low, right_interval.low], 0.0), axis=0)
    is_other_case = claims.is_several[values.start[one]] & ~(large <= SAME_SIZE * small)
    known_on = np.minimum.reduceat(np.minimum(claims.last_day, claims.published // DAY_US), values.start)
    grows = comparable & claims.is_growing[values.start[one]] & (frames.standing[one] == ACTUAL) & ~denied
    outgrown = grows & (left_interval.low < right_interval.low) & (known_on[one] < known_on[other])
    outgrows = grows & (left_interval.low > right_interval.low) & (known_on[one] > known_on[other])
    apart = comparable & ~overlap(left_interval, right_interval)[2] & ~is_other_case & ~outgrown & ~outgrows
    return _Pairs(
        one,
        other,
        same_time,
        same_time & (~same_date | apart),
        denied & same_time & same_date & same_figure,
        outgrown,
    )


def _find_own_words(values: Values, value: Ints) -> Ints:
    """Claims of the subject itself or a filing; a copy says nothing anew, but the first one where there is no other."""
    claims = values.claims
    primary = np.flatnonzero(claims.is_current & claims.is_primary)
    is_original = claims.original[primary] < 0
    firsts = np.zeros(len(primary), dtype=np.bool_)
    firsts[starts_of(value[primary])] = True
    has_original = any_of(value[primary], is_original, len(values))[value[primary]]
    found: Ints = primary[is_original | (firsts & ~has_original)]
    return found


def _find_latest(values: Values, value: Ints, speaks: Bools, own: Ints) -> Ints:
    """For each value the last claim that adds a voice or is the subject's own word; the first one where none does."""
    claims = values.claims
    current = np.flatnonzero(claims.is_current)
    found = values.start.copy()
    found[value[current[::-1]]] = current[::-1]
    dating = np.union1d(np.flatnonzero(speaks), own)
    # Of several the last one stays.
    found[value[dating]] = dating
    return found


def _opposes(values: Values, pairs: _Pairs, dated: Ints) -> Bools:
    one, other = values.frames.standing[pairs.one], values.frames.standing[pairs.other]
    near = np.abs(dated[pairs.one] - dated[pairs.other]) <= _COMPETE
    contradicts = pairs.contradicts & (one == other) & ((one == ACTUAL) | ((one == PLANNED) & near))
    found: Bools = contradicts | pairs.denies
    return found


def _find_last_words(values: Values, opposed: _Pairs, own: Ints, latest: Ints) -> Ints:
    """For each value the claim that ends it: the first later word of the subject, or a filing, on another value."""
    claims, one, other = values.claims, opposed.one, opposed.other
    start = np.searchsorted(values.value_of_claim[own], one)
    size = np.searchsorted(values.value_of_claim[own], one, side="right") - start
    pair, place, _ = cross(start, size, start, np.ones(len(one), dtype=np.int64))
    is_later = claims.published[own[place]] > claims.published[latest[other[pair]]]
    word = np.full(len(one), len(claims), dtype=np.int64)
    np.minimum.at(word, pair[is_later], own[place[is_later]])
    one, other, word = (column[word < len(claims)] for column in (one, other, word))
    first = np.searchsorted(values.property, values.property)
    last_word = np.full(len(values), -1, dtype=np.int64)
    # One after the other: a value that has been ended ends no other.
    for position in np.unique(one - first[one]):
        now = (one - first[one] == position) & (last_word[one] < 0) & (last_word[other] < 0)
        last_word[other[now]] = word[now]
    return last_word


def _find_outcomes(values: Values, is_out: Bools) -> Bools:
    """Plans whose outcome is known."""
    standing = values.frames.standing
    first_day = np.minimum.reduceat(np.where(values.is_own, values.claims.first_day, _AFTER), values.start)
    known = (standing == ACTUAL) & ~is_out
    latest = np.full(int(values.property.max(initial=0)) + 1, _NEVER, dtype=np.int64)
    np.maximum.at(latest, values.property[known], _last_days(values)[known])
    found: Bools = (standing == PLANNED) & ~is_out & (latest[values.property] >= first_day)
    return found


def _find_outrun(values: Values, is_out: Bools, dated: Ints) -> Bools:
    """Plans of which a newer one stands that does not compete with them."""
    is_plan = (values.frames.standing == PLANNED) & ~is_out
    newest = np.full(int(values.property.max(initial=0)) + 1, _NEVER, dtype=np.int64)
    np.maximum.at(newest, values.property[is_plan], dated[is_plan])
    found: Bools = is_plan & (newest[values.property] > dated + _COMPETE)
    return found


def _last_days(values: Values) -> Ints:
    """The last day that each may hold."""
    found: Ints = np.maximum.reduceat(np.where(values.is_own, values.claims.last_day, _NEVER), values.start)
    return found


def _are_two_sources(values: Values, pairs: _Pairs) -> Bools:
    """Two figures in one article and one voice are no dispute."""
    claims = values.claims
    source = np.where(claims.original >= 0, claims.original, claims.article)
    pair, left, right = cross(
        values.start[pairs.one], values.size[pairs.one], values.start[pairs.other], values.size[pairs.other]
    )
    differs = (claims.article[left] != claims.article[right]) & (source[left] != source[right])
    differs |= claims.attribution[left] != claims.attribution[right]
    return any_of(pair, differs & claims.is_current[left] & claims.is_current[right], len(pairs.one))


def _find_outdated(values: Values, pairs: _Pairs, is_out: Bools) -> Bools:
    """Values of which one of a later time is known."""
    standing, ends = values.frames.standing, _last_days(values)
    later = (standing[pairs.one] == ACTUAL) & (standing[pairs.other] == ACTUAL) & ~is_out[pairs.other]
    later &= pairs.outgrown | (~pairs.same_time & (ends[pairs.other] > ends[pairs.one]))
    return any_of(pairs.one, later, len(values))


def _may_be_revised(values: Values, value: Ints, pairs: _Pairs) -> Bools:
    """Values of which an outlet may have changed a figure, some that it has not changed among them."""
    claims = values.claims
    chosen = pairs.take(pairs.contradicts | pairs.denies)
    # Where the currencies differ, only one of two directions may contradict.
    one, other = np.r_[chosen.one, chosen.other], np.r_[chosen.other, chosen.one]
    pair, before, after = cross(values.start[one], values.size[one], values.start[other], values.size[other])
    same = (claims.outlet[before] == claims.outlet[after]) & (claims.original[before] < 0)
    pair, before, after = pair[same], before[same], after[same]
    in_article = claims.article[before] == claims.article[after]
    later = claims.is_current[before] & claims.is_current[after]
    same_source = claims.attribution[before] == claims.attribution[after]
    is_plan = (claims.standing[before] == PLANNED) & (claims.standing[after] == PLANNED)
    later &= same_source | (is_plan & ((claims.attribution[before] < 0) | (claims.attribution[after] < 0)))
    later &= claims.published[after] > _last_printed(values, value)[before]
    changed = np.where(in_article, ~claims.is_current[before], later)
    return any_of(np.r_[one[pair], other[pair]], np.r_[changed, changed], len(values))


def _last_printed(values: Values, value: Ints) -> Ints:
    """For each claim when its outlet last stated the value."""
    claims = values.claims
    said = number(value, claims.outlet)
    last = np.full(int(said.max(initial=0)) + 1, _NEVER, dtype=np.int64)
    np.maximum.at(last, said[claims.is_current], claims.published[claims.is_current])
    found: Ints = last[said]
    return found

"""Claims as columns of numbers, so that a whole batch is compared at once; the rules are those of extractors.facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from db.arrays import Bools, Ints, encode, number, ranks
from db.claims import sourced_claim
from db.coded_amounts import BOUNDS, DAY_US, EPOCH, Intervals, Stated, find_intervals
from extractors.currency import Rates
from extractors.facts import OBJECT_TYPES
from extractors.facts.timing import SLACK_DAYS, parse_period
from extractors.facts.voices import find_officers, is_primary
from extractors.records import SourcedClaim, Status

STANDINGS = ("actual", "planned", "denied")
ACTUAL, PLANNED, DENIED = range(3)
# The stronger come first.
STATUSES: tuple[Status, ...] = ("asserted", "estimated", "reported", "planned", "denied")
REPORTED = STATUSES.index("reported")
# Whose voice a claim is.
OUTLET, OWN, PERSON = range(3)
VOICES = 3
_ALWAYS = 10_000_000
# Every quote that names a filing holds one of these; few others do.
_MAYBE_FILING = "f.l.ng|f.led|annual|prospectus|court|regulatory|accounts|10-|s-1"


@dataclass(frozen=True, slots=True)
class CodedClaims:
    """A number a claim in each column; equal things have equal numbers, and what is missing is -1.

    `row` is the place in the batch's table, `place` the one in the order of ids. low, high, unit, date, moment and
    attribution are places in the batch's lists; standing, status and bound in their tuples. first_day and last_day say
    when it may hold: always, where the value does not change. voice: whose it is, -1 where it adds none; its remainder
    by three tells the kind. published: microseconds.
    """

    row: Ints
    place: Ints
    subject: Ints
    topic: Ints
    label: Ints
    property: Ints
    standing: Ints
    status: Ints
    bound: Ints
    low: Ints
    high: Ints
    unit: Ints
    date: Ints
    moment: Ints
    interval: Intervals
    first_day: Ints
    last_day: Ints
    published: Ints
    outlet: Ints
    article: Ints
    original: Ints
    attribution: Ints
    voice: Ints
    is_role: Bools
    is_officer: Bools
    is_several: Bools
    is_growing: Bools
    is_current: Bools
    is_primary: Bools

    def take(self, order: Ints | Bools) -> Self:
        """The same columns of some claims, in that order."""
        columns: dict[str, Any] = {field.name: getattr(self, field.name) for field in fields(self)}
        interval = columns.pop("interval").take(order)
        return type(self)(interval=interval, **{name: column[order] for name, column in columns.items()})

    def __len__(self) -> int:
        return len(self.row)


@dataclass(frozen=True, slots=True)
class Batch:
    """Claims in columns, and what their numbers stand for; `cites` are rows of claims with articles that they cite."""

    table: Any
    claims: CodedClaims
    amounts: Sequence[Decimal]
    units: Sequence[str]
    dates: Sequence[str]
    moments: Sequence[str]
    attributions: Sequence[str]
    cites: tuple[Ints, Ints]


def records(table: Any, rows: Ints) -> list[SourcedClaim]:
    """Some rows of `store.sourced_claims` as records."""
    columns = [column.to_pylist() for column in table.take(pa.array(rows)).columns]
    return [sourced_claim(row) for row in zip(*columns, strict=True)]


@dataclass(frozen=True, slots=True)
class _Lists:
    """What the numbers of the columns stand for."""

    types: Sequence[str]
    names: Sequence[str]
    amounts: Sequence[Decimal]
    units: Sequence[str]
    dates: Sequence[str]
    moments: Sequence[str]


def code_claims(table: Any, rates: Rates) -> Batch:
    """Rows of `store.sourced_claims`, with all claims on their subjects, as numbers."""
    codes, lists, cites = _encode(table)
    codes["topic"] = number(codes["subject"], codes["type"])
    relations = _relations(table["object"], codes["object"], lists.types, codes["type"])
    codes["property"] = number(codes["topic"], codes["label"], relations)
    codes["standing"] = np.maximum(codes["status"] - REPORTED, ACTUAL)
    day = codes["published"] // DAY_US
    codes["first_day"], codes["last_day"] = _periods(lists.types, codes["type"], lists.moments, codes["moment"], day)
    is_role = codes["type"] == _place_of("role", lists.types)
    primary, is_officer = _find_speakers(table, codes, is_role)
    claims = CodedClaims(
        **{name: codes[name] for name in _CODED},
        row=np.arange(len(table)),
        place=pc.rank(table["id"]).to_numpy().astype(np.int64),
        interval=_intervals(codes, day, lists, rates),
        voice=_voices(table, codes["outlet"], codes["attribution"], lists.names, primary),
        is_role=is_role,
        is_officer=is_officer,
        is_several=codes["type"] == _place_of("legal_amount", lists.types),
        is_growing=codes["type"] == _place_of("box_office", lists.types),
        is_current=table["is_current"].to_numpy(),
        is_primary=primary,
    )
    return Batch(table, claims, lists.amounts, lists.units, lists.dates, lists.moments, lists.names, cites)


_CODED = (
    *("subject", "topic", "label", "property", "standing", "status", "bound", "low", "high", "unit", "date", "moment"),
    *("first_day", "last_day", "published", "outlet", "article", "original", "attribution"),
)


def _encode(table: Any) -> tuple[dict[str, Ints], _Lists, tuple[Ints, Ints]]:
    """The columns as numbers, what these stand for, and the citations: rows, with articles that they cite."""
    codes: dict[str, Ints] = {}
    (codes["type"],), types = encode(table["type"])
    (codes["subject"], codes["object"], codes["source"]), _ = encode(
        table["subject_id"], table["object_id"], table["attribution_id"]
    )
    (codes["name"], codes["attribution"]), names = encode(table["subject"], table["attribution"])
    (codes["low"], codes["high"]), amounts = encode(table["low"], table["high"])
    (codes["unit"],), units = encode(table["unit"])
    (codes["date"],), dates = encode(table["date"])
    (codes["moment"],), moments = encode(table["as_of"])
    (codes["outlet"],), _ = encode(table["outlet"])
    (codes["label"],), _ = encode(table["label"])
    lists = table["cites"].combine_chunks()
    (codes["article"], codes["original"], cited), _ = encode(table["article_id"], table["copy_of"], lists.flatten())
    codes["status"], codes["bound"] = _places(table["status"], STATUSES), _places(table["bound"], BOUNDS)
    codes["published"] = table["published"].cast(pa.int64()).to_numpy()
    counts = pc.fill_null(pc.list_value_length(lists), 0).to_numpy()
    citing = np.repeat(np.arange(len(table)), counts)
    return codes, _Lists(types, names, amounts, units, dates, moments), (citing, cited)


def _intervals(codes: Mapping[str, Ints], day: Ints, lists: _Lists, rates: Rates) -> Intervals:
    is_estimated = codes["status"] == STATUSES.index("estimated")
    low, high, unit, bound = (codes[name] for name in ("low", "high", "unit", "bound"))
    stated = Stated(low, high, unit, bound, is_estimated, codes["moment"], day)
    return find_intervals(stated, lists.amounts, lists.units, lists.moments, rates)


def _find_speakers(table: Any, codes: Mapping[str, Ints], is_role: Bools) -> tuple[Bools, Bools]:
    """Whether the subject itself or a filing says so, and whether the source speaks for the subject by its role."""
    subject, object_, source = codes["subject"], codes["object"], codes["source"]
    roles = np.flatnonzero(is_role & (object_ >= 0) & (codes["status"] != STATUSES.index("denied")))
    roles = roles[_are_officers(table, roles, codes["label"][roles])]
    spoken_for = _in_pairs((subject, source), (subject[roles], object_[roles]))
    attribution = codes["attribution"]
    named = (attribution >= 0) & (attribution == codes["name"])
    primary = np.where(source >= 0, (source == subject) | spoken_for, named)
    _add_filings(table, primary, np.flatnonzero((source < 0) & (attribution < 0)))
    is_officer = np.isin(np.arange(len(table)), roles[_in_pairs((subject[roles], object_[roles]), (subject, source))])
    return primary, is_officer


def _places(column: Any, order: Sequence[str]) -> Ints:
    (codes,), values = encode(column)
    return np.array([order.index(value) for value in values] or [0], dtype=np.int64)[codes]


def _place_of(value: str, values: Sequence[str]) -> int:
    return values.index(value) if value in values else -2


def _relations(objects: Any, object_id: Ints, types: Sequence[str], type_: Ints) -> Ints:
    """What relations hold to, as extractors.facts.property_of has it: an entity, else words without case."""
    (words,), spellings = encode(objects)
    folded = [spelling.casefold() for spelling in spellings]
    is_relation = np.array([one in OBJECT_TYPES for one in types] or [False])[type_]
    return np.where(is_relation, np.where(object_id >= 0, 2 * object_id, 2 * ranks(folded, "")[words] + 1), -1)


def _periods(types: Sequence[str], type_: Ints, moments: Sequence[str], moment: Ints, day: Ints) -> tuple[Ints, Ints]:
    """First and last day that each may hold, as extractors.facts.timing.period_of has it."""
    slack = np.array([SLACK_DAYS.get(one, -1) for one in types] or [-1], dtype=np.int64)[type_]
    periods = [parse_period(one) if one else None for one in moments]
    days = [(1, 0) if one is None else (one[0].toordinal() - EPOCH, one[1].toordinal() - EPOCH) for one in periods]
    first, last = np.array([*days, (1, 0)], dtype=np.int64)[moment].T
    is_dated = first <= last
    first, last = np.where(is_dated, first, day - slack), np.where(is_dated, last, day)
    return np.where(slack < 0, -_ALWAYS, first), np.where(slack < 0, _ALWAYS, last)


def _are_officers(table: Any, roles: Ints, label: Ints) -> Bools:
    """Whether the holders of these roles speak for the subject: a matter of the role's label."""
    _, firsts, found = np.unique(label, return_index=True, return_inverse=True)
    speaks = [bool(find_officers([model])) for model in records(table, roles[firsts])]
    return np.array(speaks, dtype=np.bool_)[found]


def _in_pairs(wanted: tuple[Ints, Ints], pairs: tuple[Ints, Ints]) -> Bools:
    both = number(np.r_[wanted[0], pairs[0]], np.r_[wanted[1], pairs[1]])
    return np.isin(both[: len(wanted[0])], both[len(wanted[0]) :])


def _add_filings(table: Any, primary: Bools, rows: Ints) -> None:
    """Sets `primary` for those of the rows, all without a source, that name a filing."""
    maybe = pc.match_substring_regex(table["quote"].take(pa.array(rows)), _MAYBE_FILING, ignore_case=True)
    rows = rows[maybe.to_numpy()]
    primary[rows] = [is_primary(sourced, ()) for sourced in records(table, rows)]


def _voices(table: Any, outlet: Ints, attribution: Ints, names: Sequence[str], primary: Bools) -> Ints:
    """A number of each voice, as extractors.facts.voices tells them apart; -1 for a source that is no person."""
    (source_type,), source_types = encode(table["attribution_type"])
    is_person = source_type == _place_of("PERSON", source_types)
    person = ranks([name.casefold() for name in names], "")[attribution]
    named = np.where(primary, OWN, np.where(is_person, person * VOICES + PERSON, -1))
    return np.where(attribution < 0, outlet * VOICES + OUTLET, named)

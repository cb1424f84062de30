"""Values as facts, all at once: extractors.facts.build in columns."""

from collections.abc import Sequence
from itertools import repeat
from typing import Any

import numpy as np
import pyarrow as pa

from db.arrays import Bools, Ints, any_of, cross, decode, number, starts_of
from db.coded_amounts import BOUNDS
from db.coded_claims import DENIED, STANDINGS, STATUSES, Batch
from db.hearing import ACCORDING_TO, AGAIN, FIRST, REASONS
from db.ids import amount_key, digest_ids
from db.ranked_values import RANKS, rank_values
from db.stands import Stands
from db.values import Values
from extractors.facts import OBJECT_TYPES
from extractors.ids import NOTHING, SEPARATOR


def find_namesakes(stands: Stands) -> Bools:
    """Values that begin like another one of their property: their facts are told apart by their age."""
    values, claims = stands.values, stands.values.claims
    first = values.start
    beginning = number(
        values.property,
        values.frames.standing,
        *(column[first] for column in (claims.low, claims.high, claims.unit, claims.bound, claims.date, claims.moment)),
    )
    found: Bools = np.bincount(beginning)[beginning] > 1
    return found


def state_facts(batch: Batch, stands: Stands, is_stated: Bools) -> Any:
    """The facts of the values that are stated, but for their equivalents in dollars."""
    values, claims = stands.values, stands.values.claims
    chosen = np.flatnonzero(is_stated)
    rank, reason = rank_values(batch, stands)
    shown = _most_telling(values, any_of(values.value_of_claim, claims.is_current, len(values)))
    stand_for = {name: batch.table[name].take(pa.array(claims.row[shown[chosen]])) for name in _SHOWN}
    about = {name: batch.table[name].take(pa.array(claims.row[values.maker[chosen]])) for name in _ABOUT}
    property_ids = _property_ids(batch, values).take(pa.array(chosen))
    counted_status = np.minimum.reduceat(claims.status, values.start)
    last = values.start + values.size - 1
    is_disputed = np.zeros(len(values), dtype=np.bool_)
    is_disputed[stands.against[0]] = True
    return pa.table(
        {
            "id": _fact_ids(batch, values, chosen, property_ids),
            "property_id": property_ids,
            **about,
            **stand_for,
            "date": decode(batch.dates, values.frames.date[chosen]),
            "as_of": decode(batch.moments, _known_times(batch, values, shown)[chosen]),
            "status": decode(STATUSES, counted_status[chosen]),
            "rank": decode(RANKS, rank[chosen]),
            "reason": reason.take(pa.array(chosen)),
            "disputed": pa.array(is_disputed[chosen]),
            "independent_outlets": pa.array(stands.counted[chosen], pa.int32()),
            "claims": pa.array(values.size[chosen], pa.int32()),
            "first_seen": pa.array(claims.published[values.start[chosen]]).cast(pa.timestamp("us")),
            "last_seen": pa.array(claims.published[last[chosen]]).cast(pa.timestamp("us")),
        }
    )


_ABOUT = ("subject_id", "type", "label")
_SHOWN = ("object_id", "object", "low", "high", "unit", "bound")


def _most_telling(values: Values, is_held: Bools) -> Ints:
    """The claim whose figure stands for each value: the most definite, then the most often printed, then the first."""
    claims, value = values.claims, values.value_of_claim
    usable = np.flatnonzero(claims.is_current | ~is_held[value])
    printed = number(value[usable], claims.low[usable], claims.high[usable], claims.unit[usable])
    often = np.bincount(printed)[printed]
    order = np.lexsort((claims.place[usable], claims.published[usable], -often, claims.bound[usable], value[usable]))
    ordered: Ints = usable[order]
    return ordered[starts_of(value[ordered])]


def _known_times(batch: Batch, values: Values, shown: Ints) -> Ints:
    """The moment of the claim that is shown; where it has none, the most precise of the others."""
    moment = values.claims.moment
    precision = np.array([*map(len, batch.moments), 0])[moment]
    # The longest, of equal ones the first.
    order = np.lexsort((np.arange(len(moment)), -precision, values.value_of_claim))
    longest = order[values.start]
    found = np.where(precision[longest] > 0, moment[longest], -1)
    return np.where((precision[shown] > 0) | (values.size == 1), moment[shown], found)


def _property_ids(batch: Batch, values: Values) -> Any:
    """The ids of the properties of all values."""
    firsts = np.unique(values.property, return_index=True)[1]
    named = batch.table.select(["subject_id", "type", "label", "object_id", "object"])
    rows = named.take(pa.array(values.claims.row[values.maker[firsts]]))
    subjects, types, labels, object_ids, objects = (column.to_pylist() for column in rows.columns)
    about = [
        (object_id or (object_ or "").casefold()) if type_ in OBJECT_TYPES else NOTHING
        for type_, object_id, object_ in zip(types, object_ids, objects, strict=True)
    ]
    labels = [NOTHING if label is None else label for label in labels]
    ids = digest_ids(map(SEPARATOR.join, zip(repeat("property"), subjects, types, labels, about)))
    return ids.take(pa.array(number(values.property)))


def _fact_ids(batch: Batch, values: Values, chosen: Ints, property_ids: Any) -> Any:
    claims, first = values.claims, values.start[chosen]
    keys = [*map(amount_key, batch.amounts)]
    columns = (
        _words(STANDINGS, values.frames.standing[chosen]),
        _words(keys, claims.low[first]),
        _words(keys, claims.high[first]),
        _words(batch.units, claims.unit[first]),
        _words(BOUNDS, claims.bound[first]),
        _words(batch.dates, claims.date[first]),
        _words(batch.moments, claims.moment[first]),
    )
    return digest_ids(map(SEPARATOR.join, zip(repeat("fact"), property_ids.to_pylist(), *columns)))


def _words(values: Sequence[str], codes: Ints) -> list[str]:
    found: list[str] = np.array([*values, NOTHING], dtype=object)[codes].tolist()
    return found


def link_table(batch: Batch, stands: Stands, is_stated: Bools, fact_ids: Any) -> Any:
    """How each claim bears on the facts that are stated: those on its value, and those against it."""
    values, claims, value = stands.values, stands.values.claims, stands.values.value_of_claim
    speaks = stands.heard.reason == FIRST
    alone = values.size[value] == 1
    supports = speaks | alone
    supports[values.start] |= ~any_of(value, speaks, len(values))
    own = np.flatnonzero(is_stated[value])
    one, other = (side[is_stated[stands.against[0]]] for side in stands.against)
    pair, _, against = cross(one, np.ones(len(one), dtype=np.int64), values.start[other], values.size[other])
    counts = speaks[against] | alone[against]
    facts, against = one[pair[counts]], against[counts]
    denied = values.frames.standing[value[against]] == DENIED
    number_of = np.cumsum(is_stated) - 1
    return pa.table(
        {
            "fact_id": fact_ids.combine_chunks().take(pa.array(number_of[np.r_[value[own], facts]])),
            "claim_id": batch.table["id"].take(pa.array(claims.row[np.r_[own, against]])),
            "role": pa.concat_arrays(
                [decode(("repeats", "supports"), supports[own].astype(np.int64)), decode(("contradicts",), against * 0)]
            ),
            "reason": pa.concat_arrays(
                [_reasons(batch, stands).take(pa.array(own)), decode(("", "denied"), denied.astype(np.int64))]
            ),
        }
    )


def _reasons(batch: Batch, stands: Stands) -> Any:
    """Why each claim adds no voice, in words."""
    reason = stands.heard.reason
    source = np.where(reason >= AGAIN, stands.values.claims.attribution, -1)
    found = number(reason, source)
    places = np.unique(found, return_index=True)[1]
    words = []
    for kind, who in zip(reason[places].tolist(), source[places].tolist(), strict=True):
        if kind == AGAIN:
            words.append(f"{batch.attributions[who]} again")
        else:
            words.append(f"according to {batch.attributions[who]}" if kind == ACCORDING_TO else REASONS[kind])
    return decode(words, found)

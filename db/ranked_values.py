"""Which value of each property comes first, and why, all at once: extractors.facts.ranking in columns."""

from datetime import date
from typing import Any

import numpy as np

from db.arrays import Bools, Ints, any_of, decode, number
from db.coded_amounts import DAY_US, EPOCH
from db.coded_claims import ACTUAL, PLANNED, REPORTED, Batch
from db.stands import Stands

PREFERRED, NORMAL, DEPRECATED = range(3)
RANKS = ("preferred", "normal", "deprecated")

_REASONS = (
    "no longer in the article",
    "superseded on {} by {}",
    "disputed: {} independent sources against {}",
    "disputed: as many sources on either side",
    "hearsay only",
    "a later figure is known",
    "one source",
    "{} independent sources agree",
    "disputed plan",
    "a plan; the outcome is known",
    "an earlier plan",
    "planned",
    "disputed: denied",
    "denied",
)
(
    _GONE,
    _SUPERSEDED,
    _DISPUTED,
    _BALANCED,
    _HEARSAY,
    _LATER,
    _ONE,
    _AGREED,
    _DISPUTED_PLAN,
    _OUTCOME,
    _EARLIER_PLAN,
    _PLAN,
    _DISPUTED_DENIAL,
    _DENIAL,
) = range(len(_REASONS))


def rank_values(batch: Batch, stands: Stands) -> tuple[Ints, Any]:
    """A place in RANKS for each value, and the column of reasons."""
    total = len(stands.values)
    one, other = stands.against
    is_against = np.zeros(total, dtype=np.bool_)
    is_against[one] = True
    strongest = np.zeros(total, dtype=np.int64)
    np.maximum.at(strongest, one, np.maximum(stands.counted[other], 1))
    standing, counted = stands.values.frames.standing, stands.counted
    # The first that fits, as in extractors.facts.ranking.
    reason = np.select(
        [
            stands.is_withdrawn,
            stands.last_word >= 0,
            (standing == ACTUAL) & is_against & (counted == strongest),
            (standing == ACTUAL) & is_against,
            (standing == ACTUAL) & _is_hearsay(stands),
            (standing == ACTUAL) & stands.is_outdated,
            (standing == ACTUAL) & (counted == 1),
            standing == ACTUAL,
            (standing == PLANNED) & is_against,
            stands.has_outcome,
            (standing == PLANNED) & _is_earlier_plan(stands),
            standing == PLANNED,
            is_against,
        ],
        [
            *(_GONE, _SUPERSEDED, _BALANCED, _DISPUTED, _HEARSAY, _LATER, _ONE, _AGREED),
            *(_DISPUTED_PLAN, _OUTCOME, _EARLIER_PLAN, _PLAN, _DISPUTED_DENIAL),
        ],
        _DENIAL,
    )
    is_preferred = np.isin(reason, (_ONE, _AGREED)) | ((reason == _DISPUTED) & (counted > strongest))
    is_deprecated = np.isin(reason, (_GONE, _SUPERSEDED, _EARLIER_PLAN, _DENIAL))
    rank = np.where(is_preferred, PREFERRED, np.where(is_deprecated, DEPRECATED, NORMAL))
    return rank, _word(batch, stands, reason, strongest)


def _is_hearsay(stands: Stands) -> Bools:
    claims = stands.values.claims
    own = claims.is_current & (claims.status != REPORTED)
    return ~any_of(stands.values.value_of_claim, own, len(stands.values))


def _is_earlier_plan(stands: Stands) -> Bools:
    """Plans of which a newer one stands."""
    values, claims = stands.values, stands.values.claims
    order = np.lexsort((claims.place, claims.is_current, claims.published))
    age = np.empty(len(order), dtype=np.int64)
    age[order] = np.arange(len(order))
    dated = age[stands.latest]
    newest = np.full(int(values.property.max(initial=0)) + 1, -1, dtype=np.int64)
    is_live = (values.frames.standing == PLANNED) & ~stands.is_out
    np.maximum.at(newest, values.property[is_live], dated[is_live])
    found: Bools = newest[values.property] > dated
    return found


def _word(batch: Batch, stands: Stands, reason: Ints, strongest: Ints) -> Any:
    """The reasons in words, each different one once."""
    first = np.where(
        reason == _SUPERSEDED, stands.last_word, np.where(np.isin(reason, (_DISPUTED, _AGREED)), stands.counted, 0)
    )
    second = np.where(reason == _DISPUTED, strongest, 0)
    found = number(reason, first, second)
    places = np.unique(found, return_index=True)[1]
    words = []
    for kind, one, other in zip(*(column[places].tolist() for column in (reason, first, second)), strict=True):
        figures = _superseding(batch, stands, one) if kind == _SUPERSEDED else (one, other)
        words.append(_REASONS[kind].format(*figures))
    return decode(words, found)


def _superseding(batch: Batch, stands: Stands, claim: int) -> tuple[date, str]:
    claims = stands.values.claims
    source = int(claims.attribution[claim])
    day = date.fromordinal(int(claims.published[claim]) // DAY_US + EPOCH)
    return day, (batch.attributions[source] if source >= 0 else "") or "a filing"

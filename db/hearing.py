"""Who independently stands behind values, all at once: extractors.facts.voices in columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from db.arrays import Bools, Ints, any_of, number
from db.coded_claims import OUTLET, OWN, VOICES, Batch
from db.values import Values
from extractors.facts.voices import SHARED_WORDS

# Why a claim adds no voice; the last two are completed with its source.
FIRST, EARLIER_VERSION, COPY, LINK, SAME_OUTLET, OWN_WORD, AGAIN, ACCORDING_TO = range(8)
REASONS = (
    "",
    "earlier version of the article",
    "copy of another article",
    "links to an earlier report",
    "same outlet",
    "the subject's own word, repeated",
)
_SPACED = bytes(code if code >= 128 or code == 0 or re.match(r"\w", chr(code)) else 32 for code in range(256))
_RARE_MARK = re.compile(r"[^\w\x00-\x7f]")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_LONGEST_WORD = 64
_QUOTES_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Heard:
    """For each claim why it adds no voice to its value (FIRST: it does); for each value whether quotes in it share so
    many words that they have to be looked at one after the other."""

    reason: Ints
    is_entangled: Bools


def hear(batch: Batch, values: Values) -> Heard:
    """The voices behind the values."""
    claims = values.claims
    value = values.value_of_claim
    repeats = np.where(
        claims.voice % VOICES == OUTLET, SAME_OUTLET, np.where(claims.voice % VOICES == OWN, OWN_WORD, AGAIN)
    )
    reason = np.where(claims.voice < 0, ACCORDING_TO, repeats)
    reason[_find_links(batch, values, value)] = LINK
    reason[claims.original >= 0] = COPY
    reason[~claims.is_current] = EARLIER_VERSION
    speaking = np.flatnonzero((claims.voice >= 0) & (reason >= SAME_OUTLET))
    voice = number(value[speaking], claims.voice[speaking])
    first = speaking[np.unique(voice, return_index=True)[1]]
    reason[first] = FIRST
    several = np.bincount(value[first], minlength=len(values)) > 1
    first = first[several[value[first]]]
    quotes = batch.table["quote"].take(pa.array(claims.row[first])).to_pylist()
    return Heard(reason, any_of(value[first], _share_words(quotes, value[first]), len(values)))


def _find_links(batch: Batch, values: Values, value: Ints) -> Ints:
    """Claims whose articles link to that of an earlier claim on the value."""
    claims = values.claims
    where = np.full(len(batch.table), -1, dtype=np.int64)
    where[claims.row] = np.arange(len(claims))
    citing, cited = where[batch.cites[0]], batch.cites[1]
    citing, cited = citing[citing >= 0], cited[citing >= 0]
    both = number(np.r_[value, value[citing]], np.r_[claims.article, cited])
    stated, wanted = both[: len(claims)], both[len(claims) :]
    # The earliest claim of each article on each value.
    earliest = np.full(int(both.max(initial=0)) + 1, len(claims), dtype=np.int64)
    np.minimum.at(earliest, stated, np.arange(len(claims)))
    return citing[earliest[wanted] < citing]


def _share_words(quotes: Sequence[str], value: Ints) -> Bools:
    """Whether a run of words of each quote may stand in another quote on the same value."""
    runs, places = [np.empty(0, dtype=np.uint64)], [np.empty(0, dtype=np.int64)]
    for start in range(0, len(quotes), _QUOTES_AT_ONCE):
        found, place = _runs(quotes[start : start + _QUOTES_AT_ONCE])
        runs.append(found)
        places.append(place + start)
    place = np.concatenate(places)
    keys = np.concatenate(runs) + value[place].astype(np.uint64) * _MULTIPLIER
    order = np.argsort(keys)
    repeated = np.flatnonzero(keys[order][1:] == keys[order][:-1])
    return any_of(place[order[repeated]], np.ones(len(repeated), dtype=np.bool_), len(quotes))


def _runs(quotes: Sequence[str]) -> tuple[NDArray[np.uint64], Ints]:
    """A number for each run of words that two quotes must share, and whose it is; equal runs have equal numbers."""
    text = "\0".join([quote.replace("\0", " ") for quote in quotes]).casefold()
    if not text.isascii():
        text = _RARE_MARK.sub(" ", text)
    letters = np.frombuffer(text.encode("utf-8", "surrogatepass").translate(_SPACED), dtype=np.uint8)
    is_letter = (letters != 0) & (letters != ord(" "))
    starts = np.flatnonzero(is_letter & ~np.r_[False, is_letter[:-1]][: len(letters)])
    if len(starts) < SHARED_WORDS:
        return np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.int64)
    within = np.arange(len(letters)) - np.repeat(np.r_[0, starts], np.diff(np.r_[0, starts, len(letters)]))
    digits = np.where(is_letter, letters, 0) * _powers(_LONGEST_WORD)[np.minimum(within, _LONGEST_WORD - 1)]
    words = np.add.reduceat(digits, starts) * _MULTIPLIER
    words ^= words >> np.uint64(29)
    count = len(words) - SHARED_WORDS + 1
    runs = np.zeros(count, dtype=np.uint64)
    for step, power in enumerate(_powers(SHARED_WORDS)):
        runs += words[step : step + count] * power
    quote = np.cumsum(letters == 0)[starts]
    is_whole = quote[:count] == quote[SHARED_WORDS - 1 :]
    return runs[is_whole], quote[:count][is_whole]


def _powers(count: int) -> NDArray[np.uint64]:
    return np.multiply.accumulate(np.full(count, 0x100000001B3, dtype=np.uint64))

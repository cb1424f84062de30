"""Joins two amounts to a range: "8 to 10 million dollars", "between 5 and 9 per cent", "$8-10m"."""

from dataclasses import replace
from decimal import Decimal

from extractors.quantities.amount import Amount, plain, tidy
from extractors.quantities.measures import ends_phrase
from extractors.quantities.number_words import ONES, TENS
from extractors.quantities.numerals import number_at
from extractors.quantities.tokens import Tokens

_DASHES = frozenset({"-", "–"})
_FROM_LEADS = frozenset({"anywhere", "anything", "somewhere", "ranging", "range", "ranges", "ranged"})
# A range spans at most so many times its low end; more is two amounts.
_WIDEST = 25
_SPOKEN = frozenset(ONES) | frozenset(TENS)
_SPOKEN_SPAN = Decimal("1.3")


def second_at(tokens: Tokens, first: Amount) -> int | None:
    """Where the other end of a range would begin behind the amount; None where nothing joins two amounts."""
    words, at = tokens.words, first.end
    if _is_suspended(tokens, at):
        at += 2 + (words[at + 2] == "-" and tokens.glued(at + 2))
        return at if tokens.same_line(at) else None
    word = words[at]
    if word in _DASHES or word in {"to", "or"} or (word == "—" and _shares_what_follows(tokens, at)):
        # "$5 to" and "up to": a word of its own that joins; "from $3m to $5m" is a change, not a range.
        if word == "to" and words[first.start - 1] == "from" and words[first.start - 2] not in _FROM_LEADS:
            return None
        return at + 1 if tokens.same_line(at + 1) else None
    if word == "and" and words[first.start - 1] == "between":
        return at + 1
    if word == "," and words[at + 1] in {"maybe", "perhaps", "possibly"}:
        return at + 2
    # "thirty, thirty-one million dollars", said aloud.
    is_spoken = first.dimension == "count" and words[first.start] in _SPOKEN and words[at + 1] in _SPOKEN
    return at + 1 if word == "," and is_spoken else None


def _is_suspended(tokens: Tokens, at: int) -> bool:
    """Whether a hyphen joins the amount to a unit that stands behind the next: "10- to 15-minute", "$20-to-$30"."""
    return tokens.words[at] == "-" and tokens.glued(at) and tokens.words[at + 1] in {"to", "or"}


def _shares_what_follows(tokens: Tokens, at: int) -> bool:
    """Whether the em dash joins bare figures: "$10—15 million", but not "$10 million—15 people made it"."""
    return tokens.words[at - 1].isdecimal() and tokens.glued(at) and tokens.glued(at + 1)


def joined(tokens: Tokens, first: Amount, second: Amount) -> Amount | None:
    """The range of two amounts, each lending the other the unit and scale that it lacks; None where they do not fit."""
    # A dash in a sentence stands between figures too; a range shares what follows it.
    if tokens.words[first.end] == "—" and second.dimension == "count" and second.scale == 1:
        return None
    if second.dimension == "count" and first.dimension in {"money", "people", "percent"}:
        second = replace(second, unit=first.unit, dimension=first.dimension)
    if _is_one_or_so_many(tokens, first, second):
        second = replace(second, low=second.low * first.low, unit=first.unit, dimension=first.dimension)
    if first.dimension == "count" and second.dimension == "duration":
        size = _size_of_one(tokens, second)
        first = replace(first, low=tidy(first.low * size), unit=second.unit, dimension="duration")
    elif first.dimension == "count":
        first = replace(first, unit=second.unit, dimension=second.dimension)
    if first.unit != second.unit:
        return None
    low, high = first.low, second.low
    if first.scale < second.scale and low * second.scale <= high * max(first.scale, 1):
        low = low * second.scale / max(first.scale, 1)
    elif second.scale == 1 < first.scale and high < low:
        high *= first.scale
    if not 0 < low < high or not _is_one_range(tokens, first, low, high):
        return None
    return replace(
        first, low=plain(low), high=plain(high), end=second.end, scale=max(first.scale, second.scale), infix="exact"
    )


def _is_one_or_so_many(tokens: Tokens, first: Amount, second: Amount) -> bool:
    """ "a month or two", "an hour or three", but not "a year or two films"."""
    words = tokens.words
    is_one = first.dimension == "duration" and words[first.start] in {"a", "an", "one"} and first.end - first.start == 2
    return is_one and second.dimension == "count" and words[first.end] == "or" and ends_phrase(words[second.end])


def _is_one_range(tokens: Tokens, first: Amount, low: Decimal, high: Decimal) -> bool:
    """ "five or six" is a range, "7 or 100" are alternatives, and "a headcount of 22 to 70" is a change."""
    join = tokens.words[first.end + _is_suspended(tokens, first.end)]
    if join == "and":
        return True
    if join == "," and tokens.words[first.end + 1] in _SPOKEN:
        return high <= low * _SPOKEN_SPAN
    return high <= low * (2 if join == "or" or first.dimension == "people" else _WIDEST)


def _size_of_one(tokens: Tokens, amount: Amount) -> Decimal:
    """What one unit of the length is worth, so that "three to four weeks" lends its weeks."""
    number = number_at(tokens, amount.start)
    return amount.low / number.value if number is not None and number.value else Decimal(1)

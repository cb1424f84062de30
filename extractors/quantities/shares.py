"""Reads shares: per cent, fractions in words, "one in five"."""

from decimal import Decimal

from extractors.quantities.amount import Amount, tidy
from extractors.quantities.measures import TIME_UNITS, ends_phrase
from extractors.quantities.number_words import ONES
from extractors.quantities.numerals import Number, number_at, with_infix
from extractors.quantities.tokens import Tokens
from extractors.quantities.vocabulary import wordset
from extractors.quantities.wholes import phrase_at

_DENOMINATORS = {
    name + ending: value
    for value, name in (
        (3, "third"),
        (4, "quarter"),
        (4, "fourth"),
        (5, "fifth"),
        (6, "sixth"),
        (7, "seventh"),
        (8, "eighth"),
        (9, "ninth"),
        (10, "tenth"),
        (11, "eleventh"),
        (12, "twelfth"),
        (15, "fifteenth"),
        (16, "sixteenth"),
        (20, "twentieth"),
        (30, "thirtieth"),
        (40, "fortieth"),
        (50, "fiftieth"),
        (100, "hundredth"),
    )
    for ending in ("", "s")
}
DENOMINATOR_WORDS = frozenset(_DENOMINATORS)
# Words after "a fifth" that show a share and not the fifth of a row ("a fifth film").
_AFTER_SHARE = wordset(
    """synthetic cheaper lower smaller faster slower shorter generated ai made the machine artificial off i"""
)
# "six shots in ten", "four minutes in every hundred", "nine out of ten".
_BASES = frozenset(map(Decimal, (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16, 20, 25, 50, 100, 1000)))
_ARTICLES = frozenset({"every", "each"})
_COINS = wordset("cent cents pence dollar dollars euro euros pound pounds")
_PERCENT_WORDS = frozenset({"%", "percent", "pct", "٪", "percentage", "％"})


def percent_at(tokens: Tokens, index: int, number: Number | None) -> Amount | None:
    """A share that begins at the token."""
    if number is None:
        return _fraction(tokens, index) or phrase_at(tokens, index)
    inside = with_infix(tokens, number)
    dash = tokens.words[inside.end] == "-" and tokens.glued(inside.end)
    end = _percent_after(tokens, inside.end + dash)
    if end is not None:
        return Amount(number.value, None, "percent", "percent", index, end, infix=inside.infix)
    share = _one_in(tokens, index, number)
    if share is None and number.end == index + 1:
        share = _fraction(tokens, index)
    return share


def _percent_after(tokens: Tokens, index: int) -> int | None:
    """The token after "per cent", "%", "percent"; else None."""
    words, word = tokens.words, tokens.words[index]
    if word in _PERCENT_WORDS:
        return index + 2 if word == "percentage" and words[index + 1] in {"points", "point"} else index + 1
    if word == "per" and words[index + 1] == "cent":
        return index + 2
    if word == "p" and words[index + 1] == "." and words[index + 2] == "c":
        return index + 3
    if word == "pc" and tokens.glued(index):
        return index + 1
    return None


def _share(numerator: Decimal, denominator: Decimal, start: int, end: int) -> Amount:
    value = numerator * 100 / denominator
    # The guide writes a third as 33 and two-thirds as 67.
    if denominator == 3 and numerator in {1, 2}:
        value = Decimal(33 if numerator == 1 else 67)
    return Amount(tidy(value), None, "percent", "percent", start, end)


def _fraction(tokens: Tokens, index: int) -> Amount | None:
    """ "a third", "two-thirds", "one-fifth", "seven tenths"."""
    words, word = tokens.words, tokens.words[index]
    numerator = 1 if word in {"a", "an"} else ONES.get(word, 0)
    at = index + 1
    at += words[at] == "-" and tokens.glued(at)
    name = words[at]
    denominator = _DENOMINATORS.get(name)
    if not numerator or denominator is None or numerator > denominator or name.endswith("s") != (numerator > 1):
        return None
    if name in {"quarter", "quarters"} and words[at + 1] in {"of", "-"} and words[at + 2] in {"an", "a", "century"}:
        return None
    if name == "quarter" and words[at + 1] == "of" and words[at + 2].isdecimal():
        return None
    if numerator == 1 and not (
        ends_phrase(words[at + 1]) or words[at + 1] in _AFTER_SHARE or not tokens.same_line(at + 1)
    ):
        return None
    return _share(Decimal(numerator), Decimal(denominator), index, at + 1)


def _one_in(tokens: Tokens, index: int, number: Number) -> Amount | None:
    """ "one in five", "six shots in ten", "seven dollars in every ten", "thirteen cents of every dollar"."""
    words, at = tokens.words, number.end
    noun = words[at] if words[at].isalpha() and words[at] not in {"in", "out", "of"} else ""
    at += bool(noun)
    joined = words[at] in {"in", "of"} or (words[at] == "out" and words[at + 1] == "of")
    if not joined:
        return None
    is_of = words[at] == "of"
    at += 2 if words[at] == "out" else 1
    every = words[at] in _ARTICLES
    at += every
    if noun in _COINS and words[at - 1] in _ARTICLES | {"the", "of"} and words[at] in {"dollar", "pound", "euro"}:
        return _share(number.value, Decimal(100), index, at + 1)
    if is_of and not every:
        return None
    return _of_base(tokens, index, number, at, is_plain=bool(noun) and not every)


def _of_base(tokens: Tokens, index: int, number: Number, at: int, *, is_plain: bool) -> Amount | None:
    words = tokens.words
    if words[at] in {"hundred", "thousand"}:
        base, end = Decimal(100 if words[at] == "hundred" else 1000), at + 1
    else:
        other = number_at(tokens, at)
        if other is None or other.scale > 1:
            return None
        base, end = other.value, other.end
    if not 0 < number.value < base or base not in _BASES or words[end] in TIME_UNITS:
        return None
    # "six shots in ten" is a share, "two films in three countries" and "four people in five months" are none.
    if is_plain and not ends_phrase(words[end]) and words[end].endswith("s"):
        return None
    return _share(number.value, base, index, end)

"""Reads shares: per cent, fractions in words, "one in five"."""

from dataclasses import replace
from decimal import Decimal

from extractors.quantities.amount import Amount, share, tidy
from extractors.quantities.measures import TIME_UNITS, ends_phrase
from extractors.quantities.number_words import ONES, PARTS
from extractors.quantities.numerals import Number, with_infix
from extractors.quantities.portions import portion_at
from extractors.quantities.scales import SCALES
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
_DENOMINATORS["half"] = 2
DENOMINATOR_WORDS = frozenset(_DENOMINATORS)
# Words after "a fifth" that show a share and not the fifth of a row ("a fifth film").
_AFTER_SHARE = wordset(
    """synthetic cheaper lower smaller faster slower shorter generated ai made the machine artificial off i"""
)
_PART_STARTS = frozenset(PARTS) | {"a", "one", "two", "three"}
_PERCENT_WORDS = frozenset({"%", "percent", "pct", "٪", "percentage", "％"})


def percent_at(tokens: Tokens, index: int, number: Number | None) -> Amount | None:
    """A share that begins at the token, or at "all but" or a currency sign before it."""
    found = _percent_at(tokens, index, number)
    # "all but 5 per cent" is the rest.
    if found is not None and tokens.words[found.start - 2 : found.start] == ["all", "but"] and found.low < 100:
        return replace(found, low=100 - found.low, start=found.start - 2)
    return found


def _percent_at(tokens: Tokens, index: int, number: Number | None) -> Amount | None:
    small = _part_of_percent(tokens, index)
    if small is not None:
        return small
    if number is None:
        return portion_at(tokens, index, None) or _fraction(tokens, index) or phrase_at(tokens, index)
    inside = with_infix(tokens, number)
    dash = tokens.words[inside.end] == "-" and tokens.glued(inside.end)
    end = _percent_after(tokens, inside.end + dash)
    if end is not None:
        return Amount(number.value, None, "percent", "percent", index, end, infix=inside.infix)
    portion = portion_at(tokens, index, number)
    if portion is None and number.end == index + 1:
        portion = _fraction(tokens, index)
    return portion


def _part_of_percent(tokens: Tokens, index: int) -> Amount | None:
    """ "half a per cent", "a quarter of one per cent", "three quarters of a percentage point"."""
    words, numerator, at = tokens.words, 1, index
    if words[at] not in _PART_STARTS:
        return None
    if words[at] in {"a", "one", "two", "three"} and words[at + 1] in {*PARTS, "-"}:
        numerator = ONES.get(words[at], 1)
        at += 2 if words[at + 1] == "-" else 1
    part = PARTS.get(words[at])
    at += 1
    at += words[at] == "of"
    end = _percent_after(tokens, at + 1) if part is not None and words[at] in {"a", "one"} else None
    if part is None or end is None:
        return None
    return Amount(tidy(Decimal(numerator) / part), None, "percent", "percent", index, end)


def _percent_after(tokens: Tokens, index: int) -> int | None:
    """The token after "per cent", "%", "percent"; else None."""
    words, word = tokens.words, tokens.words[index]
    if word in _PERCENT_WORDS:
        return index + 2 if word == "percentage" and words[index + 1] in {"points", "point"} else index + 1
    if word == "per":
        end = index + 1 + (words[index + 1] == "-")
        return end + 1 if words[end] == "cent" else None
    if word == "p" and words[index + 1] == "." and words[index + 2] == "c":
        return index + 3
    if word == "pc" and tokens.glued(index):
        return index + 1
    return None


def _fraction(tokens: Tokens, index: int) -> Amount | None:
    """ "a third", "two-thirds", "one-fifth", "seven tenths"."""
    words, word = tokens.words, tokens.words[index]
    numerator = 1 if word in {"a", "an"} else ONES.get(word, 0)
    is_good = words[index : index + 2] == ["a", "good"]
    at = index + 1 + is_good
    at += words[at] == "-" and tokens.glued(at)
    name = words[at]
    denominator = _DENOMINATORS.get(name)
    if not numerator or denominator is None or numerator > denominator or name.endswith("s") != (numerator > 1):
        return None
    if name in {"quarter", "quarters"} and words[at + 1] in {"of", "-"} and words[at + 2] in {"an", "a", "century"}:
        return None
    if name == "quarter" and words[at + 1] == "of" and words[at + 2].isdecimal():
        return None
    # "one half-hour episode", "a half hour", "a half dozen".
    if name == "half" and (words[at + 1] in {"-", "dozen"} or words[at + 1] in TIME_UNITS or words[at + 1] in SCALES):
        return None
    if numerator == 1 and not (
        ends_phrase(words[at + 1]) or words[at + 1] in _AFTER_SHARE or not tokens.same_line(at + 1)
    ):
        return None
    found = share(Decimal(numerator), Decimal(denominator), index, at + 1)
    return replace(found, infix="over") if is_good else found

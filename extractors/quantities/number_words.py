"""Reads numbers in words: "two hundred and six", "a quarter of a million", "one point two million"."""

from dataclasses import dataclass
from decimal import Decimal

from extractors.quantities.tokens import Tokens

_ONES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
"""
ONES = {word: value for value, word in enumerate(_ONES.split())}
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS = {word: 10 * value for value, word in enumerate(_TENS.split(), start=2)} | {"fourty": 40}
WORD_SCALES = {
    "thousand": 10**3,
    "lakh": 10**5,
    "lakhs": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "crores": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
}
FRACTION_SIGNS = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "⅓": Decimal("0.3333"),
    "⅔": Decimal("0.6667"),
    "⅕": Decimal("0.2"),
    "⅛": Decimal("0.125"),
}
PARTS = {"half": 2, "quarter": 4, "quarters": 4, "third": 3, "thirds": 3}
# What "a" may stand before to make a number.
A_FOLLOWERS = frozenset(WORD_SCALES) | {"hundred", "dozen", "couple"}
# What "a couple" may double.
COUPLED = frozenset(WORD_SCALES) | {"hundred", "dozen"}
# "a cool million", "a mere hundred".
COLOURS = frozenset({"cool", "mere", "whopping", "round", "measly", "paltry", "modest"})
_VAGUE = frozenset({"few", "several", "many", "some"})
_WORD_LIMIT = 16
_TOO_LARGE = 10**15


@dataclass(frozen=True, slots=True)
class Words:
    """A value, the token after its words, and the smallest scale among them ("two million" has a million)."""

    value: Decimal
    end: int
    scale: int = 1


@dataclass(slots=True)
class _Sum:
    """What has been added up: `group` is below the next scale word, `room` the size of what may still join it."""

    total: Decimal
    group: Decimal
    room: int = 1000
    lowest: int = _TOO_LARGE

    @property
    def scale(self) -> int:
        """The smallest scale word so far; one where there was none."""
        return self.lowest if self.total else 1


def words_at(tokens: Tokens, index: int) -> Words | None:
    """The number in words that begins at the token."""
    words = tokens.words
    word = words[index]
    if word in FRACTION_SIGNS:
        return Words(FRACTION_SIGNS[word], index + 1)
    couple = couple_end(tokens, index)
    if couple is not None:
        return _sum_words(tokens, couple, lead=2)
    if word == "a" and words[index + 1 : index + 3] == ["couple", "of"]:
        return Words(Decimal(2), index + 3)
    if word in {"a", "an"} and words[index + 1] in A_FOLLOWERS:
        return _sum_words(tokens, index + 1, lead=1)
    if word == "a" and words[index + 1] in COLOURS | {"good"} and words[index + 2] in A_FOLLOWERS:
        return _sum_words(tokens, index + 2, lead=1)
    fraction = _big_fraction(tokens, index)
    is_number = word in ONES or word in TENS or (word == "hundred" and words[index - 1] not in _VAGUE)
    return _sum_words(tokens, index, lead=0) if fraction is None and is_number else fraction


def couple_end(tokens: Tokens, index: int) -> int | None:
    """The token of what a couple doubles: "a couple of hundred", "the last couple million".

    "A couple of million" is the plain number two with its scale.
    """
    words = tokens.words
    at = index + (words[index] == "a")
    if words[at] != "couple":
        return None
    if words[at + 1] == "of":
        return at + 2 if words[at + 2] == "hundred" else None
    return at + 1 if words[at + 1] in COUPLED else None


def half_after(tokens: Tokens, index: int) -> tuple[Decimal, int] | None:
    """ "and a half", "and three-quarters", "-and-a-half" at the token: the part of one, and the token after it."""
    words = tokens.words
    dash = words[index] == "-"
    at = index + dash
    if words[at] != "and":
        return None
    at += 1 + dash
    first = words[at]
    at += 1 + (words[at + 1] == "-")
    part = words[at]
    if first in {"a", "one"} and part in {"half", "quarter", "third"}:
        return _part(1, PARTS[part]), at + 1
    if first in {"two", "three"} and part in {"quarter", "quarters", "third", "thirds"}:
        return _part(ONES[first], PARTS[part]), at + 1
    return None


def _part(numerator: int, denominator: int) -> Decimal:
    return (Decimal(numerator) / Decimal(denominator)).quantize(Decimal("0.0001")).normalize()


def _big_fraction(tokens: Tokens, index: int) -> Words | None:
    """ "half a million", "a quarter of a million", "three quarters of a billion", "half a dozen"."""
    words, at, numerator = tokens.words, index, 1
    if words[at] in {"a", "one"} and words[at + 1] in {"quarter", "half", "third"}:
        at += 1
    elif words[at] in {"two", "three"} and words[at + 1] in {"quarters", "thirds", "-"}:
        numerator = ONES[words[at]]
        at += 2 if words[at + 1] == "-" else 1
    part = PARTS.get(words[at])
    if part is None:
        return None
    at += 1
    at += words[at] == "of"
    at += words[at] in {"a", "-"}
    if words[at] == "dozen":
        return Words(Decimal(12) * numerator / part, at + 1)
    scale = WORD_SCALES.get(words[at])
    if scale is None or scale < 10**5:
        return None
    return Words((Decimal(scale) * numerator / part).quantize(Decimal(1)), at + 1, scale)


def _sum_words(tokens: Tokens, index: int, *, lead: int) -> Words | None:
    """Adds number words up until one no longer fits."""
    state, at = _Sum(Decimal(0), Decimal(lead)), index
    while at < index + _WORD_LIMIT:
        step = _joined(tokens, at, index, state)
        after = _add_word(tokens, step, state, first=step == index, joined=step > at)
        if after is None:
            break
        at = after
        half = half_after(tokens, at)
        if half is not None and state.room == 1000 and state.total and not state.group:
            return Words(state.total + half[0] * state.lowest, half[1], state.scale)
        if half is not None and not state.total and state.room < 1000:
            state.group, at, state.room = state.group + half[0], half[1], 0
    if at == index:
        return None
    return Words(_spoken(state), at, state.scale)


def _spoken(state: _Sum) -> Decimal:
    """The sum; "two million four" is said of 2,400,000 and "two million eight hundred" of 2,800,000."""
    if state.total and state.lowest in {10**6, 10**9} and 0 < state.group < 1000:
        return state.total + state.group * state.lowest / (10 if state.group < 10 else 1000)
    return state.total + state.group


def _joined(tokens: Tokens, at: int, index: int, state: _Sum) -> int:
    """The token of the next number word, past a hyphen within the number and past "and"."""
    word = tokens.words[at]
    if word == "-" and at > index and tokens.glued(at) and tokens.glued(at + 1):
        return at + 1
    # "four billion and forty people" are two numbers.
    in_millions = state.total and not state.group and state.lowest >= 10**6
    if word == "and" and at > index and (state.group >= 100 or state.total) and state.room > 10 and not in_millions:
        return at + 1
    return at


def _add_word(tokens: Tokens, at: int, state: _Sum, *, first: bool, joined: bool) -> int | None:
    """Adds the word at the token to the sum; the token after it, or None where it does not belong."""
    word = tokens.words[at]
    value = ONES.get(word)
    if value is not None:
        if not (0 < value < state.room or (value == 0 and first)):
            return None
        state.group, state.room = state.group + value, 1
        return at + 1
    if word in TENS:
        if state.room < 100:
            return None
        state.group, state.room = state.group + TENS[word], 10
        return at + 1
    return _add_scale(tokens, at, state, joined=joined and tokens.words[at - 1] == "and")


def _add_scale(tokens: Tokens, at: int, state: _Sum, *, joined: bool) -> int | None:
    word = tokens.words[at]
    if joined:
        return None
    if word == "hundred" and state.group < 100 and (state.group or not state.total):
        state.group, state.room = max(state.group, Decimal(1)) * 100, 100
        return at + 1
    if word == "dozen" and state.group:
        state.group, state.room = state.group * 12, 0
        return at + 1
    if word == "point" and state.group and state.room <= 10:
        return _after_point(tokens, at + 1, state)
    scale = WORD_SCALES.get(word)
    if scale is None or not state.group or scale >= state.lowest:
        return None
    state.total, state.group, state.lowest = state.total + state.group * scale, Decimal(0), scale
    state.room = 1000
    return at + 1


def _after_point(tokens: Tokens, at: int, state: _Sum) -> int | None:
    digits = ""
    while len(digits) < 4:
        at += tokens.words[at] == "-"
        digit = ONES.get(tokens.words[at])
        if digit is None or digit > 9:
            break
        digits += str(digit)
        at += 1
    if not digits:
        return None
    state.group, state.room = Decimal(f"{state.group}.{digits}"), 0
    return at

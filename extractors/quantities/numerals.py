"""Reads the number at a token: digits in every grouping, with the hedge that may stand inside ("80-odd per cent")."""

from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.quantities.currency_tables import SIGNS
from extractors.quantities.number_words import FRACTION_SIGNS, couple_end, half_after, words_at
from extractors.quantities.tokens import Tokens
from extractors.records import Bound

_GROUP_LIMIT = 8
_DIGIT_LIMIT = 18
_SEPARATORS = {",", ".", "'", "’"}
_BEFORE_POINT = frozenset(SIGNS) | frozenset("([“‘–—-~")
_SPACES = {" ", "\u00a0", "\u2009", "\u202f"}
_INFIXES: tuple[tuple[tuple[str, ...], Bound], ...] = (
    (("-", "odd"), "about"),
    (("odd",), "about"),
    (("-", "some"), "about"),
    (("-", "something"), "about"),
    (("-", "ish"), "about"),
    (("or", "so"), "about"),
    (("or", "more"), "over"),
    (("+",), "over"),
    (("-", "plus"), "over"),
)
_INFIX_FIRST = frozenset(words[0] for words, _ in _INFIXES)


@dataclass(frozen=True, slots=True)
class Number:
    """A value and the token after it.

    `scale` is the smallest scale written in words ("two million"); `european` marks `26.000`, which is
    a thousand only beside European words; `infix` is the bound of a hedge between the number and its unit.
    """

    value: Decimal
    end: int
    in_words: bool = False
    scale: int = 1
    european: bool = False
    infix: Bound = "exact"


def number_at(tokens: Tokens, index: int) -> Number | None:
    """The number that begins at the token, without a scale in letters that would need a currency to be one."""
    word = tokens.words[index]
    if not word:
        return None
    if word[0].isdecimal():
        number = _digits_at(tokens, index)
        half = (half_after(tokens, number.end) or _slash_after(tokens, number.end)) if number is not None else None
        if number is not None and half is not None and number.value == number.value.to_integral_value():
            return replace(number, value=number.value + half[0], end=half[1])
        return number
    if word == ".":
        return _fraction_at(tokens, index)
    read = words_at(tokens, index)
    if read is None:
        return None
    # "a good million", "a couple of hundred".
    infix: Bound = "over" if word == "a" and tokens.words[index + 1] == "good" else "exact"
    infix = infix if couple_end(tokens, index) is None else "about"
    return Number(read.value, read.end, in_words=True, scale=read.scale, infix=infix)


def leads_fraction(tokens: Tokens, index: int) -> bool:
    """Whether a point at the token leads its digits, as in ".5 percent", "$.5m"; no full stop and no "Rs.500" does."""
    words = tokens.words
    if words[index] != "." or not words[index + 1].isdecimal() or not tokens.glued(index + 1):
        return False
    # ".5.2" is no number.
    end = index + 2
    if words[end] in _SEPARATORS and words[end + 1].isdecimal() and tokens.glued(end) and tokens.glued(end + 1):
        return False
    before = words[index - 1]
    return before in _BEFORE_POINT if tokens.glued(index) else not before.isdecimal()


def _fraction_at(tokens: Tokens, index: int) -> Number | None:
    """The number of a leading point; None where it leads none."""
    digits = tokens.words[index + 1]
    if len(digits) > _DIGIT_LIMIT or not leads_fraction(tokens, index):
        return None
    return Number(Decimal(f"0.{digits}"), index + 2)


def _slash_after(tokens: Tokens, at: int) -> tuple[Decimal, int] | None:
    """The fraction in "2 1/2" and the token after it."""
    words = tokens.words
    if words[at + 1] != "/" or tokens.glued(at) or not (tokens.glued(at + 1) and tokens.glued(at + 2)):
        return None
    if words[at] not in {"1", "2", "3"} or words[at + 2] not in {"2", "3", "4"} or tokens.glued(at + 3):
        return None
    return (Decimal(words[at]) / Decimal(words[at + 2])).quantize(Decimal("0.0001")).normalize(), at + 3


def with_infix(tokens: Tokens, number: Number) -> Number:
    """The number with the hedge right behind it, as in "sixty-odd technicians", taken in."""
    if tokens.words[number.end] not in _INFIX_FIRST:
        return number
    for words, bound in _INFIXES:
        end = number.end + len(words)
        if tuple(tokens.words[number.end : end]) == words and (words[0] not in "-+" or tokens.glued(number.end)):
            return replace(number, end=end, infix=bound)
    return number


def _digits_at(tokens: Tokens, index: int) -> Number | None:
    words = tokens.words
    groups, signs, at = [words[index]], [], index + 1
    while len(groups) < _GROUP_LIMIT and words[at] in _SEPARATORS and words[at + 1].isdecimal():
        sign = words[at]
        # 6'31 is a length of time.
        if not (tokens.glued(at) and tokens.glued(at + 1)) or (sign in "'’" and len(words[at + 1]) != 3):
            break
        groups.append(words[at + 1])
        signs.append("'" if sign == "’" else sign)
        at += 2
    if not signs:
        while len(groups) < _GROUP_LIMIT and len(groups[0]) <= 3 and _space_group(tokens, at):
            groups.append(words[at])
            signs.append(" ")
            at += 1
    if sum(map(len, groups)) > _DIGIT_LIMIT or not groups[0].isdecimal():
        return None
    number = _read_groups(groups, signs, at)
    if number is not None and words[at] in FRACTION_SIGNS and tokens.glued(at):
        return Number(number.value + FRACTION_SIGNS[words[at]], at + 1)
    return number


def _space_group(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    if len(word) != 3 or not word.isdecimal():
        return False
    return tokens.text[tokens.ends[at - 1] : tokens.starts[at]] in _SPACES


def _read_groups(groups: list[str], signs: list[str], end: int) -> Number | None:
    """Decides which sign groups thousands and which one is the decimal point; None where neither reading fits."""
    digits = "".join(groups)
    if not signs:
        return Number(Decimal(digits), end)
    last = signs[-1]
    if len(set(signs)) > 1:
        if last in ",." and signs.count(last) == 1:
            return Number(Decimal("".join(groups[:-1]) + "." + groups[-1]), end)
        return None
    thousands = 1 <= len(groups[0]) <= 3 and len(groups[-1]) == 3 and all(2 <= len(group) <= 3 for group in groups[1:])
    if thousands and (last != "." or len(groups) > 2):
        return Number(Decimal(digits), end)
    if len(groups) == 2 and last in ",.":
        european = last == "." and thousands and groups[0] != "0"
        return Number(Decimal(f"{groups[0]}.{groups[1]}"), end, european=european)
    return None

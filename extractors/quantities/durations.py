"""Reads lengths of time: running lengths in minutes, production times in days."""

from dataclasses import dataclass
from decimal import Decimal

from extractors.quantities.almanac import WEEKDAYS
from extractors.quantities.amount import Amount, tidy
from extractors.quantities.measures import DAY_UNITS, MINUTE_UNITS, TIME_UNITS, ends_phrase
from extractors.quantities.number_words import ONES, TENS, half_after
from extractors.quantities.numerals import Number, number_at, with_infix
from extractors.quantities.scales import SCALES
from extractors.quantities.tokens import Tokens
from extractors.quantities.vocabulary import wordset

# What may stand between a number and its unit: "two full days", "fourteen stop-start months".
_FILLERS = wordset(
    """full long short solid stop start whole odd calendar working straight consecutive shooting actual - little
    entire further"""
)
_ABBREVIATIONS = wordset("min mins hr hrs sec secs h s m")
# "a year", "an hour", "a fortnight"; plurals and "second" need a number.
_SINGLE = wordset("minute hour day night week weekend fortnight month year decade")
_RUNNING_WORDS = wordset(
    """runtime running runs run ran length lasts long film feature short episode episodes duration clocks at
    minutes"""
)
_MINUTE_LIMIT = 600
# A length stands so in a list: "Ma | 4:15", "Salt (7:40)"; a time of day has other neighbours.
_LIST_SIGNS = wordset("| ( , – · — [ *")
_TIME_OF_DAY = wordset("am pm a p h on in at , - –")
_NUMERAL = frozenset(SCALES) | frozenset(ONES) | frozenset(TENS) | {"hundred", "dozen"}
_NO_ADJECTIVES = wordset("the few several many couple")
_NO_PLURALS = wordset("series business process news")
_PARTS = frozenset({"half", "quarter", "quarters"})
_HOUR_WORDS = frozenset({"hour", "hours", "h", "hr", "hrs"})


@dataclass(frozen=True, slots=True)
class _Part:
    """One unit of a length: `size` is what one of it is worth, `end` the token after it."""

    value: Decimal
    size: Decimal
    end: int


def duration_at(tokens: Tokens, index: int, number: Number | None) -> Amount | None:
    """A length of time that begins at the token; `number` is the number there, if one was read."""
    after = index + 1 + (tokens.words[index + 1] == "-")
    if number is None or tokens.words[after] == "quarters":
        return _without_number(tokens, index)
    special = _clock(tokens, index) or _primes(tokens, index, number) or _half_hours(tokens, index)
    if special is not None:
        return special
    if tokens.words[number.end] == "hour" and _counts_hour_long_ones(tokens, index, number):
        return Amount(Decimal(60), None, "minute", "duration", number.end, number.end + 1)
    number = with_infix(tokens, number)
    unit = _unit_at(tokens, number.end)
    if unit is None:
        return None
    name, end = unit
    if name == "m" and not _is_minutes(tokens, index, number, end):
        return None
    amount = _compound(tokens, index, number.value, name, end)
    return Amount(amount.low, None, amount.unit, "duration", index, amount.end, infix=number.infix)


def _unit_at(tokens: Tokens, at: int, *, loose: bool = False) -> tuple[str, int] | None:
    """The time unit at the token, past a hyphen and plain adjectives, and the token after it.

    `loose` is said within a length that has begun, where a letter needs not touch its number.
    """
    words = tokens.words
    if words[at] == "-" and tokens.glued(at):
        at += 1
    for _ in range(4):
        word = words[at]
        if word in TIME_UNITS:
            if len(word) == 1 and not _is_unit_letter(tokens, at, loose=loose):
                return None
            end = at + 1
            if word in _ABBREVIATIONS and words[end] == "." and tokens.glued(end) and _goes_on(tokens, end + 1):
                end += 1
            return word, end
        if word not in _FILLERS and not _is_adjective(tokens, at):
            return None
        at += 1
    return None


def _is_unit_letter(tokens: Tokens, at: int, *, loose: bool) -> bool:
    """h, m and s in lower case; "90s" alone is a decade."""
    word = tokens.raw(at)
    return (loose and word.islower()) or word == "h" or (word == "m" and tokens.glued(at))


def _is_adjective(tokens: Tokens, at: int) -> bool:
    """One unknown word right before a unit in full: "one wet fortnight", "71 merciful minutes"."""
    words = tokens.words
    if not words[at + 1] or words[at + 1] not in TIME_UNITS or len(words[at + 1]) < 3 or not tokens.same_line(at + 1):
        return False
    word = words[at]
    return (
        tokens.raw(at).islower()
        and len(word) > 2
        and not word.endswith("s")
        and not ends_phrase(word)
        and word not in _NUMERAL
        and word not in _NO_ADJECTIVES
    )


def _goes_on(tokens: Tokens, at: int) -> bool:
    """Whether the full stop before the token only ends an abbreviation."""
    first = tokens.raw(at)[:1]
    return first.islower() or first.isdecimal() or first in {")", ",", ";", "|", "]"}


def _is_minutes(tokens: Tokens, index: int, number: Number, end: int) -> bool:
    """`95m` is minutes beside words of running length; else it is more often money or views in millions."""
    if number.value > _MINUTE_LIMIT:
        return False
    if tokens.words[end][:1].isdecimal() and tokens.glued(end):
        return True
    near = tokens.words[max(index - 3, 0) : index] + tokens.words[end : end + 2]
    return any(word in _RUNNING_WORDS for word in near)


def _without_number(tokens: Tokens, index: int) -> Amount | None:
    """ "an hour and a half", "half an hour", "a quarter of an hour", "hour and forty minutes", "a long weekend"."""
    words, at = tokens.words, index
    word = words[at]
    factor = Decimal(1)
    if word in _PARTS or (word in {"a", "three"} and (words[at + 1] in _PARTS or words[at + 1] == "-")):
        part = _part_of_unit(tokens, at)
        if part is None:
            return None
        factor, at = part
    elif word in {"a", "an", "one"}:
        at += 1
        at += words[at] == "-"
    elif word != "hour":
        return None
    if words[at] == "long" and words[at + 1] == "weekend":
        return Amount(Decimal(3), None, "day", "duration", index, at + 2)
    at += words[at] in {"full", "whole", "solid", "single"}
    name = words[at]
    if name not in _SINGLE or (word == "hour" and not _hour_goes_on(tokens, at + 1)):
        return None
    return _compound(tokens, index, factor, name, at + 1)


def _hour_goes_on(tokens: Tokens, at: int) -> bool:
    """ "hour and forty minutes" is a length without an article; "happy hour" is none."""
    return tokens.words[at] == "and" and (half_after(tokens, at) is not None or number_at(tokens, at + 1) is not None)


def _part_of_unit(tokens: Tokens, at: int) -> tuple[Decimal, int] | None:
    """The part of one and the token of the unit: "half an", "three quarters of an", "a half-"."""
    words = tokens.words
    numerator = {"a": 1, "three": 3}.get(words[at], 1)
    at += words[at] in {"a", "three"}
    at += words[at] == "-"
    if words[at] not in _PARTS:
        return None
    factor = Decimal(numerator) / (2 if words[at] == "half" else 4)
    at += 1
    at += words[at] == "of"
    dashed = words[at] == "-"
    at += dashed
    if words[at] in {"a", "an"}:
        return factor, at + 1
    return (factor, at) if words[at] == "hour" or dashed else None


def _half_hours(tokens: Tokens, index: int) -> Amount | None:
    """ "eight half-hours": the length of one."""
    words = tokens.words
    at = next((at for at in range(index + 1, index + 4) if words[at] == "half"), None)
    if at is None or words[at + 1] != "-" or words[at + 2] not in {"hours", "hour"} or words[index] in {"a", "one"}:
        return None
    return Amount(Decimal(30), None, "minute", "duration", at, at + 3)


def _counts_hour_long_ones(tokens: Tokens, index: int, number: Number) -> bool:
    """ "eight hour-long episodes" are each an hour long; "a two hour-long film" or "series" is two hours long."""
    words, at = tokens.words, number.end + 1
    if words[at : at + 2] != ["-", "long"] or words[index - 1] in {"a", "an"} or number.value <= 1:
        return False
    return words[at + 2].endswith("s") and words[at + 2] not in _NO_PLURALS


def _compound(tokens: Tokens, index: int, value: Decimal, name: str, end: int) -> Amount:
    """A length of one unit, with the smaller units that go on with it."""
    is_minutes = name in MINUTE_UNITS
    units = MINUTE_UNITS if is_minutes else DAY_UNITS
    total, size = value * units[name], units[name]
    for _ in range(2):
        half = half_after(tokens, end)
        if half is not None and tokens.words[half[1]] not in TIME_UNITS:
            total, end = total + half[0] * size, half[1]
            break
        part = _next_part(tokens, end, units, size, name)
        if part is None:
            break
        total, size, end = total + part.value, part.size, part.end
    return Amount(tidy(total), None, "minute" if is_minutes else "day", "duration", index, end)


def _next_part(tokens: Tokens, at: int, units: dict[str, Decimal], size: Decimal, name: str) -> _Part | None:
    """A smaller unit: "and forty minutes", "42m", "31 s", and after an hour the bare "41"."""
    words = tokens.words
    start = at + (words[at] in {"and", ",", "&"})
    start += start > at and words[start] == "and"
    if not tokens.same_line(start):
        return None
    number = number_at(tokens, start)
    if number is None and not (start > at and words[start] in {"a", "an"}):
        return None
    value, after = (Decimal(1), start + 1) if number is None else (number.value, number.end)
    unit = _unit_at(tokens, after, loose=name not in DAY_UNITS)
    if unit is not None and unit[0] in units and units[unit[0]] < size:
        return _Part(value * units[unit[0]], units[unit[0]], unit[1])
    if unit is None and number is not None and name in _HOUR_WORDS and _is_bare_minutes(tokens, at, name, number):
        return _Part(value, Decimal(1), after)
    return None


def _is_bare_minutes(tokens: Tokens, at: int, name: str, number: Number) -> bool:
    """ "1 h 41", "an hour fourteen", "two hours 20"."""
    if number.value >= 60 or tokens.words[at] == ",":
        return False
    return name in {"h", "hr"} or ends_phrase(tokens.words[number.end])


def _clock(tokens: Tokens, index: int) -> Amount | None:
    """`1:42:30`, and `7:40` in a table or list (a time of day elsewhere)."""
    words = tokens.words
    if (
        words[index + 1] != ":"
        or not words[index + 2].isdecimal()
        or not (tokens.glued(index + 1) and tokens.glued(index + 2))
    ):
        return None
    parts = [words[index], words[index + 2]]
    if words[index + 3] == ":" and words[index + 4].isdecimal() and tokens.glued(index + 3) and tokens.glued(index + 4):
        parts.append(words[index + 4])
    if not all(len(part) <= 2 for part in parts) or any(int(part) > 59 for part in parts[1:]):
        return None
    values = [Decimal(part) for part in parts]
    if len(values) == 3:
        return Amount(tidy(values[0] * 60 + values[1] + values[2] / 60), None, "minute", "duration", index, index + 5)
    if words[index + 3] in {"minutes", "mins", "min"}:
        return Amount(tidy(values[0] + values[1] / 60), None, "minute", "duration", index, index + 4)
    if words[index - 1] not in _LIST_SIGNS or words[index + 3] in _TIME_OF_DAY or words[index - 2] in WEEKDAYS:
        return None
    return Amount(tidy(values[0] + values[1] / 60), None, "minute", "duration", index, index + 3)


def _primes(tokens: Tokens, index: int, number: Number) -> Amount | None:
    """`6'31"`, `9’ 15’’` and `94'`."""
    words, at = tokens.words, number.end
    if words[at] not in {"'", "′", "’"} or not tokens.glued(at) or number.in_words or number.value > _MINUTE_LIMIT:
        return None
    seconds = number_at(tokens, at + 1)
    if seconds is not None and tokens.glued(seconds.end) and words[seconds.end] in {'"', "″", "”", "’", "'", "′"}:
        end = seconds.end + 1
        end += words[end] in {"’", "'"} and tokens.glued(end)
        return Amount(tidy(number.value + seconds.value / 60), None, "minute", "duration", index, end)
    if tokens.glued(at + 1) and (words[at + 1].isalnum() or words[at + 1] in {"'", "’", '"'}):
        return None
    if words[index - 1] in {"'", "‘", '"', "“"} and tokens.glued(index):
        return None
    return Amount(number.value, None, "minute", "duration", index, at + 1)

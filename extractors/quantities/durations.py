"""Reads lengths of time: running lengths in minutes, production times in days."""

from decimal import Decimal

from extractors.quantities.amount import Amount, tidy
from extractors.quantities.measures import DAY_UNITS, MINUTE_UNITS, TIME_UNITS
from extractors.quantities.numbers import Number, half_after, number_at
from extractors.quantities.tokens import Tokens

_PRIMES = {"'": "min", "′": "min", "’": "min", "″": "sec", '"': "sec", "”": "sec"}
_FILLERS = frozenset({"full", "long", "short", "solid", "stop", "start", "whole", "odd", "calendar", "working", "straight"})


def duration_at(tokens: Tokens, index: int, number: Number | None) -> Amount | None:
    """A length of time that begins at the token; `number` is the number there, if one was read."""
    if number is None:
        return _single_unit(tokens, index)
    clock = _clock(tokens, index)
    if clock is not None:
        return clock
    primes = _primes(tokens, index, number)
    if primes is not None:
        return primes
    unit = _unit_at(tokens, number.end)
    if unit is None:
        return None
    name, end = unit
    if name == "m" and number.value > 600:
        return None
    return _compound(tokens, index, number.value, name, end)


def _unit_at(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """The time unit at the token, past a hyphen and a plain adjective."""
    if tokens.word(at) == "-" and tokens.glued(at):
        at += 1
    for _ in range(3):
        word = tokens.word(at)
        if word in TIME_UNITS:
            if len(word) == 1 and not _is_short_unit(tokens, at):
                return None
            end = at + 1
            if len(word) <= 4 and word in {"min", "mins", "hr", "hrs", "sec", "secs"} and _is_abbreviation_dot(tokens, end):
                end += 1
            return word, end
        if word not in _FILLERS and word != "-":
            return None
        at += 1
    return None


def _is_short_unit(tokens: Tokens, at: int) -> bool:
    """Lower-case h, m, s that are not the beginning of a longer word."""
    return tokens.raw(at).islower() and (tokens.glued(at) or tokens.word(at) == "h")


def _is_abbreviation_dot(tokens: Tokens, at: int) -> bool:
    return tokens.word(at) == "." and tokens.glued(at) and (tokens.raw(at + 1)[:1].islower() or tokens.word(at + 1) in {")", ",", ";"})


def _single_unit(tokens: Tokens, index: int) -> Amount | None:
    """ "an hour and a half", "half an hour", "a year and nine months", "a fortnight"."""
    word, at = tokens.word(index), index
    factor = Decimal(1)
    if word in {"half", "quarter", "quarters"} or (word in {"a", "three"} and tokens.word(at + 1) in {"quarter", "quarters"}):
        if word in {"a", "three"}:
            factor, at = Decimal(3 if word == "three" else 1), at + 1
        factor = factor / (2 if tokens.word(at) == "half" else 4)
        at += 1
        at += tokens.word(at) == "of"
        at += tokens.word(at) == "-"
        if tokens.word(at) not in {"a", "an", "hour"}:
            return None
        at += tokens.word(at) in {"a", "an"}
    elif word in {"a", "an", "hour"}:
        at += word != "hour"
    else:
        return None
    if tokens.word(at) == "long" and tokens.word(at + 1) == "weekend":
        return Amount(Decimal(3), None, "day", "duration", index, at + 2)
    at += tokens.word(at) in {"full", "whole", "solid"}
    name = tokens.word(at)
    if name not in TIME_UNITS or len(name) == 1 or name.endswith("s") or name in {"second", "min", "mn"}:
        return None
    if word in {"hour"} and tokens.word(at + 1) not in {"and", "-"} and number_at(tokens, at + 1) is None:
        return None
    return _compound(tokens, index, factor, name, at + 1)


def _compound(tokens: Tokens, index: int, value: Decimal, name: str, end: int) -> Amount | None:
    minutes = name in MINUTE_UNITS
    units = MINUTE_UNITS if minutes else DAY_UNITS
    total, size = value * units[name], units[name]
    for _ in range(2):
        half = half_after(tokens, end)
        if half is not None and tokens.word(half[1]) not in TIME_UNITS:
            total, end = total + half[0] * size, half[1]
            break
        part = _next_part(tokens, end, units, size, name)
        if part is None:
            break
        added, size, end = part
        total += added
    return Amount(tidy(total), None, "minute" if minutes else "day", "duration", index, end)


def _next_part(
    tokens: Tokens, at: int, units: dict[str, Decimal], size: Decimal, name: str
) -> tuple[Decimal, Decimal, int] | None:
    """A smaller unit that goes on with the length: "and forty minutes", "42m", "31 s", and "41" after an hour."""
    joined = tokens.word(at) in {"and", ",", "&"}
    start = at + 1 if joined else at
    if joined and tokens.word(start) == "and":
        start += 1
    number = number_at(tokens, start)
    single = number is None and joined and tokens.word(start) in {"a", "an"}
    if (number is None and not single) or not tokens.same_line(start):
        return None
    after = start + 1 if number is None else number.end
    value = Decimal(1) if number is None else number.value
    unit = _unit_at(tokens, after)
    if unit is not None and unit[0] in units and units[unit[0]] < size:
        return value * units[unit[0]], units[unit[0]], unit[1]
    bare = name in {"hour", "hours", "h", "hr"} and number is not None and value < 60 and tokens.word(at) != ","
    if bare and unit is None and (name in {"h", "hr"} or number.in_words):
        return value, Decimal(1), after
    return None


def _clock(tokens: Tokens, index: int) -> Amount | None:
    """`1:42:30`."""
    parts = [tokens.word(index + step) for step in (0, 2, 4)]
    if tokens.word(index + 1) != ":" or tokens.word(index + 3) != ":":
        return None
    if not all(part.isdecimal() and len(part) <= 2 for part in parts):
        return None
    if not all(tokens.glued(index + step) for step in (1, 2, 3, 4)):
        return None
    hours, minutes, seconds = map(int, parts)
    if minutes > 59 or seconds > 59:
        return None
    total = Decimal(hours * 60 + minutes) + Decimal(seconds) / 60
    return Amount(tidy(total), None, "minute", "duration", index, index + 5)


def _primes(tokens: Tokens, index: int, number: Number) -> Amount | None:
    """`6'31"` and `94'`."""
    at = number.end
    if tokens.word(at) not in {"'", "′", "’"} or not tokens.glued(at) or number.in_words or number.value > 600:
        return None
    seconds = number_at(tokens, at + 1) if tokens.glued(at + 1) else None
    if seconds is not None and tokens.word(seconds.end) in {'"', "″", "”"} and tokens.glued(seconds.end):
        total = number.value + seconds.value / 60
        return Amount(tidy(total), None, "minute", "duration", index, seconds.end + 1)
    if tokens.glued(at + 1) and (tokens.word(at + 1).isalnum() or tokens.word(at + 1) in _PRIMES):
        return None
    if tokens.word(index - 1) in {"'", "‘", '"'} and tokens.glued(index):
        return None
    return Amount(number.value, None, "minute", "duration", index, at + 1)

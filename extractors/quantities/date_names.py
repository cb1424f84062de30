"""Dates by name: weekdays, feasts, seasons, quarters."""

from datetime import date, timedelta

from extractors.quantities.almanac import (
    CAPITAL_ONLY,
    CHRISTMAS,
    FEASTS,
    MONTHS,
    WEEKDAYS,
    add_months,
    day_of,
    easter,
    month_text,
    thanksgiving,
    year_text,
)
from extractors.quantities.date_days import dated, digits_rule, month_alone, month_rule
from extractors.quantities.date_reader import SHIFTS, Found, Reader
from extractors.quantities.date_spans import SUFFIXES, is_year, year_at
from extractors.quantities.tense import points_ahead
from extractors.quantities.tokens import Tokens
from extractors.quantities.vocabulary import wordset

_SEASON_MONTHS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 12)}
_SEASON_LEADS = wordset("the last this next early late - in by until mid")
_BEFORE_THE_SEASON = wordset("in by over for until of this since during from to before after")
_FEAST_LENGTH = 6
_FAR_MONTHS = 12
# Days of the Easter feast, counted from its Sunday.
_EASTER_DAYS = {"friday": -2, "saturday": -1, "sunday": 0, "monday": 1}


def weekday_rule(reader: Reader, index: int) -> Found | None:
    """ "on Tuesday", "this Thursday", "last Friday", "Friday week", "Friday, 8 November"."""
    tokens, words = reader.tokens, reader.tokens.words
    if not tokens.raw(index)[0].isupper():
        return None
    wanted, lead = WEEKDAYS[words[index]], words[index - 1]
    goes_on = words[index + 2].isalnum() or words[index + 2] == ","
    dotted = words[index + 1] == "." and len(words[index]) <= 5 and tokens.glued(index + 1) and goes_on
    end = index + 1 + (dotted and words[index] in CAPITAL_ONLY | {"tue", "tues", "thu", "thur", "thurs", "weds"})
    exact = _date_after_weekday(reader, index, end, wanted)
    if exact is not None:
        return exact
    if len(words[index]) <= 3 and words[index] in CAPITAL_ONLY:
        return None
    start = index - 1 if lead in SHIFTS else index
    is_week_on = words[end] == "week"
    if reader.today is None:
        return Found(start, end + is_week_on, None, True)
    day = _weekday(tokens, index, reader.today, wanted, is_week_on=is_week_on)
    return Found(start, end + is_week_on, day.isoformat(), True)


def _weekday(tokens: Tokens, index: int, today: date, wanted: int, *, is_week_on: bool) -> date:
    lead = tokens.words[index - 1]
    back, ahead = (today.weekday() - wanted) % 7, (wanted - today.weekday()) % 7
    if is_week_on:
        return today + timedelta(days=ahead + 7)
    if lead in {"next", "this"}:
        return today + timedelta(days=ahead or 7)
    if lead == "last":
        return today - timedelta(days=back or 7)
    # News of a weekday is of the last one, unless the sentence looks forward.
    if points_ahead(tokens, index) or (lead == "from" and points_ahead(tokens, index) is None):
        return today + timedelta(days=ahead)
    return today - timedelta(days=back)


def _date_after_weekday(reader: Reader, index: int, end: int, wanted: int) -> Found | None:
    """ "Friday, 8 November", "Friday, Sept. 19", "Sunday the 20th", "Wed 12": the weekday settles the year or month."""
    words = reader.tokens.words
    at = end + (words[end] == ",")
    at += words[at] == "the"
    word = words[at]
    is_number = word.isdecimal() and len(word) <= 2
    found: Found | None = None
    if word in MONTHS:
        found = month_rule(reader, at)
    elif is_number:
        found = digits_rule(reader, at)
    if found is not None and found.date is not None and len(found.date) == 10:
        day = date.fromisoformat(found.date)
        if found.relative:
            same = [each for each in reader.years_around(day.month, day.day) if each.weekday() == wanted]
            day = same[0] if same else day
        return Found(index, found.end, day.isoformat(), found.relative)
    if not is_number or reader.today is None or (at != end and words[at - 1] != "the"):
        return None
    fitting = [day for day in reader.months_around(int(word)) if day.weekday() == wanted]
    has_suffix = words[at + 1] in SUFFIXES and reader.tokens.glued(at + 1)
    after = at + 1 + has_suffix
    if not fitting and has_suffix:
        return Found(index, after, _far_day(reader, index, int(word), wanted), True)
    chosen = reader.likeliest(index, fitting)
    return Found(index, after, chosen.isoformat(), True) if chosen is not None else None


def _far_day(reader: Reader, index: int, number: int, wanted: int) -> str | None:
    """The day of "Friday the 13th" where no month near has one; it may be a title, so the tense must say which."""
    if reader.today is None or points_ahead(reader.tokens, index) is None:
        return None
    days = [day_of(*add_months(reader.today, shift), number) for shift in range(-_FAR_MONTHS, _FAR_MONTHS + 1)]
    chosen = reader.likeliest(index, [day for day in days if day is not None and day.weekday() == wanted])
    return chosen.isoformat() if chosen is not None else None


def feast_rule(reader: Reader, index: int) -> Found | None:
    """ "Boxing Day", "Christmas Eve", "New Year's Day", "Thanksgiving", "Easter Sunday", and Christmas as a month."""
    words = reader.tokens.words
    for length in range(_FEAST_LENGTH, 0, -1):
        named = tuple("'" if word == "’" else word for word in words[index : index + length])
        if named in FEASTS:
            month, day = FEASTS[named]
            return dated(reader, index, index + length, month, day)
    word = words[index]
    if word == "thanksgiving":
        return _thanksgiving(reader, index)
    if word in CHRISTMAS:
        if is_year(words[index + 1]):
            return Found(index, index + 2, month_text(int(words[index + 1]), 12), False)
        return month_alone(reader, index, index + 1, 12)
    if word == "easter":
        return _easter(reader, index)
    return month_rule(reader, index) if word in MONTHS else None


def _thanksgiving(reader: Reader, index: int) -> Found:
    words = reader.tokens.words
    is_eve = words[index - 3 : index] == ["the", "day", "before"]
    start = index - 3 if is_eve else index
    if is_year(words[index + 1]):
        day = thanksgiving(int(words[index + 1])) - timedelta(days=int(is_eve))
        return Found(start, index + 2, day.isoformat(), False)
    years = [reader.today.year + shift for shift in (-1, 0, 1)] if reader.today is not None else []
    chosen = reader.likeliest(start, [thanksgiving(year) - timedelta(days=int(is_eve)) for year in years])
    return Found(start, index + 1, chosen.isoformat() if chosen is not None else None, True)


def _easter(reader: Reader, index: int) -> Found:
    """ "Easter Monday" and "Easter Friday" to the day, "Easter" to the month, "Easter next year" to the year."""
    words, today = reader.tokens.words, reader.today
    shift = _EASTER_DAYS.get(words[index + 1])
    end = index + 1 + (shift is not None)
    if is_year(words[end]):
        day = easter(int(words[end])) + timedelta(days=shift or 0)
        return Found(index, end + 1, day.isoformat() if shift is not None else year_text(day.year), False)
    if today is None:
        return Found(index, end, None, True)
    if words[end] in {"next", "last"} and words[end + 1] == "year":
        return Found(index, end + 2, year_text(today.year + SHIFTS[words[end]]), True)
    years = (today.year - 1, today.year, today.year + 1)
    chosen = reader.likeliest(index, [easter(year) + timedelta(days=shift or 0) for year in years])
    assert chosen is not None
    return Found(index, end, chosen.isoformat() if shift is not None else chosen.isoformat()[:7], True)


def season_rule(reader: Reader, index: int) -> Found | None:
    """ "summer of 2026", "last autumn", "in the spring": the year alone."""
    words, today = reader.tokens.words, reader.today
    at = index + 1 + (words[index + 1] == "of")
    year = year_at(reader.tokens, at)
    if year is not None:
        return Found(index, year[1], year_text(year[0]), False)
    lead = words[index - 1]
    if lead not in _SEASON_LEADS or (words[index] == "fall" and lead not in {"the", "last", "this", "next"}):
        return None
    if lead == "the" and words[index - 2] not in _BEFORE_THE_SEASON:
        return None
    start = index - 1 if lead in SHIFTS else index
    if today is None:
        return Found(start, index + 1, None, True)
    if words[at] in SHIFTS and words[at + 1] == "year":
        return Found(start, at + 2, year_text(today.year + SHIFTS[words[at]]), True)
    return Found(start, index + 1, year_text(_year_of_season(reader, index, today)), True)


def _year_of_season(reader: Reader, index: int, today: date) -> int:
    first, last = _SEASON_MONTHS[reader.tokens.words[index]]
    lead = reader.tokens.words[index - 1]
    if lead == "last":
        return today.year - (today.month <= last)
    if lead == "next":
        return today.year + (today.month >= first)
    return today.year if lead == "this" else reader.year_of_months(index, first, last)


def quarter_rule(reader: Reader, index: int) -> Found | None:
    """`Q1 2027`, `H1`, `FY2024`: the year alone."""
    tokens, words = reader.tokens, reader.tokens.words
    if not tokens.raw(index)[0].isupper() or (tokens.glued(index) and words[index - 1].isalnum()):
        return None
    at = index + 1
    if words[index] != "fy":
        if not (tokens.glued(at) and words[at] in {"1", "2", "3", "4"}):
            return None
        at += 1
        at += words[at] in {"of", ",", "fy"}
    year = reader.named_year(index, at, bare=words[at - 1] == "fy")
    if year is not None or words[index] == "fy":
        return year
    if words[index] == "h" or reader.today is None:
        return Found(index, index + 2, year_text(reader.today.year) if reader.today is not None else None, True)
    return Found(index, index + 2, reader.year_of_quarter(index, int(words[index + 1])), True)

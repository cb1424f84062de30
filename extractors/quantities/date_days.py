"""Dates by number and month: `2026-05-21`, "21 May 2026", "May 21", "the 29th", "in March", "2024"."""

from extractors.quantities.almanac import CAPITAL_ONLY, SEASONS, WEEKDAYS, add_months, day_of, month_text, year_text
from extractors.quantities.date_reader import SHIFTS, Found, Reader
from extractors.quantities.date_spans import (
    SUFFIXES,
    is_year,
    month_at,
    month_end,
    month_of_last_day,
    year_at,
    year_of_last_day,
    year_of_second_month,
)
from extractors.quantities.tokens import Tokens
from extractors.quantities.vocabulary import phrases, wordset

_NOT_YEAR_AFTER = wordset(
    """people shots clips frames minutes days staff crore million billion employees prompts hours images seats
    copies screens"""
)
_PARTS_OF_YEAR = SEASONS | {"half", "quarter", "middle", "end", "start", "beginning"}
# What may follow and go before "the 29th", so that "the 29th floor" is none.
_AFTER_DAY = wordset("and at in on for with by to when but after from as the it he she they we i")
_BEFORE_DAY = wordset("on from until by since to before after till , ( — – : for")
_MONTH_LEADS = wordset(
    """in last next this since until till by from early late mid - of to through during before after and for than
    , ( — – : every or between ended ending ends another that previous |"""
)
_OPENING = frozenset("([“‘\"'|")
ORDINALS = {
    name: number
    for number, names in enumerate(
        phrases("""
            first; second; third; fourth; fifth; sixth; seventh; eighth; ninth; tenth; eleventh; twelfth; thirteenth;
            fourteenth; fifteenth; sixteenth; seventeenth; eighteenth; nineteenth; twentieth
        """),
        start=1,
    )
    for name in names
}


def digits_rule(reader: Reader, index: int) -> Found | None:
    """A date that begins with digits."""
    tokens = reader.tokens
    if tokens.glued(index) and tokens.words[index - 1].isalnum():
        return None
    word = tokens.words[index]
    numeric = _numeric(reader, index)
    if numeric is not None:
        return numeric
    if len(word) == 4:
        return _year(reader, index)
    return day_first(reader, index, int(word), index + 1) if len(word) <= 2 and word.isdecimal() else None


def _numeric(reader: Reader, index: int) -> Found | None:
    """`2026-05-21`, `23/10/2025`, `03.10.2025`: the day first, unless only the other order gives a day.

    With strokes either may stand first, so that `3/10/2025` is the year alone.
    """
    tokens = reader.tokens
    parts = tokens.words[index : index + 5 : 2]
    sign = tokens.words[index + 1]
    if sign not in {"-", "/", "."} or tokens.words[index + 3] != sign or not all(part.isdecimal() for part in parts):
        return None
    if not all(tokens.glued(index + step) for step in range(1, 5)) or max(map(len, parts)) > 4:
        return None
    first, second, third = map(int, parts)
    if is_year(parts[0]):
        day = day_of(first, second, third)
    elif len(parts[2]) == 2 or is_year(parts[2]):
        year = third + 2000 if len(parts[2]) == 2 else third
        day, american = day_of(year, second, first), day_of(year, first, second)
        if sign == "/" and day is not None and american is not None and day != american:
            return Found(index, index + 5, year_text(year), False)
        day = day or american
    else:
        return None
    return Found(index, index + 5, day.isoformat(), False) if day is not None else None


def _year(reader: Reader, index: int) -> Found | None:
    """ "2024", "summer of 2026", "the first half of 2025"."""
    words = reader.tokens.words
    if not stands_for_year(reader.tokens, index):
        return None
    start = index - 2 if words[index - 1] == "of" and words[index - 2] in _PARTS_OF_YEAR else index
    return Found(start, index + 1, year_text(int(words[index])), False)


def stands_for_year(tokens: Tokens, index: int) -> bool:
    """Whether the token is a year, not a sum ("$2024"), a count ("2024 shots") or part of a longer number."""
    words, following = tokens.words, tokens.words[index + 1]
    is_sum = words[index - 1] in {"$", "€", "£", "¥", "₹", "#", ".", ",", "/"} and tokens.glued(index)
    if not is_year(words[index]) or is_sum:
        return False
    continues = (
        following in {",", "."} and tokens.glued(index + 1) and tokens.glued(index + 2) and words[index + 2].isdecimal()
    )
    return following not in _NOT_YEAR_AFTER and not continues and not (following == "s" and tokens.glued(index + 1))


def day_first(reader: Reader, index: int, day: int, at: int) -> Found | None:
    """ "21 May 2026", "21st of May", "the 29th", the first of "2–12 September"; `at` is the token after the day."""
    tokens = reader.tokens
    has_suffix = tokens.words[at] in SUFFIXES and tokens.glued(at)
    at += has_suffix
    has_of = tokens.words[at] == "of"
    month = month_at(tokens, at + has_of)
    if month is not None:
        return dated(reader, index, month_end(tokens, at + has_of), month, day)
    last = month_of_last_day(tokens, at, day) if _may_lead(tokens, index) else None
    if last is not None:
        return dated(reader, index, last[1], last[0], day)
    return _day_alone(reader, index, day, at) if has_suffix else None


def _may_lead(tokens: Tokens, index: int) -> bool:
    """Whether a number may be the first of several days, not part of a sum, a time, a longer number or a title."""
    before = tokens.words[index - 1]
    if tokens.glued(index):
        return before in _OPENING
    # "They put back Iron Orchard 3 to 18 March."
    is_name = tokens.raw(index - 1)[:1].isupper() and tokens.same_line(index)
    return not is_name or before in _BEFORE_DAY or before in WEEKDAYS or before == "between"


def dated(reader: Reader, start: int, end: int, month: int, day: int) -> Found | None:
    """A day and month, with the year that follows them or a range of days, or the year that the sentence points to."""
    words = reader.tokens.words
    at = end + (words[end] == ",")
    if is_year(words[at]):
        exact = day_of(int(words[at]), month, day)
        return Found(start, at + 1, exact.isoformat(), False) if exact is not None else None
    year = year_of_last_day(reader.tokens, end, month)
    if year is not None:
        exact = day_of(year, month, day)
        return Found(start, end, exact.isoformat(), False) if exact is not None else None
    if reader.today is None:
        return Found(start, end, None, True) if 1 <= day <= 31 else None
    if words[end] in SHIFTS and words[end + 1] == "year":
        exact = day_of(reader.today.year + SHIFTS[words[end]], month, day)
        return Found(start, end + 2, exact.isoformat(), True) if exact is not None else None
    if words[end] == "last":
        past = [each for each in reader.years_around(month, day) if each < reader.today]
        return Found(start, end + 1, past[-1].isoformat() if past else None, True)
    chosen = reader.likeliest(start, reader.years_around(month, day))
    return Found(start, end, chosen.isoformat(), True) if chosen is not None else None


def _day_alone(reader: Reader, index: int, day: int, end: int) -> Found | None:
    """ "on the 29th", "the 4th of this month"."""
    tokens, words = reader.tokens, reader.tokens.words
    if words[index - 1] != "the" or not 1 <= day <= 31:
        return None
    if words[end] == "of":
        return _day_of_named_month(reader, index, day, end + 1)
    goes_on = words[end].isalpha() and tokens.same_line(end) and words[end] not in _AFTER_DAY
    if goes_on or words[index - 2] not in _BEFORE_DAY:
        return None
    if reader.today is None:
        return Found(index - 1, end, None, True)
    chosen = reader.likeliest(index - 1, reader.months_around(day))
    return Found(index - 1, end, chosen.isoformat(), True) if chosen is not None else None


def _day_of_named_month(reader: Reader, index: int, day: int, at: int) -> Found | None:
    words = reader.tokens.words
    if words[at] not in {"this", "the", "next", "last"} or words[at + 1] != "month":
        return None
    if reader.today is None:
        return Found(index - 1, at + 2, None, True)
    exact = day_of(*add_months(reader.today, SHIFTS.get(words[at], 0)), day)
    return Found(index - 1, at + 2, exact.isoformat(), True) if exact is not None else None


def ordinal_rule(reader: Reader, index: int) -> Found | None:
    """ "the first of March"; "the third quarter" is the year alone."""
    tokens, words = reader.tokens, reader.tokens.words
    number = ORDINALS[words[index]]
    if words[index + 1] == "of" and month_at(tokens, index + 2) is not None:
        return day_first(reader, index, number, index + 1)
    at = index + 1 + (words[index + 1] == "-")
    if words[at] not in {"quarter", "half"} or number > 4:
        return None
    place = at + 1 + (words[at + 1] == "of")
    year = reader.named_year(index, place)
    if year is not None:
        return year
    if words[at] == "half" and words[at + 1] not in {"revenue", "revenues", "sales", "results", "turnover"}:
        return None
    if words[at] == "quarter":
        return Found(index, at + 1, reader.year_of_quarter(index, number), True)
    return Found(index, at + 1, year_text(reader.today.year) if reader.today is not None else None, True)


def month_rule(reader: Reader, index: int) -> Found | None:
    """ "May 21, 2026", "May 2026", "in March", "last April", "January of last year"."""
    tokens, words = reader.tokens, reader.tokens.words
    month = month_at(tokens, index)
    if month is None:
        return None
    end = month_end(tokens, index)
    dated_so = _month_day(reader, index, end, month) or _month_of_year(tokens, index, end, month)
    if dated_so is not None:
        return dated_so
    if words[index] in CAPITAL_ONLY | {"april", "june"} and not _is_month_name(tokens, index):
        return None
    until = year_of_second_month(tokens, end, month)
    if until is not None:
        return Found(index, end, month_text(until, month), False)
    return month_alone(reader, index, end, month)


def _month_of_year(tokens: Tokens, index: int, end: int, month: int) -> Found | None:
    """ "May 2026", "May of 2026", "January '24"."""
    year = year_at(tokens, end + (tokens.words[end] in {",", "of"}))
    return Found(index, year[1], month_text(year[0], month), False) if year is not None else None


def _month_day(reader: Reader, index: int, end: int, month: int) -> Found | None:
    tokens, words = reader.tokens, reader.tokens.words
    at = end + (words[end] == "the")
    word = words[at]
    if not (word.isdecimal() and len(word) <= 2 and tokens.same_line(at)):
        return None
    if words[at + 1] in {":", "%", "."} and tokens.glued(at + 1) and words[at + 2].isdecimal():
        return None
    after = at + 1
    after += words[after] in SUFFIXES and tokens.glued(after)
    if words[after] in _NOT_YEAR_AFTER or (tokens.glued(after) and words[after].isalpha()):
        return None
    return dated(reader, index, after, month, int(word))


def _is_month_name(tokens: Tokens, index: int) -> bool:
    """Whether a word that is also a name or a verb is a month here."""
    return tokens.words[index - 1] in _MONTH_LEADS or tokens.words[index + 1] in {"'", "’", ")", "release", "launch"}


def month_alone(reader: Reader, index: int, end: int, month: int) -> Found | None:
    """A month without day and year, with "last", "next", "this" before it or "of last year" behind it."""
    words, today = reader.tokens.words, reader.today
    lead = words[index - 1]
    start = index - 1 if lead in {"last", "next", "this", "early", "late"} else index
    if today is None:
        return Found(start, end, None, True)
    at = end + (words[end] in {"of", ","})
    if words[at] in SHIFTS and words[at + 1] == "year":
        return Found(start, at + 2, month_text(today.year + SHIFTS[words[at]], month), True)
    if lead == "that" and reader.previous is not None:
        year = int(reader.previous[:4])
    elif lead == "last":
        year = today.year - (month >= today.month)
    elif lead == "next":
        year = today.year + (month <= today.month)
    else:
        year = today.year if lead == "this" else reader.year_of_months(index, month, month)
    return Found(start, end, month_text(year, month), True)

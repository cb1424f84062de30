"""Finds dates in prose and resolves them against the day of publication, by the rulings of the annotation guide.

"summer of 2026", "Q1 2027" and "last autumn" become the year alone, "now" the month of publication. A date without its
year takes the year that the tense around it points to, else the nearest. Without a day of publication a relative date
is found and left unresolved.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from extractors.quantities.calendar import (
    CAPITAL_ONLY,
    CHRISTMAS,
    FEASTS,
    MONTHS,
    SEASONS,
    WEEKDAYS,
    add_months,
    day_of,
    easter,
    month_text,
    thanksgiving,
)
from extractors.quantities.numbers import number_at
from extractors.quantities.tense import points_ahead
from extractors.quantities.tokens import Tokens, split_tokens


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that name a time, `text == source[start:end]`; `date` is ISO, as precise as the words allow, or None.

    `relative` says that the words mean nothing without the day of publication or another date in the text.
    """

    start: int
    end: int
    text: str
    date: str | None
    relative: bool


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    date: str | None
    relative: bool


@dataclass(slots=True)
class _Reader:
    """A text's tokens, its day of publication, and the last date that was read, for "a year earlier"."""

    tokens: Tokens
    today: date | None
    previous: str | None = None


def find_dates(text: str, published: datetime | None) -> list[DateMention]:
    """Every date in the text, in order, without overlap."""
    tokens = split_tokens(text)
    reader = _Reader(tokens, published.date() if published is not None else None)
    mentions: list[DateMention] = []
    index, free = 0, 0
    while index < tokens.count:
        rule = _rule_for(tokens.words[index])
        found = rule(reader, index) if rule is not None else None
        if found is None or found.start < free:
            index += 1
            continue
        start, end = tokens.starts[found.start], tokens.ends[found.end - 1]
        mentions.append(DateMention(start, end, text[start:end], found.date, found.relative))
        if found.date is not None:
            reader.previous = found.date
        index = free = found.end
    return mentions


def _rule_for(word: str) -> "Callable[[_Reader, int], _Found | None] | None":
    if word[0].isdecimal():
        return _digits if len(word) <= 4 else None
    return _RULES.get(word)


# --- absolute dates -------------------------------------------------------------------------------------------------


def _digits(reader: _Reader, index: int) -> _Found | None:
    tokens = reader.tokens
    if tokens.glued(index) and tokens.words[index - 1].isalnum():
        return None
    word = tokens.words[index]
    numeric = _numeric(reader, index)
    if numeric is not None:
        return numeric
    if len(word) == 4:
        return _year(reader, index)
    return _day_first(reader, index, int(word), index + 1) if len(word) <= 2 and word.isdecimal() else None


def _numeric(reader: _Reader, index: int) -> _Found | None:
    """`2026-05-21`, `3/10/2025`, `03.10.2025`: the day first, unless only the other order gives a day."""
    tokens = reader.tokens
    parts = [tokens.words[index + step] for step in (0, 2, 4)]
    sign = tokens.words[index + 1]
    if sign not in {"-", "/", "."} or tokens.words[index + 3] != sign or not all(part.isdecimal() for part in parts):
        return None
    if not all(tokens.glued(index + step) for step in range(1, 5)) or max(map(len, parts)) > 4:
        return None
    first, second, third = map(int, parts)
    if len(parts[0]) == 4:
        day = day_of(first, second, third)
    elif len(parts[2]) in {2, 4}:
        year = third + 2000 if len(parts[2]) == 2 else third
        day = day_of(year, second, first) or day_of(year, first, second)
    else:
        return None
    return _Found(index, index + 5, day.isoformat(), False) if day is not None else None


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and 1890 <= int(word) <= 2099


_NOT_YEAR_AFTER = frozenset({"people", "shots", "clips", "frames", "minutes", "days", "staff", "crore", "million", "billion", "employees", "prompts"})


def _year(reader: _Reader, index: int) -> _Found | None:
    tokens = reader.tokens
    word = tokens.words[index]
    if not _is_year(word) or tokens.words[index - 1] in "$€£¥₹#.,/" and tokens.glued(index):
        return None
    if tokens.words[index + 1] in _NOT_YEAR_AFTER or (tokens.words[index + 1] in {",", "."} and tokens.glued(index + 1) and tokens.glued(index + 2)):
        return None
    if tokens.words[index + 1] == "s" and tokens.glued(index + 1):
        return None
    start = index
    if tokens.words[index - 1] == "of" and tokens.words[index - 2] in SEASONS | {"half", "quarter", "middle", "end", "start", "beginning"}:
        start = index - 2
    return _Found(start, index + 1, word, False)


def _day_first(reader: _Reader, index: int, day: int, at: int) -> _Found | None:
    """ "21 May 2026", "21st of May", "21 May"; `at` is the token after the day."""
    tokens = reader.tokens
    if tokens.words[at] in {"st", "nd", "rd", "th"} and tokens.glued(at):
        at += 1
    ordinal = at > index + 1 or not tokens.words[index].isdecimal()
    if tokens.words[at] == "of":
        at += 1
    month = _month_at(tokens, at)
    if month is None:
        return _day_alone(reader, index, day, at) if ordinal else None
    end = at + 1 + (tokens.words[at + 1] == "." and tokens.glued(at + 1))
    return _dated(reader, index, end, month, day)


def _month_at(tokens: Tokens, at: int) -> int | None:
    word = tokens.words[at]
    month = MONTHS.get(word)
    if month is None or (word in CAPITAL_ONLY and not tokens.raw(at)[0].isupper() and not tokens.words[at - 1].isdecimal()):
        return None
    return month


def _dated(reader: _Reader, start: int, end: int, month: int, day: int) -> _Found | None:
    """A day and month, with the year that follows, or the year that the sentence points to."""
    tokens = reader.tokens
    at = end + (tokens.words[end] == ",")
    if _is_year(tokens.words[at]):
        exact = day_of(int(tokens.words[at]), month, day)
        return _Found(start, at + 1, exact.isoformat(), False) if exact else None
    if not 1 <= day <= 31:
        return None
    if tokens.words[end] in {"next", "last", "this"} and tokens.words[end + 1] == "year" and reader.today:
        shift = {"next": 1, "last": -1, "this": 0}[tokens.words[end]]
        exact = day_of(reader.today.year + shift, month, day)
        return _Found(start, end + 2, exact.isoformat(), True) if exact else None
    if reader.today is None:
        return _Found(start, end, None, True)
    years = [day_of(reader.today.year + shift, month, day) for shift in (-1, 0, 1)]
    chosen = _nearest(reader, start, [each for each in years if each is not None])
    return _Found(start, end, chosen.isoformat(), True) if chosen is not None else None


def _nearest(reader: _Reader, index: int, days: list[date]) -> date | None:
    """The day that fits the tense of the sentence; without a hint the one nearest to publication."""
    today = reader.today
    if today is None or not days:
        return None
    ahead = points_ahead(reader.tokens, index)
    fitting = [day for day in days if ahead is None or (day >= today if ahead else day <= today)]
    return min(fitting or days, key=lambda day: abs((day - today).days))


def _day_alone(reader: _Reader, index: int, day: int, end: int) -> _Found | None:
    """ "on the 29th", "the 4th of this month"."""
    tokens = reader.tokens
    if tokens.words[index - 1] != "the" or not 1 <= day <= 31:
        return None
    if end < tokens.count and tokens.words[end].isalpha() and tokens.same_line(end) and tokens.words[end - 1] != "of":
        if tokens.words[end] not in _AFTER_DAY:
            return None
    if tokens.words[end - 1] == "of":
        if (tokens.words[end], tokens.words[end + 1]) not in {("this", "month"), ("the", "month"), ("next", "month"), ("last", "month")}:
            return None
        shift = {"next": 1, "last": -1}.get(tokens.words[end], 0)
        if reader.today is None:
            return _Found(index - 1, end + 2, None, True)
        exact = day_of(*add_months(reader.today, shift), day)
        return _Found(index - 1, end + 2, exact.isoformat(), True) if exact else None
    if tokens.words[index - 2] not in _BEFORE_DAY:
        return None
    if reader.today is None:
        return _Found(index - 1, end, None, True)
    days = [day_of(*add_months(reader.today, shift), day) for shift in (-1, 0, 1)]
    chosen = _nearest(reader, index, [each for each in days if each is not None])
    return _Found(index - 1, end, chosen.isoformat(), True) if chosen is not None else None


_AFTER_DAY = frozenset("and at in on for with by to when but after from as the it he she they we i it's it’s".split())
_BEFORE_DAY = frozenset("on from until by since to before after till , ( — – : for".split())
_ORDINALS = {
    name: number
    for number, name in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
        "sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
}


def _ordinal(reader: _Reader, index: int) -> _Found | None:
    """ "the first of March"; the first quarter is the year alone."""
    tokens = reader.tokens
    if tokens.words[index + 1] == "of" and _month_at(tokens, index + 2) is not None:
        return _day_first(reader, index, _ORDINALS[tokens.words[index]], index + 1)
    at = index + 1 + (tokens.words[index + 1] == "-")
    if tokens.words[at] in {"quarter", "half"} and _ORDINALS[tokens.words[index]] <= 4:
        year_at = at + 1 + (tokens.words[at + 1] == "of")
        if _is_year(tokens.words[year_at]):
            return _Found(index, year_at + 1, tokens.words[year_at], False)
        return _Found(index, at + 1, str(reader.today.year) if reader.today else None, True) if tokens.words[at] == "quarter" else None
    return None


def _month(reader: _Reader, index: int) -> _Found | None:
    """ "May 21, 2026", "May 2026", "in March", "last April", "January of last year"."""
    tokens = reader.tokens
    month = _month_at(tokens, index)
    if month is None:
        return None
    end = index + 1 + (tokens.words[index + 1] == "." and tokens.glued(index + 1) and len(tokens.words[index]) <= 4)
    day = _month_day(reader, index, end, month)
    if day is not None:
        return day
    at = end + (tokens.words[end] in {",", "of", "'", "’"})
    if _is_year(tokens.words[at]):
        return _Found(index, at + 1, month_text(int(tokens.words[at]), month), False)
    if tokens.words[index] in CAPITAL_ONLY | {"april", "june"} and not _is_month_name(tokens, index):
        return None
    return _month_alone(reader, index, end, month)


def _month_day(reader: _Reader, index: int, end: int, month: int) -> _Found | None:
    tokens = reader.tokens
    at = end + (tokens.words[end] == "the")
    word = tokens.words[at]
    if not (word.isdecimal() and len(word) <= 2 and tokens.same_line(at)):
        return None
    if tokens.words[at + 1] in {":", "%", "."} and tokens.glued(at + 1) and tokens.words[at + 2].isdecimal():
        return None
    after = at + 1
    if tokens.words[after] in {"st", "nd", "rd", "th"} and tokens.glued(after):
        after += 1
    if tokens.words[after] in _NOT_YEAR_AFTER or (tokens.glued(after) and tokens.words[after].isalpha()):
        return None
    return _dated(reader, index, after, month, int(word))


_MONTH_LEADS = frozenset(
    """in last next this since until till by from early late mid - of to through during before after and for than , ( — – : every or
    between ended ending ends another that previous""".split()
)


def _is_month_name(tokens: Tokens, index: int) -> bool:
    """Whether a word that is also a name or a verb is a month here."""
    return tokens.words[index - 1] in _MONTH_LEADS or tokens.words[index + 1] in {"'", "’", ")", "release", "launch"}


def _month_alone(reader: _Reader, index: int, end: int, month: int) -> _Found | None:
    tokens, today = reader.tokens, reader.today
    lead = tokens.words[index - 1]
    start = index - 1 if lead in {"last", "next", "this", "early", "late"} else index
    if today is None:
        return _Found(start, end, None, True)
    at = end + (tokens.words[end] in {"of", ","})
    shift = {"last": -1, "this": 0, "next": 1}.get(tokens.words[at]) if tokens.words[at + 1] == "year" else None
    if shift is not None:
        return _Found(start, at + 2, month_text(today.year + shift, month), True)
    if lead == "last":
        year = today.year if month < today.month else today.year - 1
    elif lead == "next":
        year = today.year if month > today.month else today.year + 1
    elif lead == "this":
        year = today.year
    else:
        year = _year_of_month(reader, index, month)
    return _Found(start, end, month_text(year, month), True)


def _year_of_month(reader: _Reader, index: int, month: int) -> int:
    assert reader.today is not None
    year, now = reader.today.year, reader.today.month
    ahead = points_ahead(reader.tokens, index)
    if ahead is None:
        return min((year, year - 1, year + 1), key=lambda each: abs((each - year) * 12 + month - now))
    if ahead:
        return year if month >= now else year + 1
    return year if month <= now else year - 1


# --- weekdays, feasts, seasons, quarters ------------------------------------------------------------------------------


def _weekday(reader: _Reader, index: int) -> _Found | None:
    tokens, today = reader.tokens, reader.today
    if not tokens.raw(index)[0].isupper():
        return None
    wanted, lead = WEEKDAYS[tokens.words[index]], tokens.words[index - 1]
    end = index + 1 + (tokens.words[index + 1] == "." and len(tokens.words[index]) <= 5 and tokens.glued(index + 1))
    after = _date_after_weekday(reader, index, end)
    if after is not None:
        return after
    if len(tokens.words[index]) <= 3 and tokens.words[index] in CAPITAL_ONLY:
        return None
    start = index - 1 if lead in {"last", "next", "this"} else index
    week = tokens.words[end] == "week"
    if today is None:
        return _Found(start, end, None, True)
    back, ahead = (today.weekday() - wanted) % 7, (wanted - today.weekday()) % 7
    if week:
        return _Found(start, end + 1, (today + timedelta(days=ahead + 7)).isoformat(), True)
    if lead in {"next", "this"}:
        day = today + timedelta(days=ahead or 7)
    elif lead == "last" or not points_ahead(tokens, index, weekday=True):
        day = today - timedelta(days=back or (7 if lead == "last" else 0))
    else:
        day = today + timedelta(days=ahead)
    return _Found(start, end, day.isoformat(), True)


def _date_after_weekday(reader: _Reader, index: int, end: int) -> _Found | None:
    """ "Friday, 8 November", "Friday, Sept. 19", "Sunday the 20th", "Wed 12"."""
    tokens = reader.tokens
    at = end + (tokens.words[end] == ",")
    at += tokens.words[at] == "the"
    word = tokens.words[at]
    found: _Found | None = None
    if word.isdecimal() and len(word) <= 2:
        found = _digits(reader, at)
        if found is None and at == end and reader.today is not None:
            days = [day_of(*add_months(reader.today, shift), int(word)) for shift in (-1, 0, 1)]
            fitting = [day for day in days if day is not None and day.weekday() == WEEKDAYS[tokens.words[index]]]
            if fitting:
                day = min(fitting, key=lambda each: abs((each - reader.today).days))  # type: ignore[operator]
                return _Found(index, at + 1, day.isoformat(), True)
    elif word in MONTHS:
        found = _month(reader, at)
    if found is not None and found.date is not None and len(found.date) == 10:
        return _Found(index, found.end, found.date, found.relative)
    return None


def _feast(reader: _Reader, index: int) -> _Found | None:
    tokens = reader.tokens
    for length in range(min(6, tokens.count - index), 0, -1):
        words = tuple("'" if word == "’" else word for word in tokens.words[index : index + length])
        if words in FEASTS:
            month, day = FEASTS[words]
            return _dated(reader, index, index + length, month, day)
    if tokens.words[index] == "thanksgiving" and reader.today is not None:
        return _thanksgiving(reader, index)
    if tokens.words[index] in CHRISTMAS:
        if _is_year(tokens.words[index + 1]):
            return _Found(index, index + 2, f"{tokens.words[index + 1]}-12", False)
        return _month_alone(reader, index, index + 1, 12)
    if tokens.words[index] == "easter":
        return _easter(reader, index)
    return _month(reader, index) if tokens.words[index] in MONTHS else None


def _thanksgiving(reader: _Reader, index: int) -> _Found | None:
    tokens, today = reader.tokens, reader.today
    assert today is not None
    before = (tokens.words[index - 3], tokens.words[index - 2], tokens.words[index - 1]) == ("the", "day", "before")
    days = [thanksgiving(today.year + shift) - timedelta(days=int(before)) for shift in (-1, 0, 1)]
    chosen = _nearest(reader, index, days)
    return _Found(index - 3 if before else index, index + 1, chosen.isoformat() if chosen else None, True)


def _easter(reader: _Reader, index: int) -> _Found | None:
    tokens, today = reader.tokens, reader.today
    if today is None:
        return _Found(index, index + 1, None, True)
    if tokens.words[index + 1] in {"next", "last"} and tokens.words[index + 2] == "year":
        shift = 1 if tokens.words[index + 1] == "next" else -1
        return _Found(index, index + 3, str(today.year + shift), True)
    sunday = tokens.words[index + 1] == "sunday"
    chosen = _nearest(reader, index, [easter(today.year + shift) for shift in (-1, 0, 1)])
    assert chosen is not None
    return _Found(index, index + 1 + sunday, chosen.isoformat() if sunday else chosen.isoformat()[:7], True)


def _season(reader: _Reader, index: int) -> _Found | None:
    """ "summer of 2026", "last autumn", "in the spring": the year alone."""
    tokens, today = reader.tokens, reader.today
    if tokens.words[index] == "fall" and tokens.words[index - 1] not in {"the", "last", "this", "next"}:
        return None
    at = index + 1 + (tokens.words[index + 1] == "of")
    if _is_year(tokens.words[at]):
        return _Found(index, at + 1, tokens.words[at], False)
    lead = tokens.words[index - 1]
    if lead not in {"the", "last", "this", "next", "early", "late", "-", "in", "by", "until"}:
        return None
    if lead == "the" and tokens.words[index - 2] not in {"in", "by", "over", "for", "until", "of", "this", "since", "during", "from", "to"}:
        return None
    start = index - 1 if lead in {"last", "this", "next"} else index
    if today is None:
        return _Found(start, index + 1, None, True)
    shift = {"last": -1, "this": 0, "next": 1}.get(tokens.words[at])
    if shift is not None and tokens.words[at + 1] == "year":
        return _Found(start, at + 2, str(today.year + shift), True)
    return _Found(start, index + 1, str(_year_of_season(reader, index, lead)), True)


_SEASON_MONTHS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 12)}


def _year_of_season(reader: _Reader, index: int, lead: str) -> int:
    assert reader.today is not None
    year, now = reader.today.year, reader.today.month
    first, last = _SEASON_MONTHS[reader.tokens.words[index]]
    if lead == "last":
        return year if now > last else year - 1
    if lead == "next":
        return year if now < first else year + 1
    if lead == "this":
        return year
    ahead = points_ahead(reader.tokens, index)
    if ahead:
        return year if now <= last else year + 1
    if ahead is False:
        return year if now >= first else year - 1
    return min((year, year - 1, year + 1), key=lambda each: abs((each - year) * 12 + (first + last) // 2 - now))


def _quarter(reader: _Reader, index: int) -> _Found | None:
    """`Q1 2027`, `H1`, `FY2024`: the year alone."""
    tokens = reader.tokens
    if not tokens.raw(index)[0].isupper():
        return None
    fiscal = tokens.words[index] == "fy"
    at = index + 1
    if not fiscal:
        if not (tokens.glued(at) and tokens.words[at] in {"1", "2", "3", "4"}):
            return None
        at += 1
        at += tokens.words[at] in {"of", ",", "fy", "'", "’"}
    word = tokens.words[at]
    if _is_year(word):
        return _Found(index, at + 1, word, False)
    if fiscal:
        return _Found(index, at + 1, f"20{word}", False) if word.isdecimal() and len(word) == 2 else None
    return _Found(index, index + 2, str(reader.today.year) if reader.today else None, True)


# --- relative to publication ------------------------------------------------------------------------------------------


def _last_next(reader: _Reader, index: int) -> _Found | None:
    """ "last year", "this month", "next week", "last weekend", "earlier this year"."""
    tokens, today = reader.tokens, reader.today
    word, unit = tokens.words[index], tokens.words[index + 1]
    if unit in MONTHS or unit in WEEKDAYS or unit in SEASONS or unit in CHRISTMAS:
        rule = _rule_for(unit)
        return rule(reader, index + 1) if rule is not None else None
    if unit not in {"year", "month", "week", "weekend", "morning", "evening", "afternoon", "night", "quarter", "decade"}:
        return None
    shift = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1, "previous": -1}[word]
    start = index - 1 if tokens.words[index - 1] in {"earlier", "later", "early", "late"} else index
    if today is None:
        return _Found(start, index + 2, None, True)
    return _Found(start, index + 2, _shifted(today, unit, shift), True)


def _shifted(today: date, unit: str, shift: int) -> str | None:
    if unit in {"year", "quarter"}:
        return str(today.year + (shift if unit == "year" else 0))
    if unit == "month":
        return month_text(*add_months(today, shift))
    if unit in {"week", "weekend"}:
        return (today + timedelta(days=7 * shift)).isoformat()[:7]
    if unit == "decade":
        return None
    return (today + timedelta(days=shift)).isoformat()


def _day_word(reader: _Reader, index: int) -> _Found | None:
    shift = {"yesterday": -1, "tomorrow": 1}.get(reader.tokens.words[index], 0)
    return _Found(index, index + 1, (reader.today + timedelta(days=shift)).isoformat() if reader.today else None, True)


def _now(reader: _Reader, index: int) -> _Found | None:
    if reader.tokens.words[index] == "at" and reader.tokens.words[index + 1] not in {"present"}:
        return None
    end = index + 1 + (reader.tokens.words[index] == "at")
    return _Found(index, end, month_text(reader.today.year, reader.today.month) if reader.today else None, True)


def _ago(reader: _Reader, index: int) -> _Found | None:
    """ "two years ago", "eighteen months ago", "a year earlier", "two days later": read back from the last word."""
    tokens = reader.tokens
    word, unit_at = tokens.words[index], index - 1
    unit = tokens.words[unit_at].rstrip("s")
    if unit not in {"day", "week", "fortnight", "month", "year", "decade", "summer", "winter"}:
        return None
    count, start = _count_before(tokens, unit_at)
    if count is None:
        return None
    sign = 1 if word in {"later", "hence", "after"} else -1
    if word in {"earlier", "before", "later", "after", "previously", "prior"}:
        return _Found(start, index + 1, _from_previous(reader.previous, unit, sign * count), True)
    end = index + 1
    if tokens.words[end] == "this" and tokens.words[end + 1] in {"month", "week"} and unit == "year" and reader.today:
        return _Found(start, end + 2, month_text(reader.today.year - count, reader.today.month), True)
    return _Found(start, end, _back_from(reader.today, unit, sign * count), True)


def _count_before(tokens: Tokens, unit_at: int) -> tuple[int | None, int]:
    """The number that ends right before the unit, and where it begins."""
    if tokens.words[unit_at - 1] in {"a", "an"}:
        return 1, unit_at - 1
    if tokens.words[unit_at - 1] == "the":
        return 1, unit_at - 1
    for start in range(max(unit_at - 3, 0), unit_at):
        number = number_at(tokens, start)
        if number is not None and number.end == unit_at and number.value <= 1000:
            return int(number.value), start
    return None, unit_at


def _back_from(today: date | None, unit: str, count: int) -> str | None:
    if today is None:
        return None
    if unit in {"year", "summer", "winter"}:
        return str(today.year + count) if today.year + count > 0 else None
    if unit == "decade":
        return str(today.year + 10 * count) if today.year + 10 * count > 0 else None
    if unit == "month":
        year, month = add_months(today, count)
        return month_text(year, month) if year > 0 else None
    days = count * {"day": 1, "week": 7, "fortnight": 14}[unit]
    exact = (today + timedelta(days=days)).isoformat()
    return exact if unit == "day" else exact[:7]


def _from_previous(previous: str | None, unit: str, count: int) -> str | None:
    """Counts from the last date that the text gave: "a year earlier"."""
    if previous is None:
        return None
    parts = [int(part) for part in previous.split("-")]
    if unit == "year":
        year = parts[0] + count
        return None if year <= 0 else previous[:0] + f"{year:04d}" + previous[4:7]
    if len(parts) == 3:
        return _back_from(date(*parts), unit, count)
    if unit == "month" and len(parts) == 2:
        return month_text(*add_months(date(parts[0], parts[1], 1), count))
    return None


_RULES: dict[str, Callable[[_Reader, int], _Found | None]] = {
    **dict.fromkeys(MONTHS, _month),
    **dict.fromkeys(WEEKDAYS, _weekday),
    **dict.fromkeys(SEASONS, _season),
    **dict.fromkeys(_ORDINALS, _ordinal),
    **dict.fromkeys(("last", "this", "next", "coming", "past", "previous"), _last_next),
    **dict.fromkeys(("yesterday", "today", "tonight", "tomorrow"), _day_word),
    **dict.fromkeys(("now", "currently", "presently", "at"), _now),
    **dict.fromkeys(("ago", "earlier", "before", "later", "hence", "back"), _ago),
    **dict.fromkeys(("q", "h", "fy"), _quarter),
    **dict.fromkeys({words[0] for words in FEASTS} | CHRISTMAS | {"easter", "thanksgiving"}, _feast),
}

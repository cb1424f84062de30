"""Dates that are counted from the day of publication or from another date: "last year", "now", "two years ago"."""

from collections.abc import Callable
from datetime import date, timedelta

from extractors.quantities.almanac import CHRISTMAS, MONTHS, SEASONS, WEEKDAYS, add_months, month_text, year_text
from extractors.quantities.date_days import month_rule, stands_for_year
from extractors.quantities.date_names import feast_rule, season_rule, weekday_rule
from extractors.quantities.date_reader import Found, Reader
from extractors.quantities.numerals import number_at
from extractors.quantities.tense import points_ahead
from extractors.quantities.tokens import Tokens
from extractors.quantities.vocabulary import wordset

_SHIFTS = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_YEARS = {"year": 1, "summer": 1, "winter": 1, "decade": 10}
_UNITS = frozenset(_DAYS) | frozenset(_YEARS) | {"month"}
_FORWARD = frozenset({"later", "hence", "after"})
_FROM_PREVIOUS = frozenset({"earlier", "before", "later", "after", "previously", "prior"})
_MOST = 1_000
# Days counted on from days counted on must not leave the calendar.
_COUNTABLE = range(1000, 3000)
# What follows where "a year before" is a phrase of its own; after "the year before" also "it had" and "last".
_AFTER_THE_PHRASE = wordset(
    "and or but that this which while when as from to in at by with for on is was were has had there than"
)
_AFTER_THE_YEAR = _AFTER_THE_PHRASE | wordset("it he she they we last next")
_CLAUSE_ENDS = frozenset({".", ",", ";", ":", "!", "?", "(", ")", "–", "—"})
# So many words are looked through for the year in "two years after its launch in 2023".
_YEAR_WITHIN = 10
# What a year stands behind there; "Blade Runner 2049" and "1917" are films.
_BEFORE_YEAR = (
    frozenset(MONTHS)
    | frozenset(SEASONS)
    | wordset("in of since its their his her the early late after before than to by")
)
_STATES = wordset("has have there employs employ payroll stands people staff number")
_PARTS_OF_DAY = frozenset({"morning", "evening", "afternoon", "night"})


def last_next_rule(reader: Reader, index: int) -> Found | None:
    """ "last year", "this month", "next week", "earlier this year"; with a month, weekday or season that one's rule."""
    words, today = reader.tokens.words, reader.today
    word, unit = words[index], words[index + 1]
    named = _rule_of_name(unit)
    if named is not None:
        return named(reader, index + 1)
    if unit not in {"year", "month", "week", "weekend", "quarter"} | _PARTS_OF_DAY:
        return None
    if unit == "quarter":
        return _quarter(reader, index)
    start = index - 1 if words[index - 1] in {"earlier", "later", "early", "late"} else index
    return Found(start, index + 2, _shifted(today, unit, _SHIFTS[word]) if today is not None else None, True)


def _rule_of_name(word: str) -> Callable[[Reader, int], Found | None] | None:
    if word in MONTHS:
        return month_rule
    if word in WEEKDAYS:
        return weekday_rule
    if word in SEASONS:
        return season_rule
    return feast_rule if word in CHRISTMAS else None


def _quarter(reader: Reader, index: int) -> Found | None:
    """ "last quarter", "next quarter": the year alone; "will be out in the last quarter" is the fourth."""
    tokens, words = reader.tokens, reader.tokens.words
    # "the last quarter-hour".
    if words[index + 2] == "-" and tokens.glued(index + 2):
        return None
    if reader.today is None:
        return Found(index, index + 2, None, True)
    is_fourth = words[index - 1 : index + 1] == ["the", "last"] and points_ahead(tokens, index)
    shifted = year_text(add_months(reader.today, 3 * _SHIFTS[words[index]])[0])
    return Found(index, index + 2, reader.year_of_quarter(index, 4) if is_fourth else shifted, True)


def _shifted(today: date, unit: str, shift: int) -> str | None:
    if unit == "year":
        return year_text(today.year + shift)
    if unit == "month":
        return month_text(*add_months(today, shift))
    if unit in {"week", "weekend"}:
        return (today + timedelta(days=7 * shift)).isoformat()[:7]
    return (today + timedelta(days=shift)).isoformat()


def start_rule(reader: Reader, index: int) -> Found | None:
    """ "the start of the year" is its January, "the start of the month" and "the present year" the month and year."""
    words, today = reader.tokens.words, reader.today
    if words[index] in {"present", "current"}:
        named = words[index + 1] in {"year", "month"} and words[index - 1] == "the"
        return (
            Found(index - 1, index + 2, _shifted(today, words[index + 1], 0) if today is not None else None, True)
            if named
            else None
        )
    shift, unit = _SHIFTS.get(words[index + 2], 0), words[index + 3]
    if (
        words[index + 1] != "of"
        or words[index + 2] not in {"the", "this", "last", "next"}
        or unit not in {"year", "month"}
    ):
        return None
    if today is None:
        return Found(index, index + 4, None, True)
    start = month_text(today.year + shift, 1) if unit == "year" else _shifted(today, unit, shift)
    return Found(index, index + 4, start, True)


def day_word_rule(reader: Reader, index: int) -> Found | None:
    """ "yesterday", "today", "tonight", "tomorrow"."""
    counted = _counted_from(reader, index)
    if counted is not None:
        return counted
    words, today = reader.tokens.words, reader.today
    # "today it employs 113" is of the time, "announced today" of the day.
    if words[index] == "today" and today is not None and _STATES.intersection(words[max(index - 4, 0) : index + 4]):
        return Found(index, index + 1, month_text(today.year, today.month), True)
    shift, start = {"yesterday": -1, "tomorrow": 1}.get(words[index], 0), index
    if words[index - 3 : index] == ["the", "day", "before" if shift < 0 else "after"]:
        shift, start = 2 * shift, index - 3
    day = reader.today + timedelta(days=shift) if reader.today is not None else None
    return Found(start, index + 1, day.isoformat() if day is not None else None, True)


def now_rule(reader: Reader, index: int) -> Found | None:
    """ "now", "currently", "at present": the month of publication."""
    counted = _counted_from(reader, index)
    if counted is not None:
        return counted
    words, today = reader.tokens.words, reader.today
    is_at = words[index] == "at"
    if is_at and words[index + 1] != "present":
        return None
    return Found(index, index + 1 + is_at, month_text(today.year, today.month) if today is not None else None, True)


def _counted_from(reader: Reader, index: int) -> Found | None:
    """ "two years from now", "a week from today"; "years from now" is of no known day."""
    words = reader.tokens.words
    unit = words[index - 2].rstrip("s")
    if words[index - 1] != "from" or unit not in _UNITS:
        return None
    count, start = _count_before(reader.tokens, index - 2)
    if count is None or reader.today is None:
        return Found(start, index + 1, None, True)
    return Found(start, index + 1, _counted(reader.today, unit, count), True)


def ago_rule(reader: Reader, index: int) -> Found | None:
    """ "two years ago", "eighteen months ago", "a year earlier", "the year before": read back from the last word."""
    words, today = reader.tokens.words, reader.today
    unit = words[index - 1].rstrip("s")
    if unit not in _UNITS or _belongs_ahead(reader.tokens, index):
        return _counted_from_ahead(reader.tokens, index, unit)
    named = _twice_or_half(reader, index, unit)
    if named is not None:
        return named
    count, start = _count_before(reader.tokens, index - 1)
    if count is None:
        return None
    sign = 1 if words[index] in _FORWARD else -1
    if words[index] in _FROM_PREVIOUS:
        return Found(start, index + 1, _from_previous(reader, unit, sign * count), True)
    end = index + 1
    if words[end] == "this" and words[end + 1] in {"month", "week"} and unit == "year" and today is not None:
        return Found(start, end + 2, month_text(today.year - count, today.month), True)
    return Found(start, end, _counted(today, unit, sign * count) if today is not None else None, True)


def _belongs_ahead(tokens: Tokens, index: int) -> bool:
    """Whether "the day before" goes with what follows: Thanksgiving, yesterday, "its launch"; "later" with "than"."""
    word, following = tokens.words[index], tokens.words[index + 1]
    if not tokens.same_line(index + 1):
        return False
    if word not in {"before", "after"}:
        return (word, following) in {("prior", "to"), ("later", "than"), ("earlier", "than")}
    if tokens.raw(index + 1)[:1].isupper():
        return True
    ends = _AFTER_THE_YEAR if tokens.words[index - 2] == "the" else _AFTER_THE_PHRASE
    return following.isalnum() and following not in ends


def _counted_from_ahead(tokens: Tokens, index: int, unit: str) -> Found | None:
    """ "two years after its launch in 2023"; None where what follows gives no year."""
    count, start = _count_before(tokens, index - 1)
    if count is None or unit not in _YEARS:
        return None
    for at in range(index + 1, index + 1 + _YEAR_WITHIN):
        word = tokens.words[at]
        if word in _CLAUSE_ENDS or not tokens.same_line(at):
            return None
        follows = tokens.words[at - 1] in _BEFORE_YEAR or tokens.words[at - 2 : at] == ["mid", "-"]
        if follows and stands_for_year(tokens, at):
            sign = 1 if tokens.words[index] in _FORWARD else -1
            return Found(start, index + 1, year_text(int(word) + sign * count * _YEARS[unit]), True)
    return None


def _twice_or_half(reader: Reader, index: int, unit: str) -> Found | None:
    """ "the year before last", "the week after next", "half a year ago"."""
    words, today = reader.tokens.words, reader.today
    if words[index : index + 2] in (["before", "last"], ["after", "next"]) and words[index - 2] == "the":
        shifted = None if today is None else _shifted(today, unit, -2 if words[index] == "before" else 2)
        return Found(index - 2, index + 2, shifted, True)
    if unit == "year" and words[index - 3 : index - 1] == ["half", "a"] and words[index] == "ago":
        return Found(index - 3, index + 1, None if today is None else month_text(*add_months(today, -6)), True)
    return None


def time_rule(reader: Reader, index: int) -> Found | None:
    """ "in two years' time", "in a week's time"."""
    words, unit_at = reader.tokens.words, index - 1
    unit_at -= words[unit_at] == "s"
    unit_at -= words[unit_at] in {"'", "’"}
    unit = words[unit_at].rstrip("s")
    if unit not in _UNITS or unit_at == index - 1:
        return None
    count, start = _count_before(reader.tokens, unit_at)
    if count is None or words[start - 1] != "in":
        return None
    return Found(start - 1, index + 1, _counted(reader.today, unit, count) if reader.today is not None else None, True)


def _count_before(tokens: Tokens, unit_at: int) -> tuple[int | None, int]:
    """The number that ends right before the unit, and where it begins."""
    if tokens.words[unit_at - 1] in {"a", "an", "the"}:
        return 1, unit_at - 1
    for start in range(max(unit_at - 3, 0), unit_at):
        number = number_at(tokens, start)
        if number is not None and number.end == unit_at and number.value <= _MOST:
            return int(number.value), start
    return None, unit_at


def _counted(today: date, unit: str, count: int) -> str | None:
    """So many units from the day: years give the year, months and weeks the month, days the day.

    "a year ago" is said of the same month.
    """
    if unit == "year" and count == -1:
        return month_text(today.year - 1, today.month)
    if unit in _YEARS:
        return year_text(today.year + count * _YEARS[unit])
    if unit == "month":
        return month_text(*add_months(today, count))
    if today.year not in _COUNTABLE:
        return None
    exact = today + timedelta(days=count * _DAYS[unit])
    return exact.isoformat() if unit == "day" else exact.isoformat()[:7]


def _from_previous(reader: Reader, unit: str, count: int) -> str | None:
    """Counts from the last date that the text gave: "a year earlier" keeps its month, not its day.

    Without one, years count back from the year of publication; "two years later" is then of no known year.
    """
    previous = reader.previous
    if previous is None and reader.today is not None and count < 0:
        previous = year_text(reader.today.year)
    if previous is None:
        return None
    parts = [int(part) for part in previous.split("-")]
    if unit in _YEARS:
        year = year_text(parts[0] + count * _YEARS[unit])
        return year + previous[4:7] if year is not None else None
    if len(parts) == 3:
        return _counted(date(parts[0], parts[1], parts[2]), unit, count)
    if unit == "month" and len(parts) == 2:
        return month_text(*add_months(date(parts[0], parts[1], 1), count))
    return None

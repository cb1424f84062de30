"""The parts of written dates, and the year of a day or month whose year stands with a later one: "June 3-5, 2027"."""

from extractors.quantities.almanac import CAPITAL_ONLY, MONTHS, WEEKDAYS
from extractors.quantities.tokens import Tokens
from extractors.quantities.vocabulary import wordset

_ABBREVIATIONS = wordset("jan feb mar apr jun jul aug sep sept oct nov dec")
SUFFIXES = frozenset({"st", "nd", "rd", "th"})
# What may stand between the days of a range or list, of which so many are followed to their year.
_BETWEEN_DAYS = frozenset({"to", "and", "until", "till", "through", "-", "–", "—", "&", ","})
_MOST_DAYS = 4
# "'69" is of the last century.
_LAST_SHORT_YEAR = 50


def is_year(word: str) -> bool:
    """A year of the film age."""
    return len(word) == 4 and word.isdecimal() and 1890 <= int(word) <= 2099


def year_at(tokens: Tokens, at: int, *, bare: bool = False) -> tuple[int, int] | None:
    """The year at the token and the token after it: "2027", "'27", and "27" alone where `bare` is said."""
    word = tokens.words[at]
    if is_year(word):
        return int(word), at + 1
    marked = word in {"'", "’", "‘"}
    if marked and not tokens.glued(at + 1):
        return None
    at += marked
    word = tokens.words[at]
    if not (marked or bare) or len(word) != 2 or not word.isdecimal():
        return None
    return int(word) + (1900 if int(word) > _LAST_SHORT_YEAR else 2000), at + 1


def month_at(tokens: Tokens, at: int) -> int | None:
    """The month whose name the token is; "may", "march" and abbreviations need a capital or a day before them."""
    word = tokens.words[at]
    month = MONTHS.get(word)
    if month is None or (
        word in CAPITAL_ONLY and not tokens.raw(at)[0].isupper() and not tokens.words[at - 1].isdecimal()
    ):
        return None
    return month


def month_end(tokens: Tokens, at: int) -> int:
    """The token after the month's name and the full stop of an abbreviation."""
    dotted = tokens.words[at] in _ABBREVIATIONS and tokens.words[at + 1] == "." and tokens.glued(at + 1)
    return at + 1 + dotted


def year_of_last_day(tokens: Tokens, end: int, month: int) -> int | None:
    """The year of the first day in "March 12 to March 20, 2024", "June 3-5, 2027", "29 December to 2 January 2025"."""
    last, at = month, end
    for _ in range(_MOST_DAYS):
        following = _next_day(tokens, at, last)
        if following is None:
            return None
        last, at = following
        word = tokens.words[at + (tokens.words[at] == ",")]
        if is_year(word):
            return int(word) - (month > last)
    return None


def month_of_last_day(tokens: Tokens, at: int, day: int) -> tuple[int, int] | None:
    """The month behind the last day of "2–12 September", "13 and 14 June", and the token after it.

    `at` is the token after the first day. A comma alone before the last is none: "Issue 7, 12 June".
    """
    words = tokens.words
    for _ in range(_MOST_DAYS):
        join = words[at]
        if join not in _BETWEEN_DAYS:
            return None
        has_and = join == "," and words[at + 1] == "and"
        at += 1 + has_and
        at += words[at] == "the"
        if words[at] in WEEKDAYS:
            at += 1 + (words[at + 1] == ",")
        if not (words[at].isdecimal() and len(words[at]) <= 2 and day < int(words[at]) and tokens.same_line(at)):
            return None
        day, at = int(words[at]), at + 1
        at += words[at] in SUFFIXES and tokens.glued(at)
        at += words[at] == "of"
        month = month_at(tokens, at)
        if month is not None:
            return (month, month_end(tokens, at)) if join != "," or has_and else None
    return None


def year_of_second_month(tokens: Tokens, end: int, month: int) -> int | None:
    """The year of the first month in "from May to July 2025" and "November–January 2025"."""
    if tokens.words[end] not in {"to", "and", "until", "through", "-", "–"}:
        return None
    second = month_at(tokens, end + 1)
    year = tokens.words[month_end(tokens, end + 1)] if second is not None else ""
    return int(year) - (month > (second or 0)) if is_year(year) else None


def _next_day(tokens: Tokens, at: int, month: int) -> tuple[int, int] | None:
    """The month of the further day that a word of a range or list at `at` leads to, and the token after the day."""
    words = tokens.words
    if words[at] not in _BETWEEN_DAYS:
        return None
    at += 1 + (words[at] == "," and words[at + 1] == "and")
    at += words[at] == "the"
    if words[at] in WEEKDAYS:
        at += 1 + (words[at + 1] == ",")
    named = month_at(tokens, at)
    at = at if named is None else month_end(tokens, at)
    if not (words[at].isdecimal() and len(words[at]) <= 2 and tokens.same_line(at)):
        return None
    at += 1
    at += words[at] in SUFFIXES and tokens.glued(at)
    if named is None:
        month_place = at + (words[at] == "of")
        named = month_at(tokens, month_place)
        at = at if named is None else month_end(tokens, month_place)
    return month if named is None else named, at

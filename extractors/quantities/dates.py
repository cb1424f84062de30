"""Finds dates in prose and resolves them against the day of publication, by the rulings of the annotation guide.

"summer of 2026", "Q1 2027" and "last autumn" become the year alone, "now" the month of publication. A date without its
year takes the year that the tense around it points to, else the nearest. Without a day of publication a relative date
is found and left unresolved.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from extractors.quantities.almanac import CHRISTMAS, FEASTS, MONTHS, SEASONS, WEEKDAYS
from extractors.quantities.date_days import ORDINALS, digits_rule, month_rule, ordinal_rule
from extractors.quantities.date_names import feast_rule, quarter_rule, season_rule, weekday_rule
from extractors.quantities.date_reader import Found, Reader
from extractors.quantities.date_relative import (
    ago_rule,
    day_word_rule,
    last_next_rule,
    now_rule,
    start_rule,
    time_rule,
)
from extractors.quantities.tokens import split_tokens

Rule = Callable[[Reader, int], Found | None]

_RULES: dict[str, Rule] = {
    **dict.fromkeys(MONTHS, month_rule),
    **dict.fromkeys(WEEKDAYS, weekday_rule),
    **dict.fromkeys(SEASONS, season_rule),
    **dict.fromkeys(ORDINALS, ordinal_rule),
    **dict.fromkeys(("last", "this", "next", "coming", "past", "previous"), last_next_rule),
    **dict.fromkeys(("yesterday", "today", "tonight", "tomorrow"), day_word_rule),
    **dict.fromkeys(("start", "beginning", "present", "current"), start_rule),
    **dict.fromkeys(("now", "currently", "presently", "nowadays", "at"), now_rule),
    **dict.fromkeys(("ago", "earlier", "before", "later", "after", "hence", "back", "previously", "prior"), ago_rule),
    "time": time_rule,
    **dict.fromkeys(("q", "h", "fy"), quarter_rule),
    **dict.fromkeys({words[0] for words in FEASTS} | CHRISTMAS | {"easter", "thanksgiving"}, feast_rule),
}
_LONGEST_NUMBER = 4
# A day of publication outside these years is a mistake; it counts as none.
_PRESS_AGE = range(1600, 2400)


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


def find_dates(text: str, published: datetime | None) -> list[DateMention]:
    """Every date in the text, in order, without overlap. Time grows with the length of the text alone.

    "Today" is the day of `published` where it was published: on the calendar of its own offset from UTC.
    """
    tokens = split_tokens(text)
    reader = Reader(tokens, published.date() if published is not None and published.year in _PRESS_AGE else None)
    mentions: list[DateMention] = []
    free = 0
    for index, word in enumerate(tokens.words[: tokens.count]):
        rule = digits_rule if word[0].isdecimal() and len(word) <= _LONGEST_NUMBER else _RULES.get(word)
        if rule is None or index < free:
            continue
        found = rule(reader, index)
        if found is None or found.start < free:
            continue
        start, end = tokens.starts[found.start], tokens.ends[found.end - 1]
        mentions.append(DateMention(start, end, text[start:end], found.date, found.relative))
        reader.previous = found.date or reader.previous
        free = found.end
    return mentions

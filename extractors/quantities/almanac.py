"""Names of days, months and seasons, and arithmetic on partial dates (`2026`, `2026-05`, `2026-05-21`)."""

from datetime import date, timedelta

from extractors.quantities.vocabulary import named, wordset

MONTHS = {
    word: int(number)
    for word, number in named("""
        1: january jan
        2: february feb
        3: march mar
        4: april apr
        5: may
        6: june jun
        7: july jul
        8: august aug
        9: september sep sept
        10: october oct
        11: november nov
        12: december dec
    """).items()
}
# Words that are a month only with a capital letter.
CAPITAL_ONLY = wordset("may march mar jan dec sun sat mon wed fri august")
WEEKDAYS = {
    word: int(number)
    for word, number in named("""
        0: monday mon
        1: tuesday tue tues
        2: wednesday wed weds
        3: thursday thu thur thurs
        4: friday fri
        5: saturday sat
        6: sunday sun
    """).items()
}
SEASONS = frozenset({"spring", "summer", "autumn", "winter", "fall"})
# Feasts of a fixed day; the words as tokens.
FEASTS = {
    ("christmas", "eve"): (12, 24),
    ("christmas", "day"): (12, 25),
    ("boxing", "day"): (12, 26),
    ("new", "year", "'", "s", "eve"): (12, 31),
    ("new", "year", "'", "s", "day"): (1, 1),
    ("valentine", "'", "s", "day"): (2, 14),
    ("st", "patrick", "'", "s", "day"): (3, 17),
    ("st", ".", "patrick", "'", "s", "day"): (3, 17),
    ("halloween",): (10, 31),
    ("hallowe", "'", "en"): (10, 31),
    ("guy", "fawkes", "night"): (11, 5),
    ("bonfire", "night"): (11, 5),
    ("bastille", "day"): (7, 14),
    ("april", "fools", "'", "day"): (4, 1),
    ("april", "fool", "'", "s", "day"): (4, 1),
    ("may", "day"): (5, 1),
    ("midsummer", "day"): (6, 24),
    ("all", "saints", "'", "day"): (11, 1),
}
CHRISTMAS = frozenset({"christmas", "xmas"})


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def year_text(year: int) -> str | None:
    """`2026`; None for a year that ISO dates of four digits cannot hold."""
    return f"{year:04d}" if 0 < year <= 9999 else None


def month_text(year: int, month: int) -> str | None:
    """`2026-05`; None for a year that ISO dates of four digits cannot hold."""
    return f"{year:04d}-{month:02d}" if 0 < year <= 9999 else None


def add_months(day: date, months: int) -> tuple[int, int]:
    """Year and month so many months from the day."""
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1


def thanksgiving(year: int) -> date:
    """The fourth Thursday of November."""
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)


def easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian computus (Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)

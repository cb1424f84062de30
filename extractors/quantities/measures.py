"""Which words name a length of time."""

from decimal import Decimal

from extractors.quantities.vocabulary import wordset

MINUTE_UNITS = {
    **dict.fromkeys(("second", "seconds", "sec", "secs", "s"), Decimal(1) / Decimal(60)),
    **dict.fromkeys(("minute", "minutes", "min", "mins", "m", "minuter", "minuten"), Decimal(1)),
    **dict.fromkeys(("hour", "hours", "hr", "hrs", "h"), Decimal(60)),
}
DAY_UNITS = {
    **dict.fromkeys(("day", "days", "night", "nights", "workday", "workdays"), Decimal(1)),
    **dict.fromkeys(("week", "weeks", "wk", "wks"), Decimal(7)),
    **dict.fromkeys(("weekend", "weekends"), Decimal(2)),
    **dict.fromkeys(("fortnight", "fortnights"), Decimal(14)),
    **dict.fromkeys(("month", "months"), Decimal(30)),
    **dict.fromkeys(("year", "years", "yr", "yrs", "winters", "summers"), Decimal(365)),
    **dict.fromkeys(("decade", "decades"), Decimal(3650)),
}
TIME_UNITS = MINUTE_UNITS | DAY_UNITS
# A word after a number or share that goes on with the sentence, so that the number stands alone.
FUNCTION_WORDS = wordset(
    """of off from less more in to on for and or by is was were are am be been being came comes went goes go had
    has have if that which who whom whose as at but nor not than out would will could can may might must shall
    should below above under over so gone again before after until till since while when where with without
    within he she it they we i you his her its their our my your this these those there then now today still
    yet already only also just even says said say according plus per last next once twice through across
    between during against about around though because did does do work worked works ago each all both apiece
    together altogether strong"""
)


def ends_phrase(word: str) -> bool:
    """Whether the word, or the sign, or the end of the text cannot be a noun that the number counts."""
    return not word.isalpha() or word in FUNCTION_WORDS

"""What the date rules share: the text's tokens, its day of publication, and the choice among years."""

from dataclasses import dataclass
from datetime import date

from extractors.quantities.almanac import add_months, day_of, year_text
from extractors.quantities.date_spans import year_at
from extractors.quantities.tense import has_happened, points_ahead
from extractors.quantities.tokens import Tokens

SHIFTS = {"last": -1, "this": 0, "next": 1}

# A date against the tense of its sentence is taken only where it is nearer by so much, and never after "opened on".
_AGAINST_TENSE_DAYS = 150
_NEVER_DAYS = 1_000
_AGAINST_TENSE_MONTHS = 7


@dataclass(frozen=True, slots=True)
class Found:
    """A date between the tokens `start` and `end`; `date` as in `DateMention`."""

    start: int
    end: int
    date: str | None
    relative: bool


@dataclass(slots=True)
class Reader:
    """A text while its dates are read; `previous` is the last date, for "a year earlier"."""

    tokens: Tokens
    today: date | None
    previous: str | None = None

    def years_around(self, month: int, day: int) -> list[date]:
        """The day in the year of publication, the year before and the year after."""
        if self.today is None:
            return []
        days = [day_of(self.today.year + shift, month, day) for shift in (-1, 0, 1)]
        return [each for each in days if each is not None]

    def named_year(self, start: int, at: int, *, bare: bool = False) -> Found | None:
        """The year of what begins at `start` where "2027", "'27" or "last year" stands at the token."""
        written = year_at(self.tokens, at, bare=bare)
        if written is not None:
            return Found(start, written[1], year_text(written[0]), False)
        words = self.tokens.words
        if words[at] not in SHIFTS or words[at + 1] != "year":
            return None
        year = year_text(self.today.year + SHIFTS[words[at]]) if self.today is not None else None
        return Found(start, at + 2, year, True)

    def months_around(self, day: int) -> list[date]:
        """The day of the month of publication, of the month before and the month after."""
        if self.today is None:
            return []
        days = [day_of(*add_months(self.today, shift), day) for shift in (-1, 0, 1)]
        return [each for each in days if each is not None]

    def likeliest(self, index: int, days: list[date]) -> date | None:
        """The day that is near and fits the tense around the token; None without a day of publication."""
        today = self.today
        if today is None or not days:
            return None
        ahead = points_ahead(self.tokens, index)
        if ahead is None and self.tokens.words[index - 1] in {"from", "by", "until"}:
            ahead = True

        penalty = _NEVER_DAYS if has_happened(self.tokens, index) else _AGAINST_TENSE_DAYS

        def cost(day: date) -> int:
            against = ahead is not None and day != today and (day > today) != ahead
            return abs((day - today).days) + (penalty if against else 0)

        return min(days, key=cost)

    def year_of_months(self, index: int, first: int, last: int) -> int:
        """The year of a month or season (`first` to `last` month) that is near and fits the tense, else the past."""
        assert self.today is not None
        now, year = self.today.month, self.today.year
        ahead = points_ahead(self.tokens, index)
        if ahead is None:
            ahead = self.tokens.words[index - 1] in {"by", "until", "for"}

        def cost(each: int) -> int:
            away_first, away_last = (each - year) * 12 + first - now, (each - year) * 12 + last - now
            distance = 0 if away_first <= 0 <= away_last else min(abs(away_first), abs(away_last))
            against = distance > 0 and (away_first > 0) != ahead
            return distance + (_AGAINST_TENSE_MONTHS if against else 0)

        return min((year, year - 1, year + 1), key=cost)

    def year_of_quarter(self, index: int, quarter: int) -> str | None:
        """The year of the last quarter of that number, or of the coming one where the sentence looks forward."""
        if self.today is None:
            return None
        if points_ahead(self.tokens, index):
            return year_text(self.today.year + (self.today.month > 3 * quarter))
        return year_text(self.today.year - (self.today.month <= 3 * (quarter - 1)))

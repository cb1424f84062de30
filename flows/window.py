"""The days that digests are of, and what each covers."""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from extractors.errors import InputError
from flows.settings import Settings

if TYPE_CHECKING:
    from db.editions import StoredEdition

# A machine that was off for longer does not get a digest of everything it missed.
MAX_WINDOW = timedelta(days=7)
FIRST_DAY = date(1990, 1, 1)


def local_day(settings: Settings, at: datetime) -> date:
    """The day on the calendar of the settings' time zone."""
    return at.astimezone(ZoneInfo(settings.schedule.time_zone)).date()


def check_day(settings: Settings, day: date | None, at: datetime) -> None:
    """Raises InputError for a day that has not come, whose edition would be frozen before there is news of it, and for
    one of another age."""
    today = local_day(settings, at)
    if day is not None and day < FIRST_DAY:
        raise InputError(f"{day} is before anything that could be told", hint=f"give a day from {FIRST_DAY} on")
    if day is not None and day > today:
        raise InputError(f"{day} is still to come: today is {today}", hint="give a day up to today with --day")


def window(settings: Settings, day: date, at: datetime, last: "StoredEdition | None") -> tuple[datetime, datetime]:
    """[since, until) of a day's digest.

    It ends at the digest's time of that day, for the current day at `at`; it begins where the window of the last saved
    edition ended, so that nothing is told twice and nothing falls between two editions.
    """
    until = _end(settings, day, at)
    if last is None:
        return min(_closing(settings, day - timedelta(days=1)), until - timedelta(days=1)), until
    # What an edition of an older Dailies covered follows from when it was saved; what came after that it cannot hold.
    told = last.until or min(_end(settings, last.day, last.saved_at), last.saved_at)
    return max(told, until - MAX_WINDOW), until


def _end(settings: Settings, day: date, at: datetime) -> datetime:
    """Where the window of a day's digest ends that is made at an instant."""
    return at if day == local_day(settings, at) else _closing(settings, day)


def _closing(settings: Settings, day: date) -> datetime:
    """The digest's time of a day."""
    return datetime.combine(day, settings.schedule.digest_at, ZoneInfo(settings.schedule.time_zone)).astimezone(UTC)

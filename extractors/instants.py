"""Instants as pages, feeds and headers write them."""

import re
import warnings
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from dateutil import parser as dateutil_parser

# Minutes from UTC of the abbreviations that newsrooms use; one of two meanings is read as most English outlets mean it.
_ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "BST": 60, "WEST": 60, "CET": 60, "MET": 60, "CEST": 120, "EET": 120,
    "SAST": 120, "EEST": 180, "MSK": 180, "GST": 240, "PKT": 300, "IST": 330, "SGT": 480, "HKT": 480,
    "AWST": 480, "JST": 540, "KST": 540, "ACST": 570, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
    "NST": -210, "AST": -240, "ADT": -180, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300,
    "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600,
}  # fmt: skip
# These mean winter or summer time, as the day has it.
_CITIES = {"ET": "New_York", "CT": "Chicago", "MT": "Denver", "PT": "Los_Angeles"}
_TZINFOS: dict[str, tzinfo] = {
    **{name: timezone(timedelta(minutes=minutes)) for name, minutes in _ZONES.items()},
    **{name: ZoneInfo(f"America/{city}") for name, city in _CITIES.items()},
}
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_ISO_LIKE = re.compile(r"\d{4}-\d\d-\d\d|(?:19|20)\d\d[01]\d[0-3]\d(?!\d)")
_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)(?![\d./-])")
_DOTTED_TIME = re.compile(r"(?<![\d.:])([01]?\d|2[0-3])\.([0-5]\d)(?![\d.:])")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NOISE = re.compile(
    r"^\s*(?:(?:first\s+)?(?:published|posted|updated|last\s+(?:updated|modified)|modified|created)(?:\s+(?:on|at))?\s*:?\s*)+|"
    r"(?<=\d)\s*(?:hrs|uhr)\b|\bat\b|[|•·,]|\((?:local time)\)",
    re.I,
)
_EARLIEST = 1990
_MINUTE = timedelta(minutes=1)
# No place is further from UTC; what names more is a mistake, and no day follows from it.
_FURTHEST = timedelta(hours=14)


def parse_instant(
    text: str, *, now: datetime | None = None, is_iso: bool = False, day_first: bool | None = None
) -> datetime | None:
    """The instant that a date names, with the offset from UTC that it gives; one without counts as UTC, one without a
    time as midnight.

    None where no full date can be read, before 1990, or more than a day after `now` (where that is given). With
    `is_iso` only ISO 8601 is read: other forms take a hundred times as long. `day_first` says how 03/04/2026 is meant;
    where it is None, that is None too, unless one reading alone is possible. With dots the day always comes first.
    """
    text = text.strip()
    if not 6 <= len(text) <= 100:
        return None
    instant = _credible(_parse_iso(text), now)
    if instant is not None or is_iso:
        return instant
    orders = (day_first,) if day_first is not None or not _NUMERIC.search(text) else (True, False)
    readings = {_credible(_parse_free(text, day_first=bool(order)), now) for order in orders} - {None}
    return readings.pop() if len(readings) == 1 else None


def _credible(instant: datetime | None, now: datetime | None) -> datetime | None:
    if instant is None:
        return None
    try:
        in_utc = (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)
        if in_utc.year < _EARLIEST or (now is not None and in_utc > now + timedelta(days=1)):
            return None
        return in_utc.astimezone(_zone(instant.utcoffset()))
    except (OverflowError, ValueError):
        return None


def _zone(offset: timedelta | None) -> tzinfo:
    """A zone of whole minutes: what the record keeps of an offset."""
    if not offset or offset % _MINUTE or abs(offset) > _FURTHEST:
        return UTC
    return timezone(offset)


def has_time(text: str) -> bool:
    """Whether a date names a time of day too."""
    return bool(
        _DOTTED_TIME.search(text) or re.search(r"\d:\d\d|\d\s*[ap]\.?m\b|T\d{4,}|^\d{10,13}$", text.strip(), re.I)
    )


def has_zone(text: str) -> bool:
    """Whether a date names its zone."""
    return bool(
        re.search(r"(?:Z|[+-]\d\d:?\d\d|\b(?:UTC|GMT|[A-Z]{1,3}[SD]T|[ECMP]T|CET|CEST|SAST))\W*$", text.strip())
    )


def _parse_iso(text: str) -> datetime | None:
    if _EPOCH.fullmatch(text):
        seconds = int(text[:10])
        return datetime.fromtimestamp(seconds, UTC)
    if not _ISO_LIKE.match(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _parse_free(text: str, *, day_first: bool) -> datetime | None:
    # Without a year dateutil would fill in today's.
    if not _YEAR.search(text) and not re.search(r"\d{1,2} [A-Za-z]{3} \d\d\b", text):
        return None
    text = _NUMERIC.sub(lambda match: _to_iso(match, day_first=day_first), text)
    cleaned = _DOTTED_TIME.sub(r"\1:\2", " ".join(_NOISE.sub(" ", text).split()))
    cleaned = re.sub(r"\b([ap])\.m\.?", r"\1m", cleaned, flags=re.I)
    parts: list[datetime] = []
    # A date that lacks a day or month takes it from the default: two defaults show it.
    for default in (datetime(2001, 1, 1), datetime(2002, 2, 2)):  # noqa: DTZ001
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                parts.append(dateutil_parser.parse(cleaned, default=default, tzinfos=_TZINFOS))
        except (ValueError, OverflowError, TypeError, AttributeError, RecursionError):
            return None
    return parts[0] if parts[0] == parts[1] else None


def _to_iso(date: re.Match[str], *, day_first: bool) -> str:
    first, second = int(date[1]), int(date[3])
    # No month has a number above twelve, whatever the custom is.
    is_day_first = second <= 12 and (first > 12 or day_first or date[2] == ".")
    month, day = (second, first) if is_day_first else (first, second)
    return f"{date[4]}-{month:02}-{day:02}"

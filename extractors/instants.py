"""Instants as pages, feeds and headers write them."""

import re
import warnings
from datetime import UTC, datetime, timedelta, timezone

from dateutil import parser as dateutil_parser

# Minutes from UTC of the abbreviations that newsrooms use; one of two meanings is read as most English outlets mean it.
_ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "BST": 60, "WEST": 60, "CET": 60, "MET": 60, "CEST": 120, "EET": 120,
    "SAST": 120, "EEST": 180, "MSK": 180, "GST": 240, "PKT": 300, "IST": 330, "SGT": 480, "HKT": 480,
    "AWST": 480, "JST": 540, "KST": 540, "ACST": 570, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
    "NST": -210, "AST": -240, "ADT": -180, "EST": -300, "EDT": -240, "ET": -300, "CST": -360, "CDT": -300,
    "CT": -360, "MST": -420, "MDT": -360, "MT": -420, "PST": -480, "PDT": -420, "PT": -480, "AKST": -540,
    "AKDT": -480, "HST": -600,
}  # fmt: skip
_TZINFOS = {name: timezone(timedelta(minutes=minutes)) for name, minutes in _ZONES.items()}
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_ISO_LIKE = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NOISE = re.compile(
    r"^\s*(?:(?:first\s+)?(?:published|posted|updated|last\s+(?:updated|modified)|modified|created)(?:\s+(?:on|at))?\s*:?\s*)+|"
    r"(?<=\d)\s*(?:hrs|uhr)\b|\bat\b|[|•·,]|\((?:local time)\)",
    re.I,
)
_EARLIEST = 1990


def parse_instant(text: str, *, now: datetime | None = None, is_iso: bool = False) -> datetime | None:
    """The instant that a date names, in UTC; one without a zone counts as UTC, one without a time as midnight.

    None where no full date can be read, before 1990, or more than a day after `now` (where that is given). With
    `is_iso` only ISO 8601 is read: other forms take a hundred times as long.
    """
    text = text.strip()
    if not 6 <= len(text) <= 100:
        return None
    instant = _parse_iso(text) or (None if is_iso else _parse_free(text))
    if instant is None:
        return None
    try:
        instant = (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    if instant.year < _EARLIEST or (now is not None and instant > now + timedelta(days=1)):
        return None
    return instant


def has_time(text: str) -> bool:
    """Whether a date names a time of day too."""
    return bool(re.search(r"\d:\d\d|T\d{4,}|^\d{10,13}$", text.strip()))


def has_zone(text: str) -> bool:
    """Whether a date names its zone."""
    return bool(re.search(r"(?:Z|[+-]\d\d:?\d\d|\b(?:UTC|GMT|[A-Z]{1,3}[SD]T|CET|CEST|SAST))\W*$", text.strip()))


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


def _parse_free(text: str) -> datetime | None:
    # Without a year dateutil would fill in today's.
    if not _YEAR.search(text) and not re.search(r"\d{1,2} [A-Za-z]{3} \d\d\b", text):
        return None
    cleaned = " ".join(_NOISE.sub(" ", text).split())
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

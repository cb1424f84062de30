"""How long an answer says that it stays as it is (RFC 9111)."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from extractors.records import Page

# A source that claims to stay the same for a month would be lost for a month.
MAX_FRESH_S = 86_400.0
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,12})", re.I)
_NEVER = re.compile(r"(?:^|[,\s])no-(?:cache|store)\b", re.I)


def fresh_for_s(page: Page, now: datetime) -> float | None:
    """Seconds until it is worth asking again, a day at most; None where the answer does not say.

    Cache-Control's max-age less the Age of the answer, else Expires less Date (4.2.1).
    """
    control = ",".join(value for name, value in page.headers if name == "cache-control")
    if _NEVER.search(control):
        return None
    stated = _MAX_AGE.search(control)
    if stated:
        age = page.header("age") or ""
        left = float(stated[1]) - (float(age[:12]) if age.isdecimal() else 0.0)
    else:
        expires = read_instant(page.header("expires"))
        if expires is None:
            return None
        left = (expires - (read_instant(page.header("date")) or now)).total_seconds()
    return min(left, MAX_FRESH_S) if left > 0 else None


def read_instant(value: str | None) -> datetime | None:
    """The instant of a header. `0`, `-1` and other things that are no dates stand in Expires often, for "already"."""
    try:
        moment = parsedate_to_datetime(value) if value else None
    except (ValueError, OverflowError):
        return None
    if moment is None:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def is_sendable(validator: str) -> bool:
    """Whether an ETag or Last-Modified can go back in a header: some servers send ones that nobody can return."""
    return validator.isascii() and validator.isprintable()

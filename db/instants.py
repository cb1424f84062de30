"""Instants are aware in Python and UTC without a zone in the tables."""

from datetime import UTC, datetime, timedelta, timezone


def to_db(instant: datetime) -> datetime:
    """The instant as it is stored."""
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no time zone")
    return instant.astimezone(UTC).replace(tzinfo=None)


def to_db_or_none(instant: datetime | None) -> datetime | None:
    """The instant as it is stored, or NULL."""
    return None if instant is None else to_db(instant)


def offset_minutes(instant: datetime | None) -> int | None:
    """How many minutes the clocks of an instant's zone are ahead of UTC; None for no instant."""
    offset = instant.utcoffset() if instant is not None else None
    return None if offset is None else offset // timedelta(minutes=1)


def from_db(stored: datetime, utc_offset: int | None = None) -> datetime:
    """The aware instant of a stored one: in UTC, or by clocks that are so many minutes ahead of it."""
    instant = stored.replace(tzinfo=UTC)
    return instant.astimezone(timezone(timedelta(minutes=utc_offset))) if utc_offset else instant


def from_db_or_none(stored: datetime | None) -> datetime | None:
    """The aware instant, or None for NULL."""
    return None if stored is None else from_db(stored)

"""Instants are aware in Python and UTC without a zone in the tables."""

from datetime import UTC, datetime


def to_db(instant: datetime) -> datetime:
    """The instant as it is stored."""
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no time zone")
    return instant.astimezone(UTC).replace(tzinfo=None)


def to_db_or_none(instant: datetime | None) -> datetime | None:
    """The instant as it is stored, or NULL."""
    return None if instant is None else to_db(instant)


def from_db(stored: datetime) -> datetime:
    """The aware instant of a stored one."""
    return stored.replace(tzinfo=UTC)


def from_db_or_none(stored: datetime | None) -> datetime | None:
    """The aware instant, or None for NULL."""
    return None if stored is None else from_db(stored)

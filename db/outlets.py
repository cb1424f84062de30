"""Outlets as declared, and how each is doing."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from datetime import datetime

from db.instants import from_db_or_none, to_db_or_none
from db.store import Reader, Store
from extractors.records import Outlet


@dataclass(frozen=True, slots=True)
class OutletState:
    """What the last polls of an outlet's source left behind.

    `failures` counts polls in a row without success, `last_error` says why the last one failed (None after a success),
    `robots` is a note where robots.txt forbids the source, `items` and `newest_entry` are of the last answer.
    """

    outlet: str
    etag: str | None = None
    last_modified: str | None = None
    next_due: datetime | None = None
    failures: int = 0
    last_attempt: datetime | None = None
    last_success: datetime | None = None
    last_error: str | None = None
    robots: str | None = None
    newest_entry: datetime | None = None
    items: int | None = None


_INSTANTS = ("next_due", "last_attempt", "last_success", "newest_entry")


def save_outlets(store: Store, outlets: Iterable[Outlet]) -> None:
    """Stores the declarations; outlets that are no longer declared stay, disabled."""
    with store.transaction():
        store.connection.execute("UPDATE store.outlets SET enabled = false")
        for outlet in outlets:
            store.connection.execute(
                "INSERT OR REPLACE INTO store.outlets (id, name, source, language, every_minutes, enabled) "
                "VALUES ($id, $name, $source, $language, $every_minutes, $enabled)",
                {
                    "id": outlet.id,
                    "name": outlet.name,
                    "source": outlet.source,
                    "language": outlet.language,
                    "every_minutes": outlet.every_minutes,
                    "enabled": outlet.enabled,
                },
            )


def load_outlet_states(reader: Reader) -> dict[str, OutletState]:
    """The states by outlet id; an outlet that was never polled has none."""
    rows = reader.rows(
        "SELECT outlet, etag, last_modified, next_due, failures, last_attempt, last_success, last_error, robots, "
        "newest_entry, items FROM store.outlet_states ORDER BY outlet"
    )
    names = [field.name for field in fields(OutletState)]
    states = {}
    for row in rows:
        values = dict(zip(names, row, strict=True))
        values.update({name: from_db_or_none(values[name]) for name in _INSTANTS})
        states[row[0]] = OutletState(**values)
    return states


def save_outlet_state(store: Store, state: OutletState) -> None:
    """Replaces the state of one outlet."""
    values = dict(zip([field.name for field in fields(OutletState)], astuple(state), strict=True))
    values.update({name: to_db_or_none(values[name]) for name in _INSTANTS})
    with store.transaction():
        store.connection.execute(
            "INSERT OR REPLACE INTO store.outlet_states (outlet, etag, last_modified, next_due, failures, "
            "last_attempt, last_success, last_error, robots, newest_entry, items) VALUES ($outlet, $etag, "
            "$last_modified, $next_due, $failures, $last_attempt, $last_success, $last_error, $robots, "
            "$newest_entry, $items)",
            values,
        )

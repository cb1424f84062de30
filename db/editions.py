"""Editions as they were sent, and the ledger of mail: nothing is written twice, nothing is sent twice."""

from dataclasses import dataclass
from datetime import date, datetime

from db.instants import from_db, from_db_or_none, to_db
from db.store import Reader, Store


@dataclass(frozen=True, slots=True)
class StoredEdition:
    """The digest of a day, frozen. `until` is where its window ended: None where an older Dailies did not note it."""

    day: date
    json: str
    html: str
    text: str
    saved_at: datetime
    until: datetime | None = None


def save_edition(
    store: Store, day: date, json: str, html: str, text: str, *, at: datetime, until: datetime
) -> StoredEdition:
    """Stores the day's edition once and returns the stored one: a day that has an edition keeps it."""
    with store.transaction():
        store.connection.execute(
            "INSERT INTO store.editions (day, json, html, text, saved_at, until) "
            "VALUES ($day, $json, $html, $text, $saved_at, $until) ON CONFLICT DO NOTHING",
            {"day": day, "json": json, "html": html, "text": text, "saved_at": to_db(at), "until": to_db(until)},
        )
    stored = load_edition(store, day)
    assert stored is not None
    return stored


def load_edition(reader: Reader, day: date) -> StoredEdition | None:
    """The day's edition, or None."""
    rows = reader.rows(
        "SELECT day, json, html, text, saved_at, until FROM store.editions WHERE day = $day", {"day": day}
    )
    for day_, json, html, text, saved_at, until in rows:
        return StoredEdition(day_, json, html, text, from_db(saved_at), from_db_or_none(until))
    return None


def record_delivery(store: Store, day: date, recipient: str, message_id: str, outcome: str, at: datetime) -> None:
    """Appends to the ledger what became of a mail: "sent", or a word that says why not."""
    with store.transaction():
        store.connection.execute(
            "INSERT INTO store.deliveries (day, recipient, message_id, outcome, recorded_at) "
            "VALUES ($day, $recipient, $message_id, $outcome, $recorded_at)",
            {
                "day": day,
                "recipient": recipient,
                "message_id": message_id,
                "outcome": outcome,
                "recorded_at": to_db(at),
            },
        )


def was_delivered(reader: Reader, day: date, recipient: str) -> bool:
    """Whether the day's edition was sent to the recipient."""
    return bool(
        reader.value(
            "SELECT count(*) FROM store.deliveries WHERE day = $day AND recipient = $recipient AND outcome = 'sent'",
            {"day": day, "recipient": recipient},
        )
    )


def load_last_edition(reader: Reader, *, before: date) -> StoredEdition | None:
    """The newest edition of an earlier day, or None."""
    day = reader.value("SELECT max(day) FROM store.editions WHERE day < $before", {"before": before})
    return None if day is None else load_edition(reader, day)

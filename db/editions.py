"""Editions as they were sent, and the ledger of mail: nothing is written twice, nothing is sent twice."""

from dataclasses import dataclass
from datetime import date, datetime

from db.instants import from_db, to_db
from db.store import Reader, Store


@dataclass(frozen=True, slots=True)
class StoredEdition:
    """The digest of a day, frozen."""

    day: date
    json: str
    html: str
    text: str
    saved_at: datetime


def save_edition(store: Store, day: date, json: str, html: str, text: str, *, at: datetime) -> StoredEdition:
    """Stores the day's edition once and returns the stored one: a day that has an edition keeps it."""
    with store.transaction():
        store.connection.execute(
            "INSERT INTO store.editions (day, json, html, text, saved_at) "
            "VALUES ($day, $json, $html, $text, $saved_at) ON CONFLICT DO NOTHING",
            {"day": day, "json": json, "html": html, "text": text, "saved_at": to_db(at)},
        )
    stored = load_edition(store, day)
    assert stored is not None
    return stored


def load_edition(reader: Reader, day: date) -> StoredEdition | None:
    """The day's edition, or None."""
    rows = reader.rows("SELECT day, json, html, text, saved_at FROM store.editions WHERE day = $day", {"day": day})
    return next((StoredEdition(day_, json, html, text, from_db(at)) for day_, json, html, text, at in rows), None)


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

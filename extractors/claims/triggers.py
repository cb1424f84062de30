"""The words that can state a claim: quantities, dates, names of people and festivals, pronouns."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.claims.declaration import TriggerKind
from extractors.quantities.dates import DateMention
from extractors.records import Quantity
from extractors.spans import Span
from extractors.words import Words

# People's pronouns can carry a role where the name stands in a sentence before ("She also wrote it").
PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|I|[Hh]im|[Hh]er|[Hh]is|[Tt]hey|[Ww]ho)\b")
_KINDS: dict[str, TriggerKind] = {"money": "money", "percent": "percent", "people": "person", "count": "count"}
KINDS: tuple[TriggerKind, ...] = (
    "money",
    "percent",
    "minute",
    "day",
    "person",
    "count",
    "date",
    "name",
    "pronoun",
    "event",
    "venue",
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words [first, last) of the text that can state a claim, with what was read in them."""

    kind: TriggerKind
    first: int
    last: int
    start: int
    end: int
    quantity: Quantity | None = None
    date: DateMention | None = None
    span: Span | None = None


def find_triggers(
    words: Words, quantities: Iterable[Quantity], dates: Sequence[DateMention], spans: Iterable[Span]
) -> list[Trigger]:
    """All triggers of a text in order of place; a bare number inside a date is none."""
    found: list[Trigger] = []

    def add(kind: TriggerKind, start: int, end: int, **what: object) -> None:
        extent = words.span(start, end)
        if extent is not None:
            found.append(Trigger(kind, *extent, start, end, **what))  # type: ignore[arg-type]

    dated = [(date.start, date.end) for date in dates]
    for quantity in quantities:
        kind = quantity.unit if quantity.dimension == "duration" else _KINDS[quantity.dimension]
        if kind == "count" and any(start < quantity.end and quantity.start < end for start, end in dated):
            continue
        add(kind, quantity.start, quantity.end, quantity=quantity)  # type: ignore[arg-type]
    for date in dates:
        add("date", date.start, date.end, date=date)
    for span in spans:
        if not span.in_title and span.type in ("PERSON", "EVENT", "VENUE"):
            kind = {"PERSON": "name", "EVENT": "event", "VENUE": "venue"}[span.type]
            add(kind, span.start, span.end, span=span)  # type: ignore[arg-type]
    for match in PRONOUN.finditer(words.text):
        add("pronoun", match.start(), match.end())
    return sorted(found, key=lambda trigger: (trigger.start, trigger.end, KINDS.index(trigger.kind)))

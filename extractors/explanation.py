"""An article as it was read, with why each trigger in it was taken or dropped. Plain data; see `extractors.explain`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from extractors.quantities.dates import DateMention
from extractors.records import Claim, Quantity, Relevance, Status

Fate = Literal["taken", "candidate", "dropped"]


@dataclass(frozen=True, slots=True)
class Name:
    """A mention, under its entity's name; `start`/`end` count in the title where `in_title`."""

    start: int
    end: int
    text: str
    entity: str
    type: str
    in_title: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """What could fill a slot, with its share of the probability. `name` is an entity, a resolved date, or None."""

    name: str | None
    type: str | None
    share: float


@dataclass(frozen=True, slots=True)
class ReadingExplained:
    """One way to read a trigger, and what became of it.

    `probability` is that of the output; `slots` hold who or what could be meant, best first, the first one being taken;
    `confidence` is the calibrated one, before `vetoes` (by name) changed the claim.
    """

    output: str
    probability: float
    slots: dict[str, tuple[Choice, ...]]
    statuses: tuple[tuple[Status, float], ...]
    confidence: float
    vetoes: tuple[str, ...]
    claim: Claim | None
    fate: Fate
    reason: str


@dataclass(frozen=True, slots=True)
class TriggerExplained:
    """Words that can state a claim, what they were read as, and why they came to a claim or to none.

    `meaning` is the amount or day in them; `scores` are the likeliest outputs. `fate` is that of the best reading.
    """

    number: int
    kind: str
    start: int
    end: int
    text: str
    meaning: str
    scores: tuple[tuple[str, float], ...]
    readings: tuple[ReadingExplained, ...]
    fate: Fate
    reason: str

    @property
    def says(self) -> str:
        """What it states, by its best reading: `budget`, `role:ceo`; empty where there is none."""
        best = self.readings[0] if self.readings else None
        if best is None:
            return ""
        return best.output if best.claim is None or best.claim.type == "role" else best.claim.type


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article as it was read. `text` is as much of it as was read; all offsets count in it."""

    title: str
    url: str
    outlet: str
    published: datetime | None
    text: str
    extractor: str
    threshold: float
    relevance: Relevance
    names: tuple[Name, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[DateMention, ...] = ()
    triggers: tuple[TriggerExplained, ...] = ()

    def of(self, fate: Fate) -> list[TriggerExplained]:
        """The triggers of that fate, in order of place."""
        return [trigger for trigger in self.triggers if trigger.fate == fate]

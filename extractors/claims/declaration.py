"""What the declaration of a claim type consists of."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from extractors.records import EntityType

TriggerKind = Literal[
    "money", "percent", "minute", "day", "person", "count", "date", "name", "pronoun", "event", "venue"
]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and what the type should read in it: subject, and value or object; `found` False for a negative."""

    text: str
    subject: str
    value: str | None = None
    object: str | None = None
    found: bool = True


@dataclass(frozen=True, slots=True)
class ClaimType:
    """One kind of statement.

    `triggers`: kinds of words that can state it. `subjects`: types of entity that it can be about; `objects`: those of
    its object. `cues` and `blockers`: regular expressions (case ignored) of words that speak for or against it; the
    model sees them as features and decides. `low`/`high`: what is plausible, money roughly in US dollars; a figure
    outside is kept as a candidate, never as a claim. `phrase`: how the digest puts it. `labels`: those allowed, if any.
    """

    name: str
    triggers: tuple[TriggerKind, ...]
    subjects: tuple[EntityType, ...]
    phrase: str
    cues: str
    blockers: str = ""
    objects: tuple[EntityType, ...] = ()
    labels: tuple[str, ...] = ()
    low: Decimal = Decimal(0)
    high: Decimal = Decimal("1e15")
    examples: tuple[Example, ...] = ()

    @property
    def is_relation(self) -> bool:
        """Whether the claim links two names or a name and a day instead of giving a figure."""
        return self.name in ("premiere", "release_date", "role")

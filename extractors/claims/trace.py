"""What was weighed on the way to the claims of one article, for whoever asks why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.claims.readings import Read, Reading
from extractors.claims.triggers import Trigger
from extractors.records import Claim


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a reading: a claim, with the vetoes that changed it on the way; or why there is none."""

    claim: Claim | None
    vetoes: tuple[str, ...] = ()
    confidence: float = 0.0
    reason: str = ""


@dataclass(slots=True)
class Trace:
    """Filled by a ClaimFinder that is given one. `outcomes` stand in the order of `read.readings`.

    `kept` are the claims that were handed on; of several that state the same only the most confident is.
    """

    triggers: Sequence[Trigger] = ()
    read: Read | None = None
    outcomes: Sequence[Outcome] = ()
    kept: Sequence[Claim] = ()

    def pairs(self) -> Iterator[tuple[Reading, Outcome]]:
        """Each reading with what came of it."""
        return zip(self.read.readings if self.read else (), self.outcomes, strict=True)

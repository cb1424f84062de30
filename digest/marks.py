"""An explained article cut into pieces, each with what marks it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.explanation import Explanation, Fate, Name, TriggerExplained

_WEIGHT: dict[Fate, int] = {"dropped": 0, "candidate": 1, "taken": 2}


@dataclass(frozen=True, slots=True)
class Mark:
    """What lies on the characters [start, end): a name, an amount or day (`figure` says of which kind), a trigger."""

    start: int
    end: int
    name: Name | None = None
    figure: str = ""
    trigger: TriggerExplained | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is marked alike; `opens` and `closes` its trigger where that begins and ends here."""

    text: str
    name: Name | None = None
    figure: str = ""
    trigger: TriggerExplained | None = None
    opens: bool = False
    closes: bool = False


def cut_title(explanation: Explanation) -> list[Piece]:
    """The title with its names."""
    names = [Mark(name.start, name.end, name=name) for name in explanation.names if name.in_title]
    return list(_cut(explanation.title, names))


def cut_text(explanation: Explanation) -> list[Piece]:
    """The text with everything that was found in it."""
    marks = [Mark(name.start, name.end, name=name) for name in explanation.names if not name.in_title]
    marks += [Mark(amount.start, amount.end, figure=amount.dimension) for amount in explanation.quantities]
    marks += [Mark(date.start, date.end, figure="date") for date in explanation.dates]
    marks += [Mark(trigger.start, trigger.end, trigger=trigger) for trigger in explanation.triggers]
    return list(_cut(explanation.text, marks))


def _cut(text: str, marks: Sequence[Mark]) -> Iterator[Piece]:
    edges = sorted({0, len(text), *(mark.start for mark in marks), *(mark.end for mark in marks)})
    waiting = sorted(marks, key=lambda mark: mark.start, reverse=True)
    lying: list[Mark] = []
    opened: set[int] = set()
    for low, high in pairwise(edges):
        while waiting and waiting[-1].start <= low:
            lying.append(waiting.pop())
        lying = [mark for mark in lying if mark.end > low]
        yield _piece(text[low:high], lying, high, opened)


def _piece(text: str, lying: Sequence[Mark], end: int, opened: set[int]) -> Piece:
    triggers = [mark.trigger for mark in lying if mark.trigger is not None]
    trigger = max(triggers, key=lambda one: _WEIGHT[one.fate], default=None)
    opens = trigger is not None and trigger.number not in opened
    if trigger is not None:
        opened.add(trigger.number)
    return Piece(
        text,
        name=next((mark.name for mark in lying if mark.name is not None), None),
        figure=next((mark.figure for mark in lying if mark.figure), ""),
        trigger=trigger,
        opens=opens,
        closes=trigger is not None and trigger.end == end,
    )

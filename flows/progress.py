"""How a run tells whoever watches how far it is. The command line sets a listener; without one nothing is said."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One stage's state: `done` of `total` (0 where unknown)."""

    stage: str
    done: int
    total: int


_listener: ContextVar[Callable[[Step], None] | None] = ContextVar("dailies_progress", default=None)


def listen(listener: Callable[[Step], None] | None) -> None:
    """Sets who is told in this context."""
    _listener.set(listener)


def tell(stage: str, done: int, total: int) -> None:
    """Reports a stage."""
    listener = _listener.get()
    if listener is not None:
        listener(Step(stage, done, total))

"""A name as the model sees it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A name found in title or text, by words and characters. `type` is an entity type or VENUE."""

    first: int
    last: int
    start: int
    end: int
    type: str
    entity: str
    in_title: bool = False

"""What a digest says, ready to be rendered: plain strings and numbers, no database rows, no clock."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Voice:
    """One outlet's statement; the words of its value are `quote[value_start:value_end]`."""

    outlet: str
    url: str
    title: str
    quote: str
    value: str
    status: str
    attribution: str | None
    published: str
    value_start: int
    value_end: int


@dataclass(frozen=True, slots=True)
class Line:
    """One property of a subject, with everyone who states it."""

    change: str
    kind: str
    label: str
    value: str
    status: str
    as_of: str | None
    disputed: bool
    independent: int
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """One film, company or other subject with what is new about it."""

    name: str
    type: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a dispute."""

    value: str
    status: str
    rank: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Statements that cannot all be true."""

    subject: str
    label: str
    is_new: bool
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """A figure that an outlet changed."""

    subject: str
    label: str
    before: Voice
    after: Voice


@dataclass(frozen=True, slots=True)
class Ended:
    """A value that holds no more, with who stated it; `reason` says why."""

    subject: str
    label: str
    value: str
    status: str
    reason: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """A story and who reported it, first to report first."""

    title: str
    names: tuple[str, ...]
    articles: tuple[tuple[str, str, str, bool], ...]  # outlet, title, url, is a copy


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet that needs a look."""

    outlet: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class Edition:
    """The digest of one day."""

    day: date
    headline: str
    summary: str
    subjects: tuple[Subject, ...]
    more_subjects: int
    disputes: tuple[Dispute, ...]
    revisions: tuple[Revision, ...]
    coverage: tuple[Coverage, ...]
    sources: tuple[Source, ...]
    unread: tuple[tuple[str, str, int], ...]  # outlet, reason, pages
    withheld: int
    off_topic: int
    ended: tuple[Ended, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the day brought nothing to report."""
        return not (self.subjects or self.disputes or self.revisions or self.ended or self.coverage)

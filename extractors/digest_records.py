"""The rows that a digest is built of, as the record hands them over. Plain data, with names beside ids.

Amounts are as stated (`low`/`high` in `unit`); `usd_low`/`usd_high` are equivalents where a dated rate is known, else
None. Instants are aware UTC; `date` and `as_of` are partial ISO dates. Every sequence has a fixed order, so that the
same record gives the same digest.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from extractors.records import Bound, EntityType, Status

SourceState = Literal["ok", "failing", "blocked", "silent", "never", "disabled"]
Rank = Literal["preferred", "normal", "deprecated"]
Role = Literal["supports", "contradicts", "revises", "repeats"]


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim with its names, its article and its outlet.

    `object` is the canonical name of the object entity, or the words of the text where it is none. `seen_at` is when
    the record first knew the claim; `copy_of` is the article of which this one is a copy; `role` and `fact_id` say how
    the claim bears on the fact of its own value (None before the first reconcile). The words of the value stand at
    `quote[value_start:value_end]`.
    """

    claim_id: str
    type: str
    subject_id: str
    subject: str
    subject_type: EntityType
    object: str | None
    label: str | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    usd_low: Decimal | None
    usd_high: Decimal | None
    bound: Bound
    date: str | None
    as_of: str | None
    status: Status
    attribution: str | None
    quote: str
    confidence: float
    article_id: str
    title: str
    url: str
    outlet_id: str
    outlet: str
    published: datetime
    seen_at: datetime
    is_current: bool = True
    story_id: str | None = None
    copy_of: str | None = None
    fact_id: str | None = None
    role: Role | None = None
    value_start: int = 0
    value_end: int = 0


@dataclass(frozen=True, slots=True)
class FactRow:
    """What claims about one subject and property add up to, with those that stand behind it (`claims`)."""

    fact_id: str
    type: str
    subject_id: str
    subject: str
    subject_type: EntityType
    object: str | None
    label: str | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    usd_low: Decimal | None
    usd_high: Decimal | None
    bound: Bound
    date: str | None
    as_of: str | None
    status: Status
    rank: Rank
    reason: str
    disputed: bool
    independent_outlets: int
    first_seen: datetime
    last_seen: datetime
    claims: tuple[ClaimRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A fact that is new in the window, or that a claim of the window confirmed, revised or contradicted.

    `confirmed` means a new independent voice. `claims` are the claims of the window that did it; `others` the facts on
    the same property that stood before.
    """

    change: Literal["new", "confirmed", "revised", "contradicted"]
    fact: FactRow
    claims: tuple[ClaimRow, ...]
    others: tuple[FactRow, ...] = ()


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """Facts that cannot all be true, each side with its claims; `is_new` where a claim of the window opened it."""

    subject_id: str
    subject: str
    type: str
    label: str | None
    object: str | None
    sides: tuple[FactRow, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """An outlet that changed a figure: the claim before and the claim after, both with their quotes."""

    before: ClaimRow
    after: ClaimRow
    at: datetime
    same_article: bool


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article of the window. `version` is 1 for a first version."""

    article_id: str
    title: str
    standfirst: str | None
    url: str
    outlet_id: str
    outlet: str
    published: datetime
    seen_at: datetime
    version: int
    is_free: bool
    language: str | None
    claims: int
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One event and the articles on it, first to report first. `names` are its entities, weightiest first."""

    story_id: str
    title: str
    articles: tuple[ArticleRow, ...]
    names: tuple[str, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """What happened in the window. `failed` counts pages that could not be fetched or read, by their last outcome."""

    fetched: int
    read: int
    new: int
    changed: int
    unchanged: int
    kept: int
    off_topic: int
    failed: int
    claims: int
    candidates: int
    copies: int


@dataclass(frozen=True, slots=True)
class FailureRow:
    """Pages of one outlet that failed in the window for one reason."""

    outlet_id: str
    outlet: str
    reason: str
    pages: int
    example_url: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """How one outlet is doing. `silent` is measured against its own rhythm; `articles` counts the window."""

    outlet_id: str
    outlet: str
    state: SourceState
    reason: str
    last_attempt: datetime | None
    last_success: datetime | None
    newest_article: datetime | None
    failures: int
    articles: int
    claims: int


@dataclass(frozen=True, slots=True)
class DigestRows:
    """Everything that the digest of [since, until) needs.

    `ended` are facts that stood before and hold no more: their articles dropped them, or the subject itself or a filing
    said otherwise.
    """

    since: datetime
    until: datetime
    claims: tuple[ClaimRow, ...] = ()
    changes: tuple[ChangeRow, ...] = ()
    disputes: tuple[DisputeRow, ...] = ()
    revisions: tuple[RevisionRow, ...] = ()
    stories: tuple[StoryRow, ...] = ()
    counts: Counts = Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    failures: tuple[FailureRow, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    ended: tuple[FactRow, ...] = ()

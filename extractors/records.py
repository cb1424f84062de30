"""The records that travel through Dailies. Plain data; this module imports nothing of ours.

Conventions: instants are aware datetimes in UTC (an article's `published` with the offset of its page); money is
`Decimal`; a partial date is an ISO string as precise as is known (`2026`, `2026-05`, `2026-05-21`); offsets are
character offsets into `Article.text`, end exclusive.
"""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

EntityType = Literal["WORK", "COMPANY", "PERSON", "CHARACTER", "EVENT", "ORG", "AI_MODEL"]
Bound = Literal["exact", "about", "over", "under", "range"]
Status = Literal["asserted", "reported", "estimated", "planned", "denied"]
Dimension = Literal["money", "duration", "people", "percent", "count"]


@dataclass(frozen=True, slots=True)
class Selectors:
    """CSS selectors for the pages of one outlet: where the body and the title are, and what is neither."""

    body: str | None = None
    title: str | None = None
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlet:
    """A source of articles, as declared in the settings. Exactly one of feed, sitemap and listing is set.

    pause_s: between two requests, instead of the general pause. topic: words of which an entry must name one.
    """

    id: str
    name: str
    feed: str | None = None
    sitemap: str | None = None
    listing: str | None = None
    language: str = "en"
    every_minutes: int = 60
    enabled: bool = True
    pause_s: float | None = None
    topic: tuple[str, ...] = ()
    selectors: Selectors = Selectors()

    @property
    def source(self) -> str:
        """The address that is asked for new entries."""
        return self.feed or self.sitemap or self.listing or ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed, sitemap or listing: a promise of an article."""

    url: str
    title: str | None = None
    published: datetime | None = None
    guid: str | None = None
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A response as it came. `url` is the final address after redirects; header names are lower case."""

    url: str
    body: bytes
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    requested_url: str | None = None
    fetched_at: datetime | None = None

    def header(self, name: str) -> str | None:
        """The first header of that (lower-case) name."""
        return next((value for key, value in self.headers if key == name), None)


@dataclass(frozen=True, slots=True)
class Link:
    """A link in an article's body, with the number of its paragraph."""

    url: str
    text: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Article:
    """What a page says, without its chrome. `text` is the body: paragraphs joined by a blank line.

    `published` has the offset from UTC that the page gives: the day there is what "today" means in the text.
    """

    url: str
    title: str
    text: str
    outlet: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    standfirst: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    is_free: bool = True
    links: tuple[Link, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Relevance:
    """Whether an article is about AI in film and television, with the reasons."""

    keep: bool
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, or an anaphor that stands for one, in the text (or in the title where `in_title`)."""

    start: int
    end: int
    text: str
    entity: str
    type: EntityType
    is_name: bool = True
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing, once per article, under its fullest name."""

    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured amount in the text: [low, high] in `unit`; `high` is None for a single value.

    unit: ISO 4217 code for money, else minute, day, person, percent, or `count` for a bare number.
    `text` is the amount with its hedge, `text == source[start:end]`; value_start/value_end leave the hedge out.
    """

    start: int
    end: int
    text: str
    low: Decimal
    high: Decimal | None
    unit: str
    bound: Bound
    dimension: Dimension
    value_start: int
    value_end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement about one subject. The field names and meanings are those of docs/claims.md.

    `start`/`end` delimit the quote: `article.text[start:end] == quote`; value_start/value_end delimit the words of the
    value (for a relation, of its trigger).
    """

    type: str
    subject: str
    quote: str
    start: int
    end: int
    value_start: int
    value_end: int
    value: Decimal | None = None
    value_high: Decimal | None = None
    unit: str | None = None
    bound: Bound = "exact"
    object: str | None = None
    label: str | None = None
    date: str | None = None
    as_of: str | None = None
    status: Status = "asserted"
    attribution: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that was read out of one article. `candidates` are claims below the confidence threshold."""

    relevance: Relevance
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    candidates: tuple[Claim, ...] = ()
    extractor: str = ""


@dataclass(frozen=True, slots=True)
class SourcedClaim:
    """A claim with where it stands: what facts are made of. `subject_id`/`object_id` are entity ids.

    `attribution_id`/`attribution_type` are those of the named source where it is an entity of the article; `cites` are
    the articles that this one links to; `version` numbers the article's texts. `published` is when the article came to
    say so: an edit that leaves a statement as it was makes it no younger.
    """

    id: str
    claim: Claim
    subject_id: str
    article_id: str
    version_id: str
    outlet: str
    url: str
    published: datetime
    object_id: str | None = None
    is_current: bool = True
    copy_of: str | None = None
    attribution_id: str | None = None
    attribution_type: EntityType | None = None
    cites: tuple[str, ...] = ()
    version: int = 1


@dataclass(frozen=True, slots=True)
class Decision:
    """What a user decided about a claim, a fact (by the claims behind it) or an entity, and why.

    accept: the value stands, whatever others say; reject: it does not count; merge: the entity is `other_id`;
    split: the entity is never `other_id`.
    """

    id: str
    kind: Literal["accept", "reject", "merge", "split"]
    target: Literal["claim", "fact", "entity"]
    target_id: str
    reason: str
    at: datetime
    other_id: str | None = None
    claim_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Support:
    """How one claim bears on a fact; `other_id` is the claim that a revision replaces."""

    claim_id: str
    role: Literal["supports", "contradicts", "revises", "repeats"]
    reason: str = ""
    other_id: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """What claims about one subject and property add up to: one value of it, or one denial.

    Facts with the same `property_id` are about the same subject, type, label and object. `object` holds the words of
    the text where the object is no entity.
    """

    id: str
    subject_id: str
    type: str
    label: str | None
    object_id: str | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    bound: Bound
    date: str | None
    as_of: str | None
    status: Status
    rank: Literal["preferred", "normal", "deprecated"]
    reason: str
    disputed: bool
    independent_outlets: int
    first_seen: datetime
    last_seen: datetime
    supports: tuple[Support, ...] = field(default=())
    property_id: str = ""
    object: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that cover one event."""

    id: str
    title: str
    article_ids: tuple[str, ...]
    first_seen: datetime
    last_seen: datetime

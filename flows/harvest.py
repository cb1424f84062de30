"""One outlet, from its feed to its articles: network and reading, no database and no Prefect."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urldefrag

from db.fetches import FetchRow, PageState
from db.outlets import OutletState
from extractors.article import extract_article
from extractors.errors import FeedError, FetchError, PageError
from extractors.gate import looks_relevant
from extractors.links import normalise_url, parse_feed, parse_listing, parse_sitemap
from extractors.records import Article, Entry, Outlet, Page
from fetch.client import PoliteClient
from fetch.pace import next_look

MAX_SITEMAP_CHILDREN = 5
# An answer that will not change soon: the page is asked again after this many intervals, growing.
_RETRY_PAGE = timedelta(hours=1)
_GONE = {"not found", "gone", "unavailable for legal reasons"}
_BLOCKED = ("payment required", "forbidden", "login needed", "disallowed by robots.txt", "not a public address")
# A longer validator is a mistake or an attack; without one the page is simply fetched whole.
_MAX_VALIDATOR = 1000


@dataclass(frozen=True, slots=True)
class Discovery:
    """What a source offered. `entries` is empty where it had nothing new to say."""

    outlet: Outlet
    state: OutletState
    entries: tuple[Entry, ...] = ()
    rows: tuple[FetchRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A page to fetch, with what is known of it."""

    url: str
    state: PageState | None = None


@dataclass(slots=True)
class Harvest:
    """What fetching an outlet's pages brought; grows page by page."""

    outlet: Outlet
    rows: list[FetchRow] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Round:
    """What every fetch of one run shares."""

    run_id: str
    at: datetime
    look_back: timedelta
    recheck: timedelta


# ---------------------------------------------------------------------------------------------------------- discovery


async def discover(outlet: Outlet, state: OutletState, client: PoliteClient, round_: Round) -> Discovery:
    """Asks the outlet's source for entries. A failure is an outcome and never an exception."""
    started = time.monotonic()
    try:
        page = await client.get(outlet.source, etag=state.etag, last_modified=state.last_modified)
        entries = () if page.status == 304 else await _entries(outlet, page, client)
    except (FetchError, FeedError) as exc:
        return _failed_discovery(outlet, state, round_, exc, _ms(started))
    fresh = tuple(_distinct(entry for entry in entries if _is_recent(entry, round_)))
    row = _row(
        round_, outlet, outlet.source, page, outcome="not modified" if page.status == 304 else "ok", ms=_ms(started)
    )
    # The validators are those of the answer that was read whole: an index of sitemaps says nothing of its children.
    keep = outlet.sitemap is None
    dates = [entry.published for entry in fresh if entry.published]
    new_state = replace(
        state,
        etag=(_validator(page, "etag") or (state.etag if page.status == 304 else None)) if keep else None,
        last_modified=(_validator(page, "last-modified") or (state.last_modified if page.status == 304 else None))
        if keep
        else None,
        failures=0,
        last_attempt=round_.at,
        last_success=round_.at,
        last_error=None,
        newest_entry=max([*dates, *([state.newest_entry] if state.newest_entry else [])], default=None),
        items=len(entries) if page.status != 304 else state.items,
        next_due=next_look(round_.at, every=timedelta(minutes=outlet.every_minutes), failures=0, quiet_looks=0),
    )
    return Discovery(outlet, new_state, fresh, (row,))


async def _entries(outlet: Outlet, page: Page, client: PoliteClient) -> tuple[Entry, ...]:
    if outlet.feed:
        return tuple(parse_feed(page.body, page.url))
    if outlet.listing:
        return tuple(parse_listing(page.body, page.url))
    sitemap = parse_sitemap(page.body, page.url)
    found = list(sitemap.entries)
    # The newest children stand first or last, by taste of the publisher: news sitemaps first, then both ends.
    children = sorted(sitemap.children, key=lambda url: "news" not in url)
    for child in children[:MAX_SITEMAP_CHILDREN]:
        answer = await client.get(child)
        found.extend(parse_sitemap(answer.body, answer.url).entries)
    return tuple(found)


def _failed_discovery(
    outlet: Outlet, state: OutletState, round_: Round, exc: FetchError | FeedError, ms: int
) -> Discovery:
    failures = state.failures + 1
    retry_after_s = exc.retry_after_s if isinstance(exc, FetchError) else None
    due = next_look(
        round_.at,
        every=timedelta(minutes=outlet.every_minutes),
        failures=failures,
        quiet_looks=0,
        retry_after_s=retry_after_s,
    )
    new_state = replace(
        state, failures=failures, last_attempt=round_.at, last_error=exc.reason, next_due=due, outlet=outlet.id
    )
    status = exc.status if isinstance(exc, FetchError) else None
    outcome = "blocked" if exc.reason.startswith(_BLOCKED) else "failed"
    row = FetchRow(round_.run_id, outlet.id, outlet.source, round_.at, status, outcome, 0, ms, exc.reason)
    return Discovery(outlet, new_state, (), (row,))


def _is_recent(entry: Entry, round_: Round) -> bool:
    return entry.published is None or entry.published >= round_.at - round_.look_back


def _distinct(entries: Iterable[Entry]) -> list[Entry]:
    """One entry per page. The address stays as the source gives it: the normalised one is a key, not an address."""
    seen: dict[str, Entry] = {}
    for entry in entries:
        seen.setdefault(normalise_url(entry.url), replace(entry, url=urldefrag(entry.url).url))
    return list(seen.values())


# ----------------------------------------------------------------------------------------------------------- fetching


async def harvest(outlet: Outlet, targets: Sequence[Target], client: PoliteClient, round_: Round) -> Harvest:
    """Fetches and reads pages of one outlet, one after the other. Each page costs itself only."""
    found = Harvest(outlet)
    for target in targets:
        await _harvest_page(found, target, client, round_)
    return found


async def _harvest_page(found: Harvest, target: Target, client: PoliteClient, round_: Round) -> None:
    started, known = time.monotonic(), target.state
    try:
        page = await client.get(
            target.url, etag=known.etag if known else None, last_modified=known.last_modified if known else None
        )
    except FetchError as exc:
        found.rows.append(_failed_page(found.outlet, target, round_, exc, _ms(started)))
        return
    outcome, reason, article = _read(found, page, known)
    row = _row(round_, found.outlet, target.url, page, outcome=outcome, ms=_ms(started))
    unchanged = outcome in ("not modified", "unchanged")
    found.rows.append(
        replace(
            row,
            reason=reason,
            etag=row.etag or (known.etag if known and unchanged else None),
            last_modified=row.last_modified or (known.last_modified if known and unchanged else None),
            body_hash=row.body_hash or (known.body_hash if known else None),
            article_url=article.url if article else None,
            next_due=round_.at + round_.recheck,
        )
    )
    if article is not None:
        found.articles.append(article)
    if outcome not in ("not modified", "unchanged"):
        found.pages.append(page)


def _read(found: Harvest, page: Page, known: PageState | None) -> tuple[str, str | None, Article | None]:
    """What the answer is: (outcome, reason, article)."""
    if page.status == 304:
        return "not modified", None, None
    if known and known.body_hash == _hash(page.body):
        return "unchanged", None, None
    if not looks_relevant(page.body):
        return "skipped", "no word of AI in film or television", None
    try:
        return "ok", None, extract_article(page, outlet=found.outlet.id)
    except PageError as exc:
        return "not an article", exc.reason, None


def _failed_page(outlet: Outlet, target: Target, round_: Round, exc: FetchError, ms: int) -> FetchRow:
    attempts = (target.state.attempts if target.state else 0) + 1
    due = next_look(round_.at, every=_RETRY_PAGE, failures=attempts, quiet_looks=0, retry_after_s=exc.retry_after_s)
    outcome = "gone" if exc.reason in _GONE else "blocked" if exc.reason.startswith(_BLOCKED) else "failed"
    return FetchRow(
        round_.run_id, outlet.id, target.url, round_.at, exc.status, outcome, 0, ms, exc.reason, next_due=due
    )


def _row(round_: Round, outlet: Outlet, url: str, page: Page, *, outcome: str, ms: int) -> FetchRow:
    return FetchRow(
        run_id=round_.run_id,
        outlet=outlet.id,
        url=url,
        at=round_.at,
        status=page.status,
        outcome=outcome,
        bytes=len(page.body),
        ms=ms,
        etag=_validator(page, "etag"),
        last_modified=_validator(page, "last-modified"),
        body_hash=_hash(page.body) if page.body else None,
    )


def _validator(page: Page, name: str) -> str | None:
    value = page.header(name)
    return value if value and len(value) <= _MAX_VALIDATOR else None


def _hash(body: bytes) -> str:
    return sha256(body).hexdigest()[:32]


def _ms(started: float) -> int:
    return round((time.monotonic() - started) * 1000)

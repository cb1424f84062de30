"""One outlet's source, asked for entries: network and reading, no database and no Prefect."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import urldefrag

from db.fetches import FetchRow
from db.outlets import OutletState
from extractors.article import extract_article
from extractors.errors import FeedError, FetchError, PageError
from extractors.links import is_about, normalise_url, parse_feed, parse_listing, parse_sitemap
from extractors.records import Entry, Outlet, Page
from fetch.caching import fresh_for_s
from fetch.client import PoliteClient
from fetch.pace import next_look
from flows.harvest import BLOCKED, Round, elapsed_ms, fetch_row, validator
from flows.mishaps import tell_mishap

MAX_SITEMAP_CHILDREN = 5
# What stands between a program and a source that answers 200.
_WALLS = ("login wall", "consent wall", "bot check")


@dataclass(frozen=True, slots=True)
class Discovery:
    """What a source offered. `entries` is empty where it had nothing new to say.

    `least_pause_s` is how long its answer says that it stays as it is.
    """

    outlet: Outlet
    state: OutletState
    entries: tuple[Entry, ...] = ()
    rows: tuple[FetchRow, ...] = ()
    least_pause_s: float | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """What an answer listed; `whole` where all of it stood in that one answer."""

    entries: tuple[Entry, ...] = ()
    whole: bool = True


async def discover(outlet: Outlet, state: OutletState, client: PoliteClient, round_: Round) -> Discovery:
    """Asks the outlet's source for entries. A failure is an outcome and never an exception."""
    started = time.monotonic()
    try:
        return await _ask(outlet, state, client, round_, started)
    except (FetchError, FeedError) as exc:
        failure = exc
    except Exception as exc:  # noqa: BLE001 - a mistake of ours that one source brings out costs that source, not the run
        return stumbled(outlet, state, round_, exc, work="read")
    return _failed(outlet, state, round_, failure, elapsed_ms(started))


def stumbled(
    outlet: Outlet, state: OutletState, round_: Round, error: Exception, *, work: Literal["read", "saved"]
) -> Discovery:
    """What is left of an outlet that brought out a mistake of ours: told, a failure, and asked again later."""
    return _failed(outlet, state, round_, FeedError(outlet.source, tell_mishap(outlet.source, work, error)), 0)


async def _ask(outlet: Outlet, state: OutletState, client: PoliteClient, round_: Round, started: float) -> Discovery:
    """What the source answered. Raises FetchError, FeedError."""
    page = await client.get(outlet.source, etag=state.etag, last_modified=state.last_modified)
    listed = Listed() if page.status == 304 else await read_source(outlet, page, client, now=round_.at)
    is_same = page.status == 304
    recent = [entry for entry in listed.entries if _is_recent(entry, round_)]
    fresh = tuple(_distinct(entry for entry in recent if is_about(entry, outlet.topic)))
    # Its rhythm is that of everything that it publishes.
    dates = [entry.published for entry in recent if entry.published]
    new_state = replace(
        state,
        # Validators are kept of an answer that held everything: an index of sitemaps says nothing of its children.
        etag=(validator(page, "etag") or (state.etag if is_same else None)) if listed.whole else None,
        last_modified=(validator(page, "last-modified") or (state.last_modified if is_same else None))
        if listed.whole
        else None,
        failures=0,
        last_attempt=round_.at,
        last_success=round_.at,
        last_error=None,
        robots=None,
        newest_entry=max([*dates, *([state.newest_entry] if state.newest_entry else [])], default=None),
        items=state.items if is_same else len(listed.entries),
    )
    outcome = "not modified" if is_same else "ok"
    row = fetch_row(round_, outlet, outlet.source, page, outcome=outcome, ms=elapsed_ms(started))
    found = Discovery(outlet, new_state, fresh, (row,), fresh_for_s(page, round_.at))
    return schedule(found, round_, quiet_looks=0, has_news=bool(fresh))


def schedule(discovery: Discovery, round_: Round, *, quiet_looks: int, has_news: bool) -> Discovery:
    """The discovery with the moment of the next look: later for a source that was quiet for `quiet_looks` looks before.

    A source that was not asked, or that failed, keeps the moment that it has.
    """
    if not discovery.rows or discovery.state.failures:
        return discovery
    due = next_look(
        round_.at,
        every=timedelta(minutes=discovery.outlet.every_minutes),
        failures=0,
        quiet_looks=0 if has_news else quiet_looks + 1,
        retry_after_s=discovery.least_pause_s,
    )
    return replace(discovery, state=replace(discovery.state, next_due=due))


async def read_source(outlet: Outlet, page: Page, client: PoliteClient, *, now: datetime) -> Listed:
    """The entries of a source's answer, those of a sitemap's children too. Raises FeedError, FetchError."""
    try:
        if outlet.feed:
            return Listed(tuple(parse_feed(page.body, page.url, now=now)))
        if outlet.listing:
            return Listed(tuple(parse_listing(page.body, page.url, now=now)))
        return await _read_sitemap(page, client, now)
    except FeedError as exc:
        wall = _find_wall(page)
        if wall:
            raise FeedError(page.url, f"blocked by a {wall}") from exc
        raise


async def _read_sitemap(page: Page, client: PoliteClient, now: datetime) -> Listed:
    sitemap = parse_sitemap(page.body, page.url, now=now)
    found = list(sitemap.entries)
    failure: FetchError | FeedError | None = None
    # The newest children stand first or last, by taste of the publisher: news sitemaps first.
    children = sorted(sitemap.children, key=lambda url: "news" not in url)
    for child in children[:MAX_SITEMAP_CHILDREN]:
        try:
            answer = await client.get(child)
            found.extend(parse_sitemap(answer.body, answer.url, now=now).entries)
        except (FetchError, FeedError) as exc:
            failure = exc
            if isinstance(exc, FetchError) and exc.status == 429:
                break
    if failure is not None and not found:
        raise failure
    return Listed(tuple(found), whole=not sitemap.children)


def _find_wall(page: Page) -> str | None:
    """The wall that an answer is, where it is a page in place of the source."""
    try:
        extract_article(page)
    except PageError as exc:
        return exc.reason if exc.reason in _WALLS else None
    return None


def _failed(outlet: Outlet, state: OutletState, round_: Round, exc: FetchError | FeedError, ms: int) -> Discovery:
    failures = state.failures + 1
    status = exc.status if isinstance(exc, FetchError) else None
    due = next_look(
        round_.at,
        every=timedelta(minutes=outlet.every_minutes),
        failures=failures,
        quiet_looks=0,
        retry_after_s=exc.retry_after_s if isinstance(exc, FetchError) else None,
    )
    reason = exc.reason if status is None or str(status) in exc.reason else f"{exc.reason} ({status})"
    new_state = replace(
        state,
        failures=failures,
        last_attempt=round_.at,
        last_error=reason,
        robots=exc.reason if "robots.txt" in exc.reason else None,
        next_due=due,
    )
    outcome = "blocked" if exc.reason.startswith((*BLOCKED, "blocked")) else "failed"
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

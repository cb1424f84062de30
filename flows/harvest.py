"""One outlet's pages, fetched and read: network and reading, no database and no Prefect."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from db.articles import article_table
from db.fetches import FAILED, FetchRow, PageState
from db.ids import article_id
from extractors.article import extract_article
from extractors.errors import FetchError, PageError
from extractors.gate import looks_relevant
from extractors.records import Article, Outlet, Page
from fetch.caching import is_sendable
from fetch.client import PoliteClient
from fetch.pace import next_look
from flows.mishaps import tell_mishap
from flows.own_addresses import Found

BLOCKED = ("payment required", "forbidden", "login needed", "disallowed by robots.txt", "not a public address")
_GONE = {"not found", "gone", "unavailable for legal reasons"}
# What a host answers, and not one page of it: after so many in a row the rest of its pages wait.
_HOST_FAILURES = {
    "timed out",
    "no connection",
    "unknown host",
    "TLS error",
    "certificate error",
    "broken answer",
    "payment required",
    "forbidden",
    "login needed",
}
_MAX_HOST_FAILURES = 5
_RETRY_PAGE = timedelta(hours=1)
# Outcomes of a page whose last answer was read as an article.
_READ = ("ok", "unchanged", "not modified")
# A page that is gone is asked for again on the next days, in case it was a mistake.
_RETRY_GONE = timedelta(days=1)
_GIVE_UP_GONE = 3
# Corrections come early: from this age on a page is asked again ever more rarely.
_YOUNG = timedelta(days=2)
# A longer validator is a mistake or an attack, and some cannot be sent; without one the page is simply fetched whole.
_MAX_VALIDATOR = 1000


@dataclass(frozen=True, slots=True)
class Target:
    """A page to fetch, with what is known of it."""

    url: str
    state: PageState | None = None
    first_seen: datetime | None = None


@dataclass(slots=True)
class Harvest:
    """What fetching an outlet's pages brought; grows page by page.

    Every row with an `article_url` has its article, in the same order.
    """

    outlet: Outlet
    rows: list[FetchRow] = field(default_factory=list)
    articles: list[Found] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Round:
    """What every fetch of one run shares."""

    run_id: str
    at: datetime
    look_back: timedelta
    recheck: timedelta


@dataclass(slots=True)
class _Host:
    """How one host has answered in this round; `wait` is set when it is not to be asked any more."""

    failures: int = 0
    wait: timedelta | None = None
    reason: str = ""


async def harvest(outlet: Outlet, targets: Sequence[Target], client: PoliteClient, round_: Round) -> Harvest:
    """Fetches and reads pages of one outlet, one after the other. Each page costs itself only.

    A host that asks for a pause (429, Retry-After) or fails time and again is left alone: the rest of its pages is
    put off to a later run.
    """
    found = Harvest(outlet)
    hosts: dict[str, _Host] = {}
    for target in targets:
        host = hosts.setdefault(_host(target.url), _Host())
        if host.wait is not None:
            due = round_.at + host.wait
            found.rows.append(put_off(outlet, target.url, round_, due=due, reason=f"waiting: {host.reason}"))
            continue
        error = await _harvest_page(found, target, client, round_)
        if error is None:
            host.failures = 0
        else:
            _judge_host(host, error)
    return found


def put_off(outlet: Outlet, url: str, round_: Round, *, due: datetime, reason: str) -> FetchRow:
    """The row of a page that was not asked for in this round and is to be in a later one."""
    return FetchRow(round_.run_id, outlet.id, url, round_.at, None, "put off", reason=reason, next_due=due)


def _judge_host(host: _Host, error: FetchError) -> None:
    host.reason = error.reason
    if error.status == 429 or error.retry_after_s is not None:
        host.wait = timedelta(seconds=error.retry_after_s or 0) or _RETRY_PAGE
        return
    server_error = error.status is not None and error.status >= 500
    host.failures = host.failures + 1 if server_error or error.reason in _HOST_FAILURES else 0
    if host.failures >= _MAX_HOST_FAILURES:
        host.wait = _RETRY_PAGE


async def _harvest_page(found: Harvest, target: Target, client: PoliteClient, round_: Round) -> FetchError | None:
    started, known = time.monotonic(), target.state
    home = known.article_url if known else None
    try:
        page = await _fetch(target, client)
    except FetchError as exc:
        found.rows.append(_failed_page(found.outlet, target, round_, exc, elapsed_ms(started)))
        return exc
    unchanged = page.status == 304 or (known is not None and known.body_hash == hash_body(page.body))
    if unchanged and _was_read(known):
        outcome, reason, article = "not modified" if page.status == 304 else "unchanged", None, None
    else:
        outcome, reason, article = read_page(page, found.outlet, home=home)
    row = fetch_row(round_, found.outlet, target.url, page, outcome=outcome, ms=elapsed_ms(started))
    found.rows.append(
        replace(
            row,
            reason=reason,
            etag=row.etag or (known.etag if known and unchanged else None),
            last_modified=row.last_modified or (known.last_modified if known and unchanged else None),
            body_hash=row.body_hash or (known.body_hash if known else None),
            article_url=article.url if article else None,
            next_due=_next_ask(outcome, target, round_),
        )
    )
    if article is not None:
        found.articles.append(Found(article, page.url, home))
    if not unchanged:
        found.pages.append(page)
    return None


async def _fetch(target: Target, client: PoliteClient) -> Page:
    """The page, or 304 where it was read as an article when last asked for. Raises FetchError and nothing else."""
    known = target.state if _was_read(target.state) else None
    try:
        return await client.get(
            target.url, etag=known.etag if known else None, last_modified=known.last_modified if known else None
        )
    except FetchError:
        raise
    except Exception as exc:  # a mistake of ours that one answer brings out costs that page, not the run
        raise FetchError(target.url, tell_mishap(target.url, "fetched", exc)) from exc


def _was_read(known: PageState | None) -> bool:
    """Whether the last answer was read as an article: of any other page the same bytes are read again."""
    return known is not None and known.article_url is not None and known.outcome in _READ


def read_page(page: Page, outlet: Outlet, *, home: str | None = None) -> tuple[str, str | None, Article | None]:
    """What the page says: (outcome, reason, article). Where it does not name its language, it is the outlet's.

    `home` is the address under which its article went before: if that is the page's own, it stays there, whatever the
    page names (see `keep_apart`).
    """
    try:
        outcome, reason, article = _read(page, outlet)
        if article is not None:
            if home == page.url:
                article = replace(article, url=page.url)
            # What no database takes is found out here, where it costs one page.
            article_table({article_id(article.url): article})
    except Exception as exc:  # noqa: BLE001 - a mistake of ours that one page brings out costs that page, not the run
        return "failed", tell_mishap(page.url, "read", exc), None
    return outcome, reason, article


def _read(page: Page, outlet: Outlet) -> tuple[str, str | None, Article | None]:
    if not looks_relevant(page.body):
        return "skipped", "no word of AI in film or television", None
    try:
        article = extract_article(page, outlet=outlet.id, selectors=outlet.selectors)
    except PageError as exc:
        return "not an article", exc.reason, None
    return "ok", None, article if article.language else replace(article, language=outlet.language or None)


def _next_ask(outcome: str, target: Target, round_: Round) -> datetime | None:
    """When a page that came is asked again: after the recheck pause, longer for an older page, at last never."""
    age = _age(target, round_)
    if outcome == "skipped" or age > 4 * round_.look_back:
        return None
    if outcome in FAILED:
        return _retry(target, round_, None)
    return round_.at + round_.recheck * max(1.0, age / _YOUNG)


def _failed_page(outlet: Outlet, target: Target, round_: Round, exc: FetchError, ms: int) -> FetchRow:
    outcome = "gone" if exc.reason in _GONE else "blocked" if exc.reason.startswith(BLOCKED) else "failed"
    due: datetime | None
    if outcome == "gone":
        attempts = _attempts(target)
        due = round_.at + _RETRY_GONE * attempts if attempts < _GIVE_UP_GONE else None
    else:
        due = _retry(target, round_, exc.retry_after_s)
    return FetchRow(
        round_.run_id, outlet.id, target.url, round_.at, exc.status, outcome, 0, ms, exc.reason, next_due=due
    )


def _retry(target: Target, round_: Round, retry_after_s: float | None) -> datetime | None:
    """After pauses that double up to a day, for as long as the page is news."""
    if _age(target, round_) > round_.look_back:
        return None
    failures = _attempts(target)
    return next_look(round_.at, every=_RETRY_PAGE, failures=failures, quiet_looks=0, retry_after_s=retry_after_s)


def _attempts(target: Target) -> int:
    return (target.state.attempts if target.state else 0) + 1


def _age(target: Target, round_: Round) -> timedelta:
    return round_.at - target.first_seen if target.first_seen else timedelta(0)


def fetch_row(round_: Round, outlet: Outlet, url: str, page: Page, *, outcome: str, ms: int) -> FetchRow:
    """The row of an answer that came."""
    return FetchRow(
        run_id=round_.run_id,
        outlet=outlet.id,
        url=url,
        at=round_.at,
        status=page.status,
        outcome=outcome,
        bytes=len(page.body),
        ms=ms,
        etag=validator(page, "etag"),
        last_modified=validator(page, "last-modified"),
        body_hash=hash_body(page.body) if page.body else None,
    )


def validator(page: Page, name: str) -> str | None:
    """The answer's ETag or Last-Modified, to be sent with the next request."""
    value = page.header(name)
    return value if value and len(value) <= _MAX_VALIDATOR and is_sendable(value) else None


def hash_body(body: bytes) -> str:
    """By which a page that came again is known to be the same."""
    return sha256(body).hexdigest()[:32]


def elapsed_ms(started: float) -> int:
    """Milliseconds since a moment of the monotonic clock."""
    return round((time.monotonic() - started) * 1000)


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""

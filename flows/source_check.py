"""`dailies outlets check`: what a source answers right now. Nothing is stored."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from extractors.article import extract_article
from extractors.errors import FeedError, FetchError, PageError
from extractors.links import is_about
from extractors.markup import read_markup
from extractors.next_steps import next_step
from extractors.records import Entry, Outlet, Page
from extractors.selectors import find_unmatched
from fetch.client import PoliteClient
from flows.clients import ClientOptions, with_client
from flows.discovery import read_source
from flows.harvest import validator
from flows.mishaps import tell_mishap
from flows.source_finding import newest_of

# As in the view sources_health: silent is who is six of its own usual pauses late, and three days at least.
_MIN_DATED = 5
_LATE = 6
_MIN_SILENCE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """What one source answered.

    robots: "allowed", "allowed, N s apart", "forbidden" or "no answer". on_topic: how many items pass the outlet's
    topic filter, where it has one. unmatched: its selectors that match nothing in the newest article. validators: the
    headers that it gives;
    `answers_304` whether it then answers "not modified" (None where it was not asked). access: "free", "paywalled", or
    why the newest article could not be read. problem: why the source gives no entries.
    """

    outlet: str
    name: str
    kind: str
    url: str
    reachable: bool = False
    status: int | None = None
    items: int = 0
    newest: datetime | None = None
    silent: bool = False
    validators: tuple[str, ...] = ()
    answers_304: bool | None = None
    robots: str = "no answer"
    on_topic: int | None = None
    unmatched: tuple[str, ...] = ()
    access: str | None = None
    problem: str | None = None
    next_step: str = ""


async def check_sources(
    outlets: Sequence[Outlet], options: ClientOptions, *, at_once: int, tell: Callable[[SourceCheck], None]
) -> list[SourceCheck]:
    """Checks many side by side, each with a client of its own; `tell` hears of each as it is done."""
    slots = asyncio.Semaphore(at_once)

    async def check_one(outlet: Outlet) -> SourceCheck:
        async with slots:
            check = await with_client(
                options, lambda client: check_source(outlet, client, now=options.at), pause_s=outlet.pause_s
            )
            tell(check)
            return check

    return list(await asyncio.gather(*map(check_one, outlets)))


async def check_source(outlet: Outlet, client: PoliteClient, *, now: datetime) -> SourceCheck:
    """Asks for robots.txt, the source (once more with its validators) and its newest article."""
    kind = "feed" if outlet.feed else "sitemap" if outlet.sitemap else "listing"
    check = SourceCheck(outlet.id, outlet.name, kind, outlet.source)
    try:
        check = replace(check, robots=await _ask_robots(outlet.source, client))
        page = await client.get(outlet.source)
        check = replace(check, reachable=True, status=page.status, validators=_validators(page))
        entries = (await read_source(outlet, page, client, now=now)).entries
    except FetchError as exc:
        check = replace(check, status=exc.status, reachable=exc.status is not None)
        return _with_problem(check, exc.reason)
    except FeedError as exc:
        return _with_problem(check, exc.reason)
    except Exception as exc:  # noqa: BLE001 - a mistake of ours that one source brings out costs that source
        return _with_problem(check, tell_mishap(outlet.source, "read", exc))
    check = replace(
        check,
        items=len(entries),
        newest=newest_of(entries),
        silent=is_silent([entry.published for entry in entries if entry.published], now),
        answers_304=await _ask_again(page, outlet, client) if check.validators else None,
        on_topic=sum(is_about(entry, outlet.topic) for entry in entries) if outlet.topic else None,
    )
    if not entries:
        return _with_problem(check, "lists nothing")
    access, unmatched = await _ask_newest(outlet, entries, client)
    check = replace(check, access=access, unmatched=unmatched)
    step = next_step("", state="silent") if check.silent else ""
    if check.on_topic == 0 and not step:
        step = "none of its items names a word of its topic: it may be right today, or the words are too narrow"
    if unmatched and not step:
        step = f"nothing in its newest article is {' or '.join(unmatched)}: change its selectors in dailies.toml"
    return replace(check, next_step=step or next_step(check.access or ""))


def is_silent(dates: Sequence[datetime], now: datetime) -> bool:
    """Whether whoever published at these moments has been quiet for much longer than usual."""
    if len(dates) < _MIN_DATED:
        return False
    ordered = sorted(dates)
    usual = median((later - earlier) / timedelta(hours=1) for earlier, later in pairwise(ordered))
    return now - ordered[-1] > max(_LATE * timedelta(hours=usual), _MIN_SILENCE)


def _with_problem(check: SourceCheck, reason: str) -> SourceCheck:
    return replace(check, problem=reason, next_step=next_step(reason))


async def _ask_robots(url: str, client: PoliteClient) -> str:
    robots = await client.robots_of(url)
    if not robots.allows(url, client.user_agent):
        return "forbidden"
    delay = robots.crawl_delay_s(client.user_agent)
    return f"allowed, {delay:g} s apart" if delay else "allowed"


def _validators(page: Page) -> tuple[str, ...]:
    return tuple(name for name in ("etag", "last-modified") if validator(page, name))


async def _ask_again(page: Page, outlet: Outlet, client: PoliteClient) -> bool | None:
    try:
        answer = await client.get(
            outlet.source, etag=validator(page, "etag"), last_modified=validator(page, "last-modified")
        )
    except FetchError:
        return None
    return answer.status == 304


async def _ask_newest(outlet: Outlet, entries: tuple[Entry, ...], client: PoliteClient) -> tuple[str, tuple[str, ...]]:
    """Whether the newest article can be read, and which of the outlet's selectors match nothing in it."""
    wanted = [entry for entry in entries if is_about(entry, outlet.topic)] or list(entries)
    dated = [(entry.published, entry.url) for entry in wanted if entry.published]
    newest = max(dated)[1] if dated else wanted[0].url
    try:
        page = await client.get(newest)
        article = extract_article(page, selectors=outlet.selectors)
        unmatched = find_unmatched(read_markup(page).html, outlet.selectors)
    except (FetchError, PageError) as exc:
        return exc.reason, ()
    except Exception as exc:  # noqa: BLE001 - as above
        return tell_mishap(newest, "read", exc), ()
    return ("free" if article.is_free else "paywalled"), unmatched

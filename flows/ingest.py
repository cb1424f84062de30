"""The ingest flow: discover -> fetch and read -> save -> extract -> reconcile -> publish.

The flow itself is the only writer of the database; tasks per outlet do the network, tasks per batch the extraction.
A run that is cut off leaves what it had saved; the next one completes it, since it looks for what has no claims yet.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

from prefect import flow, task
from prefect.futures import as_completed

from db.articles import StoredArticle, load_versions_without_claims, save_articles
from db.claims import save_extractions
from db.due import load_due_pages
from db.facts import reconcile
from db.fetches import FAILED, FetchRow, load_page_states, save_fetches
from db.outlets import OutletState, load_outlet_states, save_outlet_state, save_outlets
from db.publish import publish
from db.store import Store, open_store
from extractors.extract import extract_many, extractor_version
from extractors.links import normalise_url
from extractors.records import Extraction, Outlet
from fetch.client import PoliteClient
from fetch.pace import HostPace
from fetch.warc import append_pages
from flows.harvest import Discovery, Harvest, Round, Target, discover, harvest
from flows.model import pipeline_for
from flows.progress import tell
from flows.settings import Settings, load_settings

if TYPE_CHECKING:
    from spacy.language import Language

T = TypeVar("T")
BATCH = 50
# A scheduled run waits for another one that is under way.
BUSY_WAIT_S = 600.0


@dataclass(frozen=True, slots=True)
class OutletLine:
    """What one run brought of one outlet. `problem` is why its source gave nothing, or None."""

    outlet: str
    entries: int
    new: int
    changed: int
    unchanged: int
    failed: int
    problem: str | None


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What one run did."""

    run_id: str
    at: datetime
    outlets: tuple[OutletLine, ...]
    new: int
    changed: int
    unchanged: int
    failed: int
    off_topic: int
    claims: int
    facts_new: int
    facts_changed: int
    disputes: int
    copy: Path


@dataclass(frozen=True, slots=True)
class ClientOptions:
    """What a client needs of the settings; no secrets, since it travels into tasks."""

    user_agent: str
    pace: HostPace
    deadline_s: float
    allow_loopback: bool
    at: datetime
    at_once: BoundedSemaphore


def user_agent(settings: Settings) -> str:
    """Who we are, and where to reach the person who runs us."""
    contact = settings.fetching.contact or "contact not set"
    return f"Dailies/{version('dailies')} (news tracking; {contact})"


@task(name="discover", task_run_name="discover {outlet.id}")
def discover_task(outlet: Outlet, state: OutletState, options: ClientOptions, round_: Round) -> Discovery:
    """One outlet's entries."""
    with options.at_once:
        return asyncio.run(_with_client(options, lambda client: discover(outlet, state, client, round_)))


@task(name="fetch", task_run_name="fetch {outlet.id}")
def harvest_task(outlet: Outlet, targets: Sequence[Target], options: ClientOptions, round_: Round) -> Harvest:
    """One outlet's pages, read."""
    with options.at_once:
        return asyncio.run(_with_client(options, lambda client: harvest(outlet, targets, client, round_)))


@task(name="extract")
def extract_task(batch: Sequence[StoredArticle], nlp: "Language") -> list[Extraction]:
    """One batch's entities and claims."""
    return list(extract_many([stored.article for stored in batch], nlp))


async def _with_client(options: ClientOptions, work: Callable[[PoliteClient], Awaitable[T]]) -> T:
    """Each task has a client of its own: one shared client collapses under concurrency."""
    async with PoliteClient(
        user_agent=options.user_agent,
        pace=options.pace,
        clock=lambda: options.at,
        allow_loopback=options.allow_loopback,
        deadline_s=options.deadline_s,
    ) as client:
        return await work(client)


@flow(name="ingest", flow_run_name="ingest {at}", validate_parameters=False)
def ingest(config: str | None = None, at: datetime | None = None, *, wait_s: float = BUSY_WAIT_S) -> IngestReport:
    """One run over all outlets. `config` is a settings file; `at` the instant that counts as now."""
    settings = load_settings(Path(config) if config else None)
    return run_ingest(settings, at or datetime.now(UTC), wait_s=wait_s)


def run_ingest(settings: Settings, at: datetime, *, wait_s: float) -> IngestReport:
    """The straight line of one run; called inside a flow, since the stages are Prefect tasks."""
    run_id = uuid4().hex[:12]
    options = settings.fetching
    round_ = Round(run_id, at, timedelta(days=options.look_back_days), timedelta(minutes=options.recheck_minutes))
    client = ClientOptions(
        user_agent=user_agent(settings),
        pace=HostPace(options.pause_s),
        deadline_s=options.deadline_s,
        allow_loopback=options.allow_loopback,
        at=at,
        at_once=BoundedSemaphore(options.at_once),
    )
    outlets = settings.outlet_records()
    with open_store(settings.paths.database, command="ingest", wait_s=wait_s) as store:
        save_outlets(store, outlets)
        discoveries = _discover_all(store, outlets, client, round_)
        targets = _choose_targets(store, discoveries, round_, limit=options.pages_per_outlet)
        lines = _harvest_all(store, discoveries, targets, client, round_, settings)
        claims, off_topic = _extract_all(store, settings, round_)
        tell("reconcile", 0, 1)
        reconciled = reconcile(store, run_id=run_id, at=at)
        tell("reconcile", 1, 1)
        tell("publish", 0, 1)
        published = publish(store, settings.paths.published, run_id=run_id, at=at)
        tell("publish", 1, 1)
    return IngestReport(
        run_id=run_id,
        at=at,
        outlets=tuple(lines),
        new=sum(line.new for line in lines),
        changed=sum(line.changed for line in lines),
        unchanged=sum(line.unchanged for line in lines),
        failed=sum(line.failed for line in lines),
        off_topic=off_topic,
        claims=claims,
        facts_new=reconciled.new,
        facts_changed=reconciled.changed,
        disputes=reconciled.disputes,
        copy=published.copy,
    )


def _discover_all(store: Store, outlets: Sequence[Outlet], client: ClientOptions, round_: Round) -> list[Discovery]:
    """Asks every source that is due; one that is not due is passed over with the entries it still owes."""
    states = load_outlet_states(store)
    known = {outlet.id: states.get(outlet.id, OutletState(outlet.id)) for outlet in outlets}
    due = [outlet for outlet in outlets if (known[outlet.id].next_due or round_.at) <= round_.at]
    tell("discover", 0, len(due))
    futures = {discover_task.submit(outlet, known[outlet.id], client, round_): outlet for outlet in due}
    found: dict[str, Discovery] = {}
    for done, future in enumerate(as_completed(list(futures)), 1):
        outlet = futures[future]
        found[outlet.id] = future.result()
        tell("discover", done, len(due))
    return [found.get(outlet.id, Discovery(outlet, known[outlet.id])) for outlet in outlets]


def _choose_targets(
    store: Store, discoveries: Sequence[Discovery], round_: Round, *, limit: int
) -> dict[str, list[Target]]:
    """Per outlet: entries never seen, and known pages that are due. What is over the limit is put off, not lost."""
    urls = {entry.url for discovery in discoveries for entry in discovery.entries}
    states = load_page_states(store, urls)
    taken: set[str] = set()
    chosen: dict[str, list[Target]] = {}
    for discovery in discoveries:
        outlet = discovery.outlet.id
        due = load_due_pages(store, outlet, at=round_.at, since=round_.at - 4 * round_.look_back, limit=limit)
        fresh = [Target(entry.url) for entry in discovery.entries if entry.url not in states]
        targets = []
        for target in [*fresh, *(Target(page.url, page) for page in due)]:
            key = normalise_url(target.url)
            if key not in taken:
                taken.add(key)
                targets.append(target)
        chosen[outlet] = targets[:limit]
        put_off = [
            FetchRow(
                round_.run_id,
                outlet,
                target.url,
                round_.at,
                None,
                "put off",
                reason="over the limit of one run",
                next_due=round_.at,
            )
            for target in targets[limit:]
            if target.state is None
        ]
        save_fetches(store, put_off)
    return chosen


def _harvest_all(
    store: Store,
    discoveries: Sequence[Discovery],
    targets: dict[str, list[Target]],
    client: ClientOptions,
    round_: Round,
    settings: Settings,
) -> list[OutletLine]:
    """Fetches all outlets side by side, and saves each as it comes in: an interruption costs what is under way."""
    pages = sum(len(chosen) for chosen in targets.values())
    tell("fetch", 0, pages)
    futures = {
        harvest_task.submit(discovery.outlet, targets[discovery.outlet.id], client, round_): discovery
        for discovery in discoveries
    }
    lines: dict[str, OutletLine] = {}
    done = 0
    for future in as_completed(list(futures)):
        discovery = futures[future]
        lines[discovery.outlet.id] = _save_outlet(store, discovery, future.result(), round_, settings)
        done += len(targets[discovery.outlet.id])
        tell("fetch", done, pages)
    return [lines[discovery.outlet.id] for discovery in discoveries]


def _save_outlet(
    store: Store, discovery: Discovery, harvest_: Harvest, round_: Round, settings: Settings
) -> OutletLine:
    """Pages first, then articles, then states: a state must never promise what was not stored."""
    append_pages(settings.paths.pages, harvest_.pages)
    saved = save_articles(store, harvest_.articles, run_id=round_.run_id, at=round_.at)
    save_fetches(store, [*discovery.rows, *harvest_.rows])
    save_outlet_state(store, discovery.state)
    outcomes = [article.outcome for article in saved]
    words = [row.outcome for row in harvest_.rows]
    return OutletLine(
        outlet=discovery.outlet.name,
        entries=len(discovery.entries),
        new=outcomes.count("new"),
        changed=outcomes.count("changed"),
        unchanged=outcomes.count("unchanged") + words.count("not modified") + words.count("unchanged"),
        failed=sum(word in FAILED for word in words),
        problem=discovery.state.last_error,
    )


def _extract_all(store: Store, settings: Settings, round_: Round) -> tuple[int, int]:
    """Claims of every stored version that this extractor has not read, those of a cut-off run included."""
    nlp = pipeline_for(settings)
    extractor = extractor_version(nlp)
    waiting = load_versions_without_claims(store, extractor)
    tell("extract", 0, len(waiting))
    claims = off_topic = 0
    for start in range(0, len(waiting), BATCH):
        batch = waiting[start : start + BATCH]
        extractions = extract_task(batch, nlp)
        saved = save_extractions(store, list(zip(batch, extractions, strict=True)), run_id=round_.run_id, at=round_.at)
        claims, off_topic = claims + saved.claims, off_topic + saved.off_topic
        tell("extract", start + len(batch), len(waiting))
    return claims, off_topic

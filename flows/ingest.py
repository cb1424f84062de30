"""The ingest flow: discover -> fetch and read -> save -> extract -> reconcile -> publish.

The flow itself is the only writer of the database; tasks per outlet do the network, tasks per batch the extraction.
A run that is cut off leaves what it had saved; the next one completes it, since it looks for what has no claims yet.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from prefect import flow, task
from prefect.futures import as_completed
from prefect.runtime import deployment

from db.articles import StoredArticle
from db.outlets import OutletState, save_outlets
from db.store import Store
from extractors.records import Extraction, Outlet
from flows.clients import ClientOptions, client_options, with_client
from flows.complaints import complaining
from flows.discovery import Discovery, discover, stumbled
from flows.extraction import extract_batch, extract_waiting
from flows.finishing import open_writing, publish_copy, weigh
from flows.harvest import Harvest, Round, Target, harvest
from flows.model import pipeline_for
from flows.outlet_line import OutletLine, save_harvest
from flows.progress import tell
from flows.settings import Settings, load_settings
from flows.targets import Targets, choose_targets, load_known_states, schedule_looks

if TYPE_CHECKING:
    from spacy.language import Language

# A scheduled run waits for another one that is under way.
BUSY_WAIT_S = 600.0


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What one run did. `unread` articles brought out a mistake of ours, which the log has: they wait for the next."""

    run_id: str
    at: datetime
    outlets: tuple[OutletLine, ...]
    new: int
    changed: int
    unchanged: int
    failed: int
    off_topic: int
    claims: int
    candidates: int
    facts_new: int
    facts_changed: int
    disputes: int
    copy: Path
    unread: int = 0


@task(name="discover", task_run_name="discover {outlet.id}")
def discover_task(outlet: Outlet, state: OutletState, options: ClientOptions, round_: Round) -> Discovery:
    """One outlet's entries."""
    with options.at_once:
        work = with_client(options, lambda client: discover(outlet, state, client, round_), pause_s=outlet.pause_s)
        return asyncio.run(work)


@task(name="fetch", task_run_name="fetch {outlet.id}")
def harvest_task(outlet: Outlet, targets: Sequence[Target], options: ClientOptions, round_: Round) -> Harvest:
    """One outlet's pages, read."""
    with options.at_once:
        work = with_client(options, lambda client: harvest(outlet, targets, client, round_), pause_s=outlet.pause_s)
        return asyncio.run(work)


@task(name="extract")
def extract_task(batch: Sequence[StoredArticle], nlp: "Language") -> list[Extraction | None]:
    """One batch's entities and claims."""
    return extract_batch(batch, nlp)


def _run_name() -> str:
    return f"ingest {datetime.now(UTC):%Y-%m-%d %H:%M:%S}"


@flow(name="ingest", flow_run_name=_run_name, validate_parameters=False)
def ingest(config: str | None = None, at: datetime | None = None, *, wait_s: float = BUSY_WAIT_S) -> IngestReport:
    """One run over all outlets. `config` is a settings file; `at` the instant that counts as now."""
    with complaining("a scheduled ingest", scheduled=deployment.id is not None):
        settings = load_settings(Path(config) if config else None)
        return run_ingest(settings, at, wait_s=wait_s)


def run_ingest(settings: Settings, at: datetime | None, *, wait_s: float) -> IngestReport:
    """The straight line of one run; called inside a flow, since the stages are Prefect tasks."""
    run_id = uuid4().hex[:12]
    options = settings.fetching
    outlets = settings.outlet_records()
    with open_writing(settings, command="ingest", wait_s=wait_s) as store:
        # Not before: what a run finds that has waited for a digest would count as known while that was written, and no
        # digest would tell it.
        at = at or datetime.now(UTC)
        round_ = Round(run_id, at, timedelta(days=options.look_back_days), timedelta(minutes=options.recheck_minutes))
        client = client_options(settings, at)
        known = load_known_states(store, outlets)
        save_outlets(store, outlets)
        discoveries = _discover_all(known, outlets, client, round_)
        targets = choose_targets(store, discoveries, round_, limit=options.pages_per_outlet)
        discoveries = schedule_looks(store, discoveries, targets, round_)
        lines = _harvest_all(store, discoveries, targets, client, round_, settings)
        nlp = pipeline_for(settings)
        read = extract_waiting(store, nlp, run_id=run_id, at=at, read=extract_task)
        reconciled = weigh(store, run_id=run_id, at=at)
        published = publish_copy(store, settings.paths.published, run_id=run_id, at=at)
    return IngestReport(
        run_id=run_id,
        at=at,
        outlets=tuple(lines),
        new=sum(line.new for line in lines),
        changed=sum(line.changed for line in lines),
        unchanged=sum(line.unchanged for line in lines),
        failed=sum(line.failed for line in lines),
        off_topic=read.off_topic,
        claims=read.claims,
        candidates=read.candidates,
        facts_new=reconciled.new,
        facts_changed=reconciled.changed,
        disputes=reconciled.disputes,
        copy=published.copy,
        unread=read.unread,
    )


def _discover_all(
    known: dict[str, OutletState], outlets: Sequence[Outlet], client: ClientOptions, round_: Round
) -> list[Discovery]:
    """Asks every source that is due; one that is not due is passed over with the entries it still owes."""
    due = [outlet for outlet in outlets if (known[outlet.id].next_due or round_.at) <= round_.at]
    tell("discover", 0, len(due))
    futures = {discover_task.submit(outlet, known[outlet.id], client, round_): outlet for outlet in due}
    found: dict[str, Discovery] = {}
    for done, future in enumerate(as_completed(list(futures)), 1):
        outlet = futures[future]
        try:
            found[outlet.id] = future.result()
        except Exception as exc:  # noqa: BLE001 - a mistake of ours that one source brings out costs that source
            found[outlet.id] = stumbled(outlet, known[outlet.id], round_, exc, work="read")
        tell("discover", done, len(due))
    return [found.get(outlet.id, Discovery(outlet, known[outlet.id])) for outlet in outlets]


def _harvest_all(
    store: Store,
    discoveries: Sequence[Discovery],
    targets: Targets,
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
        lines[discovery.outlet.id] = save_harvest(store, discovery, future.result, round_, settings)
        done += len(targets[discovery.outlet.id])
        tell("fetch", done, pages)
    return [lines[discovery.outlet.id] for discovery in discoveries]

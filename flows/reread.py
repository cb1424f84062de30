"""`dailies reread`: every page that was kept, read again with the present reader. No request, no Prefect.

A page is a version of its article as of the moment when it was fetched. Where the present reader finds another text
in the newest page of an article, that becomes a new version, known since then: tomorrow's digest does not report it.
Older pages, which the outlet itself has replaced, stay as they were read. Into an empty database the whole history
comes back, version by version.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby, islice
from pathlib import Path
from uuid import uuid4

from db.articles import save_articles
from db.fetches import FAILED, load_page_states
from db.ids import article_id, content_id, version_id
from db.outlets import save_outlets
from db.rereading import RUN_PREFIX, Reading, load_current_versions, save_readings
from db.store import Store
from extractors.records import Article, Outlet, Page
from extractors.urls import site_of
from fetch.warc import count_pages, read_pages
from fetch.warc_members import Damage
from flows.extraction import extract_waiting
from flows.finishing import open_writing, publish_copy, weigh
from flows.harvest import hash_body, read_page
from flows.model import pipeline_for
from flows.own_addresses import Found, keep_apart
from flows.progress import tell
from flows.settings import Settings

BATCH = 50


@dataclass(frozen=True, slots=True)
class RereadReport:
    """What reading again came to. `mended` pages were read as something else before, `failed` ones are no articles,
    or brought out a mistake of ours (then the log has it).

    `damaged` names the stretches of the archive that cannot be read; `unread` articles wait for the next run, since
    reading claims out of them brought out a mistake of ours.
    """

    run_id: str
    pages: int
    new: int
    changed: int
    unchanged: int
    mended: int
    failed: int
    skipped: int
    damaged: tuple[str, ...]
    claims: int
    candidates: int
    facts_new: int
    facts_changed: int
    copy: Path
    unread: int = 0


@dataclass(slots=True)
class Tally:
    """Counts of pages and of what they were read as; grows batch by batch."""

    pages: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    mended: int = 0
    failed: int = 0
    skipped: int = 0
    damaged: list[Damage] = field(default_factory=list)


def run_reread(settings: Settings, at: datetime, *, wait_s: float) -> RereadReport:
    """Reads the archive again, extracts what has changed, reconciles and publishes. `at` is the instant of now."""
    run_id = f"{RUN_PREFIX}{uuid4().hex[:12]}"
    with open_writing(settings, command="reread", wait_s=wait_s) as store:
        save_outlets(store, settings.outlet_records())
        tally = reread_pages(store, settings, run_id=run_id, at=at)
        read = extract_waiting(store, pipeline_for(settings), run_id=run_id, at=at)
        reconciled = weigh(store, run_id=run_id, at=at)
        published = publish_copy(store, settings.paths.published, run_id=run_id, at=at)
    return RereadReport(
        run_id=run_id,
        pages=tally.pages,
        new=tally.new,
        changed=tally.changed,
        unchanged=tally.unchanged,
        mended=tally.mended,
        failed=tally.failed,
        skipped=tally.skipped,
        damaged=tuple(map(str, tally.damaged)),
        claims=read.claims,
        candidates=read.candidates,
        facts_new=reconciled.new,
        facts_changed=reconciled.changed,
        copy=published.copy,
        unread=read.unread,
    )


def reread_pages(store: Store, settings: Settings, *, run_id: str, at: datetime) -> Tally:
    """Reads every page of the archive and saves what has changed; `run_id` begins with RUN_PREFIX."""
    folder, tally = settings.paths.pages, Tally()
    homes: dict[str, str] = {}
    outlets = [outlet.record() for outlet in settings.outlets]
    # Nobody appends while the database is ours. Counting takes a tenth of the reading, and shows how far that is.
    total = count_pages(folder)
    tell("reread", 0, total)
    for moment, batch in _batches(read_pages(folder, on_damage=tally.damaged.append), at):
        _reread_batch(store, batch, outlets, tally, homes, run_id=run_id, at=moment)
        tally.pages += len(batch)
        tell("reread", tally.pages, total)
    return tally


def _batches(pages: Iterable[Page], at: datetime) -> Iterator[tuple[datetime, list[Page]]]:
    """Pages of one moment together, since that is the moment of their versions; all pages of a run share one."""
    for moment, group in groupby(pages, key=lambda page: page.fetched_at or at):
        while batch := list(islice(group, BATCH)):
            yield moment, batch


def _reread_batch(
    store: Store,
    pages: Sequence[Page],
    outlets: Sequence[Outlet],
    tally: Tally,
    homes: dict[str, str],
    *,
    run_id: str,
    at: datetime,
) -> None:
    """`homes` says for the addresses of pages where their articles went; it grows.

    A lost record has no states that say it.
    """
    known = load_page_states(store, [page.requested_url or page.url for page in pages])
    declared = {outlet.id: outlet for outlet in outlets}
    sites = {site_of(outlet.source): outlet.id for outlet in sorted(outlets, key=lambda outlet: outlet.enabled)}
    found: list[Found] = []
    readings: list[Reading] = []
    for page in pages:
        asked = page.requested_url or page.url
        site, state = site_of(page.url), known.get(asked)
        owner = state.outlet if state else sites.get(site) or site
        home = (state.article_url if state else None) or homes.get(asked)
        outcome, reason, article = read_page(page, declared.get(owner, Outlet(owner, owner, language="")), home=home)
        readings.append(Reading(asked, hash_body(page.body), outcome, reason, article.url if article else None))
        tally.failed += outcome in FAILED
        tally.skipped += outcome == "skipped"
        if article is not None:
            found.append(Found(article, page.url, home))
    articles = keep_apart(store, found)
    kept = iter(articles)
    readings = [replace(one, article_url=next(kept).url) if one.article_url else one for one in readings]
    homes |= {one.url: one.article_url for one in readings if one.article_url}
    wanted = _changed(store, articles, at)
    saved = save_articles(store, wanted, run_id=run_id, at=at)
    tally.new += sum(row.outcome == "new" for row in saved)
    tally.changed += sum(row.outcome == "changed" for row in saved)
    tally.unchanged += len(articles) - len(saved)
    tally.mended += save_readings(store, readings)


def _changed(store: Store, articles: Sequence[Article], at: datetime) -> list[Article]:
    """Those that read otherwise than their current version, and were not replaced by the outlet since.

    Of two renderings of one article the later one counts, as where they are saved.
    """
    latest = {article_id(article.url): article for article in articles}
    current = load_current_versions(store, latest)
    wanted = []
    for id_, article in latest.items():
        known = current.get(id_)
        # An archive knows seconds, the record microseconds.
        if known is None or (
            content_id(known.version_id) != version_id(id_, article) and at >= known.last_seen.replace(microsecond=0)
        ):
            wanted.append(article)
    return wanted

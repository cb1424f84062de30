"""What one run brought of one outlet, saved."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from db.articles import save_articles
from db.fetches import FAILED, save_fetches
from db.outlets import save_outlet_state
from db.store import Store
from fetch.warc import append_pages
from flows.discovery import Discovery, stumbled
from flows.harvest import Harvest, Round
from flows.own_addresses import keep_apart
from flows.saved_extractions import OF_THE_RECORD
from flows.settings import Settings


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


def save_harvest(
    store: Store, discovery: Discovery, harvest: Callable[[], Harvest], round_: Round, settings: Settings
) -> OutletLine:
    """As `save_outlet`, where what waits for the harvest or saving it brings out a mistake of ours: that costs this
    outlet, which is asked again later for everything that it lists."""
    try:
        return save_outlet(store, discovery, harvest(), round_, settings)
    except OF_THE_RECORD:
        raise
    except Exception as exc:  # noqa: BLE001 - see above
        anew = replace(discovery.state, etag=None, last_modified=None)
        failed = stumbled(discovery.outlet, anew, round_, exc, work="saved")
        return save_outlet(store, failed, Harvest(discovery.outlet), round_, settings)


def save_outlet(store: Store, discovery: Discovery, harvest: Harvest, round_: Round, settings: Settings) -> OutletLine:
    """Pages first, then articles, then states: a state must never promise what was not stored."""
    append_pages(settings.paths.pages, harvest.pages)
    articles = keep_apart(store, harvest.articles)
    saved = save_articles(store, articles, run_id=round_.run_id, at=round_.at)
    kept = iter(articles)
    rows = [replace(row, article_url=next(kept).url) if row.article_url else row for row in harvest.rows]
    save_fetches(store, [*discovery.rows, *rows])
    save_outlet_state(store, discovery.state)
    outcomes = [article.outcome for article in saved]
    words = [row.outcome for row in harvest.rows]
    return OutletLine(
        outlet=discovery.outlet.name,
        entries=len(discovery.entries),
        new=outcomes.count("new"),
        changed=outcomes.count("changed"),
        unchanged=outcomes.count("unchanged") + words.count("not modified") + words.count("unchanged"),
        failed=sum(word in FAILED for word in words),
        problem=discovery.state.last_error,
    )

"""What one run brought of one outlet, saved."""

from dataclasses import dataclass, replace

from db.articles import save_articles
from db.fetches import FAILED, save_fetches
from db.outlets import save_outlet_state
from db.store import Store
from fetch.warc import append_pages
from flows.discovery import Discovery
from flows.harvest import Harvest, Round
from flows.own_addresses import keep_apart
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

"""Which outlets and pages one run asks, and when it is their turn again."""

from collections.abc import Sequence

from db.due import load_due_pages
from db.fetches import PageState, load_page_states, save_fetches
from db.known_pages import load_known_keys
from db.outlets import OutletState, load_outlet_states
from db.rhythm import load_declared_sources, load_first_seen, load_quiet_looks
from db.store import Store
from extractors.links import normalise_url
from extractors.records import Outlet
from flows.discovery import Discovery, schedule
from flows.harvest import Round, Target, put_off

Targets = dict[str, list[Target]]


def load_known_states(store: Store, outlets: Sequence[Outlet]) -> dict[str, OutletState]:
    """The states by outlet id. An outlet whose address was changed starts anew."""
    states, sources = load_outlet_states(store), load_declared_sources(store)
    return {
        outlet.id: states[outlet.id]
        if outlet.id in states and sources.get(outlet.id) == outlet.source
        else OutletState(outlet.id)
        for outlet in outlets
    }


def choose_targets(store: Store, discoveries: Sequence[Discovery], round_: Round, *, limit: int) -> Targets:
    """Per outlet: entries never seen, and known pages that are due. What is over the limit is put off, not lost.

    A page is told by its normalised address: one that was met before, whenever and through whichever outlet, is known.
    One that waits under an outlet that this run does not have (it was removed, or its id changed) goes over to the
    first that lists it.
    """
    taken, orphans = _known_among(store, discoveries)
    chosen: Targets = {}
    for discovery in discoveries:
        outlet = discovery.outlet
        fresh: list[Target] = []
        adopted: list[PageState] = []
        for entry in discovery.entries:
            key = normalise_url(entry.url)
            if key in orphans:
                adopted.append(orphans.pop(key))
            elif key not in taken:
                taken.add(key)
                fresh.append(Target(entry.url))
        _adopt(store, outlet, adopted, round_)
        due = load_due_pages(store, outlet.id, at=round_.at, since=round_.at - 4 * round_.look_back, limit=limit)
        ages = load_first_seen(store, [page.url for page in due])
        known = {normalise_url(page.url): Target(page.url, page, ages.get(page.url)) for page in due}
        chosen[outlet.id] = [*fresh, *known.values()][:limit]
        late = fresh[limit:]
        save_fetches(
            store,
            [put_off(outlet, page.url, round_, due=round_.at, reason="over the limit of one run") for page in late],
        )
    return chosen


def _known_among(store: Store, discoveries: Sequence[Discovery]) -> tuple[set[str], dict[str, PageState]]:
    """The normalised addresses of pages that were met before, and of those the ones that wait for nobody."""
    urls = {entry.url for discovery in discoveries for entry in discovery.entries}
    known = load_page_states(store, urls)
    outlets = {discovery.outlet.id for discovery in discoveries}
    orphans = {normalise_url(url): page for url, page in known.items() if page.next_due and page.outlet not in outlets}
    return {normalise_url(url) for url in known} | load_known_keys(store, urls - known.keys()), orphans


def _adopt(store: Store, outlet: Outlet, pages: Sequence[PageState], round_: Round) -> None:
    """Makes the pages the outlet's; they are asked for when they would have been."""
    reason = "goes over to another outlet"
    save_fetches(
        store, [put_off(outlet, page.url, round_, due=page.next_due or round_.at, reason=reason) for page in pages]
    )


def schedule_looks(store: Store, discoveries: Sequence[Discovery], targets: Targets, round_: Round) -> list[Discovery]:
    """The discoveries with their next looks, by whether they brought anything new."""
    quiet = load_quiet_looks(store)
    return [
        schedule(
            discovery,
            round_,
            quiet_looks=quiet.get(discovery.outlet.id, 0),
            has_news=any(target.state is None for target in targets[discovery.outlet.id]),
        )
        for discovery in discoveries
    ]

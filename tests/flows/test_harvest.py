"""Outlets asked and pages fetched over several rounds: what is stored, what is asked again, and when."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import pytest

from db.fetches import FetchRow, load_page_states, save_fetches
from db.outlets import OutletState, load_outlet_states
from db.status import load_status
from db.store import Store
from demo.newsroom import Newsroom
from extractors.records import Outlet, Selectors
from fetch.warc import read_pages
from flows.clients import client_options, with_client
from flows.discovery import discover
from flows.harvest import Target, harvest
from tests.fetch.misbehaving import BEHAVIOURS, MisbehavingServer
from tests.flows.press import HOUR, NOW, Press, article_page, round_of, run_round, settings_for

DEADLINE_S = 3.0
# What takes long to send or to parse, or hangs as others do: tests.fetch.test_misbehaving has them all.
SLOW = {
    "sitemap-of-thousands",
    "feed-of-a-million",
    "gigabyte-body",
    "endless-body",
    "slow-headers",
    "endless-continues",
}
TRIED = [name for name in BEHAVIOURS if name not in SLOW]
# After these a host is not asked again in the same round.
ASK_FOR_A_PAUSE = {"429", "429-until-a-date", "429-until-soon", "429-for-ages", "429-negative", "503"}


def versions(store: Store) -> int:
    return int(store.value("SELECT count(*) FROM store.versions"))


def outcomes(store: Store) -> dict[str, str]:
    return dict(store.rows("SELECT url, outcome FROM store.pages WHERE url NOT IN (SELECT source FROM store.outlets)"))


# ------------------------------------------------------------------------------------------------- declared outlets


def test_an_outlets_own_pause_is_kept(store: Store, tmp_path: Path, press: Press) -> None:
    press.put_page("/a")
    outlet = replace(press.put_feed("/a"), pause_s=0.4)
    started = time.monotonic()
    run_round(store, settings_for(tmp_path), [outlet])
    # robots.txt, feed; robots.txt, page: the host's pause goes on from one to the other.
    assert time.monotonic() - started >= 3 * 0.4


def test_only_what_names_the_topic_is_fetched(store: Store, tmp_path: Path, press: Press) -> None:
    for path in ("/an-ai-film-in-ghent", "/the-rain-in-ghent"):
        press.put_page(path)
    outlet = replace(press.put_feed("/an-ai-film-in-ghent", "/the-rain-in-ghent"), topic=("AI",))
    (line,) = run_round(store, settings_for(tmp_path), [outlet])
    assert press.pages_asked() == ["/an-ai-film-in-ghent"]
    assert (line.entries, line.new) == (1, 1)


def test_an_outlets_selectors_read_its_pages(store: Store, tmp_path: Path, press: Press) -> None:
    press.put("/a", article_page("/a").replace("<p>The film", "<p class=odd>The film"))
    outlet = replace(press.put_feed("/a"), selectors=Selectors(title="h1", remove=("p.odd",)))
    run_round(store, settings_for(tmp_path), [outlet])
    (text,) = store.rows("SELECT text FROM store.versions")[0]
    assert "82 minutes" not in text
    assert "Ana Prieto" in text


def test_a_page_that_names_no_language_has_its_outlets(store: Store, tmp_path: Path, press: Press) -> None:
    press.put("/a", article_page("/a").replace(' lang="en"', ""))
    press.put_page("/b")
    run_round(store, settings_for(tmp_path), [replace(press.put_feed("/a", "/b"), language="fr")])
    found = store.rows(
        "SELECT v.language FROM store.articles AS a JOIN store.versions AS v ON v.id = a.version_id ORDER BY url"
    )
    assert found == [("fr",), ("en",)]


# ----------------------------------------------------------------------------------------------------- misbehaviour


T = TypeVar("T")


def side_by_side(work: Callable[[str], T]) -> dict[str, T]:
    """Every behaviour at work, each in a thread of its own as a run's tasks are."""
    with ThreadPoolExecutor(6) as pool:
        return dict(zip(TRIED, pool.map(work, TRIED), strict=True))


def test_every_misbehaviour_costs_its_own_page_only(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, deadline_s=DEADLINE_S)
    options, round_ = client_options(settings, NOW), round_of(settings, NOW)

    def fetch(name: str) -> list[str]:
        targets = [Target(server.url(name)), Target(f"{server.url('ok')}?after={name}")]
        outlet = Outlet("bad", "Bad", feed=server.url("ok"))
        found = asyncio.run(with_client(options, lambda client: harvest(outlet, targets, client, round_)))
        return [row.outcome for row in found.rows]

    with MisbehavingServer() as server:
        found = side_by_side(fetch)
    after = {name: rows[1] for name, rows in found.items() if rows[1] != "ok"}
    assert after == dict.fromkeys(ASK_FOR_A_PAUSE, "put off")
    assert {rows[0] for rows in found.values()} == {"ok", "failed", "blocked", "gone", "not an article", "skipped"}


def test_every_misbehaviour_costs_its_own_outlet_only(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, deadline_s=DEADLINE_S)
    options, round_ = client_options(settings, NOW), round_of(settings, NOW)

    def ask(name: str) -> OutletState:
        url, state = server.url(name), OutletState(name)
        outlet = Outlet(name, name, sitemap=url) if name.startswith("sitemap") else Outlet(name, name, feed=url)
        return asyncio.run(with_client(options, lambda client: discover(outlet, state, client, round_))).state

    with MisbehavingServer() as server:
        states = side_by_side(ask)
    for name, state in states.items():
        assert state.next_due is not None, name
        assert state.next_due > NOW, name
        assert (state.failures == 0) == (state.last_error is None), name
        assert state.newest_entry is None or state.newest_entry <= NOW + timedelta(days=1), name
    assert states["402"].last_error == "payment required (402)"
    assert states["login-wall"].last_error == "blocked by a login wall"
    assert states["feed-entity-bomb"].last_error == "document type refused"
    assert states["feed-duplicate-guids"].items == 20


@pytest.mark.parametrize("status", [401, 402, 403, 451])
def test_an_outlet_that_refuses_is_blocked(store: Store, tmp_path: Path, press: Press, status: int) -> None:
    outlet = replace(press.put_feed(), feed=press.put("/feed.xml", "no", status))
    run_round(store, settings_for(tmp_path), [outlet])
    (source,) = load_status(store).sources
    assert source.state == "blocked"
    assert str(status) in source.reason
    assert store.value("SELECT outcome FROM store.fetches") == ("failed" if status == 451 else "blocked")


def test_an_outlet_whose_robots_txt_forbids_it_is_blocked_and_not_asked(
    store: Store, tmp_path: Path, press: Press
) -> None:
    outlet = press.put_feed("/a")
    press.put("/robots.txt", "User-agent: *\nDisallow: /feed.xml\n")
    run_round(store, settings_for(tmp_path), [outlet])
    assert press.asked == ["/robots.txt"]
    (source,) = load_status(store).sources
    assert (source.state, source.reason) == ("blocked", "disallowed by robots.txt")


def test_a_host_that_asks_for_a_pause_gets_it(store: Store, tmp_path: Path, press: Press) -> None:
    outlet = press.put_feed("/a", "/b", "/c")
    press.put("/a", "slower", 429, retry_after="7200")
    press.put_page("/b")
    press.put_page("/c")
    settings = settings_for(tmp_path)
    run_round(store, settings, [outlet])
    assert press.pages_asked() == ["/a"]
    run_round(store, settings, [outlet], NOW + HOUR)
    assert press.pages_asked() == ["/a"]
    press.put_page("/a")
    run_round(store, settings, [outlet], NOW + 3 * HOUR)
    assert set(outcomes(store).values()) == {"ok"}


def test_a_host_that_refuses_page_after_page_is_left_alone(store: Store, tmp_path: Path, press: Press) -> None:
    outlet = press.put_feed(*(f"/{number}" for number in range(20)))
    for number in range(20):
        press.put(f"/{number}", "members only", 403)
    run_round(store, settings_for(tmp_path), [outlet])
    assert len(press.pages_asked()) == 5
    assert sorted(outcomes(store).values()) == ["blocked"] * 5 + ["put off"] * 15


def test_one_broken_sitemap_among_several_costs_itself_only(store: Store, tmp_path: Path, press: Press) -> None:
    children = "".join(f"<sitemap><loc>{press.url}/{name}.xml</loc></sitemap>" for name in ("broken", "good"))
    press.put("/index.xml", f"<sitemapindex>{children}</sitemapindex>")
    press.put("/broken.xml", "oh no", 500)
    lastmod = "<lastmod>2026-05-27T08:00:00Z</lastmod>"
    press.put("/good.xml", f"<urlset><url><loc>{press.put_page('/a')}</loc>{lastmod}</url></urlset>")
    run_round(store, settings_for(tmp_path), [Outlet("press", "Press", sitemap=f"{press.url}/index.xml")])
    assert outcomes(store) == {f"{press.url}/a": "ok"}


@pytest.mark.parametrize("path", ["/feed.xml", "/a"])
def test_a_validator_that_cannot_be_sent_locks_nobody_out(
    store: Store, tmp_path: Path, press: Press, path: str
) -> None:
    press.put_page("/a")
    outlet, settings = press.put_feed("/a"), settings_for(tmp_path, recheck_minutes=30)
    press.resources[path].headers["ETag"] = '"caf\xe9-1"'
    run_round(store, settings, [outlet])
    # As an earlier Dailies has stored it.
    for table in ("pages", "outlet_states"):
        store.connection.execute(f"UPDATE store.{table} SET etag = $etag", {"etag": '"caf\xe9-1"'})
    for hours in (3, 6):
        (line,) = run_round(store, settings, [outlet], NOW + hours * HOUR)
        assert (line.problem, line.failed, line.unchanged) == (None, 0, 1)


def test_a_robots_txt_larger_than_what_counts_is_obeyed(store: Store, tmp_path: Path, press: Press) -> None:
    press.put_page("/a")
    press.put("/robots.txt", "User-agent: *\nDisallow: /a\n" + "# and so on and on and on\n" * 30_000)
    run_round(store, settings_for(tmp_path), [press.put_feed("/a")])
    assert press.pages_asked() == []
    assert outcomes(store) == {f"{press.url}/a": "blocked"}


# --------------------------------------------------------------------------------------------------------- identity


def test_addresses_that_differ_by_tracking_alone_are_one_page(store: Store, tmp_path: Path, press: Press) -> None:
    press.put_page("/a")
    press.put_page("/a/amp")
    outlet = press.put_feed("/a?utm_source=rss&utm_medium=feed", "/a", "/a/amp", "/a#comments")
    run_round(store, settings_for(tmp_path), [outlet])
    assert press.pages_asked() == ["/a?utm_source=rss&utm_medium=feed"]
    assert store.value("SELECT count(*) FROM store.articles") == 1


def test_a_page_that_comes_again_under_another_address_is_known(store: Store, tmp_path: Path, press: Press) -> None:
    press.put_page("/news/a")
    settings = settings_for(tmp_path)
    for hours in range(4):
        outlet = press.put_feed(f"/news/a?utm_campaign=look-{hours}")
        other = replace(press.put_feed(f"/news/a/?utm_term={hours}", path="/other.xml"), id="other")
        run_round(store, settings, [outlet, other], NOW + hours * HOUR)
    assert [page for page in press.pages_asked() if page.startswith("/news")] == ["/news/a?utm_campaign=look-0"]


def test_late_and_backdated_items_are_caught(store: Store, tmp_path: Path, press: Press) -> None:
    settings = settings_for(tmp_path)
    for name in ("first", "late", "old", "undated"):
        press.put_page(f"/{name}")
    run_round(store, settings, [press.put_feed(("/first", NOW))])
    outlet = press.put_feed(
        ("/first", NOW),
        ("/late", NOW - timedelta(days=13)),
        ("/old", NOW - timedelta(days=15)),
        ("/undated", None),
    )
    run_round(store, settings, [outlet], NOW + HOUR)
    assert press.pages_asked() == ["/first", "/late", "/undated"]


def test_a_date_in_the_future_does_not_hide_what_comes_after_it(store: Store, tmp_path: Path, press: Press) -> None:
    settings = settings_for(tmp_path)
    press.put_page("/a")
    press.put_page("/b")
    run_round(store, settings, [press.put_feed(("/a", datetime(2090, 1, 1, tzinfo=NOW.tzinfo)))])
    run_round(store, settings, [press.put_feed(("/b", NOW))], NOW + HOUR)
    assert press.pages_asked() == ["/a", "/b"]
    assert load_outlet_states(store)["press"].newest_entry == NOW


# ------------------------------------------------------------------------------------------------- pages over rounds


def test_the_same_page_stores_nothing_again(store: Store, tmp_path: Path, press: Press) -> None:
    press.put_page("/tagged", etag='"1"')
    press.put_page("/plain")
    outlet = press.put_feed("/tagged", "/plain")
    settings = settings_for(tmp_path, recheck_minutes=30)
    run_round(store, settings, [outlet])
    (line,) = run_round(store, settings, [outlet], NOW + HOUR)
    assert (line.new, line.changed, line.unchanged) == (0, 0, 2)
    assert outcomes(store) == {f"{press.url}/tagged": "not modified", f"{press.url}/plain": "unchanged"}
    assert versions(store) == 2
    assert len(list(read_pages(settings.paths.pages))) == 2


def test_a_changed_page_is_a_new_version_and_the_old_one_stays(store: Store, tmp_path: Path, press: Press) -> None:
    outlet = press.put_feed("/a")
    settings = settings_for(tmp_path, recheck_minutes=30)
    press.put_page("/a", "$2 million", etag='"1"')
    run_round(store, settings, [outlet])
    press.put_page("/a", "$3 million", etag='"2"')
    (line,) = run_round(store, settings, [outlet], NOW + HOUR)
    assert (line.new, line.changed) == (0, 1)
    texts = [text for (text,) in store.rows("SELECT text FROM store.versions ORDER BY number")]
    assert ["$2 million" in texts[0], "$3 million" in texts[1]] == [True, True]


def test_the_newsrooms_second_edition_changes_one_article(store: Store, tmp_path: Path) -> None:
    settings = settings_for(tmp_path, recheck_minutes=0, look_back_days=60)
    with Newsroom(base_port=19740) as newsroom:
        first = run_round(store, settings, newsroom.outlets)
        port = newsroom.base_port
    with Newsroom(2, base_port=port) as newsroom:
        second = run_round(store, settings, newsroom.outlets, NOW + 6 * HOUR)
    assert sum(line.new for line in first) > 20
    assert (sum(line.new for line in second), sum(line.changed for line in second)) == (0, 1)
    silent = {line.outlet: line.problem for line in first if line.problem}
    assert silent == {"Northlight Bulletin": "no connection"}


def test_pages_that_wait_under_an_outlet_that_is_gone_go_over_to_the_one_that_lists_them(
    store: Store, tmp_path: Path, press: Press
) -> None:
    paths = [f"/story-{number}" for number in range(5)]
    for path in paths:
        press.put_page(path)
    settings = settings_for(tmp_path, pages_per_outlet=2)
    old = press.put_feed(*paths, etag='"1"')
    run_round(store, settings, [old])
    renamed = replace(old, id="press-2")
    # The feed is listed whole but once: it does not change.
    lines = [run_round(store, settings, [renamed], NOW + hours * HOUR)[0] for hours in (1, 2, 3)]
    assert [line.new for line in lines] == [2, 1, 0]
    assert sorted(press.pages_asked()) == paths
    assert store.rows("SELECT DISTINCT outlet FROM store.pages WHERE article_url IS NOT NULL") == [("press-2",)]


def test_a_page_of_an_outlet_that_is_asked_too_stays_with_it(store: Store, tmp_path: Path, press: Press) -> None:
    press.put_page("/a")
    first, settings = press.put_feed("/a"), settings_for(tmp_path)
    second = replace(press.put_feed("/a", path="/second.xml"), id="second")
    for hours in (0, 7):
        run_round(store, settings, [second, first][:: 1 if hours else -1], NOW + hours * HOUR)
    assert store.rows("SELECT outlet FROM store.pages WHERE article_url IS NOT NULL") == [("press",)]


def test_pages_put_off_are_fetched_by_the_next_rounds(store: Store, tmp_path: Path, press: Press) -> None:
    outlet = press.put_feed(*(f"/{number}" for number in range(7)))
    for number in range(7):
        press.put_page(f"/{number}")
    settings = settings_for(tmp_path, pages_per_outlet=3)
    counted = [run_round(store, settings, [outlet], NOW + hours * HOUR)[0].new for hours in range(4)]
    assert counted == [3, 3, 1, 0]
    assert len(press.pages_asked()) == 7


def test_a_page_is_asked_again_ever_more_rarely_and_at_last_never(tmp_path: Path, press: Press) -> None:
    url = press.put_page("/a", etag='"1"')
    settings = settings_for(tmp_path, recheck_minutes=360, look_back_days=14)
    options, outlet = client_options(settings, NOW), press.put_feed("/a")
    ages: list[timedelta] = []
    at: datetime | None = NOW
    while at is not None:
        ages.append(at - NOW)
        round_, target = round_of(settings, at), Target(url, None, NOW)
        found = asyncio.run(with_client(options, lambda client, t=target, r=round_: harvest(outlet, [t], client, r)))
        at = found.rows[0].next_due
    pauses = [later - earlier for earlier, later in pairwise(ages)]
    assert pauses == sorted(pauses)
    assert pauses[0] == 6 * HOUR
    assert max(ages) > timedelta(days=56)
    assert len(ages) < 50


def test_an_off_topic_page_is_not_asked_again(store: Store, tmp_path: Path, press: Press) -> None:
    words = "The committee weighed turnips, then pumpkins, and gave the ribbon to a marrow from the next valley. " * 20
    press.put("/a", f"<html><head><title>Marrows</title></head><body><h1>Marrows</h1><p>{words}</p></body></html>")
    outlet = press.put_feed("/a")
    settings = settings_for(tmp_path, recheck_minutes=30)
    for hours in range(5):
        run_round(store, settings, [outlet], NOW + hours * HOUR)
    assert press.pages_asked() == ["/a"]
    assert outcomes(store) == {f"{press.url}/a": "skipped"}


def test_a_page_that_is_gone_is_given_up(store: Store, tmp_path: Path, press: Press) -> None:
    outlet = press.put_feed("/a")
    settings = settings_for(tmp_path)
    for day in range(6):
        run_round(store, settings, [outlet], NOW + timedelta(days=day))
    assert press.pages_asked() == ["/a"] * 3
    (failure,) = load_status(store).failures
    assert (failure.reason, failure.pages) == ("not found", 1)


def test_a_login_wall_stays_one_when_it_has_not_changed(store: Store, tmp_path: Path, press: Press) -> None:
    form = "<form action='/login'><input name='user'><input name='word' type='password'><button>Sign in</button></form>"
    wall = f"<html><head><title>Sign in</title></head><body><h1>Sign in to see this film story</h1>{form}</body></html>"
    press.put("/a", wall, etag='"wall"')
    outlet = press.put_feed("/a")
    settings = settings_for(tmp_path)
    run_round(store, settings, [outlet])
    run_round(store, settings, [outlet], NOW + 3 * HOUR)
    state = load_page_states(store, [f"{press.url}/a"])[f"{press.url}/a"]
    assert (state.outcome, state.reason, state.attempts) == ("not an article", "login wall", 2)
    press.put("/a", article_page("a"))
    run_round(store, settings, [outlet], NOW + 9 * HOUR)
    assert outcomes(store) == {f"{press.url}/a": "ok"}


def blocked_page(name: str) -> str:
    """A page that stands between a program and a film's article."""
    return (
        f"<html><head><title>Just a moment...</title></head><body><p>Checking your browser: {name}, a film.</p></body>"
    )


def read_states(store: Store, tmp_path: Path, press: Press, outlet: Outlet, hours: int) -> tuple[str, str | None, int]:
    """How the page /a stands after a round so many hours on."""
    run_round(store, settings_for(tmp_path, recheck_minutes=30), [outlet], NOW + hours * HOUR)
    state = load_page_states(store, [f"{press.url}/a"])[f"{press.url}/a"]
    return state.outcome, state.reason, state.attempts


@pytest.mark.parametrize("etag", [{}, {"etag": '"wall"'}])
@pytest.mark.parametrize("was_article", [False, True])
def test_a_page_that_cannot_be_read_stays_so_after_another_failure(
    store: Store, tmp_path: Path, press: Press, was_article: bool, etag: dict[str, str]
) -> None:
    outlet = press.put_feed("/a")
    if was_article:
        press.put_page("/a")
        assert read_states(store, tmp_path, press, outlet, 0) == ("ok", None, 0)
    for attempt, hours in enumerate((8, 40), 1):
        press.put("/a", blocked_page("a"), **etag)
        assert read_states(store, tmp_path, press, outlet, hours) == ("not an article", "bot check", 2 * attempt - 1)
        press.put("/a", "oh no", 500)
        assert read_states(store, tmp_path, press, outlet, hours + 16) == ("failed", "status 500", 2 * attempt)
    assert len(list(read_pages(settings_for(tmp_path).paths.pages))) == 1 + was_article


def test_an_article_that_comes_back_after_a_failure_is_no_new_version(
    store: Store, tmp_path: Path, press: Press
) -> None:
    outlet = press.put_feed("/a")
    for hours, outcome in ((0, "ok"), (8, "failed"), (24, "ok"), (32, "not modified")):
        if outcome == "failed":
            press.put("/a", "oh no", 500)
        else:
            press.put_page("/a", etag='"1"')
        assert read_states(store, tmp_path, press, outlet, hours)[0] == outcome
    assert versions(store) == 1
    assert len(list(read_pages(settings_for(tmp_path).paths.pages))) == 1


def test_a_page_that_was_put_off_stays_what_it_was(store: Store, tmp_path: Path, press: Press) -> None:
    press.put("/a", blocked_page("a"))
    assert read_states(store, tmp_path, press, press.put_feed("/a"), 0) == ("not an article", "bot check", 1)
    later = FetchRow("run", "press", f"{press.url}/a", NOW + HOUR, None, "put off", reason="waiting: forbidden")
    save_fetches(store, [later, replace(later, url=f"{press.url}/b")])
    states = load_page_states(store, [f"{press.url}/a", f"{press.url}/b"])
    assert [(state.outcome, state.reason, state.attempts) for _, state in sorted(states.items())] == [
        ("not an article", "bot check", 1),
        ("put off", "waiting: forbidden", 0),
    ]


# ------------------------------------------------------------------------------------------------------------ rhythm


def due_of(store: Store) -> datetime:
    due = load_outlet_states(store)["press"].next_due
    assert due is not None
    return due


def pauses_of(store: Store, tmp_path: Path, outlet: Outlet, *, looks: int) -> list[float]:
    """The hours between so many looks at a source, each at the moment when it is due."""
    settings, at, pauses = settings_for(tmp_path), NOW, []
    for _ in range(looks):
        run_round(store, settings, [outlet], at)
        pauses.append((due_of(store) - at) / HOUR)
        at = due_of(store)
    return pauses


def test_a_quiet_source_is_asked_less_often(store: Store, tmp_path: Path, press: Press) -> None:
    press.put_page("/a")
    pauses = pauses_of(store, tmp_path, press.put_feed("/a", etag='"1"'), looks=15)
    assert pauses[:4] == [1, 1.25, 1.5, 1.75]
    assert pauses[-2:] == [4, 4]


def test_a_source_is_not_asked_before_it_is_due(store: Store, tmp_path: Path, press: Press) -> None:
    outlet = press.put_feed()
    run_round(store, settings_for(tmp_path), [outlet])
    asked = len(press.asked)
    run_round(store, settings_for(tmp_path), [outlet], NOW + HOUR / 2)
    assert len(press.asked) == asked


def test_news_makes_a_quiet_source_a_busy_one_again(store: Store, tmp_path: Path, press: Press) -> None:
    for name in ("a", "b"):
        press.put_page(f"/{name}")
    assert pauses_of(store, tmp_path, press.put_feed("/a"), looks=4)[-1] > 1
    due = due_of(store)
    run_round(store, settings_for(tmp_path), [press.put_feed("/a", "/b")], due)
    assert due_of(store) == due + HOUR


@pytest.mark.parametrize(
    ("headers", "hours"),
    [
        ({}, 1),
        ({"cache_control": "public, max-age=10800"}, 3),
        ({"cache_control": "max-age=60"}, 1),
        ({"cache_control": "max-age=99999999"}, 24),
    ],
)
def test_a_source_is_not_asked_before_its_answer_is_stale(
    store: Store, tmp_path: Path, press: Press, headers: dict[str, str], hours: int
) -> None:
    press.put_page("/a")
    run_round(store, settings_for(tmp_path), [press.put_feed("/a", **headers)])
    assert due_of(store) == NOW + hours * HOUR


def test_a_failing_source_is_asked_with_growing_pauses_and_retry_after_is_kept(
    store: Store, tmp_path: Path, press: Press
) -> None:
    outlet = replace(press.put_feed(), feed=press.put("/feed.xml", "down", 500))
    assert pauses_of(store, tmp_path, outlet, looks=6) == [2, 4, 8, 16, 24, 24]
    press.put("/feed.xml", "down", 503, retry_after="172800")
    due = due_of(store)
    run_round(store, settings_for(tmp_path), [outlet], due)
    assert due_of(store) == due + timedelta(days=2)


def test_a_source_that_moved_is_asked_at_once_and_without_the_old_validators(
    store: Store, tmp_path: Path, press: Press
) -> None:
    broken = replace(press.put_feed(), feed=press.put("/old.xml", "down", 500))
    settings = settings_for(tmp_path)
    run_round(store, settings, [broken])
    press.put_page("/a")
    (line,) = run_round(store, settings, [press.put_feed("/a")], NOW + timedelta(minutes=1))
    assert (line.new, line.problem) == (1, None)

"""Pages that name one address: when they are one article, and when each is its own."""

from pathlib import Path

import pytest

from db.fetches import load_page_states
from db.rereading import RUN_PREFIX
from db.store import Store
from flows.reread import Tally, reread_pages
from flows.settings import Settings
from tests.flows.press import HOUR, NOW, Press, article_page, run_round, settings_for


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_for(tmp_path, recheck_minutes=30)


def put(press: Press, path: str, words: str, *, canonical: str = "/all", name: str = "", mark: str = "") -> None:
    """An article of its own that names this address; `name` tells what it is about, `mark` stands in its title."""
    scenes = ", ".join(f"scene {name or path}{number}" for number in range(80))
    page = article_page(f"{name or path}{mark}", f"{words} ({scenes})")
    press.put(path, page.replace("<head>", f'<head><link rel="canonical" href="{press.url}{canonical}">'))


def found(store: Store, press: Press) -> list[tuple[str, int]]:
    """The articles with the number of their versions."""
    rows = store.rows("SELECT url, versions FROM store.articles ORDER BY url")
    return [(url.removeprefix(press.url), count) for url, count in rows]


def reread(store: Store, settings: Settings) -> Tally:
    return reread_pages(store, settings, run_id=f"{RUN_PREFIX}1", at=NOW + 9 * HOUR)


def test_different_articles_that_name_one_address_stay_apart(store: Store, settings: Settings, press: Press) -> None:
    outlet = press.put_feed("/a", "/b")
    put(press, "/a", "$2 million")
    put(press, "/b", "$5 million")
    run_round(store, settings, [outlet])
    assert found(store, press) == [("/a", 1), ("/b", 1)]
    put(press, "/a", "$3 million")
    run_round(store, settings, [outlet], NOW + HOUR)
    assert found(store, press) == [("/a", 2), ("/b", 1)]
    tally = reread(store, settings)
    assert (tally.new, tally.changed, tally.mended) == (0, 0, 0)
    assert found(store, press) == [("/a", 2), ("/b", 1)]
    states = load_page_states(store, [f"{press.url}/a", f"{press.url}/b"])
    assert {url: state.article_url for url, state in states.items()} == {url: url for url in states}


def test_different_articles_stay_apart_when_each_comes_in_a_run_of_its_own(
    store: Store, settings: Settings, press: Press
) -> None:
    paths = ("/a", "/b", "/c")
    for hours, path in enumerate(paths):
        put(press, path, "$2 million")
        run_round(store, settings, [press.put_feed(path)], NOW + hours * HOUR)
    assert found(store, press) == [("/all", 1), ("/b", 1), ("/c", 1)]
    for path in paths:
        put(press, path, "$4 million")
    run_round(store, settings, [press.put_feed(*paths)], NOW + 3 * HOUR)
    expected = [("/all", 2), ("/b", 2), ("/c", 2)]
    assert found(store, press) == expected
    tally = reread(store, settings)
    assert (tally.new, tally.changed, tally.mended, found(store, press)) == (0, 0, 0, expected)


def test_a_lost_record_gets_them_back_apart(store: Store, settings: Settings, press: Press) -> None:
    for hours, paths in enumerate((["/a", "/b"], ["/c"], ["/d"], ["/a"])):
        for path in paths:
            put(press, path, f"${hours + 2} million")
        run_round(store, settings, [press.put_feed(*paths)], NOW + hours * HOUR)
    before = found(store, press)
    for table in ("articles", "versions", "pages"):
        store.connection.execute(f"DELETE FROM store.{table}")
    reread(store, settings)
    assert found(store, press) == before == [("/a", 2), ("/all", 1), ("/b", 1), ("/d", 1)]


def test_a_page_that_is_rewritten_stays_one_article(store: Store, settings: Settings, press: Press) -> None:
    """Also where another page names its address."""
    outlet = press.put_feed("/a/2m", "/a/5m")
    for hours, name in enumerate(("first", "second")):
        put(press, "/a/2m", "$2 million", canonical="/news/12345", name=name)
        put(press, "/a/5m", "$5 million", canonical="/news/12345", name=name)
        run_round(store, settings, [outlet], NOW + hours * HOUR)
    assert [url for url, _ in found(store, press)] == ["/news/12345"]
    before = found(store, press)
    reread(store, settings)
    assert found(store, press) == before


def test_an_article_under_a_new_slug_stays_one_article(store: Store, settings: Settings, press: Press) -> None:
    for hours, (sum_, words) in enumerate((("2m", "$2 million"), ("5m", "$5 million"))):
        path = f"/news/12345/film-costs-{sum_}"
        put(press, path, words, canonical="/news/12345", name="the film", mark=f" for {words}")
        run_round(store, settings, [press.put_feed(path)], NOW + hours * HOUR)
    assert found(store, press) == [("/news/12345", 2)]


@pytest.mark.parametrize("mark", ["", " (mobile)"])
def test_renderings_that_name_one_address_are_one_article(
    store: Store, settings: Settings, press: Press, mark: str
) -> None:
    put(press, "/a", "$2 million", canonical="/a", name="a")
    put(press, "/mobile-a", "$2 million", canonical="/a", name="a", mark=mark)
    put(press, "/print-a", "$2 million, it says,", canonical="/a", name="a", mark=mark)
    run_round(store, settings, [press.put_feed("/a", "/mobile-a")])
    run_round(store, settings, [press.put_feed("/print-a")], NOW + HOUR)
    assert [url for url, _ in found(store, press)] == ["/a"]


def test_a_rendering_joins_its_article_where_a_stranger_names_the_same_address(
    store: Store, settings: Settings, press: Press
) -> None:
    put(press, "/a", "$2 million", canonical="/a", name="a")
    put(press, "/mobile-a", "$2 million", canonical="/a", name="a", mark=" (mobile)")
    put(press, "/b", "$5 million", canonical="/a")
    run_round(store, settings, [press.put_feed("/a", "/mobile-a", "/b")])
    assert [url for url, _ in found(store, press)] == ["/a", "/b"]

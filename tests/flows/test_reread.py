"""Pages read again out of the archive: what changes, what stays, and what the next digest must not call new."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db.articles import save_articles
from db.claims import save_extractions
from db.digest_rows import load_digest_rows
from db.fetches import load_page_states
from db.rereading import RUN_PREFIX, date_rereadings
from db.store import Store, open_copy
from extractors.article import extract_article
from extractors.records import Article, Claim, Entity, Extraction, Page, Relevance
from fetch.warc import append_pages
from flows.outlet_settings import OutletSettings
from flows.progress import Step, listen
from flows.reread import reread_pages, run_reread
from flows.settings import Settings
from tests.flows.press import HOUR, NOW, Press, article_page, run_round, settings_for


def archived(settings: Settings, path: str, words: str, at: datetime) -> Page:
    """A page as a run of that moment keeps it."""
    body = article_page(path, words).encode()
    page = Page(f"http://press.example{path}", body, 200, (("content-type", "text/html"),), fetched_at=at)
    append_pages(settings.paths.pages, [page])
    return page


def reread(store: Store, settings: Settings, run: str = "1") -> dict[str, int]:
    tally = reread_pages(store, settings, run_id=RUN_PREFIX + run, at=NOW + timedelta(days=9))
    return {name: getattr(tally, name) for name in ("new", "changed", "unchanged", "mended", "failed", "skipped")}


def texts(store: Store) -> list[str]:
    """The current text of each article."""
    rows = store.rows(
        "SELECT v.text FROM store.articles AS a JOIN store.versions AS v ON v.id = a.version_id ORDER BY url"
    )
    return [text for (text,) in rows]


def versions(store: Store) -> int:
    return int(store.value("SELECT count(*) FROM store.versions"))


def test_what_a_run_has_read_reads_the_same_again(store: Store, tmp_path: Path, press: Press) -> None:
    settings = settings_for(tmp_path, recheck_minutes=30)
    outlet = press.put_feed("/a", "/b")
    press.put_page("/b")
    for hours, words in enumerate(("$2 million", "$3 million", "$2 million")):
        press.put_page("/a", words)
        run_round(store, settings, [outlet], NOW + hours * HOUR)
    before = store.rows("FROM store.articles ORDER BY id"), store.rows("FROM store.versions ORDER BY id")
    asked = len(press.asked)
    for run in ("1", "2"):
        counts = reread(store, settings, run)
        assert (counts["new"], counts["changed"], counts["mended"]) == (0, 0, 0)
    assert (store.rows("FROM store.articles ORDER BY id"), store.rows("FROM store.versions ORDER BY id")) == before
    assert len(press.asked) == asked


def test_an_empty_record_gets_its_history_back(store: Store, tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    outlet = OutletSettings(id="press", name="The Press", feed="http://www.press.example/feed")
    settings = settings.model_copy(update={"outlets": (outlet,)})
    archived(settings, "/a", "$2 million", NOW)
    archived(settings, "/b", "$5 million", NOW)
    archived(settings, "/a", "$3 million", NOW + HOUR)
    assert reread(store, settings)["new"] == 2
    assert versions(store) == 3
    assert ["$3 million" in texts(store)[0], "$5 million" in texts(store)[1]] == [True, True]
    seen = store.rows(
        "SELECT outlet, number, seen_at FROM store.versions JOIN store.articles a ON a.id = article_id "
        "WHERE url LIKE '%/a' ORDER BY number"
    )
    naive = NOW.replace(tzinfo=None)
    assert seen == [("press", 1, naive), ("press", 2, naive + HOUR)]


def test_a_lost_record_gets_back_the_day_on_which_an_article_went_back_to_its_text(
    store: Store, tmp_path: Path, press: Press
) -> None:
    settings = settings_for(tmp_path, recheck_minutes=30)
    outlet = press.put_feed("/a")
    for hours, words in enumerate(("$2 million", "$3 million", "$2 million")):
        press.put_page("/a", words)
        run_round(store, settings, [outlet], NOW + hours * HOUR)
    kept = "SELECT id, number, text, date_trunc('second', seen_at) FROM store.versions ORDER BY number"
    before = store.rows(kept)
    assert [row[1] for row in before] == [1, 2, 3]
    for table in ("articles", "versions"):
        store.connection.execute(f"DELETE FROM store.{table}")
    assert (reread(store, settings, "1")["new"], reread(store, settings, "2")["changed"]) == (1, 0)
    assert store.rows(kept) == before


def test_a_better_reading_of_the_newest_page_is_a_new_version_as_of_then(store: Store, tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    page = archived(settings, "/a", "$2 million", NOW)
    good = extract_article(page, outlet="press")
    poor = Article(good.url, good.title, good.text + "\n\nSubscribe for $5 a month.", "press", good.published)
    save_articles(store, [poor], run_id="run", at=NOW)
    assert reread(store, settings, "1")["changed"] == 1
    assert reread(store, settings, "2")["changed"] == 0
    assert texts(store) == [good.text]
    assert versions(store) == 2
    assert store.value("SELECT max(seen_at) FROM store.versions") == NOW.replace(tzinfo=None)


def test_a_page_that_the_outlet_has_replaced_stays_as_it_was_read(store: Store, tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    pages = [
        archived(settings, "/a", words, NOW + hours * HOUR) for hours, words in enumerate(("$2 million", "$3 million"))
    ]
    for hours, page in enumerate(pages):
        good = extract_article(page, outlet="press")
        poor = Article(good.url, good.title, good.text + "\n\nMore stories", "press", good.published)
        save_articles(store, [poor], run_id="run", at=NOW + hours * HOUR)
    assert reread(store, settings)["changed"] == 1
    assert versions(store) == 3
    assert "$3 million" in texts(store)[0]
    assert "More stories" not in texts(store)[0]


def test_a_page_that_can_be_read_now_is_noted_as_read(store: Store, tmp_path: Path, press: Press) -> None:
    settings = settings_for(tmp_path)
    url = press.put_page("/a")
    run_round(store, settings, [press.put_feed("/a")])
    # As a poorer reader had left it.
    store.connection.execute(
        "UPDATE store.pages SET outcome = 'not an article', reason = 'empty' WHERE url = $u", {"u": url}
    )
    for table in ("articles", "versions"):
        store.connection.execute(f"DELETE FROM store.{table}")
    counts = reread(store, settings)
    assert (counts["new"], counts["mended"]) == (1, 1)
    state = load_page_states(store, [url])[url]
    assert (state.outcome, state.reason, state.outlet) == ("ok", None, "press")
    assert store.value("SELECT outlet FROM store.articles") == "press"


def test_pages_that_hold_no_article_are_counted(store: Store, tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    empty = Page("http://press.example/film", b"<html><title>Film</title><body></body></html>", fetched_at=NOW)
    append_pages(settings.paths.pages, [empty])
    archived(settings, "/a", "$2 million", NOW)
    counts = reread(store, settings)
    assert (counts["new"], counts["failed"]) == (1, 1)


def test_damage_of_the_archive_is_counted_and_named(store: Store, tmp_path: Path) -> None:
    options = settings_for(tmp_path)
    for path in ("/a", "/b", "/c"):
        archived(options, path, "$2 million", NOW)
    file = next(options.paths.pages.iterdir())
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)
    tally = reread_pages(store, options, run_id=f"{RUN_PREFIX}1", at=NOW)
    assert (tally.pages, tally.new, len(tally.damaged)) == (2, 2, 1)
    assert file.name in str(tally.damaged[0])


def test_no_archive_is_no_pages(store: Store, tmp_path: Path) -> None:
    assert set(reread(store, settings_for(tmp_path)).values()) == {0}


@pytest.mark.parametrize("run_id", [f"{RUN_PREFIX}1", "later"])
def test_what_was_read_again_is_no_news(store: Store, tmp_path: Path, run_id: str) -> None:
    """Also where the rereading was cut off before the extraction, which an ordinary run then does."""
    settings = settings_for(tmp_path)
    archived(settings, "/a", "$2 million", NOW)
    reread(store, settings)
    today = NOW + timedelta(days=9)
    version, text = store.rows("SELECT id, text FROM store.versions")[0]
    start = text.index("Lantern Row Pictures spent")
    claim = Claim("budget", "Moth Parade", text[start : start + 40], start, start + 40, start, start + 5, None)
    read = Extraction(Relevance(True, 1.0), (Entity("Moth Parade", "WORK"),), (), (claim,), extractor="test")
    save_extractions(store, [(version, read)], run_id=run_id, at=today)
    date_rereadings(store)
    rows = load_digest_rows(store, today - timedelta(days=1), today + timedelta(days=1))
    assert (rows.claims, rows.counts.new, rows.counts.kept, rows.counts.claims) == ((), 0, 0, 0)
    then = load_digest_rows(store, NOW - HOUR, NOW + HOUR)
    assert [row.subject for row in then.claims] == ["Moth Parade"]


def test_news_of_an_ordinary_run_keep_their_date(store: Store) -> None:
    article = Article("http://press.example/a", "A film", "Moth Parade cost $2 million.", "press")
    (saved,) = save_articles(store, [article], run_id="run", at=NOW)
    claim = Claim("budget", "Moth Parade", article.text, 0, len(article.text), 17, 27, None)
    read = Extraction(Relevance(True, 1.0), (Entity("Moth Parade", "WORK"),), (), (claim,), extractor="test")
    save_extractions(store, [(saved.version_id, read)], run_id="run", at=NOW + HOUR)
    date_rereadings(store)
    assert store.value("SELECT known_at FROM store.claims") == (NOW + HOUR).replace(tzinfo=None)


def test_the_whole_run_publishes_and_can_be_repeated(tmp_path: Path) -> None:
    outlet = OutletSettings(id="press", name="The Press", feed="http://press.example/feed")
    settings = settings_for(tmp_path).model_copy(update={"outlets": (outlet,)})
    archived(settings, "/a", "$2 million", NOW)
    told: list[Step] = []
    listen(told.append)
    first, second = (run_reread(settings, NOW + days * timedelta(days=1), wait_s=1) for days in (1, 2))
    listen(None)
    assert (first.pages, first.new, second.new, second.changed) == (1, 1, 0, 0)
    assert (second.claims, second.facts_new, second.facts_changed) == (0, 0, 0)
    assert Step("reread", 1, 1) in told
    with open_copy(first.copy) as copy:
        assert copy.rows("SELECT outlet, url FROM articles") == [("The Press", "http://press.example/a")]

"""Mistakes of our own that one page or source brings out: what they cost, and where they are told."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db.outlets import load_outlet_states
from db.rereading import RUN_PREFIX
from db.status import load_status
from db.store import Store
from extractors.article import extract_article
from extractors.records import Article, Page
from fetch.warc import read_pages
from flows.reread import reread_pages
from tests.flows.press import HOUR, NOW, Press, run_round, settings_for


def test_a_page_that_brings_out_a_mistake_costs_itself_and_is_told(
    store: Store, tmp_path: Path, press: Press, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def extract(page: Page, **options: Any) -> Article:
        if page.url.endswith("/b"):
            raise RecursionError("too deep\nfor us")
        article = extract_article(page, **options)
        # No database takes half a letter.
        return replace(article, title="A film cut short \ud83d") if page.url.endswith("/c") else article

    monkeypatch.setattr("flows.harvest.extract_article", extract)
    outlet, settings = press.put_feed("/a", "/b", "/c", "/d"), settings_for(tmp_path)
    for path in ("/a", "/b", "/c", "/d"):
        press.put_page(path)
    (line,) = run_round(store, settings, [outlet])
    assert (line.new, line.failed) == (2, 2)
    failures = [(failure.reason, failure.pages) for failure in load_status(store).failures]
    assert failures[0] == ("could not be read: RecursionError: too deep", 1)
    assert failures[1][0].startswith("could not be read: UnicodeEncodeError: 'utf-8' codec can't encode")
    assert [record.levelname for record in caplog.records if record.exc_info] == ["ERROR"] * 2
    for hours in (3, 9, 20):
        (line,) = run_round(store, settings, [outlet], NOW + hours * HOUR)
        assert line.failed == 2
    assert len(list(read_pages(settings.paths.pages))) == 4
    monkeypatch.undo()
    reread_pages(store, settings, run_id=f"{RUN_PREFIX}1", at=NOW + 30 * HOUR)
    assert load_status(store).failures == ()
    assert store.value("SELECT count(*) FROM store.articles") == 4


@pytest.mark.parametrize("part", ["parse_feed", "fresh_for_s"])
def test_a_source_that_brings_out_a_mistake_costs_itself_and_is_told(
    store: Store, tmp_path: Path, press: Press, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OverflowError("too large to convert")

    monkeypatch.setattr(f"flows.discovery.{part}", fail)
    (line,) = run_round(store, settings_for(tmp_path), [press.put_feed("/a")])
    assert line.problem == "could not be read: OverflowError: too large to convert"
    assert load_outlet_states(store)["press"].next_due == NOW + 2 * HOUR
    assert store.value("SELECT outcome FROM store.fetches") == "failed"


def test_an_answer_that_brings_out_a_mistake_of_the_client_costs_its_page(
    store: Store, tmp_path: Path, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OverflowError("too large to convert")

    monkeypatch.setattr("fetch.client.retry_after_s", fail)
    press.put("/a", "oh no", 500)
    press.put_page("/b")
    (line,) = run_round(store, settings_for(tmp_path), [press.put_feed("/a", "/b")])
    assert (line.new, line.failed) == (1, 1)
    (failure,) = load_status(store).failures
    assert failure.reason == "could not be fetched: OverflowError: too large to convert"

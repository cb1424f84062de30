"""Mistakes of our own that one page or source brings out: what they cost, and where they are told."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db.articles import StoredArticle, save_articles
from db.outlets import load_outlet_states, save_outlets
from db.rereading import RUN_PREFIX
from db.status import load_status
from db.store import Store
from extractors.article import extract_article
from extractors.errors import StoreError
from extractors.records import Article, Extraction, Page, Relevance
from fetch.warc import read_pages
from flows.clients import client_options
from flows.extraction import extract_waiting
from flows.harvest import Harvest
from flows.outlet_line import save_harvest
from flows.reread import reread_pages
from flows.source_check import SourceCheck, check_sources
from tests.db.building import article
from tests.flows.press import HOUR, NOW, Press, discover_now, round_of, run_round, settings_for


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


class Pipeline:
    """Stands for a loaded pipeline whose extractor is of version 9."""

    version = "9"

    def get_pipe(self, _name: str) -> "Pipeline":
        return self


def save_three(store: Store) -> None:
    save_articles(
        store,
        [article(f"The AI film {one} cost $5 million.", url=f"https://a.example/{one}") for one in "abc"],
        run_id="r",
        at=NOW,
    )


def test_an_article_whose_claims_cannot_be_read_costs_itself_and_is_tried_again(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def extract(found: Article, _nlp: object) -> Extraction:
        if found.url.endswith("/b"):
            raise IndexError("tuple index out of range")
        return Extraction(Relevance(False, 0.0), extractor="dailies-encoder 9")

    monkeypatch.setattr("flows.extraction.extract", extract)
    save_three(store)
    nlp: Any = Pipeline()
    for off_topic in (2, 0):
        read = extract_waiting(store, nlp, run_id="r", at=NOW)
        assert (read.off_topic, read.unread) == (off_topic, 1)
    assert [record.getMessage() for record in caplog.records] == ["https://a.example/b could not be read"] * 2
    assert load_status(store).counts.unread == 1


def test_an_article_whose_claims_cannot_be_saved_costs_itself(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def extract(batch: Sequence[StoredArticle], _nlp: object) -> list[Extraction]:
        # No database takes half a letter.
        reasons = ["\ud83d" if stored.article.url.endswith("/b") else "as it is" for stored in batch]
        return [Extraction(Relevance(False, 0.0, (why,)), extractor="dailies-encoder 9") for why in reasons]

    save_three(store)
    nlp: Any = Pipeline()
    read = extract_waiting(store, nlp, run_id="r", at=NOW, read=extract)
    assert (read.off_topic, read.unread) == (2, 1)
    assert [record.getMessage() for record in caplog.records] == ["https://a.example/b could not be saved"]


def test_a_record_that_cannot_be_written_ends_the_run(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StoreError("the disk is full")

    monkeypatch.setattr("flows.saved_extractions.save_extractions", fail)
    save_three(store)
    nlp: Any = Pipeline()
    with pytest.raises(StoreError, match="the disk is full"):
        extract_waiting(
            store, nlp, run_id="r", at=NOW, read=lambda batch, _: [Extraction(Relevance(False, 0.0))] * len(batch)
        )


def test_an_outlet_that_cannot_be_saved_costs_itself_and_is_asked_again_for_all_that_it_lists(
    store: Store, tmp_path: Path, press: Press
) -> None:
    settings = settings_for(tmp_path)
    outlet, round_ = press.put_feed("/a", etag='"1"'), round_of(settings, NOW)
    save_outlets(store, [outlet])
    found = discover_now(outlet, client_options(settings, NOW), round_, store)
    assert found.state.etag == '"1"'

    def harvest() -> Harvest:
        raise RecursionError("too deep")

    line = save_harvest(store, found, harvest, round_, settings)
    assert line.problem == "could not be saved: RecursionError: too deep"
    state = load_outlet_states(store)["press"]
    assert (state.etag, state.failures, state.next_due) == (None, 1, NOW + 2 * HOUR)


def test_a_source_that_brings_out_a_mistake_does_not_end_a_check(
    tmp_path: Path, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OverflowError("too large to convert")

    outlet, options, told = press.put_feed("/a"), client_options(settings_for(tmp_path), NOW), list[SourceCheck]()
    press.put_page("/a")
    monkeypatch.setattr("flows.source_check.extract_article", fail)
    asyncio.run(check_sources([outlet], options, at_once=1, tell=told.append))
    monkeypatch.setattr("flows.discovery.parse_feed", fail)
    asyncio.run(check_sources([outlet], options, at_once=1, tell=told.append))
    assert told[0].access == told[1].problem == "could not be read: OverflowError: too large to convert"

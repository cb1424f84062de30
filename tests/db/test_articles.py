"""Articles and their versions."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.articles import SavedArticle, load_articles, load_versions_without_claims, save_articles
from db.ids import version_id
from db.store import Store
from extractors.records import Article, Link
from tests.db.building import AT, article, extraction, save


def test_an_article_comes_back_as_it_was_saved(store: Store) -> None:
    saved = Article(
        url="https://reel.example/a?id=1",
        title="‘Hell Grind’: 95 minutes",
        text="First.\n\nSecond 🎬 with e\u0301 and \u202edirection.",
        outlet="reel",
        published=datetime(2026, 5, 20, 9, 30, tzinfo=UTC),
        modified=datetime(2026, 5, 21, 9, 30, tzinfo=UTC),
        standfirst="A standfirst",
        authors=("Anna Berg", "B. Chu"),
        language="en",
        is_free=False,
        links=(Link("https://other.example/x", "other", 2),),
        confidence=0.75,
    )
    save_articles(store, [saved], run_id="r", at=AT)
    (stored,) = load_articles(store)
    assert stored.article == saved
    assert (stored.number, stored.seen_at) == (1, AT)


def test_saving_the_same_article_again_changes_nothing(store: Store) -> None:
    saved = article("The same text.", url="https://reel.example/a")
    assert [row.outcome for row in save_articles(store, [saved], run_id="r1", at=AT)] == ["new"]
    later = AT + timedelta(hours=1)
    assert [row.outcome for row in save_articles(store, [saved], run_id="r2", at=later)] == ["unchanged"]
    assert store.rows("SELECT count(*), max(run_id) FROM store.versions") == [(1, "r1")]


def test_a_changed_text_is_a_second_version_and_the_first_stays(store: Store) -> None:
    one = article("It cost $25 million.", url="https://reel.example/a", title="T")
    two = article("It cost $30 million.", url="https://reel.example/a", title="T")
    save_articles(store, [one], run_id="r1", at=AT)
    assert save_articles(store, [two], run_id="r2", at=AT + timedelta(days=1))[0].outcome == "changed"
    assert store.rows("SELECT number, text FROM store.versions ORDER BY number") == [(1, one.text), (2, two.text)]
    assert [stored.article.text for stored in load_articles(store)] == [two.text]


def save_texts(store: Store, *texts: str, pause: timedelta = timedelta(days=1)) -> list[SavedArticle]:
    """Saves one article as it reads at one moment after the other."""
    saved = []
    for number, text in enumerate(texts):
        one = article(text, url="https://a.example/a", title="T")
        saved += save_articles(store, [one], run_id="r", at=AT + number * pause)
    return saved


def test_an_article_that_goes_back_to_its_first_text_has_a_version_for_that(store: Store) -> None:
    saved = save_texts(store, "one", "two", "one", "one", "two", "one")
    assert [row.outcome for row in saved] == ["new", "changed", "changed", "unchanged", "changed", "changed"]
    assert [row.version_id for row in saved[2:4]] == [saved[2].version_id] * 2
    assert len({row.version_id for row in saved}) == 5
    assert all(row.version_id.isalnum() for row in saved)
    rows = store.rows("SELECT id, number, text, seen_at FROM store.versions ORDER BY number")
    days = [AT.replace(tzinfo=None) + timedelta(days=number) for number in (0, 1, 2, 4, 5)]
    assert rows == [
        (saved[place].version_id, number, text, day)
        for number, (place, text, day) in enumerate(
            zip((0, 1, 2, 4, 5), ("one", "two", "one", "two", "one"), days, strict=True), start=1
        )
    ]
    assert [(stored.version_id, stored.number) for stored in load_articles(store)] == [(saved[5].version_id, 5)]
    waiting = load_versions_without_claims(store, "test 1")
    assert [stored.number for stored in waiting] == [1, 2, 3, 4, 5]


def test_texts_that_are_new_keep_the_id_of_what_they_say(store: Store) -> None:
    for row in (*save_texts(store, "one", "two"), *save_texts(store, "three")):
        assert row.version_id == version_id(row.article_id, row.article)


def test_two_renderings_of_one_moment_take_turns_without_new_versions(store: Store) -> None:
    saved = save_texts(store, "one", "two", "one", "two", "one", pause=timedelta(0))
    assert [row.outcome for row in saved[1:]] == ["changed"] * 4
    assert store.value("SELECT count(*) FROM store.versions") == 2
    assert [(stored.article.text, stored.number) for stored in load_articles(store)] == [("one", 1)]


def test_addresses_of_one_page_are_one_article(store: Store) -> None:
    for url in ("https://www.reel.example/a?utm_source=x", "http://reel.example/a", "https://reel.example/a#part"):
        save_articles(store, [article("text", url=url, title="T")], run_id="r", at=AT)
    assert store.value("SELECT count(*) FROM store.articles") == 1


def test_the_later_of_two_in_a_batch_is_kept(store: Store) -> None:
    batch = [article("one", url="https://a.example/a"), article("two", url="https://a.example/a")]
    assert len(save_articles(store, batch, run_id="r", at=AT)) == 1
    assert [stored.article.text for stored in load_articles(store)] == ["two"]


def test_an_article_without_a_date_counts_from_when_it_was_seen(store: Store) -> None:
    save_articles(store, [Article("https://a.example/a", "T", "text")], run_id="r", at=AT)
    assert store.value("SELECT published FROM articles") == AT.replace(tzinfo=None)
    assert load_articles(store)[0].article.published is None


def test_an_article_comes_back_with_the_day_that_its_page_had(store: Store) -> None:
    evening = datetime(2026, 5, 20, 19, 30, tzinfo=timezone(timedelta(hours=-7)))
    save_articles(store, [Article("https://a.example/a", "T", "text", published=evening)], run_id="r", at=AT)
    assert store.value("SELECT published FROM articles") == datetime(2026, 5, 21, 2, 30)  # noqa: DTZ001
    assert load_articles(store)[0].article.published.isoformat() == "2026-05-20T19:30:00-07:00"  # type: ignore[union-attr]


def test_an_article_of_an_older_record_keeps_the_day_that_it_had(store: Store) -> None:
    """Its offset is not known: it was read in UTC."""
    save_articles(store, [article("text", day=20)], run_id="r", at=AT)
    store.connection.execute("UPDATE store.versions SET utc_offset = NULL")
    assert load_articles(store)[0].article.published == datetime(2026, 5, 20, 9, tzinfo=UTC)


def test_a_naive_instant_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        save_articles(store, [article("x")], run_id="r", at=datetime(2026, 5, 20))  # noqa: DTZ001


def test_versions_wait_until_this_extractor_has_read_them(store: Store) -> None:
    save_articles(store, [article("waiting")], run_id="r", at=AT)
    save(store, article("read"), extraction())
    assert [stored.article.text for stored in load_versions_without_claims(store, "test 1")] == ["waiting"]
    assert len(load_versions_without_claims(store, "test 2")) == 2
    assert len(load_versions_without_claims(store, "test 2", limit=1)) == 1


def test_no_articles_are_saved_as_none(store: Store) -> None:
    assert save_articles(store, [], run_id="r", at=AT) == []
    assert load_articles(store) == []


def test_articles_are_found_by_their_ids(store: Store) -> None:
    rows = save_articles(store, [article("one"), article("two")], run_id="r", at=AT)
    assert [stored.article.text for stored in load_articles(store, [rows[1].article_id, "nobody"])] == ["two"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60), title=st.text("aé🎬'\"\\;\n\t", max_size=20)
)
def test_any_text_comes_back(store: Store, text: str, title: str) -> None:
    save_articles(store, [Article("https://a.example/a", title, text)], run_id="r", at=AT)
    (stored,) = load_articles(store)
    assert (stored.article.text, stored.article.title) == (text, title)

"""Search: what is found, in which order, with which words marked, and an index that keeps up."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.articles import save_articles
from db.migrations import load_migrations
from db.publish import publish
from db.search import Found, search
from db.search_index import update_search, weigh_words
from db.search_snippets import HeldWords, find_snippet
from db.search_spelling import Word
from db.search_terms import term_spans, terms_in
from db.store import Store, _open, open_copy, open_store
from extractors.errors import InputError, StoreError
from extractors.records import Entity
from tests.db.building import AT, article, claim, extraction, report, save

FILLER = "The studio had no comment on Friday, and neither had anybody else who was asked about it by the paper. "


def titles(found: Found) -> list[str]:
    return [hit.title for hit in found.hits]


def write(store: Store, title: str, text: str, *names: Entity, url: str | None = None, day: int = 20) -> str:
    return save(store, article(text, title=title, url=url, day=day), extraction(entities=names))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Four articles, indexed; to be read only."""
    with open_store(tmp_path_factory.mktemp("library") / "dailies.duckdb") as store:
        fill(store)
        yield store


def fill(store: Store) -> None:
    higgsfield = Entity("Higgsfield AI", "COMPANY", ("Higgsfield",))
    write(store, "Higgsfield raises money", FILLER + "Higgsfield was valued at $1.3 billion.", higgsfield)
    write(store, "Festival notes", FILLER + "A film by Higgsfield was shown. Nobody stayed.", higgsfield)
    write(store, "What parties cost", FILLER * 3 + "Studios' budgets grow. The Höllenschliff crew has 15 people.")
    write(store, "It", "A film that is called so, and two of its people.", Entity("It", "WORK"))
    update_search(store)


def test_an_article_about_the_word_goes_before_one_that_mentions_it(library: Store) -> None:
    assert titles(search(library, "higgsfield")) == ["Higgsfield raises money", "Festival notes"]


def test_an_article_that_holds_all_words_goes_first(library: Store) -> None:
    found = search(library, "higgsfield festival")
    assert titles(found)[0] == "Festival notes"
    assert (found.articles, found.total) == (1, 2)


@pytest.mark.parametrize("asked", ["Higsfield", "higgsfeild", "HIGGSFIELDS", "Higgsfield’s"])
def test_a_misspelt_name_finds_the_name(library: Store, asked: str) -> None:
    assert "Higgsfield raises money" in titles(search(library, asked))


def test_what_was_looked_for_instead_is_said(library: Store) -> None:
    assert search(library, "Higsfield valued").corrected == {"higsfield": ("higgsfield",)}
    assert search(library, "higgsfield valued").corrected == {}


@pytest.mark.parametrize(
    "asked", ["hollenschliff", "HÖLLENSCHLIFF", "budget", "studio's budgets", "party", "15 people"]
)
def test_accents_case_plurals_and_possessives_do_not_matter(library: Store, asked: str) -> None:
    assert titles(search(library, asked))[0] == "What parties cost"


def test_a_figure_is_found_as_it_is_written(store: Store) -> None:
    write(store, "A", "It cost $500,000, they say.")
    write(store, "B", "It cost $700,000, they say.")
    update_search(store)
    for asked in ("$500,000", "500000"):
        assert search(store, asked).articles == 1


@pytest.mark.parametrize("asked", ["AI", "A.I.", "a.i.’s", "(A.I.)"])
def test_initials_are_one_word_with_and_without_dots(store: Store, asked: str) -> None:
    write(store, "Dotted", "It was made with A.I. tools.")
    write(store, "A.I. tools", "Nothing more.")
    write(store, "Plain", "It was made with AI tools.")
    write(store, "Neither", "A film, I. e. a long one, of 1.5 hours.")
    update_search(store)
    found = search(store, asked)
    assert sorted(titles(found)) == ["A.I. tools", "Dotted", "Plain"]
    snippet = next(hit for hit in found.hits if hit.title == "Dotted").snippet
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["A.I."]


def test_an_index_in_which_initials_are_letters_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "dailies.duckdb"
    before = tuple(step for step in load_migrations() if step.number < 13)
    with _open(path, wait_s=1, command="", migrations=before) as store:
        store.connection.execute("INSERT INTO store.search_words VALUES ('i', 1, 1)")
    with open_store(path) as store:
        assert store.value("SELECT count(*) FROM store.search_words") == 0


def test_a_common_word_is_found_where_it_is_a_title(library: Store) -> None:
    assert titles(search(library, "it")) == ["It"]


def test_the_words_are_marked_in_the_snippet(library: Store) -> None:
    snippet = search(library, "higgsfield valued").hits[0].snippet
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["Higgsfield", "valued"]


def test_a_quote_answers_before_the_text_and_names_its_claim(store: Store) -> None:
    report(store, "Hell Grind")
    update_search(store)
    hit = search(store, "hell grind").hits[0]
    assert hit.snippet.where == "quote"
    assert hit.claim_id == store.value("SELECT claim_id FROM claims")
    assert hit.snippet.text == "Hell Grind cost $500000"


def test_words_next_to_each_other_go_before_words_far_apart(store: Store) -> None:
    far = "salt was found. " + FILLER * 4 + "A clock too."
    near = "the salt clock was found. " + FILLER * 4 + "Nothing else."
    write(store, "Far", far)
    write(store, "Near", near)
    update_search(store)
    assert titles(search(store, "salt clock")) == ["Near", "Far"]


def test_the_newest_of_equals_goes_first(store: Store) -> None:
    for day in (3, 9, 6):
        write(store, f"Day {day}", "Moth Parade.", day=day)
    update_search(store)
    assert titles(search(store, "moth parade")) == ["Day 9", "Day 6", "Day 3"]


def test_a_limit_is_kept(store: Store) -> None:
    save_articles(store, [article("Moth Parade.") for _ in range(30)], run_id="r", at=AT)
    update_search(store)
    found = search(store, "moth", limit=7)
    assert (len(found.hits), found.total) == (7, 30)


@pytest.mark.parametrize("asked", ["", "  ", "…", "$ %", "\x00"])
def test_nothing_to_look_for_is_an_error(library: Store, asked: str) -> None:
    with pytest.raises(InputError, match="no word"):
        search(library, asked)


@pytest.mark.parametrize("asked", ["'; DROP TABLE store.articles; --", "%", "zzzz" * 100, "a" * 5000, "film " * 500])
def test_strange_words_find_nothing_or_something_and_harm_nothing(library: Store, asked: str) -> None:
    with contextlib.suppress(InputError):
        search(library, asked)
    assert search(library, "higgsfield").articles == 2


def test_a_new_version_is_found_and_the_old_one_is_not(store: Store) -> None:
    url = "https://reel.example/a"
    write(store, "A", "They had twenty carpenters.", url=url)
    update_search(store)
    write(store, "A", "They had twenty plumbers.", url=url)
    assert update_search(store) == 1
    assert search(store, "plumbers").total == 1
    assert search(store, "carpenters").total == 0


def test_indexing_again_does_nothing(library: Store) -> None:
    before = library.rows("FROM store.search_words ORDER BY ALL")
    assert update_search(library) == 0
    assert library.rows("FROM store.search_words ORDER BY ALL") == before


def test_claims_read_anew_are_indexed_anew(store: Store) -> None:
    text = "Moth Parade cost $2 million."
    url = "https://reel.example/a"
    save(store, article(text, url=url, title="A"), extraction(entities=(Entity("Moth Parade", "WORK"),)))
    update_search(store)
    before = store.value("SELECT weight FROM store.search_words WHERE word = 'parade'")
    later = AT.replace(hour=9)
    save(
        store,
        article(text, url=url, title="A"),
        extraction(claim(text, text, "budget", "Moth Parade", "2000000")),
        at=later,
    )
    assert update_search(store) == 1
    assert store.value("SELECT max(weight) FROM store.search_words WHERE word = 'parade'") > before


def test_by_and_by_finds_the_same_as_all_at_once(store: Store, tmp_path: Path) -> None:
    """Also where small runs are sorted together, and articles change in between."""
    asked = ("moth parade", "report", "cinder", "number 3")
    for number in range(12):
        write(
            store,
            f"Report {number % 5}",
            f"Moth {number} on parade. {FILLER}",
            url=f"https://reel.example/{number % 9}",
        )
        update_search(store, run=4)
    by_and_by = [[(hit.article_id, hit.score) for hit in search(store, words).hits] for words in asked]
    assert store.value("SELECT sorted_to FROM store.search_state") > 0
    for table in ("search_words", "search_articles", "search_spellings"):
        store.connection.execute(f"DELETE FROM store.{table}")
    update_search(store)
    at_once = [[(hit.article_id, hit.score) for hit in search(store, words).hits] for words in asked]
    assert at_once == by_and_by


def test_after_a_rebuild_no_dead_words_are_left(store: Store) -> None:
    fill(store)
    store.connection.execute("UPDATE store.extractions SET extracted_at = extracted_at + INTERVAL 1 DAY")
    words = store.value("SELECT count(*) FROM store.search_words")
    assert update_search(store) == 4
    assert store.value("SELECT count(*) FROM store.search_words") == words


def test_an_interrupted_indexing_is_completed(store: Store) -> None:
    save_articles(store, [article("Moth Parade.") for _ in range(6)], run_id="r", at=AT)

    def stop(done: int, total: int) -> None:
        if done >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        update_search(store, run=2, progress=stop)
    assert search(store, "moth").total == 4
    assert update_search(store) == 2
    assert search(store, "moth").total == 6


def test_the_published_copy_is_searched(library: Store, tmp_path: Path) -> None:
    target = publish(library, tmp_path / "copy.duckdb", run_id="r", at=AT, parquet=False).copy
    with open_copy(target) as copy:
        assert search(copy, "higgsfield").articles == 2


def test_a_record_that_is_not_indexed_says_so(store: Store) -> None:
    write(store, "A", "Moth Parade.")
    with pytest.raises(StoreError, match="not indexed"):
        search(store, "moth")


def test_an_empty_record_finds_nothing(store: Store) -> None:
    assert search(store, "moth").hits == ()


@given(st.text(max_size=200))
def test_words_are_the_same_with_and_without_their_places(text: str) -> None:
    assert [term for _, _, term in term_spans(text)] == terms_in(text)


@given(st.text(max_size=200), st.text(max_size=50))
def test_weights_fit_their_column(text: str, title: str) -> None:
    weights = weigh_words(title, "", text, [text])
    assert all(1 <= weight <= 220 for weight in weights.values())
    assert set(terms_in(title)) <= set(weights)


@given(
    st.lists(
        st.sampled_from(["moth", "Parade,", "the", "A.I.", "x" * 50, "Ünder", "a\n\nb", "…", "moth-parade"]),
        max_size=300,
    )
)
def test_marks_are_the_words_that_were_asked_for(parts: list[str]) -> None:
    held = HeldWords((Word("moth", (("moth", 1.0),)), Word("parade", (("parade", 1.0),))))
    snippet, nearness, claim_id = find_snippet("A title", None, " ".join(parts), (), held)
    assert {snippet.text[start:end].casefold() for start, end in snippet.marks} <= {"moth", "parade"}
    assert 0 <= nearness <= 1
    assert claim_id is None
    assert len(snippet.text) < 2000

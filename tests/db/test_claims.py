"""What extractors read, as it is stored."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.amounts import plain
from db.articles import save_articles
from db.claims import load_sourced_claims, save_extractions
from db.doctor import find_problems
from db.facts import reconcile
from db.ids import claim_id
from db.store import Store
from extractors.records import Entity, Extraction, Mention, Relevance
from tests.db.building import AT, article, claim, extraction, report, save

TEXT = "Hell Grind cost $500,000. It runs 95 minutes, says Anna Berg of Kettle Works."
BUDGET = claim(TEXT, "Hell Grind cost $500,000", "budget", "Hell Grind", "500000", attribution="Anna Berg")
RUNTIME = claim(TEXT, "It runs 95 minutes", "runtime", "Hell Grind", "95", unit="minute")


def test_a_claim_comes_back_with_where_it_stands(store: Store) -> None:
    read = extraction(BUDGET, entities=(Entity("Anna Berg", "PERSON"),))
    id_ = save(store, article(TEXT, outlet="reel"), read)
    (sourced,) = load_sourced_claims(store)
    assert sourced.claim == replace(BUDGET, value=Decimal(500000))
    assert (sourced.article_id, sourced.outlet, sourced.is_current) == (id_, "reel", True)
    assert sourced.attribution_type == "PERSON"


def test_saving_the_same_extraction_again_adds_nothing(store: Store) -> None:
    (row,) = save_articles(store, [article(TEXT)], run_id="r", at=AT)
    first = save_extractions(store, [(row.version_id, extraction(BUDGET, RUNTIME))], run_id="r", at=AT)
    assert (first.claims, first.entities) == (2, 1)
    again = save_extractions(store, [(row.version_id, extraction(BUDGET, RUNTIME))], run_id="r2", at=AT)
    assert (again.claims, again.entities, again.candidates) == (0, 0, 0)
    assert store.value("SELECT count(*) FROM claims") == 2


def test_candidates_are_stored_as_such(store: Store) -> None:
    read = Extraction(Relevance(True, 1.0), (Entity("Hell Grind", "WORK"),), (), (BUDGET,), (RUNTIME,), "test 1")
    save(store, article(TEXT), read)
    assert store.rows("SELECT type FROM claims") == [("budget",)]
    assert store.rows("SELECT type FROM candidates") == [("runtime",)]
    assert [sourced.claim.type for sourced in load_sourced_claims(store)] == ["budget"]


def test_an_off_topic_article_is_marked_and_has_no_claims(store: Store) -> None:
    (row,) = save_articles(store, [article(TEXT)], run_id="r", at=AT)
    off = Extraction(Relevance(False, 0.1, ("no film term",)), (), (), (BUDGET,), extractor="test 1")
    saved = save_extractions(store, [(row.version_id, off)], run_id="r", at=AT)
    assert (saved.claims, saved.off_topic) == (0, 1)
    assert store.rows("SELECT on_topic, reasons FROM articles") == [(False, ["no film term"])]


def test_a_claim_without_a_named_subject_is_refused_and_counted(store: Store) -> None:
    (row,) = save_articles(store, [article(TEXT)], run_id="r", at=AT)
    nameless = Extraction(Relevance(True, 1.0), (), (), (BUDGET,), extractor="test 1")
    assert save_extractions(store, [(row.version_id, nameless)], run_id="r", at=AT).refused == 1


@pytest.mark.parametrize("value", ["1E+30", "NaN", "Infinity"])
def test_a_value_that_no_column_holds_is_refused_and_counted(store: Store, value: str) -> None:
    (row,) = save_articles(store, [article(TEXT)], run_id="r", at=AT)
    absurd = replace(BUDGET, value=Decimal(value))
    assert save_extractions(store, [(row.version_id, extraction(absurd))], run_id="r", at=AT).refused == 1


def test_an_unknown_version_is_an_error(store: Store) -> None:
    with pytest.raises(KeyError):
        save_extractions(store, [("nobody", extraction())], run_id="r", at=AT)


def test_a_better_extractor_drops_what_it_no_longer_finds_and_makes_nothing_new(store: Store) -> None:
    (row,) = save_articles(store, [article(TEXT)], run_id="r", at=AT)
    save_extractions(store, [(row.version_id, extraction(BUDGET, RUNTIME))], run_id="r", at=AT)
    reconcile(store, run_id="r", at=AT)
    later = AT + timedelta(days=9)
    better = replace(extraction(BUDGET), extractor="test 2")
    save_extractions(store, [(row.version_id, better)], run_id="r2", at=later)
    reconcile(store, run_id="r2", at=later)
    assert store.rows("SELECT type, extractor FROM claims") == [("budget", "test 2")]
    assert store.rows("SELECT type FROM facts") == [("budget",)]
    assert store.rows("SELECT DISTINCT known_since FROM claims") == [(AT.replace(tzinfo=None),)]
    assert find_problems(store) == []


def test_a_claim_that_is_found_again_is_back(store: Store) -> None:
    (row,) = save_articles(store, [article(TEXT)], run_id="r", at=AT)
    for claims in ((BUDGET, RUNTIME), (BUDGET,), (BUDGET, RUNTIME)):
        save_extractions(store, [(row.version_id, extraction(*claims))], run_id="r", at=AT)
        reconcile(store, run_id="r", at=AT)
    assert store.value("SELECT count(*) FROM facts") == 2


def test_the_subject_is_of_the_type_that_the_claim_is_about(store: Store) -> None:
    text = "Runway, the firm, is worth $3 billion; Runway, the film, cost $2 million."
    claims = (
        claim(text, "Runway, the firm, is worth $3 billion", "valuation", "Runway", "3000000000"),
        claim(text, "Runway, the film, cost $2 million", "budget", "Runway", "2000000"),
    )
    save(store, article(text), extraction(*claims, entities=(Entity("Runway", "WORK"), Entity("Runway", "COMPANY"))))
    assert dict(store.rows("SELECT type, subject_type FROM claims")) == {"valuation": "COMPANY", "budget": "WORK"}


def test_an_amount_has_its_dollars_where_a_rate_is_known(store: Store) -> None:
    text = "It cost €1,000,000 or ₦38m."
    save(
        store,
        article(text),
        extraction(
            claim(text, "It cost €1,000,000", "budget", "Hell Grind", "1000000", unit="EUR"),
            claim(text, "₦38m", "budget", "Hell Grind", "38000000", unit="NGN"),
        ),
    )
    rows = dict(store.rows("SELECT unit, usd FROM claims"))
    assert 1_000_000 < rows["EUR"] < 1_300_000
    assert rows["NGN"] is None


def test_mentions_are_counted_and_the_lead_is_known(store: Store) -> None:
    text = "Hell Grind opens. " + "word " * 80 + "Kettle Works paid."
    mentions = tuple(Mention(at, at + 10, "Hell Grind", "Hell Grind", "WORK") for at in (0, 0))
    read = Extraction(
        Relevance(True, 1.0), (Entity("Hell Grind", "WORK"), Entity("Kettle Works", "COMPANY")), mentions, extractor="t"
    )
    save(store, article(text), read)
    rows = store.rows("SELECT n.name, mentions, in_lead FROM store.mentions JOIN store.names AS n ON n.id = entity_id")
    assert sorted(rows) == [("Hell Grind", 2, True), ("Kettle Works", 1, False)]


def test_claims_are_loaded_by_canonical_subject(store: Store) -> None:
    report(store, "Hell Grind")
    report(store, "Salt Clock")
    subject = store.value("SELECT subject_id FROM claims WHERE subject = 'Salt Clock'")
    assert [sourced.claim.subject for sourced in load_sourced_claims(store, [subject])] == ["Salt Clock"]
    assert load_sourced_claims(store, []) == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=st.text("aé🎬\u0301\u200d\n ", max_size=12),
    quote=st.text("bé🎬\u0301\u200d👩\n ", min_size=1, max_size=12),
    after=st.text("cé🎬 ", max_size=12),
    value=st.decimals(-(10**19), 10**19, places=6),
)
def test_offsets_and_values_are_python_s(store: Store, before: str, quote: str, after: str, value: Decimal) -> None:
    text = before + quote + after
    made = replace(
        claim(quote, quote, "budget", "Film", "1"), value=value, start=len(before), end=len(before) + len(quote)
    )
    id_ = save(store, article(text), extraction(made))
    (sourced,) = (one for one in load_sourced_claims(store) if one.article_id == id_)
    assert sourced.claim.value == value
    assert sourced.id == claim_id(sourced.version_id, made)
    assert text[sourced.claim.start : sourced.claim.end] == sourced.claim.quote == quote
    assert [finding for finding in find_problems(store) if finding.check == "quotes"] == []


@pytest.mark.parametrize(("stored", "shown"), [("500000.000000", "500000"), ("1.670000", "1.67"), ("0.000000", "0")])
def test_an_amount_is_shown_without_idle_zeros(stored: str, shown: str) -> None:
    assert str(plain(Decimal(stored))) == shown


WORDS = st.none() | st.text("aé'\u2028 Z", max_size=4)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    value=st.none() | st.decimals(-(10**12), 10**12, places=3),
    high=st.none() | st.sampled_from([Decimal("1E+3"), Decimal("1000.00"), Decimal("0.10")]),
    label=WORDS,
    object_=WORDS,
    attribution=WORDS,
    date=st.sampled_from([None, "2026", "2026-05-21"]),
)
def test_the_database_makes_the_ids_that_python_makes(
    store: Store,
    value: Decimal | None,
    high: Decimal | None,
    label: str | None,
    object_: str | None,
    attribution: str | None,
    date: str | None,
) -> None:
    made = replace(
        BUDGET,
        value=value,
        value_high=high,
        label=label,
        object=object_,
        attribution=attribution,
        date=date,
        as_of=date,
    )
    (row,) = save_articles(store, [article(TEXT)], run_id="r", at=AT)
    save_extractions(store, [(row, extraction(made))], run_id="r", at=AT)
    stored = store.rows("SELECT id FROM store.claims WHERE version_id = $version", {"version": row.version_id})
    assert stored == [(claim_id(row.version_id, made),)]


def test_a_statement_that_is_found_twice_is_stored_once(store: Store) -> None:
    read = Extraction(
        Relevance(True, 1.0),
        (Entity("Hell Grind", "WORK"),),
        (),
        (BUDGET, replace(BUDGET, confidence=0.5)),
        (replace(BUDGET, confidence=0.2),),
        "test 1",
    )
    save(store, article(TEXT), read)
    assert store.rows("SELECT confidence, is_candidate FROM store.claims") == [(1.0, False)]

"""Reconciling, by and by and all at once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from db.articles import save_articles
from db.claims import save_extractions
from db.decisions import load_decisions, save_decision
from db.doctor import find_problems
from db.facts import reconcile
from db.store import Store, open_store
from extractors.errors import StoreError
from extractors.facts import build_facts
from extractors.records import Decision, Entity, Link
from tests.db.building import AT, article, claim, extraction, report, save
from tests.extractors.facts.building import said


def content(store: Store) -> dict[str, list[Any]]:
    """Everything that reconciling makes."""
    return {
        table: store.rows(f"SELECT * FROM store.{table} ORDER BY ALL")
        for table in ("facts", "fact_claims", "revisions", "stories", "story_articles", "entities", "citations")
    } | {"copies": store.rows("SELECT id, copy_of FROM store.articles ORDER BY id")}


def test_agreeing_outlets_are_one_fact_with_two_voices(store: Store) -> None:
    report(store, outlet="reel")
    report(store, outlet="cinder", day=21)
    done = reconcile(store, run_id="r", at=AT)
    assert (done.facts, done.new, done.disputes) == (1, 1, 0)
    assert store.rows("SELECT value, independent_outlets, rank, claims FROM facts") == [(500000, 2, "preferred", 2)]


def test_contradicting_outlets_are_a_dispute_with_both_quotes(store: Store) -> None:
    report(store, outlet="reel", value="500000")
    report(store, outlet="cinder", value="50000")
    assert reconcile(store, run_id="r", at=AT).disputes == 1
    rows = store.rows("SELECT value, outlets, quote FROM disputes ORDER BY value")
    assert rows == [
        (50000, ["cinder"], "Hell Grind cost $50000"),
        (500000, ["reel"], "Hell Grind cost $500000"),
    ]


def test_reconciling_again_changes_nothing(store: Store) -> None:
    report(store, outlet="reel")
    report(store, outlet="cinder", value="50000")
    reconcile(store, run_id="r1", at=AT)
    before = content(store)
    again = reconcile(store, run_id="r2", at=AT)
    assert (again.new, again.changed) == (0, 0)
    assert content(store) == before
    full = reconcile(store, run_id="r3", at=AT, full=True)
    assert (full.new, full.changed) == (0, 0)
    assert content(store) == before


def test_a_new_contradiction_is_a_changed_fact(store: Store) -> None:
    report(store, outlet="reel")
    reconcile(store, run_id="r1", at=AT)
    report(store, outlet="cinder", value="50000")
    done = reconcile(store, run_id="r2", at=AT)
    assert (done.new, done.changed, done.disputes) == (1, 1, 1)


def test_a_revised_article_gives_a_revision_with_both_quotes(store: Store) -> None:
    report(store, value="25000000", url="https://reel.example/a")
    reconcile(store, run_id="r1", at=AT)
    report(store, value="30000000", url="https://reel.example/a", at=AT + timedelta(days=1))
    reconcile(store, run_id="r2", at=AT + timedelta(days=1))
    assert store.rows("SELECT quote_before, quote_after, same_article FROM revisions") == [
        ("Hell Grind cost $25000000", "Hell Grind cost $30000000", True)
    ]
    assert store.rows("SELECT value, rank, disputed FROM facts ORDER BY value") == [
        (25000000, "deprecated", False),
        (30000000, "preferred", False),
    ]
    assert [row[0] for row in store.rows("SELECT value FROM claims")] == [30000000]


def test_an_edit_without_a_date_is_as_old_as_its_reading(store: Store) -> None:
    for day, value in enumerate(("500000", "700000", "900000", "700000")):
        quote = f"Hell Grind cost ${value}"
        text = f"It took {day} days. {quote}."
        saved = article(text, url="https://reel.example/a", day=26, title="What it cost")
        read = extraction(claim(text, quote, "budget", "Hell Grind", value))
        save(store, saved, read, at=AT + timedelta(days=day))
        reconcile(store, run_id="r", at=AT + timedelta(days=day))
    assert store.rows("SELECT moment, value, previous_value FROM history ORDER BY moment") == [
        ("2026-05-26", 500000, None),
        ("2026-05-28", 700000, 500000),
        ("2026-05-29", 900000, 700000),
    ]
    assert store.rows("SELECT reason FROM facts ORDER BY value") == [
        ("revised by reel on 2026-05-28",),
        ("one source",),
        ("revised by reel on 2026-05-30",),
    ]


@pytest.mark.parametrize("modified", [None, datetime(2026, 5, 29, tzinfo=UTC)])
def test_a_statement_that_an_edit_leaves_as_it_was_grows_no_younger(store: Store, modified: datetime | None) -> None:
    report(store, value="500000", day=20, url="https://reel.example/a")
    report(store, value="650000", day=22, outlet="wire", attribution="Hell Grind")
    reconcile(store, run_id="r", at=AT)
    stood = store.rows("SELECT value, rank, reason, first_seen, last_seen FROM facts ORDER BY value")
    assert stood[0][2] == "superseded on 2026-05-22 by Hell Grind"
    text = "reel now writes otherwise. Hell Grind cost $500000, reel has learned."
    saved = article(text, url="https://reel.example/a", day=20, modified=modified)
    read = extraction(claim(text, "Hell Grind cost $500000", "budget", "Hell Grind", "500000"))
    save(store, saved, read, at=AT + timedelta(days=3))
    reconcile(store, run_id="r", at=AT + timedelta(days=3))
    assert store.rows("SELECT value, rank, reason, first_seen, last_seen FROM facts ORDER BY value") == stood


def test_a_new_version_that_is_not_read_yet_withdraws_nothing(store: Store) -> None:
    report(store, url="https://reel.example/a")
    save_articles(store, [article("A text to be read.", url="https://reel.example/a")], run_id="r", at=AT)
    reconcile(store, run_id="r", at=AT)
    assert store.rows("SELECT rank, independent_outlets FROM facts") == [("preferred", 1)]
    assert store.value("SELECT count(*) FROM claims") == 1


LONG = " ".join(f"word{number} said so on day {number}" for number in range(60))


def test_a_syndicated_copy_adds_no_voice(store: Store) -> None:
    quote = "Hell Grind cost $500000"
    original = f"{quote}. {LONG}"
    copied = f"This article first appeared in Reel. {quote}. {LONG} Ends."
    save(store, article(original, day=20), extraction(claim(original, quote, "budget", "Hell Grind", "500000")))
    reconcile(store, run_id="r1", at=AT)
    save(
        store,
        article(copied, outlet="cinder", day=21),
        extraction(claim(copied, quote, "budget", "Hell Grind", "500000")),
    )
    assert reconcile(store, run_id="r2", at=AT).copies == 1
    assert store.rows("SELECT independent_outlets, claims FROM facts") == [(1, 2)]
    assert store.rows("SELECT articles, copies, first_outlet FROM coverage") == [(2, 1, "reel")]


def test_an_original_that_comes_late_takes_all_copies(store: Store) -> None:
    quote = "Hell Grind cost $500000"
    for day, outlet in ((22, "b"), (23, "c"), (20, "a")):
        text = f"{quote}. {LONG}"
        save(
            store,
            article(text, outlet=outlet, day=day),
            extraction(claim(text, quote, "budget", "Hell Grind", "500000")),
        )
        reconcile(store, run_id=outlet, at=AT)
    first = store.value("SELECT article_id FROM articles WHERE outlet = 'a'")
    assert store.rows("SELECT outlet, copy_of FROM articles ORDER BY outlet") == [
        ("a", None),
        ("b", first),
        ("c", first),
    ]
    assert store.rows("SELECT independent_outlets FROM facts") == [(1,)]
    assert find_problems(store) == []


def _report_citing(store: Store) -> None:
    """Saves an article that links to another with the same figure."""
    text = "As was reported, Hell Grind cost $500000 in all."
    link = Link("http://www.reel.example/first?utm_source=c", "reported", 0)
    made = claim(text, "Hell Grind cost $500000", "budget", "Hell Grind", "500000")
    save(store, article(text, outlet="cinder", day=22, links=(link,)), extraction(made))


def test_a_link_to_the_original_adds_no_voice(store: Store) -> None:
    report(store, url="https://reel.example/first")
    _report_citing(store)
    reconcile(store, run_id="r", at=AT)
    assert store.rows("SELECT independent_outlets FROM facts") == [(1,)]


def test_a_link_to_an_original_that_is_found_later_adds_no_voice(store: Store) -> None:
    _report_citing(store)
    reconcile(store, run_id="first", at=AT)
    report(store, url="https://reel.example/first")
    reconcile(store, run_id="second", at=AT)
    assert store.rows("SELECT independent_outlets FROM facts") == [(1,)]
    facts = store.rows("FROM store.fact_claims ORDER BY ALL")
    reconcile(store, run_id="full", at=AT, full=True)
    assert store.rows("FROM store.fact_claims ORDER BY ALL") == facts
    assert store.value("SELECT count(*) FROM store.citations") == 1


def test_a_short_name_is_the_full_one_that_an_article_gives_it(store: Store) -> None:
    for outlet, name, aliases in (("reel", "Higgsfield", ()), ("cinder", "Higgsfield AI", ("Higgsfield",))):
        text = f"{outlet} of its own accord says that {name} is worth $1 billion."
        made = claim(text, f"{name} is worth $1 billion", "valuation", name, "1000000000")
        save(store, article(text, outlet=outlet), extraction(made, entities=(Entity(name, "COMPANY", aliases),)))
        reconcile(store, run_id=outlet, at=AT)
    assert store.rows("SELECT subject, independent_outlets FROM facts") == [("Higgsfield AI", 2)]
    assert store.rows("SELECT name, aliases, valuation FROM companies") == [
        ("Higgsfield AI", ["Higgsfield"], 1000000000)
    ]


def _decide(store: Store, kind: Any, target: Any, target_id: str, other_id: str | None = None) -> None:
    save_decision(store, Decision(f"{kind}-{target_id}", kind, target, target_id, "seen the contract", AT, other_id))


def test_a_decision_on_a_fact_is_applied_and_survives_a_rebuild(store: Store) -> None:
    report(store, outlet="reel", value="500000")
    report(store, outlet="cinder", value="50000")
    reconcile(store, run_id="r", at=AT)
    _decide(store, "accept", "fact", store.value("SELECT fact_id FROM facts WHERE value = 50000"))
    reconcile(store, run_id="r", at=AT)
    expected = [(50000, "preferred"), (500000, "deprecated")]
    assert store.rows("SELECT value, rank FROM facts ORDER BY value") == expected
    report(store, outlet="third", value="500000")
    reconcile(store, run_id="r", at=AT, full=True)
    assert store.rows("SELECT value, rank FROM facts ORDER BY value") == expected
    assert [decision.reason for decision in load_decisions(store)] == ["seen the contract"]


def test_a_rejected_claim_does_not_count(store: Store) -> None:
    report(store, outlet="reel", value="500000")
    report(store, outlet="cinder", value="50000")
    reconcile(store, run_id="r", at=AT)
    _decide(store, "reject", "claim", store.value("SELECT claim_id FROM claims WHERE value = 50000"))
    assert reconcile(store, run_id="r", at=AT).disputes == 0


def test_entities_that_a_user_merges_are_one_and_can_be_split_again(store: Store) -> None:
    report(store, "Hell Grind", outlet="reel")
    report(store, "Höllenschliff", outlet="cinder")
    reconcile(store, run_id="r", at=AT)
    ids = dict(store.rows("SELECT name, entity_id FROM entities"))
    _decide(store, "merge", "entity", ids["Höllenschliff"], ids["Hell Grind"])
    reconcile(store, run_id="r", at=AT)
    assert store.rows("SELECT subject, independent_outlets FROM facts") == [("Hell Grind", 2)]
    _decide(store, "split", "entity", ids["Höllenschliff"], ids["Hell Grind"])
    reconcile(store, run_id="r", at=AT)
    assert store.value("SELECT count(*) FROM facts") == 2
    assert find_problems(store) == []


@pytest.mark.parametrize("target", ["claim", "fact", "entity"])
def test_a_decision_on_nothing_is_an_error(store: Store, target: str) -> None:
    with pytest.raises(StoreError, match="there is no"):
        _decide(store, "accept", target, "nobody")


def test_by_and_by_comes_to_the_same_as_all_at_once(tmp_path: Any) -> None:
    def fill(store: Store, *, each: bool) -> dict[str, list[Any]]:
        for number in range(14):
            report(
                store,
                f"Film {number % 3}",
                str(100000 * (1 + number % 3)),
                outlet="abcd"[number % 4],
                day=1 + number % 20,
                url=f"https://{'abcd'[number % 4]}.example/{number % 11}",
                type_=("budget", "valuation", "box_office")[number % 3],
            )
            if each:
                reconcile(store, run_id="r", at=AT)
        reconcile(store, run_id="r", at=AT, full=not each)
        made = content(store)
        # Stories grow in the order in which articles come in.
        return {name: rows for name, rows in made.items() if not name.startswith("stor")}

    with open_store(tmp_path / "one.duckdb") as one, open_store(tmp_path / "other.duckdb") as other:
        assert fill(one, each=True) == fill(other, each=False)
        assert find_problems(one) == []
        assert find_problems(other) == []


def test_an_article_that_turns_off_topic_leaves_facts_and_stories(store: Store) -> None:
    report(store, url="https://reel.example/a")
    reconcile(store, run_id="r", at=AT)
    (row,) = save_articles(store, [article("Nothing on films.", url="https://reel.example/a")], run_id="r", at=AT)
    off = extraction()
    off = type(off)(type(off.relevance)(False, 0.0), extractor="test 1")
    save_extractions(store, [(row.version_id, off)], run_id="r", at=AT)
    reconcile(store, run_id="r", at=AT)
    assert store.rows("SELECT rank, reason FROM facts") == [("deprecated", "no longer in the article")]
    assert store.value("SELECT count(*) FROM coverage") == 0
    assert find_problems(store) == []


def test_a_run_is_logged(store: Store) -> None:
    reconcile(store, run_id="r1", at=datetime(2026, 5, 27, tzinfo=UTC))
    assert store.rows("SELECT id, facts FROM store.runs") == [("r1", 0)]


def test_several_processes_come_to_the_same_facts_as_one(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(12):
        report(store, f"Film {number % 4}", str(100000 * (1 + number % 3)), outlet="abc"[number % 3], day=1 + number)
    reconcile(store, run_id="r", at=AT, full=True)
    before = content(store)
    monkeypatch.setattr("db.facts._CLAIMS_AT_ONCE", 4)
    again = reconcile(store, run_id="r", at=AT, full=True)
    assert (again.new, again.changed) == (0, 0)
    assert content(store) == before


def test_subjects_are_looked_at_in_parts_without_a_difference(store: Store) -> None:
    claims = [
        *(said(str(100 + number % 3), outlet="abcd"[number % 4], subject=f"film {number % 5}") for number in range(30)),
        *(said("7", type="runtime", unit="minute", subject=f"film {number}") for number in range(5)),
    ]
    whole = build_facts(claims)
    parts = [build_facts([one for one in claims if one.subject_id == f"film {number}"]) for number in range(5)]
    assert sorted((fact for part in parts for fact in part), key=lambda fact: fact.id) == whole

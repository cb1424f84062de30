"""What a user may name, and what becomes of decisions that are taken back or outlive their claims."""

from dataclasses import replace
from datetime import timedelta

import pytest

from db.articles import save_articles
from db.candidates import count_candidates, load_candidates
from db.claims import save_extractions
from db.decision_targets import find_decision, find_entity, find_statement
from db.decisions import load_decision_rows, load_decisions, save_decision, undo_decision
from db.facts import reconcile
from db.store import Store
from extractors.errors import InputError
from extractors.records import Claim, Decision, Entity, Extraction, Relevance
from tests.db.building import AT, article, claim, extraction, report, save


def decide(store: Store, kind: str, target: str, target_id: str, other_id: str | None = None, *, hours: int = 0) -> str:
    id_ = f"{kind}{target}{hours}"
    save_decision(store, Decision(id_, kind, target, target_id, "seen", AT + timedelta(hours=hours), other_id))  # type: ignore[arg-type]
    return id_


def standing(store: Store) -> list[tuple[int, str, bool]]:
    reconcile(store, run_id="r", at=AT)
    return [
        (int(value), rank, disputed)
        for value, rank, disputed in store.rows("SELECT value, rank, disputed FROM facts ORDER BY value")
    ]


@pytest.fixture
def dispute(store: Store) -> Store:
    """Two outlets that do not agree."""
    report(store, outlet="reel", value="500000")
    report(store, outlet="cinder", value="50000")
    reconcile(store, run_id="r", at=AT)
    return store


def test_a_decision_that_is_taken_back_counts_no_more_and_stays_in_the_list(dispute: Store) -> None:
    before = standing(dispute)
    id_ = decide(dispute, "reject", "fact", dispute.value("SELECT fact_id FROM facts WHERE value = 50000"))
    assert [row for row in standing(dispute) if row[2]] == []
    undo_decision(dispute, id_, "it was right after all", at=AT)
    assert standing(dispute) == before
    (row,) = load_decision_rows(dispute)
    assert (row.kind, row.about, row.undone_because) == (
        "reject",
        "Hell Grind budget 50000 USD",
        "it was right after all",
    )
    assert load_decisions(dispute) == []


def test_a_merge_that_is_taken_back_makes_two_again(store: Store) -> None:
    report(store, "Hell Grind")
    report(store, "Höllenschliff")
    reconcile(store, run_id="r", at=AT)
    first, second = find_entity(store, "Höllenschliff"), find_entity(store, "hell grind")
    id_ = decide(store, "merge", "entity", first.id, second.id)
    reconcile(store, run_id="r", at=AT)
    assert store.rows("SELECT name, goes_as, why, reason FROM merges") == [
        ("Höllenschliff", "Hell Grind", "decided", "seen")
    ]
    undo_decision(store, id_, "", at=AT)
    reconcile(store, run_id="r", at=AT)
    assert store.rows("FROM merges") == []
    assert store.value("SELECT count(*) FROM works") == 2


@pytest.fixture
def higgs(store: Store) -> dict[str, str]:
    """A name that is merged with two others, one after the other; the ids of all three."""
    for number, name in enumerate(("Higgs", "Higgsfield Labs", "Higgsfield Studio")):
        report(store, name, f"50000{number}", outlet=f"outlet{number}")
    ids = {name: find_entity(store, name).id for name in ("Higgs", "Higgsfield Labs", "Higgsfield Studio")}
    for hours, name in enumerate(("Higgsfield Labs", "Higgsfield Studio")):
        decide(store, "merge", "entity", ids["Higgs"], ids[name], hours=hours)
        reconcile(store, run_id="r", at=AT)
    return ids


_GO_AS = "SELECT name, goes_as FROM merges ORDER BY name"


def test_a_second_merge_of_a_name_leaves_the_first_in_force(store: Store, higgs: dict[str, str]) -> None:
    both = [("Higgs", "Higgsfield Studio"), ("Higgsfield Labs", "Higgsfield Studio")]
    assert store.rows(_GO_AS) == both
    reconcile(store, run_id="full", at=AT, full=True)
    assert store.rows(_GO_AS) == both
    undo_decision(store, "mergeentity1", "", at=AT)
    reconcile(store, run_id="r", at=AT)
    assert store.rows(_GO_AS) == [("Higgs", "Higgsfield Labs")]


@pytest.mark.parametrize(
    ("names", "left"),
    [
        (("Higgs", "Higgsfield Labs"), ("Higgs", "Higgsfield Studio")),
        (("Higgsfield Labs", "Higgs"), ("Higgs", "Higgsfield Studio")),
        (("Higgs", "Higgsfield Studio"), ("Higgs", "Higgsfield Labs")),
        (("Higgsfield Labs", "Higgsfield Studio"), ("Higgs", "Higgsfield Studio")),
    ],
)
def test_a_split_takes_apart_what_it_names_and_nothing_else(
    store: Store, higgs: dict[str, str], names: tuple[str, str], left: tuple[str, str]
) -> None:
    decide(store, "split", "entity", higgs[names[0]], higgs[names[1]], hours=2)
    for full in (False, True):
        reconcile(store, run_id="r", at=AT, full=full)
        assert store.rows(_GO_AS) == [left]


def test_the_merges_that_follow_from_articles_are_shown_too(store: Store) -> None:
    save(store, article("A."), extraction(entities=(Entity("Higgsfield AI", "COMPANY", ("Higgsfield",)),)))
    save(store, article("B."), extraction(entities=(Entity("Higgsfield", "COMPANY"),)))
    reconcile(store, run_id="r", at=AT)
    rows = store.rows("SELECT name, goes_as, type, why, articles FROM merges")
    assert rows == [("Higgsfield", "Higgsfield AI", "COMPANY", "alias in an article", 1)]


def test_a_decision_goes_on_to_what_a_better_extractor_makes_of_the_claim(store: Store) -> None:
    text = "Hell Grind cost $500,000 in all, said the outlet."
    (saved,) = save_articles(store, [article(text)], run_id="r", at=AT)
    first = claim(text, "Hell Grind cost $500,000", "budget", "Hell Grind", "500000")
    save_extractions(store, [(saved.version_id, extraction(first))], run_id="r", at=AT)
    report(store, outlet="cinder", value="50000")
    reconcile(store, run_id="r", at=AT)
    decide(store, "accept", "claim", store.value("SELECT claim_id FROM claims WHERE value = 500000"))
    better = claim(text, text, "budget", "Hell Grind", "500000", label="total")
    read = Extraction(Relevance(True, 1.0), (Entity("Hell Grind", "WORK"),), (), (better,), extractor="test 2")
    save_extractions(store, [(saved.version_id, read)], run_id="r", at=AT)
    reconcile(store, run_id="r", at=AT)
    assert store.rows("SELECT rank, reason FROM facts WHERE value = 500000")[0][0] == "preferred"


def test_a_statement_is_named_by_the_beginning_of_its_id(dispute: Store) -> None:
    for view, key in (("facts", "fact_id"), ("claims", "claim_id")):
        ids = [row[0] for row in dispute.rows(f"SELECT {key} FROM {view} ORDER BY 1")]
        for id_ in ids:
            found = find_statement(dispute, id_[:8])
            assert (found.id, f"{found.target}s") == (id_, view)
            assert "Hell Grind budget" in found.about


@pytest.mark.parametrize("asked", ["nobody", "abc", "", "x" * 13, "%%%%", "' OR 1", "Hell Grind"])
def test_what_is_no_statement_is_an_error(dispute: Store, asked: str) -> None:
    with pytest.raises(InputError, match="no claim or fact"):
        find_statement(dispute, asked)


def test_an_ambiguous_beginning_names_what_it_may_be(dispute: Store) -> None:
    for place, id_ in enumerate(("abcd11111111", "abcd22222222")):
        dispute.connection.execute(
            "UPDATE store.claims SET id = $id "
            "WHERE id = (SELECT id FROM store.claims ORDER BY quote LIMIT 1 OFFSET $place)",
            {"id": id_, "place": place},
        )
    with pytest.raises(InputError, match=r"may be claim abcd1+: Hell Grind budget .* USD \(.*\); claim abcd2+"):
        find_statement(dispute, "abcd")


@pytest.fixture
def candidate(store: Store) -> str:
    """The id of a claim that was too unsure to count."""
    text = "Hell Grind cost $500,000, perhaps."
    unsure = claim(text, text, "budget", "Hell Grind", "500000")
    read = Extraction(Relevance(True, 1.0), (Entity("Hell Grind", "WORK"),), (), (), (unsure,), extractor="test 1")
    save(store, article(text), read)
    reconcile(store, run_id="r", at=AT)
    return str(store.value("SELECT claim_id FROM candidates"))


def test_a_candidate_is_found_and_called_one(store: Store, candidate: str) -> None:
    found = find_statement(store, candidate)
    assert (found.target, found.id) == ("claim", candidate)
    assert "a candidate" in found.about


def test_an_accepted_candidate_counts_until_the_decision_is_undone(store: Store, candidate: str) -> None:
    assert store.rows("FROM claims") == store.rows("FROM facts") == []
    accept = Decision("d1", "accept", "claim", candidate, "the studio says so", AT)
    save_decision(store, accept)
    reconcile(store, run_id="r2", at=AT)
    assert store.rows("SELECT claim_id FROM claims") == [(candidate,)]
    assert store.rows("SELECT type, rank FROM facts") == [("budget", "preferred")]
    assert store.rows("FROM candidates") == []
    undo_decision(store, "d1", "a mistake", at=AT)
    reconcile(store, run_id="r3", at=AT)
    assert store.rows("FROM claims") == store.rows("FROM facts") == []
    assert store.rows("SELECT claim_id FROM candidates") == [(candidate,)]


def test_a_rejected_candidate_is_no_fact_and_waits_no_more(store: Store, candidate: str) -> None:
    assert [one.claim_id for one in load_candidates(store, limit=9)] == [candidate]
    save_decision(store, Decision("d1", "reject", "claim", candidate, "a rumour", AT))
    reconcile(store, run_id="r2", at=AT)
    assert store.rows("FROM facts") == []
    assert (load_candidates(store, limit=9), count_candidates(store)) == ([], 0)


@pytest.fixture
def names(store: Store) -> Store:
    """A film and a person of one name, a company with an alias."""
    lilith, company = Entity("Lilith", "WORK"), Entity("The Moth Company", "COMPANY", ("Moth",))
    save(store, article("A."), extraction(entities=(lilith, company)))
    save(store, article("B."), extraction(entities=(Entity("Lilith", "PERSON"),)))
    reconcile(store, run_id="r", at=AT)
    return store


@pytest.mark.parametrize("asked", ["The Moth Company", "moth company", "MOTH COMPANY", "Moth"])
def test_a_name_is_found_as_it_is_spelt_anywhere(names: Store, asked: str) -> None:
    assert find_entity(names, asked).name == "The Moth Company"


def test_an_article_counts_for_a_name_while_it_has_it(names: Store) -> None:
    """Of a text that is not read yet the one before counts."""
    count = "SELECT articles FROM entities WHERE name = 'The Moth Company'"
    url = names.value("SELECT url FROM articles WHERE text = 'A.'")
    changed = article("A film.", url=url)
    version = save_articles(names, [changed], run_id="r", at=AT + timedelta(days=1))[0].version_id
    assert (names.value(count), find_entity(names, "Moth").articles) == (1, 1)
    save_extractions(names, [(version, extraction(entities=(Entity("Lilith", "WORK"),)))], run_id="r", at=AT)
    assert (names.value(count), find_entity(names, "Moth").articles) == (0, 0)
    assert names.value("SELECT articles FROM works") == 1


def test_an_id_is_a_name_too(names: Store) -> None:
    id_ = names.value("SELECT entity_id FROM entities WHERE type = 'PERSON'")
    assert find_entity(names, id_).type == "PERSON"


def test_a_name_of_several_things_asks_for_the_type(names: Store) -> None:
    with pytest.raises(InputError, match=r"Lilith \((?:WORK|PERSON), 1 articles; id") as caught:
        find_entity(names, "Lilith")
    assert "--type" in caught.value.hint
    assert find_entity(names, "Lilith", "PERSON").type == "PERSON"


def test_a_misspelt_name_gets_suggestions(names: Store) -> None:
    with pytest.raises(InputError, match="no name 'Lillith'; near are Lilith"):
        find_entity(names, "Lillith")


def test_a_decision_is_named_by_the_beginning_of_its_id(dispute: Store) -> None:
    id_ = decide(dispute, "accept", "fact", dispute.value("SELECT min(fact_id) FROM facts"))
    assert find_decision(dispute, id_[:4]) == id_
    undo_decision(dispute, id_, "", at=AT)
    with pytest.raises(InputError, match="taken back already, on 2026-05-27"):
        find_decision(dispute, id_)
    for asked in ("zzzz", ""):
        with pytest.raises(InputError, match="no decision"):
            find_decision(dispute, asked)


def test_a_decision_taken_back_twice_is_undone_once(dispute: Store) -> None:
    id_ = decide(dispute, "accept", "fact", dispute.value("SELECT min(fact_id) FROM facts"))
    undo_decision(dispute, id_, "first", at=AT)
    undo_decision(dispute, id_, "second", at=AT)
    assert [row.undone_because for row in load_decision_rows(dispute)] == ["first"]


@pytest.mark.parametrize("kind", ["reject", "accept"])
def test_a_decision_outlives_a_mended_comma(store: Store, kind: str) -> None:
    report(store, outlet="reel", value="500000")
    report(store, outlet="cinder", value="50000", url="https://cinder.example/grind")
    reconcile(store, run_id="r", at=AT)
    decide(store, kind, "claim", store.value("SELECT claim_id FROM claims WHERE value = 50000"))
    decided = standing(store)
    quote = "Hell Grind cost $50000"
    text = f"cinder, as it writes, has found this out by itself. {quote}, cinder has learned. Corrected: a name."
    changed = article(text, outlet="cinder", url="https://cinder.example/grind", title="What Hell Grind cost")
    save(store, changed, extraction(claim(text, quote, "budget", "Hell Grind", "50000")), at=AT + timedelta(days=1))
    assert standing(store) == decided
    assert store.value("SELECT count(*) FROM store.verdicts") == 2


def test_a_decision_does_not_hold_for_another_figure_in_a_later_version(dispute: Store) -> None:
    url = dispute.value("SELECT url FROM claims WHERE value = 50000")
    decide(dispute, "reject", "claim", dispute.value("SELECT claim_id FROM claims WHERE value = 50000"))
    report(dispute, outlet="cinder", value="90000", url=url, at=AT + timedelta(days=1))
    assert (90000, "normal", True) in standing(dispute)


def test_a_decision_that_is_taken_back_no_longer_holds_for_later_versions(dispute: Store) -> None:
    url = dispute.value("SELECT url FROM claims WHERE value = 50000")
    id_ = decide(dispute, "reject", "claim", dispute.value("SELECT claim_id FROM claims WHERE value = 50000"))
    quote = "Hell Grind cost $50000"
    text = f"cinder, as it writes, has found this out by itself. {quote}, cinder has learned. Corrected: a name."
    changed = article(text, outlet="cinder", url=url, title="What Hell Grind cost")
    save(dispute, changed, extraction(claim(text, quote, "budget", "Hell Grind", "50000")), at=AT + timedelta(days=1))
    assert not any(disputed for _, _, disputed in standing(dispute))
    undo_decision(dispute, id_, "it was right after all", at=AT)
    assert [row for row in standing(dispute) if row[2]] == [(50000, "normal", True), (500000, "normal", True)]


def reread(store: Store, version: str, *claims: Claim, extractor: str = "test 2") -> None:
    """Another extractor reads a version that is stored."""
    save_extractions(store, [(version, replace(extraction(*claims), extractor=extractor))], run_id="r", at=AT)


def test_a_rejection_is_not_handed_on_to_another_subject_at_the_same_place(store: Store) -> None:
    quote = "Hell Grind and Moth Parade cost $5 million"
    text = f"A report. {quote}, it says."
    wrong, right = (claim(text, quote, "budget", subject, "5000000") for subject in ("Hell Grind", "Moth Parade"))
    version = save_articles(store, [article(text)], run_id="r", at=AT)[0].version_id
    reread(store, version, wrong, right, extractor="test 1")
    reconcile(store, run_id="r", at=AT)
    decide(store, "reject", "claim", store.value("SELECT claim_id FROM claims WHERE subject = 'Hell Grind'"))
    reread(store, version, right)
    reconcile(store, run_id="r", at=AT)
    assert store.rows("SELECT subject, rank FROM facts") == [("Moth Parade", "preferred")]


def test_a_decision_outlives_an_edit_and_a_rebuild_after_it(dispute: Store) -> None:
    url = dispute.value("SELECT url FROM claims WHERE value = 50000")
    decide(dispute, "reject", "claim", dispute.value("SELECT claim_id FROM claims WHERE value = 50000"))
    quote = "Hell Grind – cost: $50000"
    text = f"cinder, as it writes, has found this out by itself. {quote}, cinder has learned. Corrected: a name."
    changed = article(text, outlet="cinder", url=url, title="What Hell Grind cost")
    made = claim(text, quote, "budget", "Hell Grind", "50000")
    save(dispute, changed, extraction(made), at=AT + timedelta(days=1))
    version = dispute.value("SELECT version_id FROM store.articles WHERE url = $url", {"url": url})
    reread(dispute, version, replace(made, status="reported", quote="cost: $50000", start=made.end - 12))
    assert not any(disputed for _, _, disputed in standing(dispute))

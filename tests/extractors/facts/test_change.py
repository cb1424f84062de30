"""What a later word does to an earlier one: history, revisions, plans, denials, decisions."""

import itertools
from dataclasses import replace

import pytest

from extractors.facts import build_facts
from extractors.records import Fact, SourcedClaim
from tests.extractors.facts.building import decided, fact_of, roles, said


@pytest.mark.parametrize("type_", ["valuation", "revenue", "team_size", "funding"])
def test_values_of_different_years_are_history_and_no_dispute(type_: str) -> None:
    old = said("1000000000", "a", type=type_, as_of="2025")
    new = said("3000000000", "b", type=type_, as_of="2026")
    facts = build_facts([old, new])
    assert not any(fact.disputed for fact in facts)
    assert (fact_of(facts, old).rank, fact_of(facts, old).reason) == ("normal", "a later figure is known")
    assert fact_of(facts, new).rank == "preferred"


def test_a_figure_without_a_date_is_of_its_days_of_publication() -> None:
    facts = build_facts(
        [
            said("1000000000", "a", type="valuation", month=1),
            said("3000000000", "b", type="valuation", month=9),
        ]
    )
    assert not any(fact.disputed for fact in facts)


def test_valuations_of_one_year_that_differ_are_a_dispute() -> None:
    facts = build_facts(
        [said("1000000000", "a", type="valuation", as_of="2026"), said("3000000000", "b", type="valuation")]
    )
    assert all(fact.disputed for fact in facts)


def test_box_office_grows_from_week_to_week() -> None:
    facts = build_facts(
        [
            said("5000000", "a", 3, type="box_office", label="worldwide"),
            said("9000000", "b", 12, type="box_office", label="worldwide"),
        ]
    )
    assert not any(fact.disputed for fact in facts)
    assert sorted((fact.low, fact.rank) for fact in facts) == [(5000000, "normal"), (9000000, "preferred")]


def test_an_article_that_changes_its_figure_revises_it() -> None:
    before = said("25000000", "a", 1, article_id="x", is_current=False)
    after = said("30000000", "a", 1, article_id="x")
    facts = build_facts([before, after])
    old = fact_of(facts, before)
    assert (old.rank, old.disputed) == ("deprecated", False)
    assert old.reason.startswith("revised by a on 2026-05-01")
    assert roles(old)[after.id] == "revises"
    assert [support.other_id for support in old.supports if support.role == "revises"] == [before.id]
    assert fact_of(facts, after).rank == "preferred"


def versions(*values: str, day: int = 1) -> list[SourcedClaim]:
    """One sentence of an article in each of its versions, a day apart."""
    return [
        said(
            *(value, "a", day + number),
            article_id=f"article of {day}",
            version=number + 1,
            is_current=number == len(values) - 1,
            quote=f"The film cost ${value} to make",
        )
        for number, value in enumerate(values)
    ]


def reworded(sourced: SourcedClaim, quote: str) -> SourcedClaim:
    """The same in other words."""
    return replace(sourced, claim=replace(sourced.claim, quote=quote, end=len(quote), value_end=len(quote)))


def pairs(facts: list[Fact]) -> list[tuple[str | None, str]]:
    """Claims with those that revise them."""
    return sorted(
        (support.other_id, support.claim_id) for fact in facts for support in fact.supports if support.role == "revises"
    )


def test_a_figure_is_revised_by_the_version_that_changed_it_whatever_versions_follow() -> None:
    first, changed, *later = versions("25", "30", "30", "30")
    facts = build_facts([first, changed, *later])
    assert pairs(facts) == [(first.id, changed.id)]
    assert fact_of(facts, first).reason == "revised by a on 2026-05-02"


def test_an_article_that_changes_its_figure_again_and_again_is_told_step_by_step() -> None:
    claims = versions("25", "30", "90", "30")
    facts = build_facts(claims)
    assert pairs(facts) == [(before.id, after.id) for before, after in itertools.pairwise(claims)]
    assert [fact_of(facts, claim).rank for claim in claims[:3]] == ["deprecated", "preferred", "deprecated"]


def test_a_correction_in_quite_other_words_is_a_revision() -> None:
    before, after = versions("25", "30")
    before = reworded(before, "It was made for $25 million, making it the costliest film of its kind to date")
    after = reworded(after, "The budget of Hell Grind was $30 million, the producers said after publication")
    facts = build_facts([before, after])
    assert pairs(facts) == [(before.id, after.id)]
    assert fact_of(facts, before).reason == "revised by a on 2026-05-02"


def test_a_correction_is_one_revision_though_a_version_without_it_lies_between() -> None:
    first, second, third = versions("25", "25", "30")
    facts = build_facts([first, second, reworded(third, "The budget was thirty")])
    assert pairs(facts) == [(second.id, third.id)]


def test_of_several_figures_of_an_article_only_a_sentence_that_was_edited_is_revised() -> None:
    before, after = versions("25", "30")
    other = replace(said("90", "a", 2, article_id=after.article_id, version=2), published=after.published)
    facts = build_facts([before, reworded(after, "All the producers together were paid thirty"), other])
    assert pairs(facts) == []
    assert pairs(build_facts([before, after, other])) == [(before.id, after.id)]


def test_a_later_article_has_revised_when_it_first_said_so() -> None:
    before, (after, edited) = said("25", "a", 1), versions("30", "30", day=5)
    facts = build_facts([before, after, edited])
    assert pairs(facts) == [(before.id, after.id)]


def test_a_copy_of_an_article_that_has_come_back_to_its_figure_holds_it_up() -> None:
    claims = versions("25", "30", "25")
    copy = said("25", "b", 2, copy_of="article of 1")
    quoted = said("25", "c", 2, copy_of="article of 1", status="reported")
    fact = fact_of(build_facts([*claims, copy, quoted]), copy)
    assert (fact.rank, fact.reason) == ("preferred", "one source")


def test_a_later_article_of_the_same_outlet_revises_the_earlier_one() -> None:
    before, after = said("25000000", "a", 1), said("30000000", "a", 9)
    facts = build_facts([before, after])
    assert roles(fact_of(facts, before))[after.id] == "revises"
    assert not any(fact.disputed for fact in facts)


def test_an_outlet_that_returns_to_its_figure_has_not_left_it() -> None:
    claims = [said("25000000", "a", 1), said("30000000", "a", 9), said("25000000", "a", 20)]
    facts = build_facts(claims)
    assert fact_of(facts, claims[0]).rank == "preferred"
    assert fact_of(facts, claims[1]).rank == "deprecated"


def test_an_outlet_that_leaves_a_figure_it_printed_twice_leaves_it_in_both_articles() -> None:
    claims = [said("25000000", "a", 1), said("25000000", "a", 2), said("30000000", "a", 9)]
    copy = said("25000000", "b", 3, copy_of=claims[0].article_id)
    facts = build_facts([*claims, copy])
    old, new = fact_of(facts, claims[0]), fact_of(facts, claims[2])
    assert (old.rank, old.reason, old.disputed) == ("deprecated", "revised by a on 2026-05-09", False)
    assert (new.rank, new.reason, new.disputed) == ("preferred", "one source", False)
    # What was changed is what the outlet printed last.
    assert [support.other_id for support in old.supports if support.role == "revises"] == [claims[1].id]


def test_an_outlet_that_goes_back_and_forth_holds_what_it_says_last() -> None:
    claims = [said(value, "a", day) for value, day in (("25", 1), ("30", 5), ("25", 9), ("30", 15))]
    facts = build_facts(claims)
    assert [fact_of(facts, claim).rank for claim in claims[2:]] == ["deprecated", "preferred"]
    assert not any(fact.disputed for fact in facts)


def test_a_revision_does_not_end_what_others_still_report() -> None:
    before, other, after = said("25000000", "a", 1), said("25000000", "b", 2), said("30000000", "a", 9)
    facts = build_facts([before, other, after])
    assert fact_of(facts, before).disputed
    assert fact_of(facts, after).disputed
    assert "revises" in roles(fact_of(facts, before)).values()


def test_a_copy_does_not_keep_a_revised_figure_alive() -> None:
    before = said("25000000", "a", 1, article_id="x", is_current=False)
    copy = said("25000000", "b", 2, copy_of="x")
    after = said("30000000", "a", 3, article_id="x")
    facts = build_facts([before, copy, after])
    assert fact_of(facts, copy).rank == "deprecated"


def test_a_figure_that_an_article_no_longer_holds_is_withdrawn() -> None:
    (fact,) = build_facts([said("25000000", is_current=False)])
    assert (fact.rank, fact.reason, fact.independent_outlets) == ("deprecated", "no longer in the article", 0)


def test_a_later_word_of_the_subject_supersedes_what_was_reported() -> None:
    press = said("500000", "a", 1)
    own = said("650000", "b", 9, attribution="film", attribution_id="film", attribution_type="WORK")
    facts = build_facts([press, own])
    assert fact_of(facts, press).rank == "deprecated"
    assert fact_of(facts, press).reason == "superseded on 2026-05-09 by film"
    assert fact_of(facts, own).rank == "preferred"


def test_a_later_word_of_the_chief_executive_supersedes_too() -> None:
    role = said(None, "a", type="role", label="ceo", object="Anna Berg", object_id="anna", subject="firm")
    press = said("1000000000", "a", 1, type="valuation", subject="firm")
    own = said(
        "1500000000",
        "b",
        9,
        type="valuation",
        subject="firm",
        attribution="Berg",
        attribution_id="anna",
        attribution_type="PERSON",
    )
    facts = build_facts([role, press, own])
    assert fact_of(facts, press).rank == "deprecated"
    assert fact_of(facts, own).rank == "preferred"


def test_a_later_filing_supersedes_what_was_reported() -> None:
    press = said("500000", "a", 1)
    filing = said("650000", "b", 9, quote="a court filing puts the budget at $650,000")
    facts = build_facts([press, filing])
    assert fact_of(facts, press).reason == "superseded on 2026-05-09 by a filing"


def test_an_earlier_word_of_the_subject_is_disputed_by_later_reports() -> None:
    own = said("650000", "b", 1, attribution="film", attribution_id="film")
    press = said("500000", "a", 9)
    assert all(fact.disputed for fact in build_facts([own, press]))


def test_a_denied_premiere_against_an_asserted_one_is_a_dispute() -> None:
    wrong = said(None, "a", type="premiere", object="Cannes Film Festival", object_id="cannes")
    right = said(None, "b", 2, type="premiere", object="Cannes Film Festival", object_id="cannes", status="denied")
    facts = build_facts([wrong, right])
    assert all(fact.disputed for fact in facts)
    assert roles(fact_of(facts, wrong))[right.id] == "contradicts"
    assert fact_of(facts, right).independent_outlets == 0


def test_premieres_at_two_events_are_no_dispute() -> None:
    facts = build_facts(
        [
            said(None, "a", type="premiere", object="Cannes", object_id="cannes"),
            said(None, "b", type="premiere", object="Sitges", object_id="sitges"),
        ]
    )
    assert [fact.disputed for fact in facts] == [False, False]
    assert len({fact.property_id for fact in facts}) == 2


def test_not_42_days_but_49_denies_no_49() -> None:
    claims = [
        said("42", "a", type="production_time", unit="day", status="denied"),
        said("49", "b", type="production_time", unit="day"),
    ]
    assert not any(fact.disputed for fact in build_facts(claims))


def test_a_figure_that_nobody_states_but_someone_denies_is_deprecated() -> None:
    (fact,) = build_facts([said("500000", status="denied")])
    assert (fact.status, fact.rank, fact.disputed) == ("denied", "deprecated", False)


def test_a_plan_and_its_outcome_are_no_dispute() -> None:
    plan, outcome = said("400000", "a", 1, status="planned"), said("500000", "b", 9)
    facts = build_facts([plan, outcome])
    assert not any(fact.disputed for fact in facts)
    assert fact_of(facts, plan).reason == "a plan; the outcome is known"
    assert fact_of(facts, outcome).rank == "preferred"


def test_a_release_that_was_moved_replaces_the_earlier_plan() -> None:
    first = said(None, "a", 1, type="release_date", date="2026-07-01", status="planned")
    moved = said(None, "b", 28, type="release_date", date="2026-09-01", status="planned")
    facts = build_facts([first, moved])
    assert (fact_of(facts, first).rank, fact_of(facts, first).reason) == ("deprecated", "an earlier plan")
    assert (fact_of(facts, moved).rank, fact_of(facts, moved).reason) == ("normal", "planned")


def test_hearsay_alone_is_not_preferred() -> None:
    (fact,) = build_facts([said("500000", status="reported")])
    assert (fact.rank, fact.reason, fact.status) == ("normal", "hearsay only", "reported")


def test_the_better_attested_side_of_a_dispute_is_preferred() -> None:
    many = [said("500000", outlet) for outlet in "abc"]
    one = said("50000", "d")
    facts = build_facts([*many, one])
    assert (fact_of(facts, many[0]).rank, fact_of(facts, one).rank) == ("preferred", "normal")
    assert fact_of(facts, one).reason == "disputed: 1 independent sources against 3"


def test_sides_with_equally_many_sources_are_both_normal() -> None:
    assert {fact.rank for fact in build_facts([said("500000", "a"), said("50000", "b")])} == {"normal"}


def test_a_users_rejection_takes_a_claim_out() -> None:
    right, wrong = said("500000", "a"), said("50000", "b")
    facts = build_facts([right, wrong], [decided("reject", wrong, reason="misread")])
    assert (fact_of(facts, wrong).rank, fact_of(facts, wrong).reason) == ("deprecated", "rejected: misread")
    assert (fact_of(facts, right).rank, fact_of(facts, right).disputed) == ("preferred", False)


def test_a_users_acceptance_settles_a_dispute() -> None:
    many, one = [said("500000", outlet) for outlet in "abc"], said("50000", "d")
    facts = build_facts([*many, one], [decided("accept", one, reason="seen the contract")])
    assert (fact_of(facts, one).rank, fact_of(facts, one).reason) == ("preferred", "accepted: seen the contract")
    assert (fact_of(facts, many[0]).rank, fact_of(facts, many[0]).reason) == (
        "deprecated",
        "overruled: seen the contract",
    )
    assert not any(fact.disputed for fact in facts)


def test_an_accepted_figure_stands_though_its_outlet_has_left_it() -> None:
    for before, after in (
        (said("25000000", "a", 1), said("30000000", "a", 9)),
        (said("25000000", "a", 1, article_id="x", is_current=False), said("30000000", "a", 1, article_id="x")),
    ):
        facts = build_facts([before, after], [decided("accept", before)])
        assert (fact_of(facts, before).rank, fact_of(facts, before).reason) == (
            "preferred",
            "accepted: checked by phone",
        )
        assert (fact_of(facts, after).rank, fact_of(facts, after).reason) == (
            "deprecated",
            "overruled: checked by phone",
        )
        assert not any(fact.disputed for fact in facts)


def test_an_accepted_figure_overrules_a_later_word_of_the_subject() -> None:
    press = said("500000", "a", 1)
    own = said("650000", "b", 9, attribution="film", attribution_id="film", attribution_type="WORK")
    facts = build_facts([press, own], [decided("accept", press)])
    assert (fact_of(facts, press).rank, fact_of(facts, own).rank) == ("preferred", "deprecated")
    assert not any(fact.disputed for fact in facts)


def test_an_accepted_denial_settles_the_matter() -> None:
    wrong = said(None, "a", type="premiere", object="Cannes", object_id="cannes")
    right = said(None, "b", 2, type="premiere", object="Cannes", object_id="cannes", status="denied")
    facts = build_facts([wrong, right], [decided("accept", right)])
    assert (fact_of(facts, wrong).rank, fact_of(facts, wrong).disputed) == ("deprecated", False)


def test_two_accepted_figures_that_cannot_both_be_true_stay_disputed() -> None:
    one, other = said("500000", "a"), said("50000", "b")
    facts = build_facts([one, other], [decided("accept", one), decided("accept", other)])
    assert [(fact.rank, fact.disputed) for fact in facts] == [("preferred", True), ("preferred", True)]


def test_a_later_decision_replaces_an_earlier_one() -> None:
    claim = said("500000")
    (fact,) = build_facts([claim], [decided("reject", claim, day=2), decided("accept", claim, day=3)])
    assert fact.rank == "preferred"


def test_a_facts_id_stays_when_more_is_known() -> None:
    first = said("500000", "a", 1, bound="about")
    (before,) = build_facts([first])
    after = fact_of(build_facts([first, said("500000", "b", 2), said("50000", "c", 3)]), first)
    assert before.id == after.id


def test_no_claims_are_no_facts() -> None:
    assert build_facts([]) == []

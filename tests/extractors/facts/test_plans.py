"""Plans change: what is a dispute of plans, what is a plan that was moved, and what ends both."""

from typing import Any

import pytest

from extractors.facts import build_facts
from extractors.records import SourcedClaim
from tests.extractors.facts.building import fact_of, roles, said

OWN = {"attribution": "film", "attribution_id": "film", "attribution_type": "WORK"}


def opens(date: str, outlet: str = "a", day: int = 1, **fields: Any) -> SourcedClaim:
    """A plan for the release of `film`, unless the status says otherwise."""
    return said(None, outlet, day, **{"type": "release_date", "date": date, "status": "planned", **fields})


def test_two_outlets_that_give_different_plans_at_about_the_same_time_are_a_dispute() -> None:
    facts = build_facts([opens("2026-07-01"), opens("2026-09-01", "b", 9)])
    assert [(fact.disputed, fact.reason) for fact in facts] == [(True, "disputed plan")] * 2


@pytest.mark.parametrize("source", [{}, {"attribution": "Kettle Works"}, OWN])
def test_a_plan_that_the_same_outlet_changes_is_revised(source: dict[str, Any]) -> None:
    before, after = opens("2026-07-01"), opens("2026-09-01", day=9, **source)
    facts = build_facts([before, after])
    assert roles(fact_of(facts, before))[after.id] == "revises"
    assert (fact_of(facts, before).rank, fact_of(facts, before).reason) == ("deprecated", "revised by a on 2026-05-09")
    assert (fact_of(facts, after).disputed, fact_of(facts, after).reason) == (False, "planned")


def test_two_plans_of_two_sources_whom_one_outlet_quotes_are_a_dispute() -> None:
    claims = [opens("2026-07-01", attribution="Variety"), opens("2026-09-01", day=9, attribution="Deadline")]
    assert all(fact.disputed for fact in build_facts(claims))


def test_a_plan_of_which_the_same_outlet_says_that_it_was_carried_out_is_not_revised() -> None:
    plan, outcome = opens("2026-07-01"), opens("2026-07-01", day=9, status="asserted")
    assert "revises" not in roles(fact_of(build_facts([plan, outcome]), plan)).values()


def test_a_move_that_the_subject_announces_ends_the_plan_before() -> None:
    before, after = opens("2026-07-01"), opens("2026-09-01", "b", 9, **OWN)
    facts = build_facts([before, after])
    assert fact_of(facts, before).reason == "superseded on 2026-05-09 by film"
    assert not any(fact.disputed for fact in facts)


def test_an_edit_of_a_plan_is_a_revision() -> None:
    before = said("25", day=1, status="planned", article_id="x", is_current=False, quote="It will cost $25 million")
    after = said("40", day=1, status="planned", article_id="x", version=2, quote="It will cost $40 million")
    assert roles(fact_of(build_facts([before, after]), before))[after.id] == "revises"


def test_an_outcome_ends_all_disputes_of_plans() -> None:
    plans = [opens("2026-07-01"), opens("2026-07-03", "b", 9), opens("2026-07-01", "c", 11, status="denied")]
    outcome = opens("2026-07-03", "d", 3, month=7, status="asserted")
    facts = build_facts([*plans, outcome])
    assert not any(fact.disputed for fact in facts)
    assert {fact_of(facts, plan).reason for plan in plans[:2]} == {"a plan; the outcome is known"}


def test_a_figure_of_an_earlier_time_is_no_outcome() -> None:
    old = said("1000000000", type="valuation", year=2025)
    plans = [
        said(value, outlet, type="valuation", status="planned") for value, outlet in (("3000", "a"), ("4000", "b"))
    ]
    facts = build_facts([old, *plans])
    assert [fact_of(facts, plan).reason for plan in plans] == ["disputed plan"] * 2


def test_a_third_plan_of_later_days_ends_a_dispute_of_plans() -> None:
    plans = [opens("2026-07-01"), opens("2026-07-03", "b", 9)]
    newer = opens("2026-10-01", "c", 28)
    facts = build_facts([*plans, newer])
    assert [fact_of(facts, claim).reason for claim in (*plans, newer)] == ["an earlier plan"] * 2 + ["planned"]

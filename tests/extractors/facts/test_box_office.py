"""What has been taken so far is more from day to day: that is no dispute and no revision."""

from typing import Any

from extractors.facts import build_facts
from extractors.records import SourcedClaim
from tests.extractors.facts.building import fact_of, roles, said


def grossed(value: str, outlet: str, day: int, **fields: Any) -> SourcedClaim:
    """What `film` has taken."""
    return said(value, outlet, day, **{"type": "box_office", "label": "worldwide", **fields})


def test_a_larger_figure_of_another_outlet_two_days_later_is_a_later_figure() -> None:
    saturday, monday = grossed("2100000", "a", 16), grossed("6300000", "b", 18)
    facts = build_facts([saturday, monday])
    assert not any(fact.disputed for fact in facts)
    assert (fact_of(facts, saturday).rank, fact_of(facts, saturday).reason) == ("normal", "a later figure is known")
    assert (fact_of(facts, monday).rank, fact_of(facts, monday).reason) == ("preferred", "one source")


def test_an_outlet_that_gives_a_larger_figure_the_next_day_has_revised_nothing() -> None:
    claims = [grossed("2100000", "a", 16), grossed("6300000", "b", 18), grossed("7000000", "a", 19)]
    facts = build_facts(claims)
    assert [fact_of(facts, claim).rank for claim in claims] == ["normal", "normal", "preferred"]
    assert not any(fact.disputed or "revises" in roles(fact).values() for fact in facts)


def test_a_late_report_of_an_earlier_figure_disputes_no_later_one() -> None:
    claims = [grossed("2100000", "a", 16), grossed("6300000", "b", 18), grossed("2100000", "c", 19)]
    assert not any(fact.disputed for fact in build_facts(claims))


def test_figures_of_one_day_that_differ_are_a_dispute() -> None:
    assert all(fact.disputed for fact in build_facts([grossed("2100000", "a", 18), grossed("6300000", "b", 18)]))
    dated = [grossed("2100000", "a", 18, as_of="2026-05-17"), grossed("6300000", "b", 19, as_of="2026-05-17")]
    assert all(fact.disputed for fact in build_facts(dated))


def test_a_smaller_figure_of_a_later_day_is_a_dispute() -> None:
    assert all(fact.disputed for fact in build_facts([grossed("6300000", "a", 16), grossed("2100000", "b", 18)]))


def test_a_larger_forecast_is_another_forecast() -> None:
    claims = [grossed("2100000", "a", 16, status="planned"), grossed("6300000", "b", 18, status="planned")]
    assert all(fact.disputed for fact in build_facts(claims))


def test_a_larger_budget_of_a_later_day_is_a_dispute_still() -> None:
    assert all(fact.disputed for fact in build_facts([said("2100000", "a", 16), said("6300000", "b", 18)]))

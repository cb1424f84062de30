"""A copy, or a report of what others reported, makes a value no younger."""

from typing import Any

import pytest

from extractors.facts import build_facts
from tests.extractors.facts.building import fact_of, said

OWN = {"attribution": "film", "attribution_id": "film", "attribution_type": "WORK"}
LATE: tuple[tuple[str, dict[str, Any]], ...] = (
    ("a copy", {"copy_of": "first"}),
    ("according to X", {"attribution": "Variety", "status": "reported"}),
    ("a link to the first report", {"cites": ("first",)}),
)


@pytest.mark.parametrize(("what", "late"), LATE, ids=lambda case: case if isinstance(case, str) else "")
def test_what_the_subject_has_put_right_stays_so_when_the_old_figure_is_repeated(
    what: str, late: dict[str, Any]
) -> None:
    press, own = said("10000000", "a", 1, article_id="first"), said("6500000", "b", 9, **OWN)
    facts = build_facts([press, own, said("10000000", "c", 12, **late)])
    assert (fact_of(facts, press).rank, fact_of(facts, press).reason) == (
        "deprecated",
        "superseded on 2026-05-09 by film",
    )
    assert (fact_of(facts, own).rank, fact_of(facts, own).disputed) == ("preferred", False)


@pytest.mark.parametrize(("what", "late"), LATE, ids=lambda case: case if isinstance(case, str) else "")
def test_a_rumour_that_was_denied_stays_so_when_it_is_repeated(what: str, late: dict[str, Any]) -> None:
    rumour = said("10000000", "a", 1, article_id="first", status="reported")
    denial = said("10000000", "b", 6, status="denied", **OWN)
    facts = build_facts([rumour, denial, said("10000000", "c", 9, **{"status": "reported", **late})])
    assert fact_of(facts, rumour).reason == "superseded on 2026-05-06 by film"
    assert not any(fact.disputed for fact in facts)


def test_a_new_voice_after_the_subjects_own_word_is_a_dispute() -> None:
    facts = build_facts([said("10000000", "a", 1), said("6500000", "b", 9, **OWN), said("10000000", "c", 12)])
    assert all(fact.disputed for fact in facts)


def test_the_subjects_word_counts_again_whenever_it_is_said_again_but_not_when_it_is_copied() -> None:
    own, press = said("6500000", "a", 1, article_id="first", **OWN), said("10000000", "b", 5)
    copied = build_facts([own, press, said("6500000", "c", 9, copy_of="first", **OWN)])
    assert all(fact.disputed for fact in copied)
    again = build_facts([own, press, said("6500000", "c", 9, **OWN)])
    assert fact_of(again, press).reason == "superseded on 2026-05-09 by film"


def test_the_word_that_superseded_a_value_is_the_first_after_it() -> None:
    press = said("10000000", "a", 1)
    facts = build_facts([press, *(said("6500000", "b", day, **OWN) for day in (9, 15))])
    assert fact_of(facts, press).reason == "superseded on 2026-05-09 by film"


def test_a_late_copy_of_an_old_plan_makes_the_new_one_no_earlier_plan() -> None:
    old = said(None, "a", 1, type="release_date", date="2026-07-01", status="planned", article_id="first")
    new = said(None, "b", 20, type="release_date", date="2026-09-01", status="planned")
    copy = said(None, "c", 25, type="release_date", date="2026-07-01", status="planned", copy_of="first")
    facts = build_facts([old, new, copy])
    assert (fact_of(facts, old).reason, fact_of(facts, new).reason) == ("an earlier plan", "planned")

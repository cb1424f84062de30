"""How many independent sources stand behind a figure."""

import pytest

from extractors.facts import build_facts
from extractors.records import SourcedClaim
from tests.extractors.facts.building import decided, fact_of, roles, said

SECOND_HAND: tuple[tuple[str, dict[str, object]], ...] = (
    ("a syndicated copy", {"outlet": "b", "copy_of": "original"}),
    ("according to X", {"outlet": "b", "attribution": "Variety", "attribution_type": "COMPANY"}),
    ("according to an unknown source", {"outlet": "b", "attribution": "the Journal"}),
    ("a link to the original", {"outlet": "b", "cites": ("original",)}),
    ("the same outlet again", {"outlet": "a"}),
    (
        "a long run of the same words",
        {
            "outlet": "b",
            "quote": "It was made, two people say, for half a million dollars over the course of one long wet winter.",
        },
    ),
)


@pytest.mark.parametrize(("what", "second"), SECOND_HAND, ids=lambda case: case if isinstance(case, str) else "")
def test_second_hand_reports_add_no_voice(what: str, second: dict[str, object]) -> None:
    first = said(
        "500000",
        "a",
        1,
        article_id="original",
        quote="The film was made for half a million dollars over the course of one long wet winter.",
    )
    repeated = said("500000", day=2, **second)
    (fact,) = build_facts([first, repeated])
    assert fact.independent_outlets == 1
    assert roles(fact) == {first.id: "supports", repeated.id: "repeats"}


def test_two_outlets_that_report_by_themselves_are_two_voices() -> None:
    (fact,) = build_facts([said("500000", "a"), said("500000", "b", 2)])
    assert fact.independent_outlets == 2
    assert fact.reason == "2 independent sources agree"


def test_the_subjects_own_word_is_one_voice_however_many_print_it() -> None:
    own = {"attribution": "film", "attribution_id": "film", "attribution_type": "WORK"}
    (fact,) = build_facts([said("500000", "a", **own), said("500000", "b", 2, **own), said("500000", "c", 3, **own)])
    assert fact.independent_outlets == 1


def test_a_named_person_is_a_voice_of_her_own() -> None:
    anna = {"attribution": "Anna Berg", "attribution_type": "PERSON", "attribution_id": "anna"}
    (fact,) = build_facts([said("500000", "a"), said("500000", "b", 2, **anna), said("500000", "c", 3, **anna)])
    assert fact.independent_outlets == 2


def test_a_figure_that_is_known_second_hand_only_has_one_voice() -> None:
    (fact,) = build_facts([said("500000", "a", attribution="Variety", attribution_type="COMPANY")])
    assert fact.independent_outlets == 1
    assert [support.role for support in fact.supports] == ["supports"]


FILINGS = (
    ("Filings show that it cost $650,000", True),
    ("a court filing puts the budget at $650,000", True),
    ("According to a recent filing, it cost $650,000", True),
    ("SEC filing: the film cost $650,000", True),
    ("papers filed with the state put it at $650,000", True),
    ("The startup is filing for an IPO at $650,000", False),
    ("The firm, filing for bankruptcy, put it at $650,000", False),
    ("A startup filing for an IPO at $650,000", False),
    ("It cost $650,000 and they are filing a suit", False),
)


@pytest.mark.parametrize(("quote", "is_filing"), FILINGS)
def test_a_filing_is_a_thing_and_not_what_somebody_is_doing(quote: str, is_filing: bool) -> None:
    press, filing = said("500000", "a", 1), said("650000", "b", 9, quote=quote)
    facts = build_facts([press, filing])
    assert (fact_of(facts, press).reason == "superseded on 2026-05-09 by a filing") is is_filing


def test_a_filing_that_is_hearsay_supersedes_nothing() -> None:
    press = said("500000", "a", 1)
    rumour = said("650000", "b", 9, status="reported", quote="The budget is said to be $650,000 in a court filing")
    assert all(fact.disputed for fact in build_facts([press, rumour]))


def test_who_has_a_role_that_the_user_rejected_speaks_for_nobody() -> None:
    role = said(None, "a", type="role", label="ceo", object="Bo", object_id="bo")
    press = said("10000000", "a", 1)
    word = said("6500000", "b", 9, attribution="Bo", attribution_id="bo", attribution_type="PERSON")
    assert fact_of(build_facts([role, press, word]), press).reason == "superseded on 2026-05-09 by Bo"
    assert fact_of(build_facts([role, press, word], [decided("reject", role)]), press).disputed


@pytest.mark.parametrize("status", ["planned", "denied"])
def test_plans_and_denials_never_count_as_support(status: str) -> None:
    claims = [said("500000", "a"), said("500000", "b", 2, status=status)]
    facts = build_facts(claims)
    assert {fact.status: fact.independent_outlets for fact in facts} == {"asserted": 1, status: 0}


def _budget(count: int) -> list[SourcedClaim]:
    return [said("500000", f"outlet-{number}") for number in range(count)]


def test_a_fact_of_many_claims_is_built_in_bounded_time() -> None:
    claims = [*_budget(3000), *(said(str(100000 + 9 * number), "x", 2) for number in range(300))]
    facts = build_facts(claims)
    assert max(fact.independent_outlets for fact in facts) == 3000

"""What the words of a sentence make of a showing and of a figure, whatever the model thinks."""

import time
from dataclasses import replace
from decimal import Decimal

import pytest

from extractors.claims.vetoes import judge
from extractors.records import Bound, Claim, Status


def status_of(quote: str, event: str, status: Status) -> Status:
    """The status of a showing at the event, after the vetoes."""
    at = quote.index(event)
    claim = Claim("premiere", "Hell Grind", quote, 0, len(quote), at, at + len(event), object=event, status=status)
    return judge(claim).claim.status


@pytest.mark.parametrize(
    "quote",
    [
        "Hell Grind was not shown at Cannes.",
        "Hell Grind did not screen in the market at Cannes.",
        "Hell Grind could not, or would not be shown at Cannes.",
        "Hell Grind wasn’t ever officially screened at Cannes.",
        "Hell Grind was not selected to screen at Cannes.",
        "Hell Grind was not allowed to screen at Cannes.",
        "Hell Grind wasn’t ready to be officially screened at Cannes.",
        "Hell Grind was not able to premiere at Cannes.",
        "Hell Grind has not managed to screen at Cannes.",
        "Hell Grind did not make it to screen at Cannes.",
        "Hell Grind never premiered at Cannes.",
        "Hell Grind was never actually shown at Cannes.",
        "It is not at Cannes.",
    ],
)
def test_a_not_that_reaches_the_verb_of_showing_denies_it(quote: str) -> None:
    assert status_of(quote, "Cannes", "asserted") == "denied"


@pytest.mark.parametrize(
    "quote",
    [
        "Hell Grind did not disappoint when it premiered at Cannes.",
        "Ana Ruiz did not attend the premiere of Hell Grind at Cannes.",
        "Hell Grind was not shown to critics beforehand but premiered at Cannes.",
        "Hell Grind was not screened until it premiered at Cannes.",
        "Hell Grind is not a short film: it premiered at Cannes.",
        "The audience did not boo as Hell Grind screened at Cannes.",
        "Hell Grind not only premiered at Cannes.",
        "The crew of Hell Grind was not invited to screenings at Cannes.",
        "Never shown in public, Hell Grind premiered at Cannes.",
        "The never shown prologue of Hell Grind premiered at Cannes.",
        "Hell Grind has not opened theatrically since it bowed at Cannes.",
        "Hell Grind did not play in theaters after Cannes.",
        "Hell Grind did not open to great reviews at Cannes.",
        "Hell Grind did not screen in competition at Cannes.",
    ],
)
def test_a_not_that_belongs_to_another_verb_denies_no_showing(quote: str) -> None:
    assert status_of(quote, "Cannes", "asserted") == "asserted"


@pytest.mark.parametrize(
    "quote",
    [
        "Hell Grind premiered at Cannes.",
        "Hell Grind premiered in May at Cannes.",
        "Hell Grind was shown in the market, at Cannes.",
        "Hell Grind had its world premiere in Berlin and at Cannes.",
        "Hell Grind premiered in Venice and Cannes.",
        "Hell Grind premiered in Venice, Berlin and Cannes.",
        "Hell Grind premiered in January and then at Cannes.",
        "Hell Grind premiered on Jan. 24 at Cannes.",
        "Hell Grind had its world premiere on Tuesday (May 12) at Cannes.",
    ],
)
def test_a_past_verb_before_the_event_makes_a_plan_a_fact(quote: str) -> None:
    assert status_of(quote, "Cannes", "planned") == "asserted"


@pytest.mark.parametrize(
    "quote",
    [
        "At Cannes, “Hell Grind” premiered on Tuesday.",
        "Last week at Cannes, the film finally debuted.",
        "Cannes is where “Hell Grind” premiered on Tuesday.",
        "It won a prize at Cannes, where it was shown in May.",
    ],
)
def test_a_past_verb_after_an_event_in_front_makes_a_plan_a_fact(quote: str) -> None:
    assert status_of(quote, "Cannes", "planned") == "asserted"


@pytest.mark.parametrize(
    "quote",
    [
        "Hell Grind, whose teaser debuted online in May, is aiming for a slot at Cannes.",
        "Hell Grind, a sequel to a short that premiered at Sundance, could bow at Cannes.",
        "After its first film premiered at Sundance, the studio wants Hell Grind at Cannes.",
        "Hell Grind, whose teaser debuted online, has its eye on Cannes.",
        "Cannes is the goal of Hell Grind, whose teaser debuted online.",
        "Its first film premiered to acclaim and may be at Cannes again.",
        "Its first film premiered in Venice and the studio heads to Cannes.",
        "Its first film premiered in Venice and Cannes has invited the second.",
        "Its first film premiered in Venice, Berlin took the second and Cannes.",
        "Its teaser (which premiered online) got Hell Grind to Cannes.",
        "At Cannes, the studio said its first film premiered in Berlin.",
        "Hell Grind heads to Cannes, where its first film premiered.",
    ],
)
def test_a_past_verb_of_another_clause_or_beside_an_aim_leaves_the_plan(quote: str) -> None:
    assert status_of(quote, "Cannes", "planned") == "planned"


@pytest.mark.parametrize("unit", ["In ", "A, and ", "premiered and A, ", "(", "not be ", "It, "])
def test_a_hostile_sentence_takes_little_time(unit: str) -> None:
    begun = time.process_time()
    status_of(f"It premiered {unit * 400}x Cannes {unit * 400}was shown.", "Cannes", "planned")
    status_of(f"{unit * 400}x Cannes {unit * 400}was shown.", "Cannes", "planned")
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    ("quote", "figure", "bound", "status"),
    [
        ("It did not cost more than $5 million.", "more than $5 million", "under", "asserted"),
        ("It never fell under $5 million.", "under $5 million", "over", "asserted"),
        ("It is not true that it cost under $5 million.", "under $5 million", "under", "denied"),
        ("They deny that it cost more than $5 million.", "more than $5 million", "over", "denied"),
    ],
)
def test_a_not_that_turned_the_bound_denies_nothing_more(quote: str, figure: str, bound: Bound, status: Status) -> None:
    at = quote.index(figure)
    claim = Claim("budget", "Hell Grind", quote, 0, len(quote), at, at + len(figure), Decimal(5_000_000), unit="USD")
    assert judge(replace(claim, bound=bound, status="denied")).claim.status == status


@pytest.mark.parametrize(
    ("quote", "is_kept"),
    [
        ("A typical studio film costs $5 million.", False),
        ("In Hollywood, a typical film costs $5 million.", False),
        ("Unlike a typical studio film, it cost $5 million.", True),
        ("The film, made outside the usual studio system, cost $5 million.", True),
        ("Instead of the usual hundreds: $5 million.", True),
    ],
)
def test_a_typical_one_in_the_clause_of_an_amount_takes_it(quote: str, is_kept: bool) -> None:
    assert (_judge_budget(quote, "$5 million").confidence > 0) == is_kept


@pytest.mark.parametrize(
    ("quote", "type_"),
    [
        ("About $5 million was spent on computing.", "compute_cost"),
        ("About $5 million was spent on the film, rendered in a game engine.", "budget"),
    ],
)
def test_what_was_spent_on_computing_is_no_budget(quote: str, type_: str) -> None:
    assert _judge_budget(quote, "$5 million").type == type_


def _judge_budget(quote: str, figure: str) -> Claim:
    at = quote.index(figure)
    claim = Claim("budget", "Hell Grind", quote, 0, len(quote), at, at + len(figure), Decimal(5_000_000), unit="USD")
    return judge(claim).claim

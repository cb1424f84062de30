"""Which figures can all be true, and which cannot."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.currency import Rate, Rates
from extractors.facts import build_facts
from extractors.records import Bound
from tests.extractors.facts.building import fact_of, said

RATES = Rates([Rate(date(2026, 4, 30), "USD", 1.12), Rate(date(2026, 4, 30), "INR", 106.0)])

AGREE: tuple[tuple[dict[str, object], dict[str, object]], ...] = (
    ({"value": "30000000", "bound": "under"}, {"value": "28000000", "bound": "about"}),
    ({"value": "30000000", "bound": "under"}, {"value": "26000000", "unit": "EUR"}),
    ({"value": "28000000", "bound": "about"}, {"value": "26000000", "unit": "EUR"}),
    ({"value": "1000000000", "bound": "over"}, {"value": "1300000000"}),
    ({"value": "1000000000", "bound": "over"}, {"value": "1000000000"}),
    ({"value": "500000", "bound": "about"}, {"value": "480000"}),
    ({"value": "500000", "status": "estimated"}, {"value": "450000"}),
    ({"value": "20000000", "value_high": "30000000", "bound": "range"}, {"value": "25000000"}),
    ({"value": "95", "unit": "minute", "type": "runtime"}, {"value": "96", "unit": "minute", "type": "runtime"}),
    (
        {"value": "60", "unit": "day", "type": "production_time"},
        {"value": "63", "unit": "day", "type": "production_time"},
    ),
    ({"value": "90", "unit": "percent", "type": "ai_share"}, {"value": "90.4", "unit": "percent", "type": "ai_share"}),
    (
        {"value": "200", "unit": "percent", "type": "cost_saving"},
        {"value": "200", "unit": "percent", "type": "cost_saving"},
    ),
    ({"type": "release_date", "date": "2026"}, {"type": "release_date", "date": "2026-05-21"}),
    ({"type": "release_date", "date": "2026-05"}, {"type": "release_date", "date": "2026-05-21"}),
)

DISAGREE: tuple[tuple[dict[str, object], dict[str, object]], ...] = (
    ({"value": "500000"}, {"value": "50000"}),
    ({"value": "25000000"}, {"value": "30000000"}),
    ({"value": "30000000", "bound": "under"}, {"value": "40000000"}),
    ({"value": "1000000000", "bound": "over"}, {"value": "800000000"}),
    ({"value": "28000000", "bound": "about"}, {"value": "60000000", "unit": "EUR"}),
    ({"value": "95", "unit": "minute", "type": "runtime"}, {"value": "105", "unit": "minute", "type": "runtime"}),
    ({"value": "15", "unit": "person", "type": "team_size"}, {"value": "16", "unit": "person", "type": "team_size"}),
    ({"value": "90", "unit": "percent", "type": "ai_share"}, {"value": "60", "unit": "percent", "type": "ai_share"}),
    ({"type": "release_date", "date": "2026-05-21"}, {"type": "release_date", "date": "2026-05-22"}),
)


@pytest.mark.parametrize(("one", "other"), AGREE)
@pytest.mark.parametrize("turned", [False, True])
def test_figures_that_can_both_be_true_are_one_fact(
    one: dict[str, object], other: dict[str, object], turned: bool
) -> None:
    first, second = (other, one) if turned else (one, other)
    (fact,) = build_facts([said(outlet="a", **first), said(outlet="b", day=2, **second)], rates=RATES)
    assert not fact.disputed
    assert fact.independent_outlets == 2


@pytest.mark.parametrize(("one", "other"), DISAGREE)
@pytest.mark.parametrize("turned", [False, True])
def test_figures_that_cannot_both_be_true_are_a_dispute(
    one: dict[str, object], other: dict[str, object], turned: bool
) -> None:
    first, second = (other, one) if turned else (one, other)
    facts = build_facts([said(outlet="a", **first), said(outlet="b", day=2, **second)], rates=RATES)
    assert [fact.disputed for fact in facts] == [True, True]
    assert len({fact.property_id for fact in facts}) == 1


def test_an_amount_in_a_currency_without_a_rate_contradicts_nothing() -> None:
    facts = build_facts([said("38000000", "a", unit="NGN"), said("25000", "b")], rates=RATES)
    assert len(facts) == 2
    assert not any(fact.disputed for fact in facts)


def test_the_most_definite_figure_stands_for_a_fact() -> None:
    claims = [
        said("30000000", "a", 1, bound="under"),
        said("28000000", "b", 2, bound="about"),
        said("28500000", "c", 3),
    ]
    (fact,) = build_facts(claims)
    assert (fact.low, fact.bound, fact.first_seen.day, fact.last_seen.day) == (28500000, "exact", 1, 3)


def test_an_open_figure_joins_the_better_attested_of_two_values() -> None:
    claims = [said("1500000", "a"), said("1500000", "b"), said("4000000", "c"), said("1000000", "d", bound="over")]
    facts = {fact.low: fact for fact in build_facts(claims)}
    assert facts[1500000].independent_outlets == 3
    assert facts[4000000].independent_outlets == 1


def test_two_figures_in_one_article_and_one_voice_are_no_dispute() -> None:
    facts = build_facts([said("500000", article_id="x"), said("700000", article_id="x")])
    assert not any(fact.disputed for fact in facts)


def test_two_figures_of_two_sources_in_one_article_are_a_dispute() -> None:
    facts = build_facts(
        [said("500000", article_id="x", attribution="Anna"), said("700000", article_id="x", attribution="Variety")]
    )
    assert all(fact.disputed for fact in facts)


def test_a_sum_for_each_work_is_no_rival_of_the_damages_sought() -> None:
    facts = build_facts(
        [
            said("150000", "a", type="legal_amount", bound="under"),
            said("16800000", "b", type="legal_amount"),
        ]
    )
    assert not any(fact.disputed for fact in facts)


def test_a_round_without_a_label_is_the_labelled_one_of_the_same_sum() -> None:
    claims = [
        said("308000000", "a", type="funding", label="series d"),
        said("308000000", "b", 2, type="funding"),
    ]
    (fact,) = build_facts(claims)
    assert (fact.label, fact.independent_outlets) == ("series d", 2)


@pytest.mark.parametrize(
    ("known", "stated"),
    [
        ({"value": "308000000"}, {"value": "50000000", "bound": "over"}),
        ({"value": "308000000"}, {"value": "500000000", "bound": "under"}),
        ({"value": "50000000", "bound": "over"}, {"value": "308000000"}),
        ({"value": "20000000", "value_high": "30000000", "bound": "range"}, {"value": "5000000", "bound": "over"}),
    ],
)
def test_an_open_figure_without_a_label_confirms_no_other_figure_of_a_label(
    known: dict[str, object], stated: dict[str, object]
) -> None:
    facts = build_facts(
        [said(type="funding", label="series d", **known), said(outlet="b", day=2, type="funding", **stated)]
    )
    assert sorted((fact.label or "", fact.independent_outlets) for fact in facts) == [("", 1), ("series d", 1)]


@pytest.mark.parametrize(
    ("known", "stated"),
    [
        ({"value": "308000000"}, {"value": "300000000", "bound": "over"}),
        ({"value": "300000000", "bound": "over"}, {"value": "308000000"}),
        ({"value": "310000000", "bound": "under"}, {"value": "308000000"}),
        ({"value": "300000000", "bound": "over"}, {"value": "300000000", "bound": "over"}),
    ],
)
def test_an_open_figure_near_that_of_a_label_is_that_one(known: dict[str, object], stated: dict[str, object]) -> None:
    (fact,) = build_facts(
        [said(type="funding", label="series d", **known), said(outlet="b", day=2, type="funding", **stated)]
    )
    assert (fact.label, fact.independent_outlets) == ("series d", 2)


def test_a_sum_that_joins_a_label_takes_no_open_figure_along() -> None:
    round_ = said("308000000", "a", type="funding", label="series d")
    same, total = said("308000000", "b", 2, type="funding"), said("50000000", "c", 3, type="funding", bound="over")
    facts = build_facts([round_, same, total])
    assert fact_of(facts, round_) == fact_of(facts, same)
    assert fact_of(facts, round_).independent_outlets == 2
    assert (fact_of(facts, total).label, fact_of(facts, total).low) == (None, 50000000)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["500000", "50000", "510000", "1000000000", "0", "-5", "0.000001"]),
            st.sampled_from(["exact", "about", "over", "under", "range"]),
            st.sampled_from(["asserted", "reported", "estimated", "planned", "denied"]),
            st.sampled_from("abc"),
            st.integers(1, 28),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_every_claim_is_counted_once_and_the_order_does_not_matter(
    drawn: list[tuple[str, Bound, object, str, int, bool]],
) -> None:
    claims = [
        said(value, outlet, day, bound=bound, status=status, is_current=current)
        for value, bound, status, outlet, day, current in drawn
    ]
    facts = build_facts(claims)
    assert facts == build_facts(reversed(claims))
    counted = [s.claim_id for fact in facts for s in fact.supports if s.role in ("supports", "repeats")]
    assert sorted(counted) == sorted(claim.id for claim in claims)
    assert len({fact.id for fact in facts}) == len(facts)
    for fact in facts:
        assert any(support.role == "supports" for support in fact.supports)
        assert fact.reason
        if fact.status in ("planned", "denied"):
            assert fact.independent_outlets == 0

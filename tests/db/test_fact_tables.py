"""Claims compared in columns come to the facts that they come to one by one, whatever is said of what."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.fact_tables import FactTables, build_fact_tables, tabulate
from db.rates import shipped_rates
from extractors.facts import build_facts
from extractors.records import Decision, SourcedClaim
from tests.extractors.facts.building import decided, said

_AMOUNT = pa.decimal128(28, 6)
_TYPES = {
    "low": _AMOUNT,
    "high": _AMOUNT,
    "confidence": pa.float64(),
    "published": pa.timestamp("us"),
    "is_current": pa.bool_(),
    "cites": pa.list_(pa.string()),
}
_NUMBERS = ("quote_start", "quote_end", "value_start", "value_end", "version")


def to_table(claims: list[SourcedClaim]) -> Any:
    """Claims as rows of `store.sourced_claims`."""
    rows = [_row(sourced) for sourced in claims]
    names = _row(said()).keys()
    types = {name: _TYPES.get(name, pa.int32() if name in _NUMBERS else pa.string()) for name in names}
    return pa.table({name: pa.array([row[name] for row in rows], type_) for name, type_ in types.items()})


def _row(sourced: SourcedClaim) -> dict[str, Any]:
    claim = sourced.claim
    return {
        "id": sourced.id,
        "type": claim.type,
        "subject": claim.subject,
        "object": claim.object,
        "label": claim.label,
        "low": claim.value,
        "high": claim.value_high,
        "unit": claim.unit,
        "bound": claim.bound,
        "date": claim.date,
        "as_of": claim.as_of,
        "status": claim.status,
        "attribution": claim.attribution,
        "quote": claim.quote,
        "quote_start": claim.start,
        "quote_end": claim.end,
        "value_start": claim.value_start,
        "value_end": claim.value_end,
        "confidence": claim.confidence,
        "subject_id": sourced.subject_id,
        "object_id": sourced.object_id,
        "article_id": sourced.article_id,
        "version_id": sourced.version_id,
        "outlet": sourced.outlet,
        "url": sourced.url,
        "published": sourced.published.replace(tzinfo=None),
        "is_current": sourced.is_current,
        "copy_of": sourced.copy_of,
        "attribution_id": sourced.attribution_id,
        "attribution_type": sourced.attribution_type,
        "cites": list(sourced.cites) or None,
        "version": sourced.version,
    }


def check_same(claims: list[SourcedClaim], decisions: list[Decision] | None = None) -> FactTables:
    """Compares what becomes of claims in columns with what becomes of them one by one; returns it."""
    made = build_fact_tables(to_table(claims), decisions or [], shipped_rates())
    facts = build_facts(claims, decisions or [], rates=shipped_rates())
    expected = tabulate(facts, {sourced.id: sourced.article_id for sourced in claims})
    for name in FactTables.__slots__:
        one, other = getattr(made, name), getattr(expected, name)
        assert sorted(map(repr, one.to_pylist())) == sorted(map(repr, other.select(one.column_names).to_pylist()))
    return made


_KINDS = ("budget", "valuation", "box_office", "funding", "legal_amount", "runtime", "role", "release_date")
_FIGURES = ("100", "101", "104", "130", "95", "300", "1000000", "1080000", "930000", "0", "-5", "0.000001")
_MOMENTS = (None, None, None, "2025", "2026-04", "2026-05-03", "2024", "2026-13", "")
_DATES = (None, "2026", "2026-05", "2026-05-21", "2026-06", "2026-06-01")
_SENTENCES = (
    "It cost a lot",
    "The annual report puts it at that much",
    "A filing says so; the court documents agree",
    "They are filing for it, it is said",
    "The makers of the film told everyone in the room that it cost far less than they had feared",
    "As we heard, the makers of the film told everyone in the room that it cost far less than THEY had “feared”",
    "Ünder der Brücke erzählte der alte Mann den Kindern, daß der Film in einem Jahr gedreht worden sei",
    "ERZÄHLTE der alte Mann den Kindern, dass der Film in einem Jahr gedreht worden sei – so hieß es",
)
_SOURCES: tuple[dict[str, Any], ...] = (
    {},
    {},
    {},
    {"attribution": "Variety"},
    {"attribution": "Ana Sol", "attribution_id": "ana", "attribution_type": "PERSON"},
    {"attribution": "ANA SOL", "attribution_type": "PERSON"},
    {"attribution": "film 1", "attribution_id": "film 1", "attribution_type": "WORK"},
    {"attribution": "film 0"},
)


def _tell_again(picked: random.Random, claims: list[SourcedClaim], place: int) -> SourcedClaim:
    """A claim of the list once more: a copy, second hand, another figure of its outlet, or an edit of its article."""
    before = claims[place]
    model = said(outlet=picked.choice(("reel", "wire", "screen", "moth")))
    days = timedelta(days=picked.choice((0, 1, 1, 6, 20)))
    again = replace(before, id=model.id, article_id=model.article_id, published=before.published + days)
    kind = picked.choice(("copied", "second hand", "changed", "changed", "edited", "edited"))
    if kind == "copied":
        return replace(again, outlet=model.outlet, copy_of=before.article_id)
    if kind == "second hand":
        claim = replace(before.claim, attribution="Variety")
        return replace(again, outlet=model.outlet, claim=claim, attribution_id=None, attribution_type="COMPANY")
    figure = None if before.claim.value is None else Decimal(picked.choice(_FIGURES))
    date = before.claim.date and picked.choice(_DATES)
    again = replace(again, claim=replace(before.claim, value=figure, value_high=None, date=date))
    if kind == "changed":
        return again
    claims[place] = replace(before, is_current=False)
    quote = before.claim.quote if picked.random() < 0.5 else f"quite other words {model.id}"
    claim = replace(again.claim, quote=quote, end=len(quote), value_end=len(quote))
    return replace(again, claim=claim, article_id=before.article_id, version=before.version + 1)


def random_claims(picked: random.Random, count: int) -> list[SourcedClaim]:
    """Claims on few subjects by few outlets, so that much meets; some told again, some in earlier versions."""
    claims: list[SourcedClaim] = []
    for number in range(count):
        if claims and picked.random() < 0.25:
            claims.append(_tell_again(picked, claims, picked.randrange(len(claims))))
            continue
        fields: dict[str, Any] = dict(picked.choice(_SOURCES))
        type_ = picked.choice(_KINDS)
        if type_ == "role":
            fields["label"] = picked.choice(("director", "actor", "ceo"))
            fields |= picked.choice(
                ({"object": "Ana Sol", "object_id": "ana"}, {"object": "Straße"}, {"object": "STRASSE"})
            )
        elif type_ == "release_date":
            fields["date"] = picked.choice(_DATES)
        else:
            fields["value"] = picked.choice(_FIGURES)
            fields["value_high"] = str(Decimal(fields["value"]) + 20) if picked.random() < 0.1 else None
            fields["unit"] = "minute" if type_ == "runtime" else picked.choice(("USD", "USD", "EUR", "XTS"))
            fields["label"] = picked.choice((None, "seed", "series a")) if type_ == "funding" else None
        if picked.random() < 0.1 and claims:
            fields |= {"copy_of": picked.choice(claims).article_id}
        if picked.random() < 0.1 and claims:
            fields |= {"cites": (picked.choice(claims).article_id,)}
        if picked.random() < 0.1:
            fields |= {"is_current": False, "version": picked.randrange(1, 4)}
        claims.append(
            said(
                outlet=picked.choice(("reel", "wire", "screen", "moth")),
                type=type_,
                day=picked.randrange(1, 29),
                month=picked.choice((3, 5, 5)),
                subject=f"film {picked.randrange(3)}",
                bound=picked.choice(("exact", "exact", "about", "over", "under", "range")),
                status=picked.choice(
                    ("asserted", "asserted", "asserted", "reported", "estimated", "planned", "denied")
                ),
                as_of=picked.choice(_MOMENTS),
                article_id=f"article {picked.randrange(40)}",
                quote=f"{picked.choice(_SENTENCES)} {number}" if picked.random() < 0.5 else f"statement {number}",
                **fields,
            )
        )
    return claims


@pytest.mark.parametrize("seed", range(40))
def test_random_claims_come_to_the_same_facts(seed: int) -> None:
    picked = random.Random(seed)
    check_same(random_claims(picked, picked.choice((1, 2, 5, 30, 120, 400))))


@pytest.mark.parametrize("seed", range(6))
def test_decisions_are_applied_as_they_are_one_by_one(seed: int) -> None:
    picked = random.Random(seed)
    claims = random_claims(picked, 120)
    check_same(claims, [decided(picked.choice(("accept", "reject")), picked.choice(claims)) for _ in range(5)])


@pytest.mark.parametrize("seed", range(6))
def test_decisions_on_roles_are_applied_as_they_are_one_by_one(seed: int) -> None:
    picked = random.Random(seed)
    claims = random_claims(picked, 120)
    roles = [claim for claim in claims if claim.claim.type == "role"]
    check_same(claims, [decided("reject", picked.choice(roles)) for _ in range(4)])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from((*_DATES, "2026-05-2", "2")), min_size=2, max_size=8))
def test_dates_that_agree_are_gathered_in_the_same_order(dates: list[str | None]) -> None:
    check_same([said(type="release_date", date=date, outlet=f"outlet {place}") for place, date in enumerate(dates)])


def test_a_sum_that_joins_a_label_takes_no_open_figure_along_in_columns_either() -> None:
    told: tuple[dict[str, Any], ...] = (
        {"label": "series d"},
        {},
        {"value": "50", "bound": "over"},
        {"status": "denied"},
    )
    claims = [
        said(type="funding", outlet=f"outlet {day}", day=day + 1, **{"value": "308", **one})
        for day, one in enumerate(told)
    ]
    assert sorted(check_same(claims).facts["independent_outlets"].to_pylist()) == [0, 1, 2]


def test_a_figure_that_an_outlet_printed_under_two_sources_is_left_in_its_own_voice() -> None:
    claims = [said("100"), said("100", day=2, attribution="Variety"), said("300", day=9)]
    assert len(check_same(claims).revisions) == 1


def test_no_claims_are_no_facts() -> None:
    made = check_same([])
    assert (len(made.facts), len(made.links), len(made.revisions)) == (0, 0, 0)


def test_a_property_with_very_many_claims_is_compared_too() -> None:
    claims = [said(str(100 + place % 7), outlet=f"outlet {place % 9}", day=1 + place % 28) for place in range(90)]
    assert max(check_same(claims).facts["claims"].to_pylist()) > 32


def test_a_long_run_of_words_in_two_quotes_is_one_voice_in_columns_too() -> None:
    told = "the makers of the film told everyone in the room that it cost far less"
    claims = [said("100", outlet=outlet, quote=f"{outlet} writes that {told}") for outlet in ("reel", "wire")]
    assert check_same(claims).facts["independent_outlets"].to_pylist() == [1]


def test_instants_of_a_day_long_past_are_kept() -> None:
    old = [replace(said("100"), published=datetime(1926, 5, 1, 23, 59, 59, 999999, tzinfo=UTC))]
    (seen,) = check_same(old).facts["first_seen"].to_pylist()
    assert seen.isoformat() == "1926-05-01T23:59:59.999999"

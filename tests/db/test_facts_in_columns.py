"""Facts that are made in columns are those that the comparison makes of the claims one by one."""

import random
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Literal

import pytest

from db.claims import load_sourced_claims, save_extractions
from db.decisions import load_decisions, save_decision
from db.facts import reconcile
from db.rates import load_rates
from db.store import Store
from extractors.facts import build_facts
from extractors.records import Claim, Decision, Entity, Fact
from tests.db.building import AT, article, claim, extraction, save

PEOPLE = ("Ana Sol", "Bo Reyes")
BODIES = ("Reel Ledger", "Moth House")
FIGURES = ("500000", "1500000.5", "0.000001", "-12", "0", "123456.789", "99.995", "30000000")


def _random_claim(picked: random.Random, text: str, subject: str) -> Claim:
    made = claim(text, text.rstrip("."), picked.choice(("budget", "valuation", "funding", "role", "premiere")), subject)
    fields: dict[str, Any] = {
        "status": picked.choice(("asserted", "asserted", "reported", "estimated", "planned", "denied")),
        "bound": picked.choice(("exact", "about", "over", "under")),
        "attribution": picked.choice((None, None, *PEOPLE, *BODIES, subject, "a stranger")),
        "as_of": picked.choice((None, "2025", "2026-02")),
    }
    if made.type == "role":
        fields |= {
            "object": picked.choice((*PEOPLE, *BODIES)),
            "label": picked.choice(("director", "producer", "actor")),
        }
    elif made.type == "premiere":
        fields |= {"object": picked.choice((*BODIES, "A Barn", "Straße")), "date": picked.choice((None, "2026-05"))}
    else:
        fields |= {
            "value": Decimal(picked.choice(FIGURES)),
            "unit": picked.choice(("USD", "EUR", "XTS", "minute")),
            "label": picked.choice((None, "seed", "series a")) if made.type == "funding" else None,
        }
    return replace(made, **fields)


def _save_random(store: Store, seed: int) -> None:
    """Sixteen articles on subjects of which most are named once; some in two versions."""
    picked = random.Random(seed)
    for number in range(16):
        subject = picked.choice((f"Work {number}", f"Work {number}", "Work Common", "Moth House"))
        words = " ".join(picked.choices(["clock", "salt", "moth", "grind", "lantern", "barn", "reel", "violet"], k=40))
        texts = [f"{subject} {words} number {number} version {version}." for version in range(picked.choice((1, 1, 2)))]
        outlet = picked.choice(("reel", "screen", "wire"))
        url = f"https://{outlet}.example/{seed}/{number}"
        for text in texts:
            claims = [_random_claim(picked, text, subject) for _ in range(picked.choice((1, 1, 3)))]
            entities = tuple(
                Entity(name, "PERSON" if name in PEOPLE else "COMPANY") for name in (*PEOPLE, *BODIES, "Work Common")
            )
            saved = article(text, url=url, outlet=outlet, day=1 + number % 25)
            save(store, saved, extraction(*claims, entities=entities))


def _rows_of(fact: Fact) -> tuple[Any, ...]:
    amounts = [None if amount is None else amount.quantize(Decimal("0.000001")) for amount in (fact.low, fact.high)]
    instants = [instant.astimezone(UTC).replace(tzinfo=None) for instant in (fact.first_seen, fact.last_seen)]
    counted = sum(support.role in ("supports", "repeats") for support in fact.supports)
    return (
        *(fact.id, fact.property_id, fact.subject_id, fact.type, fact.label, fact.object_id, fact.object, *amounts),
        *(fact.unit, fact.bound, fact.date, fact.as_of, fact.status, fact.rank, fact.reason, fact.disputed),
        *(fact.independent_outlets, counted, *instants),
    )


FACTS = """
SELECT id, property_id, subject_id, type, label, object_id, object, low, high, unit, bound, date, as_of, status, rank,
       reason, disputed, independent_outlets, claims, first_seen, last_seen
FROM store.facts ORDER BY id
"""


ALONE = """
SELECT l.claim_id FROM store.fact_claims AS l JOIN store.facts AS f ON f.id = l.fact_id
WHERE f.claims = 1 AND NOT f.disputed AND l.role = 'supports' ORDER BY 1 LIMIT 6
"""


def _check_same(store: Store) -> None:
    expected = build_facts(load_sourced_claims(store), load_decisions(store), rates=load_rates(store))
    assert store.rows(FACTS) == [_rows_of(fact) for fact in expected]
    links = sorted((fact.id, one.claim_id, one.role, one.reason) for fact in expected for one in fact.supports)
    assert sorted(store.rows("FROM store.fact_claims")) == links


@pytest.mark.parametrize("seed", range(4))
def test_every_fact_is_as_if_all_claims_had_been_compared(store: Store, seed: int) -> None:
    _save_random(store, seed)
    reconcile(store, run_id="full", at=AT, full=True)
    _check_same(store)


@pytest.mark.parametrize("is_long", [False, True])
def test_what_comes_later_changes_facts_as_a_full_comparison_would(
    store: Store, is_long: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_long:
        monkeypatch.setattr("db.id_batches._LONG", 0)
        store.connection.execute("SET index_scan_max_count = 2048")
    for part in range(3):
        _save_random(store, part)
        reconcile(store, run_id=f"run {part}", at=AT)
        _check_same(store)


def test_a_decision_on_a_claim_that_stands_alone_counts(store: Store) -> None:
    _save_random(store, 1)
    reconcile(store, run_id="first", at=AT)
    for number, (claim_id,) in enumerate(store.rows(ALONE)):
        kind: Literal["accept", "reject"] = "accept" if number % 2 else "reject"
        save_decision(store, Decision(f"d{number}", kind, "claim", claim_id, "checked by phone", AT))
    reconcile(store, run_id="second", at=AT)
    assert store.value("SELECT count(*) FROM store.facts WHERE reason LIKE '%checked by phone'") >= 6
    _check_same(store)


def test_a_claim_that_is_read_again_as_a_candidate_stands_for_no_fact_any_more(store: Store) -> None:
    text = "Salt Clock cost a great deal of money."
    made = claim(text, text.rstrip("."), "budget", "Salt Clock", "500000")
    id_ = save(store, article(text), extraction(made))
    reconcile(store, run_id="first", at=AT)
    assert store.value("SELECT count(*) FROM store.facts") == 1
    version = store.value("SELECT version_id FROM store.articles WHERE id = $id", {"id": id_})
    doubted = replace(extraction(entities=(Entity("Salt Clock", "WORK"),)), candidates=(made,), extractor="test 2")
    save_extractions(store, [(version, doubted)], run_id="again", at=datetime(2026, 5, 28, tzinfo=UTC))
    reconcile(store, run_id="second", at=AT)
    assert store.value("SELECT count(*) FROM store.facts") == 0


def test_dollars_of_a_fact_that_stands_alone_are_those_of_its_rates(store: Store) -> None:
    text = "Salt Clock cost a great deal of money."
    made = claim(text, text.rstrip("."), "budget", "Salt Clock", "99.995", unit="USD")
    other = replace(made, type="revenue", value=Decimal(1000), unit="EUR", as_of="2020-05")
    save(store, article(text), extraction(made, other))
    reconcile(store, run_id="first", at=AT)
    euros = load_rates(store).to_usd(Decimal(1000), "EUR", datetime(2020, 5, 15, tzinfo=UTC).date())
    assert dict(store.rows("SELECT type, usd_low FROM store.facts")) == {"budget": Decimal("100.00"), "revenue": euros}

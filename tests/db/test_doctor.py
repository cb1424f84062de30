"""Every check of the doctor finds what it is for."""

import pytest

from db.doctor import CHECKS, find_problems
from db.facts import reconcile
from db.store import Store
from tests.db.building import AT, report

DAMAGE = {
    "articles without their version": "UPDATE store.articles SET version_id = 'gone'",
    "versions without an article": "DELETE FROM store.articles",
    "version numbers": "UPDATE store.versions SET number = 7",
    "unread versions": "DELETE FROM store.extractions",
    "extractions without a version": "DELETE FROM store.versions",
    "claims without a version": "UPDATE store.claims SET article_id = 'gone'",
    "quotes": "UPDATE store.claims SET quote_start = quote_start - 1",
    "claims without a subject": "UPDATE store.claims SET subject_id = 'gone'",
    "claims of off-topic articles": "UPDATE store.extractions SET keep = false",
    "names of names": "UPDATE store.entities SET canonical_id = 'gone'",
    "aliases and mentions": "UPDATE store.mentions SET entity_id = 'gone'",
    "facts without claims": "DELETE FROM store.fact_claims",
    "links of facts": "DELETE FROM store.facts",
    "claims without a fact": "DELETE FROM store.fact_claims",
    "votes": "UPDATE store.facts SET independent_outlets = 9",
    "stories": "DELETE FROM store.stories",
    "copies": "UPDATE store.articles SET copy_of = 'gone'",
    "waiting": "INSERT INTO store.pending VALUES ('subject', 'x')",
    "deliveries": "INSERT INTO store.deliveries VALUES (DATE '2026-05-20', 'a@example.org', '<1>', 'sent', now())",
}


@pytest.fixture
def record(store: Store) -> Store:
    """A sound record."""
    report(store, outlet="reel")
    report(store, value="50000", outlet="cinder")
    reconcile(store, run_id="r", at=AT)
    return store


def test_a_sound_record_has_no_problems(record: Store) -> None:
    assert find_problems(record) == []


def test_there_is_damage_for_every_check() -> None:
    assert set(DAMAGE) == {check.name for check in CHECKS}


def test_damage_is_found_and_the_way_to_mend_it_named(record: Store) -> None:
    for check, damage in DAMAGE.items():
        record.connection.execute("BEGIN")
        record.connection.execute(damage)
        found = {finding.check: finding for finding in find_problems(record)}
        record.connection.execute("ROLLBACK")
        assert check in found, check
        assert found[check].count >= 1
        assert found[check].examples
        assert found[check].mend

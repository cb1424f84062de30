"""A large record is worked through in parts: it makes no difference where one ends."""

import pytest

from db import copies
from db.facts import reconcile
from db.store import Store
from tests.db.building import AT, report


def test_texts_are_signed_in_parts_without_leaving_any_out(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "_SIGNED_AT_ONCE", 3)
    for number in range(8):
        report(store, subject=f"Work {number}", outlet=f"outlet{number}")
    reconcile(store, run_id="r", at=AT)
    assert store.value("SELECT count(*) FROM store.signatures") == 8


def test_facts_are_the_same_however_many_claims_are_held_at_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        report(store, subject=f"Work {number % 7}", value=f"{number % 3 + 1}00000", outlet=f"outlet{number}")
    reconcile(store, run_id="at once", at=AT)
    before = store.rows("FROM store.facts ORDER BY id"), store.rows("FROM store.fact_claims ORDER BY ALL")
    monkeypatch.setattr("db.facts._CLAIMS_AT_ONCE", 4)
    again = reconcile(store, run_id="in parts", at=AT, full=True)
    assert (again.new, again.changed) == (0, 0)
    assert (store.rows("FROM store.facts ORDER BY id"), store.rows("FROM store.fact_claims ORDER BY ALL")) == before

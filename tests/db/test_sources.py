"""Outlets, fetches and pages, and how they are doing."""

from datetime import timedelta

import pytest

from db.decisions import save_decision
from db.digest_rows import load_sources
from db.facts import reconcile
from db.fetches import FetchRow, load_page_states, save_fetches
from db.outlets import OutletState, load_outlet_states, save_outlet_state, save_outlets
from db.status import load_status
from db.store import Store
from extractors.records import Decision, Entity, Outlet
from tests.db.building import AT, article, claim, extraction, report, save

REEL = Outlet("reel", "Reel Ledger", feed="https://reel.example/feed")
URL = "https://reel.example/a"


def fetched(outcome: str = "ok", *, url: str = URL, hours: int = 0, **fields: object) -> FetchRow:
    return FetchRow("run", "reel", url, AT + timedelta(hours=hours), 200, outcome, **fields)  # type: ignore[arg-type]


def test_an_outlets_state_comes_back_as_it_was_saved(store: Store) -> None:
    save_outlets(store, [REEL])
    assert load_outlet_states(store) == {}
    state = OutletState("reel", '"etag"', "Wed", AT, 2, AT, AT - timedelta(1), "timed out", "disallowed", AT, 7)
    save_outlet_state(store, state)
    save_outlet_state(store, state)
    assert load_outlet_states(store) == {"reel": state}


def test_an_outlet_that_is_no_longer_declared_is_disabled(store: Store) -> None:
    save_outlets(store, [REEL, Outlet("cinder", "The Cinder", listing="https://cinder.example/")])
    save_outlets(store, [REEL])
    assert dict(store.rows("SELECT outlet, state FROM sources_health")) == {
        "Reel Ledger": "never",
        "The Cinder": "disabled",
    }


def test_a_page_that_was_never_asked_for_has_no_state(store: Store) -> None:
    assert load_page_states(store, [URL]) == {}
    assert load_page_states(store, []) == {}


def test_a_page_keeps_its_validators_through_a_304_and_a_failure(store: Store) -> None:
    save_fetches(store, [fetched(etag='"1"', last_modified="Wed", body_hash="h", article_url=URL)])
    save_fetches(store, [fetched("not modified", hours=1)])
    save_fetches(store, [fetched("failed", hours=2, reason="timeout")])
    state = load_page_states(store, [URL])[URL]
    assert (state.etag, state.last_modified, state.body_hash, state.article_url) == ('"1"', "Wed", "h", URL)
    assert (state.outcome, state.reason, state.attempts) == ("failed", "timeout", 1)
    assert state.last_attempt == AT + timedelta(hours=2)


def test_failures_in_a_row_are_counted_and_a_success_ends_them(store: Store) -> None:
    counted = []
    for hours, outcome in enumerate(("failed", "blocked", "failed", "ok")):
        save_fetches(store, [fetched(outcome, hours=hours)])
        counted.append(load_page_states(store, [URL])[URL].attempts)
    assert counted == [1, 2, 3, 0]


def test_the_last_of_several_fetches_in_a_batch_counts(store: Store) -> None:
    save_fetches(store, [fetched("failed"), fetched("ok", hours=1)])
    assert load_page_states(store, [URL])[URL].outcome == "ok"
    assert store.value("SELECT count(*) FROM fetches") == 2


def test_no_fetches_are_saved_as_none(store: Store) -> None:
    save_fetches(store, [])
    assert store.value("SELECT count(*) FROM fetches") == 0


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"last_success": AT}, "ok"),
        ({"failures": 3, "last_error": "timed out"}, "failing"),
        ({"failures": 1, "last_error": "HTTP 402"}, "blocked"),
        ({"robots": "disallowed"}, "blocked"),
    ],
)
def test_a_source_is_in_the_state_of_its_last_poll(store: Store, fields: dict[str, object], expected: str) -> None:
    save_outlets(store, [REEL])
    save_outlet_state(store, OutletState("reel", last_attempt=AT, **fields))  # type: ignore[arg-type]
    assert load_status(store).sources[0].state == expected


def test_a_source_that_is_late_by_its_own_rhythm_is_silent(store: Store) -> None:
    save_outlets(store, [REEL])
    for day in range(1, 8):
        report(store, day=day, url=f"https://reel.example/{day}")
    for late, expected in ((2, "ok"), (9, "silent")):
        moment = AT.replace(day=7, hour=12) + timedelta(days=late)
        save_outlet_state(store, OutletState("reel", last_attempt=moment, last_success=moment))
        assert load_status(store).sources[0].state == expected


def test_a_source_that_lists_what_is_off_topic_is_not_silent(store: Store) -> None:
    save_outlets(store, [REEL])
    for day in range(1, 8):
        report(store, day=day, url=f"https://reel.example/{day}")
    moment = AT.replace(day=25)
    for listed, expected in ((None, "silent"), (8, "silent"), (24, "ok"), (3, "silent")):
        newest = AT.replace(day=listed) if listed else None
        save_outlet_state(
            store, OutletState("reel", last_attempt=moment, last_success=moment, newest_entry=newest, items=30)
        )
        assert store.rows("SELECT state, newest_entry IS NULL FROM sources_health") == [(expected, listed is None)]


def test_a_source_of_which_nothing_is_stored_is_not_silent(store: Store) -> None:
    save_outlets(store, [REEL])
    save_outlet_state(store, OutletState("reel", last_attempt=AT, last_success=AT, newest_entry=AT - timedelta(90)))
    assert load_status(store).sources[0].state == "ok"


def test_claims_of_a_source_are_those_that_its_articles_make_now(store: Store) -> None:
    save_outlets(store, [REEL])
    for day in range(20, 23):
        report(store, day=day, url=URL, at=AT + timedelta(days=day - 20))
    unsure = claim("Salt Clock cost $9.", "Salt Clock cost $9", "budget", "Salt Clock", "9")
    save(
        store,
        article("Salt Clock cost $9."),
        extraction(entities=(Entity("Salt Clock", "WORK"),), candidates=(unsure,)),
    )
    reconcile(store, run_id="r", at=AT)
    assert [load_status(store).counts.claims, load_status(store).sources[0].claims] == [1, 1]
    candidate = store.value("SELECT claim_id FROM candidates")
    save_decision(store, Decision("d", "accept", "claim", candidate, "seen", AT))
    assert store.rows("SELECT articles, claims FROM sources_health") == [(2, 2)]
    (source,) = load_sources(store, AT, AT + timedelta(days=9))
    assert (source.claims, load_status(store).sources[0].claims) == (2, 2)


def test_pages_that_failed_are_listed_by_reason_until_they_are_read(store: Store) -> None:
    save_outlets(store, [REEL])
    rows = [fetched("failed", url=f"https://reel.example/{number}", reason="timeout") for number in range(3)]
    save_fetches(store, [*rows, fetched("failed", url=REEL.source, reason="timeout")])
    (failure,) = load_status(store).failures
    assert (failure.outlet, failure.reason, failure.pages, failure.example_url) == (
        "Reel Ledger",
        "timeout",
        3,
        "https://reel.example/0",
    )
    save_fetches(store, [fetched(url=row.url, hours=1) for row in rows])
    assert load_status(store).failures == ()


def test_an_empty_record_has_a_status(store: Store) -> None:
    status = load_status(store)
    assert (status.sources, status.failures, status.counts.articles, status.last_run) == ((), (), 0, None)

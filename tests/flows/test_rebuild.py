"""Rebuilding: what changes, what stays, what the digest must not call new, and what a kill leaves behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from db.articles import StoredArticle, load_versions_without_claims
from db.decisions import save_decision
from db.digest_rows import load_digest_rows
from db.doctor import find_problems
from db.facts import reconcile
from db.publish import publish
from db.search import search
from db.search_index import update_search
from db.store import Store, open_copy, open_store
from extractors.errors import DailiesError, StoreBusy, StoreError
from extractors.records import Decision, Extraction
from flows.progress import Step, listen
from flows.rebuild import run_rebuild
from flows.rebuild_record import rebuild
from tests.db.building import AT, report
from tests.flows.press import settings_for
from tests.flows.readings import TODAY, reading

ROOT = Path(__file__).parents[2]


@pytest.fixture
def record(store: Store) -> Store:
    """Two films, one of them disputed, as an ordinary run leaves them."""
    report(store, "Hell Grind", "500000", outlet="reel")
    report(store, "Hell Grind", "50000", outlet="cinder", day=21)
    report(store, "Salt Clock", "1670000", outlet="third", at=AT + timedelta(days=1))
    reconcile(store, run_id="r", at=AT)
    update_search(store)
    return store


def shown(store: Store) -> dict[str, list[Any]]:
    """What readers see, but for when it was read."""
    return {
        "claims": store.rows("SELECT * EXCLUDE (extractor) FROM claims ORDER BY claim_id"),
        "facts": store.rows("FROM facts ORDER BY fact_id"),
        "entities": store.rows("FROM entities ORDER BY entity_id"),
        "coverage": store.rows("FROM coverage ORDER BY story_id"),
        "found": [hit.article_id for hit in search(store, "hell grind").hits],
    }


def test_the_same_extractor_comes_to_the_same(record: Store) -> None:
    before = shown(record)
    for _ in range(2):
        carried = rebuild(record, reading(), run_id="b", at=TODAY).carried
        assert (carried.new, carried.dropped) == (0, 0)
        assert shown(record) == before
    assert find_problems(record) == []


def test_a_better_extractor_replaces_what_the_other_found(record: Store) -> None:
    rebuilt = rebuild(record, reading("total"), run_id="b", at=TODAY)
    assert (rebuilt.carried.new, rebuilt.carried.dropped, rebuilt.reconciled.facts) == (3, 3, 3)
    assert record.rows("SELECT DISTINCT label FROM claims") == [("total",)]
    assert record.value("SELECT count(*) FROM store.claims WHERE is_dropped") == 3
    assert find_problems(record) == []


@pytest.mark.parametrize("label", [None, "total"])
def test_old_news_is_not_new_for_the_digest(record: Store, label: str | None) -> None:
    rebuild(record, reading(label), run_id="b", at=TODAY)
    rows = load_digest_rows(record, TODAY - timedelta(hours=1), TODAY + timedelta(hours=1))
    assert (rows.claims, rows.changes, rows.disputes, rows.revisions, rows.stories) == ((), (), (), (), ())
    assert (rows.counts.new, rows.counts.kept, rows.counts.claims) == (0, 0, 0)
    assert record.value("SELECT max(first_seen) FROM entities") < TODAY.replace(tzinfo=None)


def test_decisions_stay_and_count(record: Store) -> None:
    fact = record.value("SELECT fact_id FROM facts WHERE value = 50000")
    save_decision(record, Decision("d", "accept", "fact", fact, "seen the contract", AT))
    for label in (None, "total"):
        rebuild(record, reading(label), run_id="b", at=TODAY)
        ranks = dict(record.rows("SELECT value::INTEGER, rank FROM facts WHERE subject = 'Hell Grind'"))
        assert ranks == {50000: "preferred", 500000: "deprecated"}


def test_what_was_broken_is_mended(record: Store) -> None:
    before = shown(record)
    record.connection.execute(
        "UPDATE store.claims SET quote = 'never said' WHERE id = (SELECT min(id) FROM store.claims)"
    )
    record.connection.execute("DELETE FROM store.fact_claims")
    record.connection.execute(
        "UPDATE store.claims SET version_id = 'gone' WHERE id = (SELECT max(id) FROM store.claims)"
    )
    assert {problem.check for problem in find_problems(record)} >= {"quotes", "claims without a version"}
    rebuild(record, reading(), run_id="b", at=TODAY)
    assert find_problems(record) == []
    assert shown(record) == before


def test_until_the_end_everybody_reads_what_stood_before(record: Store) -> None:
    seen: list[int] = []

    def look(step: Step) -> None:
        if step.stage in ("rebuild", "reconcile"):
            seen.append(record.value("SELECT count(*) FROM facts WHERE label IS NULL"))

    listen(look)
    rebuild(record, reading("total"), run_id="b", at=TODAY)
    listen(None)
    assert set(seen) == {3}
    assert record.value("SELECT count(*) FROM facts WHERE label IS NULL") == 0


def test_an_error_on_the_way_changes_nothing(record: Store) -> None:
    before = shown(record)

    def fail(batch: Sequence[StoredArticle]) -> list[Extraction]:
        raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        rebuild(record, fail, run_id="b", at=TODAY)
    assert shown(record) == before
    assert sorted(path.name for path in record.path.parent.iterdir() if "rebuild" in path.name) == []


def test_an_article_that_cannot_be_read_costs_itself_and_waits_for_the_next_run(record: Store) -> None:
    known_at = "SELECT min(known_at) FROM store.extractions"
    before, first = shown(record), record.value(known_at)

    def stumble(batch: Sequence[StoredArticle]) -> list[Extraction | None]:
        found: list[Extraction] = reading()(batch)
        return [None if "Salt Clock" in stored.article.title else one for stored, one in zip(batch, found, strict=True)]

    assert rebuild(record, stumble, run_id="b", at=TODAY).unread == 1
    assert record.rows("SELECT DISTINCT subject FROM claims") == [("Hell Grind",)]
    (waiting,) = load_versions_without_claims(record, "test 2")
    assert waiting.article.title == "What Salt Clock cost"
    rebuild(record, reading(), run_id="c", at=TODAY)
    assert shown(record) == before
    assert record.value(known_at) == first


def test_where_no_article_can_be_read_the_record_stays(record: Store) -> None:
    before = shown(record)
    with pytest.raises(DailiesError, match="no article could be read: the record is as it was"):
        rebuild(record, lambda batch: [None] * len(batch), run_id="b", at=TODAY)
    assert shown(record) == before


def test_nobody_else_writes_meanwhile(record: Store) -> None:
    def intrude(batch: Sequence[StoredArticle]) -> list[Extraction]:
        with pytest.raises(StoreBusy):
            open_store(record.path, wait_s=0)
        return reading()(batch)  # type: ignore[no-any-return]

    rebuild(record, intrude, run_id="b", at=TODAY)
    with pytest.raises(StoreBusy):
        open_store(record.path, wait_s=0)


def test_the_record_can_be_written_and_opened_again_after_the_swap(record: Store) -> None:
    rebuild(record, reading(), run_id="b", at=TODAY)
    report(record, "Moth Parade", "9", outlet="fourth")
    record.close()
    with open_store(record.path) as store:
        assert store.value("SELECT count(*) FROM claims") == 4


def test_no_room_for_a_second_record_is_an_error_and_the_record_stays(record: Store) -> None:
    before = shown(record)
    (record.path.parent / f"{record.path.name}.rebuild").mkdir()
    with pytest.raises((StoreError, OSError)):
        rebuild(record, reading(), run_id="b", at=TODAY)
    assert shown(record) == before


_REBUILD = """
import os, signal, sys
from pathlib import Path
from db.store import open_store
from flows.progress import listen
from flows.rebuild_record import rebuild
from tests.flows.readings import TODAY, reading

steps = 0
def die(step):
    global steps
    steps += 1
    if steps == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

listen(die)
with open_store(Path(sys.argv[1])) as store:
    rebuild(store, reading("total"), run_id="b", at=TODAY)
    print("done", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("moment", [1, 3, 99])
def test_a_kill_leaves_all_of_the_old_or_all_of_the_new(record: Store, moment: int) -> None:
    before = shown(record)
    record.close()
    command = [sys.executable, "-c", _REBUILD, str(record.path), str(moment)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=dict(os.environ))
    assert done.returncode == -signal.SIGKILL, done.stderr
    with open_store(record.path) as store:
        assert find_problems(store) == []
        assert (shown(store) == before) == (done.stdout != "done\n")
        rebuild(store, reading(), run_id="b", at=TODAY)
        assert shown(store) == before


def test_the_command_rebuilds_and_publishes_what_the_present_extractor_finds(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    with pytest.raises(StoreError, match="no record"):
        run_rebuild(settings, TODAY, wait_s=1)
    assert not settings.paths.database.exists()
    with open_store(settings.paths.database) as store:
        report(store, "Hell Grind")
        reconcile(store, run_id="r", at=AT)
        publish(store, settings.paths.published, run_id="r", at=AT, parquet=False)
    reader = duckdb.connect(str(settings.paths.published), read_only=True)
    found = run_rebuild(settings, TODAY, wait_s=1)
    assert (found.articles, found.versions) == (1, 1)
    assert reader.execute("SELECT count(*) FROM claims").fetchall() == [(1,)]
    reader.close()
    with open_copy(settings.paths.published) as copy:
        assert copy.value("SELECT extractor FROM store.extractions") == found.extractor
        assert copy.value("SELECT count(*) FROM claims") == found.claims
        assert find_problems(copy) == []

"""Too little memory is one line that says how to mend it, and nothing is half written."""

from pathlib import Path

import pytest

from bench.faults import UNFINISHED
from bench.generated import generate
from bench.record import save_rows
from db.doctor import find_problems
from db.store import open_store
from extractors.errors import StoreError

_ROWS = list(generate(300))


def test_a_batch_that_needs_more_memory_says_so_and_is_stored_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "record.duckdb"
    with open_store(path) as store:
        save_rows(store, _ROWS[:20])
        before = store.value("SELECT count(*) FROM store.claims")
        store.checkpoint()
    with open_store(path, memory_mb=8) as store, pytest.raises(StoreError) as raised:
        save_rows(store, _ROWS)
    assert str(raised.value) == f"{path}: nothing of it was stored: it needs more than 8 MB of memory"
    assert "`memory_mb` under [record]" in (raised.value.hint or "")
    with open_store(path) as store:
        assert store.value("SELECT count(*) FROM store.claims") == before
        assert store.value("SELECT count(*) FROM store.extractions") == 20
        assert {finding.check for finding in find_problems(store)} <= UNFINISHED
        save_rows(store, _ROWS)
        assert store.value("SELECT count(*) FROM store.extractions") == 300

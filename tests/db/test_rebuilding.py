"""What is emptied before a rebuild is as a new record has it."""

from pathlib import Path

from db.facts import reconcile
from db.rebuilding import clear_derived
from db.store import Store, open_store
from tests.db.building import AT, report

_TABLES = "SELECT table_name, sql, comment FROM duckdb_tables() WHERE schema_name = 'store' ORDER BY table_name"
_CONSTRAINTS = """
SELECT table_name, constraint_type, constraint_text
FROM duckdb_constraints() WHERE schema_name = 'store' ORDER BY ALL
"""


def test_emptied_tables_keep_their_columns_keys_and_checks(store: Store, tmp_path: Path) -> None:
    report(store)
    reconcile(store, run_id="r", at=AT)
    assert len(clear_derived(store)) == 1
    with open_store(tmp_path / "new.duckdb") as new:
        for sql in (_TABLES, _CONSTRAINTS):
            assert store.rows(sql) == new.rows(sql)
    assert store.value("SELECT count(*) FROM claims") == 0
    assert store.value("SELECT count(*) FROM store.extractions") == 1


def test_an_emptied_record_takes_the_same_again(store: Store) -> None:
    report(store, url="https://reel.example/a")
    reconcile(store, run_id="r", at=AT)
    ids = store.rows("SELECT id FROM store.facts")
    clear_derived(store)
    report(store, url="https://reel.example/a")
    reconcile(store, run_id="r", at=AT, full=True)
    assert store.rows("SELECT id FROM store.facts") == ids

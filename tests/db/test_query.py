"""SQL from strangers."""

import json
import math
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from db.facts import reconcile
from db.publish import publish
from db.query import run_query
from db.store import open_store
from extractors.errors import QueryError
from tests.db.building import AT, report


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published copy with one claim, beside a secret."""
    folder = tmp_path_factory.mktemp("query")
    (folder / "secret.csv").write_text("password\nhunter2\n")
    with open_store(folder / "private.duckdb") as store:
        report(store)
        reconcile(store, run_id="r", at=AT)
        return publish(store, folder / "dailies.duckdb", run_id="r", at=AT, parquet=False).copy


def test_a_select_gives_columns_types_and_rows(copy: Path) -> None:
    result = run_query(copy, "SELECT subject, value, unit FROM claims")
    assert result.columns == ("subject", "value", "unit")
    assert result.types == ("VARCHAR", "DECIMAL(28,6)", "VARCHAR")
    assert result.rows == [("Hell Grind", Decimal(500000), "USD")]
    assert not result.truncated


def test_values_of_every_kind_come_back(copy: Path) -> None:
    (row,) = run_query(
        copy,
        "SELECT 1, 1.5::DECIMAL(4, 2), 1e300, 'nan'::DOUBLE, DATE '2026-05-20', TIMESTAMPTZ '2026-05-20 09:30:00+00', "
        "[1, NULL], {'a': [DATE '2026-01-01']}, MAP {'k': 2}, 'x'::BLOB, INTERVAL 1 DAY, true, NULL, '🎬', 10::HUGEINT",
    ).rows
    assert row[:3] == (1, Decimal("1.50"), 1e300)
    assert math.isnan(float(str(row[3])))
    instant = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)
    assert row[4:8] == (date(2026, 5, 20), instant, [1, None], {"a": [date(2026, 1, 1)]})
    assert row[8:] == ({"k": 2}, b"x", timedelta(days=1), True, None, "🎬", 10)


@pytest.mark.parametrize(
    "sql", ["FROM claims", "WITH x AS (SELECT 1 AS a) SELECT a FROM x;", "VALUES (1)", "DESCRIBE claims", "SHOW TABLES"]
)
def test_every_way_to_only_read_is_allowed(copy: Path, sql: str) -> None:
    assert run_query(copy, sql).rows


def test_more_rows_than_asked_for_are_cut(copy: Path) -> None:
    result = run_query(copy, "FROM range(1000000000000)", max_rows=3)
    assert result.rows == [(0,), (1,), (2,)]
    assert result.truncated


# Each must be refused or fail, in one line, without effect.
HOSTILE = """
INSERT INTO store.claims SELECT * FROM store.claims
UPDATE store.facts SET rank = 'preferred'
DELETE FROM store.claims
TRUNCATE store.claims
MERGE INTO store.facts USING store.facts AS f ON f.id = facts.id WHEN MATCHED THEN DELETE
DROP TABLE store.claims
DROP VIEW claims
DROP SCHEMA store CASCADE
ALTER TABLE store.claims ADD COLUMN x INTEGER
CREATE TABLE t AS SELECT 1
CREATE TEMP TABLE t AS SELECT 1
CREATE VIEW v AS SELECT 1
CREATE MACRO m(x) AS x
CREATE SEQUENCE s
CREATE TYPE mood AS ENUM ('sad')
CREATE INDEX i ON store.claims (type)
CREATE SECRET (TYPE s3, KEY_ID 'a', SECRET 'b')
COMMENT ON VIEW claims IS 'mine'
WITH gone AS (DELETE FROM store.claims RETURNING *) SELECT * FROM gone
SELECT 1; DROP TABLE store.claims
SELECT 1; SELECT 2
ATTACH 'private.duckdb'
ATTACH 'private.duckdb' AS p (READ_ONLY)
ATTACH ':memory:' AS m
DETACH dailies
USE store
COPY store.claims TO 'claims.csv'
COPY (SELECT 1) TO 'out.parquet' (FORMAT parquet)
COPY store.claims FROM 'secret.csv'
EXPORT DATABASE 'out'
IMPORT DATABASE 'out'
INSTALL httpfs
LOAD httpfs
FORCE INSTALL json
SET memory_limit = '100GB'
SET enable_external_access = true
SET lock_configuration = false
RESET memory_limit
SET GLOBAL threads = 64
PRAGMA memory_limit = '100GB'
PRAGMA database_list
PRAGMA enable_profiling
CALL pragma_version()
CHECKPOINT
FORCE CHECKPOINT
VACUUM
ANALYZE
BEGIN
BEGIN; SELECT 1
COMMIT
ROLLBACK
PREPARE p AS SELECT 1
EXECUTE p
DEALLOCATE p
EXPLAIN ANALYZE SELECT 1
SELECT * FROM read_csv('secret.csv')
SELECT * FROM read_csv_auto('/etc/passwd')
SELECT * FROM read_text('secret.csv')
SELECT * FROM read_blob('/proc/self/environ')
SELECT * FROM read_json('/etc/os-release')
SELECT * FROM read_parquet('claims.parquet')
SELECT * FROM parquet_metadata('claims.parquet')
SELECT * FROM sniff_csv('secret.csv')
SELECT * FROM glob('*')
SELECT * FROM 'secret.csv'
SELECT * FROM '/etc/passwd'
SELECT * FROM read_csv('https://news.example/x.csv')
SELECT * FROM 'https://news.example/x.parquet'
SELECT * FROM read_duckdb('private.duckdb')
SELECT * FROM sqlite_scan('private.duckdb', 't')
SELECT * FROM query('DROP TABLE store.claims')
SELECT * FROM query('SELECT 1; SELECT 2')
SELECT * FROM query_table('secret.csv')
SELECT getenv('HOME')
SELECT * FROM duckdb_secrets()
SELECT * FROM which_secret('s3://x', 's3')
SELECT nextval('s')
SELECT * FROM request
SELECT * FROM os
SELECT * FROM sys.modules
SELECT $1
SELECT ?
SELECT * FROM claims WHERE subject = $name
SELECT error('stop')
SELECT * FROM nowhere
SELEKT 1
SELECT 'unfinished
.shell ls
\\copy claims to x
""".strip().splitlines()


def test_the_table_of_hostile_statements_is_long_enough() -> None:
    assert len(HOSTILE) == len(set(HOSTILE)) >= 60


# One process that starts DuckDB once and forks for each statement, into the sandbox as `run_query` does.
_FORKS = """
import json, os, sys
from db.sandbox import answer
for request in json.load(sys.stdin):
    sys.stdout.flush()
    if os.fork() == 0:
        print(json.dumps(answer(request)), flush=True)
        os._exit(0)
    os.wait()
"""


@pytest.fixture(scope="module")
def answers(copy: Path) -> dict[str, dict[str, object]]:
    """What the sandbox answers to each hostile statement."""
    statements = ["", "   ", ";", "-- nothing", "\0", "SELECT 1\0; DROP TABLE x", *HOSTILE]
    common = {"path": str(copy), "timeout_s": 5, "memory_mb": 512, "max_rows": 10, "max_bytes": 10_000}
    done = subprocess.run(
        [sys.executable, "-c", _FORKS],
        input=json.dumps([common | {"sql": sql} for sql in statements]),
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    lines = done.stdout.splitlines()
    return {sql: json.loads(line) for sql, line in zip(statements, lines, strict=True)}


def test_hostile_statements_are_refused_in_one_line_and_have_no_effect(
    copy: Path, request: pytest.FixtureRequest
) -> None:
    before, files = copy.read_bytes(), sorted(copy.parent.iterdir())
    for sql, answer in request.getfixturevalue("answers").items():
        message = str(answer.get("error", ""))
        assert message, f"allowed: {sql}"
        assert "\n" not in message
        assert "hunter2" not in message
    assert copy.read_bytes() == before
    assert sorted(copy.parent.iterdir()) == files


@pytest.mark.parametrize("sql", ["", "DROP TABLE store.claims", "SELECT * FROM read_text('/etc/passwd')", "SELEKT 1"])
def test_a_refusal_is_an_error_with_a_hint(copy: Path, sql: str) -> None:
    with pytest.raises(QueryError) as caught:
        run_query(copy, sql)
    assert caught.value.hint


GREEDY = (
    "SELECT repeat('x', 500000000)",
    "SELECT list(range) FROM range(200000000)",
    "SELECT string_agg(repeat('x', 10000), '') FROM range(1000000)",
    "SELECT count(DISTINCT hash(a.range, b.range)) FROM range(100000) AS a, range(100000) AS b",
    "SELECT max(md5(md5(a.range::VARCHAR || b.range))) FROM range(1000000) AS a, range(1000000) AS b",
    "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT max(n) FROM r",
)


@pytest.mark.parametrize("sql", GREEDY)
def test_a_greedy_statement_ends_within_its_time_and_memory(copy: Path, sql: str) -> None:
    started = time.monotonic()
    with pytest.raises(QueryError, match=r"took more than|needs more than"):
        run_query(copy, sql, timeout_s=1, memory_mb=256)
    assert time.monotonic() - started < 20


def test_a_missing_copy_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="does not exist"):
        run_query(tmp_path / "none.duckdb", "SELECT 1")


def test_nothing_of_our_environment_reaches_the_process(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAILIES_SMTP_PASSWORD", "hunter2")
    result = run_query(copy, "SELECT name, value FROM duckdb_settings()")
    assert "hunter2" not in str(result.rows)
    names = ("lock_configuration", "enable_external_access")
    locked = {name: value for name, value in result.rows if name in names}
    assert locked == {"lock_configuration": "true", "enable_external_access": "false"}

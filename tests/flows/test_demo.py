"""The demo, as a stranger runs it: twice. What must come out of it stands in demo/expected.json."""

import email
import email.policy
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from demo.newsroom import Newsroom
from demo.site import ROOT as DEMO

ROOT = Path(__file__).parent.parent.parent
EXPECTED: dict[str, Any] = json.loads((DEMO / "expected.json").read_text("utf-8"))
CASE = EXPECTED["case"]["facts"]
# Of the clear claims that are expected, at least this share is found: a guard, not a target.
FLOOR = 0.6

pytestmark = pytest.mark.timeout(400)


@dataclass(frozen=True, slots=True)
class Ran:
    """What two runs of the demo printed, and the folder that they share."""

    folder: Path
    first: str
    second: str
    counts: tuple[dict[str, int], dict[str, int]]
    urls: dict[str, str]


def run_demo(folder: Path) -> str:
    command = [sys.executable, "-m", "flows.cli", "demo", "--dir", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, timeout=200)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


def counts_of(folder: Path) -> dict[str, int]:
    tables = ("articles", "claims", "candidates", "facts", "disputes", "entities", "stories")
    with duckdb.connect(str(folder / "published" / "dailies.duckdb"), read_only=True) as copy:
        return {table: copy.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    folder = tmp_path_factory.mktemp("demo") / "demo"
    first = run_demo(folder)
    before = counts_of(folder)
    second = run_demo(folder)
    with Newsroom(ports_file=folder / "ports.json") as newsroom:
        urls = newsroom.article_urls
    return Ran(folder, first, second, (before, counts_of(folder)), urls)


@pytest.fixture
def copy(ran: Ran) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(ran.folder / "published" / "dailies.duckdb"), read_only=True) as connection:
        yield connection


def rows(copy: duckdb.DuckDBPyConnection, sql: str, *values: object) -> list[tuple[Any, ...]]:
    return copy.execute(sql, list(values)).fetchall()


@pytest.mark.parametrize("fact", CASE, ids=[f"{fact['type']}-{fact['object'] or fact['value']}" for fact in CASE])
def test_the_case_comes_out_complete(copy: duckdb.DuckDBPyConnection, fact: dict[str, Any]) -> None:
    found = rows(
        copy,
        "SELECT bound, status, disputed, as_of FROM facts WHERE subject = ? AND type = ? "
        "AND value IS NOT DISTINCT FROM ? AND object IS NOT DISTINCT FROM ? "
        "AND label IS NOT DISTINCT FROM ? AND unit IS NOT DISTINCT FROM ?",
        *(fact[name] for name in ("subject", "type", "value", "object", "label", "unit")),
    )
    assert (fact["bound"], fact["status"], fact["disputed"]) in [row[:3] for row in found], found
    if "as_of" in fact:
        assert fact["as_of"] in [row[3] for row in found]


@pytest.mark.parametrize("entity", EXPECTED["case"]["entities"], ids=lambda entity: str(entity["name"]))
def test_the_case_knows_what_each_name_is(copy: duckdb.DuckDBPyConnection, entity: dict[str, str]) -> None:
    assert rows(copy, "SELECT type FROM entities WHERE name = ?", entity["name"]) == [(entity["type"],)]


def test_the_quarrel_about_the_budget_is_a_dispute_and_nothing_is_averaged(copy: duckdb.DuckDBPyConnection) -> None:
    found = rows(copy, "SELECT value FROM disputes WHERE subject = 'Hell Grind' AND type = 'budget' ORDER BY value")
    assert [float(row[0]) for row in found] == [300_000, 500_000]


@pytest.mark.parametrize("trap", EXPECTED["must_not_appear"], ids=lambda trap: f"{trap['article']}-{trap['value']}")
def test_nothing_comes_out_of_plugs_glossaries_and_teasers(
    ran: Ran, copy: duckdb.DuckDBPyConnection, trap: dict[str, Any]
) -> None:
    found = rows(
        copy,
        "SELECT subject, type, quote FROM claims WHERE url = ? AND value = ? "
        "AND unit IS NOT DISTINCT FROM coalesce(?, unit)",
        ran.urls[trap["article"]],
        trap["value"],
        trap["unit"],
    )
    assert found == []


def test_most_of_the_clear_claims_are_found(ran: Ran, copy: duckdb.DuckDBPyConnection) -> None:
    got = set(rows(copy, "SELECT url, type, subject, value::DOUBLE, object, label FROM store.claim_rows"))
    wanted = [
        (ran.urls[article["key"]], claim["type"], claim["subject"], claim["value"], claim["object"], claim["label"])
        for article in EXPECTED["articles"]
        for claim in article["claims"]
    ]
    numeric = {(url, type_, subject, value) for url, type_, subject, value, _, _ in got if value is not None}
    relation = {(url, type_, subject, object_) for url, type_, subject, value, object_, _ in got if value is None}
    hits = [(row[:4] in numeric) if row[3] is not None else ((*row[:3], row[4]) in relation) for row in wanted]
    assert sum(hits) / len(hits) >= FLOOR


def test_off_topic_articles_give_no_claims(ran: Ran, copy: duckdb.DuckDBPyConnection) -> None:
    off = [ran.urls[article["key"]] for article in EXPECTED["articles"] if article["on_topic"] is False]
    assert off
    assert rows(copy, "SELECT url FROM claims WHERE list_contains(?, url)", off) == []


def test_a_figure_that_an_outlet_changed_is_a_revision_with_both_quotes(
    ran: Ran, copy: duckdb.DuckDBPyConnection
) -> None:
    change = EXPECTED["second_edition"]
    found = rows(
        copy,
        "SELECT value_before, value_after, quote_before, quote_after FROM revisions WHERE url_after = ?",
        ran.urls[change["article"]],
    )
    before, after, quote_before, quote_after = found[0]
    assert (float(before), float(after)) == (change["before"], change["after"])
    assert change["quote_before"] in quote_before
    assert change["quote_after"] in quote_after


def test_the_second_run_adds_nothing_and_says_so(ran: Ran) -> None:
    assert ran.counts[0] == ran.counts[1]
    assert "Nothing new" in ran.second
    assert "had it already" in ran.second


def test_the_summary_shows_claims_disputes_files_and_queries(ran: Ran) -> None:
    for words in ("Hell Grind", "about $500,000", "Disputed", ".eml", "dailies.duckdb", "dailies sql"):
        assert words in ran.first


def test_the_digest_quotes_the_case_and_leaks_nothing(ran: Ran) -> None:
    text = (ran.folder / "digests" / "2026-05-27.txt").read_text("utf-8")
    for words in ("about $500,000", "over $1 billion", "95 minutes", "Marché du Film", "Alex Mashrabov", "DISPUTED"):
        assert words in text
    for trap in EXPECTED["must_not_appear"]:
        assert trap["text"] not in text


def test_the_mail_is_a_whole_message(ran: Ran) -> None:
    message = email.message_from_bytes(
        (ran.folder / "digests" / "2026-05-27.eml").read_bytes(), policy=email.policy.default
    )
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


def test_the_silent_outlet_is_recorded_with_its_reason(copy: duckdb.DuckDBPyConnection) -> None:
    (row,) = rows(copy, "SELECT state, reason FROM sources_health WHERE outlet_id = ?", EXPECTED["silent_outlets"][0])
    assert row == ("failing", "no connection")

"""The commands on the record as a person and a script meet them: search, export, decide, rebuild."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from db.facts import reconcile
from db.publish import publish
from db.search_index import update_search
from db.store import open_store
from extractors.errors import DailiesError, InputError
from flows.cli import app
from tests.db.building import AT, report


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with settings, a record with a dispute, and its published copy."""
    folder = tmp_path_factory.mktemp("record")
    (folder / "dailies.toml").write_text('[paths]\ndatabase = "d.duckdb"\npublished = "published/d.duckdb"\n')
    with open_store(folder / "d.duckdb") as store:
        report(store, "Hell Grind", "500000", outlet="reel")
        report(store, "Hell Grind", "50000", outlet="cinder", day=21)
        report(store, "Höllenschliff", "500000", outlet="third")
        reconcile(store, run_id="r", at=AT)
        update_search(store)
        publish(store, folder / "published" / "d.duckdb", run_id="r", at=AT, parquet=False)
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """A folder of one's own."""
    return Path(shutil.copytree(template, tmp_path / "desk"))


def dailies(folder: Path, *arguments: str) -> Result:
    """The command in this process; options stand before the target of a subcommand."""
    return CliRunner().invoke(app, [*arguments, "--config", str(folder / "dailies.toml")], env={"COLUMNS": "200"})


def printed(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def sql(folder: Path, statement: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = printed(dailies(folder, "sql", statement, "--json"))
    return found


def test_search_shows_articles_with_their_source_and_place(template: Path) -> None:
    result = dailies(template, "search", "hell", "grnd")
    assert result.exit_code == 0
    assert "What Hell Grind cost" in result.stdout
    assert "Hell Grind cost $500000" in result.stdout
    assert "grnd: looked for grind too" in result.stdout
    assert "https://reel.example/2026/05/" in result.stdout


def test_search_gives_a_script_the_documented_fields(template: Path) -> None:
    found = printed(dailies(template, "search", "hell grind", "--limit", "1", "--json"))
    assert list(found) == ["words", "articles", "articles_with_any", "corrected", "hits"]
    (hit,) = found["hits"]
    assert set(hit) == {
        *("article_id", "title", "outlet", "url", "published", "copy_of", "score", "claim_id"),
        *("snippet", "where", "marks"),
    }
    assert [hit["snippet"][start:end] for start, end in hit["marks"]] == ["Hell", "Grind"]
    assert hit["published"].endswith("Z")


def test_a_search_that_finds_nothing_has_exit_status_1(template: Path) -> None:
    assert dailies(template, "search", "zebra").exit_code == 1


def test_export_writes_every_view_and_refuses_to_overwrite(template: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    assert dailies(template, "export", str(target), "--format", "jsonl").exit_code == 0
    assert {"claims.jsonl", "facts.jsonl", "disputes.jsonl", "works.jsonl"} <= {path.name for path in target.iterdir()}
    (target / "claims.jsonl").write_text("mine")
    (target / "facts.jsonl").unlink()
    again = dailies(template, "export", str(target), "--format", "jsonl")
    assert isinstance(again.exception, InputError)
    assert "claims.jsonl" in str(again.exception)
    assert ((target / "claims.jsonl").read_text(), (target / "facts.jsonl").exists()) == ("mine", False)
    assert dailies(template, "export", str(target), "--format", "jsonl", "--force").exit_code == 0
    assert (target / "claims.jsonl").read_text() != "mine"


def test_export_writes_one_view_to_the_output(template: Path) -> None:
    lines = dailies(template, "export", "--view", "claims").stdout.splitlines()
    assert lines[0].startswith("claim_id,type,subject")
    assert len(lines) == 4
    rows = dailies(template, "export", "--view", "facts", "--format", "jsonl").stdout.splitlines()
    assert {json.loads(row)["subject"] for row in rows} == {"Hell Grind", "Höllenschliff"}
    assert dailies(template, "export", "--view", "facts", "--format", "parquet").stdout_bytes[:4] == b"PAR1"


def test_export_since_says_which_views_it_does_not_touch(template: Path) -> None:
    result = dailies(template, "export", "--view", "works", "--since", "2030-01-01")
    assert len(result.stdout.splitlines()) == 3
    assert "works: how things stand now" in result.stderr
    assert len(dailies(template, "export", "--view", "claims", "--since", "2030-01-01").stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--view", "secrets"), "no view 'secrets'"),
        (("--view", "store.claims"), "no view 'store.claims'"),
        ((), "one view goes to the output"),
        (("--view", "claims", "--view", "facts"), "one view goes to the output"),
    ],
)
def test_export_names_what_it_was_not_given(template: Path, arguments: tuple[str, ...], words: str) -> None:
    result = dailies(template, "export", *arguments)
    assert isinstance(result.exception, InputError)
    assert words in str(result.exception)


def test_a_rejected_fact_no_longer_disputes_and_can_be_taken_back(folder: Path) -> None:
    (fact,) = sql(folder, "SELECT fact_id FROM facts WHERE value = 50000")
    shown = printed(dailies(folder, "decide", "reject", fact["fact_id"][:8], "--reason", "a typo", "--json"))
    assert (shown["outcome"], len(shown["facts"])) == ("stored", 2)
    assert sql(folder, "FROM disputes") == []
    (row,) = printed(dailies(folder, "decide", "list", "--json"))
    assert (row["kind"], row["about"], row["reason"]) == ("reject", "Hell Grind budget 50000 USD", "a typo")
    assert "undone" in dailies(folder, "decide", "undo", row["id"][:6], "--reason", "it was none").stdout
    assert len(sql(folder, "FROM disputes")) == 2
    assert "(taken back 20" in " ".join(dailies(folder, "decide", "list").stdout.split())


def test_a_dry_run_stores_nothing(folder: Path) -> None:
    before = (folder / "d.duckdb").read_bytes()
    (fact,) = sql(folder, "SELECT fact_id FROM facts WHERE value = 50000")
    for arguments in (
        ("reject", fact["fact_id"]),
        ("merge", "Höllenschliff", "hell grind"),
        ("split", "Höllenschliff", "hell grind"),
    ):
        result = dailies(folder, "decide", *arguments, "--reason", "why not", "--dry-run")
        assert result.exit_code == 0
        assert result.stdout.startswith(f"would store: {arguments[0]}")
    assert (folder / "d.duckdb").read_bytes() == before


def test_merged_names_are_one_until_they_are_split(folder: Path) -> None:
    assert (
        dailies(folder, "decide", "merge", "Höllenschliff", "Hell Grind", "--reason", "its German title").exit_code == 0
    )
    (merged,) = sql(folder, "SELECT name, goes_as, why, reason FROM merges")
    assert merged == {"name": "Höllenschliff", "goes_as": "Hell Grind", "why": "decided", "reason": "its German title"}
    assert [row["subject"] for row in sql(folder, "SELECT DISTINCT subject FROM claims")] == ["Hell Grind"]
    assert dailies(folder, "decide", "split", "Hell Grind", "Höllenschliff", "--reason", "a remake").exit_code == 0
    assert sql(folder, "FROM merges") == []
    assert len(sql(folder, "SELECT DISTINCT subject FROM claims")) == 2


def test_a_decision_that_is_in_force_is_not_stored_twice(folder: Path) -> None:
    for outcome in ("stored", "decided already"):
        shown = printed(dailies(folder, "decide", "merge", "Höllenschliff", "Hell Grind", "--reason", "one", "--json"))
        assert shown["outcome"] == outcome
    assert len(printed(dailies(folder, "decide", "list", "--json"))) == 1


def test_a_merge_the_other_way_round_is_another_decision(folder: Path) -> None:
    for names in (("Höllenschliff", "Hell Grind"), ("Hell Grind", "Höllenschliff")):
        shown = printed(dailies(folder, "decide", "merge", *names, "--reason", "one", "--json"))
        assert (shown["outcome"], shown["remarks"]) == ("stored", [])
        assert sql(folder, "SELECT name, goes_as FROM merges") == [{"name": names[0], "goes_as": names[1]}]


def test_a_decision_about_a_claim_is_stored_again_where_its_fact_was_decided_otherwise(folder: Path) -> None:
    (claim,) = sql(folder, "SELECT claim_id FROM claims WHERE value = 50000")
    for kind in ("accept", "reject", "accept"):
        (fact,) = sql(folder, "SELECT fact_id FROM facts WHERE value = 50000")
        id_ = fact["fact_id"] if kind == "reject" else claim["claim_id"]
        assert printed(dailies(folder, "decide", kind, id_, "--reason", "so", "--json"))["outcome"] == "stored"
    assert sql(folder, "SELECT rank FROM facts WHERE value = 50000") == [{"rank": "preferred"}]
    again = printed(dailies(folder, "decide", "accept", claim["claim_id"], "--reason", "so", "--json"))
    latest = printed(dailies(folder, "decide", "list", "--json"))[-1]
    assert (again["outcome"], again["decision_id"]) == ("decided already", latest["id"])


def test_another_outlets_value_under_the_id_of_a_rejected_one_can_be_rejected(folder: Path) -> None:
    (before,) = sql(folder, "SELECT fact_id FROM facts WHERE value = 50000")
    dailies(folder, "decide", "reject", before["fact_id"], "--reason", "a typo")
    with open_store(folder / "d.duckdb") as store:
        report(store, "Hell Grind", "50000", outlet="fourth", day=22)
        reconcile(store, run_id="r", at=AT)
        publish(store, folder / "published" / "d.duckdb", run_id="r", at=AT, parquet=False)
    assert sql(folder, f"SELECT claims FROM facts WHERE fact_id = '{before['fact_id']}'") == [{"claims": 1}]
    shown = printed(dailies(folder, "decide", "reject", before["fact_id"], "--reason", "a typo", "--json"))
    assert shown["outcome"] == "stored"
    ranks = sql(folder, "SELECT DISTINCT rank FROM facts WHERE value = 50000 AND subject = 'Hell Grind'")
    assert ranks == [{"rank": "deprecated"}]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("accept", "nobody12", "-r", "x"), "no claim or fact"),
        (("accept", "", "-r", "x"), "no claim or fact"),
        (("merge", "Hell Grind", "hell  grind", "-r", "x"), "are one name"),
        (("merge", "Hell Grynd", "Höllenschliff", "-r", "x"), "near are Hell Grind"),
        (("merge", "Hell Grind", "Höllenschliff", "-r", "x", "--type", "PERSON"), "of type PERSON"),
        (("merge", "Hell Grind", "Höllenschliff", "-r", "  "), "needs a reason"),
        (("undo", "nothing"), "no decision"),
    ],
)
def test_a_wrong_decision_is_refused_in_words(template: Path, arguments: tuple[str, ...], words: str) -> None:
    result = dailies(template, "decide", *arguments)
    assert isinstance(result.exception, InputError), result.output
    assert words in str(result.exception)


@pytest.mark.parametrize("command", [("decide", "accept", "abcd", "-r", "x"), ("rebuild",), ("search", "x")])
def test_without_a_record_the_commands_say_what_to_run_first(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "dailies.toml").write_text("")
    result = dailies(tmp_path, *command)
    assert isinstance(result.exception, DailiesError)
    assert "dailies run" in result.exception.hint
    assert [path.name for path in tmp_path.iterdir()] == ["dailies.toml"]

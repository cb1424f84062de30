"""The command line as a person and as a script meet it."""

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGE = """<!doctype html><html lang="en"><head><title>Moths on parade</title>
<meta property="article:published_time" content="2026-05-20T08:15:00+02:00"></head>
<body><nav><a href="/">Home</a><a href="/film">Film</a></nav><article><h1>Moths on parade</h1>
<p>Lantern Row Pictures spent about $2 million on its film Moth Parade, which three people made with a
generative model in ten weeks.</p>
<p>The film runs 82 minutes and was shown at the Harbour Lights Festival in Rotterdam on Tuesday, to a full
house that stayed for the talk.</p>
<p>Its director, Ana Prieto, said that the next one would be made in the same way, with the same
people, and for the same money.</p>
</article><footer>Subscribe for $5 a month</footer></body></html>"""


def dailies(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "flows.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd or ROOT, check=False, timeout=110)


def test_help_names_every_command_and_the_readme_too() -> None:
    shown = dailies("--help").stdout
    readme = (ROOT / "README.md").read_text("utf-8")
    commands = re.findall(r"^  ([a-z]+)  ", shown, re.MULTILINE)
    assert {"demo", "run", "digest", "serve", "status", "sql", "read", "extract"} <= set(commands)
    assert [command for command in commands if f"dailies {command}" not in readme] == []


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, contextlib, io\nfrom flows.cli import app\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit): app(['--help'])\n"
        "print([name for name in ('prefect', 'spacy', 'duckdb', 'httpx', 'onnxruntime') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


def test_read_gives_one_line_per_page_with_the_documented_fields(tmp_path: Path) -> None:
    (tmp_path / "moths.x.html").write_text(PAGE, "utf-8")
    (tmp_path / "packed.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    done = dailies("read", tmp_path)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["moths", "packed"]
    fields = ["id", "url", "title", "standfirst", "text", "authors", "published", "language", "is_free", "confidence"]
    assert list(rows[0]) == fields
    assert rows[0]["title"] == "Moths on parade"
    assert rows[0]["published"] == "2026-05-20T06:15:00Z"
    assert "$5 a month" not in rows[0]["text"]


def test_a_page_that_is_no_article_costs_itself_only(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("", "utf-8")
    (tmp_path / "b.html").write_text(PAGE, "utf-8")
    (tmp_path / "c.html.gz").write_bytes(b"not gzip")
    done = dailies("read", tmp_path)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["b"]
    assert len(done.stderr.splitlines()) == 2
    assert done.returncode == 1


def test_extract_gives_one_line_per_article_with_the_documented_fields(tmp_path: Path) -> None:
    text = (
        "Lantern Row Pictures spent about $2 million on the AI-generated film Moth Parade.\n\n"
        "Moth Parade, directed by Ana Prieto with generative video models, runs 82 minutes."
    )
    article = {"id": "x-1", "title": "Moths on parade", "text": text, "published": "2026-05-20T08:00:00Z"}
    (tmp_path / "x-1.json").write_text(json.dumps(article), "utf-8")
    done = dailies("extract", tmp_path)
    (row,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert list(row) == ["id", "on_topic", "entities", "claims"]
    assert row["id"] == "x-1"
    for claim in row["claims"]:
        assert text[claim["start"] : claim["end"]] == claim["quote"]


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("read", "nowhere.html"), 1, "no such file or folder: nowhere.html"),
        (("extract", "nowhere.json"), 1, "no such file or folder: nowhere.json"),
        (("run", "--config", "nowhere.toml"), 2, "no settings file at nowhere.toml"),
        (("digest", "--day", "yesterday"), 2, "yesterday"),
        (("frobnicate",), 2, "frobnicate"),
    ],
)
def test_an_error_is_said_in_words_and_not_in_a_traceback(arguments: tuple[str, ...], status: int, words: str) -> None:
    done = dailies(*arguments)
    assert done.returncode == status
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_looking_at_an_empty_folder_says_what_to_run_first(tmp_path: Path) -> None:
    (tmp_path / "dailies.toml").write_text("", "utf-8")
    for command in (("sql", "SELECT 1"), ("status",)):
        done = dailies(*command, cwd=tmp_path)
        assert done.returncode == 1
        assert "nothing is published" in done.stderr
        assert "dailies run" in done.stderr


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"title": "no text"}', '{"text": 5}', '{"text": "x", "published": "soon"}']
)
def test_a_file_that_is_no_article_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "bad.json").write_text(content, "utf-8")
    done = dailies("extract", tmp_path / "bad.json")
    assert done.returncode == 1
    assert "bad.json" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("folder", ["taken", "taken/demo"])
def test_the_demo_says_in_words_that_its_folder_is_none(tmp_path: Path, folder: str) -> None:
    (tmp_path / "taken").touch()
    done = dailies("demo", "--dir", tmp_path / folder)
    assert done.returncode == 2
    assert f"{folder} cannot hold the demo: Not a directory" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_digest_of_a_day_to_come_is_refused_in_one_line() -> None:
    done = dailies("digest", "--day", "2999-01-01", "--send")
    assert done.returncode == 2
    assert done.stderr.startswith("dailies: 2999-01-01 is still to come")
    assert len(done.stderr.splitlines()) == 1

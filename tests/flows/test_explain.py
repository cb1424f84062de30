"""`dailies explain` and `dailies review`, from what a user names to what is shown."""

import io
import json
import shutil
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from db.articles import save_articles
from db.claims import save_extractions
from db.publish import publish
from db.store import open_store
from extractors.claims.threshold import DEFAULT_THRESHOLD
from extractors.errors import ArticleFileError, PageError
from extractors.pipeline import MODEL
from extractors.records import Article, Entity, Extraction, Relevance
from extractors.review import Candidate
from flows.article_input import article_in, find_article
from flows.cli import app
from flows.cli_review import candidate_row, show_review
from flows.settings import Settings, load_settings
from tests.db.building import AT, claim
from tests.extractors.test_pipeline import COUNCIL

TEXT = (
    "Moth Parade, an AI-generated film by Lantern Row Pictures, cost about $2 million and runs 82 minutes. "
    "Ana Prieto directed it with generative video models."
)
PAGE = f"<!doctype html><html lang='en'><head><title>Moths</title></head><body><article><h1>Moths</h1><p>{TEXT}</p>" + (
    f"<p>{TEXT}</p></article></body></html>"
)
needs_model = pytest.mark.skipif(not (MODEL / "config.json").exists(), reason="no model has been built yet")


@pytest.fixture
def published(tmp_path: Path, empty_record: Path) -> Settings:
    """A published record of one article with a claim and two candidates."""
    (tmp_path / "dailies.toml").write_text("", "utf-8")
    settings = load_settings(tmp_path / "dailies.toml")
    settings.paths.database.parent.mkdir(parents=True)
    shutil.copy(empty_record, settings.paths.database)
    article = Article("https://press.example/moths?utm_source=x", "Moths", TEXT, outlet="press", published=AT)
    unsure = claim(TEXT, "82 minutes", "runtime", "Moth Parade", "82", unit="minute", confidence=0.21)
    absurd = claim(TEXT, "about $2 million", "budget", "Moth Parade", "9000000000000", confidence=0.0)
    read = Extraction(Relevance(True, 1.0), (Entity("Moth Parade", "WORK"),), (), (), (absurd, unsure), "test 1")
    with open_store(settings.paths.database) as store:
        (saved,) = save_articles(store, [article], run_id="r", at=AT)
        save_extractions(store, [(saved.version_id, read)], run_id="r", at=AT)
        publish(store, settings.paths.published, run_id="r", at=AT)
    return settings


@pytest.mark.parametrize(
    ("content", "where", "title"),
    [
        (json.dumps({"text": TEXT, "title": "Moths"}).encode(), "x.json", "Moths"),
        (b"\xef\xbb\xbf" + json.dumps({"text": TEXT}).encode(), "standard input", ""),
        (PAGE.encode(), "standard input", "Moths"),
        (TEXT.encode(), "notes.txt", ""),
    ],
)
def test_an_article_is_read_out_of_json_html_and_text(content: bytes, where: str, title: str) -> None:
    article = article_in(content, where)
    assert article.title == title
    assert TEXT in article.text


@pytest.mark.parametrize("content", [b"\xff\xfe\x00binary", b'{"title": "no text"}', b"{", b"\x1f\x8bgzip"])
def test_what_is_no_article_is_an_error_that_names_the_file(content: bytes) -> None:
    with pytest.raises((ArticleFileError, PageError), match="notes"):
        article_in(content, "notes")


def test_a_stored_article_is_found_by_its_id_and_by_any_form_of_its_address(published: Settings) -> None:
    for given in ("https://press.example/moths", "http://www.press.example/moths/?utm_medium=y"):
        assert find_article(given, published).text == TEXT


@pytest.mark.parametrize("given", ["nowhere", "https://press.example/other", "x" * 5000, "a\0b"])
def test_what_is_neither_file_nor_stored_is_said_to_be_so(published: Settings, given: str) -> None:
    with pytest.raises(ArticleFileError, match="no such file or stored article"):
        find_article(given, published)


@needs_model
def test_explain_shows_the_same_as_page_terminal_and_json(tmp_path: Path, published: Settings) -> None:
    source, page = tmp_path / "moths.txt", tmp_path / "pages" / "moths.html"
    source.write_text(TEXT, "utf-8")
    config = ["--config", str(tmp_path / "dailies.toml")]
    done = CliRunner().invoke(app, ["explain", str(source), "--html", str(page), "--json", *config])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert {"title", "text", "threshold", "relevance", "names", "quantities", "dates", "triggers"} <= set(told)
    figure = next(trigger for trigger in told["triggers"] if trigger["text"] == "about $2 million")
    assert figure["readings"][0]["slots"]["subject"][0]["name"] == "Moth Parade"
    assert "about $2 million</a>" in page.read_text("utf-8")
    done = CliRunner().invoke(app, ["explain", "-", *config], input=TEXT, env={"COLUMNS": "100"})
    assert "«about $2 million»[" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100


@needs_model
def test_explain_lists_the_figures_of_what_was_not_read(tmp_path: Path, published: Settings) -> None:
    page, config = tmp_path / "pool.html", ["--config", str(tmp_path / "dailies.toml")]
    why = "not read: the article is off topic by its words alone"
    done = CliRunner().invoke(app, ["explain", "-", "--json", "--html", str(page), *config], input=COUNCIL)
    assert done.exit_code == 0, done.output
    told = {one["text"]: one["reason"] for one in json.loads(done.stdout)["triggers"]}
    assert told["£3.4 million"] == told["a third"] == why
    assert page.read_text("utf-8").count(why) >= len(told)
    done = CliRunner().invoke(app, ["explain", "-", *config], input=COUNCIL, env={"COLUMNS": "120"})
    assert any("£3.4 million" in line and why in line for line in done.stdout.splitlines())


def test_review_lists_candidates_with_reason_source_and_lines_to_type(tmp_path: Path, published: Settings) -> None:
    config = ["--config", str(tmp_path / "dailies.toml")]
    done = CliRunner().invoke(app, ["review", "--json", *config])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    first, second = told["candidates"]
    assert told["total"] == 2
    assert [first["type"], second["type"]] == ["runtime", "budget"]
    assert first["why"] == f"confidence 0.210, below the threshold of {DEFAULT_THRESHOLD}"
    assert second["why"].startswith("ruled out")
    assert first["url"].startswith("https://press.example/moths")
    assert TEXT[first["start"] : first["end"]] == first["quote"]
    assert first["accept"] == f'dailies decide accept {first["claim_id"]} {" ".join(config)} --reason "…"'
    page = tmp_path / "review.html"
    assert CliRunner().invoke(app, ["review", "--html", str(page), *config]).exit_code == 0
    assert first["claim_id"] in page.read_text("utf-8")


def test_the_table_of_candidates_fits_a_terminal_and_moves_no_cursor() -> None:
    quote = "Moth\x1b[2J Parade cost $5, " + "x" * 300
    unsure = claim(quote, quote, "budget", "Moth\x1b[2J Parade", "5", confidence=0.2)
    candidate = Candidate("abcdEFGH1234", unsure, "press", "https://press.example/" + "y" * 200, "T", AT, "a")
    console = Console(file=io.StringIO(), width=100)
    show_review(console, [candidate], total=3, threshold=0.3, options="")
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= 100
    assert "the first 1 are shown" in shown
    assert candidate_row(candidate, 0.3, "")["accept"] in shown

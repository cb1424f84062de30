"""The gate on raw bytes."""

import gzip
import html
import json
import os
import time
from pathlib import Path

import pytest

from extractors.gate import looks_relevant
from tests.extractors.pages import TITLE, build_page, paragraphs

DATA = Path(os.environ.get("DAILIES_DATA", Path(__file__).parents[3] / "shared"))
FOOTBALL = "The home side won by two goals to nil and went top of the league after a dull hour in the rain on Saturday."


def test_a_page_on_film_passes() -> None:
    assert looks_relevant(build_page(f"<h1>{TITLE}</h1>{paragraphs()}").body)


def test_a_page_on_something_else_does_not() -> None:
    assert not looks_relevant(f"<title>Two goals</title><h1>Two goals</h1>{f'<p>{FOOTBALL}</p>' * 10}".encode())


@pytest.mark.parametrize("where", ["<title>A film is made</title>", '<meta name="description" content="On a film">'])
def test_film_in_title_or_description_is_enough(where: str) -> None:
    assert looks_relevant(f"{where}<h1>x</h1>{f'<p>{FOOTBALL}</p>' * 10}".encode())


def test_words_in_tags_and_scripts_do_not_count() -> None:
    body = '<h1>x</h1><script>var film = {"video": 1}</script><div class="film screen">' + f"<p>{FOOTBALL}</p>" * 10
    assert not looks_relevant(body.encode())


@pytest.mark.parametrize("body", [b"", b"<p>x", "<p>film".encode("utf-16"), b"<div id=app></div>"])
def test_a_page_of_which_nothing_can_be_told_passes(body: bytes) -> None:
    assert looks_relevant(body)


def test_the_gate_is_far_quicker_than_reading() -> None:
    body = b"<h1>x</h1>" + f"<p>{FOOTBALL}</p>".encode() * 1_000
    start = time.process_time()
    for _ in range(200):
        looks_relevant(body)
    assert time.process_time() - start < 1


@pytest.mark.skipif(not (DATA / "gold" / "train").is_dir(), reason="the training articles are not here")
def test_no_article_on_the_topic_is_lost() -> None:
    lost = []
    for path in sorted((DATA / "gold" / "train").glob("*.json")):
        article = json.loads(path.read_text("utf-8"))
        lines = "".join(f"<p>{html.escape(line)}</p>" for line in article["text"].split("\n\n"))
        page = f"<title>{html.escape(article['title'])}</title><body><h1>{html.escape(article['title'])}</h1>{lines}"
        if article["on_topic"] and not looks_relevant(page.encode()):
            lost.append(article["id"])
    assert not lost


@pytest.mark.skipif(not (DATA / "html" / "benchmark-a").is_dir(), reason="the development pages are not here")
def test_pages_of_newspapers_are_thrown_out_now_and_then() -> None:
    pages = [gzip.decompress(path.read_bytes()) for path in sorted((DATA / "html" / "benchmark-a").glob("*.gz"))]
    assert 5 < sum(not looks_relevant(page) for page in pages) < len(pages) / 2


def test_the_gate_takes_any_bytes() -> None:
    assert looks_relevant(bytes(range(1, 256)) * 100) in (True, False)

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


@pytest.mark.parametrize("name", ["og:title", "og:description"])
def test_film_in_what_is_shared_is_enough(name: str) -> None:
    styles = '<link rel="stylesheet" href="/one.css">' * 20
    head = f'<title>Two goals</title>{styles}<meta property="{name}" content="A film is made">'
    assert looks_relevant(f"{head}<h1>x</h1>{f'<p>{FOOTBALL}</p>' * 10}".encode())


@pytest.mark.parametrize(
    "between",
    [
        f"<script>{'x = 1; ' * 5_000}</script>",
        '<li><a class="nav-item nav-item--level-two" href="/section/number">Another section</a></li>' * 400,
        '<img class="picture-of-something-wide" srcset="/one/address.jpg 1x, /another/address.jpg 2x">' * 400,
    ],
    ids=["scripts", "menu", "pictures"],
)
def test_a_story_on_film_far_below_its_headline_passes(between: str) -> None:
    assert looks_relevant(f"<h1>A kitchen</h1>{between}{paragraphs()}".encode())
    assert not looks_relevant(f"<h1>Two goals</h1>{between}<p>{FOOTBALL * 10}</p>".encode())


def test_a_logo_that_is_a_headline_is_not_the_story_s() -> None:
    teasers = f"<p>{FOOTBALL}</p>" * 200
    body = f"<title>A kitchen</title><h1>Daily Example</h1>{teasers}<h1>A kitchen</h1>{paragraphs()}"
    assert looks_relevant(body.encode())


def test_a_headline_may_come_late() -> None:
    menu = '<li><a class="nav-item" href="/section/number">Another section</a></li>' * 5_000
    assert looks_relevant(f"<title>A kitchen</title>{menu}<h1>A kitchen</h1>{paragraphs()}".encode())


def test_a_word_where_a_look_ends_is_read_whole() -> None:
    for length in range(2_900, 3_020):
        body = f"<h1>x</h1><p>{'b' * length} film</p>{f'<p>{FOOTBALL}</p>' * 40}"
        assert looks_relevant(body.encode())


@pytest.mark.parametrize(
    "body", [b"", b"<p>x", "<p>film".encode("utf-16"), b"<div id=app></div>", b"<li>A menu</li>" * 99]
)
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

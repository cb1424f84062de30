"""Pages that hold no article, and pages that are meant to do harm."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.article import extract_article
from extractors.errors import PageError
from extractors.records import Page
from tests.extractors.pages import PROSE, TEXT, URL, build_page, paragraphs


def reason(page: Page) -> str:
    with pytest.raises(PageError) as caught:
        extract_article(page)
    assert caught.value.url == page.url
    return caught.value.reason


CARDS = "".join(
    f'<div><h3><a href="/2026/{n}/a">A headline of some length, number {n}</a></h3></div>' for n in range(30)
)
TEASERS = "".join(
    f'<div><h3><a href="/2026/{n}/a">A headline of some length, number {n}</a></h3><p>Two lines on what it '
    f"holds.</p></div>"
    for n in range(30)
)


@pytest.mark.parametrize("url", ["https://news.example/", "https://news.example/film", "https://news.example/t/ai/"])
@pytest.mark.parametrize("body", [CARDS, TEASERS], ids=["cards", "teasers"])
def test_a_page_that_lists_articles_is_none(body: str, url: str) -> None:
    assert reason(build_page(f"<main>{body}</main>", url=url)) in ("index page", "empty")


def test_an_index_page_is_named_as_one() -> None:
    assert reason(build_page(f"<main>{TEASERS}</main>", url="https://news.example/film")) == "index page"


def test_a_login_wall_is_named() -> None:
    body = '<form><p>Please log in to read on.</p><input name="u"><input type="password" name="p"></form>'
    assert reason(build_page(body)) == "login wall"


def test_a_wall_for_subscribers_without_a_form_is_a_login_wall() -> None:
    body = "<div>Subscribe to continue reading</div><div>Already a member? Log in</div><div>Create a free account</div>"
    assert reason(build_page(body)) == "login wall"


def test_a_consent_wall_is_named() -> None:
    body = (
        "<p>We and our 842 partners store cookies and process personal data with your consent.</p>"
        "<p>You may withdraw your consent at any time in the cookie settings, or read the privacy policy.</p>"
        "<p>Some partners do not ask for your consent and rely on other grounds for the use of cookies.</p>"
    )
    assert reason(build_page(body)) == "consent wall"


NOTE = "Screen Wire covers artificial intelligence in film and television, from the first pitch to the last frame."


@pytest.mark.parametrize(
    "chrome", ["<footer>{}</footer>", '<div class="newsletter">{}</div>', '<div id="cookie-banner">{}</div>']
)
def test_a_page_that_a_script_has_yet_to_fill_is_empty(chrome: str) -> None:
    note = chrome.format(f"<p>{NOTE}</p>")
    assert reason(build_page(f'<div id="__next">{note}</div>')) == "empty"
    assert extract_article(build_page(f"<main><h1>A note</h1><p>{NOTE}</p></main>{note}")).text == NOTE


def test_a_short_article_in_a_box_of_an_unlucky_name_is_read() -> None:
    page = build_page(f'<div class="social"><h1>A note</h1><p>{NOTE}</p></div>')
    assert extract_article(page).text == NOTE


def test_a_bot_check_is_named() -> None:
    page = Page(URL, b"<html><title>Just a moment...</title><body><p>Verifying you are human.</p></body></html>")
    assert reason(page) == "bot check"


def test_an_error_page_that_answers_200_is_named() -> None:
    page = Page(
        URL, b"<html><title>Page not found</title><body><p>The page that you asked for is gone.</p></body></html>"
    )
    assert reason(page) == "error page"


def test_a_video_without_text_is_named() -> None:
    body = '<h1>Trailer</h1><video src="a.mp4"></video><p>Watch the trailer of the film that nine people drew.</p>'
    assert reason(build_page(body, head='<meta property="og:type" content="video.other">')) == "video only"


@pytest.mark.parametrize(
    "body", [b"", b"   \n", b"\0\0\0", b"<html></html>", b"<html><body><script>x</script></body></html>"]
)
def test_a_page_without_text_is_empty(body: bytes) -> None:
    assert reason(Page(URL, body)) == "empty"


@pytest.mark.parametrize(
    "page",
    [
        Page(URL, b"%PDF-1.7 <not html>"),
        Page(URL, b"\x89PNG\r\n<"),
        Page(URL, b'{"a": "<p>"}', headers=(("content-type", "application/json"),)),
        Page(URL, b"no markup at all"),
    ],
)
def test_what_is_not_html_is_named(page: Page) -> None:
    assert reason(page) == "not html"


HOSTILE = {
    "50 MB": b"<p>x" * 12_500_000,
    "200,000 deep": b"<div>" * 200_000,
    "40,000 deep": b"<div>" * 40_000,
    "deep under end tags that close nothing": b"<div></q>" * 20_000,
    "deep through tables": b"<div><table><td></div></table>" * 15_000,
    "formatting that is left open": b"<p>" + b"".join(b"<font id=%d>" % n for n in range(4_000)) + b"<p>x" * 3_900,
    "100,000 attributes": b"<div " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">",
    "attributes that hold brackets": b"<div " + b" ".join(b'a%d=">"' % n for n in range(50_000)) + b">",
    "attributes of many bodies": b"".join(b"<body a%d=1>" % n for n in range(20_000)),
    "a select of 45,000 options": b"<select>" + b"<option>x" * 45_000,
    "comments that are never closed": b"<!--" * 500_000,
    "scripts that are never closed": b"<script>" * 500_000,
    "links without end": b"<p>" + b"<a href=x>link text </a>" * 30_000,
    "plugs without end": (b"<p>" + b"sign up " * 40 + b"</p>") * 3_000,
    "deep json-ld": b'<p>x<script type="application/ld+json">' + b"[" * 300_000 + b"</script>",
    "a class of 2 MB": b'<div class="' + b"a-" * 1_000_000 + b'">x</div>',
    "binary": bytes(range(256)) * 4_000,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_page_costs_bounded_time(body: bytes) -> None:
    start = time.process_time()
    try:
        extract_article(Page(URL, body))
    except PageError as exc:
        assert exc.reason  # noqa: PT017 (either outcome is right; the time is what is tested)
    assert time.process_time() - start < 2


def test_the_reasons_of_excess_are_told_apart() -> None:
    assert reason(Page(URL, HOSTILE["50 MB"])) == "too large"
    assert reason(Page(URL, HOSTILE["40,000 deep"])) == "too deep"
    assert reason(Page(URL, HOSTILE["100,000 attributes"])) == "too many attributes"


def test_a_page_of_harmless_depth_is_read() -> None:
    depth = 200
    assert extract_article(build_page("<div>" * depth + paragraphs() + "</div>" * depth)).text == TEXT


def test_mutated_pages_raise_nothing_but_page_errors() -> None:
    good = build_page(
        f"<main>{paragraphs('<ul><li>One thing.</li></ul><table><tr><td>a</td></tr></table>')}</main>"
    ).body
    chance = random.Random(7)
    for _ in range(150):
        body = bytearray(good * chance.choice((1, 3)))
        for _ in range(chance.randrange(1, 40)):
            start = chance.randrange(len(body))
            end = start + chance.randrange(30)
            body[start:end] = chance.choice(
                (b"", b"<", b">", b'"', b"</", b"<table>", b"\0", b"\xff", body[start:end] * 2)
            )
        try:
            extract_article(Page(URL, bytes(body)))
        except PageError:
            continue


@given(st.text(alphabet=st.sampled_from("<>/=\"'&;!-abp \n"), max_size=500))
@settings(max_examples=150, deadline=None)
def test_any_markup_gives_an_article_or_a_page_error(markup: str) -> None:
    try:
        article = extract_article(Page(URL, markup.encode()))
    except PageError:
        return
    assert article.text
    assert article.text == "\n\n".join(part for part in article.text.split("\n\n") if part.strip())


@given(st.lists(st.sampled_from(PROSE), min_size=3, max_size=6, unique=True))
@settings(max_examples=40, deadline=None)
def test_plain_paragraphs_come_out_as_they_went_in(lines: list[str]) -> None:
    body = "".join(f"<p>{line}</p>" for line in lines)
    assert extract_article(build_page(f"<article>{body}</article>")).text == "\n\n".join(lines)

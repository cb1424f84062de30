"""Where a page asks for money: its wall is no text, and the article is not free."""

import pytest

from extractors.article.wall import is_wall
from tests.extractors.pages import PROSE, TEXT, TITLE, paragraphs, read

WALLS = {
    "a heading and its offer": '<div class="paywall"><h3>Keep reading with a membership</h3><p>You have read your 3 '
    "free articles this month. Members pay 15 euros a month and get 1,200 profiles.</p></div>",
    "a box without a name": "<div><h3>Subscribe to continue reading</h3><p>From 2 euros a week, whenever you like, "
    "and on every screen that you have at home.</p></div>",
    "a line": "<p>This post is for paid subscribers only</p>",
    "a line that ends it": "<p>The rest of this article is for members of News Example.</p>",
    "a box of links": '<div class="subscribe"><span>To Read the Full Story</span> <a href="/s">Subscribe</a> '
    '<a href="/l">Sign In</a></div>',
    "German": "<p>Dieser Artikel ist nur für Abonnenten zu lesen, die ihn bezahlt haben.</p>",
    "French": "<div class='restricted'>Cet article est réservé aux abonnés</div>",
    "Spanish": "<div>Contenido exclusivo para suscriptores</div>",
}
STATED = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": %s}</script>'


def page(wall: str, *, lines: int = 3) -> str:
    """A preview, and the wall after it."""
    body = "".join(f"<p>{line}</p>" for line in PROSE[:lines])
    return f"<main><article><h1>{TITLE}</h1><div class=story>{body}</div>{wall}</article></main>"


@pytest.mark.parametrize("wall", WALLS.values(), ids=WALLS.keys())
def test_a_wall_is_no_text_and_tells_that_the_article_is_not_free(wall: str) -> None:
    article = read(page(wall))
    assert article.text == "\n\n".join(PROSE[:3])
    assert not article.is_free


@pytest.mark.parametrize("wall", WALLS.values(), ids=WALLS.keys())
def test_the_pages_own_word_weighs_more(wall: str) -> None:
    assert read(page(wall), head=STATED % "true").is_free
    assert not read(page(""), head=STATED % "false").is_free


def test_an_article_without_a_wall_is_free() -> None:
    assert read(page("")).is_free


@pytest.mark.parametrize(
    "around",
    [
        "<footer>{}</footer>",
        "<div hidden>{}</div>",
        '<div style="display:none"><div>{}</div></div>',
        '<div aria-hidden="true">{}</div>',
        "<template>{}</template>",
    ],
)
@pytest.mark.parametrize("wall", WALLS.values(), ids=WALLS.keys())
def test_a_wall_that_readers_do_not_see_is_none(around: str, wall: str) -> None:
    article = read(page(around.format(wall)))
    assert article.text == "\n\n".join(PROSE[:3])
    assert article.is_free


def test_an_offer_below_a_long_article_cuts_nothing_off() -> None:
    offer = WALLS["a box without a name"]
    long = "".join(f"<p>{line} This is what chapter {number} says.</p>" for number in range(4) for line in PROSE)
    assert read(f"<main><h1>{TITLE}</h1>{long}{offer}</main>").is_free


def test_an_offer_in_the_middle_of_an_article_cuts_nothing_off() -> None:
    article = read(f"<main><h1>{TITLE}</h1>{paragraphs(WALLS['a heading and its offer'])}</main>")
    assert article.text == TEXT
    assert article.is_free


@pytest.mark.parametrize(
    "sentence",
    [
        "This story is for members of the crew who never saw what they had made.",
        "Subscribers may read the full report of the commission on its site, the ministry said.",
        "You have reached a point where the machine does it better, she told the jury.",
        "The guild asked its members to read the contract before they sign it on Friday.",
        "Readers who want to continue reading the novel after the film will find it changed.",
        "Members of the union join the strike on Monday to see this settled, its chairman said.",
        "Already a member of the academy, she will now sit on the jury as well.",
    ],
)
def test_a_sentence_that_names_subscribers_is_no_wall(sentence: str) -> None:
    assert not is_wall(sentence)

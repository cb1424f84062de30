"""Other articles on a page, which an endless page shows next or cards point to, are not read as this one's text."""

import pytest

from extractors.article import extract_article
from tests.extractors.pages import PROSE, TEXT, TITLE, build_page, paragraphs, read

OTHER = (
    "Kestrel Pictures has cut its visual effects staff by a third, people who know of the plan said on Thursday.",
    "The cuts save 50 million dollars a year, and they come after two films that lost the company more money.",
    "Kestrel declined to comment on any of this, but it has told its staff that more will follow in the autumn.",
    "Shares fell 4 percent in Paris after the news, their worst day since the company went public five years ago.",
    "The guild called the plan a disgrace and said that it would meet the management before the month is over.",
    "Its founder, who left in 2024, said that he had warned the board of exactly this, and nobody had listened.",
    "Two other studios in the city are said to weigh similar steps, though neither would say so on Friday.",
    "A decision by the supervisory board is due in September, and until then the work on three series goes on.",
)
NEXT = "".join(f"<p>{line}</p>" for line in OTHER)
CARDS = "".join(
    f'<div class="card"><h3><a href="/{number}">Another headline of ours, number {number}</a></h3><p>{line}</p></div>'
    for number, line in enumerate(OTHER)
)

ENDLESS = {
    "articles with an h1 each": f"<article><h1>{TITLE}</h1>{paragraphs()}</article>"
    f"<article><h1>Kestrel cuts its staff</h1>{NEXT}</article>",
    "the next title an h2": f'<article class="a"><h1>{TITLE}</h1>{paragraphs()}</article>'
    f'<article class="a next"><h2>Kestrel cuts its staff</h2>{NEXT}</article>',
    "the title above them": f"<header><h1>{TITLE}</h1></header><article>{paragraphs()}</article>"
    f"<article><h2>Kestrel cuts its staff</h2>{NEXT}</article>",
    "boxes": f'<div class="story s1"><h1>{TITLE}</h1><div class="txt">{paragraphs()}</div></div>'
    f'<div class="story s2"><h1>Kestrel cuts its staff</h1><div class="txt">{NEXT}</div></div>',
    "sections with a named body each": f'<section><h1>{TITLE}</h1><div class="article-body">{paragraphs()}</div>'
    f'</section><section><h2>Kestrel cuts its staff</h2><div class="article-body">{NEXT}</div></section>',
}


@pytest.mark.parametrize("articles", ENDLESS.values(), ids=ENDLESS.keys())
def test_the_next_article_of_an_endless_page_is_not_read(articles: str) -> None:
    assert read(f"<main>{articles}</main>").text == TEXT


def test_a_title_with_the_name_of_the_outlet_names_its_article_too() -> None:
    articles = f"<article><h1>{TITLE}</h1>{paragraphs()}</article><article><h1>Kestrel cuts</h1>{NEXT}</article>"
    page = build_page(f"<main>{articles}</main>", head=f'<meta property="og:title" content="{TITLE} | Screen Wire">')
    assert extract_article(page).text == TEXT


def test_a_wall_in_the_next_article_does_not_cut_this_one_off() -> None:
    wall = '<div class="paywall">Subscribe to continue reading</div>'
    articles = f"<article><h1>{TITLE}</h1>{paragraphs()}</article><article><h1>Kestrel cuts</h1>{NEXT}{wall}</article>"
    assert read(f"<main>{articles}</main>").is_free


@pytest.mark.parametrize("tag", ["section", "div"])
def test_parts_of_one_article_with_a_heading_each_are_read(tag: str) -> None:
    parts = [f"<{tag} class='part'><h1>{TITLE}</h1>{paragraphs()}</{tag}>", f"<{tag} class='part'><h2>Cuts</h2>{NEXT}"]
    assert read(f"<main>{''.join(parts)}</{tag}></main>").text.endswith(OTHER[-1])


def test_an_h1_inside_the_body_opens_no_other_article() -> None:
    body = f"<section>{paragraphs()}</section><section><h1>Nine winters</h1>{NEXT}</section>"
    assert read(f"<article><h1>{TITLE}</h1>{body}</article>").text.endswith(OTHER[-1])


@pytest.mark.parametrize("first", [f"<h1>{TITLE}</h1>", ""])
def test_entries_with_a_time_and_a_heading_each_are_read_together(first: str) -> None:
    above = "" if first else f"<h1>{TITLE}</h1>"
    head = f"<article>{first}<time>10:00</time><div>{paragraphs()}</div></article>"
    entries = "".join(
        f"<article><time>11:0{number}</time><h2>Entry {number}</h2><p>{line}</p></article>"
        for number, line in enumerate(OTHER)
    )
    text = read(f"<main>{above}{head}{entries}</main>").text
    assert text.startswith(TEXT)
    assert text.endswith(OTHER[-1])


@pytest.mark.parametrize("count", [2, 3, 6])
@pytest.mark.parametrize("tag", ["div", "article"])
def test_cards_of_other_stories_beside_the_body_are_not_read(tag: str, count: int) -> None:
    own = "".join(f"<p>{line}</p>" for line in PROSE[:count])
    body = f"<main><{tag}><h1>{TITLE}</h1><div class='txt'>{own}</div></{tag}><section>{CARDS}</section></main>"
    assert read(body).text == "\n\n".join(PROSE[:count])


@pytest.mark.parametrize("around", ["article", 'div class="entry-content"'])
def test_items_of_an_article_that_link_to_their_subjects_are_read(around: str) -> None:
    text = read(f"<main><{around}><h1>{TITLE}</h1>{paragraphs()}{CARDS}</{around.split(maxsplit=1)[0]}></main>").text
    assert text.startswith(TEXT)
    assert text.endswith(OTHER[-1])


def test_items_that_link_to_other_sites_are_read() -> None:
    items = CARDS.replace('href="/', 'href="https://films.example/')
    body = f"<main><h1>{TITLE}</h1><div><p>{PROSE[0]}</p></div><div>{items}</div></main>"
    assert read(body).text.endswith(OTHER[-1])


def test_the_preview_of_a_page_elsewhere_is_not_read() -> None:
    preview = (
        '<div><a href="https://other.example/kestrel"><div><h2>Kestrel cuts a third</h2><div><h3>'
        f"{OTHER[1]}</h3></div><div>{OTHER[2]}</div></div></a></div>"
    )
    assert read(f"<article><h1>{TITLE}</h1><section><div>{paragraphs(preview)}</div></section></article>").text == TEXT

"""The markup of common content systems, and paragraphs in boxes of their own, hide no part of a body."""

import pytest

from tests.extractors.pages import PROSE, TEXT, TITLE, paragraphs, read

SHOWN = "".join(f"<p>{line}</p>" for line in PROSE[:3])
REST = "".join(f"<p>{line}</p>" for line in PROSE[3:])
DRUPAL = "clearfix text-formatted field field--name-body field--type-text-with-summary field--label-hidden field__item"


def build_widgets(*parts: str) -> str:
    """The parts as an Elementor page has them, each with a number of its own."""
    box = '<div class="elementor-element elementor-element-5f3a{0} elementor-widget elementor-widget-text-editor">'
    inner = '<div class="elementor-widget-container">'
    return "".join(f"{box.format(number)}{inner}{part}</div></div>" for number, part in enumerate(parts))


LINES = [f"<p>{line}</p>" for line in PROSE]
BODIES = {
    "rest behind a button": f'<div class="atoms">{SHOWN}</div><div class="read-more-wrapper" style="display: none">'
    f"{REST}</div>",
    "rest in the body": f'<div class="entry-content">{SHOWN}<div id="rest" style="display:none">{REST}</div></div>',
    "drupal": f'<div class="{DRUPAL}">{paragraphs()}</div>',
    "elementor": build_widgets(*LINES),
    "elementor, uneven": build_widgets(SHOWN, *LINES[3:]),
    "elementor in a named body": f'<div class="entry-content">{build_widgets(*LINES)}</div>',
    "siteorigin": "".join(
        f'<div id="panel-12-{number}-0-0" class="so-panel widget widget_sow-editor"><div class="textwidget">{line}'
        "</div></div>"
        for number, line in enumerate(LINES)
    ),
    "a long box that is called a standfirst": f'<div class="summary">{SHOWN}{SHOWN.replace("p>", "p>And ")}</div>'
    f"{REST * 3}",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_the_markup_of_content_systems_is_no_chrome(body: str) -> None:
    text = read(f"<article><h1>{TITLE}</h1>{body}</article>").text
    assert all(line in text for line in PROSE)


def test_the_decks_of_items_are_their_text() -> None:
    items = "".join(
        f'<div class="listicle-slide"><h2>{number}. Film</h2><div class="listicle-slide-dek">{line}</div></div>'
        for number, line in enumerate(LINES[1:])
    )
    text = read(f'<article><h1>{TITLE}</h1><div class="intro">{LINES[0]}</div>{items}</article>').text
    assert all(line in text for line in PROSE)


def test_a_standfirst_of_one_paragraph_stays_one() -> None:
    article = read(f'<article><h1>{TITLE}</h1><div class="standfirst">{LINES[0]}</div>{"".join(LINES[1:])}</article>')
    assert article.standfirst == PROSE[0]
    assert article.text == "\n\n".join(PROSE[1:])


@pytest.mark.parametrize("names", ["modal", "newsletter", "cookie-banner", "author-bio"])
def test_a_hidden_box_with_a_name_of_chrome_stays_out(names: str) -> None:
    box = f'<div class="{names}" style="display:none">{SHOWN.replace("p>", "p>Not ")}</div>'
    assert read(f"<article><h1>{TITLE}</h1>{paragraphs(box)}</article>").text == TEXT


def test_text_after_a_related_box_is_read_where_each_paragraph_has_a_box() -> None:
    boxes = [f'<div data-component="text">{line}</div>' for line in LINES]
    box = "<div><h3>Related stories</h3><ul><li><a href='/x'>Kestrel cuts its staff</a></li></ul></div>"
    teaser = (
        "<div><h3>Related stories</h3><p>Kestrel has cut its staff by a third, and nobody knows just why.</p></div>"
    )
    for related in (box, teaser):
        page = "".join([*boxes[:3], related, *boxes[3:]])
        assert read(f"<article><h1>{TITLE}</h1>{page}</article>").text == TEXT


def test_text_after_a_related_box_is_read_in_a_body_of_divs() -> None:
    boxes = [f'<div class="par">{line}</div>' for line in PROSE]
    related = '<div>Related stories</div><div class="par"><a href="/x">Kestrel cuts its staff</a></div>'
    page = "".join([*boxes[:3], related, *boxes[3:]])
    assert read(f"<article><h1>{TITLE}</h1>{page}</article>").text == TEXT


def test_a_short_line_with_a_figure_ends_a_related_box() -> None:
    related = "<h3>Related</h3><ul><li><a href='/x'>Kestrel cuts its staff by a third</a></li></ul>"
    lines = "<p>It cost $30 million.</p><ul><li>Budget: $30 million</li></ul>"
    text = read(f"<article><h1>{TITLE}</h1>{paragraphs(related, lines)}</article>").text
    assert "It cost $30 million.\n\n- Budget: $30 million\n\nThe studio had raised" in text


def test_a_div_with_a_figure_is_a_line_of_the_body() -> None:
    boxes = "".join(f"<div>{line}</div>" for line in (*PROSE, "Budget: $30 million"))
    assert read(f'<div class="entry-content">{boxes}</div>').text == f"{TEXT}\n\nBudget: $30 million"


def test_a_bare_price_beside_a_picture_is_no_line_of_the_body() -> None:
    assert read(f"<article><h1>{TITLE}</h1>{paragraphs('<div><img src=a.jpg>£205</div>')}</article>").text == TEXT


def test_a_closing_paragraph_on_a_person_with_a_sum_is_no_bio() -> None:
    line = (
        "Bryn Mooser is a journalist turned producer; his studio raised $22 million in March, and it plans four films."
    )
    assert read(f"<article><h1>{TITLE}</h1>{paragraphs()}<p>{line}</p></article>").text == f"{TEXT}\n\n{line}"

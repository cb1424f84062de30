"""Tables, lists and posts in a body keep their figures, each in its column and with its subject."""

import pytest

from tests.extractors.pages import TEXT, TITLE, paragraphs, read


def read_part(part: str) -> str:
    """What stands between the paragraphs of the body."""
    before, _, rest = read(f"<main><h1>{TITLE}</h1>{paragraphs(part)}</main>").text.partition("weather.”\n\n")
    assert before
    return rest.partition("\n\nThe studio had raised")[0] if not rest.startswith("The studio had raised") else ""


def read_end(part: str) -> str:
    """What stands after the body."""
    return read(f"<main><h1>{TITLE}</h1>{paragraphs()}{part}</main>").text.removeprefix(TEXT).strip()


ROWS = "<tr><td>Critterz</td><td>$30 million</td></tr><tr><td>Echo</td><td>$5 million</td></tr>"
LINES = "Critterz | $30 million\nEcho | $5 million"


def test_a_cell_of_a_data_table_stays_in_its_column_whatever_it_says() -> None:
    part = (
        "<table><tr><th>Film</th><th>Budget</th><th>Gross</th></tr><tr><td>Critterz</td><td>12.50</td><td>30.5</td></tr>"
        "<tr><td>Echo</td><td></td><td>$5 million</td></tr><tr><td>Salt</td><td>—</td><td>$7 million</td></tr></table>"
    )
    assert read_part(part) == (
        "Film | Budget | Gross\nCritterz | 12.50 | 30.5\nEcho | | $5 million\nSalt | — | $7 million"
    )


def test_a_first_column_of_pictures_is_no_column() -> None:
    part = f"<table>{ROWS.replace('<tr>', '<tr><td><img src=a.png></td>')}</table>"
    assert read_part(part) == LINES


def test_a_linked_cell_of_a_data_table_is_kept_and_its_link_too() -> None:
    part = f"<table>{ROWS.replace('Critterz', '<a href=/film/critterz>Critterz</a>')}</table>"
    assert read_part(part) == LINES
    assert [link.text for link in read(paragraphs(part)).links] == ["Critterz"]


@pytest.mark.parametrize("tag", ["div", "p"])
def test_a_box_in_a_cell_is_the_cell(tag: str) -> None:
    rows = ROWS.replace("<td>", f"<td><{tag}>").replace("</td>", f"</{tag}></td>")
    assert read_part(f"<table>{rows}</table>") == LINES


def test_a_hidden_row_and_the_caption_of_a_table_are_not_read() -> None:
    part = f"<table><caption>All films</caption>{ROWS}<tr hidden><td>Salt</td><td>$9 million</td></tr></table>"
    assert read_part(part) == LINES


def test_a_table_of_links_is_no_data_table() -> None:
    row = '<tr><td><a href="/a">A ferry that cost 30 million</a></td><td><a href="/b">Seven people</a></td></tr>'
    assert read_part(f"<table>{row * 3}</table>") == ""


@pytest.mark.parametrize("names", ["", "wp-block-table"])
def test_a_figure_around_a_table_is_no_chrome(names: str) -> None:
    part = f'<figure class="{names}"><table>{ROWS}</table><figcaption>Source: the studios</figcaption></figure>'
    assert read_part(part) == LINES


def test_a_post_in_a_figure_is_read_and_a_pull_quote_is_not() -> None:
    post = "<blockquote><p>The film cost us $30 million, and we are proud of it.</p></blockquote>"
    assert read_part(f'<figure class="wp-block-embed">{post}</figure>').startswith("The film cost us $30 million")
    assert read_part(f'<figure class="wp-block-pullquote">{post}</figure>') == ""


def test_a_list_of_figures_at_the_end_is_kept() -> None:
    assert read_end("<ul><li>Critterz: $30 million</li><li>Echo: none</li></ul>") == (
        "- Critterz: $30 million\n- Echo: none"
    )


def test_a_table_or_a_line_with_a_figure_at_the_end_is_kept() -> None:
    assert read_end(f"<table>{ROWS}</table>") == LINES
    assert read_end("<p>Budget: $30 million</p><p>Running time: 94 minutes</p><p>The end</p>") == (
        "Budget: $30 million\n\nRunning time: 94 minutes"
    )


def test_a_div_in_an_item_or_a_definition_is_the_item() -> None:
    assert read_part("<ul><li><div>Critterz: $30 million</div></li></ul>") == "- Critterz: $30 million"
    assert read_part("<dl><dt>Running time</dt><dd><div>94 minutes</div></dd></dl>") == "Running time\n\n94 minutes"


def test_list_items_that_begin_like_credits_keep_their_prices() -> None:
    items = ("Image: $0.04 each", "Video: $0.40 per second", "Posted revenue of $41.2 million in 2025")
    part = "".join(f"<li>{line}</li>" for line in items)
    assert read_part(f"<ul>{part}</ul>") == "\n".join(f"- {line}" for line in items)


def test_a_linked_name_keeps_its_figure() -> None:
    part = '<ul><li><a href="/critterz">Critterz, the animated feature by OpenAI</a>: $30 million</li></ul>'
    assert read_part(part) == "- Critterz, the animated feature by OpenAI: $30 million"


def test_the_key_terms_of_a_deal_are_no_glossary() -> None:
    part = "<h2>Key terms</h2><ul><li>The deal runs for three years.</li><li>The studio pays $20 million.</li></ul>"
    assert "- The studio pays $20 million." in read_part(part)


def test_a_linked_heading_that_prose_follows_names_its_subject() -> None:
    prose = "The film cost $30 million and took nine months to make in London."
    assert read_part(f'<h3><a href="/film/critterz">Critterz</a></h3><p>{prose}</p>') == f"Critterz\n\n{prose}"


def test_entries_of_a_live_page_in_articles_of_their_own_are_read_together() -> None:
    entries = [f"The film opened in town number {number}, and the house was full to the last." for number in range(5)]
    page = "".join(f"<article><div><p>{line}</p></div></article>" for line in entries)
    assert read(f"<main><h1>{TITLE}</h1><article><div>{paragraphs()}</div></article>{page}</main>").text == (
        "\n\n".join([TEXT, *entries])
    )


def test_cards_in_articles_beside_the_body_stay_out() -> None:
    card = (
        '<article><h3><a href="/a">A ferry that was never built at all</a></h3><p>Seven people made a harbour out of '
        "prompts, and nobody noticed for a year.</p></article>"
    )
    assert read(f"<main><article><h1>{TITLE}</h1><div>{paragraphs()}</div></article>{card * 3}</main>").text == TEXT


def test_a_cell_that_spans_columns_or_rows_stands_in_each_of_them() -> None:
    part = (
        "<table><tr><th>Studio</th><th>Film</th><th>Budget</th><th>Gross</th></tr>"
        '<tr><td rowspan="2">Tarn</td><td>Lantern</td><td>$1m</td><td>$9m</td></tr>'
        "<tr><td>Vardal</td><td>$2m</td><td>$8m</td></tr>"
        '<tr><td colspan="4">Both films</td></tr><tr><td colspan="2">Total</td><td>$3m</td><td>$17m</td></tr></table>'
    )
    assert read_part(part) == (
        "Studio | Film | Budget | Gross\nTarn | Lantern | $1m | $9m\nTarn | Vardal | $2m | $8m\nBoth films\n"
        "Total | Total | $3m | $17m"
    )


@pytest.mark.parametrize("span", ["0", "-3", "x", "", "99999999999999", "٣"])
def test_an_odd_span_costs_neither_text_nor_time(span: str) -> None:
    rows = "".join(
        f'<tr><td colspan="{span}" rowspan="{span}">Film {row}</td><td>${row}m</td></tr>' for row in range(99)
    )
    text = read_part(f"<table>{rows}</table>")
    assert "Film 98" in text
    assert len(text) < 50_000

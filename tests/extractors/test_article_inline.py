"""What stands within a line without being words of it makes no figure, and hides none."""

import pytest

from tests.extractors.pages import TEXT, paragraphs, read

BEGIN = "The studio in Ghent says that the film "
END = " in the end, and nobody in the kitchen was surprised."


def read_line(markup: str) -> str:
    """The part of a paragraph between its beginning and its end, as it is read."""
    line = read(f"<main>{paragraphs(f'<p>{BEGIN}{markup}{END}</p>')}</main>").text.split("\n\n")[3]
    return line.removeprefix(BEGIN).removesuffix(END)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("cost $30<sup>2</sup>, it seems,", "cost $30, it seems,"),
        ("cost $30<sup>2,3</sup>", "cost $30"),
        ("cost $30<sup>*</sup>", "cost $30"),
        ("cost $30<sup><a href='#n2'>[2]</a></sup> million", "cost $30 million"),
        ("cost $30 million<sup>[2]</sup>", "cost $30 million"),
        ("cost $10<sup>6</sup>", "cost $10"),
        ("took 20<sup>1</sup> people", "took 20 people"),
        ("was sold<a href='#n1'><sup>1</sup></a> twice", "was sold twice"),
    ],
)
def test_the_mark_of_a_footnote_is_no_part_of_a_figure(markup: str, text: str) -> None:
    assert read_line(markup) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("was the 20<sup>th</sup> of its kind", "was the 20th of its kind"),
        ("fills 30 m<sup>2</sup> of paper", "fills 30 m² of paper"),
        ("has 10<sup>6</sup> pictures", "has 10⁶ pictures"),
        ("cost $1<sup>1</sup>/<sub>2</sub> million", "cost $1 1/2 million"),
        ("cost $1<sup>1</sup>&frasl;<sub>2</sub> million", "cost $1 1/2 million"),
        ("cost $1<sup>1</sup><sub>2</sub> million", "cost $1 1/2 million"),
        ("saves CO<sub>2</sub>", "saves CO2"),
        ("is Nightjar<sup>TM</sup>", "is NightjarTM"),
        ("was sold<sup>[1]</sup> twice", "was sold[1] twice"),
    ],
)
def test_other_raised_text_is_kept(markup: str, text: str) -> None:
    assert read_line(markup) == text


@pytest.mark.parametrize(
    "markup",
    [
        "cost <s>$25 million</s> <del>$20 million</del> <strike>$9</strike> $30 million",
        'cost $30 million<span style="display:none"> 99 billion</span>',
        "cost $30 million<span hidden> 99 billion</span>",
        'cost $30 million<span class="sr-only"> (opens in a new window)</span>',
        'cost <a href="/x">$30 million<i class="icon visually-hidden"> link</i></a>',
        "cost $30&#8203; mil&shy;lion",
        "cost &#65279;$30&#8288; million",
        "cost &lrm;$30&rlm; million",
        "cost $30&zwj; million",
        "cost &#8234;$30&#8236; &#8294;million&#8297;",
    ],
)
def test_what_is_struck_or_not_shown_is_not_read(markup: str) -> None:
    assert read_line(markup) == "cost $30 million"


def test_a_paragraph_that_is_hidden_is_not_read() -> None:
    assert (
        read(f"<main>{paragraphs('<p hidden>The film cost 99 billion euros, and that is all.</p>')}</main>").text
        == TEXT
    )


def test_a_body_that_a_script_shows_is_read_all_the_same() -> None:
    assert read(f"<paywall-content hidden>{paragraphs()}</paywall-content>").text == TEXT


def test_what_is_hidden_only_from_those_who_listen_is_read() -> None:
    assert read_line('cost <span aria-hidden="true">$30 million</span>') == "cost $30 million"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<span>Budget 2025</span><span>30 million</span>", "Budget 2025 30 million"),
        ("<b>Crew</b><i><b>9</b></i>", "Crew 9"),
        ("<span>W</span>as <b>$</b>30 million", "Was $30 million"),
        ("<span>W</span><span>as</span> cheap", "Was cheap"),
        ("took <i>3</i><i>0</i> people", "took 30 people"),
        ("cost <b>$30</b><i>,000</i>", "cost $30,000"),
        ("won at <b>A</b><b>24</b>", "won at A24"),
    ],
)
def test_elements_side_by_side_do_not_run_into_one_figure(markup: str, text: str) -> None:
    assert read_line(markup) == text

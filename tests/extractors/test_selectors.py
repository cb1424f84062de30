"""An outlet's own selectors: what is declared is taken, and what does not match changes nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.article import extract_article
from extractors.errors import PageError
from extractors.markup import read_markup
from extractors.records import Selectors
from extractors.selectors import find_unmatched, is_selector
from tests.extractors.pages import PROSE, TEXT, TITLE, build_page, paragraphs

DOUBT = "A paragraph that could be body or not, which nobody but its outlet can tell from the others on the page."


def text_of(body: str, selectors: Selectors) -> str:
    return extract_article(build_page(body), selectors=selectors).text


@pytest.mark.parametrize("text", ["p", "div.story > p", "#body, .more", "a[href^='/x']", "section:not(.ad)"])
def test_a_selector_is_one(text: str) -> None:
    assert is_selector(text)


@pytest.mark.parametrize("text", ["", " ", "p[[", "//div", "div{", "h1,", "p:nonsense", "x" * 501])
def test_what_is_no_selector_is_none(text: str) -> None:
    assert not is_selector(text)


def test_what_is_declared_as_removed_does_not_reach_the_text() -> None:
    page = f"<main>{paragraphs(f'<p class=odd>{DOUBT}</p>')}</main>"
    assert DOUBT in text_of(page, Selectors())
    assert text_of(page, Selectors(remove=("p.odd", ".odd"))) == TEXT


def test_the_declared_body_is_taken_where_another_looks_more_like_one() -> None:
    page = f"<div class=sidebar><div class=teaser>{paragraphs()}</div></div><main>{f'<p>{DOUBT}</p>' * 9}</main>"
    assert text_of(page, Selectors(body=".teaser")) == TEXT


def test_a_body_in_several_parts_is_read_in_their_order() -> None:
    parts = "".join(f"<section><div class=part><p>{line}</p></div><p>{DOUBT}</p></section>" for line in PROSE)
    assert text_of(parts, Selectors(body=".part")) == TEXT


def test_a_part_within_a_part_is_read_once() -> None:
    assert text_of(f"<div class=part><div class=part>{paragraphs()}</div></div>", Selectors(body=".part")) == TEXT


def test_plugs_within_the_declared_body_stay_out() -> None:
    plug = "<p>Sign up for our newsletter and get the week in film delivered to your inbox.</p>"
    assert text_of(f"<div id=b>{paragraphs(plug)}</div>", Selectors(body="#b")) == TEXT


def test_the_declared_title_is_the_title() -> None:
    page = build_page(f"<h1>{TITLE}</h1><h2 class=real>What it <b>really</b> says</h2>{paragraphs()}")
    assert extract_article(page, selectors=Selectors(title="h2.real")).title == "What it really says"


@pytest.mark.parametrize("empty", ["", "<div class=story></div>"])
def test_selectors_that_find_nothing_leave_the_page_as_it_is(empty: str) -> None:
    page = build_page(f"{empty}<main><h1>{TITLE}</h1>{paragraphs()}</main>")
    lost = Selectors(body=".story", title=".headline", remove=(".gone",))
    assert extract_article(page, selectors=lost) == extract_article(page)


def test_what_matches_nothing_is_named() -> None:
    page = build_page(f"<main>{paragraphs()}</main>")
    assert find_unmatched(read_markup(page).html, Selectors("main", "h1.x", ("p", ".y"))) == ("h1.x", ".y")


@given(
    st.text(alphabet=st.sampled_from("<>/=\"' divpa\n"), max_size=300),
    st.sampled_from(["*", "div", "p", "html", "body", "div *", ":not(p)"]),
)
@settings(max_examples=100, deadline=None)
def test_whatever_is_removed_or_taken_gives_an_article_or_a_page_error(markup: str, selector: str) -> None:
    for selectors in (Selectors(remove=(selector,)), Selectors(body=selector, title=selector)):
        try:
            extract_article(build_page(markup), selectors=selectors)
        except PageError:
            continue

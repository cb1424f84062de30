"""What is shown, and what is never let through."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from digest.build import build_edition
from digest.render import render, restored, safe_link, shorten
from extractors.digest_records import RevisionRow

from .conftest import AT, claim_row, day_rows, fact_row

DAY = date(2026, 5, 27)


def test_all_forms_hold_value_quote_and_outlet() -> None:
    edition = render(build_edition(DAY, day_rows(fact_row(claim_row(1)))))
    for form in (edition.html, edition.text, edition.json):
        assert "about $2 million" in form
        assert "Moth Parade cost about $2 million." in form
        assert "Outlet 1" in form


def test_a_value_that_holds_no_more_is_shown_with_its_quote_and_the_reason() -> None:
    fact = fact_row(claim_row(1, status="reported"), reason="superseded on 2026-05-27 by Moth Parade")
    edition = render(build_edition(DAY, day_rows(ended=(fact,))))
    for form in (edition.html, edition.text, edition.json):
        assert "about $2 million" in form
        assert "Moth Parade cost about $2 million." in form
        assert "superseded on 2026-05-27 by Moth Parade" in form
    assert "before: about $2 million [reported]" in edition.text


def test_a_revised_plan_reads_as_a_plan_in_a_text_too() -> None:
    before, after = claim_row(1, status="planned"), claim_row(2, status="planned", low=Decimal(3_000_000))
    edition = render(build_edition(DAY, day_rows(revisions=(RevisionRow(before, after, AT, same_article=False),))))
    assert "before: about $2 million [planned]" in edition.text
    assert "now:    about $3 million [planned]" in edition.text


def test_markup_in_a_quote_is_shown_and_not_obeyed() -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    edition = render(
        build_edition(DAY, day_rows(fact_row(claim_row(1, quote=hostile, subject=hostile, title=hostile))))
    )
    tree = LexborHTMLParser(edition.html)
    assert tree.css_first("script") is None
    assert tree.css_first("img") is None
    assert "<script>alert(1)</script>" in edition.text


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//a.example/x", "", "http://[broken", "file:///etc/passwd"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert safe_link(url) == ""
    edition = render(build_edition(DAY, day_rows(fact_row(claim_row(1, url=url)))))
    assert LexborHTMLParser(edition.html).css_first("a") is None


def test_the_page_asks_for_nothing_from_outside() -> None:
    edition = render(build_edition(DAY, day_rows(fact_row(claim_row(1)))))
    tree = LexborHTMLParser(edition.html)
    assert not tree.css("link, script, img, iframe, [src]")


def test_a_long_quote_is_cut_around_its_figure() -> None:
    long = f"After {'many ' * 90}\n weeks the studio said that it had cost $2 million, {'and more ' * 60}or so."
    start = long.index("$2")
    claim = claim_row(1, quote=long, value_start=start, value_end=start + len("$2 million"))
    edition = render(build_edition(DAY, day_rows(fact_row(claim))))
    for form in (edition.html, " ".join(edition.text.split())):
        assert "“… many many" in form
        assert "many weeks the studio said that it had cost $2 million, and more" in form
        assert "and more …”" in form or "and …”" in form


WORDS = st.lists(st.text("ab$(,", min_size=1, max_size=9), max_size=40).map(" ".join)


@given(WORDS, st.text("19 $", min_size=1, max_size=20).map(str.split).map(" ".join), WORDS, st.integers(60, 120))
def test_a_cut_quote_holds_its_value_between_whole_words(before: str, value: str, after: str, width: int) -> None:
    text = f"{before} ({value}) {after}".strip()
    start = text.index(f"({value})") + 1
    short = shorten(text, width, start, start + len(value))
    assert len(short) <= width
    kept = short.removeprefix("… ").removesuffix(" …")
    assert value in kept
    assert f" {kept} " in f" {text} "


def test_a_text_without_spaces_is_cut_all_the_same() -> None:
    assert shorten("x" * 500, 100) == "x" * 96 + " …"


def test_a_saved_edition_comes_back_as_it_was() -> None:
    edition = render(build_edition(DAY, day_rows(fact_row(claim_row(1)))))
    assert restored(DAY, edition.html, edition.text, edition.json) == edition
    assert json.loads(edition.json)["subjects"][0]["name"] == "Moth Parade"

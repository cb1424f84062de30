"""JSON as the web writes it."""

import json

import pytest

from extractors.article import extract_article
from extractors.json_text import load_json
from extractors.links import parse_feed
from extractors.records import Page

PARAGRAPH = "The studio showed its film to buyers on Monday, and the first of them has made an offer for it. " * 4


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'"smile \ud83d"', "smile "),
        (r'"\ude00 smile"', " smile"),
        (r'["\ud83d\ude00", 1.50, NaN]', ["\U0001f600", 1.5, pytest.approx(float("nan"), nan_ok=True)]),
        (r'{"a\ud83d": {"b": "\\ud83d"}}', {"a": {"b": "\\ud83d"}}),
        (b'{"a": "x"}', {"a": "x"}),
        ('{"a": "x"}'.encode("utf-16"), {"a": "x"}),
        ('"tab\there"', "tab\there"),
    ],
)
def test_halves_of_letters_are_left_out_and_all_else_comes_through(text: str | bytes, value: object) -> None:
    assert load_json(text) == value


@pytest.mark.parametrize("text", ["", "{", "nothing", b"\xff\xfe\xff"])
def test_what_is_no_json_is_refused(text: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        load_json(text)


def test_a_headline_cut_within_an_emoji_can_be_stored() -> None:
    described = json.dumps({"@type": "NewsArticle", "headline": "Hell Grind sells \ud83d", "author": "Ada \ude00 Fenn"})
    page = f'<html><head><script type="application/ld+json">{described}</script></head><body><article>'
    page += f"<h1>Hell Grind sells</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></article></body></html>"
    article = extract_article(Page(url="https://reel.example/grind", body=page.encode()))
    assert "\\ud83d" in page
    (article.title + article.text + " ".join(article.authors)).encode("utf-8")


def test_an_entry_cut_within_an_emoji_can_be_stored() -> None:
    items = [{"url": "https://reel.example/grind", "title": "Hell Grind sells \ud83d", "id": "grind\ud83d"}]
    feed = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items})
    (entry,) = parse_feed(feed.encode(), "https://reel.example/feed.json")
    f"{entry.title} {entry.guid} {entry.url}".encode()
    assert entry.title == "Hell Grind sells"

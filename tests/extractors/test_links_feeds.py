"""Feeds as outlets write them, and as they should not."""

import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import FeedError
from extractors.links import parse_feed
from extractors.records import Entry

URL = "https://news.example/feed/"
NINE = datetime(2026, 5, 24, 9, 0, tzinfo=UTC)


def rss(items: str, head: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>News</title><link>https://news.example/</link>{items}</channel></rss>"
    ).encode()


def item(link: str = "https://news.example/a", **more: str) -> str:
    fields = {"title": "A headline", "link": link, **more}
    return "<item>" + "".join(f"<{name}>{text}</{name}>" for name, text in fields.items()) + "</item>"


def test_rss_2_is_read() -> None:
    body = rss(
        item(pubDate="Sun, 24 May 2026 11:00:00 +0200", guid="tag:1", description="&lt;p&gt;Nine people.&lt;/p&gt;")
    )
    assert parse_feed(body, URL) == [Entry("https://news.example/a", "A headline", NINE, "tag:1", "Nine people.")]


def test_rss_1_is_read() -> None:
    body = b"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x">
      <title>x</title>
      </channel><item rdf:about="https://news.example/a"><title>A headline</title><link>https://news.example/a</link>
      <dc:date>2026-05-24T11:00+02:00</dc:date></item></rdf:RDF>"""
    assert [(entry.url, entry.published) for entry in parse_feed(body, URL)] == [("https://news.example/a", NINE)]


def test_atom_is_read_with_its_alternate_link() -> None:
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/"><title>x</title><entry>
      <title type="html">A &amp;amp; B</title><id>urn:1</id><link rel="self" href="https://news.example/api/1"/>
      <link rel="alternate" href="/a"/><updated>2026-05-25T00:00:00Z</updated>
      <published>2026-05-24T09:00:00Z</published>
      <summary>Nine people.</summary></entry></feed>"""
    assert parse_feed(body, URL) == [Entry("https://news.example/a", "A & B", NINE, "urn:1", "Nine people.")]


def test_json_feed_is_read() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {
                "id": 7,
                "url": "/a",
                "title": "A headline",
                "date_published": "2026-05-24T09:00:00Z",
                "content_text": "Nine.",
            },
            {"id": "no address"},
            "not an object",
        ],
    }
    assert parse_feed(json.dumps(feed).encode(), URL) == [
        Entry("https://news.example/a", "A headline", NINE, "7", "Nine.")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Sun, 24 May 2026 09:00:00 GMT",
        "Sun, 24 May 2026 05:00:00 EDT",
        "24 May 2026 09:00:00 +0000",
        "2026-05-24T09:00:00Z",
        "2026-05-24T09:00:00.000+00:00",
        "2026-05-24 11:00 +02:00",
        "Sun, 24 May 26 09:00:00 UT",
        "1779613200",
        "1779613200000",
    ],
)
def test_dates_of_all_kinds_are_read(text: str) -> None:
    assert parse_feed(rss(item(pubDate=text)), URL)[0].published == NINE


@pytest.mark.parametrize(
    "text", ["yesterday", "", "0000-00-00", "99 May 2026", "2026", "Sun, 31 Feb 2026 09:00:00 GMT"]
)
def test_invalid_dates_are_none(text: str) -> None:
    assert parse_feed(rss(item(pubDate=text)), URL)[0].published is None


def test_a_date_in_the_future_is_none() -> None:
    body = rss(item(pubDate="Sun, 24 May 2037 09:00:00 GMT"))
    assert parse_feed(body, URL, now=NINE)[0].published is None


def test_relative_links_are_resolved_and_others_left_out() -> None:
    body = rss(
        item("/a") + item("b?x=1") + item("javascript:alert(1)") + item("ftp://news.example/c") + item("http://[")
    )
    assert [entry.url for entry in parse_feed(body, URL)] == [
        "https://news.example/a",
        "https://news.example/feed/b?x=1",
    ]


def test_a_permalink_stands_in_for_a_missing_link() -> None:
    body = rss("<item><title>x</title><guid>https://news.example/a</guid></item>")
    assert parse_feed(body, URL)[0].url == "https://news.example/a"


def test_an_id_that_is_no_permalink_does_not() -> None:
    assert parse_feed(rss('<item><guid isPermaLink="false">https://news.example/a</guid></item>'), URL) == []


def test_one_article_under_several_addresses_is_one_entry() -> None:
    same = item("https://news.example/a?utm_source=rss") + item("http://www.news.example/a/") + item(URL + "../a#top")
    assert len(parse_feed(rss(same), URL)) == 1


def test_a_repeated_id_with_the_same_title_is_one_entry() -> None:
    body = rss(item("https://news.example/a", guid="1") + item("https://news.example/b", guid="1"))
    assert [entry.url for entry in parse_feed(body, URL)] == ["https://news.example/a"]


def test_an_id_shared_by_different_articles_identifies_none_of_the_later() -> None:
    body = rss(item("https://news.example/a", guid="1") + item("https://news.example/b", guid="1", title="Another"))
    assert [(entry.url, entry.guid) for entry in parse_feed(body, URL)] == [
        ("https://news.example/a", "1"),
        ("https://news.example/b", None),
    ]


@pytest.mark.parametrize(
    "title", ["A &nbsp;headline", "A & headline", "A &bogus; headline", "A <![CDATA[<b>headline</b>]]>"]
)
def test_characters_that_xml_does_not_know_are_mended(title: str) -> None:
    (entry,) = parse_feed(rss(item(title=title)), URL)
    assert entry.title is not None
    assert entry.title.startswith("A")
    assert entry.title.endswith("headline")


def test_an_address_in_cdata_is_read_as_it_stands() -> None:
    links = item("<![CDATA[https://news.example/a?id=12&cat=3]]>") + item("https://news.example/b?id=1&cat=2")
    assert [entry.url for entry in parse_feed(rss(links), URL)] == [
        "https://news.example/a?id=12&cat=3",
        "https://news.example/b?id=1&cat=2",
    ]


def test_a_page_that_an_item_quotes_does_not_refuse_the_feed() -> None:
    page = "<![CDATA[<!DOCTYPE html><html><body>Issue 12 &amp; more</body></html>]]>"
    assert parse_feed(rss(item(description=page)), URL)[0].summary == "Issue 12 & more"


def test_cdata_without_an_end_costs_bounded_time() -> None:
    start = time.process_time()
    parse_feed(rss(item()) + b"<![CDATA[ &" * 500_000, URL)
    assert time.process_time() - start < 2


def test_control_characters_do_no_harm() -> None:
    assert parse_feed(rss(item(title="A\x0bheadline\x00")), URL)[0].title == "Aheadline"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_feeds_come_in_many_character_sets(encoding: str) -> None:
    text = (
        rss(item(title="Zürich — “Nein”"))
        .decode()
        .replace("UTF-8", "windows-1252" if encoding == "cp1252" else encoding[:6])
    )
    assert parse_feed(text.encode(encoding), URL)[0].title == "Zürich — “Nein”"


def test_what_stands_before_a_break_is_kept() -> None:
    body = rss(item("https://news.example/a") + item("https://news.example/b"))[:-60] + b"<<<"
    assert [entry.url for entry in parse_feed(body, URL)] == ["https://news.example/a"]


BOMB = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"<html><body>Nothing</body></html>", "not a feed"),
        (b"<!DOCTYPE html><html><body>Nothing</body></html>", "not a feed"),
        (b'{"a": 1}', "not a feed"),
        (b"[1, 2]", "not a feed"),
        (b"{" * 100_000, "not a feed"),
        (b"[" * 100_000, "not a feed"),
        (rss(item(title="&b;"), BOMB), "document type refused"),
        (rss(item(title="&b;"), BOMB).decode().encode("utf-16"), "document type refused"),
        (rss(item(title="x"), BOMB.lower()), "document type refused"),
        (rss(item(title="&b;"), f"<!-- <rss> --><?x <a>?>\n{BOMB}"), "document type refused"),
        (rss(item(title="&b;"), BOMB.replace(" r ", " html ")), "document type refused"),
        (rss(item(title="&b;"), BOMB.replace(" r ", ' html SYSTEM ">" ')), "document type refused"),
        (b"<rss>" + b" " * 20_000_001, "too large"),
        (b"<rss><channel><item><title>x", "cut off"),
    ],
)
def test_what_is_no_feed_is_refused_with_its_reason(body: bytes, reason: str) -> None:
    with pytest.raises(FeedError) as caught:
        parse_feed(body, URL)
    assert (caught.value.url, caught.value.reason) == (URL, reason)


def test_an_empty_feed_is_no_error() -> None:
    assert parse_feed(rss(""), URL) == []


def test_a_feed_of_thirty_thousand_items_is_capped_in_bounded_time() -> None:
    start = time.process_time()
    entries = parse_feed(rss("".join(item(f"https://news.example/{n}") for n in range(30_000))), URL)
    assert len(entries) == 2_000
    assert time.process_time() - start < 2


def test_deep_nesting_costs_bounded_time() -> None:
    start = time.process_time()
    parse_feed(rss("<a>" * 200_000 + "</a>" * 200_000 + item()), URL)
    parse_feed(rss("<item>" + "<a>" * 200_000 + "</a>" * 200_000 + "</item>" + item()), URL)
    assert time.process_time() - start < 2


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_give_entries_or_a_feed_error(tail: bytes) -> None:
    for body in (tail, b"<rss><channel><item><link>" + tail, b'{"items": [' + tail):
        try:
            entries = parse_feed(body, URL)
        except FeedError:
            continue
        assert all(entry.url.startswith("http") for entry in entries)

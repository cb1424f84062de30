"""Sitemaps, listing pages and feed discovery."""

import gzip
import time
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import FeedError
from extractors.links import Sitemap, find_feeds, parse_listing, parse_sitemap
from extractors.records import Entry

URL = "https://news.example/sitemap.xml"
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
NEWS = f"""<?xml version="1.0" encoding="UTF-8"?><urlset {NS}
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
 <url><loc> https://news.example/old </loc><lastmod>2026-05-20</lastmod></url>
 <url><loc>https://news.example/a</loc><lastmod>2026-05-25</lastmod><news:news><news:publication><news:name>News</news:name>
 <news:language>en</news:language></news:publication><news:publication_date>2026-05-24T09:00:00Z</news:publication_date>
 <news:title>Nine &amp; a kitchen</news:title></news:news>
 <image:image><image:loc>https://news.example/a.jpg</image:loc><image:title>Not this</image:title></image:image></url>
 <url><loc>http://www.news.example/a/?utm_source=x</loc></url><url><loc>mailto:x@news.example</loc></url></urlset>""".encode()


def test_a_news_sitemap_gives_entries_newest_first() -> None:
    sitemap = parse_sitemap(NEWS, URL)
    assert sitemap.entries == (
        Entry("https://news.example/a", "Nine & a kitchen", datetime(2026, 5, 24, 9, tzinfo=UTC)),
        Entry("https://news.example/old", None, datetime(2026, 5, 20, tzinfo=UTC)),
    )
    assert sitemap.children == ()


def test_addresses_and_titles_in_cdata_are_read_as_they_stand() -> None:
    body = f"""<urlset {NS}><url><loc><![CDATA[https://news.example/a?id=12&cat=3]]></loc><news:news>
      <news:title><![CDATA[Salt & a caf&eacute;]]></news:title></news:news></url></urlset>""".encode()
    assert parse_sitemap(body, URL).entries == (Entry("https://news.example/a?id=12&cat=3", "Salt & a café", None),)


def test_a_sitemap_index_gives_children_newest_first() -> None:
    body = f"""<sitemapindex {NS}><sitemap><loc>/one.xml</loc><lastmod>2026-01-01</lastmod></sitemap>
      <sitemap><loc>https://news.example/two.xml.gz</loc><lastmod>2026-05-01</lastmod></sitemap></sitemapindex>""".encode()
    assert parse_sitemap(body, URL).children == ("https://news.example/two.xml.gz", "https://news.example/one.xml")


def test_a_gzipped_sitemap_is_read() -> None:
    assert parse_sitemap(gzip.compress(NEWS), URL) == parse_sitemap(NEWS, URL)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"<html></html>", "not a sitemap"),
        (b"<!DOCTYPE x><urlset></urlset>", "document type refused"),
        (b"\x1f\x8bnot gzip", "broken gzip"),
        (gzip.compress(b"<urlset>" + b" " * 30_000_000, mtime=0), "too large"),
        (zlib.compress(b"<urlset>"), "not a sitemap"),
    ],
)
def test_what_is_no_sitemap_is_refused_with_its_reason(body: bytes, reason: str) -> None:
    with pytest.raises(FeedError) as caught:
        parse_sitemap(body, URL)
    assert caught.value.reason == reason


def test_a_sitemap_that_is_cut_off_gives_what_it_has() -> None:
    assert [entry.url for entry in parse_sitemap(NEWS[:-300], URL).entries][-1] == "https://news.example/old"


W3C, FREE = "2026-05-{day:02}T10:00:00+00:00", "May {day}, 2026"


@pytest.mark.parametrize("date", [W3C, FREE], ids=["dates as the format has them", "dates as people write them"])
@pytest.mark.parametrize(("root", "name"), [("sitemapindex", "sitemap"), ("urlset", "url")])
def test_the_largest_sitemap_takes_ten_times_as_long_as_a_tenth_of_it(root: str, name: str, date: str) -> None:
    one = f"<{name}><loc>https://news.example/2026/a-story-%d</loc><lastmod>%s</lastmod></{name}>"

    def read(count: int) -> tuple[float, Sitemap]:
        parts = "".join(one % (n, date.format(day=n % 28 + 1)) for n in range(count))
        start = time.process_time()
        sitemap = parse_sitemap(f"<{root} {NS}>{parts}</{root}>".encode(), URL)
        return time.process_time() - start, sitemap

    tenth = min(read(5_000)[0] for _ in range(3))
    seconds, sitemap = read(50_000)
    assert seconds < 40 * tenth
    assert (len(sitemap.children), len(sitemap.entries)) == ((1_000, 0) if name == "sitemap" else (0, 50_000))


def test_a_sitemap_that_nests_without_end_gives_what_came_before() -> None:
    body = f"<urlset {NS}><url><loc>https://news.example/a</loc></url>{'<x>' * 100_000}".encode()
    assert [entry.url for entry in parse_sitemap(body, URL).entries] == ["https://news.example/a"]


LISTING = """<html><body><nav><a href="/about-this-site-and-us">All about this site and its makers</a></nav>
<ul class="menu"><li><a href="/film">Film</a></li><li><a href="/tv">Television</a></li>
 <li><a href="/ai">AI</a></li></ul>
<main>
 <div class="card"><a href="/2026/a"><img src="a.jpg"></a>
  <h3><a href="/2026/a">Nine people and a kitchen in Ghent</a></h3>
  <time datetime="2026-05-24T09:00:00Z">24 May</time></div>
 <div class="card"><a href="/2026/b"><img src="b.jpg"></a>
  <h3><a href="/2026/b">A ferry that was never built at all</a></h3>
  <time datetime="2026-05-23T09:00:00Z">23 May</time></div>
 <div class="card"><h3><a href="/2026/b?utm_source=home">A ferry that was never built</a></h3></div>
 <div class="card"><h3><a href="https://elsewhere.example/c">Somebody else wrote this one here</a></h3></div>
 <div class="card"><h3><a href="/tag/film-and-television-in-ghent">All on film and television in Ghent</a></h3></div>
</main><footer><a href="/imprint-and-other-things">Imprint and other things of law</a></footer></body></html>"""


def test_a_listing_gives_its_articles_and_not_its_menus() -> None:
    assert parse_listing(LISTING.encode(), "https://news.example/film") == [
        Entry(
            "https://news.example/2026/a", "Nine people and a kitchen in Ghent", datetime(2026, 5, 24, 9, tzinfo=UTC)
        ),
        Entry(
            "https://news.example/2026/b", "A ferry that was never built at all", datetime(2026, 5, 23, 9, tzinfo=UTC)
        ),
    ]


def test_cards_that_are_links_as_a_whole_are_read() -> None:
    cards = "".join(
        f'<a class="card" href="/news/{n}"><h3>A headline of some length, number {n}</h3></a>' for n in range(3)
    )
    assert len(parse_listing(f"<main>{cards}</main>".encode(), "https://news.example/news")) == 3


def test_a_listing_s_links_start_from_its_base() -> None:
    body = b"""<head><base href="https://news.example/"><link rel="alternate" type="application/rss+xml" href="rss">
      </head><main><h3><a href="news/one">A headline of some length</a></h3></main>"""
    url = "https://news.example/film/ai/"
    assert [entry.url for entry in parse_listing(body, url)] == ["https://news.example/news/one"]
    assert find_feeds(body, url) == ["https://news.example/rss"]


@pytest.mark.parametrize(
    ("path", "is_listed"),
    [
        ("/people/the-nine-of-ghent", True),
        ("/topic/ai/12-story", True),
        ("/category/film/lantern", True),
        ("/shop/lantern-on-sale", True),
        ("/people/", False),
        ("/topic/ai", False),
        ("/topic/ai/page/2", False),
        ("/author/odile-brandt/", False),
        ("/account/orders/12", False),
    ],
)
def test_articles_below_a_section_are_listed_and_the_section_is_not(path: str, is_listed: bool) -> None:
    links = "".join(f'<h3><a href="{one}">A headline of some length</a></h3>' for one in ("/2026/a", path))
    listed = parse_listing(f"<main>{links}</main>".encode(), "https://news.example/film")
    assert ("https://news.example" + path in [entry.url for entry in listed]) is is_listed


@pytest.mark.parametrize(
    "body", [b"", b"<p>Nothing here</p>", b"%PDF-1", b"<div>" * 60_000, b"<nav><a href=/a>A b c d e</a></nav>"]
)
def test_a_page_without_a_list_is_refused(body: bytes) -> None:
    with pytest.raises(FeedError):
        parse_listing(body, "https://news.example/film")


def test_announced_feeds_come_first_and_comments_feeds_not_at_all() -> None:
    body = b"""<head><link rel="alternate" type="application/rss+xml" href="/feed/">
      <link rel="alternate" type="application/rss+xml" href="/comments/feed/">
      <link rel="alternate" type="application/atom+xml; charset=utf-8" href="https://feeds.example/news.atom">
      <link rel="alternate" hreflang="de" href="/de/">
      <link rel="alternate" type="application/feed+json" href="/feed.json"></head>
      <body><a href="/film/rss.xml">RSS</a><a href="/feed/">Feed</a><a href="/feedback">Write to us</a></body>"""
    assert find_feeds(body, "https://news.example/") == [
        "https://news.example/feed/",
        "https://feeds.example/news.atom",
        "https://news.example/feed.json",
        "https://news.example/film/rss.xml",
    ]


def test_a_page_that_names_no_feed_gives_none() -> None:
    assert find_feeds(b"<p>Nothing</p>", "https://news.example/") == []


@given(st.text(alphabet=st.sampled_from("<>/=\"'& ahref\n"), max_size=300))
@settings(max_examples=80, deadline=None)
def test_any_markup_gives_lists_or_a_feed_error(markup: str) -> None:
    for parse in (parse_listing, find_feeds, parse_sitemap):
        try:
            parse(markup.encode(), "https://news.example/film")
        except FeedError:
            continue

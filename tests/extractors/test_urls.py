"""Addresses under which one article is met are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.links import normalise_url
from extractors.urls import MAX_URL, resolve_url

SAME = (
    "https://news.example/film/lantern",
    "http://news.example/film/lantern",
    "https://www.news.example/film/lantern/",
    "https://WWW.News.Example:443/film/lantern",
    "https://m.news.example/film/lantern",
    "https://mobile.news.example/film/lantern",
    "https://amp.news.example/film/lantern",
    "https://news.example/film/lantern/amp/",
    "https://news.example/film/lantern.amp",
    "https://news.example/film/lantern?amp=1",
    "https://news.example/film/lantern?outputType=amp",
    "https://news.example/film/lantern?utm_source=rss&utm_medium=feed",
    "https://news.example/film/lantern?fbclid=1&gclid=2&cmp=rss#comments",
    "https://www.google.com/amp/s/www.news.example/film/lantern/amp",
    "https://news-example.cdn.ampproject.org/c/s/news.example/film/lantern",
    " https://news.example/film/lantern\n",
)


@pytest.mark.parametrize("url", SAME)
def test_the_addresses_of_one_article_are_equal(url: str) -> None:
    assert normalise_url(url) == SAME[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/a", "https://news.example/b"),
        ("https://news.example/?p=1", "https://news.example/?p=2"),
        ("https://news.example/a?page=1", "https://news.example/a?page=2"),
        ("https://news.example/show.php?eid=1", "https://news.example/show.php?eid=2"),
        ("https://news.example/story?1234", "https://news.example/story?1235"),
        ("https://news.example/show.php?1234", "https://news.example/show.php?1235"),
        ("https://news.example/?salt-road-costs", "https://news.example/?ferry-road-costs"),
        ("https://news.example/story?cid=41", "https://news.example/story?cid=42"),
        ("https://news.example/story?source=41", "https://news.example/story?source=42"),
        ("https://news.example/story?campaign=41", "https://news.example/story?campaign=42"),
        ("https://news.example/watch?feature=41", "https://news.example/watch?feature=42"),
        ("https://news.example/view?gallery=41", "https://news.example/view?gallery=42"),
        ("https://news.example/a", "https://film.news.example/a"),
        ("https://news.example/a", "https://news.example/A"),
        ("http://127.0.0.1:8001/a", "http://127.0.0.1:8002/a"),
    ],
)
def test_different_articles_stay_different(one: str, other: str) -> None:
    assert normalise_url(one) != normalise_url(other)


@pytest.mark.parametrize(
    "query",
    [
        "cid=sm_fb",
        "ref=home",
        "source=rss",
        "campaign=spring",
        "feature=share",
        "eid=4f2a",
        "utm_id=41",
        "gclid=41",
        "print",
        "fbclid",
        "id=",
    ],
)
def test_where_a_reader_came_from_makes_no_difference(query: str) -> None:
    assert normalise_url(f"https://news.example/film/lantern?{query}") == SAME[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/caf%C3%A9", "https://news.example/caf%c3%a9"),
        ("https://news.example/a?q=%C3%A9", "https://news.example/a?q=%c3%a9"),
        ("https://news.example/a?b=1&amp;c=2", "https://news.example/a?b=1&c=2"),
    ],
)
def test_ways_to_write_an_address_make_no_difference(one: str, other: str) -> None:
    assert normalise_url(one) == normalise_url(other)


def test_the_order_of_parameters_makes_no_difference() -> None:
    assert normalise_url("https://news.example/a?b=2&a=1") == normalise_url("https://news.example/a?a=1&b=2")


def test_an_address_of_a_test_server_stays_as_it_is() -> None:
    assert normalise_url("http://127.0.0.1:8001/film/lantern") == "http://127.0.0.1:8001/film/lantern"


@pytest.mark.parametrize(
    "url", ["", "not an address", "https://[::1", "mailto:a@news.example", "http://news.example:99999/a"]
)
def test_what_cannot_be_read_comes_back(url: str) -> None:
    assert normalise_url(url) == "".join(url.split())


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/a", "https://news.example/a"),
        ("a b", "https://news.example/film/a%20b"),
        ("//cdn.example/a", "https://cdn.example/a"),
        (" https://news.example/a ", "https://news.example/a"),
        ("HTTPS://news.example/a", "HTTPS://news.example/a"),
        ("https://desk:s3cret@news.example:81/a?b=c@d", "https://news.example:81/a?b=c@d"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("http://", None),
        ("http://[", None),
        ("http://news.example:port/", None),
        ("", None),
        ("/" + "a" * MAX_URL, None),
    ],
)
def test_only_web_addresses_resolve(href: str, url: str | None) -> None:
    assert resolve_url("https://news.example/film/x", href) == (
        url.replace("HTTPS:", "https:", 1) if url and url.startswith("HTTPS:") else url
    )


def test_a_login_in_the_address_of_a_page_does_not_reach_what_it_links() -> None:
    assert resolve_url("https://desk:s3cret@news.example/ai", "/a") == "https://news.example/a"
    assert resolve_url("https://desk@[::1]:81/ai", "b") == "https://[::1]:81/b"


@given(st.text(max_size=60))
def test_normalising_never_fails_and_twice_is_once(text: str) -> None:
    once = normalise_url("https://news.example/" + text)
    assert normalise_url(once) == once


HOSTS = ("news.example", "m.news.example", "www.news.example", "amp.news.example", "google.com", "x.cdn.ampproject.org")
STEPS = (
    "amp",
    "c",
    "s",
    "2026",
    "Some-Slug",
    "a_b",
    "-",
    "index",
    "index.html",
    "x.php",
    "amp.html",
    "x.amp",
    ".html",
    "",
)


@given(st.sampled_from(("http", "https")), st.sampled_from(HOSTS), st.lists(st.sampled_from(STEPS), max_size=4))
def test_the_short_way_for_plain_addresses_comes_to_the_same(scheme: str, host: str, steps: list[str]) -> None:
    url = "/".join((f"{scheme}://{host}", *steps))
    assert normalise_url(url) == normalise_url(f" {url}")

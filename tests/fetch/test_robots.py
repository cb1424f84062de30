"""robots.txt, after RFC 9309."""

import pytest

from fetch.robots import MAX_BYTES, parse_robots

AGENT = "Dailies/0.1 (news tracking; desk@example.org)"


def test_a_missing_file_allows_everything() -> None:
    assert parse_robots(404, b"").allows("http://a.example/x", AGENT)


def test_a_broken_server_allows_nothing() -> None:
    assert not parse_robots(503, b"").allows("http://a.example/x", AGENT)
    assert not parse_robots(None, b"").allows("http://a.example/x", AGENT)


def test_rules_for_us_and_crawl_delay_are_obeyed() -> None:
    robots = parse_robots(200, b"User-agent: *\nDisallow: /private\nCrawl-delay: 7\n")
    assert robots.allows("http://a.example/news", AGENT)
    assert not robots.allows("http://a.example/private/x", AGENT)
    assert robots.crawl_delay_s(AGENT) == 7.0


def test_rubbish_is_no_rule() -> None:
    assert parse_robots(200, b"\xff\xfe\x00<html>").allows("http://a.example/", AGENT)


def test_a_byte_order_mark_is_no_part_of_the_first_rule() -> None:
    robots = parse_robots(200, b"\xef\xbb\xbfUser-agent: *\nDisallow: /private\n")
    assert not robots.allows("http://a.example/private/x", AGENT)
    assert robots.allows("http://a.example/news", AGENT)


@pytest.mark.parametrize("end", [b"\n", b"\r"])
def test_of_a_large_file_the_beginning_counts_as_far_as_its_last_whole_line(end: bytes) -> None:
    head, last = b"User-agent: *" + end + b"Disallow: /private" + end, b"Disallow: /news-for-robots" + end
    # The limit lies behind "Disallow: /news".
    comment = b"#" * (MAX_BYTES - len(head) - len(end) - len(b"Disallow: /news")) + end
    robots = parse_robots(200, head + comment + last + b"Disallow: /films" + end)
    assert not robots.allows("http://a.example/private/x", AGENT)
    assert robots.allows("http://a.example/news", AGENT)
    assert robots.allows("http://a.example/films", AGENT)

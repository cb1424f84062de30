"""robots.txt, after RFC 9309."""

from fetch.robots import parse_robots

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

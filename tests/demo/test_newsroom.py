"""The demo newsroom answers as real news sites do."""

import gzip
import json
import socket
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest

from demo.newsroom import RANGE_STEP, Newsroom
from demo.site import DemoArticle, DemoSite
from extractors.errors import DailiesError, SettingsError
from extractors.links import parse_feed, parse_listing, parse_sitemap
from extractors.records import Entry

STATUS_OF_STATE = {"article": 200, "paywalled": 200, "garbage": 200, "gone": 404}


def answering(newsroom: Newsroom) -> list[DemoSite]:
    return [site for site in newsroom.sites if not site.is_silent]


def articles_of(newsroom: Newsroom) -> list[DemoArticle]:
    return [article for site in newsroom.sites for article in site.articles]


def test_there_are_six_answering_sites_and_twenty_four_articles_at_least(newsroom: Newsroom) -> None:
    assert len(answering(newsroom)) >= 6
    assert len([article for article in articles_of(newsroom) if article.state == "article"]) >= 24


def test_each_article_is_served_as_its_state_says(newsroom: Newsroom, client: httpx.Client) -> None:
    for article in articles_of(newsroom):
        response = client.get(newsroom.article_urls[article.key])
        assert response.status_code == STATUS_OF_STATE[article.state], article.key
        assert response.headers["content-type"].startswith("text/html")


def test_every_file_of_every_site_is_served(newsroom: Newsroom, client: httpx.Client) -> None:
    for site in answering(newsroom):
        for file in site.files:
            response = client.get(newsroom.base_urls[site.id] + file.path)
            assert (response.status_code, response.headers["content-type"]) == (200, file.content_type)


def test_xml_files_are_well_formed_and_the_json_feed_is_json(newsroom: Newsroom, client: httpx.Client) -> None:
    parsed = 0
    for site in answering(newsroom):
        for file in site.files:
            body = client.get(newsroom.base_urls[site.id] + file.path).content
            if "xml" in file.content_type:
                ElementTree.fromstring(body)
                parsed += 1
            elif "json" in file.content_type:
                json.loads(body)
                parsed += 1
    assert parsed >= 8


def find_announced(site: DemoSite, newsroom: Newsroom, client: httpx.Client) -> list[Entry]:
    url = newsroom.base_urls[site.id] + site.source
    body = client.get(url).content
    if site.source_kind == "feed":
        return parse_feed(body, url)
    if site.source_kind == "listing":
        return parse_listing(body, url)
    entries: list[Entry] = []
    for child in parse_sitemap(body, url).children:
        child_url = child if isinstance(child, str) else child.url
        entries += parse_sitemap(client.get(child_url).content, child_url).entries
    return entries


def test_every_article_is_announced_by_its_site(newsroom: Newsroom, client: httpx.Client) -> None:
    for site in answering(newsroom):
        announced = {entry.url.split("?")[0] for entry in find_announced(site, newsroom, client)}
        assert {newsroom.article_urls[article.key] for article in site.articles} <= announced, site.id


def test_robots_txt_is_there_on_each_site_and_allows_the_articles(newsroom: Newsroom, client: httpx.Client) -> None:
    for site in answering(newsroom):
        response = client.get(newsroom.base_urls[site.id] + "/robots.txt")
        assert response.status_code == 200
        closed = [line.split(":", 1)[1].strip() for line in response.text.splitlines() if line.startswith("Disallow:")]
        for article in site.articles:
            assert not any(article.path.startswith(path) for path in closed if path)


@pytest.mark.parametrize(
    ("request_header", "answer_header"), [("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")]
)
def test_a_known_page_is_answered_with_304_and_no_body(
    newsroom: Newsroom, client: httpx.Client, request_header: str, answer_header: str
) -> None:
    seen = 0
    for site in answering(newsroom):
        url = newsroom.base_urls[site.id] + site.source
        known = client.get(url).headers.get(answer_header)
        if known is None:
            continue
        again = client.get(url, headers={request_header: known})
        assert (again.status_code, again.content) == (304, b"")
        seen += 1
    assert seen >= 4


def test_a_changed_page_is_sent_although_the_client_knows_an_older_one(
    newsroom: Newsroom, client: httpx.Client
) -> None:
    url = newsroom.base_urls["slate-sprocket"] + "/feed/"
    assert client.get(url, headers={"If-None-Match": '"something-else"'}).status_code == 200
    assert client.get(url, headers={"If-Modified-Since": "Fri, 01 May 2026 00:00:00 GMT"}).status_code == 200
    assert client.get(url, headers={"If-Modified-Since": "not a date"}).status_code == 200


def test_one_site_gives_no_validators_and_the_same_bytes(newsroom: Newsroom, client: httpx.Client) -> None:
    url = newsroom.article_urls["lumen-letter/what-hell-grind-cost"]
    first, second = client.get(url), client.get(url)
    assert "etag" not in first.headers
    assert "last-modified" not in first.headers
    assert first.content == second.content


def test_pages_are_compressed_only_where_asked_for(newsroom: Newsroom) -> None:
    url = newsroom.article_urls["slate-sprocket/moth-season-opens"]
    with httpx.Client() as client, client.stream("GET", url, headers={"Accept-Encoding": "gzip"}) as response:
        assert response.headers["content-encoding"] == "gzip"
        packed = b"".join(response.iter_raw())
    with httpx.Client() as client:
        plain = client.get(url, headers={"Accept-Encoding": "identity"})
        refused = client.get(url, headers={"Accept-Encoding": "gzip;q=0"})
    assert "content-encoding" not in plain.headers
    assert "content-encoding" not in refused.headers
    assert gzip.decompress(packed) == plain.content


def test_the_silent_outlet_is_declared_and_refuses_connections(newsroom: Newsroom, client: httpx.Client) -> None:
    outlet = next(outlet for outlet in newsroom.outlets if outlet.id == "northlight-bulletin")
    with pytest.raises(httpx.ConnectError):
        client.get(outlet.source)


def test_each_outlet_declares_exactly_one_source(newsroom: Newsroom) -> None:
    for outlet in newsroom.outlets:
        assert len([source for source in (outlet.feed, outlet.sitemap, outlet.listing) if source]) == 1


def test_requests_are_noted_with_their_answers(newsroom: Newsroom, client: httpx.Client) -> None:
    client.get(newsroom.base_url + "/nowhere?q=1")
    last = newsroom.requests[-1]
    assert (last.site_id, last.method, last.path, last.status) == ("slate-sprocket", "GET", "/nowhere?q=1", 404)


def test_head_gives_the_headers_of_get_without_a_body(newsroom: Newsroom, client: httpx.Client) -> None:
    url = newsroom.article_urls["cutters-wire/quillon-sold"]
    got, headed = client.get(url), client.head(url)
    assert headed.content == b""
    assert headed.headers["etag"] == got.headers["etag"]
    assert headed.headers["content-length"] == got.headers["content-length"]


def test_a_request_line_of_garbage_harms_nobody_else(newsroom: Newsroom, client: httpx.Client) -> None:
    with socket.create_connection(("127.0.0.1", newsroom.base_port), timeout=5) as connection:
        connection.sendall(b"\x00\xff\x00\r\n\r\n")
        connection.recv(1000)
    assert client.get(newsroom.base_url + "/feed/").status_code == 200


def read_all_pages(newsroom: Newsroom) -> dict[str, bytes]:
    with httpx.Client() as client:
        return {key: client.get(url).content for key, url in newsroom.article_urls.items()}


def test_the_second_edition_changes_exactly_one_article() -> None:
    with Newsroom(edition=1, base_port=19740) as newsroom:
        first, feed_url = read_all_pages(newsroom), newsroom.outlets[1].source
        first_feed = httpx.get(feed_url)
    with Newsroom(edition=2, base_port=19740) as newsroom:
        second = read_all_pages(newsroom)
        second_feed = httpx.get(feed_url, headers={"If-None-Match": first_feed.headers["etag"]})
    assert [key for key in first if first[key] != second[key]] == ["cutters-wire/the-lamplighters-debt"]
    assert second_feed.status_code == 200
    assert len(parse_feed(second_feed.content, feed_url)) == len(parse_feed(first_feed.content, feed_url))


def test_addresses_are_the_same_in_the_next_run() -> None:
    with Newsroom(base_port=20740) as newsroom:
        first = newsroom.article_urls
    with Newsroom(base_port=20740) as newsroom:
        assert newsroom.article_urls == first


def test_taken_ports_lead_to_the_next_range_which_is_remembered(tmp_path: Path) -> None:
    ports_file = tmp_path / "state" / "ports.json"
    with socket.socket() as occupant:
        occupant.bind(("127.0.0.1", 21743))
        occupant.listen()
        with Newsroom(base_port=21740, ports_file=ports_file) as newsroom:
            assert newsroom.base_port == 21740 + RANGE_STEP
    with Newsroom(base_port=21740, ports_file=ports_file) as newsroom:
        assert newsroom.base_port == 21740 + RANGE_STEP


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"base_port": "x"}', '{"base_port": 80}', "\x00"])
def test_a_spoilt_ports_file_is_named_in_the_error(tmp_path: Path, content: str) -> None:
    ports_file = tmp_path / "ports.json"
    ports_file.write_text(content)
    with pytest.raises(SettingsError, match=r"ports\.json") as caught, Newsroom(ports_file=ports_file):
        pass
    assert caught.value.hint == "delete it"


def test_an_unknown_edition_is_refused() -> None:
    with pytest.raises(DailiesError, match="edition 3"):
        Newsroom(edition=3)

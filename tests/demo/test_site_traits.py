"""Each demo site has the trait for which it is there."""

import re

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from demo.newsroom import Newsroom


def page_of(newsroom: Newsroom, client: httpx.Client, key: str) -> LexborHTMLParser:
    return LexborHTMLParser(client.get(newsroom.article_urls[key]).content)


@pytest.mark.parametrize(
    ("key", "selector"),
    [
        ("slate-sprocket/moth-season-opens", "#cookie-consent"),
        ("slate-sprocket/moth-season-opens", "nav.primary"),
        ("slate-sprocket/moth-season-opens", ".entry-content aside.newsletter-signup"),
        ("slate-sprocket/moth-season-opens", ".related-stories"),
        ("slate-sprocket/moth-season-opens", ".author-bio"),
        ("slate-sprocket/moth-season-opens", 'script[type="application/ld+json"]'),
        ("cutters-wire/quillon-sold", 'meta[property="article:published_time"]'),
        ("cutters-wire/quillon-sold", "article"),
        ("lumen-letter/against-the-price-tag", ".glossary dl"),
        ("lumen-letter/against-the-price-tag", "[itemprop=articleBody]"),
        ("fathom-desk/orrery-3", ".fd-body .fd-inline-promo"),
        ("fathom-desk/tessellate-ledger", ".paywall"),
        ("claqueta/la-ultima-salina", 'html[lang="es"]'),
        ("marquee-commons/library-vote", "table font"),
    ],
)
def test_a_page_holds_what_its_site_is_there_for(
    newsroom: Newsroom, client: httpx.Client, key: str, selector: str
) -> None:
    assert page_of(newsroom, client, key).css_first(selector) is not None


def test_one_site_splits_the_body_over_sibling_containers_around_a_teaser(
    newsroom: Newsroom, client: httpx.Client
) -> None:
    page = page_of(newsroom, client, "pelican-screen/ferrite-settles")
    assert not page.css("article")
    children = [node.attributes["class"] for node in page.css(".lay-in > .seg")]
    assert children == ["seg seg-1", "seg seg-promo", "seg seg-2"]
    assert len(page.css(".seg-1 p")) >= 3
    assert len(page.css(".seg-2 p")) >= 3


def test_sites_differ_in_json_ld(newsroom: Newsroom, client: httpx.Client) -> None:
    with_json_ld = {
        site.id
        for site in newsroom.sites
        if site.articles
        and page_of(newsroom, client, site.articles[-1].key).css_first('script[type="application/ld+json"]')
    }
    assert with_json_ld == {"slate-sprocket", "fathom-desk", "claqueta"}


def test_only_the_paywalled_page_says_that_it_is_not_free(newsroom: Newsroom, client: httpx.Client) -> None:
    flagged = [
        key for key, url in newsroom.article_urls.items() if '"isAccessibleForFree":false' in client.get(url).text
    ]
    assert flagged == ["fathom-desk/tessellate-ledger"]


def test_the_broken_page_is_no_text_in_any_reading(newsroom: Newsroom, client: httpx.Client) -> None:
    body = client.get(newsroom.article_urls["marquee-commons/projector-firmware"]).content
    assert b"\x00" in body
    with pytest.raises(UnicodeDecodeError):
        body.decode()


def test_the_legacy_site_serves_bytes_of_its_declared_charset(newsroom: Newsroom, client: httpx.Client) -> None:
    body = client.get(newsroom.article_urls["marquee-commons/hell-grind-shown-to-buyers"]).content
    assert "Marché du Film".encode("windows-1252") in body


def test_the_copy_names_and_links_the_original_and_is_lightly_edited(newsroom: Newsroom, client: httpx.Client) -> None:
    original = newsroom.article_urls["slate-sprocket/hell-grind-market-screening"]
    copy = page_of(newsroom, client, "marquee-commons/hell-grind-shown-to-buyers")
    assert "This article first appeared in Slate & Sprocket" in " ".join(
        (copy.body.text() if copy.body else "").split()
    )
    assert copy.css_first(f'a[href="{original}"]') is not None
    copied = {node.text(strip=True) for node in copy.css("#content p")}
    first = {node.text(strip=True) for node in page_of(newsroom, client, original_key()).css(".entry-content > p")}
    assert 3 <= len(copied & first) < len(first)


def original_key() -> str:
    return "slate-sprocket/hell-grind-market-screening"


def test_titles_are_single_quoted_on_one_site(newsroom: Newsroom, client: httpx.Client) -> None:
    body = page_of(newsroom, client, "cutters-wire/hell-grind-was-at-the-market").css_first("article")
    assert body is not None
    assert "‘Hell Grind’" in body.text()
    assert not body.css("em, i")


def test_feed_links_of_one_site_carry_tracking_parameters(newsroom: Newsroom, client: httpx.Client) -> None:
    outlet = next(outlet for outlet in newsroom.outlets if outlet.id == "marquee-commons")
    assert "utm_source=rss" in client.get(outlet.source).text


def test_published_times_differ_in_zone_and_form_between_sites(newsroom: Newsroom) -> None:
    zones = {site.zone.utcoffset(None) for site in newsroom.sites if site.articles}
    assert len(zones) >= 5


def test_every_article_is_dated_in_the_fortnight_of_the_demo(newsroom: Newsroom) -> None:
    for site in newsroom.sites:
        for article in site.articles:
            assert "2026-05-12" <= article.published.date().isoformat() <= "2026-05-27", article.key


def test_every_article_has_the_length_of_press_prose(newsroom: Newsroom) -> None:
    for site in newsroom.sites:
        for article in site.articles:
            words = len(re.sub(r"<[^>]+>", " ", " ".join(article.blocks)).split())
            if article.state == "article":
                assert 150 <= words <= 450, (article.key, words)

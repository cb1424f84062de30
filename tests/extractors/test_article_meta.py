"""What a page says about its article."""

import html
import json
from datetime import UTC, datetime

import pytest

from extractors.article import extract_article
from extractors.records import Article, Page
from tests.extractors.pages import PROSE, TEXT, TITLE, URL, build_page, paragraphs, read


def with_json_ld(node: object, body: str = paragraphs()) -> Article:
    return read(body, head=f'<script type="application/ld+json">{json.dumps(node)}</script>')


def article_node(**more: object) -> dict[str, object]:
    return {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **more}


def meta(**content: str) -> str:
    return "".join(f'<meta property="{name.replace("__", ":")}" content="{text}">' for name, text in content.items())


def test_published_and_modified_are_read_to_the_minute_with_their_zone() -> None:
    article = with_json_ld(article_node(datePublished="2026-05-24T09:15:00+02:00", dateModified="2026-05-25T10:00:00Z"))
    assert article.published == datetime(2026, 5, 24, 7, 15, tzinfo=UTC)
    assert article.modified == datetime(2026, 5, 25, 10, 0, tzinfo=UTC)


def test_a_date_without_a_time_is_refined_by_one_that_has_it() -> None:
    body = '<time class="published" datetime="2026-05-24T09:15:00Z">24 May</time>' + paragraphs()
    assert with_json_ld(article_node(datePublished="2026-05-24"), body).published == datetime(
        2026, 5, 24, 9, 15, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "head",
    [
        meta(article__published_time="2026-05-24T09:15:00Z"),
        '<meta name="parsely-pub-date" content="2026-05-24T09:15:00Z">',
        '<meta itemprop="datePublished" content="2026-05-24T05:15:00-04:00">',
    ],
)
def test_meta_elements_give_the_date_where_json_ld_is_missing(head: str) -> None:
    assert read(paragraphs(), head=head).published == datetime(2026, 5, 24, 9, 15, tzinfo=UTC)


def test_a_visible_date_is_read_where_nothing_else_is_given() -> None:
    body = '<p class="byline-date">Published 24 May 2026, 9:15 am BST</p>' + paragraphs()
    assert read(body).published == datetime(2026, 5, 24, 8, 15, tzinfo=UTC)


def test_the_address_gives_the_day_where_the_page_gives_none() -> None:
    article = read(paragraphs(), url="https://news.example/2026/05/24/lantern-keeper")
    assert article.published == datetime(2026, 5, 24, tzinfo=UTC)


def test_a_date_after_the_fetch_is_not_believed() -> None:
    page = build_page(paragraphs(), head=meta(article__published_time="2031-01-01T00:00:00Z"))
    fetched = Page(page.url, page.body, fetched_at=datetime(2026, 5, 24, tzinfo=UTC))
    assert extract_article(fetched).published is None


def test_a_change_before_publication_is_no_change() -> None:
    node = article_node(datePublished="2026-05-24T09:15:00Z", dateModified="2026-05-20T09:15:00Z")
    assert with_json_ld(node).modified is None


def test_broken_dates_are_none() -> None:
    assert with_json_ld(article_node(datePublished="soon", dateModified="0000-00-00")).published is None


def test_the_title_on_which_heading_and_sharing_title_agree_wins() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Nine people draw a film"}</script>'
    assert read(f"<h1>{TITLE}</h1>{paragraphs()}", head=head + meta(og__title=TITLE)).title == TITLE


def test_a_headline_that_is_cut_short_is_completed_by_the_heading() -> None:
    short = article_node(headline=TITLE[:30] + "…")
    assert with_json_ld(short, f"<h1>{TITLE}</h1>{paragraphs()}").title == TITLE


@pytest.mark.parametrize("suffix", [" | News Example", " - News Example", " — News Example"])
def test_the_outlet_s_name_is_no_part_of_the_title(suffix: str) -> None:
    head = meta(og__title=TITLE + suffix, og__site_name="News Example")
    assert read(paragraphs(), head=head).title == TITLE


@pytest.mark.parametrize("prefix", ["News Example: ", "News Example | ", "NE — "])
@pytest.mark.parametrize("heading", ["h1", "h2"])
def test_the_outlet_s_name_before_the_title_is_no_part_of_it(prefix: str, heading: str) -> None:
    head = f"<title>{prefix}{TITLE}</title>"
    page = f"<html><head>{head}</head><body><{heading}>{TITLE}</{heading}>{paragraphs()}</body></html>"
    assert extract_article(Page(URL, page.encode())).title == TITLE


def test_escaped_titles_are_resolved() -> None:
    assert with_json_ld(article_node(headline="Salt &amp;amp; pepper")).title == "Salt & pepper"


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ({"@type": "Person", "name": "Odile Brandt"}, ("Odile Brandt",)),
        ([{"name": "Odile Brandt"}, {"name": "Jonas Wink"}], ("Odile Brandt", "Jonas Wink")),
        ("By Odile Brandt and Jonas Wink", ("Odile Brandt", "Jonas Wink")),
        ({"name": ["Odile Brandt", "Odile Brandt"]}, ("Odile Brandt",)),
        ({"name": "https://news.example/odile"}, ()),
        ({"name": 7}, ()),
    ],
)
def test_authors_come_in_any_form(author: object, names: tuple[str, ...]) -> None:
    assert with_json_ld(article_node(author=author)).authors == names


@pytest.mark.parametrize("depth", [600, 20_000])
def test_authors_nested_without_end_are_none(depth: int) -> None:
    head = f'<script type="application/ld+json">{{"@type":"NewsArticle","author":{"[" * depth}{"]" * depth}}}</script>'
    article = read(paragraphs(), head=head)
    assert (article.authors, article.text) == ((), TEXT)


def test_a_by_line_gives_the_author_where_nothing_else_does() -> None:
    assert read(f'<div class="byline">By Odile Brandt</div>{paragraphs()}').authors == ("Odile Brandt",)


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://news.example/film/lantern", "https://news.example/film/lantern"),
        ("/film/lantern", "https://news.example/film/lantern"),
        ("https://www.news.example/film/lantern", "https://www.news.example/film/lantern"),
        ("https://elsewhere.example/film/lantern", URL),
        ("https://news.example/", URL),
        ("javascript:alert(1)", URL),
        ("https://[", URL),
    ],
)
def test_the_canonical_address_is_believed_only_on_the_own_site(canonical: str, url: str) -> None:
    assert read(paragraphs(), head=f'<link rel="canonical" href="{canonical}">').url == url


@pytest.mark.parametrize(
    ("own", "canonical"),
    [
        ("/news/salt-road", "/news"),
        ("/news/17", "/news/"),
        ("/News/2026/05/salt-road", "/news/2026"),
        ("/2026/05/12/salt-road", "/2026/05/12"),
        ("/archive/2026-05-12/salt-road", "/archive/2026-05-12"),
        ("/ai-films/salt-road-costs-more", "/ai-films"),
        ("/17", "/"),
    ],
)
def test_a_section_is_nobodys_canonical_address(own: str, canonical: str) -> None:
    own = f"https://news.example{own}"
    head = f'<link rel="canonical" href="{canonical}"><meta property="og:url" content="{canonical}">'
    assert read(paragraphs(), head=head, url=own).url == own


@pytest.mark.parametrize(
    ("own", "canonical"),
    [
        ("/article?id=5", "/article"),
        ("/article.php?id=5", "/article.php"),
        ("/?p=5", "/"),
        ("/show?story=salt", "/show?lang=en"),
        ("/article?id=5&lang=en", "/article?lang=en"),
    ],
)
def test_a_canonical_address_that_stands_for_many_articles_is_none(own: str, canonical: str) -> None:
    own = f"https://news.example{own}"
    assert read(paragraphs(), head=f'<link rel="canonical" href="{canonical}">', url=own).url == own


@pytest.mark.parametrize(
    ("own", "canonical"),
    [
        ("/article?id=5&utm_source=rss", "/article?id=5"),
        ("/article?id=5&page=2", "/article?id=5"),
        ("/film/lantern?ref=home&fbclid=x", "/film/lantern"),
        ("/film/the-salt-road-costs?from=x12", "/film/the-salt-road-costs"),
        ("/?p=5", "/film/lantern"),
    ],
)
def test_a_canonical_address_without_trackers_is_believed(own: str, canonical: str) -> None:
    head = f'<link rel="canonical" href="{canonical}">'
    url = f"https://news.example{own}"
    assert read(paragraphs(), head=head, url=url).url == f"https://news.example{canonical}"


@pytest.mark.parametrize(
    "more",
    ["amp", "amp.html", "print", "print/", "page/2", "page-2/amp", "p2", "2", "comments", "comment-page-3", "?p=2"],
)
def test_another_rendering_goes_under_its_articles_address(more: str) -> None:
    canonical = "https://news.example/film/the-salt-road-costs"
    head = f'<link rel="canonical" href="{canonical}">'
    assert read(paragraphs(), head=head, url=f"{canonical}/{more}").url == canonical


@pytest.mark.parametrize(
    "article", ["/news/12345", "/news/a12345", "/2026/05/the-salt-road-costs", "/2026/05/oscars-2026"]
)
@pytest.mark.parametrize(
    "more", ["salt-road-costs-2m", "gallery", "photo/3", "full", "all", "mobile", "index.html", "outputType/amp"]
)
def test_an_address_with_an_article_s_number_or_words_is_no_section(article: str, more: str) -> None:
    canonical = f"https://news.example{article}"
    head = f'<link rel="canonical" href="{canonical}">'
    assert read(paragraphs(), head=head, url=f"{canonical}/{more}").url == canonical


@pytest.mark.parametrize(
    ("more", "is_free"),
    [
        ({}, True),
        ({"isAccessibleForFree": False}, False),
        ({"isAccessibleForFree": "False"}, False),
        ({"isAccessibleForFree": True}, True),
        ({"hasPart": {"isAccessibleForFree": "False", "cssSelector": ".paywall"}}, False),
    ],
)
def test_the_paywall_flag_is_the_page_s_own(more: dict[str, object], is_free: bool) -> None:
    assert with_json_ld(article_node(**more)).is_free is is_free


def test_the_language_is_that_of_the_page() -> None:
    assert read(paragraphs()).language == "en"
    body = f'<html lang="pt-BR"><body>{paragraphs()}</body></html>'.encode()
    assert extract_article(Page(URL, body)).language == "pt"


def test_a_standfirst_is_a_field_and_not_text() -> None:
    dek = "Fourteen months, one kitchen, and not a camera in sight."
    article = read(f'<main><h1>{TITLE}</h1><p class="standfirst">{dek}</p>{paragraphs()}</main>')
    assert (article.standfirst, article.text) == (dek, TEXT)


def test_a_description_that_repeats_the_opening_is_no_standfirst() -> None:
    assert read(paragraphs(), head=f'<meta name="description" content="{PROSE[0]}">').standfirst is None


def test_the_outlet_is_passed_through() -> None:
    assert extract_article(build_page(paragraphs()), outlet="news").outlet == "news"


def test_broken_json_ld_does_no_harm() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": }</script>'
    assert read(paragraphs(), head=head).text == TEXT


def test_json_ld_with_a_trailing_comma_and_line_breaks_is_read() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle",\n"headline": "Nine\npeople",}</script>'
    assert read(paragraphs(), head=head).title == "Nine people"


def test_the_text_in_json_ld_rescues_a_page_that_a_script_would_fill() -> None:
    node = article_node(articleBody="\n\n".join(PROSE))
    article = with_json_ld(node, '<div id="app"></div>')
    assert article.text == TEXT
    assert article.confidence < with_json_ld(node).confidence


NOTICE = "<p>We and our 842 partners store and access information on a device, such as cookies, and process data.</p>"


@pytest.mark.parametrize(
    ("more", "shown"),
    [
        ({"isAccessibleForFree": True}, f'<div class="dialog"><h2>Your privacy</h2>{NOTICE}</div>'),
        ({"isAccessibleForFree": True}, f"<h1>{TITLE}</h1><p>{PROSE[0]}</p>"),
        ({}, f"<h1>{TITLE}</h1><p>{PROSE[0]}</p><footer>{NOTICE}</footer>"),
    ],
)
def test_the_text_in_json_ld_is_read_where_a_free_page_shows_little_of_it(more: dict[str, object], shown: str) -> None:
    assert with_json_ld(article_node(articleBody=TEXT, **more), f'<div id="__next"></div>{shown}').text == TEXT


@pytest.mark.parametrize(
    ("more", "shown"),
    [
        ({"isAccessibleForFree": False}, f"<p>{PROSE[0]}</p>"),
        ({}, f'<p>{PROSE[0]}</p><div class="paywall">Subscribe to continue reading</div>'),
    ],
)
def test_the_text_in_json_ld_is_not_read_where_the_page_asks_for_money(more: dict[str, object], shown: str) -> None:
    assert with_json_ld(article_node(articleBody=TEXT, **more), f"<h1>{TITLE}</h1>{shown}").text == PROSE[0]


def test_the_text_in_json_ld_is_not_read_where_the_page_shows_much() -> None:
    assert with_json_ld(article_node(articleBody=f"{TEXT}\n\n" * 3)).text == TEXT


@pytest.mark.parametrize("is_escaped", [False, True])
def test_markup_in_the_text_in_json_ld_is_read_as_markup(is_escaped: bool) -> None:
    markup = "".join(f"<p>{line}</p>" for line in PROSE).replace("cost", '<a href="/cost">cost</a>', 1)
    article = with_json_ld(article_node(articleBody=html.escape(markup) if is_escaped else markup), "")
    assert article.text == TEXT
    assert [link.text for link in article.links] == ["cost"]


@pytest.mark.parametrize("kind", ["application/ld&#x2B;json", "application/ld&#43;json"])
def test_json_ld_is_found_by_an_escaped_name(kind: str) -> None:
    head = f'<script type="{kind}">{json.dumps(article_node(author="Odile Brandt"))}</script>'
    assert read(paragraphs(), head=head).authors == ("Odile Brandt",)


OTHER = {
    "@type": "NewsArticle",
    "headline": "Kestrel cuts a third of its staff",
    "url": "https://news.example/film/kestrel",
    "datePublished": "2026-06-19T10:00:00Z",
    "author": {"name": "Jonas Wink"},
}
OWN = {"@type": "NewsArticle", "datePublished": "2026-05-04T10:00:00Z", "author": {"name": "Odile Brandt"}}


@pytest.mark.parametrize(
    "own",
    [
        {**OWN, "headline": "Drawn by nine", "url": URL},
        {**OWN, "headline": "Drawn by nine", "@id": f"{URL}/#article"},
        {**OWN, "headline": "Drawn by nine", "mainEntityOfPage": {"@type": "WebPage", "@id": f"{URL}?utm_source=x"}},
        {**OWN, "headline": TITLE},
        {**OWN, "@type": "BlogPosting", "name": TITLE},
    ],
)
@pytest.mark.parametrize("other", [OTHER, {**OTHER, "@type": "Review", "headline": None, "name": "Kestrel's lens"}])
def test_another_article_that_the_page_describes_first_is_not_its_own(
    own: dict[str, object], other: dict[str, object]
) -> None:
    article = with_json_ld({"@graph": [other, own]}, f"<h1>{TITLE}</h1>{paragraphs()}")
    assert article.authors == ("Odile Brandt",)
    assert article.published == datetime(2026, 5, 4, 10, tzinfo=UTC)
    assert article.title == own.get("headline", TITLE)


CARD = '<div class="card"><h3><a href="/k">Kestrel cuts</a></h3><span class="author">Jonas Wink</span></div>'
COMMENT = '<ol class="comment-list"><li class="comment"><cite class="author">Jonas Wink</cite></li></ol>'


@pytest.mark.parametrize("other", [CARD, COMMENT])
def test_by_lines_of_other_articles_and_of_comments_name_no_author(other: str) -> None:
    own = '<div class="byline">By <a rel="author" href="/o">Odile Brandt</a> and <a rel="author">Mira Aldous</a></div>'
    page = f"<article><h1>{TITLE}</h1>{{}}{paragraphs()}</article><div>{other}</div>"
    assert read(page.format(own)).authors == ("Odile Brandt", "Mira Aldous")
    assert read(page.format('<p><a rel="author">Odile Brandt</a>, <a rel="author">Mira Aldous</a></p>')).authors == (
        "Odile Brandt",
        "Mira Aldous",
    )
    assert read(page.format("")).authors == ()


def test_first_names_that_mean_by_in_other_languages_are_kept() -> None:
    names = ("Von Miller", "Par Svensson", "Di Zhang")
    assert with_json_ld(article_node(author=[{"name": name} for name in names])).authors == names


@pytest.mark.parametrize(
    ("lang", "line"), [("en", "Von: Odile Brandt"), ("de", "Von Odile Brandt"), ("fr", "Par Odile Brandt")]
)
def test_a_by_line_in_another_language_is_read(lang: str, line: str) -> None:
    page = f'<html lang="{lang}"><body><div class="byline">{line}</div>{paragraphs()}</body></html>'
    assert extract_article(Page(URL, page.encode())).authors == ("Odile Brandt",)


@pytest.mark.parametrize("date", ["May 4, 2026", "4 May", "10:30", "4 min read"])
def test_a_date_in_a_by_line_is_nobody(date: str) -> None:
    assert read(f'<p class="byline">By Odile Brandt | {date}</p>{paragraphs()}').authors == ("Odile Brandt",)


HOSTILE = "Studio &#27;]0;owned&#7; &#27;[2J\x9b31m &#x202e;raised&#x2066; &rlm;money"
HARMLESS = "Studio ]0;owned [2J31m raised money"


def test_what_would_steer_a_terminal_is_dropped_where_an_article_is_read() -> None:
    head = f'<meta name="description" content="{HOSTILE}, it says."><meta name="author" content="{HOSTILE}">'
    article = read(f"<h1>{HOSTILE}</h1>{paragraphs(f'<p>{HOSTILE}, and a bit more.</p>')}", head=head)
    page = build_page(paragraphs()).body.replace(TITLE.encode(), HOSTILE.encode())
    assert extract_article(Page(URL, page)).title == HARMLESS
    assert f"\n\n{HARMLESS}, and a bit more.\n\n" in article.text
    assert article.standfirst == f"{HARMLESS}, it says."
    assert article.authors == tuple(HARMLESS.split(";"))


def test_confidence_is_higher_for_a_page_that_says_it_is_an_article() -> None:
    stated = with_json_ld(article_node(datePublished="2026-05-24T09:15:00Z"))
    assert 0 < read(paragraphs()).confidence < stated.confidence <= 1

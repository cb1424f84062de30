"""Which of the dates on a page is that of its publication."""

from datetime import UTC, datetime

import pytest

from extractors.article import extract_article
from extractors.records import Page
from tests.extractors.pages import build_page, paragraphs, read

THIRD_OF_APRIL = datetime(2026, 4, 3, tzinfo=UTC)
FOURTH_OF_MARCH = datetime(2026, 3, 4, tzinfo=UTC)
MAY = datetime(2026, 5, 24, tzinfo=UTC)
SHOWN = '<p class="published-date">03/04/2026</p>'
PUBLISHED = '<p class="published-date">24 May 2026</p>'


def published(*, lang: str, url: str = "https://news.example/salt", head: str = "", shown: str = SHOWN) -> object:
    page = f"<html{lang}><head>{head}</head><body>{shown}{paragraphs()}</body></html>"
    return extract_article(Page(url, page.encode())).published


@pytest.mark.parametrize("host", ["news.example.co.uk", "news.example.com.au", "news.example.in", "news.example.de"])
def test_the_domain_tells_that_the_day_comes_first(host: str) -> None:
    assert published(lang=' lang="en-US"', url=f"https://{host}/salt") == THIRD_OF_APRIL


@pytest.mark.parametrize(
    ("lang", "instant"),
    [
        (' lang="en-GB"', THIRD_OF_APRIL),
        (' lang="en_AU"', THIRD_OF_APRIL),
        (' lang="fr"', THIRD_OF_APRIL),
        (' lang="fr-CA"', THIRD_OF_APRIL),
        (' lang="en-US"', FOURTH_OF_MARCH),
        (' lang="en"', None),
        (' lang="en-CA"', None),
        ("", None),
    ],
)
def test_the_language_tells_whether_the_day_comes_first(lang: str, instant: datetime | None) -> None:
    assert published(lang=lang) == instant


def test_the_locale_tells_it_where_the_language_does_not() -> None:
    assert published(lang=' lang="en"', head='<meta property="og:locale" content="en_GB">') == THIRD_OF_APRIL


def test_the_day_of_publication_is_that_of_the_page() -> None:
    head = '<meta property="article:published_time" content="2026-05-20T19:30:00-07:00">'
    assert str(published(lang=' lang="en"', head=head, shown="")) == "2026-05-20 19:30:00-07:00"


def test_a_date_in_the_address_tells_which_reading_is_meant() -> None:
    assert published(lang=' lang="en"', url="https://news.example/2026/04/03/salt") == THIRD_OF_APRIL
    assert published(lang=' lang="en"', url="https://news.example/2026/mar/04/salt") == FOURTH_OF_MARCH


def test_a_stated_day_tells_which_reading_of_a_shown_time_is_meant() -> None:
    head = '<meta property="article:published_time" content="2026-04-03">'
    shown = '<p class="published-date">03/04/2026 8.30pm</p>'
    assert published(lang=' lang="en"', head=head, shown=shown) == datetime(2026, 4, 3, 20, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "other",
    [
        '<p class="updated-date">Updated 1 June 2026</p>',
        '<p class="date">Updated 1 June 2026</p>',
        '<span itemprop="dateModified" class="date">1 June 2026</span>',
        '<div class="current-date">Sunday, 7 June 2026</div>',
        '<div id="todays-date">Sunday, 7 June 2026</div>',
        '<div class="related"><h3>Another</h3><time datetime="2026-06-01T08:00:00Z">1 June</time></div>',
        '<div class="rel"><a href="/x"><time class="published" datetime="2026-06-01T08:00Z">1 June</time></a></div>',
        '<aside><ul><li><time datetime="2026-06-01T08:00:00Z">1 June</time></li></ul></aside>',
        '<div class="more-stories"><span class="date">1 June 2026</span></div>',
        '<div class="ticker"><a href="/z"><time datetime="2026-06-01T08:00:00Z">1h ago</time> Kestrel cuts</a></div>',
        '<ol class="comment-list"><li id="comment-9"><time datetime="2026-06-01T08:00:00Z">1 June</time></li></ol>',
        '<div id="comments"><time class="comment-published" datetime="2026-06-01T08:00:00Z">1 June</time></div>',
        '<div class="reply"><span class="date">1 June 2026</span></div>',
    ],
)
def test_other_dates_are_not_that_of_publication(other: str) -> None:
    assert read(other + paragraphs()).published is None
    assert read(other + PUBLISHED + paragraphs()).published == MAY


@pytest.mark.parametrize(
    "shown",
    [
        '<p class="byline-date">Published 24 May 2026 | Updated 1 June 2026</p>',
        '<time class="entry-date published updated" datetime="2026-05-24">24 May</time>',
        '<footer class="entry-meta"><a href="/x" rel="bookmark"><time datetime="2026-05-24">24 May</time></a></footer>',
        '<div class="usatoday"><p class="date">24 May 2026</p></div>',
    ],
)
def test_the_date_of_publication_is_found_beside_that_of_a_change(shown: str) -> None:
    assert read(shown + paragraphs()).published == MAY


def test_a_change_is_read_as_the_day_of_publication_allows() -> None:
    head = '<meta name="datePublished" content="2026-04-03"><meta name="dateModified" content="03/04/2026 10:00">'
    assert extract_article(build_page(paragraphs(), head=head)).modified == datetime(2026, 4, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "own",
    [
        '<span class="post-date">24 May 2026</span>',
        '<span class="posted-on">24 May 2026</span>',
        '<p class="date">24 May 2026</p>',
        '<time datetime="2026-05-24">24 May</time>',
    ],
)
def test_the_date_that_stands_with_the_article_goes_before_those_elsewhere(own: str) -> None:
    head = '<header><div class="top"><time datetime="2026-06-07">Sunday, 7 June</time></div></header>'
    comment = '<div class="x1"><b>Bo</b> <time datetime="2026-06-11T08:00:00Z">11 June</time> Nice.</div>'
    assert read(f"{head}<h1>A title</h1>{own}{paragraphs()}{comment}").published == MAY


def test_an_opinion_and_a_responsive_box_have_dates_like_any_other() -> None:
    shown = '<div class="responsive"><time datetime="2026-05-24">24 May</time></div>'
    assert read(f'<div class="tone-comment">{shown}{paragraphs()}</div>').published == MAY


@pytest.mark.parametrize("path", ["2026/05/12-ai-films-that-cost-nothing", "2026/05/12ai-films"])
def test_a_number_that_begins_a_title_is_no_day(path: str) -> None:
    assert read(paragraphs(), url=f"https://news.example/{path}").published is None


@pytest.mark.parametrize("path", ["2026/05/24/films", "2026-05-24-films", "2026-05-24/films", "2026/may/24"])
def test_a_day_in_the_address_is_read(path: str) -> None:
    assert read(paragraphs(), url=f"https://news.example/{path}").published == MAY

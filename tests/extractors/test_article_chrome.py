"""What stands inside or after a body without being part of it must not reach the text."""

import pytest

from tests.extractors.pages import PROSE, TEXT, TITLE, paragraphs, read

INSIDE = {
    "newsletter plug": "<p>Sign up for our newsletter and get the week in film delivered to your inbox.</p>",
    "newsletter box": '<div class="newsletter-signup"><h3>The Reel Letter</h3><p>All of the week in one long '
    "mail.</p></div>",
    "related stories": '<aside class="related"><h3>Related</h3><ul><li><a href="/a">A ferry that was never built at '
    "all</a>"
    '</li><li><a href="/b">Seven people and a harbour</a></li></ul></aside>',
    "related list without a name": '<ul><li><a href="/a">A ferry that was never built at all</a></li>'
    '<li><a href="/b">Seven people and a harbour made of prompts</a></li></ul>',
    "read more line": '<p>Read more: <a href="/c">How a studio in Ghent learned to love the rain</a></p>',
    "glossary": '<section class="glossary"><h3>Glossary</h3><dl><dt>Diffusion</dt><dd>A way of making pictures out '
    "of noise."
    "</dd></dl></section>",
    "key terms explained": "<div><h3>Key terms explained</h3><p>Diffusion: a way of making pictures out of noise, "
    "step by "
    "step, until something is seen.</p><p>Prompt: the words that one gives to a model in the hope of a "
    "picture.</p></div>",
    "comment count": '<div><a href="#comments">42 comments</a></div>',
    "share bar": '<div class="share-bar"><a href="https://social.example/share">Share on Social</a><span>Copy '
    "link</span></div>",
    "share line": "<p>Share this story with your friends</p>",
    "cookie text": "<p>This site uses cookies to improve your experience. See our cookie policy for more.</p>",
    "caption": '<figure><img src="a.jpg"><figcaption>Mira Aldous at her kitchen table in Ghent, last '
    "winter.</figcaption></figure>",
    "caption without an element for it": '<div class="photo"><img src="a.jpg">The kitchen in Ghent (Image: NEWS '
    "EXAMPLE)</div>",
    "advertisement": "<p>Advertisement</p><div>Story continues below</div>",
    "app plug": "<p>Follow us on WhatsApp and Telegram for the latest from the studios.</p>",
    "shop line": "<p>We may earn a commission from links on this page, at no cost to you.</p>",
    "plug with a price": "<p>Subscribe to our newsletter from $1 a week and get the week in film in your inbox.</p>",
    "price of the outlet": "<p>For just $5 a month you get our newsletter delivered to your inbox.</p>",
    "pointer with a figure": "<p>Read more: A studio in Ghent raises $30 million</p>",
    "script and style": "<script>var a = '<p>not prose at all, but long enough to be taken for "
    "it</p>'</script><style>p{}</style>",
    "comment in markup": "<!-- <p>An old draft of a paragraph that nobody was meant to see again.</p> -->",
    "hidden dialog": '<div style="display:none"><p>Log in or create an account to keep reading this and other '
    "stories.</p></div>",
    "live blog chrome": "<div>10:42 BST</div><div>Key events</div><p>Show key events only</p><div>2 hours ago</div>",
    "reading list": "<h3>Recommended</h3><ul><li><a href='/x'>A long headline about a festival in the "
    "north</a></li></ul>",
    "reply form": '<div id="respond"><h3>Leave a reply</h3><p>Your email address will not be published by anyone '
    "here.</p></div>",
}

AFTER = {
    "author bio": '<div class="author-bio"><p>Odile Brandt covers animation. She lives in Antwerp with two '
    "cats.</p></div>",
    "author bio without a name": "<p>Odile Brandt is a staff writer at News Example, where she covers animation and "
    "money.</p>",
    "comments": '<section id="comments"><h2>Comments</h2><div class="comment"><p>I have seen the film twice and the '
    "weather "
    "is by far the best part of it, whatever anybody says.</p></div></section>",
    "footer": "<footer><p>News Example is published in Ghent by a company that likes long sentences in its "
    "footer.</p></footer>",
    "copyright": "<p>© 2026 News Example. All rights reserved.</p>",
    "more stories": "<h2>More from News Example</h2><div class='grid'><div><h3><a href='/1'>Another headline of "
    "some length</a>"
    "</h3><p>Seven people made a harbour out of prompts, and nobody noticed.</p></div></div>",
    "tags": '<ul class="tags"><li><a href="/t/film">Film</a></li><li><a href="/t/ghent">Ghent</a></li></ul>',
    "about the author": "<h3>About the author</h3><p>Odile Brandt has written on animation since 2011 and lives in "
    "Antwerp.</p>",
    "credits of an agency": "<p>(Reporting by Odile Brandt; Editing by Jonas Wink)</p>",
}


@pytest.mark.parametrize("part", INSIDE.values(), ids=INSIDE.keys())
def test_chrome_inside_the_body_does_not_reach_the_text(part: str) -> None:
    assert read(f"<main><h1>{TITLE}</h1>{paragraphs(part)}</main>").text == TEXT


@pytest.mark.parametrize("part", AFTER.values(), ids=AFTER.keys())
def test_chrome_after_the_body_does_not_reach_the_text(part: str) -> None:
    assert read(f"<main><article><h1>{TITLE}</h1>{paragraphs()}{part}</article></main>").text == TEXT


KEPT = (
    "Written by Piet Oyelaran and directed by Sanne Wink, the film runs 95 minutes and cost two million euros.",
    "Register of Copyrights Amina Feld said on Monday that the office would hear both sides.",
    "Published in March 2019, the novel sold 4,000 copies and was forgotten until the studio called.",
    "Like the painting on which it is based, the film was shown on a wall in Lyon before anyone paid for it.",
    "Cameras follow her at work in the kitchen, where nine monitors stand between the pots.",
    "Promoted to chief executive in May, Aldous has since doubled the payroll to eighteen.",
    "Agents earn a commission of ten per cent on every scan, the union said.",
    "Two hundred members sign up every week, the guild says, and 3,100 have joined since spring.",
    "More than 400 shots were redrawn after the first screening, at a cost of 90,000 euros.",
    "Image rights were the last point to be settled, and the most expensive one.",
    "Comments from the jury were kept out of the release.",
    "“We had 12 million views on our YouTube channel in the first week,” Aldous said of the $30 million film.",
    "The accounts, which were not independently reviewed, put the cost of the film at $12 million.",
    "Some 40,000 creators subscribe to the studio's newsletter, and it has raised $50 million so far.",
)


@pytest.mark.parametrize("line", KEPT)
def test_a_sentence_that_begins_like_a_plug_is_kept(line: str) -> None:
    assert line in read(f"<main>{paragraphs(f'<p>{line}</p>')}</main>").text


def test_a_body_that_is_split_over_sibling_boxes_is_read_whole() -> None:
    halves = "".join(f'<div class="article-widget"><div><p>{line}</p></div></div>' for line in PROSE)
    assert read(f"<div class='menu'><a href='/'>Home</a></div><div class='widgets'>{halves}</div>").text == TEXT


def test_scraps_in_other_cells_of_a_layout_table_stay_out() -> None:
    """Short texts in every corner are no part of a short article, however many they are."""
    page = (
        "<table><tr><td colspan=2><a href=/>News Example</a></td></tr><tr><td><p>Our projector fund stands at 73,500 "
        "euros. Our members run 612 screens.</p><p>Write to the desk by the end of the month, please, or call.</p></td>"
        f"<td><div id=content><h2>{TITLE}</h2><p class=posted>Posted May 24, 2026 10:05 AM by Odile Brandt-Moss</p>"
        f"<div class=text>{paragraphs()}</div></div></td></tr><tr><td>Page served 1,904 times. Best viewed on a large "
        "screen.</td></tr></table>"
    )
    assert read(page).text == TEXT


def test_a_byline_with_date_and_name_is_no_paragraph() -> None:
    line = "<p>Posted May 24, 2026 10:05 AM by Odile Brandt-Moss</p>"
    assert read(f"<div>{line}{paragraphs()}</div>").text == TEXT


def test_a_body_under_a_name_of_chrome_is_read_all_the_same() -> None:
    assert read(f'<div class="sidebar-layout promo">{paragraphs()}</div>').text == TEXT


def test_paragraphs_parted_by_line_breaks_are_paragraphs() -> None:
    assert read(f"<div>{'<br><br>'.join(PROSE)}</div>").text == TEXT


def test_a_list_in_the_body_becomes_lines_with_a_dash() -> None:
    part = "<ul><li>Budget: 1.2 million euros.</li><li>Running time: 95 minutes.</li></ul>"
    assert "\n\n- Budget: 1.2 million euros.\n- Running time: 95 minutes.\n\n" in read(paragraphs(part)).text


def test_a_table_in_the_body_becomes_lines_with_bars() -> None:
    part = "<table><tr><td>Budget</td><td>1.2 million</td></tr><tr><td>Crew</td><td>nine people</td></tr></table>"
    assert "\n\nBudget | 1.2 million\nCrew | nine people\n\n" in read(paragraphs(part)).text


def test_headings_quotes_and_embedded_posts_belong_to_the_body() -> None:
    post = '<blockquote class="twitter-tweet"><p>We did it, all nine of us, in one kitchen.</p></blockquote>'
    part = f"<h2>The money</h2>{post}"
    text = read(paragraphs(part)).text
    assert "\n\nThe money\n\nWe did it, all nine of us, in one kitchen.\n\n" in text


def test_a_heading_without_anything_after_it_is_dropped() -> None:
    assert read(f"<main>{paragraphs()}<h2>What comes next</h2></main>").text == TEXT


def test_a_pull_quote_of_the_text_itself_is_not_repeated() -> None:
    part = "<blockquote>The machine only filled in the weather.</blockquote>"
    assert read(paragraphs(part, after=5)).text == TEXT


def test_links_carry_their_paragraph_and_absolute_address() -> None:
    part = '<p>The fund named its terms in <a href="/docs/terms.pdf">a paper of four pages</a> last year, it said.</p>'
    links = read(f"<main>{paragraphs(part, after=2)}</main>").links
    assert [(link.url, link.text, link.paragraph) for link in links] == [
        ("https://news.example/docs/terms.pdf", "a paper of four pages", 2)
    ]

"""Feeds and sitemaps that break their formats or abuse them."""

from collections.abc import Iterable
from functools import partial

from tests.fetch.behaviour import XML, Answer, Request, always, behaviour

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>Bad News</title><link>/</link>\n'
TAIL = "</channel></rss>\n"
GOOD_DATE = "Wed, 20 May 2026 12:00:00 GMT"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def item(number: object, *, link: str = "", date: str = GOOD_DATE, guid: str = "", title: str = "") -> str:
    """One RSS item; what is not given is made of the number."""
    return (
        f"<item><title>{title or f'Story {number}'}</title><link>{link or f'{{base}}/ok?story={number}'}</link>"
        f"<guid>{guid or f'guid-{number}'}</guid><pubDate>{date}</pubDate></item>\n"
    )


def feed(items: Iterable[str]) -> str:
    """An RSS feed of these items."""
    return HEAD + "".join(items) + TAIL


BAD_DATES = ["yesterday", "32 Foo 2026", "2026-13-45T99:99:99Z", "", "0000-00-00", "Wed, 20 May 26", "9" * 500]
ODD_LINKS = [
    "javascript:alert(1)",
    "file:///etc/passwd",
    "http://",
    "http://[::1",
    "mailto:a@b.example",
    "//",
    "\u202e",
]
NESTED = "<item>" * 20_000

FEEDS = {
    "feed-entity-bomb": (
        "Defines entities that expand to a billion words.",
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]>'
        "<rss version='2.0'><channel><item><title>&l9;</title><link>{base}/ok</link></item></channel></rss>",
    ),
    "feed-external-entity": (
        "Asks the reader to include a file of its own.",
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY own SYSTEM "file:///etc/passwd">]>'
        "<rss version='2.0'><channel><item><title>&own;</title><link>{base}/ok</link></item></channel></rss>",
    ),
    "feed-invalid-dates": (
        "Dates its items in ways that are no dates.",
        feed(item(number, date=date) for number, date in enumerate(BAD_DATES)),
    ),
    "feed-future-dates": (
        "Dates its items centuries ahead.",
        feed(item(number, date=f"Sat, 01 Jan {2400 + number} 00:00:00 GMT") for number in range(5)),
    ),
    "feed-duplicate-guids": ("Gives all its items one GUID.", feed(item(n, guid="the-same") for n in range(20))),
    "feed-duplicate-links": ("Announces one address twenty times.", feed(item(n, link="{base}/ok") for n in range(20))),
    "feed-relative-links": (
        "Gives addresses without a host.",
        feed(
            [item(1, link="/ok"), item(2, link="ok?story=2"), item(3, link="../ok?story=3"), item(4, link="?story=4")]
        ),
    ),
    "feed-odd-links": (
        "Gives addresses that nobody should follow.",
        feed(item(number, link=link) for number, link in enumerate(ODD_LINKS)),
    ),
    "feed-private-links": (
        "Announces articles on addresses that are not public.",
        feed(
            [
                item(1, link="http://10.0.0.1/a"),
                item(2, link="http://169.254.169.254/"),
                item(3, link="http://[fc00::1]/"),
            ]
        ),
    ),
    "feed-cut-off": ("Ends in the middle of an item.", feed(item(n) for n in range(10))[:-90]),
    "feed-without-items": ("Announces nothing.", feed([])),
    "feed-without-links": ("Has items without an address.", feed(["<item><title>Lost</title></item>"] * 5)),
    "feed-unescaped": ("Writes a bare ampersand and a bare tag.", feed([item(1, title="Salt & Sugar <b>bold")])),
    "feed-with-nuls": ("Has NULs and control characters.", feed([item(1, title="a\0b\x08c"), item(2)])),
    "feed-huge-title": ("Has a title of two megabytes.", feed([item(1, title="long " * 400_000), item(2)])),
    "feed-deep-nesting": ("Nests twenty thousand items.", HEAD + NESTED),
    "feed-markup-titles": (
        "Puts escaped markup and scripts into titles.",
        feed([item(1, title="&lt;script&gt;alert(1)&lt;/script&gt; &lt;b&gt;News&lt;/b&gt;")]),
    ),
    "feed-is-a-page": (
        "Sends its home page in place of the feed.",
        "<!doctype html><title>Home</title><h1>Welcome</h1>",
    ),
    "feed-empty": ("Sends a feed of no bytes.", ""),
    "json-feed-deep": (
        "Nests arrays a hundred thousand deep.",
        '{"version":"https://jsonfeed.org/version/1.1","items":' + "[" * 100_000,
    ),
    "json-feed-odd": (
        "Has the wrong kind of value in each place.",
        '{"version":"https://jsonfeed.org/version/1.1","items":[1,null,{"url":5},{"url":"/ok","date_published":[]}]}',
    ),
    "sitemap-of-itself": (
        "Is a sitemap index that lists itself.",
        '<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<sitemap><loc>{base}/sitemap-of-itself</loc></sitemap></sitemapindex>",
    ),
    "sitemap-of-thousands": (
        "Is a sitemap index with fifty thousand children.",
        '<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        + "".join(f"<sitemap><loc>{{base}}/sitemap-{n}</loc></sitemap>" for n in range(50_000))
        + "</sitemapindex>",
    ),
}


async def _send_feed(answer: Answer, body: str) -> None:
    await answer.whole(body.replace("{base}", answer.base_url), headers=XML)


for name, (summary, body) in FEEDS.items():
    always("feed", name, summary, partial(_send_feed, body=body))


@behaviour("feed")
async def feed_of_a_million(_request: Request, answer: Answer) -> None:
    """Announces a million items, some 150 MB."""
    await answer.head(headers=XML)
    await answer.send(HEAD.encode())
    for start in range(0, 1_000_000, 1_000):
        lines = "".join(item(number) for number in range(start, start + 1_000))
        await answer.send(lines.replace("{base}", answer.base_url).encode())
    await answer.send(TAIL.encode())


@behaviour("feed")
async def feed_in_wrong_encoding(_request: Request, answer: Answer) -> None:
    """Declares UTF-16 and sends windows-1252."""
    body = feed([item(1, title="Café society")]).replace('encoding="utf-8"', 'encoding="utf-16"')
    await answer.whole(body.encode("windows-1252"), headers=XML)

"""Reads an article out of a page."""

from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from extractors.article.blocks import read_layout
from extractors.article.body import find_body
from extractors.markup import read_markup
from extractors.article.meta import read_metadata
from extractors.errors import PageError
from extractors.records import Article, Link, Page


def _brand(url: str) -> str:
    """The part of the host that a publisher's sites share: `bbc` of www.bbc.co.uk and bbc.com."""
    labels = (urlsplit(url).hostname or "").split(".")[:-1]
    return max(labels, key=len, default="")


def extract_article(page: Page, *, outlet: str = "") -> Article:
    """The article on a page. Raises PageError with a fixed reason where there is none."""
    markup = read_markup(page)
    tree = LexborHTMLParser(markup.html)
    body = tree.body
    if body is None:
        raise PageError(page.url, "empty")
    metadata = read_metadata(tree, markup.json_ld, page)
    chosen = find_body(read_layout(body), _brand(page.url))
    if not chosen:
        raise PageError(page.url, "empty")
    return Article(
        url=metadata.url,
        title=metadata.title,
        text="\n\n".join(block.text for block in chosen),
        outlet=outlet,
        published=metadata.published,
        modified=metadata.modified,
        standfirst=metadata.standfirst,
        authors=metadata.authors,
        language=metadata.language,
        is_free=metadata.is_free,
        links=tuple(
            Link(urljoin(page.url, href), text, number)
            for number, block in enumerate(chosen)
            for href, text in block.links
        ),
    )

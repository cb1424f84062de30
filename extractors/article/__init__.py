"""Reads an article out of a page: `extract_article` is the way in, the modules beside it are its steps."""

from urllib.parse import urlsplit

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from extractors.article.blocks import read_layout
from extractors.article.body import Body, find_body
from extractors.article.jsonld import plain_line
from extractors.article.meta import Metadata, read_metadata
from extractors.article.paragraphs import Paragraph
from extractors.article.prose import Source
from extractors.article.verdict import confidence, is_garbage, refuse
from extractors.errors import PageError
from extractors.markup import read_markup
from extractors.records import Article, Link, Page
from extractors.urls import resolve_url


def extract_article(page: Page, *, outlet: str = "") -> Article:
    """The article on a page: its text in paragraphs, without the page's chrome, and what the page says about it.

    Raises PageError where there is none: too large, empty, not html, too deep, index page, login wall, consent wall,
    bot check, error page, video only, not text.
    """
    markup = read_markup(page)
    # Without events: otherwise every <option> copies its <select>, which takes minutes on a hostile page.
    tree = LexborHTMLParser(markup.html, options=LexborDocumentOptions.WO_EVENTS)
    if tree.body is None:
        raise PageError(page.url, "empty")
    metadata = read_metadata(tree, markup.json_ld, page)
    layout = read_layout(tree.body)
    body = find_body(layout, Source(_brand(page.url), metadata.title, metadata.authors))
    reason = refuse(tree, layout, metadata, body, page.url)
    if reason in ("empty", "login wall") and len(metadata.body) >= 250:
        body, reason = _stated_body(metadata), None
    text = "\n\n".join(paragraph.text for paragraph in body.paragraphs)
    if reason is None and is_garbage(text):
        reason = "not text"
    if reason is not None:
        raise PageError(page.url, reason)
    return Article(
        url=metadata.url,
        title=metadata.title,
        text=text,
        outlet=outlet,
        published=metadata.published,
        modified=metadata.modified,
        standfirst=_standfirst(metadata, body),
        authors=metadata.authors,
        language=metadata.language,
        is_free=metadata.is_free,
        links=_links(body, page.url),
        confidence=confidence(metadata, body),
    )


def _brand(url: str) -> str:
    """The part of the host that a publisher's sites share: `bbc` of www.bbc.co.uk and bbc.com."""
    labels = (urlsplit(url).hostname or "").split(".")[:-1]
    return max(labels, key=len, default="")


def _stated_body(metadata: Metadata) -> Body:
    """The body as JSON-LD gives it, for pages that a script would fill."""
    lines = [line for part in metadata.body.splitlines() if (line := plain_line(part))]
    return Body(tuple(Paragraph(line) for line in lines), 0.0, sum(map(len, lines)), None)


def _standfirst(metadata: Metadata, body: Body) -> str | None:
    """The standfirst shown above the body, else the page's description; not one that repeats the first paragraphs."""
    if body.standfirst:
        return body.standfirst
    stated = metadata.description
    if not stated or stated.endswith(("…", "...")) or len(stated) < 20:
        return None
    opening = " ".join(paragraph.text for paragraph in body.paragraphs[:3])
    return None if stated.rstrip(". ")[:60].casefold() in opening.casefold() else stated


def _links(body: Body, url: str) -> tuple[Link, ...]:
    return tuple(
        Link(found, text, number)
        for number, paragraph in enumerate(body.paragraphs)
        for href, text in paragraph.links
        if not href.startswith("#") and (found := resolve_url(url, href))
    )

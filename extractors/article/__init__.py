"""Reads an article out of a page: `extract_article` is the way in, the modules beside it are its steps."""

from dataclasses import replace
from urllib.parse import urlsplit

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from extractors.article.blocks import Layout, read_layout
from extractors.article.body import Body, find_body
from extractors.article.meta import Metadata, read_metadata
from extractors.article.paragraphs import Paragraph
from extractors.article.prose import Source
from extractors.article.unfilled import find_stated, is_unfilled
from extractors.article.verdict import confidence, is_garbage, refuse
from extractors.controls import without_controls
from extractors.errors import PageError
from extractors.markup import read_markup
from extractors.records import Article, Link, Page, Selectors
from extractors.selectors import find_selected_body, find_selected_title, remove_selected
from extractors.urls import resolve_url

_NO_SELECTORS = Selectors()


def extract_article(page: Page, *, outlet: str = "", selectors: Selectors = _NO_SELECTORS) -> Article:
    """The article on a page: its text in paragraphs, without the page's chrome, and what the page says about it.

    `selectors` are the outlet's own, each a valid one; where they find nothing the page is read as any other.

    Raises PageError where there is none: too large, empty, not html, too deep, index page, login wall, consent wall,
    bot check, error page, video only, not text.
    """
    markup = read_markup(page)
    # Without events: otherwise every <option> copies its <select>, which takes minutes on a hostile page.
    tree = LexborHTMLParser(markup.html, options=LexborDocumentOptions.WO_EVENTS)
    if tree.body is None:
        raise PageError(page.url, "empty")
    remove_selected(tree, selectors)
    metadata = read_metadata(tree, markup.json_ld, page)
    title = find_selected_title(tree, selectors)
    if title:
        metadata = replace(metadata, title=title)
    source = Source(_brand(page.url), metadata.title, metadata.authors)
    layout, body = _read_body(tree, source, selectors)
    reason = refuse(tree, layout, metadata, body, page.url)
    if reason is None and is_unfilled(layout, body):
        reason = "empty"
    stated = None if layout.is_chosen else find_stated(metadata, source, body, reason)
    if stated is not None:
        body, reason = stated, None
    if reason is None and is_garbage("\n".join(paragraph.text for paragraph in body.paragraphs)):
        reason = "not text"
    body = _without_controls(body)
    if reason is None and not body.paragraphs:
        reason = "empty"
    if reason is not None:
        raise PageError(page.url, reason)
    return _build_article(metadata, body, page.url, outlet)


def _without_controls(body: Body) -> Body:
    """The body without the characters that would steer a terminal or a mail program."""
    lines = [(without_controls(paragraph.text).strip(), paragraph.links) for paragraph in body.paragraphs]
    return replace(body, paragraphs=tuple(Paragraph(line, links) for line, links in lines if line))


def _build_article(metadata: Metadata, body: Body, url: str, outlet: str) -> Article:
    standfirst = _standfirst(metadata, body)
    return Article(
        url=metadata.url,
        title=without_controls(metadata.title),
        text="\n\n".join(paragraph.text for paragraph in body.paragraphs),
        outlet=outlet,
        published=metadata.published,
        modified=metadata.modified,
        standfirst=without_controls(standfirst) if standfirst else None,
        authors=tuple(map(without_controls, metadata.authors)),
        language=metadata.language,
        is_free=not body.is_cut_off if metadata.is_free is None else metadata.is_free,
        links=_links(body, url),
        confidence=confidence(metadata, body),
    )


def _read_body(tree: LexborHTMLParser, source: Source, selectors: Selectors) -> tuple[Layout, Body]:
    """The body where the outlet says that it is, else where it looks like one."""
    chosen = find_selected_body(tree, selectors)
    if chosen:
        layout = read_layout(*chosen, is_chosen=True)
        body = find_body(layout, source)
        if body.paragraphs:
            return layout, body
    assert tree.body is not None
    layout = read_layout(tree.body)
    return layout, find_body(layout, source)


def _brand(url: str) -> str:
    """The part of the host that a publisher's sites share: `bbc` of www.bbc.co.uk and bbc.com."""
    labels = (urlsplit(url).hostname or "").split(".")[:-1]
    return max(labels, key=len, default="")


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
        Link(found, without_controls(text), number)
        for number, paragraph in enumerate(body.paragraphs)
        for href, text in paragraph.links
        if not href.startswith("#") and (found := resolve_url(url, href))
    )

"""Whether a page that was read holds an article at all, and how sure its reading is."""

import re
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from extractors.article.blocks import Layout
from extractors.article.body import Body
from extractors.article.meta import Metadata
from extractors.article.prose import HEADINGS

_SHORT = 600
_SHOWN = 5_000
_ERROR_TITLE = re.compile(
    r"^(?:error\b|(?:40[0-9]|410|50[0-9])(?:\W|$)|(?:page |article |story )?not found|page (?:unavailable|missing)"
    r"|oops\b|access denied|forbidden|service unavailable|bad gateway)|\b(?:404|page not found|page doesn[’']t "
    r"exist)\b",
    re.I,
)
_BOT_CHECK = re.compile(
    r"\bjust a moment\b|are you (?:a )?(?:robot|human)|verify(?:ing)? (?:that )?you are (?:a )?human"
    r"|unusual (?:traffic|activity)|attention required|checking your browser|captcha|enable javascript and cookies",
    re.I,
)
_LOGIN = re.compile(
    r"\b(?:log|sign) ?in\b|\bsubscribe\b|\bsubscribers?\b|\balready (?:a member|registered|have an account)\b"
    r"|\bcreate (?:an |a free )?account\b|\bto (?:continue|keep|finish) reading\b",
    re.I,
)
_CONSENT = re.compile(r"\b(?:cookies?|consent|personal data|privacy (?:policy|choices))\b", re.I)

# Characters that no writing has: controls, and what stands for bytes that could not be read.
_ODD_SHARE = 0.02


def refuse(tree: LexborHTMLParser, layout: Layout, metadata: Metadata, body: Body, url: str) -> str | None:
    """The reason for which a page is no article; None where it is one."""
    if _is_index(layout, metadata, body, url):
        return "index page"
    if body.prose >= _SHORT:
        return None
    text = " ".join(paragraph.text for paragraph in body.paragraphs)
    return _refuse_short(tree, layout, metadata, text)


def _refuse_short(  # noqa: PLR0911 (a list of reasons, first match wins)
    tree: LexborHTMLParser, layout: Layout, metadata: Metadata, text: str
) -> str | None:
    """The reason for which a page with little text is no article, if there is one."""
    shown = " ".join(block.text for block in layout.blocks)[:_SHOWN]
    if _ERROR_TITLE.search(metadata.title) and not metadata.is_article:
        return "error page"
    if not metadata.is_article or not text:
        if _BOT_CHECK.search(metadata.title) or (not text and _BOT_CHECK.search(shown)):
            return "bot check"
        if tree.css_first('input[type="password"]') is not None and len(text) < _SHORT:
            return "login wall"
        if len(_CONSENT.findall(text or shown)) >= 4:
            return "consent wall"
    if len(text) < 250 and metadata.is_video:
        return "video only"
    if not text:
        return "login wall" if metadata.is_free is False or len(_LOGIN.findall(shown)) >= 3 else "empty"
    return None


def _is_index(layout: Layout, metadata: Metadata, body: Body, url: str) -> bool:
    """Whether the page lists articles: many linked headlines, little prose, and no word of being an article."""
    if metadata.is_article and not metadata.is_collection and len(urlsplit(url).path) > 1:
        return False
    headlines = sum(
        1
        for block in layout.blocks
        if block.link_chars * 10 >= len(block.text) * 9
        and (len(block.text) >= 25 or (layout.boxes[block.box].tag in HEADINGS and len(block.text) >= 15))
    )
    if len(urlsplit(url).path) <= 1 or metadata.is_collection:
        return headlines >= 8 and body.share < 0.9
    longest = max((len(paragraph.text) for paragraph in body.paragraphs), default=0)
    return headlines >= 15 and metadata.published is None and (body.prose < headlines * 60 or longest < 250)


def confidence(metadata: Metadata, body: Body) -> float:
    """From 0 to 1, how far the reading can be trusted: by the body's length and share and by the page's own word."""
    score = 0.3 + 0.25 * min(1.0, body.prose / 1_500) + 0.2 * min(1.0, body.share / 0.6)
    score += 0.1 * metadata.is_article + 0.05 * (metadata.published is not None) + 0.05 * bool(metadata.title)
    if metadata.body:
        # The page's own copy of the text is often cut short, but not longer than what was read.
        score += 0.05 if body.prose * 1.2 >= len(metadata.body) else -0.2
    return round(max(0.05, min(1.0, score)), 2)


def is_garbage(text: str) -> bool:
    """Whether a text is bytes of something else: a picture or an archive that was served as a page."""
    if "\ufffd" not in text and text.replace("\n", "").replace("\t", "").isprintable():
        return False
    odd = sum(not (char.isprintable() or char in "\n\t") or char == "\ufffd" for char in text)
    return odd > max(5, len(text) * _ODD_SHARE)

"""Parts of a page that speak of something else than its article: today, other articles, what readers say."""

import re

from selectolax.lexbor import LexborNode

_NAMES = re.compile(
    r"current|(?<![a-z])(?:todays?(?:[-_]?date)?|rel)(?![a-z])|related|recirc|recommend|trending|teaser|promo"
    r"|(?:more|latest|popular|other|top)[-_]?(?:stor|news|article|post|from)|most[-_]?(?:read|popular|viewed)"
    r"|(?:read|see)[-_]?(?:next|also|more)|up[-_]?next|sidebar|(?<![a-z])ticker"
    # "tone-comment" is an opinion, "responsive" a picture.
    r"|(?:^|\s)(?:(?:wp|post|user|article|entry)[-_])?comments?(?:$|\s|[-_]?(?:list|area|section|thread|meta|body|content"
    r"|author|item|publi|date|time|box|wrap|container|block|repl|\d))|(?<![a-z])(?:repl(?:y|ies)|respon(?:d|ses?))(?![a-z])",
    re.I,
)
_MOST_PARENTS = 12
# How far around a by-line a card reaches.
_CARD = 3


def names_of(node: LexborNode) -> str:
    """An element's class and id."""
    return f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"


def is_of_other(node: LexborNode) -> bool:
    """Whether an element stands in a box of links to other articles or of readers' comments, or says what day it is."""
    around: LexborNode | None = node
    for _ in range(_MOST_PARENTS):
        if around is None or around.tag in ("body", "html", "main"):
            break
        if around.tag in ("aside", "nav") or _NAMES.search(names_of(around)):
            return True
        around = around.parent
    return False


def is_in_card(node: LexborNode) -> bool:
    """Whether an element stands in a card of another article: beside a heading that is a link."""
    around = node.parent
    for _ in range(_CARD):
        if around is None or around.tag in ("body", "html", "main") or around.css_first("h1") is not None:
            break
        if around.css_first("h2 a[href], h3 a[href], h4 a[href], a[href] h2, a[href] h3, a[href] h4") is not None:
            return True
        around = around.parent
    return False


def is_in_site_head(node: LexborNode) -> bool:
    """Whether an element stands in the <header> of the site, not in that of the article, which has its heading."""
    is_in_head = False
    around = node.parent
    for _ in range(_MOST_PARENTS):
        if around is None or around.tag in ("body", "html"):
            break
        if around.tag in ("article", "main"):
            return False
        is_in_head = is_in_head or (around.tag == "header" and around.css_first("h1") is None)
        around = around.parent
    return is_in_head

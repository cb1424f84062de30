"""Which parts of a page are its chrome, by the names that page makers give them."""

import re
from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache

# Elements whose text is never the article's.
SKIPPED_TAGS = frozenset(
    """
    script style noscript template svg math nav button select option textarea iframe img object embed audio
    video canvas map input dialog menu head title progress
    """.split()  # noqa: SIM905 (as a list it would fill a page)
)


class Chrome(IntEnum):
    """How surely a box is chrome: a WEAK one that holds much of the page's prose is believed to be body after all.

    HIDDEN is as STRONG, and not shown to readers.
    """

    NONE = 0
    WEAK = 1
    STRONG = 2
    HIDDEN = 3


_TAGS = {
    "figcaption": Chrome.STRONG,
    "caption": Chrome.STRONG,
    "footer": Chrome.STRONG,
    "form": Chrome.WEAK,
    "figure": Chrome.WEAK,
    "aside": Chrome.WEAK,
}
UNSHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


class Role(IntEnum):
    """What an element says that it is, apart from chrome."""

    NONE = 0
    BODY = 1
    STANDFIRST = 2


class _Word(IntEnum):
    NONE = 0
    WEAK = 1
    STRONG = 2
    STANDFIRST = 3
    BODY = 4
    ARTICLE = 5


_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_EDGES = r"(?:^|[\s_-])(?:%s)(?=$|[\s_-])"
_STRONG = re.compile(
    _EDGES
    % r"""
      comments? | comment-?(?:list|section|area|thread|form)\w* | sign-?in(?:-?\w+)? | log-?in(?:-?\w+)?
      | register | registration | identity-?\w* | disqus\w* | respond | livefyre | coral
    | share | shares | sharing | share-?(?:bar|tools|buttons?|links|list|icons?) | social
    | social-?(?:bar|links|share|icons)\w*
    | newsletters?(?:-?\w*)? | subscribe | subscription | sign-?up | signup-?\w*
    | related | related-?\w+ | recirc\w* | recommend(?:ed|ations?)?
    | more-?(?:stories|news|from|articles|like-this|on-this|coverage)
    | read-?(?:more|next|also) | also-read | see-also | further-reading | up-?next | you-may-(?:also-)?like
    | footer | site-?footer | page-?footer | breadcrumbs? | pagination | navbar | nav-?(?:bar|menu|list) | menu
    | sitemap
    | author-?(?:bio|box|info|card|block|details|profile|about) | about-?(?:the-?)?authors? | bio | authorbio
    | cookies? | cookie-?\w+ | consent | gdpr | onetrust\w* | outbrain | taboola | zergnet | sharedaddy
    | addtoany | jp-relatedposts | yarpp
    | most-?(?:read|popular|viewed|shared|commented) | trending | popular-?(?:posts|stories|articles)
    | fact-?box\w* | info-?box\w* | glossary | key-?terms | screen-?reader(?:-text)? | sr-only
    | visually-?hidden | assistive-text | skip-?(?:link|to)
    | advert | advertisement | adslot | ad-?(?:slot|unit|container|wrapper|box|label) | sponsored(?:-?\w+)?
    | breaking-?news | ticker | correction-?form | feedback | rating | poll | quiz | donate | donation
    """,
    re.X,
)
_STANDFIRST = re.compile(
    _EDGES
    % r"stand-?firsts? | de(?:k|cks?) | excerpts? | post-?excerpt\w* | summary | sub-?(?:title|head(?:line|ing)?)s?",
    re.X,
)
_WEAK = re.compile(
    _EDGES
    % r"""
      promos? | promo-?\w+ | teasers? | side-?bar | sidebars? | nav | navigation | pager | aside | rail
      | widgets? | widget-?area
    | bylines? | byline-?\w* | authors? | contributors? | follow | followers | tools | toolbars?
    | ads? | sponsor | dfp | gpt | mpu | leaderboard | regwall | meter | modal | popup | overlay | tooltip | toast
    | captions? | image-?caption | photos? | credits? | gallery | gallery-?\w+ | carousel | tags? | tag-?list
    | topics? | categories | keywords | labels?
    | popular | latest | top-stories | headlines | print-?only | hidden(?!-(?:xs|sm|md|lg))
    | hide(?!-(?:xs|sm|md|lg|on)) | copyright | disclaimer | legal
    | timestamp | metadata | meta | post-?meta | entry-?meta | article-?meta | video-?(?:player|caption|info)
    | podcasts? | app-?download | download-?app | callout | cta | banner | alert | notice | header | masthead
    | toc | table-of-contents
    """,
    re.X,
)
_CAPTION = re.compile(r"caption|credit|by-?line|\bauthors?\b|timestamp|dateline")
_PULL_QUOTE = re.compile(r"pull-?quote")
_ARTICLE_BODY = re.compile(
    _EDGES % r"(?:article|story|entry|post)-?(?:body|content|text|copy)s? | article-?body-?(?:text|content)", re.X
)
_BODY = re.compile(
    _EDGES
    % r"""(?:article|story|entry|post|body|main|page)-?(?:body|content|text|copy|main)s? | content-?body
    | article-?text
    | articlebody | prose | rich-?text | body-?(?:copy|text) | paywall-content | articlebody
    """,
    re.X,
)


# What content systems write on an article's element: its tags, categories and state say nothing about its part; nor
# does the kind of a field.
_TAXONOMY = re.compile(
    r"(?:field--?(?:type|label|widget)-\S+|(?:tag|category|format|status|type|has|is|channel|section|topic)-\S+|post-\d+|(?:[a-z0-9]+-){5,}[a-z0-9]+)"
)
# A page builder calls every part of a page a widget: what comes after says which.
_BUILDER = re.compile(r"elementor-widget-?")
# What a button shows.
_TOGGLED = re.compile(r"(?:read|show|see|view)-?more|hid(?:e|den)\b|collaps|expand")


def read_box(tag: str, names: str, attributes: Mapping[str, str | None]) -> tuple[Chrome, Role]:
    """How surely an element is chrome, by its tag, its names and whether it is shown; and the role it claims."""
    chrome = _TAGS.get(tag, Chrome.NONE)
    role = Role.NONE
    if names:
        named, role = _read_names(names)
        chrome = max(chrome, named)
    if tag == "p":
        # Paragraphs that a script hides are the body behind a soft paywall; hidden boxes are menus and dialogs.
        return Chrome.NONE if chrome == Chrome.WEAK and not _CAPTION.search(names.lower()) else chrome, role
    if not attributes:
        return chrome, role
    style = attributes.get("style")
    if "hidden" in attributes or attributes.get("aria-hidden") == "true" or (style and UNSHOWN.search(style)):
        return Chrome.HIDDEN, Role.NONE
    return chrome, Role.BODY if attributes.get("itemprop") == "articleBody" else role


def may_show_text(tag: str, names: str) -> bool:
    """Whether an element is taken for chrome by its tag alone and may show text all the same: a table or a post."""
    return tag == "figure" and _read_names(names)[0] == Chrome.NONE and not _PULL_QUOTE.search(names.lower())


def may_hide_body(names: str) -> bool:
    """Whether a box of these names may be what a button shows of the body: none is a name of other chrome."""
    return all(
        _read_word(word) not in (_Word.WEAK, _Word.STRONG, _Word.STANDFIRST) or _TOGGLED.search(word.lower())
        for word in names.split()
    )


@lru_cache(maxsize=5_000)
def _read_names(names: str) -> tuple[Chrome, Role]:
    """What a class and id string (blank-separated) says about its element."""
    words = {_read_word(word) for word in names.split()}
    if _Word.ARTICLE in words:
        return Chrome.NONE, Role.BODY
    if _Word.BODY in words:
        return Chrome.NONE, Role.NONE
    if _Word.STRONG in words:
        return Chrome.STRONG, Role.NONE
    if _Word.STANDFIRST in words:
        return Chrome.STRONG, Role.STANDFIRST
    return Chrome.WEAK if _Word.WEAK in words else Chrome.NONE, Role.NONE


@lru_cache(maxsize=50_000)
def _read_word(word: str) -> _Word:
    spread = _BUILDER.sub("", _CAMEL.sub("-", word).lower(), count=1)
    if _TAXONOMY.fullmatch(spread):
        return _Word.NONE
    if _ARTICLE_BODY.search(spread):
        return _Word.ARTICLE
    if _BODY.search(spread):
        return _Word.BODY
    if _STRONG.search(spread):
        return _Word.STRONG
    if _STANDFIRST.search(spread):
        return _Word.STANDFIRST
    return _Word.WEAK if _WEAK.search(spread) else _Word.NONE

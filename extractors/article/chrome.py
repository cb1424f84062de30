"""Which parts of a page are its chrome, by the names that page makers give them."""

import re
from enum import IntEnum
from functools import lru_cache

# Elements whose text is never the article's.
SKIPPED_TAGS = frozenset(
    ("script", "style", "noscript", "template", "svg", "math", "nav", "button", "select", "option", "textarea", "iframe")
    + ("object", "embed", "audio", "video", "canvas", "map", "input", "dialog", "menu", "head", "title", "progress")
)


class Chrome(IntEnum):
    """How surely a box is chrome: a WEAK one that holds much of the page's prose is believed to be body after all."""

    NONE = 0
    WEAK = 1
    STRONG = 2


_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_EDGES = r"(?:^|[\s_-])(?:%s)(?=$|[\s_-])"
_STRONG = re.compile(
    _EDGES
    % r"""
      comments? | comment-?(?:list|section|area|thread|form)\w* | sign-?in(?:-?\w+)? | log-?in(?:-?\w+)? | register | registration | identity-?\w* | disqus\w* | respond | livefyre | coral
    | share | shares | sharing | share-?(?:bar|tools|buttons?|links|list|icons?) | social | social-?(?:bar|links|share|icons)\w*
    | newsletters?(?:-?\w*)? | subscribe | subscription | sign-?up | signup-?\w*
    | related | related-?\w+ | recirc\w* | recommend(?:ed|ations?)? | more-?(?:stories|news|from|articles|like-this|on-this|coverage)
    | read-?(?:more|next|also) | also-read | see-also | further-reading | up-?next | you-may-(?:also-)?like
    | footer | site-?footer | page-?footer | breadcrumbs? | pagination | navbar | nav-?(?:bar|menu|list) | menu | sitemap
    | author-?(?:bio|box|info|card|block|details|profile|about) | about-?(?:the-?)?authors? | bio | authorbio
    | cookies? | cookie-?\w+ | consent | gdpr | onetrust\w* | outbrain | taboola | zergnet | sharedaddy | addtoany | jp-relatedposts | yarpp
    | most-?(?:read|popular|viewed|shared|commented) | trending | popular-?(?:posts|stories|articles)
    | fact-?box\w* | info-?box\w* | glossary | key-?terms | screen-?reader(?:-text)? | sr-only | visually-?hidden | assistive-text | skip-?(?:link|to)
    | advert | advertisement | adslot | ad-?(?:slot|unit|container|wrapper|box|label) | sponsored(?:-?\w+)?
    | breaking-?news | ticker | correction-?form | feedback | rating | poll | quiz | donate | donation
    """,
    re.X,
)
_WEAK = re.compile(
    _EDGES
    % r"""
      promos? | promo-?\w+ | teasers? | side-?bar | sidebars? | nav | navigation | pager | aside | rail | widgets? | widget-?area
    | bylines? | byline-?\w* | authors? | contributors? | follow | followers | tools | toolbars?
    | ads? | sponsor | dfp | gpt | mpu | leaderboard | regwall | meter | modal | popup | overlay | tooltip | toast
    | captions? | image-?caption | photos? | credits? | gallery | gallery-?\w+ | carousel | tags? | tag-?list | topics? | categories | keywords | labels?
    | popular | latest | top-stories | headlines | print-?only | hidden(?!-(?:xs|sm|md|lg)) | hide(?!-(?:xs|sm|md|lg|on)) | copyright | disclaimer | legal
    | timestamp | metadata | meta | post-?meta | entry-?meta | article-?meta | video-?(?:player|caption|info)
    | podcasts? | app-?download | download-?app | callout | cta | banner | alert | notice | header | masthead | toc | table-of-contents
    """,
    re.X,
)
_CAPTION = re.compile(_EDGES % r"(?:\w+-?)?captions? | credits? | by-?line\w* | authors? | timestamp | dateline-time", re.X)
_BODY = re.compile(
    _EDGES
    % r"""(?:article|story|entry|post|body|main|page)-?(?:body|content|text|copy|main)s? | content-?body | article-?text
    | articlebody | prose | rich-?text | body-?(?:copy|text) | paywall-content | article__body
    """,
    re.X,
)


# What content systems write on an article's element: its tags, categories and state say nothing about its part.
_TAXONOMY = re.compile(r"(?<!\S)(?:(?:tag|category|format|status|type|has|is|channel|section|topic)-\S+|post-\d+)")


@lru_cache(maxsize=20_000)
def read_names(names: str) -> Chrome:
    """What a class and id string (blank-separated) says about its element."""
    spread = _TAXONOMY.sub("", _CAMEL.sub("-", names).lower())
    if _BODY.search(spread):
        return Chrome.NONE
    if _STRONG.search(spread):
        return Chrome.STRONG
    return Chrome.WEAK if _WEAK.search(spread) else Chrome.NONE


@lru_cache(maxsize=20_000)
def is_body_name(names: str) -> bool:
    """Whether the names are those of an article's body."""
    return bool(_BODY.search(_CAMEL.sub("-", names).lower()))


@lru_cache(maxsize=20_000)
def is_caption_name(names: str) -> bool:
    """Whether the names are those of a caption or by-line, as paragraphs carry them too."""
    return bool(_CAPTION.search(_CAMEL.sub("-", names).lower()))

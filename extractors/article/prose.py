"""Which blocks inside an article's body are its prose, told by their own text."""

import re

from extractors.article.blocks import Block

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LOOSE_TAGS = frozenset(("div", "section", "article", "main", "body", "center", "header", "figure", "details", "summary"))
_SENTENCE_END = re.compile(r"[.!?…।:;][\"'”’)\]]*$|[\"”]$")
_NUMBERED = re.compile(r"\d{1,2}[.)] ")
_LEAD_TO_OTHERS = re.compile(
    r"^(?:read (?:more|next|also|the)|also read|read|more|more on this|see also|see more|related|related (?:stories|articles?|topics?|reading)|"
    r"watch|listen|don.t miss|don't miss|recommended|more from|more on|you may also like|up next|trending|editor.s picks?|"
    r"must read|further reading|explore more|find out more|click here|image|photo|pictured|advertisement|story continues below)"
    r"(?:\s*[:|>»–—-]|$)",
    re.I,
)
_PLUG = re.compile(
    r"""\b(?:sign(?:ing)?[ -]?up|subscribe|register)\b.{0,80}\b(?:newsletters?|inbox|e-?mails?|alerts?|magazine|channel)\b
    | ^(?:sign[ -]?up|subscribe|register|create (?:an|your) (?:free )?account|log ?in|sign ?in)\b.{0,80}$
    | \bnewsletters?\b.{0,60}\b(?:sign[ -]?up|subscribe|inbox|delivered)\b
    | \b(?:delivered|straight|sent|direct(?:ly)?)\b.{0,30}\b(?:to|into|through)\ your\b.{0,12}\b(?:inbox|letterbox|door|mailbox|phone)\b
    | ^(?:follow|like|join|find|add|connect\ with)\b.{0,60}\b(?:on|as)\b.{0,30}\b(?:facebook|twitter|x|instagram|tiktok|linkedin|threads|bluesky|telegram|whatsapp|youtube|google\ news|preferred\ source)\b.{0,80}$
    | \bon\ our\ (?:facebook|twitter|whatsapp|telegram|instagram|youtube)\b
    | ^(?:click|tap)\ here\b | \bclick\ here\ (?:for|to)\b.{0,60}$
    | ^(?:share|comment|like|tweet|print|e-?mail|save)\ (?:this|on|your|with)\b.{0,80}$ | \bshare\ (?:it|this)\ with\ (?:a\ friend|your\ friends)\b
    | ^(?:do\ you\ have|have|got)\ (?:a|any)\ (?:story|tip|news\ tip|question|comment)s?\b | \b(?:email|contact|get\ in\ touch\ with)\ (?:us|our\ (?:news|web|editorial)?\ ?team|the\ (?:author|reporter|writer))\b.{0,80}$
    | \bearn\b.{0,20}\bcommission\b | \baffiliate\ (?:links?|commission|partners?)\b | \bindependently\ (?:selected|select|chosen|reviewed)\b
    | ^(?:our|this)\ (?:website|site)\b.{0,30}\b(?:is\ the\ place|uses\ cookies)\b | \bwe\ use\ cookies\b | \bcookie\ (?:policy|settings|preferences)\b
    | ^\(?(?:additional\ )?(?:reporting|writing|editing|compiled|edited|reported|written)\ (?:by|and\ (?:writing|editing)\ by)\b.{0,250}$
    | ^(?:©|\(c\)|copyright\b).{0,120}$ | \ball\ rights\ reserved\b
    | ^this\ (?:story|article|post)\ (?:has\ been|was)\ (?:automatically|auto-)
    | ^(?:advertisement|advertising|sponsored|promoted|story\ continues|article\ continues|scroll\ (?:down|to))\b.{0,50}$
    | ^\[[\w-]+\b[^\]]*\].*\[/[\w-]+\]$ | ^_{3,}$ | ^\W{0,5}$
    | ^(?:\d+|no|view|show|leave\ a|post\ a|add\ a)\ comments?\b.{0,40}$
    | ^(?:updated|published|posted|last\ (?:updated|modified))\b.{0,60}\d{4}.{0,30}$
    | ^https?://\S+\.(?:jpe?g|png|gif|webp|svg)\b | \bfollow\ (?:him|her|them|us|me)\ (?:on|at)\b | \breCAPTCHA\b
    | ^with\ files\ from\b.{0,120}$
    | ^[A-Z].{5,160}\((?:image|photo|picture|credit|pic)s?\s?:[^)]{1,80}\)$
    | ^[A-Z].{5,160}\b(?:image|photo|picture)\ credits?:.{1,80}$
    | ^(?:image|photo|picture|illustration|video|source|credit)s?(?:\ (?:credit|by|courtesy))?\s?[:/].{1,100}$
    """,
    re.I | re.X,
)
_MAX_PLUG = 400


def prose_weight(block: Block, tag: str) -> int:
    """How many characters of running text a block counts for."""
    size = len(block.text)
    if size < 40 or tag in HEADINGS or block.link_chars * 2 > size:
        return 0
    return size - block.link_chars


def keep_prose(blocks: list[tuple[Block, str]], brand: str) -> list[Block]:
    """The prose among the blocks of a body: without plugs, pointers elsewhere, labels, and what trails after the end."""
    kept: list[Block] = []
    last = 0
    for block, tag in blocks:
        if tag == "h1" or is_plug(block, tag, brand):
            continue
        kept.append(block)
        if tag not in HEADINGS and (block.link_chars or prose_weight(block, tag) or _SENTENCE_END.search(block.text)):
            last = len(kept)
    return kept[:last]


def is_plug(block: Block, tag: str, brand: str) -> bool:
    """Whether a block in the body is no part of what the article says."""
    text = block.text
    size = len(text)
    if size <= _MAX_PLUG and (_LEAD_TO_OTHERS.match(text) or _PLUG.search(text)):
        return True
    if block.link_chars * 2 > size:
        is_sentence = tag in ("p", "li", "blockquote") and size - block.link_chars >= 1 and _SENTENCE_END.search(text)
        # What links to other sites is the article's own material: sources, offers. Lists of the own site are not.
        is_source = size >= 20 and (tag in ("p", "li") or size > 80) and all(_is_external(href, brand) for href, _ in block.links)
        return not (is_sentence or is_source)
    return tag in _LOOSE_TAGS and size < 120 and not _SENTENCE_END.search(text)


def _is_external(href: str, brand: str) -> bool:
    return href.startswith(("http://", "https://", "//")) and brand not in href.split("/", 3)[2]

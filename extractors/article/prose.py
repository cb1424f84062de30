"""Which blocks inside an article's body are its prose, told by their own text."""

from extractors.article.blocks import Block
from extractors.article.plugs import is_plug

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LOOSE_TAGS = frozenset(("div", "section", "article", "main", "body", "center", "header", "figure", "details", "summary"))
_CLOSERS = "\"'”’)]»"
_ENDS = ".!?…।:;。！？"


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
        if tag == "h1" or not _is_prose(block, tag, brand):
            continue
        kept.append(block)
        if tag not in HEADINGS and (block.link_chars or prose_weight(block, tag) or _ends_sentence(block.text)):
            last = len(kept)
    return kept[:last]


def _is_prose(block: Block, tag: str, brand: str) -> bool:
    """Whether a block in the body is part of what the article says."""
    text = block.text
    size = len(text)
    if is_plug(text):
        return False
    if block.link_chars * 2 > size:
        # What links to other sites is the article's own material: sources, offers. Lists of the own site are not.
        if tag in ("p", "li", "blockquote") and size > block.link_chars and _ends_sentence(text):
            return True
        is_long_enough = size >= 20 and (tag in ("p", "li") or size > 80)
        return is_long_enough and all(_is_external(href, brand) for href, _ in block.links)
    return tag not in _LOOSE_TAGS or size >= 120 or _ends_sentence(text)


def _is_external(href: str, brand: str) -> bool:
    return href.startswith(("http://", "https://", "//")) and brand not in href.split("/", 3)[2]


def _ends_sentence(text: str) -> bool:
    bare = text.rstrip(_CLOSERS)
    return bare.endswith(tuple(_ENDS)) or text.endswith(("”", '"', "»"))

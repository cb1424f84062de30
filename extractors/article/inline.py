"""What stands within a line without being words of it: hidden parts, marks of footnotes, raised figures, borders."""

import re
from collections.abc import Mapping
from functools import lru_cache

from selectolax.lexbor import LexborNode

from extractors.article.chrome import UNSHOWN

# What a reader is told not to read: struck figures are withdrawn, ruby repeats the word that it stands above.
STRUCK_TAGS = frozenset(("s", "del", "strike", "rt", "rp"))
_FOR_EARS = re.compile(
    r"(?<![a-z:])(?<!not-)(?:sr-only|screen-?reader(?:-text|-only)?|visually-?hidden|assistive-text)(?![a-z])", re.I
)
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2044\u2060\u2066-\u2069\ufeff]")
_MAX_MARK = 40
_MARK = re.compile(r"(?:\[[^\[\]]{1,30}\][\s,]*)+|\(\d{1,3}\)|\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*|[*†‡§¶]+")
_EXPONENT = re.compile(r"[-−]?\d{1,2}")
# A power of ten, a unit or a letter; "$30 m" is an amount, and what is raised after it a mark.
_BASE = re.compile(
    r"(?P<money>[$€£¥₹]\s?\d[\d.,]*\s?\w*$)|(?<![\w.,])10$|(?:^|[\W\d])(?:[a-z]|[kcdm]m|ft|in|yd|mi|mc)$", re.I
)
_FIGURE = re.compile(r"\d[\d.,]*\s?[^\W\d]*$")
_RAISED = str.maketrans("0123456789-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")


def is_unseen(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element within a line is not shown, or only for those who listen to the page."""
    if "hidden" in attributes:
        return True
    style, names = attributes.get("style"), attributes.get("class")
    return bool((style and UNSHOWN.search(style)) or (names and _is_for_ears(names)))


@lru_cache(maxsize=5_000)
def _is_for_ears(names: str) -> bool:
    return _FOR_EARS.search(names) is not None


def as_shown(text: str) -> str:
    """The text without characters that nobody sees, which would part a figure from its unit: soft hyphens, spaces
    without width, joiners, turns of the writing direction. A fraction slash is a slash.
    """
    return text if text.isascii() or not _INVISIBLE.search(text) else _INVISIBLE.sub("", text.replace("\u2044", "/"))


def read_raised(node: LexborNode, before: str) -> str | None:
    """What a <sup> adds to the text `before` it: nothing for a footnote's mark; None where it is as any other text."""
    text = node.text_lexbor().strip()
    if len(text) > _MAX_MARK:
        return None
    following = node.next
    if text.isdecimal() and following is not None:
        begins = (following.text_lexbor() or "").lstrip()[:1]
        if following.tag == "sub" and begins.isdecimal():
            return f" {text}/"
        if following.tag == "-text" and begins in ("/", "\u2044"):
            return f" {text}"
    base = _BASE.search(before[-_MAX_MARK:])
    if base and not base["money"] and _EXPONENT.fullmatch(text):
        return text.translate(_RAISED)
    # After a word brackets say themselves what they are; beside a figure they would be another, or part it from its
    # unit, and after a sentence they would hide its end.
    if text[:1] in ("[", "(") and before[-1:].isalpha() and not _FIGURE.search(before[-_MAX_MARK:]):
        return None
    return "" if _MARK.fullmatch(text) else None


def is_border(left: str, right: str) -> bool:
    """Whether the texts of two elements side by side are two: otherwise "2025" and "30 million" would be one figure.

    A letter alone is an initial that is drawn large; digits each in an element of its own are a counter.
    """
    if not (left[-1:].isalnum() and right[:1].isdecimal()):
        return False
    return len(left) > 1 or (left.isdecimal() and len(right) > 1)

"""Where a name begins and ends: what the tagger leaves on or off at the edges of a span, mended by rule."""

import re
from collections.abc import Callable

from extractors.words import Words

Extent = tuple[int, int]

_LEFT = re.compile(r"[\"“”‘’'«»„,;:.()\[\]–—-]")
_RIGHT = re.compile(r"[\"“”‘’'«»„,;:\[(–—-]")
_HONORIFIC = re.compile(r"Mr|Mrs|Ms|Mx|Dr|Sir|Dame|Lord|Lady|Professor|Prof|Mme|Monsieur")
_INITIAL = re.compile(r"[B-HJ-Z]")
_LEGAL = re.compile(r"Co|Inc|Corp|Ltd|LLC|Limited|PLC|plc|AG|GmbH|AB|Oy|BV|NV|SA|SpA|KK|AS")
# What a reporter puts before a firm's name, in small letters: "the Turin studio Lark & Daughters".
_DESCRIPTOR = frozenset(
    {
        "studio",
        "collective",
        "company",
        "startup",
        "up",
        "firm",
        "outfit",
        "house",
        "group",
        "streamer",
        "broadcaster",
        "distributor",
        "agency",
        "label",
        "shop",
        "producer",
        "maker",
        "operator",
        "developer",
        "publisher",
        "charity",
        "union",
        "newspaper",
        "paper",
        "daily",
        "magazine",
        "site",
    }
)


def mend_edges(
    words: Words, first: int, last: int, kind: str, is_person: Callable[[str], bool]
) -> tuple[int, int, str]:
    """The span [first, last) of a type with its edges mended; empty where nothing is left of it.

    `is_person` tells whether words are known as a person's name in this article.
    """
    first, last = _without_marks(words, first, last)
    if last - first > 1 and _HONORIFIC.fullmatch(_word(words, first)):
        kind = "PERSON"
    if kind == "PERSON":
        first = _with_initials(words, _without_honorific(words, first, last))
    elif kind in ("COMPANY", "ORG"):
        first = _without_descriptor(words, first, last)
        if kind == "COMPANY" and last < len(words) and _touches(words, last) and _LEGAL.fullmatch(_word(words, last)):
            last += 1
    elif kind == "WORK":
        first = _with_opening(words, _without_owner(words, first, last, is_person))
    return first, last, kind


def _word(words: Words, index: int) -> str:
    return words.surface(index, index + 1)


def _touches(words: Words, index: int) -> bool:
    """Whether the word stands in the same sentence of the same source as the one before it."""
    return 0 < index != words.n_title and words.sentence[index] == words.sentence[index - 1]


def _without_marks(words: Words, first: int, last: int) -> Extent:
    while first < last and _LEFT.fullmatch(_word(words, first)):
        first += 1
    inside = [_word(words, index) for index in range(first, last)]
    if "(" in inside and ")" not in inside:
        last = first + inside.index("(")
    while first < last and _RIGHT.fullmatch(_word(words, last - 1)):
        last -= 1
    if last - first > 2 and _word(words, last - 2) in "'’" and _word(words, last - 1) == "s":
        last -= 2
    return first, last


def _without_honorific(words: Words, first: int, last: int) -> int:
    while last - first > 1 and _HONORIFIC.fullmatch(_word(words, first)):
        first += 2 if _word(words, first + 1) == "." and last - first > 2 else 1
    return first


def _with_initials(words: Words, first: int) -> int:
    """Initials that stand before the name: "S. N. Murthy"."""
    while _touches(words, first):
        at = first - 2 if _word(words, first - 1) == "." and first >= 2 else first - 1
        if not _INITIAL.fullmatch(_word(words, at)) or words.sentence[at] != words.sentence[first]:
            break
        first = at
    return first


def _without_descriptor(words: Words, first: int, last: int) -> int:
    for index in range(last - 2, first, -1):
        if _word(words, index) in _DESCRIPTOR:
            return index + 1
    return first


def _without_owner(words: Words, first: int, last: int, is_person: Callable[[str], bool]) -> int:
    """ "Zemeckis's Welcome to Marwen" without its maker, if he is named elsewhere."""
    for index in range(first + 1, last - 2):
        if _word(words, index) in "'’" and _word(words, index + 1) == "s" and is_person(words.surface(first, index)):
            return index + 2
    return first


def _with_opening(words: Words, first: int) -> int:
    """The capital word before a title's "the": "Where the Herons Sleep"."""
    for the in (first, first - 1):
        before = the - 1
        if (
            the <= 0
            or _word(words, the) != "the"
            or not (_touches(words, the) and (the == first or _touches(words, first)))
        ):
            continue
        if _word(words, before)[:1].isupper() and not words.features[before, 2] and _touches(words, before):
            return before
    return first

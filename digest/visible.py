"""Text from outside, made safe to show: what has no glyph of its own can move a cursor or turn a line around."""

import re

# Controls (escape sequences begin with one), turns of the writing direction, separators, halves of a character.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]")
_STACKED = re.compile("([\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]{3})[\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]+")


def visible(text: str) -> str:
    """The text with U+FFFD for each such character (line breaks and tabs stay), and at most three stacked accents."""
    return _STACKED.sub(r"\1", _UNSEEN.sub("\ufffd", text))


def shown(value: object) -> object:
    """What a template shows of a value: of a text from outside what can be seen of it."""
    return visible(value) if type(value) is str else value

"""Splits text into words, digit runs and single signs, once, so that every rule after it is a bounded look-around."""

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_+")
# Empty tokens behind the last one, so that a look of up to so many tokens past either end needs no check:
# an index below nought also lands among them.
PAD = 32
_NOWHERE = -2


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: `words` in lower case, `starts` and `ends` as character offsets into `text`; `count` real tokens."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    count: int

    def raw(self, index: int) -> str:
        """The word as it is written; empty outside the text."""
        return self.text[self.starts[index] : self.ends[index]] if self.words[index] else ""

    def glued(self, index: int) -> bool:
        """Whether the token touches the one before it."""
        return self.starts[index] == self.ends[index - 1]

    def same_line(self, index: int) -> bool:
        """Whether no line break stands between the token and the one before it."""
        start, end = self.starts[index], self.ends[index - 1]
        return start == end or "\n" not in self.text[end:start]


def split_tokens(text: str) -> Tokens:
    """The tokens of a text, in order."""
    spans = [match.span() for match in _TOKEN.finditer(text)]
    lowered = text.lower()
    if len(lowered) == len(text):
        words = [lowered[start:end] for start, end in spans]
    else:
        # A few letters change their length in lower case (İ); then every word is lowered by itself.
        words = [text[start:end].lower() for start, end in spans]
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    count = len(words)
    return Tokens(text, words + [""] * PAD, starts + [_NOWHERE] * PAD, ends + [_NOWHERE - 1] * PAD, count)

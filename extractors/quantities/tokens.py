"""Splits text into words, digit runs and single signs, once, so that every rule after it is a bounded look-around."""

import re
from dataclasses import dataclass
from itertools import accumulate

_TOKEN = re.compile(r"([^\W\d_]+|\d+|[^\w\s]|_+)")
# Empty tokens behind the last one, so that a look of up to so many tokens past either end needs no check:
# an index below nought also lands among them.
PAD = 32
_NOWHERE = -2


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: `words` in lower case, `starts` and `ends` as offsets into `text`; `count` real tokens."""

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
    lowered = text.lower()
    same_length = len(lowered) == len(text)
    # The split gives gap, token, gap, ... token, gap; the running length of the pieces is every boundary.
    pieces = _TOKEN.split(lowered if same_length else text)
    boundaries = list(accumulate(map(len, pieces)))
    words = pieces[1::2]
    if not same_length:
        # A few letters change their length in lower case (İ); then every word is lowered by itself.
        words = [word.lower() for word in words]
    count = len(words)
    starts = boundaries[0::2][:count] + [_NOWHERE] * PAD
    ends = boundaries[1::2] + [_NOWHERE - 1] * PAD
    return Tokens(text, words + [""] * PAD, starts, ends, count)

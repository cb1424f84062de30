"""Splits text into words, digit runs and single signs, once, so that every rule after it is a bounded look-around."""

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_+")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: `words` in lower case, `starts` and `ends` as character offsets into `text`."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def word(self, index: int) -> str:
        """The word in lower case; empty outside the text."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def raw(self, index: int) -> str:
        """The word as it is written; empty outside the text."""
        return self.text[self.starts[index] : self.ends[index]] if 0 <= index < len(self.words) else ""

    def glued(self, index: int) -> bool:
        """Whether the token touches the one before it."""
        return 0 < index < len(self.words) and self.starts[index] == self.ends[index - 1]

    def same_line(self, index: int) -> bool:
        """Whether no line break stands between the token and the one before it."""
        return 0 < index < len(self.words) and "\n" not in self.text[self.ends[index - 1] : self.starts[index]]


def split_tokens(text: str) -> Tokens:
    """The tokens of a text, in order."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        words.append(text[start:end].lower())
        starts.append(start)
        ends.append(end)
    return Tokens(text, words, starts, ends)

"""Title and text cut into the encoder's words, with what an uncased encoder cannot see: case, quotation marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from extractors.gazetteer import TYPES, Gazetteer
from extractors.sentences import sentence_starts

IntArray = NDArray[np.int32]

SHAPES = ("lower", "capital", "upper", "mixed", "initial", "digits", "digits-letters", "punctuation", "caseless")
QUOTES = ("none", "double", "single", "speech")
FEATURES = {"shape": len(SHAPES), "quote": len(QUOTES), "opening": 2, "title": 2, "gazetteer": 8}

# A title in quotation marks is short; what is longer is speech.
_QUOTED = re.compile(r"“([^“”\n]{1,400})”|\"([^\"\n]{1,400})\"|«([^«»\n]{1,400})»|„([^„“\n]{1,400})“")
_SINGLE = re.compile(r"(?<!\w)[‘']([^‘'’\n]{1,80}(?:’[a-z][^‘'’\n]{0,60})?)[’'](?!\w)")
_SHORT_WORDS = 10


@dataclass(frozen=True, slots=True)
class Words:
    """One article as the encoder sees it: the words of the title first, then those of the text.

    `starts`/`ends` are offsets into the title for the first `n_title` words, into the text for the others.
    `pieces` are vocabulary ids, `piece_word` the word that each belongs to (ascending, without gaps).
    `features` has a column per entry of FEATURES; `sentence` numbers sentences, the title being 0.
    """

    title: str
    text: str
    n_title: int
    starts: IntArray
    ends: IntArray
    pieces: IntArray
    piece_word: IntArray
    features: IntArray
    sentence: IntArray
    paragraph: IntArray

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, start: int, end: int, *, in_title: bool = False) -> tuple[int, int] | None:
        """The words [first, last) that the characters [start, end) touch."""
        low, high = (0, self.n_title) if in_title else (self.n_title, len(self))
        first = low + int(np.searchsorted(self.ends[low:high], start, side="right"))
        last = low + int(np.searchsorted(self.starts[low:high], end, side="left"))
        return (first, last) if first < last else None

    def characters(self, first: int, last: int) -> tuple[int, int]:
        """The character offsets of the words [first, last)."""
        return int(self.starts[first]), int(self.ends[last - 1])

    def surface(self, first: int, last: int) -> str:
        """The words [first, last) as written."""
        source = self.title if first < self.n_title else self.text
        start, end = self.characters(first, last)
        return source[start:end]


def cut_words(title: str, text: str, tokenizer: Tokenizer, gazetteer: Gazetteer) -> Words:
    """Cut an article into words; an empty article gives an empty table."""
    parts = [_cut(source, tokenizer) for source in (title, text)]
    n_title = len(parts[0][0])
    starts = np.concatenate([parts[0][0], parts[1][0]])
    ends = np.concatenate([parts[0][1], parts[1][1]])
    pieces = np.concatenate([parts[0][2], parts[1][2]])
    piece_word = np.concatenate([parts[0][3], parts[1][3] + n_title])
    cuts = np.asarray(sentence_starts(text), dtype=np.int32)
    breaks = np.asarray([match.end() for match in re.finditer(r"\n+", text)], dtype=np.int32)
    text_starts = starts[n_title:]
    sentence = np.zeros(len(starts), dtype=np.int32)
    sentence[n_title:] = np.searchsorted(cuts, text_starts, side="right")
    paragraph = np.zeros(len(starts), dtype=np.int32)
    paragraph[n_title:] = 1 + np.searchsorted(breaks, text_starts, side="right")
    features = np.zeros((len(starts), len(FEATURES)), dtype=np.int32)
    for source, low, high in ((title, 0, n_title), (text, n_title, len(starts))):
        features[low:high, 0] = [_shape(source[s:e]) for s, e in zip(starts[low:high], ends[low:high], strict=True)]
        for kind, first, last in quoted(source):
            inside = (starts[low:high] >= first) & (ends[low:high] <= last)
            if kind == 1 and int(inside.sum()) > _SHORT_WORDS:
                kind = 3  # noqa: PLW2901
            features[low:high, 1][inside] = kind
        for entry, first, last in gazetteer.find(source):
            inside = (starts[low:high] >= first) & (ends[low:high] <= last)
            features[low:high, 4][inside] = TYPES.index(entry.type) + 1
    features[1:, 2] = sentence[1:] != sentence[:-1]
    features[:1, 2] = 1
    features[:n_title, 3] = 1
    return Words(title, text, n_title, starts, ends, pieces, piece_word, features, sentence, paragraph)


def _cut(source: str, tokenizer: Tokenizer) -> tuple[IntArray, IntArray, IntArray, IntArray]:
    encoding = tokenizer.encode(source, add_special_tokens=False)
    if not encoding.ids:
        empty = np.zeros(0, dtype=np.int32)
        return empty, empty, empty, empty
    offsets = np.asarray(encoding.offsets, dtype=np.int32)
    raw = np.asarray(encoding.word_ids, dtype=np.int32)
    new = np.concatenate([[True], raw[1:] != raw[:-1]])
    piece_word = np.cumsum(new).astype(np.int32) - 1
    firsts = np.flatnonzero(new)
    lasts = np.append(firsts[1:], len(raw)) - 1
    return offsets[firsts, 0], offsets[lasts, 1], np.asarray(encoding.ids, dtype=np.int32), piece_word


def _shape(word: str) -> int:
    if not any(char.isalnum() for char in word):
        return 7
    letters = [char for char in word if char.isalpha()]
    if any(char.isdigit() for char in word):
        return 6 if letters else 5
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(letters) > 1 else 4
    if word[0].isupper() and word[1:].islower():
        return 1
    return 3 if any(char.isupper() for char in word) else 8


def quoted(source: str) -> Iterator[tuple[int, int, int]]:
    """Kind (1 double, 2 single) and extent of what stands in quotation marks."""
    for match in _SINGLE.finditer(source):
        yield 2, match.start(1), match.end(1)
    for match in _QUOTED.finditer(source):
        yield 1, match.start() + 1, match.end() - 1

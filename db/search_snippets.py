"""The place in an article that answers a search, with the words that were found marked."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db.search_spelling import Word
from db.search_terms import chunk_terms, term_spans

# Words between two that still belong together, and characters of a snippet.
_NEAR = 30
_LENGTH = 220


@dataclass(frozen=True, slots=True)
class Snippet:
    """Words of the title, a quote or the text; `marks` are the (start, end) of the words that were found."""

    text: str
    marks: tuple[tuple[int, int], ...]
    where: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Words that stand near each other: how many of the search, and how many pairs of them stand as they were asked.

    `first` and `last` say where, counted in what stands between spaces.
    """

    words: int
    in_order: int
    first: int
    last: int


class HeldWords(dict[str, tuple[int, ...]]):
    """Which words of a search, by their numbers, are in what stands between two spaces.

    The same chunks come again and again in the texts of one search: each is looked at once.
    """

    def __init__(self, words: Sequence[Word]) -> None:
        super().__init__()
        self.count = len(words)
        self.position = {term: number for number, word in enumerate(words) for term, _ in word.meant}

    def __missing__(self, chunk: str) -> tuple[int, ...]:
        found = tuple([self.position[term] for term in chunk_terms(chunk) if term in self.position])
        self[chunk] = found
        return found


def find_snippet(
    title: str, standfirst: str | None, text: str, claims: Iterable[tuple[str, str]], held: HeldWords
) -> tuple[Snippet, float, str | None]:
    """The best snippet, how near to each other the words stand (0 to 1), and the claim that the snippet belongs to.

    Of places that answer equally well a quote goes before the text, and both before the title, which a list of hits
    shows anyway.
    """
    parts: list[tuple[str, str, str | None]] = [("quote", quote, id_) for id_, quote in claims]
    parts += [("text", text, None), ("standfirst", standfirst or "", None), ("title", title, None)]
    places = [(_best_place(part, held), where, part, claim) for where, part, claim in parts]
    found = [(place, where, part, claim) for place, where, part, claim in places if place is not None]
    if not found:
        return _show(text, "text", None, held), 0.0, None
    place, where, part, claim = max(found, key=lambda one: one[0].words + one[0].in_order)
    nearness = (place.words + place.in_order) / max(1, 2 * held.count - 1)
    return _show(part, where, place, held), nearness, claim


def _best_place(part: str, held: HeldWords) -> _Place | None:
    """The place that holds most of the words, most of them in the order asked; the first of equals."""
    found = [(place, word) for place, chunk in enumerate(part.split()) for word in held[chunk]]
    best: _Place | None = None
    first = 0
    for last, (end, _) in enumerate(found):
        while end - found[first][0] > _NEAR:
            first += 1
        near = found[first : last + 1]
        pairs = {(one, next_) for (a, one), (b, next_) in itertools.pairwise(near) if b - a <= 1 and next_ == one + 1}
        place = _Place(len({word for _, word in near}), len(pairs), near[0][0], end)
        if best is None or (place.words, place.in_order) > (best.words, best.in_order):
            best = place
    return best


def _show(part: str, where: str, place: _Place | None, held: HeldWords) -> Snippet:
    spans = [found.span() for found in re.finditer(r"\S+", part)]
    start, end = (spans[place.first][0], spans[place.last][1]) if place and place.last < len(spans) else (0, 0)
    shown, offset = _cut(part, start, end)
    lead = "… " if offset else ""
    tail = " …" if offset + len(shown) < len(part) else ""
    marks = tuple(
        (start + len(lead), end + len(lead))
        for start, end, term in term_spans(shown)
        if place and term in held.position
    )
    return Snippet(lead + shown.replace("\n", " ") + tail, marks, where)


def _cut(text: str, start: int, end: int) -> tuple[str, int]:
    """Around [start, end), from the beginning of a sentence where one is near; (words, where they begin)."""
    begin = max(0, start - _LENGTH // 3)
    if begin:
        sentence = max(text.rfind(". ", begin, start) + 2, text.rfind("\n", begin, start) + 1)
        space = text.find(" ", begin, start) + 1
        begin = sentence if sentence > 1 else space or start
    stop = min(len(text), max(end, begin + _LENGTH))
    if stop < len(text):
        space = text.rfind(" ", max(end, begin), stop)
        stop = space if space > 0 else stop
    return text[begin:stop], begin

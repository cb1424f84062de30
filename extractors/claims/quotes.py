"""Which sentence of the text stands as evidence for a claim."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from extractors.sentences import sentence_starts

_LONGEST = 1200


class Quotes:
    """Sentences of one text, looked up by offsets."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._cuts = [0, *sentence_starts(text), len(text)]

    def around(self, start: int, end: int, needed: Iterable[str] = ()) -> tuple[int, int]:
        """The sentence(s) that hold [start, end), grown to the left until any of the `needed` names is in it.

        Falls back to the plain sentence where no name stands before, or where the quote would grow too long.
        """
        left = bisect_right(self._cuts, start) - 1
        right = max(bisect_left(self._cuts, end), left + 1)
        names = tuple(needed)
        grown = left
        while names and not any(name in self._text[self._cuts[grown] : self._cuts[right]] for name in names):
            grown -= 1
            if grown < 0 or self._cuts[right] - self._cuts[grown] > _LONGEST:
                grown = left
                break
        return self._stripped(self._cuts[grown], self._cuts[right], start, end)

    def _stripped(self, left: int, right: int, start: int, end: int) -> tuple[int, int]:
        """Without white space at the edges; of a sentence that never ends only the part around the words."""
        if right - left > _LONGEST:
            left, right = max(left, start - _LONGEST // 2), min(right, max(end, start + _LONGEST // 2))
        quote = self._text[left:right]
        return left + len(quote) - len(quote.lstrip()), right - (len(quote) - len(quote.rstrip()))

"""Which entries of a source are about what its outlet is followed for, told before anything is fetched."""

import re
from functools import cache
from urllib.parse import unquote, urlsplit

from extractors.records import Entry

_APART = re.compile(r"[\W_]+")
# With fewer words an address says nothing: a number, a section.
_FEW = 3


def is_about(entry: Entry, topic: tuple[str, ...]) -> bool:
    """Whether an entry names one of the words in its title, summary or address; case and hyphens do not matter.

    True where there are no words to look for, or none in the entry to look at.
    """
    words = tuple(filter(None, map(_spread, topic)))
    if not words:
        return True
    address = _spread(unquote(urlsplit(entry.url).path))
    named = _spread(f"{entry.title or ''} {entry.summary or ''}")
    if not named and len(address.split()) < _FEW:
        return True
    return _pattern(words).search(f" {named} {address} ") is not None


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f" (?:{'|'.join(map(re.escape, words))}) ")


def _spread(text: str) -> str:
    """A text as words with one space between them."""
    return _APART.sub(" ", text.casefold()).strip()

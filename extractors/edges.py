"""Where a person's name begins: honorifics and initials, which a tagger puts on one side of the edge or the other."""

import re

from extractors.words import Words

_HONORIFIC = re.compile(r"Mr|Mrs|Ms|Mx|Dr|Sir|Dame|Lord|Lady|Professor|Prof|Mme|Monsieur")
_INITIAL = re.compile(r"[B-HJ-Z]")


def mend_start(words: Words, first: int, last: int) -> int:
    """The first word of a person's name [first, last): "Dr Ana Ruiz" without the title, "S. N. Murthy" from the S."""
    while last - first > 1 and _HONORIFIC.fullmatch(_word(words, first)):
        first += 2 if _word(words, first + 1) == "." and last - first > 2 else 1
    while _touches(words, first):
        at = first - 2 if _word(words, first - 1) == "." and first >= 2 else first - 1
        if not _INITIAL.fullmatch(_word(words, at)) or words.sentence[at] != words.sentence[first]:
            break
        first = at
    return first


def _word(words: Words, index: int) -> str:
    return words.surface(index, index + 1)


def _touches(words: Words, index: int) -> bool:
    """Whether the word stands in the same sentence of the same source as the one before it."""
    return 0 < index != words.n_title and words.sentence[index] == words.sentence[index - 1]

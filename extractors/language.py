"""Whether a text is English: its small words against those of other languages, letters against other scripts."""

import re
from collections import Counter
from collections.abc import Sequence

from extractors.tongues import ENGLISH, FOREIGN, HALF_ENGLISH, LOANS

# A word, with the apostrophe that ties it to the next ("l'", "don'"); or a sign that ends a sentence or a name.
_TOKEN = re.compile(r"([^\W\d_]+(?:['’](?=[^\W\d_]))?)|[.!?…:;,|()\n]")
_ENDS = frozenset(".!?…:|\n")
_SAMPLE, _MOST_WORDS = 7_200, 600
# A table of credits or a box-office chart still has a third of letters.
_LETTERS, _SHORT = 0.3, 300
_FEW_LETTERS = 6
# Latin letters, with accents, come before this one.
_LATIN_END = "ɐ"
# Of fewer words nothing can be told.
_FEW_WORDS = 4
# A text in two languages is read for the English in it: where that is, one word in eight is English alone.
_MIXED, _MIXED_WORDS = 0.12, 25
# Prose of so many words in small letters with hardly any of these is in a language that no list knows.
_PROSE, _NO_ENGLISH = 40, 0.05
# "Guillermo de la Vega".
_PARTICLES, _ARTICLES = frozenset({"de", "van", "von"}), frozenset({"la", "las", "los", "der", "den", "dem", "l'"})
# A title in quotation marks may be in any language.
_QUOTED = re.compile(r"“[^“”\n]{1,60}”|\"[^\"\n]{1,60}\"|«[^«»\n]{1,60}»|(?<!\w)[‘'][^‘’'\n]{1,60}[’'](?!\w)")


def is_english(text: str) -> bool:
    """True also for a text too short to tell; False for one that is hardly made of letters."""
    sample = text[:_SAMPLE]
    letters = [char for char in sample if char.isalpha()]
    if len(letters) < _LETTERS * (len("".join(sample.split())) - _SHORT):
        return False
    if len(letters) >= _FEW_LETTERS and sum(char < _LATIN_END for char in letters) < 0.6 * len(letters):
        return False
    words = _words(sample)
    return len(words) < _FEW_WORDS or _speaks_english(words)


def _speaks_english(words: Sequence[str]) -> bool:
    plain = [word.strip("'").casefold() for word in words]
    alone = sum(word in ENGLISH for word in plain)
    english = alone + 0.5 * sum(word in HALF_ENGLISH for word in plain)
    foreign = _foreign([word for word in words if word[0].islower()])
    if len(words) >= _MIXED_WORDS and alone > _MIXED * len(words):
        return True
    small = sum(word[0].islower() for word in words)
    if small >= _PROSE and english < _NO_ENGLISH * small:
        return False
    # One foreign word is a loan, unless nothing at all is English.
    return foreign <= english or (foreign == 1 and english > 0)


def _foreign(words: Sequence[str]) -> int:
    """How many of the words speak for another language than English, at most: those of one list, and with accents."""
    accented, listed = 0, Counter[str]()
    for word in words:
        if not word.isascii() and word not in LOANS:
            accented += 1
        else:
            listed.update(FOREIGN.get(word, ()))
    return accented + max(listed.values(), default=0)


def _words(sample: str) -> list[str]:
    """The words outside of quotation marks, or all where hardly anything stands outside; apostrophes plain."""
    if sample.isupper():
        sample = sample.casefold()
    unquoted = _marked(_QUOTED.sub(" , ", sample))
    return unquoted if len(unquoted) >= _FEW_WORDS else _marked(sample)


def _marked(sample: str) -> list[str]:
    """Words: the first of a sentence in small letters, and those inside of a name ("Marché du Film") in capitals."""
    words: list[str] = []
    begins = True
    # Where small words that may turn out to lie inside of a name begin; None where no capital stands before them.
    tied: int | None = None
    for match in _TOKEN.finditer(sample):
        if match[1] is None:
            begins, tied = begins or match[0] in _ENDS, None
            continue
        word = match[1].replace("’", "'")
        if word[0].isupper():
            if tied is not None and _is_inside_name(words[tied:]):
                words[tied:] = [part.upper() for part in words[tied:]]
            tied = len(words) + 1
        # With an accent the first word is rather a name.
        words.append(word.casefold() if begins and word.isascii() else word)
        if len(words) == _MOST_WORDS:
            break
        begins = False
    return words


def _is_inside_name(words: Sequence[str]) -> bool:
    """ "du", "de la": what may lie between the capitals of a name."""
    return len(words) == 1 or (len(words) == 2 and words[0] in _PARTICLES and words[1] in _ARTICLES)

"""Whether a text is English: function words against those of its neighbours, letters against other scripts."""

import re

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 600
_FEW = 25
# A table of credits or a box-office chart still has a third of letters.
_LETTERS, _SHORT = 0.3, 300
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "is",
        "that",
        "for",
        "it",
        "on",
        "with",
        "was",
        "as",
        "by",
        "at",
        "from",
        "be",
        "an",
        "this",
        "are",
        "which",
        "not",
        "but",
        "have",
        "has",
        "had",
        "its",
        "will",
        "who",
        "they",
        "were",
        "said",
        "or",
    ]
)
_OTHERS = (
    frozenset(
        [
            "le",
            "la",
            "les",
            "des",
            "et",
            "un",
            "une",
            "est",
            "dans",
            "que",
            "qui",
            "pour",
            "sur",
            "pas",
            "au",
            "du",
            "par",
            "avec",
            "ce",
            "il",
            "elle",
            "sont",
            "aux",
            "ont",
            "mais",
        ]
    ),
    frozenset(
        [
            "el",
            "los",
            "las",
            "una",
            "que",
            "en",
            "por",
            "con",
            "para",
            "su",
            "se",
            "del",
            "como",
            "más",
            "pero",
            "sus",
            "le",
            "ha",
            "fue",
            "sobre",
            "entre",
            "cuando",
            "también",
        ]
    ),
    frozenset(
        [
            "der",
            "die",
            "das",
            "und",
            "ist",
            "nicht",
            "ein",
            "eine",
            "mit",
            "von",
            "zu",
            "den",
            "dem",
            "auf",
            "für",
            "sich",
            "auch",
            "als",
            "es",
            "wird",
            "im",
            "bei",
            "nach",
        ]
    ),
    frozenset(
        [
            "il",
            "gli",
            "che",
            "di",
            "una",
            "per",
            "non",
            "con",
            "del",
            "della",
            "sono",
            "più",
            "anche",
            "nel",
            "alla",
            "ha",
            "come",
            "dei",
            "è",
            "si",
            "ma",
        ]
    ),
    frozenset(
        [
            "o",
            "os",
            "as",
            "um",
            "uma",
            "que",
            "não",
            "com",
            "para",
            "por",
            "dos",
            "da",
            "no",
            "na",
            "mais",
            "ao",
            "foi",
            "são",
            "como",
            "mas",
            "ele",
        ]
    ),
    frozenset(
        [
            "het",
            "een",
            "van",
            "en",
            "dat",
            "niet",
            "op",
            "te",
            "zijn",
            "voor",
            "met",
            "die",
            "aan",
            "er",
            "ook",
            "naar",
            "bij",
            "om",
            "maar",
            "was",
        ]
    ),
)


def is_english(text: str) -> bool:
    """True also for a text too short to tell; False for one that is hardly made of letters."""
    sample = text[: _SAMPLE * 12]
    letters = [char for char in sample if char.isalpha()]
    if len(letters) < _LETTERS * (len("".join(sample.split())) - _SHORT):
        return False
    if len(letters) > _FEW and sum(char < "ɐ" for char in letters) < 0.6 * len(letters):
        return False
    words = [word.casefold() for word in _WORD.findall(sample)[:_SAMPLE]]
    if len(words) < _FEW:
        return True
    english = sum(word in _ENGLISH for word in words)
    strongest = max(sum(word in other for word in words) for other in _OTHERS)
    return english >= strongest or english > 0.12 * len(words)

"""What a word of a search means: itself, and where nothing is called so the names that are spelt nearly alike."""

from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from db.store import Reader

# A word that so few articles hold may be a slip of theirs too.
_RARE = 3
_MOST = 4
# What a name that differs by one or two letters counts of what the word itself would.
_TRUST = {0: 1.0, 1: 0.8, 2: 0.6}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a search with the words that it may mean, each with its trust of up to 1."""

    asked: str
    meant: tuple[tuple[str, float], ...]

    @property
    def is_corrected(self) -> bool:
        """Whether other words are looked for too."""
        return any(term != self.asked for term, _ in self.meant)


def correct(reader: Reader, term: str, articles: int) -> Word:
    """The word, and what it may be a misspelling of: held by so many `articles` itself.

    One slip (a letter wrong, missing, too many, or two swapped) in words from four letters, two from eight.
    """
    itself = ((term, 1.0),) if articles else ()
    slips = 0 if len(term) < 4 or not term.isalpha() else 1 if len(term) < 8 else 2
    if articles > _RARE or not slips or (articles and _is_name(reader, term)):
        return Word(term, itself or ((term, 1.0),))
    near = _near_words(reader, term, slips, names_only=bool(articles))
    return Word(term, itself + tuple((word, _TRUST[distance]) for word, distance in near) or ((term, 1.0),))


def _is_name(reader: Reader, term: str) -> bool:
    return bool(
        reader.value("SELECT count(*) FROM store.search_spellings WHERE word = $word AND in_name", {"word": term})
    )


def _near_words(reader: Reader, term: str, slips: int, *, names_only: bool) -> list[tuple[str, int]]:
    """The nearest words with their distance, names before words of titles; only those that are nearest."""
    rows = reader.rows(
        "SELECT word, in_name FROM store.search_spellings "
        "WHERE length(word) BETWEEN $shortest AND $longest AND (in_name OR NOT $names_only) AND word <> $word "
        "ORDER BY in_name",
        {
            "word": term,
            "shortest": len(term) - slips,
            "longest": len(term) + slips,
            "names_only": names_only,
        },
    )
    # A word of a title that is one of a name too is one of a name.
    in_name = dict(rows)
    found = process.extract(term, list(in_name), scorer=OSA.distance, score_cutoff=slips, limit=None)
    ranked = sorted((distance, not in_name[word], word[0] != term[0], word) for word, distance, _ in found)
    return [(word, int(distance)) for distance, _, _, word in ranked if distance == ranked[0][0]][:_MOST]

"""Words as the search index knows them: without case, accents, plurals, possessives and the dots of initials."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# An apostrophe and a combining accent belong to their word, a separator between digits to its number, and the dots of
# initials to theirs: "A.I." is "AI".
_WORD = re.compile(
    r"\d+(?:[.,]\d+)+|(?:[^\W\d_]\.){2,}(?:['’][^\W_]+)?|[^\W_]+(?:[\u0300-\u036f]+[^\W_]*|['’][^\W_]+)*"
)
_LONGEST = 40

_STOP_WORDS = """
a about after all also an and any are as at be because been but by can could did do does for from had has have he
her his how i if in into is it its just like more most no not now of on one or our out over she so some such than
that the their them then there these they this to up us was we were what when which who will with would you your
"""
# In a text they say nothing; in a title they may be its name ("It", "Us"), so there they are indexed.
STOP_WORDS = frozenset(_STOP_WORDS.split())
# What is left out of the index of texts: single letters too.
COMMON = STOP_WORDS | frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


def terms_in(text: str) -> list[str]:
    """Every word of the text, in its order, as a term."""
    return [term for chunk in text.split() for term in chunk_terms(chunk)]


@lru_cache(maxsize=200_000)
def chunk_terms(chunk: str) -> tuple[str, ...]:
    """The terms of what stands between two spaces. The same chunks come again and again: hence the cache."""
    return tuple(_term(word) for word in _WORD.findall(chunk))


def term_spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Every word of the text with where it stands: (start, end, term)."""
    for found in _WORD.finditer(text):
        yield found.start(), found.end(), _term(found.group())


@lru_cache(maxsize=100_000)
def _term(word: str) -> str:
    word = word[:_LONGEST]
    if not word.isascii():
        word = "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))
    folded = word.casefold().replace("’", "'").removesuffix("'s").replace("'", "").replace(",", "")
    if not folded[:1].isdigit():
        folded = folded.replace(".", "")
    return _singular(folded) if folded not in STOP_WORDS else folded


def _singular(word: str) -> str:
    """English plurals, as far as three rules tell (D. Harman, How effective is suffixing?, 1991)."""
    if len(word) < 4 or not word.endswith("s"):
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return f"{word[:-3]}y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    return word if word.endswith(("us", "ss")) else word[:-1]

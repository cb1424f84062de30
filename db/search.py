"""Finding articles by words: in titles, quotes and texts, best first, with misspelt names put right."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from db.instants import from_db
from db.search_snippets import HeldWords, Snippet, find_snippet
from db.search_spelling import Word, correct
from db.search_terms import COMMON, terms_in
from db.store import Reader
from extractors.errors import InputError, StoreError

_MOST_WORDS = 16
# The best by words alone are read and ranked anew by how near to each other the words stand.
_READ_AT_LEAST = 25
_NEARNESS = 0.6

Numbers = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Hit:
    """An article, with the place in it that answers best; `claim_id` where a claim was read out of that place."""

    article_id: str
    title: str
    outlet: str
    url: str
    published: datetime
    copy_of: str | None
    score: float
    snippet: Snippet
    claim_id: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to: `articles` hold every word, of `total` that hold any; `corrected` words were misspelt."""

    hits: tuple[Hit, ...]
    articles: int
    total: int
    corrected: dict[str, tuple[str, ...]]


def search(reader: Reader, words: str, *, limit: int = 10) -> Found:
    """The articles that answer best, at most `limit`. Words that all texts hold ("the") count only among themselves.

    Raises InputError where there is no word to look for, and StoreError where the record has no index yet.
    """
    asked = list(dict.fromkeys(terms_in(words)))
    asked = ([term for term in asked if term not in COMMON] or asked)[:_MOST_WORDS]
    if not asked:
        raise InputError("there is no word to look for", hint='`dailies search "hell grind budget"` is a start')
    weights = _Weights(reader)
    if weights.is_empty and reader.value("SELECT count(*) FROM store.articles"):
        raise StoreError("the articles are not indexed yet", hint="Run `dailies run`: it indexes and publishes them.")
    meant = [correct(reader, term, weights.articles_with(term)) for term in asked]
    corrected = {word.asked: tuple(other for other, _ in word.meant) for word in meant if word.is_corrected}
    best, scores, articles, total = weights.rank(meant, max(_READ_AT_LEAST, 2 * limit))
    hits = _read(reader, dict(zip(best, scores, strict=True)), meant)
    return Found(tuple(hits[:limit]), articles, total, corrected)


class _Weights:
    """The index's numbers for the words of one search; each word is looked up once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        numbers = reader.connection.execute("SELECT number FROM store.search_articles").fetchnumpy()["number"]
        self._size = int(numbers.max()) + 1 if len(numbers) else 1
        self._is_live = np.zeros(self._size, dtype=bool)
        self._is_live[numbers] = True
        self._count = len(numbers)
        self._known: dict[str, tuple[Numbers, Numbers]] = {}

    @property
    def is_empty(self) -> bool:
        """Whether no article is indexed."""
        return self._count == 0

    def _of(self, term: str) -> tuple[Numbers, Numbers]:
        if term not in self._known:
            found = self._reader.connection.execute(
                "SELECT number, weight FROM store.search_words WHERE word = $word", {"word": term}
            ).fetchnumpy()
            # Words of states of an article that are out of date stay until they are sorted anew.
            live = found["number"] < self._size
            live[live] = self._is_live[found["number"][live]]
            self._known[term] = found["number"][live], found["weight"][live]
        return self._known[term]

    def articles_with(self, term: str) -> int:
        """How many articles hold the word."""
        return len(self._of(term)[0])

    def rank(self, words: Sequence[Word], limit: int) -> tuple[list[int], list[float], int, int]:
        """The best numbers with their scores; how many articles hold every word, and how many any."""
        scores = np.zeros(self._size, dtype=np.float32)
        matched = np.zeros(self._size, dtype=np.uint8)
        for word in words:
            weight = np.zeros(self._size, dtype=np.float32)
            for term, trust in word.meant:
                numbers, weights = self._of(term)
                weight[numbers] = np.maximum(weight[numbers], weights * np.float32(trust))
            held = weight > 0
            count = int(held.sum())
            scores += weight * np.float32(math.log(1 + (self._count - count + 0.5) / (count + 0.5)) / 100)
            matched += held
        # An article that holds all of the words goes before one that repeats some.
        scores *= matched / np.float32(max(1, len(words)))
        found = np.flatnonzero(matched)
        if len(found) > limit:
            found = found[np.argpartition(-scores[found], limit)[:limit]]
        ordered = found[np.argsort(-scores[found], kind="stable")]
        every = int((matched == len(words)).sum()) if words else 0
        return ordered.tolist(), scores[ordered].tolist(), every, int((matched > 0).sum())


_NUMBERS = """
SELECT number, article_id, version_id, claims FROM store.search_articles WHERE number IN (SELECT unnest($numbers))
"""
_VERSIONS = """
SELECT id, title, standfirst, text, published FROM store.versions WHERE id IN (SELECT unnest($ids))
"""
_SOURCES = """
SELECT a.id, coalesce(u.name, a.outlet), a.url, a.copy_of
FROM (FROM store.articles WHERE id IN (SELECT unnest($ids))) AS a LEFT JOIN store.outlets AS u ON u.id = a.outlet
"""


def _read(reader: Reader, scores: Mapping[int, float], words: Sequence[Word]) -> list[Hit]:
    """The hits, best first. Three plain look-ups: joined, the texts of all articles would be read for some of them."""
    numbers = reader.rows(_NUMBERS, {"numbers": list(scores)})
    versions = {row[0]: row[1:] for row in reader.rows(_VERSIONS, {"ids": [row[2] for row in numbers]})}
    sources = {row[0]: row[1:] for row in reader.rows(_SOURCES, {"ids": [row[1] for row in numbers]})}
    hits, held = [], HeldWords(words)
    for number, article, version, claims in numbers:
        title, standfirst, text, published = versions[version]
        outlet, url, copy_of = sources[article]
        quotes = [(claim["id"], text[claim["quote_start"] : claim["quote_end"]]) for claim in claims]
        snippet, nearness, claim_id = find_snippet(title, standfirst, text, quotes, held)
        score = round(scores[number] * (1 + _NEARNESS * nearness), 4)
        hits.append(Hit(article, title, outlet, url, from_db(published), copy_of, score, snippet, claim_id))
    return sorted(hits, key=_order)


def _order(hit: Hit) -> tuple[float, bool, float, str]:
    """Of equals the newest goes first, and a copy after its original."""
    return -hit.score, hit.copy_of is not None, -hit.published.timestamp(), hit.article_id

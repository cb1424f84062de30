"""The words of all articles, by which `db.search` finds them: brought up to date for what is new or reads otherwise."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import pyarrow as pa

from db.search_terms import COMMON, chunk_terms, terms_in
from db.store import Store

# Articles that are indexed in one transaction: some million words, sorted. A search looks into every run, so that few
# long ones are found through faster.
_RUN = 20_000
_TITLE, _STANDFIRST, _QUOTE = 4, 2, 2
# Okapi BM25 with k1 = 1.2 and b = 0.75, without the rarity of the word, which only a query can know. The usual length
# is a constant: an average would change the weights of everything with every article.
_USUAL_LENGTH = 400
_SATURATION = 1.2
_SCALE = 100


def update_search(store: Store, *, progress: Callable[[int, int], None] | None = None, run: int = _RUN) -> int:
    """Indexes every article whose current version or claims are not indexed yet; returns how many.

    Runs in transactions of its own, `run` articles each: what a killed process has not done the next one does.
    """
    store.connection.execute(_WAITING)
    waiting = int(store.value("SELECT count(*) FROM search_waiting"))
    if waiting:
        _make_room(store, waiting, run)
    for start in range(0, waiting, run):
        with store.transaction():
            _index(store, start, start + run)
            # A whole run is sorted as it is.
            if waiting - start >= run:
                store.connection.execute(_ALL_SORTED)
        if progress is not None:
            progress(min(start + run, waiting), waiting)
    store.connection.execute("DROP TABLE search_waiting")
    return waiting


# Numbers go on from the highest ever given: words of an article that has gone would find another one.
_WAITING = """
CREATE OR REPLACE TEMP TABLE search_waiting AS
SELECT row_number() OVER (ORDER BY a.id) - 1 AS place, a.id AS article_id, a.version_id, e.extracted_at
FROM store.articles AS a
LEFT JOIN store.extractions AS e ON e.version_id = a.version_id
ANTI JOIN store.search_articles AS s
    ON s.article_id = a.id AND s.version_id = a.version_id AND s.extracted_at IS NOT DISTINCT FROM e.extracted_at
"""
_ALL_SORTED = "UPDATE store.search_state SET sorted_to = (SELECT max(number) FROM store.search_articles)"


def _make_room(store: Store, waiting: int, run: int) -> None:
    """Takes out what is out of date, and sorts what small runs have left unsorted."""
    indexed = int(store.value("SELECT count(*) FROM store.search_articles"))
    replaced = int(
        store.value("SELECT count(*) FROM store.search_articles SEMI JOIN search_waiting USING (article_id)")
    )
    with store.transaction():
        # Where most is replaced, as after a rebuild, a new start leaves no dead words.
        if 2 * replaced > indexed:
            for statement in _EMPTY:
                store.connection.execute(statement)
            return
        store.connection.execute(_GONE)
        tail = int(store.value(_TAIL))
        if tail and tail + waiting >= run:
            for statement in _SORT_TAIL:
                store.connection.execute(statement)


_EMPTY = (
    "DELETE FROM store.search_words",
    "DELETE FROM store.search_spellings",
    "DELETE FROM store.search_articles",
    "UPDATE store.search_state SET sorted_to = 0",
)
_GONE = """
DELETE FROM store.search_articles
WHERE article_id IN (SELECT article_id FROM search_waiting) OR article_id NOT IN (SELECT id FROM store.articles)
"""
_TAIL = "SELECT count(*) FROM store.search_articles WHERE number > (SELECT sorted_to FROM store.search_state)"
_SORT_TAIL = (
    "CREATE OR REPLACE TEMP TABLE search_tail AS FROM store.search_words "
    "SEMI JOIN store.search_articles USING (number) WHERE number > (SELECT sorted_to FROM store.search_state)",
    "DELETE FROM store.search_words WHERE number > (SELECT sorted_to FROM store.search_state)",
    "INSERT INTO store.search_words FROM search_tail ORDER BY word, number",
    _ALL_SORTED,
    "DROP TABLE search_tail",
)


def _index(store: Store, start: int, end: int) -> None:
    places = {"start": start, "end": end}
    first = int(store.value(_NEXT_NUMBER))
    store.connection.execute(_INSERT_ARTICLES, places | {"first": first - start})
    words, spellings = _weigh(store, places, first)
    with store.batch("word_batch", words):
        store.connection.execute("INSERT INTO store.search_words BY NAME FROM word_batch ORDER BY word, number")
    with store.batch("spelling_batch", spellings):
        store.connection.execute(
            "INSERT INTO store.search_spellings BY NAME FROM spelling_batch "
            "ANTI JOIN store.search_spellings USING (word, in_name)"
        )


_NEXT_NUMBER = """
SELECT 1 + greatest(coalesce((SELECT max(number) FROM store.search_words), 0),
                    coalesce((SELECT max(number) FROM store.search_articles), 0))
"""
_INSERT_ARTICLES = """
INSERT INTO store.search_articles BY NAME
SELECT w.place + $first AS number, w.article_id, w.version_id, w.extracted_at, coalesce(c.claims, []) AS claims
FROM (FROM search_waiting WHERE place >= $start AND place < $end) AS w
LEFT JOIN (
    SELECT version_id,
           list({'id': id, 'quote_start': quote_start, 'quote_end': quote_end} ORDER BY quote_start, id) AS claims
    FROM store.claims SEMI JOIN (FROM search_waiting WHERE place >= $start AND place < $end) USING (version_id)
    WHERE NOT is_dropped AND NOT is_candidate GROUP BY version_id
) AS c ON c.version_id = w.version_id
"""
_TEXTS = """
SELECT v.title, coalesce(v.standfirst, ''), v.text, s.claims
FROM store.search_articles AS s JOIN store.versions AS v ON v.id = s.version_id
WHERE s.number >= $first ORDER BY s.number
"""
_NAMES = """
SELECT e.name FROM store.entities AS e WHERE e.id IN (
    SELECT m.entity_id FROM store.mentions AS m JOIN search_waiting AS w ON w.version_id = m.version_id
    WHERE w.place >= $start AND w.place < $end
)
UNION SELECT a.alias FROM store.aliases AS a WHERE a.entity_id IN (
    SELECT m.entity_id FROM store.mentions AS m JOIN search_waiting AS w ON w.version_id = m.version_id
    WHERE w.place >= $start AND w.place < $end
)
"""


def _weigh(store: Store, places: dict[str, int], first: int) -> tuple[Any, Any]:
    """The tables of words and of spellings of one run."""
    words: list[str] = []
    numbers, weights = array("i"), array("B")
    in_titles: set[str] = set()
    result = store.connection.execute(_TEXTS, {"first": first})
    number = first
    while rows := result.fetchmany(200):
        for title, standfirst, text, claims in rows:
            quotes = [text[claim["quote_start"] : claim["quote_end"]] for claim in claims]
            weighed = weigh_words(title, standfirst, text, quotes)
            in_titles.update(terms_in(title))
            words += weighed
            weights.extend(weighed.values())
            numbers.extend([number] * len(weighed))
            number += 1
    in_names = {term for (name,) in store.rows(_NAMES, places) for term in terms_in(name)}
    table = pa.table({"word": pa.array(words, pa.string()), "number": pa.array(numbers), "weight": pa.array(weights)})
    return table, _spelling_table(in_names, in_titles - in_names)


def _spelling_table(in_names: Iterable[str], in_titles: Iterable[str]) -> Any:
    rows = sorted([(word, True) for word in in_names] + [(word, False) for word in in_titles])
    kept = [(word, in_name) for word, in_name in rows if len(word) > 2 and not word[0].isdigit()]
    return pa.table(
        {
            "word": pa.array([word for word, _ in kept], pa.string()),
            "in_name": pa.array([in_name for _, in_name in kept], pa.bool_()),
        }
    )


def weigh_words(title: str, standfirst: str, text: str, quotes: Iterable[str]) -> dict[str, int]:
    """How much an article is about each of its words: 1 to 220."""
    chunks = Counter(text.split())
    counts: dict[str, int] = defaultdict(int)
    for chunk, count in chunks.items():
        for term in chunk_terms(chunk):
            counts[term] += count
    for part, times in ((standfirst, _STANDFIRST), *((quote, _QUOTE) for quote in quotes)):
        for term in terms_in(part):
            counts[term] += times
    for term in counts.keys() & COMMON:
        del counts[term]
    for term in terms_in(title):
        counts[term] += _TITLE
    length = _SATURATION * (0.25 + 0.75 * chunks.total() / _USUAL_LENGTH)
    most = _SCALE * (_SATURATION + 1)
    weights = {count: max(1, round(most * count / (count + length))) for count in set(counts.values())}
    return {term: weights[count] for term, count in counts.items()}

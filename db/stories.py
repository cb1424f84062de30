"""Articles grouped into stories, as they come in."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa

from db.instants import from_db, to_db
from db.store import Reader, Store
from extractors.records import Story
from extractors.stories import Background, Covering, group_stories


def update_stories(store: Store, fresh: Collection[str] | None) -> int:
    """Gives each article that is on topic its story; returns the number of stories that are new or have grown.

    `fresh` are articles to place; those that have a story keep it. None groups everything anew. Runs inside the
    caller's transaction.
    """
    with store.batch("fresh_batch", _ids(fresh or ())):
        _leave_stories(store, everything=fresh is None)
        articles = load_coverings(store, "fresh" if fresh is not None else "all")
    if not articles:
        return 0
    if fresh is None:
        stories = group_stories(articles)
    else:
        known, background = _load_around(store, articles)
        stories = group_stories(articles, _load_stories(store, [one.article_id for one in known]), known, background)
    _save_stories(store, stories)
    return len(stories)


def _load_around(store: Store, articles: Sequence[Covering]) -> tuple[list[Covering], Background]:
    """Articles that share a lead with these or are their originals, and how often names are named around their days."""
    first = min(article.published for article in articles) - _AROUND
    last = max(article.published for article in articles) + _AROUND
    leads = {entity for article in articles for entity in article.lead}
    originals = {article.copy_of for article in articles if article.copy_of is not None}
    with store.batch("lead_batch", _ids(leads)), store.batch("original_batch", _ids(originals)):
        known = load_coverings(store, "known", first, last)
    days = {"first": to_db(first), "last": to_db(last)}
    names = {entity for article in articles for entity in article.entities}
    with store.batch("name_batch", _ids(names)):
        named = dict(store.rows(_NAMED, days))
    total = store.value("SELECT count(*) FROM store.signatures WHERE published BETWEEN $first AND $last", days)
    # The new articles are signed and named already; grouping counts them itself.
    for article in articles:
        for entity in article.entities:
            named[entity] -= 1
    return known, Background(total - len(articles), named)


_AROUND = timedelta(days=31)
_NAMED = """
SELECT e.canonical_id, count(DISTINCT s.article_id)
FROM store.signatures AS s
JOIN store.mentions AS m ON m.version_id = s.version_id
JOIN store.entities AS e ON e.id = m.entity_id
WHERE s.published BETWEEN $first AND $last AND e.canonical_id IN (SELECT id FROM name_batch)
GROUP BY e.canonical_id
"""


def _leave_stories(store: Store, *, everything: bool) -> None:
    """Takes articles that are off topic now out of their stories; all articles for a new grouping."""
    if everything:
        store.connection.execute("DELETE FROM store.story_articles")
        store.connection.execute("DELETE FROM store.stories")
        return
    left = store.rows(
        "SELECT s.article_id FROM store.story_articles AS s SEMI JOIN fresh_batch AS f ON f.id = s.article_id "
        "JOIN store.articles AS a ON a.id = s.article_id "
        "JOIN store.extractions AS e ON e.version_id = a.version_id AND NOT e.keep"
    )
    if left:
        with store.batch("left_batch", _ids(row[0] for row in left)):
            store.connection.execute("DELETE FROM store.story_articles WHERE article_id IN (SELECT id FROM left_batch)")
        store.connection.execute(
            "DELETE FROM store.stories WHERE id NOT IN (SELECT story_id FROM store.story_articles)"
        )


# Each fills `chosen` with article ids; `covered` keeps those that are on topic.
_CHOOSE = {
    "all": "CREATE OR REPLACE TEMP TABLE chosen AS SELECT id FROM store.articles",
    "fresh": "CREATE OR REPLACE TEMP TABLE chosen AS "
    "SELECT id FROM fresh_batch ANTI JOIN store.story_articles AS s ON s.article_id = id",
    "known": """
CREATE OR REPLACE TEMP TABLE chosen AS
SELECT s.article_id AS id
FROM store.signatures AS s
SEMI JOIN store.story_articles AS y ON y.article_id = s.article_id
WHERE s.published BETWEEN $first AND $last AND s.version_id IN (
    SELECT m.version_id FROM store.mentions AS m JOIN store.entities AS e ON e.id = m.entity_id
    WHERE m.in_lead AND e.canonical_id IN (SELECT id FROM lead_batch)
)
UNION SELECT b.id FROM original_batch AS b SEMI JOIN store.story_articles AS y ON y.article_id = b.id
""",
}

_COVERED = """
CREATE OR REPLACE TEMP TABLE covered AS
SELECT a.id AS article_id, a.copy_of, v.id AS version_id, v.title, v.published
FROM chosen
JOIN store.articles AS a ON a.id = chosen.id
JOIN store.versions AS v ON v.id = a.version_id
JOIN store.extractions AS e ON e.version_id = v.id AND e.keep
"""

_ENTITIES = """
SELECT c.article_id, e.canonical_id, bool_or(m.in_lead), bool_or(e.type IN ('WORK', 'CHARACTER'))
FROM covered AS c
JOIN store.mentions AS m ON m.version_id = c.version_id
JOIN store.entities AS e ON e.id = m.entity_id
GROUP BY ALL
"""

# What is said of whom, without the wording: type, subject, amount, object.
_CLAIMS = """
SELECT DISTINCT c.article_id, concat_ws('|', k.type, s.canonical_id, k.low, k.unit, coalesce(o.canonical_id, k.object))
FROM covered AS c
JOIN store.claims AS k ON k.version_id = c.version_id AND NOT k.is_dropped AND NOT k.is_candidate
JOIN store.entities AS s ON s.id = k.subject_id
LEFT JOIN store.entities AS o ON o.id = k.object_id
"""


def load_coverings(
    reader: Reader, which: str, first: datetime | None = None, last: datetime | None = None
) -> list[Covering]:
    """Articles on topic as stories see them.

    `which`: `all`, `fresh` (those of `fresh_batch` without a story) or `known` (with one, between the instants, and
    with a lead of `lead_batch` or in `original_batch`).
    """
    days = {"first": to_db(first), "last": to_db(last)} if first and last else {}
    reader.connection.execute(_CHOOSE[which], days)
    reader.connection.execute(_COVERED)
    entities: dict[str, set[str]] = defaultdict(set)
    lead: dict[str, set[str]] = defaultdict(set)
    strong: dict[str, set[str]] = defaultdict(set)
    claims: dict[str, set[str]] = defaultdict(set)
    # One string object per entity, not one per mention: at 200,000 articles this is most of the memory.
    interned: dict[str, str] = {}
    for article, entity, in_lead, is_strong in reader.rows(_ENTITIES):
        name = interned.setdefault(entity, entity)
        entities[article].add(name)
        if in_lead:
            lead[article].add(name)
            if is_strong:
                strong[article].add(name)
    for article, key in reader.rows(_CLAIMS):
        claims[article].add(interned.setdefault(key, key))
    rows = reader.rows("SELECT article_id, title, published, copy_of FROM covered")
    return [
        Covering(
            article_id=article,
            title=title,
            published=from_db(published),
            entities=frozenset(entities[article]),
            lead=frozenset(lead[article]),
            strong=frozenset(strong[article]),
            claims=frozenset(claims[article]),
            copy_of=copy_of,
        )
        for article, title, published, copy_of in rows
    ]


def _load_stories(reader: Reader, articles: Collection[str]) -> list[Story]:
    """The stories of these articles, with all of their articles."""
    with reader.batch("ids_batch", _ids(articles)):
        rows = reader.rows(
            "SELECT s.id, s.title, s.first_seen, s.last_seen, list(a.article_id ORDER BY a.article_id) "
            "FROM store.stories AS s JOIN store.story_articles AS a ON a.story_id = s.id "
            "WHERE s.id IN (SELECT story_id FROM store.story_articles WHERE article_id IN (SELECT id FROM ids_batch)) "
            "GROUP BY ALL"
        )
    return [Story(id_, title, tuple(ids), from_db(first), from_db(last)) for id_, title, first, last, ids in rows]


def _save_stories(store: Store, stories: Sequence[Story]) -> None:
    table = pa.table(
        {
            "id": [story.id for story in stories],
            "title": [story.title for story in stories],
            "first_seen": pa.array([to_db(story.first_seen) for story in stories], pa.timestamp("us")),
            "last_seen": pa.array([to_db(story.last_seen) for story in stories], pa.timestamp("us")),
        }
    )
    members = [(article, story.id) for story in stories for article in story.article_ids]
    pairs = pa.table({"article_id": [pair[0] for pair in members], "story_id": [pair[1] for pair in members]})
    with store.batch("story_batch", table), store.batch("member_batch", pairs):
        store.connection.execute("INSERT OR REPLACE INTO store.stories BY NAME FROM story_batch")
        store.connection.execute("INSERT OR IGNORE INTO store.story_articles BY NAME FROM member_batch")


def _ids(ids: Iterable[str]) -> Any:
    return pa.table({"id": pa.array(list(ids), pa.string())})

"""Articles grouped into stories, as they come in."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import timedelta

import pyarrow as pa

from db.id_batches import few, id_table
from db.instants import from_db, to_db
from db.regrouping import regroup_articles
from db.store import Reader, Store
from extractors.records import Story
from extractors.stories import Background, Covering, group_stories


def update_stories(store: Store, fresh: Collection[str] | None) -> int:
    """Gives each article that is on topic its story; returns the number of stories that are new or have grown.

    `fresh` are those in `looked_at` (db.looked_at), signed already: they are placed, but for those that have a story
    and keep it. None groups everything anew. Runs inside the caller's transaction.
    """
    if fresh is None:
        return regroup_articles(store)
    _leave_stories(store)
    articles = _load_fresh(store)
    if not articles:
        return 0
    known, background = _load_around(store, articles)
    stories = group_stories(articles, _load_stories(store, [one.article_id for one in known]), known, background)
    _save_stories(store, stories)
    return len(stories)


def _load_around(store: Store, articles: Sequence[Covering]) -> tuple[list[Covering], Background]:
    """Articles that share a lead with these or are their originals, and how often names are named around their days."""
    first = min(article.published for article in articles) - _AROUND
    last = max(article.published for article in articles) + _AROUND
    days = {"first": to_db(first), "last": to_db(last)}
    leads = {entity for article in articles for entity in article.lead}
    originals = {article.copy_of for article in articles if article.copy_of is not None}
    names = {entity for article in articles for entity in article.entities}
    with store.batch("name_batch", id_table(names)):
        store.connection.execute(_SPELT)
    with store.batch("lead_batch", id_table(leads)), store.batch("original_batch", id_table(originals)):
        store.connection.execute(_CHOOSE_KNOWN, {**days, "few": few(store, originals)})
    chosen = [row[0] for row in store.rows("SELECT id FROM chosen")]
    store.connection.execute(_COVER_KNOWN, {"few": few(store, chosen)})
    known = load_coverings(store)
    named = dict(store.rows(_NAMED, days))
    total = store.value("SELECT count(*) FROM store.signatures WHERE published BETWEEN $first AND $last", days)
    # The new articles are signed and named already; grouping counts them itself.
    for article in articles:
        for entity in article.entities:
            named[entity] -= 1
    return known, Background(total - len(articles), named)


_AROUND = timedelta(days=31)
# The entities that stand behind the names.
_SPELT = """
CREATE OR REPLACE TEMP TABLE spelt AS
SELECT id, canonical_id FROM store.entities WHERE canonical_id IN (SELECT id FROM name_batch)
"""
_NAMED = """
SELECT e.canonical_id, count(DISTINCT s.article_id)
FROM (SELECT article_id, version_id FROM store.signatures WHERE published BETWEEN $first AND $last) AS s
JOIN (SELECT version_id, entity_id FROM store.mentions WHERE published BETWEEN $first AND $last) AS m
    ON m.version_id = s.version_id
JOIN spelt AS e ON e.id = m.entity_id
GROUP BY e.canonical_id
"""


def _leave_stories(store: Store) -> None:
    """Takes articles that are off topic now out of their stories."""
    off_topic = [row[0] for row in store.rows("SELECT id FROM looked_at WHERE NOT keep")]
    if not off_topic:
        return
    with store.batch("left_batch", id_table(off_topic)):
        left = store.rows(_LEAVE, {"few": few(store, off_topic)})
    if left:
        store.connection.execute(
            "DELETE FROM store.stories WHERE id NOT IN (SELECT story_id FROM store.story_articles)"
        )


_LEAVE = """
DELETE FROM store.story_articles
WHERE article_id IN (SELECT id FROM left_batch) AND ($few IS NULL OR article_id IN $few)
RETURNING article_id
"""


def _load_fresh(store: Store) -> list[Covering]:
    """The articles looked at that are on topic and in no story yet."""
    looked_at = [row[0] for row in store.rows("SELECT id FROM looked_at WHERE keep")]
    store.connection.execute(_COVER_FRESH, {"few": few(store, looked_at)})
    return load_coverings(store)


_COVER_FRESH = """
CREATE OR REPLACE TEMP TABLE covered AS
SELECT l.id AS article_id, l.copy_of, l.version_id, v.title, l.published
FROM looked_at AS l
JOIN store.versions AS v ON v.rowid = l.row
ANTI JOIN (SELECT article_id FROM store.story_articles WHERE $few IS NULL OR article_id IN $few) AS y
    ON y.article_id = l.id
WHERE l.keep
"""
# Articles on topic have a signature and, but for the fresh ones, a story.
_CHOOSE_KNOWN = """
CREATE OR REPLACE TEMP TABLE chosen AS
SELECT s.article_id AS id, s.version_id, s.published
FROM (SELECT article_id, version_id, published FROM store.signatures WHERE published BETWEEN $first AND $last) AS s
ANTI JOIN covered AS c USING (article_id)
WHERE s.version_id IN (
    SELECT m.version_id FROM store.mentions AS m JOIN spelt AS e ON e.id = m.entity_id
    WHERE m.in_lead AND m.published BETWEEN $first AND $last AND e.canonical_id IN (SELECT id FROM lead_batch)
)
UNION
SELECT s.article_id, s.version_id, s.published
FROM store.signatures AS s
SEMI JOIN original_batch AS b ON b.id = s.article_id
ANTI JOIN covered AS c USING (article_id)
WHERE $few IS NULL OR s.article_id IN $few
"""
# Their titles are of no use any more: they name no new story.
_COVER_KNOWN = """
CREATE OR REPLACE TEMP TABLE covered AS
SELECT c.id AS article_id, a.copy_of, c.version_id, '' AS title, c.published
FROM chosen AS c JOIN (SELECT id, copy_of FROM store.articles WHERE $few IS NULL OR id IN $few) AS a ON a.id = c.id
"""

# A mention and a claim have the date of their version, which tells the database where in a long record to look.
_FIND_MARKS = (
    """
CREATE OR REPLACE TEMP TABLE covered_names AS
SELECT c.article_id, m.entity_id, m.in_lead
FROM covered AS c JOIN store.mentions AS m ON m.version_id = c.version_id AND m.published = c.published
""",
    """
CREATE OR REPLACE TEMP TABLE covered_claims AS
SELECT c.article_id, k.type, k.subject_id, k.low, k.unit, k.object_id, k.object
FROM covered AS c
JOIN store.claims AS k
    ON k.version_id = c.version_id AND k.published = c.published AND NOT k.is_dropped AND NOT k.is_candidate
""",
    """
CREATE OR REPLACE TEMP TABLE covered_entities AS
SELECT id, canonical_id, type FROM store.entities WHERE id IN (
    SELECT entity_id FROM covered_names
    UNION SELECT subject_id FROM covered_claims UNION SELECT object_id FROM covered_claims
)
""",
)
_ENTITIES = """
SELECT n.article_id, e.canonical_id, bool_or(n.in_lead), bool_or(e.type IN ('WORK', 'CHARACTER'))
FROM covered_names AS n JOIN covered_entities AS e ON e.id = n.entity_id
GROUP BY ALL
"""
# What is said of whom, without the wording: type, subject, amount, object.
_CLAIMS = """
SELECT DISTINCT k.article_id, concat_ws('|', k.type, s.canonical_id, k.low, k.unit, coalesce(o.canonical_id, k.object))
FROM covered_claims AS k
JOIN covered_entities AS s ON s.id = k.subject_id
LEFT JOIN covered_entities AS o ON o.id = k.object_id
"""


def load_coverings(reader: Reader) -> list[Covering]:
    """The articles of the temporary table `covered` as stories see them."""
    for statement in _FIND_MARKS:
        reader.connection.execute(statement)
    entities: dict[str, set[str]] = defaultdict(set)
    lead: dict[str, set[str]] = defaultdict(set)
    strong: dict[str, set[str]] = defaultdict(set)
    claims: dict[str, set[str]] = defaultdict(set)
    for article, name, in_lead, is_strong in reader.rows(_ENTITIES):
        entities[article].add(name)
        if in_lead:
            lead[article].add(name)
            if is_strong:
                strong[article].add(name)
    for article, key in reader.rows(_CLAIMS):
        claims[article].add(key)
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
    """The stories of these articles, with these of their articles."""
    with reader.batch("ids_batch", id_table(articles)):
        reader.connection.execute(_CHOOSE_STORIES, {"few": few(reader, articles)})
    stories = [row[0] for row in reader.rows("SELECT DISTINCT story_id FROM chosen_stories")]
    rows = reader.rows(_STORIES, {"few": few(reader, stories)})
    return [Story(id_, title, tuple(ids), from_db(first), from_db(last)) for id_, title, first, last, ids in rows]


_CHOOSE_STORIES = """
CREATE OR REPLACE TEMP TABLE chosen_stories AS
SELECT article_id, story_id FROM store.story_articles SEMI JOIN ids_batch AS b ON b.id = article_id
WHERE $few IS NULL OR article_id IN $few
"""
_STORIES = """
SELECT s.id, s.title, s.first_seen, s.last_seen, list(c.article_id ORDER BY c.article_id)
FROM chosen_stories AS c JOIN store.stories AS s ON s.id = c.story_id
WHERE $few IS NULL OR s.id IN $few
GROUP BY ALL
"""


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

"""All stories made anew; rows that come out as they were stay where they are."""

from typing import Any

import numpy as np
import pyarrow as pa

from db.arrays import Ints, decode, encode
from db.grouping import Covered, Marks, group_articles
from db.store import Store


def regroup_articles(store: Store) -> int:
    """Gives each article that is on topic its story, whatever it had before; returns the number of stories."""
    store.connection.execute(_PLACED)
    articles, names, claims = (store.connection.sql(sql).to_arrow_table() for sql in (_ARTICLES, _NAMES, _SAID))
    (own, original), _ = encode(articles["article_id"], articles["copy_of"])
    named, order = _marks(names["place"], names["canonical_id"])
    covered = Covered(
        published=articles["published"].cast(pa.int64()).to_numpy(),
        own=own,
        original=original,
        names=named,
        in_lead=names["in_lead"].to_numpy()[order],
        is_strong=names["is_strong"].to_numpy()[order],
        claims=_marks(claims["place"], claims["said"])[0],
    )
    story, ids = group_articles(covered, articles["article_id"].to_pylist())
    table = pa.table({"place": pa.array(np.arange(len(story))), "story_id": decode(ids, story)})
    with store.batch("story_batch", table):
        for statement in _SWAP:
            store.connection.execute(statement)
    return len(ids)


def _marks(place: Any, mark: Any) -> tuple[Marks, Ints]:
    (codes,), _ = encode(mark)
    places = place.to_numpy()
    order: Ints = np.lexsort((codes, places))
    return Marks(places[order], codes[order]), order


_PLACED = """
CREATE OR REPLACE TEMP TABLE placed AS
SELECT row_number() OVER (ORDER BY v.published, a.id) - 1 AS place, a.id AS article_id, a.copy_of, v.id AS version_id,
       v.title, v.published
FROM store.articles AS a
JOIN store.versions AS v ON v.id = a.version_id
JOIN store.extractions AS e ON e.version_id = v.id AND e.keep
"""
_ARTICLES = "SELECT article_id, copy_of, published FROM placed ORDER BY place"
_NAMES = """
SELECT p.place, e.canonical_id, bool_or(m.in_lead) AS in_lead,
       bool_or(m.in_lead) AND bool_or(e.type IN ('WORK', 'CHARACTER')) AS is_strong
FROM placed AS p
JOIN store.mentions AS m ON m.version_id = p.version_id
JOIN store.entities AS e ON e.id = m.entity_id
GROUP BY ALL
"""
# What is said of whom, without the wording: type, subject, amount, object.
_SAID = """
SELECT DISTINCT p.place,
       concat_ws('|', k.type, s.canonical_id, k.low, k.unit, coalesce(o.canonical_id, k.object)) AS said
FROM placed AS p
JOIN store.claims AS k ON k.version_id = p.version_id AND NOT k.is_dropped AND NOT k.is_candidate
JOIN store.entities AS s ON s.id = k.subject_id
LEFT JOIN store.entities AS o ON o.id = k.object_id
"""
_SWAP = (
    "CREATE OR REPLACE TEMP TABLE grouped AS "
    "SELECT p.article_id, b.story_id, p.title, p.published, place FROM placed AS p JOIN story_batch AS b USING (place)",
    "CREATE OR REPLACE TEMP TABLE told AS SELECT story_id AS id, arg_min(title, place) AS title, "
    "min(published) AS first_seen, max(published) AS last_seen FROM grouped GROUP BY story_id",
    "DELETE FROM store.stories "
    "WHERE (id, title, first_seen, last_seen) NOT IN (SELECT (id, title, first_seen, last_seen) FROM told)",
    "INSERT INTO store.stories BY NAME FROM told ANTI JOIN store.stories USING (id)",
    "DELETE FROM store.story_articles WHERE (article_id, story_id) NOT IN (SELECT (article_id, story_id) FROM grouped)",
    "INSERT INTO store.story_articles BY NAME "
    "SELECT article_id, story_id FROM grouped ANTI JOIN store.story_articles USING (article_id)",
)

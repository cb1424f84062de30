"""The articles that a reconcile looks at, found once for all of its steps."""

from collections.abc import Collection

from db.id_batches import few, id_table
from db.store import Store


def look_at(store: Store, fresh: Collection[str] | None) -> None:
    """Fills the temporary table `looked_at` with these articles and their current versions; None looks at all.

    `row` is where the version lies in store.versions; `keep` says whether it is on topic, NULL that it has not been
    read yet.
    """
    if fresh is None:
        store.connection.execute(_LOOK_AT_ALL)
        return
    with store.batch("fresh_batch", id_table(fresh)):
        store.connection.execute(_FIND_ARTICLES, {"few": few(store, fresh)})
    versions = [row[0] for row in store.rows("SELECT version_id FROM looked_at_articles")]
    store.connection.execute(_LOOK_AT_FRESH, {"few": few(store, versions)})


_LOOK_AT_ALL = """
CREATE OR REPLACE TEMP TABLE looked_at AS
SELECT a.id, a.copy_of, a.version_id, v.rowid AS row, v.published, e.keep
FROM store.articles AS a
JOIN store.versions AS v ON v.id = a.version_id
LEFT JOIN store.extractions AS e ON e.version_id = a.version_id
"""
_FIND_ARTICLES = """
CREATE OR REPLACE TEMP TABLE looked_at_articles AS
SELECT id, copy_of, version_id FROM store.articles SEMI JOIN fresh_batch USING (id) WHERE $few IS NULL OR id IN $few
"""
_LOOK_AT_FRESH = """
CREATE OR REPLACE TEMP TABLE looked_at AS
SELECT a.id, a.copy_of, a.version_id, v.row, v.published, e.keep
FROM looked_at_articles AS a
JOIN (SELECT id, published, rowid AS row FROM store.versions WHERE $few IS NULL OR id IN $few) AS v
    ON v.id = a.version_id
LEFT JOIN (SELECT version_id, keep FROM store.extractions WHERE $few IS NULL OR version_id IN $few) AS e
    ON e.version_id = a.version_id
"""

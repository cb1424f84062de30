"""Which articles of the record link to which."""

from db.store import Store


def update_citations(store: Store, *, full: bool) -> set[str]:
    """Notes which articles the ones in `looked_at` (db.looked_at) link to, and which link to them.

    Returns the ids of articles that were read before what they link to came into the record. Runs inside the caller's
    transaction.
    """
    store.connection.execute(_DELETE)
    store.connection.execute(_INSERT)
    return set() if full else {row[0] for row in store.rows(_INSERT_LATE)}


_DELETE = "DELETE FROM store.citations WHERE article_id IN (SELECT id FROM looked_at)"
_INSERT = """
INSERT INTO store.citations
SELECT DISTINCT link.article_id, link.cited_id
FROM (
    SELECT l.id AS article_id, unnest(v.cites) AS cited_id
    FROM looked_at AS l JOIN store.versions AS v ON v.rowid = l.row
    WHERE v.rowid BETWEEN (SELECT min(row) FROM looked_at) AND (SELECT max(row) FROM looked_at)
) AS link SEMI JOIN store.articles AS a ON a.id = link.cited_id
WHERE link.article_id <> link.cited_id
"""
# Who links to an article is younger than it, but for an edit that kept its date, which is soon: a long record is not
# read from its beginning for today's articles.
_INSERT_LATE = """
INSERT INTO store.citations
SELECT DISTINCT link.article_id, link.cited_id
FROM (
    SELECT article_id, id, unnest(cites) AS cited_id
    FROM store.versions
    WHERE published >= (SELECT min(published) - INTERVAL 7 DAY FROM looked_at)
) AS link
SEMI JOIN looked_at AS l ON l.id = link.cited_id
JOIN store.articles AS a ON a.id = link.article_id AND a.version_id = link.id
ANTI JOIN store.citations AS c ON c.article_id = link.article_id AND c.cited_id = link.cited_id
WHERE link.article_id <> link.cited_id
RETURNING article_id
"""

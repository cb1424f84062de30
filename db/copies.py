"""Which articles are copies of which, and which link to which."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import pyarrow as pa

from db.instants import from_db, to_db
from db.store import Reader, Store
from extractors.copies import Signed, find_copies, sign


def update_copies(store: Store, fresh: Collection[str] | None) -> set[str]:
    """Looks for copies among articles that are on topic; returns the ids of articles whose original is another now.

    `fresh` are articles with a new text; None looks at all. Runs inside the caller's transaction.
    """
    found: set[str] = set()
    with store.batch("fresh_batch", _ids(fresh or ())):
        store.connection.execute(_LOOK_AT_ALL if fresh is None else _LOOK_AT_FRESH)
    store.connection.execute(_DELETE_CITATIONS)
    store.connection.execute(_INSERT_CITATIONS)
    _sign_texts(store)
    copies = find_copies(_load_signatures(store), partial(_load_texts, store), fresh=fresh)
    with store.batch("copies_batch", _pairs(copies)):
        changed = {id_: after for id_, _, after in store.rows(_JUDGED)}
    # An original that turns out to be a copy itself takes its copies with it.
    while changed:
        found = found | set(changed)
        with store.batch("judged_batch", _pairs(changed)):
            store.connection.execute(_UPDATE)
        changed = dict(store.rows(_COPIES_OF_COPIES))
    return found


def _load_texts(reader: Reader, article_ids: Collection[str]) -> dict[str, str]:
    """The current texts of articles."""
    with reader.batch("ids_batch", _ids(article_ids)):
        reader.connection.execute(_FIND_TEXTS)
    first, last = reader.rows("SELECT coalesce(min(row), 0), coalesce(max(row), 0) FROM wanted_texts")[0]
    return dict(reader.rows(_TEXTS, {"first": first, "last": last}))


# Where the texts lie first: a join that reads texts would read those of all articles.
_LOOK_AT_ALL = """
CREATE OR REPLACE TEMP TABLE looked_at AS
SELECT a.id, a.version_id, v.rowid AS row FROM store.articles AS a JOIN store.versions AS v ON v.id = a.version_id
"""
_LOOK_AT_FRESH = """
CREATE OR REPLACE TEMP TABLE looked_at AS
SELECT a.id, a.version_id, v.rowid AS row
FROM store.articles AS a SEMI JOIN fresh_batch USING (id) JOIN store.versions AS v ON v.id = a.version_id
"""
_FIND_TEXTS = """
CREATE OR REPLACE TEMP TABLE wanted_texts AS
SELECT a.id, v.rowid AS row
FROM store.articles AS a SEMI JOIN ids_batch USING (id) JOIN store.versions AS v ON v.id = a.version_id
"""
_TEXTS = """
SELECT w.id, v.text FROM wanted_texts AS w JOIN store.versions AS v ON v.rowid = w.row
WHERE v.rowid BETWEEN $first AND $last
"""


_DELETE_CITATIONS = "DELETE FROM store.citations WHERE article_id IN (SELECT id FROM looked_at)"
_INSERT_CITATIONS = """
INSERT INTO store.citations
SELECT DISTINCT link.article_id, link.cited_id
FROM (
    SELECT l.id AS article_id, unnest(v.cites) AS cited_id
    FROM looked_at AS l JOIN store.versions AS v ON v.rowid = l.row
    WHERE v.rowid BETWEEN (SELECT min(row) FROM looked_at) AND (SELECT max(row) FROM looked_at)
) AS link SEMI JOIN store.articles AS a ON a.id = link.cited_id
WHERE link.article_id <> link.cited_id
"""

_FIND_UNSIGNED = """
CREATE OR REPLACE TEMP TABLE wanted_texts AS
SELECT l.id, l.row
FROM looked_at AS l
JOIN store.extractions AS e ON e.version_id = l.version_id AND e.keep
ANTI JOIN store.signatures AS s ON s.article_id = l.id AND s.version_id = l.version_id
"""
_UNSIGNED = """
SELECT w.id, v.id, v.published, v.text FROM wanted_texts AS w JOIN store.versions AS v ON v.rowid = w.row
WHERE v.rowid BETWEEN $first AND $last
"""

_SIGNED_AT_ONCE = 5_000


def _sign_texts(store: Store) -> None:
    """Signs texts without a signature among those looked at, some at a time."""
    store.connection.execute(_FIND_UNSIGNED)
    places = [row[0] for row in store.rows("SELECT row FROM wanted_texts ORDER BY row")]
    for start in range(0, len(places), _SIGNED_AT_ONCE):
        here = places[start : start + _SIGNED_AT_ONCE]
        rows = store.rows(_UNSIGNED, {"first": here[0], "last": here[-1]})
        signed = [(version, sign(id_, from_db(published), text)) for id_, version, published, text in rows]
        with store.batch("signature_batch", _signature_table(signed)):
            store.connection.execute("INSERT OR REPLACE INTO store.signatures BY NAME FROM signature_batch")


def _signature_table(signed: Sequence[tuple[str, Signed]]) -> Any:
    return pa.table(
        {
            "article_id": pa.array([one.article_id for _, one in signed], pa.string()),
            "version_id": pa.array([version for version, _ in signed], pa.string()),
            "published": pa.array([to_db(one.published) for _, one in signed], pa.timestamp("us")),
            "shingles": pa.array([one.shingles for _, one in signed], pa.int32()),
            "signature": pa.array([one.signature for _, one in signed], pa.binary()),
        }
    )


# Copies are looked for around the days of the articles looked at.
_DAYS = """
SELECT min(published) - INTERVAL 46 DAY, max(published) + INTERVAL 46 DAY
FROM store.signatures SEMI JOIN looked_at AS l ON l.id = article_id
"""
_SIGNATURES = """
SELECT s.article_id, s.published, s.shingles, s.signature
FROM store.signatures AS s
JOIN store.articles AS a ON a.id = s.article_id
JOIN store.extractions AS e ON e.version_id = a.version_id AND e.keep
WHERE s.published BETWEEN $first AND $last
"""


def _load_signatures(reader: Reader) -> list[Signed]:
    first, last = reader.rows(_DAYS)[0]
    rows = reader.rows(_SIGNATURES, {"first": first, "last": last})
    return [Signed(id_, from_db(published), shingles, signature) for id_, published, shingles, signature in rows]


_COPIES_OF_COPIES = """
SELECT a.id, o.copy_of FROM store.articles AS a JOIN store.articles AS o ON o.id = a.copy_of
WHERE o.copy_of IS NOT NULL AND o.copy_of <> a.id
"""

# A copy's original is looked up again for the articles looked at only: what was a copy before stays one.
_JUDGED = """
SELECT a.id, a.copy_of AS before, b.copy_of AS after
FROM (SELECT id FROM looked_at UNION SELECT id FROM copies_batch)
JOIN store.articles AS a USING (id)
LEFT JOIN copies_batch AS b USING (id)
WHERE a.copy_of IS DISTINCT FROM b.copy_of
"""
_UPDATE = "UPDATE store.articles SET copy_of = j.copy_of FROM judged_batch AS j WHERE j.id = articles.id"


def _pairs(copies: Mapping[str, str | None]) -> Any:
    return pa.table(
        {"id": pa.array(list(copies), pa.string()), "copy_of": pa.array(list(copies.values()), pa.string())}
    )


def _ids(ids: Iterable[str]) -> Any:
    return pa.table({"id": pa.array(list(ids), pa.string())})

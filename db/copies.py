"""Which articles are copies of which, and which link to which."""

from collections.abc import Collection, Iterable, Mapping
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
    values = {"all": fresh is None}
    found: set[str] = set()
    with store.batch("fresh_batch", _ids(fresh or ())):
        store.connection.execute(_DELETE_CITATIONS, values)
        store.connection.execute(_INSERT_CITATIONS, values)
        _sign_texts(store, everything=fresh is None)
        signed = _load_signatures(store, everything=fresh is None)
        copies = find_copies(signed, partial(_load_texts, store), fresh=fresh)
        with store.batch("copies_batch", _pairs(copies)):
            changed = {id_: after for id_, _, after in store.rows(_JUDGED, values)}
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
    return dict(reader.rows(_TEXTS, _row_range(reader)))


# Where the texts lie first: a join that reads texts would read those of all articles.
_FIND_TEXTS = """
CREATE OR REPLACE TEMP TABLE wanted_texts AS
SELECT a.id, v.rowid AS row
FROM store.articles AS a SEMI JOIN ids_batch USING (id) JOIN store.versions AS v ON v.id = a.version_id
"""
_TEXTS = """
SELECT w.id, v.text FROM wanted_texts AS w JOIN store.versions AS v ON v.rowid = w.row
WHERE v.rowid BETWEEN $first AND $last
"""


def _row_range(reader: Reader) -> dict[str, int]:
    first, last = reader.rows("SELECT coalesce(min(row), 0), coalesce(max(row), 0) FROM wanted_texts")[0]
    return {"first": first, "last": last}


_DELETE_CITATIONS = "DELETE FROM store.citations WHERE $all OR article_id IN (SELECT id FROM fresh_batch)"
_INSERT_CITATIONS = """
INSERT INTO store.citations
SELECT DISTINCT link.article_id, link.cited_id
FROM (
    SELECT a.id AS article_id, unnest(v.cites) AS cited_id
    FROM store.articles AS a JOIN store.versions AS v ON v.id = a.version_id
    WHERE $all OR a.id IN (SELECT id FROM fresh_batch)
) AS link SEMI JOIN store.articles AS a ON a.id = link.cited_id
WHERE link.article_id <> link.cited_id
"""

_FIND_UNSIGNED = """
CREATE OR REPLACE TEMP TABLE wanted_texts AS
SELECT a.id, v.rowid AS row
FROM store.articles AS a
JOIN store.versions AS v ON v.id = a.version_id
JOIN store.extractions AS e ON e.version_id = v.id AND e.keep
ANTI JOIN store.signatures AS s ON s.article_id = a.id AND s.version_id = v.id
WHERE $all OR a.id IN (SELECT id FROM fresh_batch)
"""
_UNSIGNED = """
SELECT w.id, v.id, v.published, v.text FROM wanted_texts AS w JOIN store.versions AS v ON v.rowid = w.row
WHERE v.rowid BETWEEN $first AND $last
"""

_SIGNED_AT_ONCE = 1_000


def _sign_texts(store: Store, *, everything: bool) -> None:
    """Signs texts without a signature; only the signatures are held in memory."""
    store.connection.execute(_FIND_UNSIGNED, {"all": everything})
    result = store.connection.execute(_UNSIGNED, _row_range(store))
    signed: list[tuple[str, Signed]] = []
    while rows := result.fetchmany(_SIGNED_AT_ONCE):
        signed += [(version, sign(id_, from_db(published), text)) for id_, version, published, text in rows]
    table = pa.table(
        {
            "article_id": pa.array([one.article_id for _, one in signed], pa.string()),
            "version_id": pa.array([version for version, _ in signed], pa.string()),
            "published": pa.array([to_db(one.published) for _, one in signed], pa.timestamp("us")),
            "shingles": pa.array([one.shingles for _, one in signed], pa.int32()),
            "signature": pa.array([one.signature for _, one in signed], pa.binary()),
        }
    )
    with store.batch("signature_batch", table):
        store.connection.execute("INSERT OR REPLACE INTO store.signatures BY NAME FROM signature_batch")


# Copies are looked for around the days of the fresh articles only.
_SIGNATURES = """
WITH fresh AS (
    SELECT min(published) - INTERVAL 46 DAY AS first, max(published) + INTERVAL 46 DAY AS last
    FROM store.signatures WHERE article_id IN (SELECT id FROM fresh_batch)
)
SELECT s.article_id, s.published, s.shingles, s.signature
FROM store.signatures AS s
JOIN store.articles AS a ON a.id = s.article_id
JOIN store.extractions AS e ON e.version_id = a.version_id AND e.keep
WHERE $all OR s.published BETWEEN (SELECT first FROM fresh) AND (SELECT last FROM fresh)
"""


def _load_signatures(reader: Reader, *, everything: bool) -> list[Signed]:
    rows = reader.rows(_SIGNATURES, {"all": everything})
    return [Signed(id_, from_db(published), shingles, signature) for id_, published, shingles, signature in rows]


_COPIES_OF_COPIES = """
SELECT a.id, o.copy_of FROM store.articles AS a JOIN store.articles AS o ON o.id = a.copy_of
WHERE o.copy_of IS NOT NULL AND o.copy_of <> a.id
"""

# A copy's original is looked up again for the fresh articles only: what was a copy before stays one.
_JUDGED = """
SELECT a.id, a.copy_of AS before, b.copy_of AS after
FROM store.articles AS a LEFT JOIN copies_batch AS b USING (id)
WHERE ($all OR b.id IS NOT NULL OR a.id IN (SELECT id FROM fresh_batch)) AND a.copy_of IS DISTINCT FROM b.copy_of
"""
_UPDATE = "UPDATE store.articles SET copy_of = j.copy_of FROM judged_batch AS j WHERE j.id = articles.id"


def _pairs(copies: Mapping[str, str | None]) -> Any:
    return pa.table(
        {"id": pa.array(list(copies), pa.string()), "copy_of": pa.array(list(copies.values()), pa.string())}
    )


def _ids(ids: Iterable[str]) -> Any:
    return pa.table({"id": pa.array(list(ids), pa.string())})

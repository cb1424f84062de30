"""Which articles are copies of which."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any

import pyarrow as pa

from db.id_batches import few, id_table
from db.instants import from_db, to_db
from db.store import Reader, Store
from extractors.copies import Signatures, Signed, find_copies, read_signatures, sign


def update_copies(store: Store, fresh: Collection[str] | None) -> set[str]:
    """Looks for copies among articles that are on topic; returns the ids of articles whose original is another now.

    `fresh` are those in `looked_at` (db.looked_at), which have a new text; None looks at all. Either way the same comes
    out, as long as no standing paragraph is crowded (extractors.copies). Runs inside the caller's transaction.
    """
    _sign_texts(store)
    judged, copies = _find_all(store) if fresh is None else _find_around(store, fresh)
    with store.batch("copies_batch", _pairs(copies)), store.batch("judged_batch", id_table(judged or ())):
        asked = {"all": judged is None, "few": None if judged is None else few(store, judged)}
        changed = dict(store.rows(_CHANGED, asked))
    with store.batch("changed_batch", _pairs(changed)):
        store.connection.execute(_UPDATE, {"few": few(store, changed)})
        store.connection.execute(_UPDATE_LOOKED_AT)
    return set(changed)


def _find_all(store: Store) -> tuple[None, dict[str, str]]:
    return None, find_copies(_load_signatures(store, None), partial(_load_texts, store))


def _find_around(store: Store, fresh: Collection[str]) -> tuple[set[str], dict[str, str]]:
    """Articles whose original may depend on the fresh ones, and which of them are copies of which.

    These are the fresh ones, what is like them now, and all that was a copy of the same original before: of a copy only
    the first original is kept, not which copy it was made from.
    """
    judged = set(fresh)
    while True:
        copies = find_copies(_load_signatures(store, judged), partial(_load_texts, store), fresh=judged)
        near = judged | copies.keys() | set(copies.values())
        near |= _load_families(store, near)
        if near == judged:
            return judged, copies
        judged = near


def _load_families(reader: Reader, article_ids: Collection[str]) -> set[str]:
    """The originals of these articles, and all copies of those or of these, as they stood before."""
    with reader.batch("ids_batch", id_table(article_ids)):
        originals = {row[0] for row in reader.rows(_ORIGINALS, {"few": few(reader, article_ids)})}
    with reader.batch("ids_batch", id_table(originals.union(article_ids))):
        return originals | {row[0] for row in reader.rows(_COPIES_OF)}


_ORIGINALS = """
SELECT DISTINCT copy_of FROM store.articles SEMI JOIN ids_batch USING (id)
WHERE copy_of IS NOT NULL AND ($few IS NULL OR id IN $few)
"""
_COPIES_OF = "SELECT id FROM store.articles WHERE copy_of IN (FROM ids_batch)"


def _load_texts(reader: Reader, article_ids: Collection[str]) -> dict[str, str]:
    """The current texts of articles."""
    with reader.batch("ids_batch", id_table(article_ids)):
        reader.connection.execute(_FIND_ARTICLES, {"few": few(reader, article_ids)})
    versions = [row[0] for row in reader.rows("SELECT version_id FROM wanted_articles")]
    reader.connection.execute(_FIND_TEXTS, {"few": few(reader, versions)})
    first, last = reader.rows("SELECT coalesce(min(row), 0), coalesce(max(row), 0) FROM wanted_texts")[0]
    return dict(reader.rows(_TEXTS, {"first": first, "last": last}))


# Where the texts lie first: a join that reads texts would read those of all articles.
_FIND_ARTICLES = """
CREATE OR REPLACE TEMP TABLE wanted_articles AS
SELECT id, version_id FROM store.articles SEMI JOIN ids_batch USING (id) WHERE $few IS NULL OR id IN $few
"""
_FIND_TEXTS = """
CREATE OR REPLACE TEMP TABLE wanted_texts AS
SELECT a.id, v.row
FROM wanted_articles AS a
JOIN (SELECT id, rowid AS row FROM store.versions WHERE $few IS NULL OR id IN $few) AS v ON v.id = a.version_id
"""
_TEXTS = """
SELECT w.id, v.text FROM wanted_texts AS w JOIN store.versions AS v ON v.rowid = w.row
WHERE v.rowid BETWEEN $first AND $last
"""


# A signature has the date of its text, which tells the database where in a long record to look.
_SIGNED_DAYS = "SELECT min(published), max(published) FROM looked_at"
_FIND_UNSIGNED = """
CREATE OR REPLACE TEMP TABLE wanted_texts AS
SELECT l.id, l.row
FROM looked_at AS l
ANTI JOIN (SELECT article_id, version_id FROM store.signatures WHERE published BETWEEN $first AND $last) AS s
    ON s.article_id = l.id AND s.version_id = l.version_id
WHERE l.keep
"""
_UNSIGNED = """
SELECT w.id, v.id, v.published, v.text FROM wanted_texts AS w JOIN store.versions AS v ON v.rowid = w.row
WHERE v.rowid BETWEEN $first AND $last
"""

_SIGNED_AT_ONCE = 5_000


def _sign_texts(store: Store) -> None:
    """Signs texts on topic without a signature among those looked at, some at a time; others lose theirs."""
    off_topic = [row[0] for row in store.rows("SELECT id FROM looked_at WHERE keep IS NOT true")]
    if off_topic:
        with store.batch("off_topic_batch", id_table(off_topic)):
            store.connection.execute(_DELETE_SIGNATURES, {"few": few(store, off_topic)})
    first, last = store.rows(_SIGNED_DAYS)[0]
    store.connection.execute(_FIND_UNSIGNED, {"first": first, "last": last})
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


_DELETE_SIGNATURES = """
DELETE FROM store.signatures
WHERE article_id IN (SELECT id FROM off_topic_batch) AND ($few IS NULL OR article_id IN $few)
"""

# Copies are looked for around the days of the articles that are judged.
_DAYS = """
SELECT min(published) - INTERVAL 46 DAY, max(published) + INTERVAL 46 DAY
FROM store.signatures SEMI JOIN ids_batch AS b ON b.id = article_id WHERE $few IS NULL OR article_id IN $few
"""
_SIGNATURES = """
SELECT article_id, published, shingles, signature
FROM store.signatures
WHERE ($all OR published BETWEEN $first AND $last) AND octet_length(signature) > 0
ORDER BY published, article_id
"""


def _load_signatures(reader: Reader, around: Collection[str] | None) -> Signatures:
    first, last = None, None
    if around is not None:
        with reader.batch("ids_batch", id_table(around)):
            ((first, last),) = reader.rows(_DAYS, {"few": few(reader, around)})
    days = {"all": around is None, "first": first, "last": last}
    found = reader.connection.sql(_SIGNATURES, params=days).to_arrow_table()
    ids, published, shingles, signatures = found.columns
    times, sizes = published.cast(pa.int64()).to_numpy(), shingles.cast(pa.int64()).to_numpy()
    return Signatures(ids.to_pylist(), times, sizes, read_signatures(signatures.to_pylist()))


_CHANGED = """
SELECT a.id, b.copy_of
FROM (
    SELECT id, copy_of FROM store.articles
    WHERE ($all OR id IN (FROM judged_batch)) AND ($few IS NULL OR id IN $few)
) AS a
LEFT JOIN copies_batch AS b USING (id)
WHERE a.copy_of IS DISTINCT FROM b.copy_of
"""
_UPDATE = """
UPDATE store.articles SET copy_of = c.copy_of
FROM changed_batch AS c WHERE c.id = articles.id AND ($few IS NULL OR articles.id IN $few)
"""
_UPDATE_LOOKED_AT = "UPDATE looked_at SET copy_of = c.copy_of FROM changed_batch AS c WHERE c.id = looked_at.id"


def _pairs(copies: Mapping[str, str | None]) -> Any:
    return pa.table(
        {"id": pa.array(list(copies), pa.string()), "copy_of": pa.array(list(copies.values()), pa.string())}
    )

"""Articles: every version of a text is kept, since an outlet that changes a figure is news."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import pyarrow as pa

from db.id_batches import few, id_table
from db.ids import article_id, version_id
from db.instants import from_db, from_db_or_none, offset_minutes, to_db, to_db_or_none
from db.store import Reader, Store
from extractors.ids import LETTERS
from extractors.records import Article, Link


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """A version of an article as the record holds it; `number` counts the versions from 1."""

    article_id: str
    version_id: str
    number: int
    seen_at: datetime
    article: Article


@dataclass(frozen=True, slots=True)
class SavedArticle:
    """What saving an article came to."""

    article_id: str
    version_id: str
    outcome: Literal["new", "changed", "unchanged"]
    article: Article


def save_articles(store: Store, articles: Sequence[Article], *, run_id: str, at: datetime) -> list[SavedArticle]:
    """Stores what is new or changed, in one transaction; answers in the order given.

    An article without a date of publication counts as published when it was first seen. Of two articles with one
    address in a batch the later one is kept. An article that goes back to what it said before has a version of its own
    for that; what was seen at one moment are renderings, and one that is met again then is no new version.
    """
    ids = [article_id(article.url) for article in articles]
    batch = dict(zip(ids, articles, strict=True))
    if not batch:
        return []
    table = article_table(batch)
    known = save_article_table(store, table, run_id=run_id, at=at)
    saved = {}
    for (id_, article), content in zip(batch.items(), table["version_id"].to_pylist(), strict=True):
        before, version = known.get(id_, (None, content))
        outcome: Literal["new", "changed", "unchanged"] = "new"
        if before is not None:
            outcome = "unchanged" if before == version else "changed"
        saved[id_] = SavedArticle(id_, version, outcome, article)
    return [saved[id_] for id_ in dict.fromkeys(ids)]


def save_article_table(store: Store, table: Any, *, run_id: str, at: datetime) -> dict[str, tuple[str, str]]:
    """The bulk load behind `save_articles`: the columns of `article_table` in, in one transaction.

    Returns the versions that were current before and are now, by article, of those that were stored before.
    """
    values = {"run_id": run_id, "at": to_db(at)}
    with store.transaction(), store.batch("article_columns", table):
        store.connection.execute(_FIND_KNOWN, {"few": few(store, table["article_id"].to_pylist())})
        store.connection.execute(_NAME_VERSIONS, {"at": to_db(at), "letters": LETTERS})
        store.connection.execute(_COMPARE)
        rows = store.rows("SELECT article_id, before_id, version_id FROM compared WHERE before_id IS NOT NULL")
        known = {article: (before, version) for article, before, version in rows}
        store.connection.execute(_INSERT_VERSIONS, values)
        store.connection.execute(_UPSERT_ARTICLES, {"at": to_db(at)})
        store.connection.execute(
            "INSERT INTO store.pending SELECT 'article', article_id FROM article_batch WHERE is_new"
        )
    return known


_FIND_KNOWN = """
CREATE OR REPLACE TEMP TABLE known_articles AS
SELECT b.article_id, b.version_id AS content_id, a.version_id AS before_id, a.versions, a.first_seen
FROM article_columns AS b
LEFT JOIN (SELECT id, version_id, versions, first_seen FROM store.articles WHERE $few IS NULL OR id IN $few) AS a
    ON a.id = b.article_id
"""
# The id of a version is that of what it says (db/ids.py). An article that goes back to an earlier text would have it a
# second time, and the day on which it went back would be lost: there the number of the version stands behind.
_NAME_VERSIONS = """
CREATE OR REPLACE TEMP TABLE compared AS
SELECT k.article_id, k.before_id, k.versions, k.first_seen,
       CASE
           WHEN left(k.before_id, $letters) = k.content_id THEN k.before_id
           WHEN e.seen_at >= $at THEN e.id
           WHEN e.id IS NOT NULL THEN k.content_id || (k.versions + 1)
           ELSE k.content_id
       END AS version_id,
       k.before_id IS DISTINCT FROM version_id AS is_new
FROM known_articles AS k
LEFT JOIN (
    SELECT v.article_id, left(v.id, $letters) AS content_id, arg_max(v.id, v.number) AS id, max(v.seen_at) AS seen_at
    FROM store.versions AS v
    SEMI JOIN (FROM known_articles WHERE left(before_id, $letters) <> content_id) AS c ON c.article_id = v.article_id
    GROUP BY ALL
) AS e ON e.article_id = k.article_id AND e.content_id = k.content_id
"""
# A view, so that texts are not copied once more.
_COMPARE = """
CREATE OR REPLACE TEMP VIEW article_batch AS
SELECT b.* EXCLUDE (version_id), c.* EXCLUDE (article_id)
FROM article_columns AS b JOIN compared AS c USING (article_id);
"""
_INSERT_VERSIONS = """
INSERT INTO store.versions BY NAME
SELECT version_id AS id, article_id, coalesce(versions, 0) + 1 AS number, title, standfirst, text, authors,
       coalesce(published, first_seen, $at) AS published, published IS NOT NULL AS has_date, utc_offset, modified,
       language, is_free, confidence, links, cites, $at AS seen_at, $run_id AS run_id
FROM article_batch
WHERE is_new
ON CONFLICT DO NOTHING
"""

# Renderings of one moment may take turns without a new version: versions are counted, not added up.
_UPSERT_ARTICLES = """
INSERT INTO store.articles BY NAME
SELECT b.article_id AS id, b.url, b.outlet, $at AS first_seen, $at AS last_seen, b.version_id, v.versions
FROM article_batch AS b
JOIN (
    SELECT article_id, count(*) AS versions FROM store.versions SEMI JOIN compared USING (article_id) GROUP BY ALL
) AS v USING (article_id)
ON CONFLICT (id) DO UPDATE SET
    last_seen = greatest(last_seen, excluded.last_seen), version_id = excluded.version_id, versions = excluded.versions
"""


def article_table(batch: Mapping[str, Article]) -> Any:
    """Articles by their ids as columns. It needs no database: it may be made in another process."""
    articles = list(batch.values())
    link_type = pa.struct([("url", pa.string()), ("text", pa.string()), ("paragraph", pa.int32())])
    return pa.table(
        {
            "article_id": pa.array(list(batch), pa.string()),
            "version_id": pa.array([version_id(id_, article) for id_, article in batch.items()], pa.string()),
            "url": pa.array([article.url for article in articles], pa.string()),
            "outlet": pa.array([article.outlet for article in articles], pa.string()),
            "title": pa.array([article.title for article in articles], pa.string()),
            "standfirst": pa.array([article.standfirst for article in articles], pa.string()),
            "text": pa.array([article.text for article in articles], pa.string()),
            "authors": pa.array([list(article.authors) for article in articles], pa.list_(pa.string())),
            "published": pa.array([to_db_or_none(article.published) for article in articles], pa.timestamp("us")),
            "utc_offset": pa.array([offset_minutes(article.published) for article in articles], pa.int16()),
            "modified": pa.array([to_db_or_none(article.modified) for article in articles], pa.timestamp("us")),
            "language": pa.array([article.language for article in articles], pa.string()),
            "is_free": pa.array([article.is_free for article in articles], pa.bool_()),
            "confidence": pa.array([article.confidence for article in articles], pa.float64()),
            "links": pa.array(
                [
                    [{"url": link.url, "text": link.text, "paragraph": link.paragraph} for link in article.links]
                    for article in articles
                ],
                pa.list_(link_type),
            ),
            "cites": pa.array(
                [sorted({article_id(link.url) for link in article.links}) for article in articles],
                pa.list_(pa.string()),
            ),
        }
    )


def load_versions_without_claims(reader: Reader, extractor: str, *, limit: int | None = None) -> list[StoredArticle]:
    """Versions that this extractor has not read yet, oldest first: what an interrupted run left, or all for a new one.

    Superseded versions are included, since a revision is told by the claims of both.
    """
    rows = reader.rows(
        "FROM store.version_rows ANTI JOIN (SELECT version_id FROM store.extractions WHERE extractor = $extractor) "
        "USING (version_id) ORDER BY seen_at, version_id LIMIT $limit",
        {"extractor": extractor, "limit": 2**62 if limit is None else limit},
    )
    return [_stored(row) for row in rows]


def load_versions(reader: Reader, version_ids: Collection[str]) -> list[StoredArticle]:
    """These versions, oldest first."""
    rows = reader.rows(
        "FROM store.version_rows WHERE version_id IN (SELECT unnest($ids)) ORDER BY seen_at, version_id",
        {"ids": list(version_ids)},
    )
    return [_stored(row) for row in rows]


def load_articles(reader: Reader, article_ids: Collection[str] | None = None) -> list[StoredArticle]:
    """The current versions of all articles, or of those asked for, oldest first."""
    with reader.batch("ids_batch", id_table(article_ids or ())):
        rows = reader.rows(
            "SELECT COLUMNS(v.*) FROM store.version_rows AS v JOIN store.articles AS a USING (version_id) "
            "WHERE $all OR a.id IN (SELECT id FROM ids_batch) ORDER BY seen_at, version_id",
            {"all": article_ids is None},
        )
    return [_stored(row) for row in rows]


def _stored(row: tuple[Any, ...]) -> StoredArticle:
    article = Article(
        url=row[4],
        title=row[5],
        text=row[6],
        outlet=row[7],
        published=from_db(row[8], row[17]) if row[9] else None,
        modified=from_db_or_none(row[10]),
        standfirst=row[11],
        authors=tuple(row[12]),
        language=row[13],
        is_free=row[14],
        links=tuple(Link(link["url"], link["text"], link["paragraph"]) for link in row[15]),
        confidence=row[16],
    )
    return StoredArticle(row[0], row[1], row[2], from_db(row[3]), article)

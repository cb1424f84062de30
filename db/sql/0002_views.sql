-- Rows as the typed functions read them.

CREATE VIEW store.version_rows AS
SELECT v.article_id, v.id AS version_id, v.number, v.seen_at, a.url, v.title, v.text, a.outlet, v.published, v.has_date,
       v.modified, v.standfirst, v.authors, v.language, v.is_free, v.links, v.confidence
FROM store.versions AS v JOIN store.articles AS a ON a.id = v.article_id;

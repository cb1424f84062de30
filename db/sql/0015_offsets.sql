-- The day of publication where the page says that it is: relative dates count from there, not from the day in UTC.
-- Minutes ahead of UTC, 0 also where the page names no zone; NULL where it was not kept or there is no date.
ALTER TABLE store.versions ADD COLUMN utc_offset SMALLINT;

CREATE OR REPLACE VIEW store.version_rows AS
SELECT v.article_id, v.id AS version_id, v.number, v.seen_at, a.url, v.title, v.text, a.outlet, v.published, v.has_date,
       v.modified, v.standfirst, v.authors, v.language, v.is_free, v.links, v.confidence, v.utc_offset
FROM store.versions AS v JOIN store.articles AS a ON a.id = v.article_id;

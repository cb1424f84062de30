-- When an article came to say what it says: an edit without a date of its own is as old as its reading, and a statement
-- that an edit leaves as it was is as old as it was before.
CREATE OR REPLACE MACRO store.sourced_of(claims_table) AS TABLE
WITH edited AS (
    SELECT c.id, v.number,
           CASE
               WHEN v.number > 1 THEN coalesce(v.modified, greatest(v.published, v.seen_at)) ELSE v.published
           END AS moment,
           (c.article_id, c.type, c.subject_id, c.object_id, c.object, c.label, c.low, c.high, c.unit, c.bound, c.date,
            c.as_of, c.status, c.attribution) AS said
    FROM query_table(claims_table) AS c
    JOIN store.articles AS a ON a.id = c.article_id AND a.versions > 1
    JOIN store.versions AS v ON v.id = c.version_id
    WHERE NOT c.is_dropped
),
-- Versions in a row that say the same.
runs AS (
    SELECT id, said, moment, number - dense_rank() OVER (PARTITION BY said ORDER BY number) AS run FROM edited
),
stated AS (
    SELECT id, min(moment) OVER (PARTITION BY said, run) AS moment FROM runs
)
SELECT c.id, c.type, s.name AS subject, c.object, c.label, c.low, c.high, c.unit, c.bound, c.date, c.as_of, c.status,
       c.attribution, c.quote, c.quote_start, c.quote_end, c.value_start, c.value_end, c.confidence,
       s.canonical_id AS subject_id, o.canonical_id AS object_id, c.article_id, c.version_id, c.outlet, a.url,
       coalesce(r.moment, v.published) AS published,
       c.version_id = a.version_id OR e.version_id IS NULL AND v.number = a.versions - 1 AS is_current,
       a.copy_of, t.canonical_id AS attribution_id, t.type AS attribution_type, l.cites, v.number AS version
FROM query_table(claims_table) AS c
JOIN store.entities AS s ON s.id = c.subject_id
JOIN store.articles AS a ON a.id = c.article_id
JOIN store.versions AS v ON v.id = c.version_id
LEFT JOIN stated AS r ON r.id = c.id
LEFT JOIN store.extractions AS e ON e.version_id = a.version_id
LEFT JOIN store.entities AS o ON o.id = c.object_id
LEFT JOIN store.entities AS t ON t.id = c.attribution_id
LEFT JOIN (
    SELECT article_id, list(cited_id ORDER BY cited_id) AS cites
    FROM store.citations WHERE article_id IN (SELECT article_id FROM query_table(claims_table))
    GROUP BY article_id
) AS l ON l.article_id = c.article_id
LEFT JOIN store.verdicts AS x ON x.claim_id = c.id AND x.kind = 'accept'
WHERE NOT c.is_dropped AND (NOT c.is_candidate OR x.claim_id IS NOT NULL);

CREATE OR REPLACE VIEW store.sourced_claims AS FROM store.sourced_of('store.claims');

COMMENT ON COLUMN facts.first_seen IS 'Publication of the first claim (UTC); of a claim that came with an edit, the date of the edit, or when it was read.';
COMMENT ON COLUMN facts.last_seen IS 'The same of the latest claim (UTC); an edit that leaves a claim as it was makes it no later.';
COMMENT ON COLUMN history.first_seen IS 'Publication of the first claim (UTC); of a claim that came with an edit, the date of the edit, or when it was read.';

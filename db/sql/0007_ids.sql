-- An id made of what it names, joined by chr(31) with chr(0) for what is missing: extractors/ids.py.
CREATE MACRO store.digest_id(joined) AS translate(to_base64(unhex(left(sha256(joined), 18))), '+/', 'xy');

-- The rows of `store.sourced_claims` for a part of the claims: those of a table with the columns of `store.claims`. Of a
-- view over all claims the few that are asked for would be found after everything was joined.
CREATE MACRO store.sourced_of(claims_table) AS TABLE
SELECT c.id, c.type, s.name AS subject, c.object, c.label, c.low, c.high, c.unit, c.bound, c.date, c.as_of, c.status,
       c.attribution, c.quote, c.quote_start, c.quote_end, c.value_start, c.value_end, c.confidence,
       s.canonical_id AS subject_id, o.canonical_id AS object_id, c.article_id, c.version_id, c.outlet, a.url,
       CASE WHEN v.number > 1 THEN coalesce(v.modified, v.published) ELSE v.published END AS published,
       c.version_id = a.version_id OR e.version_id IS NULL AND v.number = a.versions - 1 AS is_current,
       a.copy_of, t.canonical_id AS attribution_id, t.type AS attribution_type, l.cites
FROM query_table(claims_table) AS c
JOIN store.entities AS s ON s.id = c.subject_id
JOIN store.articles AS a ON a.id = c.article_id
JOIN store.versions AS v ON v.id = c.version_id
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

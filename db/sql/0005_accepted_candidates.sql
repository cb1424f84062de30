-- A candidate that a user accepts counts as a claim.

-- What is in force about a claim: the latest decision. A claim that is read otherwise now hands its decisions on to the
-- one that it became: the same type with its value at the same place of the same text.
CREATE VIEW store.verdicts AS
WITH decided AS (
    SELECT id, kind, decided_at, unnest(claim_ids) AS claim_id
    FROM store.decisions ANTI JOIN store.undone_decisions AS u ON u.decision_id = id
    WHERE kind IN ('accept', 'reject')
),
became AS (
    SELECT n.id AS claim_id, d.kind, d.decided_at, d.id
    FROM decided AS d
    JOIN store.claims AS o ON o.id = d.claim_id AND o.is_dropped
    JOIN store.claims AS n ON n.version_id = o.version_id AND n.type = o.type AND n.value_start = o.value_start
        AND NOT n.is_dropped
)
SELECT claim_id, arg_max(kind, (decided_at, id)) AS kind
FROM (SELECT claim_id, kind, decided_at, id FROM decided UNION ALL FROM became)
GROUP BY claim_id;

CREATE OR REPLACE VIEW store.sourced_claims AS
SELECT c.id, c.type, s.name AS subject, c.object, c.label, c.low, c.high, c.unit, c.bound, c.date, c.as_of, c.status,
       c.attribution, c.quote, c.quote_start, c.quote_end, c.value_start, c.value_end, c.confidence,
       s.canonical_id AS subject_id, o.canonical_id AS object_id, c.article_id, c.version_id, c.outlet, a.url,
       CASE WHEN v.number > 1 THEN coalesce(v.modified, v.published) ELSE v.published END AS published,
       c.version_id = a.version_id OR e.version_id IS NULL AND v.number = a.versions - 1 AS is_current,
       a.copy_of, t.canonical_id AS attribution_id, t.type AS attribution_type, l.cites
FROM store.claims AS c
JOIN store.entities AS s ON s.id = c.subject_id
JOIN store.articles AS a ON a.id = c.article_id
JOIN store.versions AS v ON v.id = c.version_id
LEFT JOIN store.extractions AS e ON e.version_id = a.version_id
LEFT JOIN store.entities AS o ON o.id = c.object_id
LEFT JOIN store.entities AS t ON t.id = c.attribution_id
LEFT JOIN (SELECT article_id, list(cited_id ORDER BY cited_id) AS cites FROM store.citations GROUP BY article_id) AS l
    ON l.article_id = c.article_id
LEFT JOIN store.verdicts AS x ON x.claim_id = c.id AND x.kind = 'accept'
WHERE NOT c.is_dropped AND (NOT c.is_candidate OR x.claim_id IS NOT NULL);

CREATE OR REPLACE VIEW store.claim_rows AS
SELECT c.id AS claim_id, c.type, s.name AS subject, s.type AS subject_type, c.label, coalesce(o.name, c.object) AS object,
       c.low AS value, c.high AS value_high, c.unit, c.usd_low AS usd, c.usd_high, c.bound, c.date, c.as_of, c.status,
       c.attribution, c.quote, coalesce(u.name, c.outlet) AS outlet, a.url, v.title, c.published,
       c.known_at AS known_since, c.confidence,
       c.version_id = a.version_id OR r.version_id IS NULL AND v.number = a.versions - 1 AS is_current,
       a.copy_of, y.story_id, c.article_id, c.version_id, c.quote_start, c.quote_end, s.canonical_id AS subject_id,
       o.canonical_id AS object_id, c.outlet AS outlet_id, c.extractor,
       c.is_candidate AND x.claim_id IS NULL AS is_candidate
FROM store.claims AS c
JOIN store.names AS s ON s.id = c.subject_id
JOIN store.articles AS a ON a.id = c.article_id
JOIN store.versions AS v ON v.id = c.version_id
LEFT JOIN store.extractions AS r ON r.version_id = a.version_id
LEFT JOIN store.names AS o ON o.id = c.object_id
LEFT JOIN store.outlets AS u ON u.id = c.outlet
LEFT JOIN store.story_articles AS y ON y.article_id = c.article_id
LEFT JOIN store.verdicts AS x ON x.claim_id = c.id AND x.kind = 'accept'
WHERE NOT c.is_dropped;

-- Counts say how things stand: claims that are current, accepted candidates among them, and articles that name an entity
-- as they read now. Of an article whose last version has not been read yet the one before counts, as for claims.

CREATE VIEW store.current_mentions AS
SELECT m.entity_id, v.article_id
FROM store.mentions AS m
JOIN store.versions AS v ON v.id = m.version_id
JOIN store.articles AS a ON a.id = v.article_id
LEFT JOIN store.extractions AS r ON r.version_id = a.version_id
WHERE v.id = a.version_id OR r.version_id IS NULL AND v.number = a.versions - 1;

CREATE OR REPLACE VIEW store.entities_rows AS
SELECT c.id AS entity_id, c.name, c.type, n.aliases, coalesce(m.articles, 0) AS articles, c.first_seen
FROM store.entities AS c
LEFT JOIN (
    SELECT canonical_id, list(DISTINCT alias ORDER BY alias) AS aliases
    FROM (
        SELECT e.canonical_id, a.alias FROM store.aliases AS a JOIN store.entities AS e ON e.id = a.entity_id
        UNION SELECT canonical_id, name FROM store.entities WHERE id <> canonical_id
    )
    GROUP BY canonical_id
) AS n ON n.canonical_id = c.id
LEFT JOIN (
    SELECT e.canonical_id, count(DISTINCT m.article_id) AS articles
    FROM store.current_mentions AS m JOIN store.entities AS e ON e.id = m.entity_id
    GROUP BY e.canonical_id
) AS m ON m.canonical_id = c.id
WHERE c.id = c.canonical_id;

CREATE OR REPLACE VIEW store.sources_rows AS
WITH gaps AS (
    SELECT outlet, median(gap) AS usual, max(published) AS newest, count(*) AS articles
    FROM (
        SELECT a.outlet, v.published,
               v.published - lag(v.published) OVER (PARTITION BY a.outlet ORDER BY v.published) AS gap
        FROM store.articles AS a JOIN store.versions AS v ON v.id = a.version_id
    )
    GROUP BY outlet
)
SELECT o.id AS outlet_id, o.name AS outlet,
       CASE
           WHEN NOT o.enabled THEN 'disabled'
           WHEN s.last_attempt IS NULL THEN 'never'
           WHEN s.robots IS NOT NULL OR regexp_matches(s.last_error, '\b(?:blocked|robots|40[123]|451)\b') THEN 'blocked'
           WHEN s.failures > 0 THEN 'failing'
           WHEN g.articles >= 5
               AND s.last_success - greatest(g.newest, s.newest_entry) > greatest(6 * g.usual, INTERVAL 3 DAY)
               THEN 'silent'
           ELSE 'ok'
       END AS state,
       coalesce(s.last_error, s.robots, '') AS reason, s.last_attempt, s.last_success, coalesce(s.failures, 0) AS failures,
       g.newest AS newest_article, s.newest_entry, g.usual AS usual_gap, coalesce(g.articles, 0) AS articles,
       coalesce(c.claims, 0) AS claims, s.items, s.next_due, o.source, o.language
FROM store.outlets AS o
LEFT JOIN store.outlet_states AS s ON s.outlet = o.id
LEFT JOIN gaps AS g ON g.outlet = o.id
LEFT JOIN (
    SELECT outlet_id, count(*) AS claims FROM store.claim_rows WHERE is_current AND NOT is_candidate GROUP BY outlet_id
) AS c ON c.outlet_id = o.id;

-- A name that a user merged counts as decided, and so does one that goes along with it.
CREATE OR REPLACE VIEW merges AS
SELECT e.name, c.name AS goes_as, e.type,
       CASE
           WHEN bool_or(d.id IS NOT NULL) THEN 'decided'
           WHEN bool_or(a.key IS NOT NULL) THEN 'alias in an article'
           ELSE 'by way of another name'
       END AS why,
       any_value(d.reason) AS reason, count(DISTINCT m.article_id) AS articles, e.first_seen, e.id AS entity_id,
       e.canonical_id
FROM store.entities AS e
JOIN store.entities AS c ON c.id = e.canonical_id
LEFT JOIN (FROM store.decisions ANTI JOIN store.undone_decisions AS u ON u.decision_id = id) AS d
    ON d.kind = 'merge' AND d.target_id = e.id
LEFT JOIN store.aliases AS a ON a.entity_id = c.id AND a.key = e.key
LEFT JOIN store.current_mentions AS m ON m.entity_id = e.id
WHERE e.id <> e.canonical_id
GROUP BY e.id, e.name, e.type, e.first_seen, e.canonical_id, c.name;

COMMENT ON VIEW merges IS 'Names that go under another one, one row each; `dailies decide split` corrects one, `dailies decide merge` adds one.';
COMMENT ON COLUMN merges.name IS 'The name as articles use it.';
COMMENT ON COLUMN merges.goes_as IS 'The name under which claims and facts show it.';
COMMENT ON COLUMN merges.type IS 'WORK, COMPANY, PERSON, CHARACTER, EVENT, ORG or AI_MODEL.';
COMMENT ON COLUMN merges.why IS 'decided (by a user), alias in an article, or by way of another name.';
COMMENT ON COLUMN merges.reason IS 'The reason of a decision.';
COMMENT ON COLUMN merges.articles IS 'How many articles use the name, as they read now.';
COMMENT ON COLUMN merges.first_seen IS 'When it was first known (UTC).';
COMMENT ON COLUMN merges.entity_id IS 'Id of the name.';
COMMENT ON COLUMN merges.canonical_id IS 'Id of the entity that it goes under.';
COMMENT ON COLUMN entities.articles IS 'How many articles name it, as they read now.';
COMMENT ON COLUMN people.articles IS 'How many articles name them, as they read now.';
COMMENT ON COLUMN companies.articles IS 'How many articles name it, as they read now.';
COMMENT ON COLUMN works.articles IS 'How many articles name it, as they read now.';
COMMENT ON COLUMN sources_health.claims IS 'Claims in the record, of articles as they read now.';

-- "A.I." is one word now: the words of all articles are indexed anew by the next run.
DELETE FROM store.search_words;
DELETE FROM store.search_spellings;
DELETE FROM store.search_articles;
UPDATE store.search_state SET sorted_to = 0;

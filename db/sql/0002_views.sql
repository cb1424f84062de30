-- Rows as the typed functions read them.

CREATE VIEW store.version_rows AS
SELECT v.article_id, v.id AS version_id, v.number, v.seen_at, a.url, v.title, v.text, a.outlet, v.published, v.has_date,
       v.modified, v.standfirst, v.authors, v.language, v.is_free, v.links, v.confidence
FROM store.versions AS v JOIN store.articles AS a ON a.id = v.article_id;

-- Claims as facts are made of them: under canonical ids, with what tells whose voice they are. An article's claims are
-- current until a later version has been read.
CREATE VIEW store.sourced_claims AS
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
WHERE NOT c.is_dropped AND NOT c.is_candidate;

-- An entity's id with the name and type under which it goes.
CREATE VIEW store.names AS
SELECT e.id, c.id AS canonical_id, c.name, c.type
FROM store.entities AS e JOIN store.entities AS c ON c.id = e.canonical_id;

-- Every claim that the current extractor finds, candidates too, with its names and its article.
CREATE VIEW store.claim_rows AS
SELECT c.id AS claim_id, c.type, s.name AS subject, s.type AS subject_type, c.label, coalesce(o.name, c.object) AS object,
       c.low AS value, c.high AS value_high, c.unit, c.usd_low AS usd, c.usd_high, c.bound, c.date, c.as_of, c.status,
       c.attribution, c.quote, coalesce(u.name, c.outlet) AS outlet, a.url, v.title, c.published,
       c.known_at AS known_since, c.confidence,
       c.version_id = a.version_id OR r.version_id IS NULL AND v.number = a.versions - 1 AS is_current,
       a.copy_of, y.story_id, c.article_id, c.version_id, c.quote_start, c.quote_end, s.canonical_id AS subject_id,
       o.canonical_id AS object_id, c.outlet AS outlet_id, c.extractor, c.is_candidate
FROM store.claims AS c
JOIN store.names AS s ON s.id = c.subject_id
JOIN store.articles AS a ON a.id = c.article_id
JOIN store.versions AS v ON v.id = c.version_id
LEFT JOIN store.extractions AS r ON r.version_id = a.version_id
LEFT JOIN store.names AS o ON o.id = c.object_id
LEFT JOIN store.outlets AS u ON u.id = c.outlet
LEFT JOIN store.story_articles AS y ON y.article_id = c.article_id
WHERE NOT c.is_dropped;

-- What readers rely on.

CREATE VIEW articles AS
SELECT a.id AS article_id, a.url, coalesce(u.name, a.outlet) AS outlet, v.title, v.standfirst, v.authors, v.published,
       v.modified, a.first_seen, a.last_seen, a.versions, v.language, v.is_free, e.keep AS on_topic,
       e.score AS relevance, e.reasons, y.story_id, a.copy_of, v.text, v.id AS version_id, a.outlet AS outlet_id
FROM store.articles AS a
JOIN store.versions AS v ON v.id = a.version_id
LEFT JOIN store.extractions AS e ON e.version_id = v.id
LEFT JOIN store.outlets AS u ON u.id = a.outlet
LEFT JOIN store.story_articles AS y ON y.article_id = a.id;

CREATE VIEW claims AS
SELECT * EXCLUDE (is_candidate, is_current) FROM store.claim_rows WHERE NOT is_candidate AND is_current;

CREATE VIEW candidates AS
SELECT * EXCLUDE (is_candidate, is_current) FROM store.claim_rows WHERE is_candidate AND is_current;

CREATE VIEW facts AS
SELECT f.id AS fact_id, s.name AS subject, s.type AS subject_type, f.type, f.label, coalesce(o.name, f.object) AS object,
       f.low AS value, f.high AS value_high, f.unit, f.usd_low AS usd, f.usd_high, f.bound, f.date, f.as_of, f.status,
       f.rank, f.reason, f.disputed, f.independent_outlets, f.claims, f.first_seen, f.last_seen, f.property_id,
       f.subject_id, f.object_id
FROM store.facts AS f
JOIN store.entities AS s ON s.id = f.subject_id
LEFT JOIN store.entities AS o ON o.id = f.object_id;

CREATE VIEW fact_claims AS
SELECT fact_id, claim_id, role, reason FROM store.fact_claims;

CREATE VIEW disputes AS
SELECT f.subject, f.subject_type, f.type, f.label, f.object, f.value, f.value_high, f.unit, f.usd, f.bound, f.date,
       f.status, f.rank, f.reason, f.independent_outlets, c.outlets, c.quote, c.url, c.published, f.property_id,
       f.fact_id, f.subject_id
FROM facts AS f
LEFT JOIN (
    SELECT l.fact_id, list(DISTINCT c.outlet ORDER BY c.outlet) AS outlets, arg_min(c.quote, c.published) AS quote,
           arg_min(c.url, c.published) AS url, min(c.published) AS published
    FROM store.fact_claims AS l
    JOIN store.facts AS d ON d.id = l.fact_id AND d.disputed
    JOIN store.claim_rows AS c ON c.claim_id = l.claim_id
    WHERE l.role IN ('supports', 'repeats')
    GROUP BY l.fact_id
) AS c ON c.fact_id = f.fact_id
WHERE f.disputed;

CREATE VIEW history AS
SELECT subject, subject_type, type, label, object, coalesce(as_of, strftime(first_seen, '%Y-%m-%d')) AS moment, value,
       value_high, unit, usd, bound, status, rank, reason, independent_outlets, first_seen,
       lag(value) OVER (
           PARTITION BY subject_id, subject, subject_type, type, label, object, unit
           ORDER BY coalesce(as_of, strftime(first_seen, '%Y-%m-%d')), first_seen, fact_id
       ) AS previous_value, fact_id, subject_id
FROM facts
WHERE value IS NOT NULL AND status NOT IN ('planned', 'denied') AND reason NOT LIKE 'rejected%';

CREATE VIEW revisions AS
SELECT b.subject, b.subject_type, b.type, b.label, b.outlet, b.value AS value_before, b.value_high AS value_high_before,
       b.unit AS unit_before, b.date AS date_before, b.status AS status_before, b.quote AS quote_before,
       b.url AS url_before, n.value AS value_after, n.value_high AS value_high_after, n.unit AS unit_after,
       n.date AS date_after, n.status AS status_after, n.quote AS quote_after, n.url AS url_after,
       n.known_since AS revised_at, r.same_article, r.before_id, r.after_id, b.subject_id
FROM store.revisions AS r
JOIN store.claim_rows AS b ON b.claim_id = r.before_id
JOIN store.claim_rows AS n ON n.claim_id = r.after_id;

CREATE VIEW story_articles AS
SELECT s.id AS story_id, s.title AS story, a.article_id, a.title, a.outlet, a.url, a.published, a.copy_of
FROM store.stories AS s
JOIN store.story_articles AS y ON y.story_id = s.id
JOIN articles AS a ON a.article_id = y.article_id;

CREATE VIEW coverage AS
SELECT story_id, story, count(*) AS articles, count(DISTINCT outlet) AS outlets, count(copy_of) AS copies,
       arg_min(outlet, (published, article_id)) AS first_outlet, arg_min(url, (published, article_id)) AS first_url,
       min(published) AS first_published, max(published) AS last_published,
       list(DISTINCT outlet ORDER BY outlet) AS outlet_names
FROM story_articles
GROUP BY story_id, story;
CREATE VIEW stories AS SELECT * FROM coverage;

CREATE VIEW entities AS
SELECT c.id AS entity_id, c.name, c.type, n.aliases, m.articles, c.first_seen
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
    SELECT e.canonical_id, count(DISTINCT v.article_id) AS articles
    FROM store.mentions AS m
    JOIN store.entities AS e ON e.id = m.entity_id
    JOIN store.versions AS v ON v.id = m.version_id
    GROUP BY e.canonical_id
) AS m ON m.canonical_id = c.id
WHERE c.id = c.canonical_id;

CREATE VIEW people AS
SELECT e.entity_id, e.name, e.aliases, e.articles, r.roles, r.first_seen, r.last_seen
FROM entities AS e
LEFT JOIN (
    SELECT object_id, list(DISTINCT {'role': label, 'of': subject, 'status': status, 'disputed': disputed}) AS roles,
           min(first_seen) AS first_seen, max(last_seen) AS last_seen
    FROM facts WHERE type = 'role' AND rank <> 'deprecated'
    GROUP BY object_id
) AS r ON r.object_id = e.entity_id
WHERE e.type = 'PERSON';

-- The best known value of each property: the preferred one before a normal one, then the latest.
CREATE VIEW store.best_facts AS
SELECT subject_id, type, label,
       arg_max({'value': low, 'value_high': high, 'unit': unit, 'usd': usd_low, 'bound': bound, 'date': date,
                'as_of': as_of, 'status': status, 'object_id': object_id, 'object': object},
               (rank = 'preferred', coalesce(as_of, strftime(last_seen, '%Y-%m-%d')), independent_outlets, id)) AS best,
       bool_or(disputed) AS disputed
FROM store.facts
WHERE rank <> 'deprecated' AND status <> 'denied'
GROUP BY subject_id, type, label;

CREATE VIEW companies AS
SELECT e.entity_id, e.name, e.aliases, e.articles, f.valuation, f.valuation_usd, f.valuation_as_of, f.last_funding,
       f.last_funding_usd, f.revenue, f.revenue_usd, f.team_size, f.chief, coalesce(f.disputed, false) AS disputed
FROM entities AS e
LEFT JOIN (
    SELECT b.subject_id,
           max(b.best.value) FILTER (b.type = 'valuation') AS valuation,
           max(b.best.usd) FILTER (b.type = 'valuation') AS valuation_usd,
           max(b.best.as_of) FILTER (b.type = 'valuation') AS valuation_as_of,
           arg_max(b.best.value, b.best.as_of) FILTER (b.type = 'funding') AS last_funding,
           arg_max(b.best.usd, b.best.as_of) FILTER (b.type = 'funding') AS last_funding_usd,
           max(b.best.value) FILTER (b.type = 'revenue') AS revenue,
           max(b.best.usd) FILTER (b.type = 'revenue') AS revenue_usd,
           max(b.best.value) FILTER (b.type = 'team_size') AS team_size,
           max(coalesce(o.name, b.best.object)) FILTER (b.type = 'role' AND b.label = 'ceo') AS chief,
           bool_or(b.disputed) AS disputed
    FROM store.best_facts AS b LEFT JOIN store.entities AS o ON o.id = b.best.object_id
    GROUP BY b.subject_id
) AS f ON f.subject_id = e.entity_id
WHERE e.type = 'COMPANY';

CREATE VIEW works AS
SELECT e.entity_id, e.name, e.aliases, e.articles, f.budget, f.budget_unit, f.budget_usd, f.runtime_minutes,
       f.team_size, f.ai_share_percent, f.production_days, f.premiere, f.release_date, f.director,
       coalesce(f.disputed, false) AS disputed
FROM entities AS e
LEFT JOIN (
    SELECT b.subject_id,
           max(b.best.value) FILTER (b.type = 'budget') AS budget,
           max(b.best.unit) FILTER (b.type = 'budget') AS budget_unit,
           max(b.best.usd) FILTER (b.type = 'budget') AS budget_usd,
           max(b.best.value) FILTER (b.type = 'runtime') AS runtime_minutes,
           max(b.best.value) FILTER (b.type = 'team_size') AS team_size,
           max(b.best.value) FILTER (b.type = 'ai_share') AS ai_share_percent,
           max(b.best.value) FILTER (b.type = 'production_time') AS production_days,
           max(coalesce(o.name, b.best.object)) FILTER (b.type = 'premiere') AS premiere,
           max(b.best.date) FILTER (b.type = 'release_date') AS release_date,
           max(coalesce(o.name, b.best.object)) FILTER (b.type = 'role' AND b.label = 'director') AS director,
           bool_or(b.disputed) AS disputed
    FROM store.best_facts AS b LEFT JOIN store.entities AS o ON o.id = b.best.object_id
    GROUP BY b.subject_id
) AS f ON f.subject_id = e.entity_id
WHERE e.type = 'WORK';

-- An outlet is silent when its newest article is six of its own usual gaps old, and three days at least; measured at the
-- last success, since a view has no clock.
CREATE VIEW sources_health AS
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
           WHEN g.articles >= 5 AND s.last_success - g.newest > greatest(6 * g.usual, INTERVAL 3 DAY) THEN 'silent'
           ELSE 'ok'
       END AS state,
       coalesce(s.last_error, s.robots, '') AS reason, s.last_attempt, s.last_success, coalesce(s.failures, 0) AS failures,
       g.newest AS newest_article, g.usual AS usual_gap, coalesce(g.articles, 0) AS articles,
       coalesce(c.claims, 0) AS claims, s.items, s.next_due, o.source, o.language
FROM store.outlets AS o
LEFT JOIN store.outlet_states AS s ON s.outlet = o.id
LEFT JOIN gaps AS g ON g.outlet = o.id
LEFT JOIN (
    SELECT outlet, count(*) AS claims FROM store.claims WHERE NOT is_dropped AND NOT is_candidate GROUP BY outlet
) AS c ON c.outlet = o.id;

CREATE VIEW fetches AS
SELECT f.run_id, coalesce(o.name, f.outlet) AS outlet, f.url, f.fetched_at, f.status, f.outcome, f.reason, f.bytes, f.ms
FROM store.fetches AS f LEFT JOIN store.outlets AS o ON o.id = f.outlet;

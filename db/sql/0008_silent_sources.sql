-- A source that goes on listing what is off topic is not silent; and more rows that the published copy holds as tables
-- (db/copy_tables.py): those of which a few cannot be had without gathering all.

CREATE VIEW store.story_articles_rows AS
SELECT s.id AS story_id, s.title AS story, a.article_id, a.title, a.outlet, a.url, a.published, a.copy_of
FROM store.stories AS s
JOIN store.story_articles AS y ON y.story_id = s.id
JOIN main.articles AS a ON a.article_id = y.article_id;

CREATE OR REPLACE VIEW story_articles AS SELECT * FROM store.story_articles_rows;

CREATE VIEW store.disputes_rows AS
SELECT f.subject, f.subject_type, f.type, f.label, f.object, f.value, f.value_high, f.unit, f.usd, f.bound, f.date,
       f.status, f.rank, f.reason, f.independent_outlets, c.outlets, c.quote, c.url, c.published, f.property_id,
       f.fact_id, f.subject_id
FROM main.facts AS f
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

CREATE OR REPLACE VIEW disputes AS SELECT * FROM store.disputes_rows;

CREATE VIEW store.revisions_rows AS
SELECT b.subject, b.subject_type, b.type, b.label, b.outlet, b.value AS value_before, b.value_high AS value_high_before,
       b.unit AS unit_before, b.date AS date_before, b.status AS status_before, b.quote AS quote_before,
       b.url AS url_before, n.value AS value_after, n.value_high AS value_high_after, n.unit AS unit_after,
       n.date AS date_after, n.status AS status_after, n.quote AS quote_after, n.url AS url_after,
       n.known_since AS revised_at, r.same_article, r.before_id, r.after_id, b.subject_id
FROM store.revisions AS r
JOIN store.claim_rows AS b ON b.claim_id = r.before_id
JOIN store.claim_rows AS n ON n.claim_id = r.after_id;

CREATE OR REPLACE VIEW revisions AS SELECT * FROM store.revisions_rows;

-- An outlet is silent when the newest that it is known to have published, on topic or not, is six of the usual gaps
-- between its articles old, and three days at least; measured at the last success, since a view has no clock.
CREATE VIEW store.sources_rows AS
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
    SELECT outlet, count(*) AS claims FROM store.claims WHERE NOT is_dropped AND NOT is_candidate GROUP BY outlet
) AS c ON c.outlet = o.id;

CREATE OR REPLACE VIEW sources_health AS SELECT * FROM store.sources_rows;

COMMENT ON VIEW story_articles IS 'Which articles cover which story.';
COMMENT ON COLUMN story_articles.story_id IS 'Id of the story; see coverage.';
COMMENT ON COLUMN story_articles.story IS 'Title of the story: that of its first article.';
COMMENT ON COLUMN story_articles.article_id IS
    'Id of the article; the same for all addresses under which the page is met.';
COMMENT ON COLUMN story_articles.title IS 'Title of the article.';
COMMENT ON COLUMN story_articles.outlet IS 'Name of the outlet.';
COMMENT ON COLUMN story_articles.url IS 'Address of the article.';
COMMENT ON COLUMN story_articles.published IS
    'When the outlet published it (UTC); when it was first seen, where the outlet does not say.';
COMMENT ON COLUMN story_articles.copy_of IS
    'article_id of the original, where this is a syndicated or lightly edited copy.';
COMMENT ON VIEW disputes IS 'Values that cannot all be true, one row for each side; rows with one property_id belong together.';
COMMENT ON COLUMN disputes.subject IS 'Name of what it is about.';
COMMENT ON COLUMN disputes.subject_type IS 'WORK, COMPANY, ORG, AI_MODEL …';
COMMENT ON COLUMN disputes.type IS 'Claim type, as in docs/claims.md: budget, runtime, valuation …';
COMMENT ON COLUMN disputes.label IS 'Kind within the type: series a, total, opening, director …';
COMMENT ON COLUMN disputes.object IS 'The other party: person of a role, event of a premiere, investor, payer.';
COMMENT ON COLUMN disputes.value IS 'Amount as stated; the low end of a range.';
COMMENT ON COLUMN disputes.value_high IS 'High end of a range.';
COMMENT ON COLUMN disputes.unit IS 'ISO 4217 code for money, else minute, day, person or percent.';
COMMENT ON COLUMN disputes.usd IS
    'Amount in US dollars at the reference rate of its time; NULL where no rate is known.';
COMMENT ON COLUMN disputes.bound IS 'exact, about, over, under or range.';
COMMENT ON COLUMN disputes.date IS 'Day of the event, ISO, as precise as known: 2026, 2026-05 or 2026-05-21.';
COMMENT ON COLUMN disputes.status IS 'asserted, reported (hearsay), estimated, planned or denied.';
COMMENT ON COLUMN disputes.rank IS 'preferred, normal or deprecated.';
COMMENT ON COLUMN disputes.reason IS 'Why it has this rank.';
COMMENT ON COLUMN disputes.independent_outlets IS
    'How many independent sources stand behind it; copies and "according to X" add none.';
COMMENT ON COLUMN disputes.outlets IS 'Outlets on this side.';
COMMENT ON COLUMN disputes.quote IS 'The first quote for this side.';
COMMENT ON COLUMN disputes.url IS 'Where the first quote stands.';
COMMENT ON COLUMN disputes.published IS 'When the first quote was published (UTC).';
COMMENT ON COLUMN disputes.property_id IS
    'The same for all facts about one subject, type, label and, for roles and premieres, object.';
COMMENT ON COLUMN disputes.fact_id IS 'Id of the fact.';
COMMENT ON COLUMN disputes.subject_id IS 'Id of the subject in entities.';
COMMENT ON VIEW revisions IS 'Outlets that changed a figure, with the quote before and the quote after.';
COMMENT ON COLUMN revisions.subject IS 'Name of what it is about.';
COMMENT ON COLUMN revisions.subject_type IS 'WORK, COMPANY, ORG, AI_MODEL …';
COMMENT ON COLUMN revisions.type IS 'Claim type, as in docs/claims.md: budget, runtime, valuation …';
COMMENT ON COLUMN revisions.label IS 'Kind within the type: series a, total, opening, director …';
COMMENT ON COLUMN revisions.outlet IS 'Name of the outlet.';
COMMENT ON COLUMN revisions.value_before IS 'Amount before the change.';
COMMENT ON COLUMN revisions.value_high_before IS 'High end of a range before the change.';
COMMENT ON COLUMN revisions.unit_before IS 'Unit before the change.';
COMMENT ON COLUMN revisions.date_before IS 'Date before the change.';
COMMENT ON COLUMN revisions.status_before IS 'Status before the change.';
COMMENT ON COLUMN revisions.quote_before IS 'Quote before the change.';
COMMENT ON COLUMN revisions.url_before IS 'Address of the article before the change.';
COMMENT ON COLUMN revisions.value_after IS 'Amount after the change.';
COMMENT ON COLUMN revisions.value_high_after IS 'High end of a range after the change.';
COMMENT ON COLUMN revisions.unit_after IS 'Unit after the change.';
COMMENT ON COLUMN revisions.date_after IS 'Date after the change.';
COMMENT ON COLUMN revisions.status_after IS 'Status after the change.';
COMMENT ON COLUMN revisions.quote_after IS 'Quote after the change.';
COMMENT ON COLUMN revisions.url_after IS 'Address of the article after the change.';
COMMENT ON COLUMN revisions.revised_at IS 'When the record knew the change (UTC).';
COMMENT ON COLUMN revisions.same_article IS
    'True where the article itself was changed, false for a later article of the outlet.';
COMMENT ON COLUMN revisions.before_id IS 'Claim before.';
COMMENT ON COLUMN revisions.after_id IS 'Claim after.';
COMMENT ON COLUMN revisions.subject_id IS 'Id of the subject in entities.';
COMMENT ON VIEW sources_health IS 'How each outlet is doing.';
COMMENT ON COLUMN sources_health.outlet_id IS 'Id of the outlet in dailies.toml.';
COMMENT ON COLUMN sources_health.outlet IS 'Name of the outlet.';
COMMENT ON COLUMN sources_health.state IS
    'ok, failing, blocked (402, 403, robots.txt …), silent (against its own rhythm), never (not asked yet) or disabled.';
COMMENT ON COLUMN sources_health.reason IS 'What the last failure was.';
COMMENT ON COLUMN sources_health.last_attempt IS 'Last poll (UTC).';
COMMENT ON COLUMN sources_health.last_success IS 'Last poll that was answered (UTC).';
COMMENT ON COLUMN sources_health.failures IS 'Polls without success in a row.';
COMMENT ON COLUMN sources_health.newest_article IS 'Publication of the newest article in the record (UTC).';
COMMENT ON COLUMN sources_health.newest_entry IS
    'Publication of the newest entry that the source has listed, on topic or not (UTC).';
COMMENT ON COLUMN sources_health.usual_gap IS 'Median time between two articles.';
COMMENT ON COLUMN sources_health.articles IS 'Articles in the record.';
COMMENT ON COLUMN sources_health.claims IS 'Claims in the record.';
COMMENT ON COLUMN sources_health.items IS 'Entries in the last answer.';
COMMENT ON COLUMN sources_health.next_due IS 'Next poll (UTC).';
COMMENT ON COLUMN sources_health.source IS 'Address that is asked.';
COMMENT ON COLUMN sources_health.language IS 'ISO 639-1 code.';

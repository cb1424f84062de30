-- What a decision is in force for: the claims that it names, and those that say the same of the same subject elsewhere
-- in their article: where a better extractor reads it otherwise (the same type with its value at the same place), and in
-- other versions of the text, where the same figure stands in a sentence that says the same but for spaces, marks and
-- case. An outlet that mends a comma does not undo what was decided, nor does a rebuild after that.
CREATE VIEW store.decided_claims AS
WITH RECURSIVE named AS (
    SELECT id AS decision_id, kind, decided_at, unnest(claim_ids) AS claim_id
    FROM store.decisions ANTI JOIN store.undone_decisions AS u ON u.decision_id = id
    WHERE kind IN ('accept', 'reject')
),
near AS (
    SELECT c.id, c.version_id, c.type, e.canonical_id AS subject, c.object_id, c.object, c.label, c.low, c.high, c.unit,
           c.date, c.value_start, c.is_dropped, c.article_id,
           regexp_replace(lower(c.quote), '[^\p{L}\p{N}]+', ' ', 'g') AS words
    FROM store.claims AS c JOIN store.entities AS e ON e.id = c.subject_id
    WHERE c.article_id IN (SELECT article_id FROM store.claims WHERE id IN (SELECT claim_id FROM named))
),
pairs AS (
    SELECT o.id AS before_id, n.id AS claim_id
    FROM near AS o JOIN near AS n ON n.article_id = o.article_id AND n.type = o.type AND n.subject = o.subject
    WHERE n.id <> o.id
        AND CASE WHEN n.version_id = o.version_id
            THEN o.is_dropped AND NOT n.is_dropped AND n.value_start = o.value_start
            ELSE n.words = o.words
                AND (n.object_id, n.object, n.label, n.low, n.high, n.unit, n.date)
                    IS NOT DISTINCT FROM (o.object_id, o.object, o.label, o.low, o.high, o.unit, o.date) END
),
handed_on AS (
    FROM named
    UNION
    SELECT h.decision_id, h.kind, h.decided_at, p.claim_id
    FROM handed_on AS h JOIN pairs AS p ON p.before_id = h.claim_id
)
SELECT decision_id, kind, decided_at, claim_id FROM handed_on;

-- What is in force about a claim: the latest decision.
CREATE OR REPLACE VIEW store.verdicts AS
SELECT claim_id, arg_max(kind, (decided_at, decision_id)) AS kind
FROM store.decided_claims
GROUP BY claim_id;

-- The best known value of each property: one that is before one that is planned, the preferred one before a normal one,
-- then the latest.
CREATE OR REPLACE VIEW store.best_facts AS
SELECT subject_id, type, label,
       arg_max({'value': low, 'value_high': high, 'unit': unit, 'usd': usd_low, 'bound': bound, 'date': date,
                'as_of': as_of, 'status': status, 'object_id': object_id, 'object': object,
                'moment': coalesce(as_of, strftime(last_seen, '%Y-%m-%d'))},
               (status <> 'planned', rank = 'preferred', coalesce(as_of, strftime(last_seen, '%Y-%m-%d')),
                independent_outlets, id)) AS best,
       bool_or(disputed) AS disputed
FROM store.facts
WHERE rank <> 'deprecated' AND status <> 'denied'
GROUP BY subject_id, type, label;

-- Figures of one kind come from one fact. What is only planned is no valuation, no sum raised and no revenue; a total is
-- no round; the revenue of a year comes before that of a quarter or a run rate.
CREATE OR REPLACE VIEW store.companies_rows AS
SELECT e.entity_id, e.name, e.aliases, e.articles, f.valuation.value AS valuation, f.valuation.usd AS valuation_usd,
       f.valuation.as_of AS valuation_as_of, f.valuation.status AS valuation_status,
       f.funding.value AS last_funding, f.funding.usd AS last_funding_usd,
       f.revenue.value AS revenue, f.revenue.usd AS revenue_usd, f.revenue.label AS revenue_label,
       f.team_size, f.chief, coalesce(f.disputed, false) AS disputed
FROM main.entities AS e
LEFT JOIN (
    SELECT b.subject_id,
           arg_max(b.best, b.best.moment) FILTER (b.type = 'valuation' AND b.best.status <> 'planned') AS valuation,
           arg_max(b.best, b.best.moment) FILTER (
               b.type = 'funding' AND b.best.status <> 'planned' AND b.label IS DISTINCT FROM 'total'
           ) AS funding,
           arg_max({'value': b.best.value, 'usd': b.best.usd, 'label': b.label},
                   (coalesce(b.label, 'annual') = 'annual', b.best.moment)) FILTER (
               b.type = 'revenue' AND b.best.status <> 'planned'
           ) AS revenue,
           arg_max(b.best.value, b.best.moment) FILTER (
               b.type = 'team_size' AND b.best.status <> 'planned'
           ) AS team_size,
           max(coalesce(o.name, b.best.object)) FILTER (
               b.type = 'role' AND b.label = 'ceo' AND b.best.status <> 'planned'
           ) AS chief,
           bool_or(b.disputed) AS disputed
    FROM store.best_facts AS b LEFT JOIN store.entities AS o ON o.id = b.best.object_id
    GROUP BY b.subject_id
) AS f ON f.subject_id = e.entity_id
WHERE e.type = 'COMPANY';

CREATE OR REPLACE VIEW store.works_rows AS
SELECT e.entity_id, e.name, e.aliases, e.articles, f.budget.value AS budget, f.budget.unit AS budget_unit,
       f.budget.usd AS budget_usd, f.budget.status AS budget_status, f.runtime_minutes, f.team_size, f.ai_share_percent,
       f.production_days, f.premiere.at AS premiere, f.premiere.status AS premiere_status, f.release.date AS release_date,
       f.release.status AS release_status, f.director,
       coalesce(f.disputed, false) AS disputed
FROM main.entities AS e
LEFT JOIN (
    SELECT b.subject_id,
           arg_max(b.best, b.best.moment) FILTER (b.type = 'budget') AS budget,
           arg_max(b.best.value, b.best.moment) FILTER (
               b.type = 'runtime' AND b.best.status <> 'planned'
           ) AS runtime_minutes,
           arg_max(b.best.value, b.best.moment) FILTER (
               b.type = 'team_size' AND b.best.status <> 'planned'
           ) AS team_size,
           arg_max(b.best.value, b.best.moment) FILTER (
               b.type = 'ai_share' AND b.best.status <> 'planned'
           ) AS ai_share_percent,
           arg_max(b.best.value, b.best.moment) FILTER (
               b.type = 'production_time' AND b.best.status <> 'planned'
           ) AS production_days,
           arg_max({'at': coalesce(o.name, b.best.object), 'status': b.best.status},
                   (b.best.status <> 'planned', b.best.moment, coalesce(o.name, b.best.object))) FILTER (
               b.type = 'premiere'
           ) AS premiere,
           arg_max(b.best, (b.best.status <> 'planned', b.best.date)) FILTER (b.type = 'release_date') AS release,
           max(coalesce(o.name, b.best.object)) FILTER (b.type = 'role' AND b.label = 'director') AS director,
           bool_or(b.disputed) AS disputed
    FROM store.best_facts AS b LEFT JOIN store.entities AS o ON o.id = b.best.object_id
    GROUP BY b.subject_id
) AS f ON f.subject_id = e.entity_id
WHERE e.type = 'WORK';

CREATE OR REPLACE VIEW companies AS SELECT * FROM store.companies_rows;

CREATE OR REPLACE VIEW works AS SELECT * FROM store.works_rows;

COMMENT ON VIEW companies IS 'Companies with their best known figures. Of several values the preferred one is shown, then the latest; one that is planned comes last.';
COMMENT ON COLUMN companies.entity_id IS 'Id of the entity.';
COMMENT ON COLUMN companies.name IS 'Fullest name.';
COMMENT ON COLUMN companies.aliases IS 'Other names.';
COMMENT ON COLUMN companies.articles IS 'How many articles.';
COMMENT ON COLUMN companies.valuation IS 'Best known valuation, as stated.';
COMMENT ON COLUMN companies.valuation_usd IS 'The same in US dollars.';
COMMENT ON COLUMN companies.valuation_as_of IS 'When it held.';
COMMENT ON COLUMN companies.valuation_status IS 'Whether it is asserted, estimated or reported; what is only planned is not shown.';
COMMENT ON COLUMN companies.last_funding IS 'Latest sum raised in a round, as stated.';
COMMENT ON COLUMN companies.last_funding_usd IS 'The same in US dollars.';
COMMENT ON COLUMN companies.revenue IS 'Best known revenue, as stated: of a year, where one is known.';
COMMENT ON COLUMN companies.revenue_usd IS 'The same in US dollars.';
COMMENT ON COLUMN companies.revenue_label IS 'Which revenue: annual, or where no annual one is known quarterly, arr and so on; NULL where the text does not say.';
COMMENT ON COLUMN companies.team_size IS 'Best known number of staff.';
COMMENT ON COLUMN companies.chief IS 'Chief executive.';
COMMENT ON COLUMN companies.disputed IS 'Whether any of its facts is disputed.';
COMMENT ON VIEW works IS 'Films, series and other works with their best known figures. Of several values the preferred one is shown, then the latest; one that is planned comes last.';
COMMENT ON COLUMN works.entity_id IS 'Id of the entity.';
COMMENT ON COLUMN works.name IS 'Fullest name.';
COMMENT ON COLUMN works.aliases IS 'Other names.';
COMMENT ON COLUMN works.articles IS 'How many articles.';
COMMENT ON COLUMN works.budget IS 'Best known budget, as stated.';
COMMENT ON COLUMN works.budget_unit IS 'Its currency.';
COMMENT ON COLUMN works.budget_usd IS 'The same in US dollars.';
COMMENT ON COLUMN works.budget_status IS 'Whether it is asserted, estimated, reported or planned.';
COMMENT ON COLUMN works.runtime_minutes IS 'Length in minutes.';
COMMENT ON COLUMN works.team_size IS 'Crew.';
COMMENT ON COLUMN works.ai_share_percent IS 'Share that AI made.';
COMMENT ON COLUMN works.production_days IS 'How long making it took.';
COMMENT ON COLUMN works.premiere IS 'Event or venue of a screening.';
COMMENT ON COLUMN works.premiere_status IS 'Whether it is asserted, estimated, reported or planned.';
COMMENT ON COLUMN works.release_date IS 'Day of release, ISO, as precise as known.';
COMMENT ON COLUMN works.release_status IS 'Whether it is asserted, estimated, reported or planned.';
COMMENT ON COLUMN works.director IS 'A director.';
COMMENT ON COLUMN works.disputed IS 'Whether any of its facts is disputed.';

-- The rules by which copies, names and facts are weighed, and the dates of versions (0012), change with this: the next run
-- weighs all of them.
INSERT INTO store.pending SELECT DISTINCT 'subject', subject_id FROM store.claims;
INSERT INTO store.pending SELECT 'article', id FROM store.articles;
INSERT INTO store.pending
SELECT 'entity', unnest([target_id, other_id]) FROM store.decisions WHERE target = 'entity' AND other_id IS NOT NULL;

-- Rows that take long to gather. The published copy holds them as tables, laid down when it is made (db/copy_tables.py).
-- Views of this schema name those of the other one in full: `facts` here is the table.

CREATE VIEW store.coverage_rows AS
SELECT story_id, story, count(*) AS articles, count(DISTINCT outlet) AS outlets, count(copy_of) AS copies,
       arg_min(outlet, (published, article_id)) AS first_outlet, arg_min(url, (published, article_id)) AS first_url,
       min(published) AS first_published, max(published) AS last_published,
       list(DISTINCT outlet ORDER BY outlet) AS outlet_names
FROM main.story_articles
GROUP BY story_id, story;

CREATE VIEW store.entities_rows AS
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

CREATE VIEW store.people_rows AS
SELECT e.entity_id, e.name, e.aliases, e.articles, r.roles, r.first_seen, r.last_seen
FROM main.entities AS e
LEFT JOIN (
    SELECT object_id, list(DISTINCT {'role': label, 'of': subject, 'status': status, 'disputed': disputed}) AS roles,
           min(first_seen) AS first_seen, max(last_seen) AS last_seen
    FROM main.facts WHERE type = 'role' AND rank <> 'deprecated'
    GROUP BY object_id
) AS r ON r.object_id = e.entity_id
WHERE e.type = 'PERSON';

CREATE VIEW store.companies_rows AS
SELECT e.entity_id, e.name, e.aliases, e.articles, f.valuation, f.valuation_usd, f.valuation_as_of, f.last_funding,
       f.last_funding_usd, f.revenue, f.revenue_usd, f.team_size, f.chief, coalesce(f.disputed, false) AS disputed
FROM main.entities AS e
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

CREATE VIEW store.works_rows AS
SELECT e.entity_id, e.name, e.aliases, e.articles, f.budget, f.budget_unit, f.budget_usd, f.runtime_minutes,
       f.team_size, f.ai_share_percent, f.production_days, f.premiere, f.release_date, f.director,
       coalesce(f.disputed, false) AS disputed
FROM main.entities AS e
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

CREATE OR REPLACE VIEW coverage AS SELECT * FROM store.coverage_rows;

CREATE OR REPLACE VIEW entities AS SELECT * FROM store.entities_rows;

CREATE OR REPLACE VIEW people AS SELECT * FROM store.people_rows;

CREATE OR REPLACE VIEW companies AS SELECT * FROM store.companies_rows;

CREATE OR REPLACE VIEW works AS SELECT * FROM store.works_rows;

COMMENT ON VIEW coverage IS 'Stories, with who covered them and who was first.';
COMMENT ON COLUMN coverage.story_id IS 'Id of the story; see coverage.';
COMMENT ON COLUMN coverage.story IS 'Title of the story: that of its first article.';
COMMENT ON COLUMN coverage.articles IS 'How many articles.';
COMMENT ON COLUMN coverage.outlets IS 'How many outlets.';
COMMENT ON COLUMN coverage.copies IS 'How many of the articles are copies.';
COMMENT ON COLUMN coverage.first_outlet IS 'Who published first.';
COMMENT ON COLUMN coverage.first_url IS 'Address of the first article.';
COMMENT ON COLUMN coverage.first_published IS 'When (UTC).';
COMMENT ON COLUMN coverage.last_published IS 'Publication of the latest article (UTC).';
COMMENT ON COLUMN coverage.outlet_names IS 'Names of the outlets.';
COMMENT ON VIEW entities IS 'Named things, once each under the fullest name, with the other names that articles use.';
COMMENT ON COLUMN entities.entity_id IS 'Id of the entity.';
COMMENT ON COLUMN entities.name IS 'Fullest name.';
COMMENT ON COLUMN entities.type IS 'WORK, COMPANY, PERSON, CHARACTER, EVENT, ORG or AI_MODEL.';
COMMENT ON COLUMN entities.aliases IS 'Other names.';
COMMENT ON COLUMN entities.articles IS 'How many articles.';
COMMENT ON COLUMN entities.first_seen IS 'When it was first known (UTC).';
COMMENT ON VIEW people IS 'Persons with the roles that articles give them.';
COMMENT ON COLUMN people.entity_id IS 'Id of the entity.';
COMMENT ON COLUMN people.name IS 'Fullest name.';
COMMENT ON COLUMN people.aliases IS 'Other names.';
COMMENT ON COLUMN people.articles IS 'How many articles.';
COMMENT ON COLUMN people.roles IS 'List of {role, of, status, disputed}.';
COMMENT ON COLUMN people.first_seen IS 'Publication of the first claim on a role (UTC).';
COMMENT ON COLUMN people.last_seen IS 'Publication of the latest one (UTC).';
COMMENT ON VIEW companies IS 'Companies with their best known figures. Of several values the preferred one is shown, then the latest.';
COMMENT ON COLUMN companies.entity_id IS 'Id of the entity.';
COMMENT ON COLUMN companies.name IS 'Fullest name.';
COMMENT ON COLUMN companies.aliases IS 'Other names.';
COMMENT ON COLUMN companies.articles IS 'How many articles.';
COMMENT ON COLUMN companies.valuation IS 'Best known valuation, as stated.';
COMMENT ON COLUMN companies.valuation_usd IS 'The same in US dollars.';
COMMENT ON COLUMN companies.valuation_as_of IS 'When it held.';
COMMENT ON COLUMN companies.last_funding IS 'Latest sum raised, as stated.';
COMMENT ON COLUMN companies.last_funding_usd IS 'The same in US dollars.';
COMMENT ON COLUMN companies.revenue IS 'Best known revenue, as stated.';
COMMENT ON COLUMN companies.revenue_usd IS 'The same in US dollars.';
COMMENT ON COLUMN companies.team_size IS 'Best known number of staff.';
COMMENT ON COLUMN companies.chief IS 'Chief executive.';
COMMENT ON COLUMN companies.disputed IS 'Whether any of its facts is disputed.';
COMMENT ON VIEW works IS 'Films, series and other works with their best known figures. Of several values the preferred one is shown, then the latest.';
COMMENT ON COLUMN works.entity_id IS 'Id of the entity.';
COMMENT ON COLUMN works.name IS 'Fullest name.';
COMMENT ON COLUMN works.aliases IS 'Other names.';
COMMENT ON COLUMN works.articles IS 'How many articles.';
COMMENT ON COLUMN works.budget IS 'Best known budget, as stated.';
COMMENT ON COLUMN works.budget_unit IS 'Its currency.';
COMMENT ON COLUMN works.budget_usd IS 'The same in US dollars.';
COMMENT ON COLUMN works.runtime_minutes IS 'Length in minutes.';
COMMENT ON COLUMN works.team_size IS 'Crew.';
COMMENT ON COLUMN works.ai_share_percent IS 'Share that AI made.';
COMMENT ON COLUMN works.production_days IS 'How long making it took.';
COMMENT ON COLUMN works.premiere IS 'Event or venue of a screening.';
COMMENT ON COLUMN works.release_date IS 'Day of release, ISO, as precise as known.';
COMMENT ON COLUMN works.director IS 'A director.';
COMMENT ON COLUMN works.disputed IS 'Whether any of its facts is disputed.';

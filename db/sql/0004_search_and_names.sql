-- Words by which articles are found. An article has one row in search_articles, under a number of its own for each state
-- of it that was indexed; words of numbers that have no row any more are dead, and go when the words are sorted anew.
CREATE TABLE store.search_articles (
    number INTEGER PRIMARY KEY,
    article_id VARCHAR NOT NULL,
    version_id VARCHAR NOT NULL,
    extracted_at TIMESTAMP,
    claims STRUCT(id VARCHAR, quote_start INTEGER, quote_end INTEGER)[] NOT NULL
);

-- `weight` says how much the article is about the word: 1 to 220, its length allowed for. In runs sorted by word.
CREATE TABLE store.search_words (
    word VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    weight UTINYINT NOT NULL
);

-- Words of names and titles, against which a misspelt one is held.
CREATE TABLE store.search_spellings (
    word VARCHAR NOT NULL,
    in_name BOOLEAN NOT NULL
);

-- Up to which number the words are in long sorted runs.
CREATE TABLE store.search_state (sorted_to INTEGER NOT NULL);
INSERT INTO store.search_state VALUES (0);

-- Decisions that a user took back. The decision itself stays as it was.
CREATE TABLE store.undone_decisions (
    decision_id VARCHAR PRIMARY KEY,
    reason VARCHAR NOT NULL,
    undone_at TIMESTAMP NOT NULL
);

-- A figure in words: without idle zeros.
CREATE MACRO store.plain(amount) AS regexp_replace(amount::VARCHAR, '\.?0+$', '');

CREATE VIEW decisions AS
SELECT d.id AS decision_id, d.kind, d.target,
       CASE d.target
           WHEN 'entity' THEN e.name
           ELSE concat_ws(' ', s.name, c.type, c.label, coalesce(store.plain(c.low), c.object, c.date), c.unit)
       END AS about,
       o.name AS other, d.reason, d.decided_at, u.undone_at, u.reason AS undone_because, d.target_id, d.other_id,
       d.claim_ids
FROM store.decisions AS d
LEFT JOIN store.undone_decisions AS u ON u.decision_id = d.id
LEFT JOIN store.entities AS e ON e.id = d.target_id
LEFT JOIN store.entities AS o ON o.id = d.other_id
LEFT JOIN store.claims AS c ON c.id = d.claim_ids[1]
LEFT JOIN store.entities AS s ON s.id = c.subject_id;

-- A name that a user merged counts as decided, and so does one that goes along with it.
CREATE VIEW merges AS
SELECT e.name, c.name AS goes_as, e.type,
       CASE
           WHEN bool_or(d.id IS NOT NULL) THEN 'decided'
           WHEN bool_or(a.key IS NOT NULL) THEN 'alias in an article'
           ELSE 'by way of another name'
       END AS why,
       any_value(d.reason) AS reason, count(DISTINCT v.article_id) AS articles, e.first_seen, e.id AS entity_id,
       e.canonical_id
FROM store.entities AS e
JOIN store.entities AS c ON c.id = e.canonical_id
LEFT JOIN (FROM store.decisions ANTI JOIN store.undone_decisions AS u ON u.decision_id = id) AS d
    ON d.kind = 'merge' AND d.target_id = e.id
LEFT JOIN store.aliases AS a ON a.entity_id = c.id AND a.key = e.key
LEFT JOIN store.mentions AS m ON m.entity_id = e.id
LEFT JOIN store.versions AS v ON v.id = m.version_id
WHERE e.id <> e.canonical_id
GROUP BY e.id, e.name, e.type, e.first_seen, e.canonical_id, c.name;

COMMENT ON VIEW decisions IS 'What users decided, with `dailies decide`. Nothing is overwritten: what was taken back stays, with when and why.';
COMMENT ON COLUMN decisions.decision_id IS 'Id of the decision; `dailies decide undo` takes it.';
COMMENT ON COLUMN decisions.kind IS 'accept, reject, merge or split.';
COMMENT ON COLUMN decisions.target IS 'claim, fact or entity.';
COMMENT ON COLUMN decisions.about IS 'What it is about: the statement, or the name.';
COMMENT ON COLUMN decisions.other IS 'The name with which it was merged, or from which it was split.';
COMMENT ON COLUMN decisions.reason IS 'Why, in the words of who decided.';
COMMENT ON COLUMN decisions.decided_at IS 'When (UTC).';
COMMENT ON COLUMN decisions.undone_at IS 'When it was taken back (UTC); NULL while it is in force.';
COMMENT ON COLUMN decisions.undone_because IS 'Why it was taken back.';
COMMENT ON COLUMN decisions.target_id IS 'claim_id, fact_id or entity_id, as it was when decided.';
COMMENT ON COLUMN decisions.other_id IS 'entity_id of the other name.';
COMMENT ON COLUMN decisions.claim_ids IS 'The claims that a decision on a fact stands for.';

COMMENT ON VIEW merges IS 'Names that go under another one, one row each; `dailies decide split` corrects one, `dailies decide merge` adds one.';
COMMENT ON COLUMN merges.name IS 'The name as articles use it.';
COMMENT ON COLUMN merges.goes_as IS 'The name under which claims and facts show it.';
COMMENT ON COLUMN merges.type IS 'WORK, COMPANY, PERSON, CHARACTER, EVENT, ORG or AI_MODEL.';
COMMENT ON COLUMN merges.why IS 'decided (by a user), alias in an article, or by way of another name.';
COMMENT ON COLUMN merges.reason IS 'The reason of a decision.';
COMMENT ON COLUMN merges.articles IS 'How many articles use the name.';
COMMENT ON COLUMN merges.first_seen IS 'When it was first known (UTC).';
COMMENT ON COLUMN merges.entity_id IS 'Id of the name.';
COMMENT ON COLUMN merges.canonical_id IS 'Id of the entity that it goes under.';

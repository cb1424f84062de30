-- A mention has the date of its version, as a claim has: it tells the database where in a long record to look.
ALTER TABLE store.mentions RENAME TO undated_mentions;
CREATE TABLE store.mentions (
    version_id VARCHAR NOT NULL,
    entity_id VARCHAR NOT NULL,
    mentions INTEGER NOT NULL,
    in_lead BOOLEAN NOT NULL,
    published TIMESTAMP NOT NULL
);
INSERT INTO store.mentions
SELECT m.version_id, m.entity_id, m.mentions, m.in_lead, v.published
FROM store.undated_mentions AS m JOIN store.versions AS v ON v.id = m.version_id;
DROP TABLE store.undated_mentions;

-- Only articles on topic have a signature: those that have gone off topic since they were signed lose it.
DELETE FROM store.signatures WHERE article_id NOT IN (
    SELECT a.id FROM store.articles AS a JOIN store.extractions AS e ON e.version_id = a.version_id AND e.keep
);

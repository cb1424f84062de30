-- How facts are weighed has changed (plans that are moved, takings that grow, late copies, reworded corrections, filings):
-- the next run weighs all of them once more.
INSERT INTO store.pending SELECT DISTINCT 'subject', subject_id FROM store.claims;

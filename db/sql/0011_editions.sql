-- Where an edition's window ended: the next one begins there. It is not when the edition was saved, where that was late.
-- Unknown of editions that were saved before: it follows from the settings, which SQL does not see (flows/window.py).
ALTER TABLE store.editions ADD COLUMN until TIMESTAMP;

"""What reconciling makes of articles that change sides."""

from db.articles import save_articles
from db.claims import save_extractions
from db.facts import reconcile
from db.store import Store
from extractors.records import Extraction, Relevance
from tests.db.building import AT, article, claim, extraction

_TEXT = "Hell Grind cost a great deal of money, its makers say."
_COUNTS = "SELECT (SELECT count(*) FROM store.signatures), (SELECT count(*) FROM store.story_articles)"


def test_an_article_that_goes_off_topic_loses_signature_and_story_until_it_comes_back(store: Store) -> None:
    (saved,) = save_articles(store, [article(_TEXT)], run_id="r", at=AT)
    on_topic = extraction(claim(_TEXT, _TEXT.rstrip("."), "budget", "Hell Grind", "500000"))
    off_topic = Extraction(Relevance(False, 0.1), (), (), extractor="test 2")
    counts = []
    for read in (on_topic, off_topic, on_topic):
        save_extractions(store, [(saved.version_id, read)], run_id="r", at=AT)
        reconcile(store, run_id="r", at=AT)
        counts += store.rows(_COUNTS)
    assert counts == [(1, 1), (0, 0), (1, 1)]

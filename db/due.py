"""Which known pages are to be asked again."""

from datetime import datetime

from db.fetches import PageState, page_state
from db.instants import to_db
from db.store import Reader


def load_due_pages(reader: Reader, outlet: str, *, at: datetime, since: datetime, limit: int) -> list[PageState]:
    """Known pages of an outlet that are due by `at`: articles that may have changed, failures, pages put off.

    Pages that were last asked for before `since` are left alone; the longest due come first.
    """
    rows = reader.rows(
        "SELECT url, outlet, etag, last_modified, body_hash, outcome, reason, attempts, next_due, last_attempt, "
        "article_url FROM store.pages WHERE url NOT IN (SELECT source FROM store.outlets) AND outlet = $outlet "
        "AND next_due <= $at AND last_attempt >= $since ORDER BY next_due, url LIMIT $limit",
        {"outlet": outlet, "at": to_db(at), "since": to_db(since), "limit": limit},
    )
    return [page_state(row) for row in rows]

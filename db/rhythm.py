"""When news comes: what the record of fetches tells about the rhythm of outlets and the age of pages."""

from collections.abc import Iterable
from datetime import datetime

import pyarrow as pa

from db.instants import from_db
from db.store import Reader

# A look counts as quiet when no address was met for the first time since: neither in it nor after it.
_QUIET_LOOKS = """
SELECT o.id, count(*)
FROM store.outlets AS o
JOIN store.fetches AS f ON f.outlet = o.id AND f.url = o.source AND f.outcome IN ('ok', 'not modified')
LEFT JOIN (
    SELECT outlet, max(first) AS newest
    FROM (SELECT outlet, url, min(fetched_at) AS first FROM store.fetches GROUP BY ALL)
    WHERE url NOT IN (SELECT source FROM store.outlets)
    GROUP BY outlet
) AS n ON n.outlet = o.id
WHERE n.newest IS NULL OR f.fetched_at > n.newest
GROUP BY o.id
"""


def load_quiet_looks(reader: Reader) -> dict[str, int]:
    """How often in a row each outlet's source was asked and had nothing new; an outlet that had is left out."""
    return dict(reader.rows(_QUIET_LOOKS))


def load_declared_sources(reader: Reader) -> dict[str, str]:
    """The address of each outlet as it was last declared."""
    return dict(reader.rows("SELECT id, source FROM store.outlets"))


def load_first_seen(reader: Reader, urls: Iterable[str]) -> dict[str, datetime]:
    """When each of the addresses was first asked for or put off; those never met are left out."""
    with reader.batch("urls_batch", pa.table({"url": pa.array(list(urls), pa.string())})):
        rows = reader.rows(
            "SELECT url, min(fetched_at) FROM store.fetches SEMI JOIN urls_batch USING (url) GROUP BY url"
        )
    return {url: from_db(first) for url, first in rows}

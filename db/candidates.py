"""Claims below the threshold that nobody has decided about yet."""

from db.claims import claim_of_row
from db.instants import from_db
from db.store import Reader
from extractors.review import Candidate

_CANDIDATES = """
SELECT r.claim_id, r.type, r.subject, r.object, r.label, r.value, r.value_high, r.unit, r.bound, r.date, r.as_of,
       r.status, r.attribution, r.quote, r.quote_start, r.quote_end, c.value_start, c.value_end, r.confidence,
       r.outlet, r.url, r.title, r.published, r.article_id
FROM candidates AS r
JOIN store.claims AS c ON c.id = r.claim_id
ANTI JOIN store.verdicts AS d ON d.claim_id = r.claim_id
ORDER BY r.confidence DESC, r.published DESC, r.claim_id
LIMIT $limit
"""
_COUNT = """
SELECT count(*) FROM candidates AS r
ANTI JOIN store.verdicts AS d ON d.claim_id = r.claim_id
"""


def load_candidates(reader: Reader, *, limit: int) -> list[Candidate]:
    """The undecided candidates of current articles, the most confident first."""
    return [
        Candidate(
            claim_id=row[0],
            claim=claim_of_row(row[1:19]),
            outlet=row[19],
            url=row[20],
            title=row[21],
            published=from_db(row[22]),
            article_id=row[23],
        )
        for row in reader.rows(_CANDIDATES, {"limit": limit})
    ]


def count_candidates(reader: Reader) -> int:
    """How many undecided candidates there are."""
    count: int = reader.value(_COUNT)
    return count

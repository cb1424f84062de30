"""Claims below the threshold that nobody has decided about yet."""

from db.amounts import plain
from db.instants import from_db
from db.store import Reader
from extractors.records import Claim
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
            claim=Claim(
                type=row[1],
                subject=row[2],
                object=row[3],
                label=row[4],
                value=plain(row[5]),
                value_high=plain(row[6]),
                unit=row[7],
                bound=row[8],
                date=row[9],
                as_of=row[10],
                status=row[11],
                attribution=row[12],
                quote=row[13],
                start=row[14],
                end=row[15],
                value_start=row[16],
                value_end=row[17],
                confidence=row[18],
            ),
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

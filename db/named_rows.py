"""Claims and facts with their names, as the digest shows them."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

import pyarrow as pa

from db.amounts import plain
from db.instants import from_db
from db.store import Reader
from extractors.digest_records import ClaimRow, FactRow

_CLAIMS = """
SELECT c.claim_id, c.type, c.subject_id, c.subject, c.subject_type, c.object, c.label, c.value, c.value_high, c.unit,
       c.usd, c.usd_high, c.bound, c.date, c.as_of, c.status, c.attribution, c.quote, c.confidence, c.article_id,
       c.title, c.url, c.outlet_id, c.outlet, c.published, c.known_since, c.is_current, c.story_id, c.copy_of,
       f.fact_id, f.role, v.value_start, v.value_end
FROM store.claim_rows AS c
JOIN (
    SELECT id, value_start - quote_start AS value_start, value_end - quote_start AS value_end
    FROM store.claims SEMI JOIN claim_ids_batch AS b USING (id)
) AS v ON v.id = c.claim_id
LEFT JOIN store.fact_claims AS f ON f.claim_id = c.claim_id AND f.role IN ('supports', 'repeats')
ORDER BY c.published, c.claim_id
"""

_FACTS = """
SELECT fact_id, type, subject_id, subject, subject_type, object, label, value, value_high, unit, usd, usd_high, bound,
       date, as_of, status, rank, reason, disputed, independent_outlets, first_seen, last_seen, property_id
FROM facts SEMI JOIN property_batch AS b ON b.id = property_id
ORDER BY first_seen, fact_id
"""


def ids_table(ids: Collection[str]) -> Any:
    """An Arrow table of ids, to be joined with."""
    return pa.table({"id": pa.array(sorted(ids), pa.string())})


def load_claim_rows(reader: Reader, claim_ids: Collection[str]) -> dict[str, ClaimRow]:
    """The claims by id, oldest first."""
    with reader.batch("claim_ids_batch", ids_table(claim_ids)):
        rows = reader.rows(_CLAIMS)
    return {row[0]: _claim_row(row) for row in rows}


def _claim_row(row: tuple[Any, ...]) -> ClaimRow:
    amounts = [*map(plain, row[7:9]), row[9], *map(plain, row[10:12])]
    return ClaimRow(*[*row[:7], *amounts, *row[12:24], *map(from_db, row[24:26]), *row[26:]])


def load_fact_rows(reader: Reader, property_ids: Collection[str]) -> dict[str, list[FactRow]]:
    """The facts of each property, oldest first, with the claims that stand behind them."""
    with reader.batch("property_batch", ids_table(property_ids)):
        facts = reader.rows(_FACTS)
    claims = _claims_of(reader, {row[0] for row in facts})
    by_property: dict[str, list[FactRow]] = defaultdict(list)
    for *row, first_seen, last_seen, property_id in facts:
        amounts = [*map(plain, row[7:9]), row[9], *map(plain, row[10:12])]
        instants = [from_db(first_seen), from_db(last_seen)]
        fact = FactRow(*[*row[:7], *amounts, *row[12:], *instants, tuple(claims[row[0]])])
        by_property[property_id].append(fact)
    return by_property


def _claims_of(reader: Reader, fact_ids: Collection[str]) -> dict[str, list[ClaimRow]]:
    with reader.batch("fact_batch", ids_table(fact_ids)):
        links = reader.rows(
            "SELECT fact_id, claim_id FROM store.fact_claims SEMI JOIN fact_batch AS b ON b.id = fact_id "
            "WHERE role IN ('supports', 'repeats')"
        )
    rows = load_claim_rows(reader, {claim for _, claim in links})
    fact_of = {claim: fact for fact, claim in links}
    found: dict[str, list[ClaimRow]] = defaultdict(list)
    for claim_id, row in rows.items():
        found[fact_of[claim_id]].append(row)
    return found

"""Facts of claims that nothing is compared with: the database makes them by itself.

Most claims are the only one on their property. What becomes of such a claim depends on few of its traits, whatever its
figure: `build_facts` is asked once for each set of traits, and its answer holds for all claims that have them.
"""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from db.claim_amounts import amount_columns, dollar_table
from db.claims import sourced_claim
from db.fact_tables import count_claims
from db.store import Store
from extractors.currency import Rates
from extractors.facts import OBJECT_TYPES, build_facts, standing_of
from extractors.records import Decision, SourcedClaim


def save_lone_facts(store: Store, decisions: Sequence[Decision], rates: Rates) -> None:
    """Saves the facts of those claims of `sourced` that stand alone, and leaves the others in `compared`."""
    relations = {"relations": sorted(OBJECT_TYPES)}
    with store.batch("decided_batch", _decided(decisions)):
        store.connection.execute(_COUNT, relations)
    store.connection.execute(_FIND_ALONE)
    store.connection.execute("CREATE OR REPLACE TEMP TABLE compared AS FROM sourced ANTI JOIN lone USING (id)")
    models = [sourced_claim(row) for row in store.rows("FROM sourced SEMI JOIN lone ON alike = sourced.id")]
    amounts = [row[0] for row in store.rows(_AMOUNTS)]
    with store.batch("outcome_batch", _outcomes(models)), store.batch("amount_batch", _amount_keys(amounts)):
        store.connection.execute(_MAKE, relations)
    store.connection.execute(
        "CREATE OR REPLACE TEMP VIEW fact_batch AS SELECT * EXCLUDE (claim_id, role, why) FROM made"
    )
    insert_facts(store, rates)
    store.connection.execute("INSERT INTO store.fact_claims SELECT id, claim_id, role, why FROM made")
    store.connection.execute("DROP VIEW fact_batch")


def insert_facts(store: Store, rates: Rates) -> None:
    """Saves the rows of `fact_batch`, with what their amounts are in dollars."""
    with store.batch("dollar_batch", dollar_table(store.rows(_FOREIGN_AMOUNTS), rates)):
        store.connection.execute(_INSERT)


def _decided(decisions: Sequence[Decision]) -> Any:
    ids = {claim for decision in decisions for claim in (decision.claim_ids or (decision.target_id,))}
    return pa.table({"id": pa.array(sorted(ids), pa.string())})


# A claim is alone if no other is on its property, nor one that may join it: a figure without a label joins a labelled
# one. An object that is no entity is told by its words, which are compared elsewhere.
_COUNT = """
CREATE OR REPLACE TEMP TABLE counted AS
SELECT id, type, subject_id, object_id, attribution_id,
       attribution_id IS NOT NULL AND attribution_type <> 'PERSON' AS is_body,
       count(*) OVER (
           PARTITION BY subject_id, type, label, CASE WHEN list_contains($relations, type) THEN object_id END
       ) = 1
       AND count(label) OVER (PARTITION BY subject_id, type) IN (0, count(*) OVER (PARTITION BY subject_id, type))
       AND (object_id IS NOT NULL OR NOT list_contains($relations, type))
       AND id NOT IN (FROM decided_batch) AS is_alone
FROM sourced
"""

# Who has a role may speak for the subject: such a role is looked at together with the claims that quote its holder. Of
# persons only what others say too is concerned: a person is a voice in any case, a company or body that speaks for
# itself only.
_FIND_ALONE = """
CREATE OR REPLACE TEMP TABLE lone AS
WITH speaking AS (
    SELECT DISTINCT subject_id, attribution_id AS object_id FROM counted
    WHERE attribution_id IS NOT NULL AND (is_body OR NOT is_alone)
),
officers AS (SELECT id, subject_id, object_id FROM counted SEMI JOIN speaking USING (subject_id, object_id)
             WHERE type = 'role'),
alone AS (
    SELECT id FROM counted WHERE is_alone
    EXCEPT SELECT id FROM officers
    EXCEPT SELECT c.id FROM counted AS c SEMI JOIN officers AS o
           ON o.subject_id = c.subject_id AND o.object_id = c.attribution_id WHERE c.is_body
)
SELECT id, min(id) OVER (
           PARTITION BY status, is_current, copy_of IS NULL, attribution_type, attribution_id = subject_id,
                        attribution = subject, CASE WHEN attribution_type IS DISTINCT FROM 'PERSON' THEN attribution END
       ) AS alike
FROM sourced SEMI JOIN alone USING (id)
"""

_AMOUNTS = "SELECT DISTINCT unnest([low, high]) FROM sourced SEMI JOIN lone USING (id)"


def _amount_keys(amounts: Sequence[Any]) -> Any:
    stored, keys = amount_columns(amounts)
    return pa.table({"amount": stored, "key": keys})


def _outcomes(models: Sequence[SourcedClaim]) -> Any:
    """What becomes of each of the claims, alone."""
    facts = [build_facts([model])[0] for model in models]
    return pa.table(
        {
            "alike": pa.array([model.id for model in models], pa.string()),
            "standing": pa.array([standing_of(model) for model in models], pa.string()),
            "rank": pa.array([fact.rank for fact in facts], pa.string()),
            "reason": pa.array([fact.reason for fact in facts], pa.string()),
            "disputed": pa.array([fact.disputed for fact in facts], pa.bool_()),
            "independent_outlets": pa.array([fact.independent_outlets for fact in facts], pa.int32()),
            "claims": pa.array([count_claims(fact) for fact in facts], pa.int32()),
            "role": pa.array([fact.supports[0].role for fact in facts], pa.string()),
            "why": pa.array([fact.supports[0].reason for fact in facts], pa.string()),
        }
    )


# The ids are those of extractors.facts.build.
_MAKE = """
CREATE OR REPLACE TEMP TABLE made AS
WITH stated AS (
    SELECT s.*, o.* EXCLUDE (alike),
           store.digest_id(concat_ws(
               chr(31), 'property', subject_id, type, coalesce(label, chr(0)),
               CASE WHEN list_contains($relations, type) THEN object_id ELSE chr(0) END
           )) AS property_id
    FROM sourced AS s JOIN lone USING (id) JOIN outcome_batch AS o USING (alike)
)
SELECT store.digest_id(concat_ws(
           chr(31), 'fact', property_id, standing, coalesce(l.key, chr(0)), coalesce(h.key, chr(0)),
           coalesce(unit, chr(0)), bound, coalesce(date, chr(0)), coalesce(as_of, chr(0))
       )) AS id,
       property_id, subject_id, type, label, object_id, object, low, high, unit, bound, date, as_of, status, rank,
       reason, disputed, independent_outlets, claims, published AS first_seen, published AS last_seen,
       s.id AS claim_id, role, why
FROM stated AS s
LEFT JOIN amount_batch AS l ON l.amount = low
LEFT JOIN amount_batch AS h ON h.amount = high
"""

# Whole cents of dollars need no conversion.
_FOREIGN_AMOUNTS = """
SELECT amount, unit, coalesce(nullif(as_of, ''), nullif(date, ''), ''), first_seen::DATE
FROM (SELECT unnest([low, high]) AS amount, unit, as_of, date, first_seen FROM fact_batch WHERE length(unit) = 3)
WHERE amount IS NOT NULL AND (unit <> 'USD' OR amount % 0.01 <> 0)
GROUP BY ALL
"""
_INSERT = """
INSERT INTO store.facts BY NAME
SELECT f.*,
       coalesce(l.usd, CASE WHEN f.unit = 'USD' THEN f.low::DECIMAL(28, 2) END) AS usd_low,
       coalesce(h.usd, CASE WHEN f.unit = 'USD' THEN f.high::DECIMAL(28, 2) END) AS usd_high
FROM fact_batch AS f
LEFT JOIN dollar_batch AS l
    ON l.amount = f.low AND l.unit = f.unit AND l.published = f.first_seen::DATE
    AND l.moment = coalesce(nullif(f.as_of, ''), nullif(f.date, ''), '')
LEFT JOIN dollar_batch AS h
    ON h.amount = f.high AND h.unit = f.unit AND h.published = f.first_seen::DATE
    AND h.moment = coalesce(nullif(f.as_of, ''), nullif(f.date, ''), '')
"""

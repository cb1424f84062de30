"""Entities under their canonical names, brought up to date where names are new."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import pyarrow as pa

from db.id_batches import few, id_table
from db.store import Store
from extractors.aliases import NamedThing, join_names
from extractors.records import Decision


def update_names(store: Store, fresh: Collection[str] | None, decisions: Sequence[Decision]) -> dict[str, str]:
    """Joins entities across articles and returns those whose canonical entity is another one now, with the one before.

    `fresh` are entities with new names; None looks at all. Runs inside the caller's transaction.
    """
    things = load_things(store, _joinable(store, decisions) if fresh is None else _connected(store, fresh, decisions))
    merges, splits = user_joins(decisions)
    canonical = join_names(things.values(), merges=merges, splits=splits)
    rows = _current(store, things)
    if fresh is None:
        # What nothing joins stands alone.
        rows += store.rows("SELECT id, canonical_id FROM store.entities WHERE id <> canonical_id")
    changed = {id_: before for id_, before in rows if canonical.get(id_, id_) != before}
    if changed:
        table = pa.table({"id": list(changed), "canonical_id": [canonical.get(id_, id_) for id_ in changed]})
        with store.batch("canonical_batch", table):
            store.connection.execute(
                "UPDATE store.entities SET canonical_id = b.canonical_id FROM canonical_batch AS b "
                "WHERE b.id = entities.id"
            )
    return changed


def user_joins(decisions: Iterable[Decision]) -> tuple[list[tuple[str, str]], set[frozenset[str]]]:
    """The merges (from id, to id; oldest first) and the splits that a user decided.

    A later decision on a pair replaces an earlier one, whichever of the two was named first.
    """
    merges: dict[frozenset[str], tuple[str, str]] = {}
    splits: set[frozenset[str]] = set()
    for decision in decisions:
        if decision.target != "entity" or decision.other_id is None:
            continue
        pair = frozenset((decision.target_id, decision.other_id))
        merges.pop(pair, None)
        splits.discard(pair)
        if decision.kind == "merge":
            merges[pair] = (decision.target_id, decision.other_id)
        elif decision.kind == "split":
            splits.add(pair)
    return list(merges.values()), splits


def load_things(store: Store, ids: Collection[str]) -> dict[str, NamedThing]:
    """Entities with their names."""
    with store.batch("ids_batch", id_table(ids)):
        rows = store.rows(_THINGS, {"few": few(store, ids)})
    return {id_: NamedThing(id_, type_, key, tuple(aliases or ())) for id_, type_, key, aliases in rows}


_THINGS = """
SELECT e.id, e.type, e.key, list(a.key ORDER BY a.key) FILTER (a.key IS NOT NULL)
FROM store.entities AS e
LEFT JOIN (SELECT entity_id, key FROM store.aliases WHERE entity_id IN (SELECT id FROM ids_batch)) AS a
    ON a.entity_id = e.id
WHERE e.id IN (SELECT id FROM ids_batch) AND ($few IS NULL OR e.id IN $few)
GROUP BY ALL
"""


def _current(store: Store, things: Collection[str]) -> list[tuple[Any, ...]]:
    with store.batch("ids_batch", id_table(things)):
        return store.rows(
            "SELECT id, canonical_id FROM store.entities SEMI JOIN ids_batch USING (id) "
            "WHERE $few IS NULL OR id IN $few",
            {"few": few(store, things)},
        )


def _joinable(store: Store, decisions: Sequence[Decision]) -> set[str]:
    """The entities that a name, an alias or a user could join with another: few of all."""
    found = {row[0] for row in store.rows(_JOINABLE)}
    for decision in decisions:
        if decision.other_id is not None:
            found |= {decision.target_id, decision.other_id}
    return found


_JOINABLE = """
WITH held AS (SELECT h.id, h.type, a.key FROM store.aliases AS a JOIN store.entities AS h ON h.id = a.entity_id)
SELECT e.id FROM store.entities AS e SEMI JOIN held ON held.key = e.key AND held.type = e.type
UNION
SELECT held.id FROM held SEMI JOIN store.entities AS e ON e.key = held.key AND e.type = held.type
"""


def _connected(store: Store, fresh: Collection[str], decisions: Sequence[Decision]) -> set[str]:
    """Everything whose canonical entity may depend on the fresh ones: along names, aliases and merges, to the end."""
    found = set(fresh)
    edge = set(fresh)
    while edge:
        near = _find_neighbours(store, edge)
        for decision in decisions:
            if decision.other_id is not None and {decision.target_id, decision.other_id} & edge:
                near |= {decision.target_id, decision.other_id}
        edge = near - found
        found |= edge
    return found


def _find_neighbours(store: Store, edge: Collection[str]) -> set[str]:
    with store.batch("edge_batch", id_table(edge)):
        store.connection.execute(_EDGE, {"few": few(store, edge)})
        named = {row[0] for row in store.rows(_NAMED_LIKE_AN_ALIAS)}
    holders = {row[0] for row in store.rows("SELECT entity_id FROM store.aliases SEMI JOIN edge USING (key)")}
    with store.batch("holder_batch", id_table(holders)):
        return named | {row[0] for row in store.rows(_HOLDERS, {"few": few(store, holders)})}


_EDGE = """
CREATE OR REPLACE TEMP TABLE edge AS
SELECT id, type, key FROM store.entities SEMI JOIN edge_batch USING (id) WHERE $few IS NULL OR id IN $few
"""
_NAMED_LIKE_AN_ALIAS = """
SELECT e.id
FROM store.entities AS e
SEMI JOIN (
    SELECT edge.type, a.key FROM edge
    JOIN (SELECT entity_id, key FROM store.aliases WHERE entity_id IN (SELECT id FROM edge_batch)) AS a
        ON a.entity_id = edge.id
) AS a ON a.key = e.key AND a.type = e.type
"""
# Entities of the same type that have a name of the edge as an alias.
_HOLDERS = """
SELECT e.id
FROM store.entities AS e
SEMI JOIN holder_batch USING (id)
JOIN (SELECT entity_id, key FROM store.aliases WHERE entity_id IN (SELECT id FROM holder_batch)) AS a
    ON a.entity_id = e.id
SEMI JOIN edge ON edge.key = a.key AND edge.type = e.type
WHERE $few IS NULL OR e.id IN $few
"""

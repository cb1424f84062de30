"""What a user decided: data, applied on every rebuild, never overwritten; what is taken back stays too."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from db.instants import from_db, from_db_or_none, to_db
from db.store import Reader, Store
from extractors.errors import StoreError
from extractors.records import Decision


def save_decision(store: Store, decision: Decision) -> Decision:
    """Stores a decision and returns it with the claims that it stands for.

    A decision on a fact is kept for the claims behind it, since a fact's id may change when more becomes known. A
    decision with the same id is kept as it is. Raises StoreError where the target is not known.
    """
    claim_ids = decision.claim_ids or tuple(_claims_of(store, decision))
    subjects = _subjects_of(store, decision, claim_ids)
    with store.transaction():
        store.connection.execute(
            "INSERT INTO store.decisions (id, kind, target, target_id, other_id, claim_ids, reason, decided_at) "
            "VALUES ($id, $kind, $target, $target_id, $other_id, $claim_ids, $reason, $at) ON CONFLICT DO NOTHING",
            {
                "id": decision.id,
                "kind": decision.kind,
                "target": decision.target,
                "target_id": decision.target_id,
                "other_id": decision.other_id,
                "claim_ids": list(claim_ids),
                "reason": decision.reason,
                "at": to_db(decision.at),
            },
        )
        kind = "entity" if decision.target == "entity" else "subject"
        with store.batch("pending_batch", pa.table({"id": pa.array(subjects, pa.string())})):
            store.connection.execute("INSERT INTO store.pending SELECT $kind, id FROM pending_batch", {"kind": kind})
    return Decision(
        id=decision.id,
        kind=decision.kind,
        target=decision.target,
        target_id=decision.target_id,
        reason=decision.reason,
        at=decision.at,
        other_id=decision.other_id,
        claim_ids=tuple(claim_ids),
    )


def _claims_of(reader: Reader, decision: Decision) -> Iterable[str]:
    if decision.target == "claim":
        return (decision.target_id,)
    if decision.target == "fact":
        rows = reader.rows(
            "SELECT claim_id FROM store.fact_claims WHERE fact_id = $id AND role IN ('supports', 'repeats') "
            "ORDER BY claim_id",
            {"id": decision.target_id},
        )
        return (row[0] for row in rows)
    return ()


def _subjects_of(reader: Reader, decision: Decision, claim_ids: Iterable[str]) -> list[str]:
    if decision.target == "entity":
        wanted = [id_ for id_ in (decision.target_id, decision.other_id) if id_]
        rows = reader.rows("SELECT id FROM store.entities WHERE list_contains($ids, id)", {"ids": wanted})
        if len(rows) != len(set(wanted)):
            raise StoreError("there is no such entity", hint="Look the ids up in the view `entities`.")
    else:
        rows = reader.rows(
            "SELECT DISTINCT subject_id FROM store.claims WHERE list_contains($ids, id)", {"ids": list(claim_ids)}
        )
        if not rows:
            raise StoreError(
                f"there is no {decision.target} {decision.target_id}",
                hint=f"Look the id up in the view `{decision.target}s`.",
            )
    return sorted(row[0] for row in rows)


def undo_decision(store: Store, decision_id: str, reason: str, *, at: datetime) -> None:
    """Takes a decision back from the next reconcile on; it stays in the record, with when and why it was undone."""
    with store.transaction():
        # Before it is taken back: afterwards it is in force for nothing.
        store.connection.execute(_PENDING_ENTITIES, {"id": decision_id})
        store.connection.execute(_PENDING_SUBJECTS, {"id": decision_id})
        store.connection.execute(
            "INSERT INTO store.undone_decisions (decision_id, reason, undone_at) VALUES ($id, $reason, $at) "
            "ON CONFLICT DO NOTHING",
            {"id": decision_id, "reason": reason, "at": to_db(at)},
        )


_PENDING_ENTITIES = """
INSERT INTO store.pending
SELECT 'entity', unnest([target_id, other_id]) FROM store.decisions WHERE id = $id AND target = 'entity'
"""
_PENDING_SUBJECTS = """
INSERT INTO store.pending
SELECT DISTINCT 'subject', c.subject_id FROM store.decided_claims AS d
JOIN store.claims AS c ON c.id = d.claim_id WHERE d.decision_id = $id
"""

_IN_FORCE = """
WITH handed_on AS (
    SELECT decision_id, list(claim_id ORDER BY claim_id) AS claim_ids FROM store.decided_claims GROUP BY decision_id
)
SELECT d.id, d.kind, d.target, d.target_id, d.reason, d.decided_at, d.other_id, coalesce(h.claim_ids, d.claim_ids)
FROM (FROM store.decisions ANTI JOIN store.undone_decisions AS u ON u.decision_id = id) AS d
LEFT JOIN handed_on AS h ON h.decision_id = d.id
ORDER BY d.decided_at, d.id
"""


def load_decisions(reader: Reader) -> list[Decision]:
    """All decisions in force, oldest first, each with all claims that it is in force for."""
    return [
        Decision(
            id=id_,
            kind=kind,
            target=target,
            target_id=target_id,
            reason=reason,
            at=from_db(at),
            other_id=other_id,
            claim_ids=tuple(claim_ids),
        )
        for id_, kind, target, target_id, reason, at, other_id, claim_ids in reader.rows(_IN_FORCE)
    ]


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision as the view `decisions` shows it; `undone_at` is None while it is in force."""

    id: str
    kind: str
    target: str
    about: str | None
    other: str | None
    reason: str
    decided_at: datetime
    undone_at: datetime | None
    undone_because: str | None


def load_decision_rows(reader: Reader) -> list[DecisionRow]:
    """Every decision that was ever taken, oldest first."""
    rows = reader.rows(
        "SELECT decision_id, kind, target, about, other, reason, decided_at, undone_at, undone_because "
        "FROM decisions ORDER BY decided_at, decision_id"
    )
    return [DecisionRow(*[*row[:6], from_db(row[6]), from_db_or_none(row[7]), row[8]]) for row in rows]

"""What a user decides, carried through to the published copy: stored, weighed, published. No Prefect."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import uuid4

from db.decision_targets import NamedEntity, Statement, find_decision, find_entity, find_statement
from db.decisions import load_decisions, save_decision, undo_decision
from db.store import Reader, Store, open_copy
from extractors.errors import InputError
from extractors.ids import digest_id
from extractors.records import Decision
from flows.finishing import open_record, publish_copy, weigh
from flows.settings import Settings

Kind = Literal["accept", "reject", "merge", "split"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed. `targets`: one id or beginning of one to accept or reject, two names to merge or split."""

    kind: Kind
    targets: tuple[str, ...]
    reason: str
    type: str | None = None


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact as it stands after a decision."""

    fact_id: str
    value: str
    rank: str
    reason: str
    independent_outlets: int


@dataclass(frozen=True, slots=True)
class DecisionReport:
    """What became of a decision: `outcome` is stored, undone, would store, would undo, or decided already."""

    outcome: str
    decision_id: str
    sentence: str
    remarks: tuple[str, ...]
    facts: tuple[FactLine, ...]


@dataclass(frozen=True, slots=True)
class _Proposal:
    decision: Decision
    sentence: str
    remarks: tuple[str, ...]
    property_id: str | None


def run_decide(settings: Settings, asked: Asked, at: datetime, *, dry_run: bool, wait_s: float) -> DecisionReport:
    """Stores a decision, weighs what it touches and publishes. `dry_run` looks at the published copy alone.

    Raises InputError for a target that does not exist or may be several. A decision that is in force already is not
    stored again.
    """
    if not asked.reason.strip():
        raise InputError("a decision needs a reason", hint='--reason "…": it is shown wherever the decision counts')
    if dry_run:
        with open_copy(settings.paths.published) as copy:
            proposal = _propose(copy, asked, at)
            return _report(copy, proposal, "would store")
    with open_record(settings, command="decide", wait_s=wait_s) as store:
        proposal = _propose(store, asked, at)
        known = _in_force(store, proposal.decision)
        if known is not None:
            return _report(store, proposal, "decided already", decision_id=known.id)
        save_decision(store, proposal.decision)
        _apply(store, settings, at)
        remarks = (*proposal.remarks, *_check(store, proposal.decision))
        return _report(store, proposal, "stored", remarks=remarks)


def run_undo(
    settings: Settings, asked: str, reason: str, at: datetime, *, dry_run: bool, wait_s: float
) -> DecisionReport:
    """Takes a decision back: it stays in the record, marked as undone."""
    if dry_run:
        with open_copy(settings.paths.published) as copy:
            id_ = find_decision(copy, asked)
            return DecisionReport("would undo", id_, _sentence_of(copy, id_), (), ())
    with open_record(settings, command="decide undo", wait_s=wait_s) as store:
        id_ = find_decision(store, asked)
        sentence = _sentence_of(store, id_)
        undo_decision(store, id_, reason, at=at)
        _apply(store, settings, at)
        return DecisionReport("undone", id_, sentence, (), ())


def _apply(store: Store, settings: Settings, at: datetime) -> None:
    run_id = f"decide-{uuid4().hex[:12]}"
    weigh(store, run_id=run_id, at=at)
    publish_copy(store, settings.paths.published, run_id=run_id, at=at)


def _propose(reader: Reader, asked: Asked, at: datetime) -> _Proposal:
    if asked.kind in ("accept", "reject"):
        return _propose_verdict(asked, find_statement(reader, asked.targets[0]), at)
    first, second = (find_entity(reader, name, asked.type) for name in asked.targets)
    if first.id == second.id:
        raise InputError(f"{asked.targets[0]!r} and {asked.targets[1]!r} are one name: {first}")
    if asked.kind == "merge":
        return _propose_merge(asked, first, second, at)
    return _propose_split(asked, first, second, at)


def _propose_verdict(asked: Asked, statement: Statement, at: datetime) -> _Proposal:
    decision = _decision(asked, statement.target, statement.id, None, at)
    return _Proposal(decision, f"{asked.kind} {statement.target} {statement.about}", (), statement.property_id)


def _propose_merge(asked: Asked, first: NamedEntity, second: NamedEntity, at: datetime) -> _Proposal:
    remarks = []
    # Where the first name is the one that stays, the merge turns that round.
    if first.canonical_id == second.canonical_id != first.id:
        remarks.append(f"they go as {second.goes_as} already")
    if first.type != second.type:
        remarks.append(f"they are of different types: {first.type} and {second.type}")
    decision = _decision(asked, "entity", first.id, second.id, at)
    return _Proposal(decision, f"merge {first} into {second}", tuple(remarks), None)


def _propose_split(asked: Asked, first: NamedEntity, second: NamedEntity, at: datetime) -> _Proposal:
    remarks = []
    if first.canonical_id != second.canonical_id:
        remarks.append("they are two already: they will not become one")
    elif first.canonical_id not in (first.id, second.id):
        raise InputError(f"both go as {first.goes_as}", hint="split the one that does not belong there from that name")
    # What goes under the other name is split from it, whichever was named first.
    if first.canonical_id == first.id and second.canonical_id == first.id:
        first, second = second, first
    decision = _decision(asked, "entity", first.id, second.id, at)
    return _Proposal(decision, f"split {first} from {second}", tuple(remarks), None)


def _decision(
    asked: Asked, target: Literal["claim", "fact", "entity"], target_id: str, other_id: str | None, at: datetime
) -> Decision:
    id_ = digest_id("decision", asked.kind, target, target_id, other_id, at.isoformat())
    return Decision(id_, asked.kind, target, target_id, asked.reason.strip(), at, other_id)


def _in_force(reader: Reader, decision: Decision) -> Decision | None:
    """The latest decision that says this already: of a pair of names, or of every claim that is meant now."""
    latest_first = reversed(load_decisions(reader))
    if decision.target == "entity":
        pair = (decision.target_id, decision.other_id)
        known = next((one for one in latest_first if {one.target_id, one.other_id} == set(pair)), None)
        if known is None or known.kind != decision.kind:
            return None
        # A merge the other way round is another one: the second name is the one that stays.
        return known if known.kind == "split" or (known.target_id, known.other_id) == pair else None
    # Not by the id alone: a fact's id may have gone over to another outlet's value, and what was decided about a claim
    # may have been decided otherwise with its fact.
    verdicts = dict(reader.rows(_VERDICTS, {"id": decision.target_id}))
    if set(verdicts.values()) != {decision.kind}:
        return None
    return next(one for one in latest_first if one.kind == decision.kind and verdicts.keys() & set(one.claim_ids))


# Of a claim, or of the claims behind a fact.
_VERDICTS = """
SELECT c.id, x.kind FROM store.claims AS c LEFT JOIN store.verdicts AS x ON x.claim_id = c.id
WHERE c.id = $id OR c.id IN (
    SELECT claim_id FROM store.fact_claims WHERE fact_id = $id AND role IN ('supports', 'repeats')
)
"""


def _check(reader: Reader, decision: Decision) -> Sequence[str]:
    """What a merge or split did not come to."""
    if decision.target != "entity":
        return ()
    roots = reader.rows(
        "SELECT DISTINCT canonical_id FROM store.entities WHERE id IN ($first, $second)",
        {"first": decision.target_id, "second": decision.other_id},
    )
    if decision.kind == "merge" and len(roots) > 1:
        return ("they are two still: another decision keeps them apart, see `dailies decide list`",)
    if decision.kind == "split" and len(roots) == 1:
        return ("they are one still, by way of another merge: see the view merges",)
    return ()


def _report(
    reader: Reader,
    proposal: _Proposal,
    outcome: str,
    *,
    remarks: tuple[str, ...] | None = None,
    decision_id: str | None = None,
) -> DecisionReport:
    property_id = proposal.property_id or reader.value(_PROPERTY, {"id": proposal.decision.target_id})
    facts = _facts_of(reader, property_id) if property_id else ()
    said = proposal.remarks if remarks is None else remarks
    return DecisionReport(outcome, decision_id or proposal.decision.id, proposal.sentence, said, facts)


# A candidate that was accepted belongs to a fact from now on.
_PROPERTY = """
SELECT f.property_id FROM store.fact_claims AS l JOIN store.facts AS f ON f.id = l.fact_id
WHERE l.claim_id = $id AND l.role IN ('supports', 'repeats')
"""


def _facts_of(reader: Reader, property_id: str) -> tuple[FactLine, ...]:
    rows = reader.rows(
        "SELECT fact_id, concat_ws(' ', coalesce(store.plain(value), object, date), unit), rank, reason, "
        "independent_outlets FROM facts WHERE property_id = $id ORDER BY rank = 'preferred' DESC, value, fact_id",
        {"id": property_id},
    )
    return tuple(FactLine(*row) for row in rows)


def _sentence_of(reader: Reader, decision_id: str) -> str:
    sentence = reader.value(
        "SELECT concat_ws(' ', kind, about, other) FROM decisions WHERE decision_id = $id", {"id": decision_id}
    )
    return str(sentence)

"""Claims to facts: grouped by property, gathered into values, set against each other, ranked."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence

from extractors.currency import Rates
from extractors.facts.conflicts import Stand, build_stands
from extractors.facts.ranking import rank_stand
from extractors.facts.values import Value, definite_first, gather_values, value_of
from extractors.facts.voices import find_officers
from extractors.ids import digest_id
from extractors.records import Decision, Fact, SourcedClaim, Status, Support

# Relations hold between two things: the object is part of the property. Elsewhere (lead investor, payer, other party)
# outlets name different ones of several for the same event.
OBJECT_TYPES = frozenset(("role", "premiere"))
_PRECISE = {"exact": 0, "range": 1, "about": 2, "over": 3, "under": 4}
_STRENGTH: tuple[Status, ...] = ("asserted", "estimated", "reported", "planned", "denied")

Property = tuple[str, str, str | None, str | None]


def build_facts(
    claims: Iterable[SourcedClaim], decisions: Sequence[Decision] = (), *, rates: Rates | None = None
) -> list[Fact]:
    """What the claims add up to, sorted by id. All claims on a subject must be given together.

    `subject_id` and `object_id` are canonical ids. Accepted and rejected claims are the user's; merges of entities are
    already in the ids. Without rates, amounts in different currencies are different facts that cannot contradict.
    """
    claims = list(claims)
    accepted, rejected = _read_decisions(decisions)
    officers = find_officers(claims, rejected)
    properties: dict[Property, list[SourcedClaim]] = defaultdict(list)
    for sourced in claims:
        properties[property_of(sourced)].append(sourced)
    facts: list[Fact] = []
    for key, values in _gather_properties(properties, rates, rejected):
        stands = build_stands(values, officers.get(key[0], ()), accepted, rejected)
        facts += _state_facts(key, stands)
    return sorted(facts, key=lambda fact: fact.id)


def property_of(sourced: SourcedClaim) -> Property:
    """What the claim is about: subject, type, label and, for relations, object."""
    claim = sourced.claim
    object_ = None
    if claim.type in OBJECT_TYPES:
        object_ = sourced.object_id or (claim.object or "").casefold()
    return sourced.subject_id, claim.type, claim.label, object_


def _read_decisions(decisions: Sequence[Decision]) -> tuple[dict[str, str], dict[str, str]]:
    """Claim ids with the reason for which they were accepted or rejected; a later decision replaces an earlier one."""
    verdicts: dict[str, tuple[str, str]] = {}
    for decision in sorted(decisions, key=lambda decision: (decision.at, decision.id)):
        if decision.kind in ("accept", "reject"):
            for claim in decision.claim_ids or (decision.target_id,):
                verdicts[claim] = decision.kind, decision.reason
    accepted = {claim: reason for claim, (kind, reason) in verdicts.items() if kind == "accept"}
    rejected = {claim: reason for claim, (kind, reason) in verdicts.items() if kind == "reject"}
    return accepted, rejected


def _gather_properties(
    properties: Mapping[Property, Sequence[SourcedClaim]], rates: Rates | None, rejected: Container[str]
) -> list[tuple[Property, list[Value]]]:
    """The values of each property; a figure without a label is with the one labelled value that it belongs to.

    "raised $308M" is the Series D of $308M; where two labels fit, or none, it stays by itself.
    """
    found: list[tuple[Property, list[Value]]] = []
    labelled: dict[tuple[str, str], list[Value]] = defaultdict(list)
    for key, members in properties.items():
        if key[2] is not None:
            values = gather_values(members, rates, rejected)
            found.append((key, values))
            if key[1] != "role":
                labelled[key[:2]] += values
    for key, members in properties.items():
        if key[2] is None:
            found.append((key, gather_values(_adopt(members, labelled[key[:2]], rates, rejected), rates, rejected)))
    return found


def _adopt(
    members: Sequence[SourcedClaim], labelled: Sequence[Value], rates: Rates | None, rejected: Container[str]
) -> Sequence[SourcedClaim]:
    """Puts claims without a label with the labelled values that they belong to; returns the others."""
    if not labelled:
        return members
    others = []
    for sourced in sorted(members, key=definite_first):
        value = value_of(sourced, rates, rejected)
        fitting = [other for other in labelled if other.standing == value.standing and other.is_figure_of(value)]
        if len(fitting) == 1:
            fitting[0].members.append(sourced)
        else:
            others.append(sourced)
    return others


def _state_facts(key: Property, stands: Sequence[Stand]) -> list[Fact]:
    property_id = digest_id("property", *key)
    if len(stands) == 1:
        return [_state_fact(key, property_id, _fact_id(property_id, stands[0]), stands[0], stands)]
    seen: Counter[str] = Counter()
    facts = []
    for stand in sorted(stands, key=lambda stand: (stand.members[0].published, stand.members[0].id)):
        id_ = _fact_id(property_id, stand)
        # Two values may begin with the same figure, years apart.
        seen[id_] += 1
        facts.append(_state_fact(key, property_id, id_ if seen[id_] == 1 else digest_id(id_, seen[id_]), stand, stands))
    return facts


def _state_fact(key: Property, property_id: str, id_: str, stand: Stand, stands: Sequence[Stand]) -> Fact:
    shown = _most_telling(stand)
    claim = shown.claim
    rank, reason = rank_stand(stand, stands)
    # The members are in the order of publication.
    members = stand.members
    return Fact(
        id=id_,
        subject_id=key[0],
        type=key[1],
        label=key[2],
        object_id=shown.object_id,
        low=claim.value,
        high=claim.value_high,
        unit=claim.unit,
        bound=claim.bound,
        date=stand.value.date,
        as_of=claim.as_of or _known_time(stand),
        status=_strongest(members),
        rank=rank,
        reason=reason,
        disputed=bool(stand.against) and not stand.is_out,
        independent_outlets=stand.counted,
        first_seen=members[0].published,
        last_seen=members[-1].published,
        supports=_supports(stand),
        property_id=property_id,
        object=claim.object,
    )


def _strongest(members: Sequence[SourcedClaim]) -> Status:
    if len(members) == 1:
        return members[0].claim.status
    return min((member.claim.status for member in members), key=_STRENGTH.index)


def _most_telling(stand: Stand) -> SourcedClaim:
    """The claim whose figure stands for the value: the most definite, then the most often printed, then the first."""
    members = stand.held or stand.members
    if len(members) == 1:
        return members[0]
    printed = Counter((sourced.claim.value, sourced.claim.value_high, sourced.claim.unit) for sourced in members)

    def telling(sourced: SourcedClaim) -> tuple[object, ...]:
        claim = sourced.claim
        often = printed[claim.value, claim.value_high, claim.unit]
        return _PRECISE[claim.bound], -often, sourced.published, sourced.id

    return min(members, key=telling)


def _known_time(stand: Stand) -> str | None:
    if len(stand.members) == 1:
        return stand.members[0].claim.as_of
    times = [sourced.claim.as_of for sourced in stand.members if sourced.claim.as_of]
    return max(times, key=len) if times else None


def _supports(stand: Stand) -> tuple[Support, ...]:
    """Every claim on the value, then those against it."""
    if len(stand.members) == 1 and not stand.against and not stand.revised_by:
        return (Support(stand.members[0].id, "supports", stand.voices[0].reason),)
    rows = []
    for sourced, voice in zip(stand.members, stand.voices, strict=True):
        repeats = voice.key is None and len(stand.members) > 1
        rows.append(Support(sourced.id, "repeats" if repeats else "supports", voice.reason))
    if all(row.role == "repeats" for row in rows):
        rows[0] = Support(rows[0].claim_id, "supports", rows[0].reason)
    revising = {after.id: before.id for before, after in stand.revised_by.values()}
    for after, before in sorted(revising.items()):
        rows.append(Support(after, "revises", "the outlet changed its figure", before))
    for other in stand.against:
        for sourced, voice in zip(other.members, other.voices, strict=True):
            if sourced.id not in revising and (voice.key is not None or len(other.members) == 1):
                rows.append(Support(sourced.id, "contradicts", "denied" if other.value.standing == "denied" else ""))
    return tuple(rows)


def _fact_id(property_id: str, stand: Stand) -> str:
    first = stand.members[0].claim
    value = None if first.value is None else first.value.normalize()
    high = None if first.value_high is None else first.value_high.normalize()
    return digest_id(
        "fact", property_id, stand.value.standing, value, high, first.unit, first.bound, first.date, first.as_of
    )

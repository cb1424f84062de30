"""What the model makes of the triggers of an article: type, subject and the other slots, as probabilities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.claims.compatible import SLOTS, allowed_outputs, allowed_targets, is_asked
from extractors.claims.features import pair_features, standing_features, trigger_features
from extractors.claims.triggers import Trigger
from extractors.claims.types import OUTPUTS, claim_type_of
from extractors.network import Network, log_softmax
from extractors.records import Status
from extractors.spans import Span
from extractors.words import Words

FloatArray = NDArray[np.float32]
Ranked = list[tuple[float, Span | None]]
STATUSES: tuple[Status, ...] = ("asserted", "reported", "estimated", "planned", "denied")
# Below this a reading is not worth keeping even as a candidate.
FLOOR = 0.1
_SECOND = 0.34
_ROWS = 24
# How many of those that could fill a slot a reading remembers; only the first two can matter.
_REMEMBERED = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model says of one trigger and output before it becomes a claim.

    `ranked` has, for each slot, the few that fill it best, with their shares; None in it stands for "nothing".
    `statuses` are shares in the order of STATUSES.
    """

    trigger: Trigger
    output: int
    probability: float
    subject: Span
    subject_share: float
    status: Status
    attribution: Span | None
    object: Span | None
    time: Span | None
    person_share: float
    ranked: Mapping[str, Ranked]
    statuses: FloatArray


@dataclass(frozen=True, slots=True)
class Pointing:
    """The triggers of an article and what they can point at, as records and as vectors (`t`, `keys`)."""

    words: Words
    triggers: Sequence[Trigger]
    candidates: Sequence[Span]
    t: FloatArray
    keys: FloatArray


@dataclass(frozen=True, slots=True)
class Read:
    """`scores`: the probability of each output for each trigger, 0 where its kind cannot state it; the readings."""

    scores: FloatArray
    readings: Sequence[Reading]


def read_triggers(
    network: Network, words: Words, v: FloatArray, triggers: Sequence[Trigger], candidates: Sequence[Span]
) -> Read:
    """Every output above FLOOR of every trigger, once per subject that it may be about."""
    t = network.triggers(v, words, triggers, trigger_features(words, triggers))
    pointing = Pointing(words, triggers, candidates, t, network.candidates(v, candidates))
    scores = network.outputs(t) * np.stack([allowed_outputs(trigger.kind) for trigger in triggers])
    rows = [(int(i), int(o)) for i, o in np.argwhere(scores > FLOOR)]
    return Read(scores, _readings(network, pointing, scores, rows) if rows else ())


def _readings(
    network: Network, pointing: Pointing, scores: FloatArray, rows: Sequence[tuple[int, int]]
) -> list[Reading]:
    index = np.asarray([i for i, _ in rows])
    output = np.asarray([o for _, o in rows])
    statuses = network.statuses(pointing.t[index], output)
    by_slot = _shares(network, pointing, index, output)
    group = _groups(pointing.candidates)
    readings: list[Reading] = []
    for row, (i, o) in enumerate(rows):
        ranked = {slot: _best(by_slot[slot][row], pointing.candidates, group) for slot in SLOTS}
        readings += _about(pointing.triggers[i], o, float(scores[i, o]), ranked, statuses[row])
    return readings


def _about(
    trigger: Trigger, output: int, probability: float, ranked: Mapping[str, Ranked], statuses: FloatArray
) -> list[Reading]:
    """One reading for each subject that is likely enough."""
    claim_type = claim_type_of(OUTPUTS[output])
    person_share, person = ranked["person"][0] if claim_type.name == "role" and ranked["person"] else (1.0, None)
    if trigger.span is not None and claim_type.name == "role":
        person_share, person = 1.0, trigger.span
    other = person if claim_type.name == "role" else _chosen(ranked["object"])
    time = _chosen(ranked["date"] if claim_type.name == "premiere" else ranked["as_of"])
    status = STATUSES[int(statuses.argmax())]
    source = _chosen(ranked["attribution"])
    readings = []
    for rank, (share, subject) in enumerate(ranked["subject"]):
        if subject is None or (rank > 0 and share < _SECOND):
            break
        readings.append(
            Reading(
                trigger=trigger,
                output=output,
                probability=probability,
                subject=subject,
                subject_share=share,
                status=status,
                attribution=source,
                object=other,
                time=time,
                person_share=person_share,
                ranked=ranked,
                statuses=statuses,
            )
        )
    return readings


def _shares(
    network: Network, pointing: Pointing, index: NDArray[np.int64], output: NDArray[np.int64]
) -> dict[str, FloatArray]:
    """Per slot, the probability of each candidate and, last, of none; zeros where a slot is not asked for.

    A few rows and only the candidates that can be meant at a time, which bounds memory in long texts.
    """
    triggers, candidates = pointing.triggers, pointing.candidates
    shares = {slot: np.zeros((len(index), len(candidates) + 1), dtype=np.float32) for slot in SLOTS}
    standing = standing_features(candidates)
    allowed = {(o, slot): allowed_targets(OUTPUTS[o], slot, candidates) for o in np.unique(output) for slot in SLOTS}
    for low in range(0, len(index), _ROWS):
        block = range(low, min(low + _ROWS, len(index)))
        # Ranks and frequencies are those among all candidates, as in training.
        pairs = pair_features(pointing.words, [triggers[index[row]] for row in block], candidates, standing)
        for number, slot in enumerate(SLOTS):
            asked = [row for row in block if is_asked(slot, OUTPUTS[output[row]], triggers[index[row]].kind)]
            if not asked:
                continue
            rows = np.asarray(asked)
            flags = np.stack([allowed[o, slot] for o in output[rows]])
            columns = np.flatnonzero(flags[:, :-1].any(axis=0))
            wanted = np.append(columns, len(candidates))
            own = pairs[np.ix_(rows - low, columns)]
            raw = network.pointers(pointing.t[index[rows]], output[rows], number, pointing.keys[wanted], own)
            possible = flags[:, wanted]
            made = np.exp(log_softmax(np.where(possible, raw, -1e4))) * possible
            shares[slot][np.ix_(rows, wanted)] = made
    return shares


def _best(shares: FloatArray, candidates: Sequence[Span], group: NDArray[np.int64]) -> Ranked:
    """Shares summed per entity (`group` has its number for each candidate), the best few first; None is "none"."""
    places = np.flatnonzero(shares[:-1] > 0)
    if not len(places):
        return [(float(shares[-1]), None)]
    found = group[places]
    sums = np.bincount(found, weights=shares[places])
    present = np.flatnonzero(np.bincount(found))
    ranked: Ranked = [(float(shares[-1]), None)]
    for number in present[np.argsort(-sums[present], kind="stable")[:_REMEMBERED]]:
        own = places[found == number]
        ranked.append((float(sums[number]), candidates[own[shares[own].argmax()]]))
    # Of equals an entity stands before "none".
    return sorted(ranked, key=lambda pair: (-pair[0], pair[1] is None))[:_REMEMBERED]


def _groups(candidates: Sequence[Span]) -> NDArray[np.int64]:
    """The number of each candidate's entity, in order of first mention."""
    numbers: dict[tuple[str, str], int] = {}
    keys = [(span.type, span.entity) for span in candidates]
    return np.asarray([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)


def _chosen(ranked: Ranked) -> Span | None:
    return ranked[0][1] if ranked else None

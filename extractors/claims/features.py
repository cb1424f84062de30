"""What rules know about a trigger and its candidates, as numbers for the model's heads.

The model was trained with exactly these columns: a change here needs a new model.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extractors.claims.roles import ROLE_CUES
from extractors.claims.triggers import KINDS, Trigger
from extractors.claims.types import CLAIM_TYPES
from extractors.spans import Span
from extractors.words import Words

FloatArray = NDArray[np.float32]

HEDGE_CUES = {
    "planned": (
        r"plan\w*|will|expect\w*|aim\w*|target\w*|hop(?:e|es|ing)|to be|set to|"
        r"due|intend\w*|slated|seek\w*|want\w*|would|promis\w+|next"
    ),
    "denied": (
        r"not|never|n['’]t|den(?:y|ies|ied)|wrong\w*|false|incorrect\w*|no longer|"
        r"correction|error|reject\w*|dismiss\w*|contrary|mistake\w*"
    ),
    "reported": (
        r"reportedly|said to|rumou?r\w*|believed|understood|sources|"
        r"insiders?|thought to|apparently|whisper\w*|gossip|talk of"
    ),
    "estimated": (
        r"estimat\w*|project(?:s|ed|ion)\w*|forecast\w*|reckon\w*|guess\w*|"
        r"calculat\w*|analysts?|predict\w*|works? out|would mean"
    ),
    "source": (
        r"said|says?|according to|told|tells|claim(?:s|ed)|per|put(?:s|ting)?|"
        r"reports?|reported|wrote|writes|admit\w*|confirm\w*|by .{1,20} account"
    ),
    "ai": r"AI|A\.I\.|artificial intelligence|generat\w+|synthetic|machine|model|prompt\w*|algorithm\w*",
    "past": r"earlier|previous\w*|last|former\w*|up from|down from|against|compared|before|ago|then",
    "generic": (
        r"typical\w*|average|usual\w*|normally|imagine|conventional\w*|"
        r"most|any|a month|subscri\w+|market|industry|each|per"
    ),
}
_GROUPS: tuple[tuple[str, str], ...] = (
    *((kind.name, kind.cues) for kind in CLAIM_TYPES if kind.cues),
    *((f"not {kind.name}", kind.blockers) for kind in CLAIM_TYPES if kind.blockers),
    *((f"role:{label}", cues) for label, cues in ROLE_CUES.items()),
    *HEDGE_CUES.items(),
)
_PATTERNS = tuple(re.compile(rf"(?<!\w)(?:{cues})(?!\w)", re.IGNORECASE) for _, cues in _GROUPS)
_BOUNDS = ("exact", "about", "over", "under", "range")
CANDIDATE_TYPES = ("WORK", "COMPANY", "PERSON", "CHARACTER", "EVENT", "ORG", "AI_MODEL", "VENUE", "TIME")
_DISTANCES = np.asarray([-200, -80, -40, -20, -10, -5, -2, 0, 2, 5, 10, 20, 40, 80, 200])
_N_SCALARS = 8 + len(_BOUNDS)
TRIGGER_FEATURES = 2 * len(_GROUPS) + len(KINDS) + _N_SCALARS
_N_STANDING = 6
PAIR_FEATURES = len(_DISTANCES) + 1 + 9 + len(CANDIDATE_TYPES) + 4 + _N_STANDING


def trigger_features(words: Words, triggers: Sequence[Trigger]) -> FloatArray:
    """One row a trigger: nearness of each cue before and after it in its sentence, its kind, its size and hedge."""
    rows = np.zeros((len(triggers), TRIGGER_FEATURES), dtype=np.float32)
    if not triggers:
        return rows
    sentence = np.asarray([words.sentence[trigger.first] for trigger in triggers])
    first = np.asarray([trigger.first for trigger in triggers])
    last = np.asarray([trigger.last for trigger in triggers])
    starts = words.starts[words.n_title :]
    for group, pattern in enumerate(_PATTERNS):
        places = [match.start() for match in pattern.finditer(words.text)]
        if not places:
            continue
        at = words.n_title + np.minimum(np.searchsorted(starts, places, side="left"), len(starts) - 1)
        same = words.sentence[at][None, :] == sentence[:, None]
        before = np.where(same & (at[None, :] < first[:, None]), first[:, None] - at[None, :], 10_000)
        # A cue inside the trigger itself ("worked alone") counts as the nearest after it.
        after = np.where(same & (at[None, :] >= first[:, None]), np.maximum(at[None, :] - last[:, None] + 1, 0), 10_000)
        rows[:, 2 * group] = 1.0 / (1.0 + before.min(axis=1) / 4.0)
        rows[:, 2 * group + 1] = 1.0 / (1.0 + after.min(axis=1) / 4.0)
    rows[:, : 2 * len(_GROUPS)][rows[:, : 2 * len(_GROUPS)] < 0.001] = 0.0
    for row, trigger in zip(rows[:, 2 * len(_GROUPS) :], triggers, strict=True):
        row[KINDS.index(trigger.kind)] = 1.0
        row[len(KINDS) :] = _scalars(words, trigger)
    return rows


def _scalars(words: Words, trigger: Trigger) -> list[float]:
    value = float(trigger.quantity.low) if trigger.quantity else 0.0
    bound = trigger.quantity.bound if trigger.quantity else "exact"
    date = trigger.date
    return [
        math.log10(1.0 + abs(value)) / 10.0,
        float(0 < value < 100),
        float(trigger.quantity is not None and trigger.quantity.unit == "USD"),
        float(date is not None and date.relative),
        len(date.date or "") / 10.0 if date else 0.0,
        float(words.features[trigger.first, 1] > 0),
        trigger.first / max(1, len(words)),
        float(words.sentence[trigger.first] <= 1),
        *(float(bound == name) for name in _BOUNDS),
    ]


def pair_features(
    words: Words, triggers: Sequence[Trigger], candidates: Sequence[Span], standing: FloatArray | None = None
) -> FloatArray:
    """Shape (triggers, candidates, PAIR_FEATURES): signed distances in words and sentences, type, rank, frequency.

    `standing` are the candidates' own, where they are at hand from another call.
    """
    shape = (len(triggers), len(candidates))
    rows = np.zeros((*shape, PAIR_FEATURES), dtype=np.float32)
    if not all(shape):
        return rows
    first = np.asarray([trigger.first for trigger in triggers])[:, None]
    last = np.asarray([trigger.last for trigger in triggers])[:, None]
    low = np.asarray([span.first for span in candidates])[None, :]
    high = np.asarray([span.last for span in candidates])[None, :]
    types = np.asarray([CANDIDATE_TYPES.index(span.type) for span in candidates])
    in_title = np.asarray([span.in_title for span in candidates])[None, :]
    gap = np.where(high <= first, -(first - high + 1), np.where(low >= last, low - last + 1, 0))
    bucket = np.searchsorted(_DISTANCES, gap, side="right")
    _one_hot(rows, bucket, 0)
    apart = np.clip(words.sentence[low] - words.sentence[first], -4, 4) + 4
    offset = len(_DISTANCES) + 1
    _one_hot(rows, apart, offset)
    offset += 9
    rows[:, np.arange(shape[1]), offset + types] = 1.0
    offset += len(CANDIDATE_TYPES)
    text_only = np.where(in_title, 10_000, 0)
    for column, wanted in ((0, gap < 0), (1, gap > 0)):
        distance = np.where(wanted, np.abs(gap), 100_000) + text_only
        nearest = np.zeros(shape)
        for kind in np.unique(types):
            nearest[:, types == kind] = distance[:, types == kind].min(axis=1, keepdims=True)
        rows[:, :, offset + column] = (distance == nearest) & (distance < 10_000)
    rows[:, :, offset + 2] = in_title
    rows[:, :, offset + 3] = words.paragraph[low] == words.paragraph[first]
    rows[:, :, offset + 4 :] = standing_features(candidates) if standing is None else standing
    return rows


def standing_features(candidates: Sequence[Span]) -> FloatArray:
    """One row a candidate: rank of its entity among its type by first mention (one-hot 0, 1, 2, more), share of
    mentions, whether first.
    """
    rows = np.zeros((len(candidates), _N_STANDING), dtype=np.float32)
    counts = Counter((span.type, span.entity) for span in candidates)
    totals = Counter(span.type for span in candidates)
    ranks: dict[tuple[str, str], int] = {}
    seen: Counter[str] = Counter()
    for index, span in enumerate(candidates):
        key = (span.type, span.entity)
        if key not in ranks:
            ranks[key] = seen[span.type]
            seen[span.type] += 1
            rows[index, 5] = 1.0
        rows[index, min(ranks[key], 3)] = 1.0
        rows[index, 4] = counts[key] / totals[span.type]
    return rows


def _one_hot(rows: FloatArray, index: NDArray[np.int64], offset: int) -> None:
    i, j = np.indices(index.shape)
    rows[i, j, offset + index] = 1.0

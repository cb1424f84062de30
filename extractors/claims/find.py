"""Claims of one article: trigger, type, subject, and all that the guide asks of a claim."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.claims.compatible import SLOTS, allowed_outputs, allowed_targets, is_asked
from extractors.claims.features import pair_features, trigger_features
from extractors.claims.labels import label_of
from extractors.claims.quotes import Quotes
from extractors.claims.triggers import Trigger, find_triggers
from extractors.claims.types import OUTPUTS, claim_type_of
from extractors.claims.vetoes import judge_words
from extractors.network import Network, log_softmax
from extractors.quantities.dates import DateMention
from extractors.quantities.inherit import read_as
from extractors.records import Claim, Quantity, Status
from extractors.spans import Span
from extractors.words import Words

FloatArray = NDArray[np.float32]
STATUSES: tuple[Status, ...] = ("asserted", "reported", "estimated", "planned", "denied")
# Below this a reading is not worth keeping even as a candidate.
_FLOOR = 0.1
_SECOND = 0.34
_INHERITED = {"runtime": "minute", "production_time": "day", "team_size": "person", "ai_share": "percent"}
_MINUTES_A_DAY = 1440
_ROWS = 24


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model says of one trigger and output before it becomes a claim."""

    trigger: Trigger
    output: int
    probability: float
    subject: Span
    subject_share: float
    status: Status
    attribution: Span | None
    object: Span | None
    time: Span | None
    person_share: float = 1.0


@dataclass(slots=True)
class ClaimFinder:
    """Turns mentions, quantities and dates of one article into claims, on the network's word vectors.

    `calibration` (slope, shift, and a move per output) turns the product of probabilities into the share that is right.
    """

    network: Network
    calibration: dict[str, Any] = field(default_factory=dict)

    def find(
        self,
        words: Words,
        v: FloatArray,
        spans: Sequence[Span],
        quantities: Sequence[Quantity],
        dates: Sequence[DateMention],
    ) -> list[Claim]:
        """Every claim with its confidence, each statement once (the most confident), in order of place."""
        triggers = find_triggers(words, quantities, dates, spans)
        if not triggers:
            return []
        times = _time_spans(words, dates)
        candidates = [*spans, *times]
        t = self.network.triggers(v, words, triggers, trigger_features(words, triggers))
        keys = self.network.candidates(v, candidates)
        scores = self.network.outputs(t) * np.stack([allowed_outputs(trigger.kind) for trigger in triggers])
        rows = [(int(i), int(o)) for i, o in np.argwhere(scores > _FLOOR)]
        if not rows:
            return []
        readings = self._read(words, triggers, candidates, t, keys, scores, rows)
        quotes = Quotes(words.text)
        made = [self._claim(words, quotes, reading, spans, quantities, dates) for reading in readings]
        return _distinct([claim for claim in made if claim is not None])

    def _read(
        self,
        words: Words,
        triggers: Sequence[Trigger],
        candidates: Sequence[Span],
        t: FloatArray,
        keys: FloatArray,
        scores: FloatArray,
        rows: Sequence[tuple[int, int]],
    ) -> list[Reading]:
        index = np.asarray([i for i, _ in rows])
        output = np.asarray([o for _, o in rows])
        statuses = self.network.statuses(t[index], output)
        by_slot = self._shares(words, triggers, candidates, t, keys, index, output)
        readings = []
        for row, (i, o) in enumerate(rows):
            claim_type = claim_type_of(OUTPUTS[o])
            best = {slot: _best(by_slot[slot][row], candidates) for slot in SLOTS}
            person_share, person = best["person"][0] if claim_type.name == "role" and best["person"] else (1.0, None)
            if triggers[i].span is not None and claim_type.name == "role":
                person_share, person = 1.0, triggers[i].span
            other = person if claim_type.name == "role" else _chosen(best["object"])
            time = _chosen(best["date"] if claim_type.name == "premiere" else best["as_of"])
            for rank, (share, subject) in enumerate(best["subject"]):
                if subject is None or (rank > 0 and share < _SECOND):
                    break
                readings.append(
                    Reading(
                        triggers[i],
                        o,
                        float(scores[i, o]),
                        subject,
                        share,
                        STATUSES[int(statuses[row].argmax())],
                        _chosen(best["attribution"]),
                        other,
                        time,
                        person_share,
                    )
                )
        return readings

    def _shares(
        self,
        words: Words,
        triggers: Sequence[Trigger],
        candidates: Sequence[Span],
        t: FloatArray,
        keys: FloatArray,
        index: NDArray[np.int64],
        output: NDArray[np.int64],
    ) -> dict[str, FloatArray]:
        """Per slot, the probability of each candidate and, last, of none; zeros where a slot is not asked for.

        A few rows and only the candidates that can be meant at a time, which bounds time and memory in long texts.
        """
        shares = {slot: np.zeros((len(index), len(candidates) + 1), dtype=np.float32) for slot in SLOTS}
        for number, slot in enumerate(SLOTS):
            asked = [row for row, o in enumerate(output) if is_asked(slot, OUTPUTS[o], triggers[index[row]].kind)]
            for low in range(0, len(asked), _ROWS):
                rows = np.asarray(asked[low : low + _ROWS])
                allowed = np.stack([allowed_targets(OUTPUTS[o], slot, candidates) for o in output[rows]])
                columns = np.flatnonzero(allowed[:, :-1].any(axis=0))
                wanted = np.append(columns, len(candidates))
                # Ranks and frequencies are those among all candidates, as in training.
                pairs = pair_features(words, [triggers[i] for i in index[rows]], candidates)[:, columns]
                raw = self.network.pointers(t[index[rows]], output[rows], number, keys[wanted], pairs)
                possible = allowed[:, wanted]
                made = np.exp(log_softmax(np.where(possible, raw, -1e4))) * possible
                shares[slot][np.ix_(rows, wanted)] = made
        return shares

    def _claim(
        self,
        words: Words,
        quotes: Quotes,
        reading: Reading,
        spans: Sequence[Span],
        quantities: Sequence[Quantity],
        dates: Sequence[DateMention],
    ) -> Claim | None:
        name = OUTPUTS[reading.output]
        claim_type = claim_type_of(name)
        trigger = reading.trigger
        resolved = {f"@{date.start}": date.date for date in dates}
        claim = Claim(
            type=claim_type.name,
            subject=reading.subject.entity,
            quote="",
            start=0,
            end=0,
            value_start=trigger.start,
            value_end=trigger.end,
            status=reading.status,
            attribution=reading.attribution.entity if reading.attribution else None,
            confidence=self._confidence(reading),
        )
        needed: tuple[str, ...] = ()
        if claim_type.name == "role":
            if reading.object is None:
                return None
            needed = _forms(words, spans, reading.object)
            claim = replace(claim, object=reading.object.entity, label=name.partition(":")[2], attribution=None)
        elif claim_type.name == "premiere":
            date = resolved.get(reading.time.entity) if reading.time else None
            claim = replace(claim, object=trigger.span.entity if trigger.span else None, date=date)
        elif claim_type.name == "release_date":
            if trigger.date is None or trigger.date.date is None:
                return None
            claim = replace(claim, date=trigger.date.date)
        else:
            figure = _figure(claim_type.name, trigger, quantities)
            if figure is None:
                return None
            claim = replace(
                claim,
                value=figure.low,
                value_high=figure.high,
                unit=figure.unit,
                bound=figure.bound,
                object=reading.object.entity if reading.object else None,
                as_of=resolved.get(reading.time.entity) if reading.time else None,
            )
        start, end = quotes.around(trigger.start, trigger.end, needed)
        claim = replace(claim, start=start, end=end, quote=words.text[start:end])
        if claim.label is None:
            label = label_of(claim.type, claim.quote, trigger.start - start, trigger.end - start)
            claim = replace(claim, label=label)
        return _plausible(judge_words(claim))

    def _confidence(self, reading: Reading) -> float:
        raw = reading.probability * reading.subject_share * reading.person_share
        raw = min(max(raw, 1e-4), 1 - 1e-4)
        curve = self.calibration
        shift = curve.get("shift", 0.0) + curve.get("moves", {}).get(OUTPUTS[reading.output], 0.0)
        score = curve.get("slope", 1.0) * np.log(raw / (1.0 - raw)) + shift
        return round(float(1.0 / (1.0 + np.exp(-score))), 4)


def _forms(words: Words, spans: Sequence[Span], wanted: Span) -> tuple[str, ...]:
    """How the text writes an entity."""
    return tuple({words.surface(span.first, span.last): None for span in spans if span.entity == wanted.entity})


def _time_spans(words: Words, dates: Sequence[DateMention]) -> list[Span]:
    spans = []
    for date in dates:
        extent = words.span(date.start, date.end)
        if extent is not None and date.date is not None:
            spans.append(Span(*extent, date.start, date.end, "TIME", f"@{date.start}"))
    return spans


def _best(shares: FloatArray, candidates: Sequence[Span]) -> list[tuple[float, Span | None]]:
    """Shares summed per entity, best first; None stands for "none"."""
    sums: dict[tuple[str, str], float] = {}
    heads: dict[tuple[str, str], tuple[float, Span]] = {}
    for share, span in zip(shares, candidates, strict=False):
        if share <= 0:
            continue
        key = (span.type, span.entity)
        sums[key] = sums.get(key, 0.0) + float(share)
        if key not in heads or share > heads[key][0]:
            heads[key] = (float(share), span)
    ranked: list[tuple[float, Span | None]] = [(total, heads[key][1]) for key, total in sums.items()]
    ranked.append((float(shares[-1]), None))
    return sorted(ranked, key=lambda pair: -pair[0])


def _chosen(ranked: list[tuple[float, Span | None]]) -> Span | None:
    return ranked[0][1] if ranked else None


def _figure(claim_type: str, trigger: Trigger, quantities: Sequence[Quantity]) -> Quantity | None:
    """The amount in the unit of the claim; a bare number takes it from the nearest amount of a fitting dimension."""
    quantity = trigger.quantity
    if quantity is None:
        return None
    if quantity.unit == "count":
        wanted = _INHERITED.get(claim_type)
        models = [q for q in quantities if (q.unit == wanted if wanted else q.dimension == "money")]
        earlier = [q for q in models if q.end <= quantity.start] or models
        if earlier:
            return read_as(quantity, min(earlier, key=lambda q: abs(q.start - quantity.start)))
        return replace(quantity, unit=wanted) if wanted and claim_type != "production_time" else None
    if claim_type == "production_time" and quantity.unit == "minute":
        high = None if quantity.high is None else quantity.high / _MINUTES_A_DAY
        return replace(quantity, low=quantity.low / _MINUTES_A_DAY, high=high, unit="day")
    return quantity


def _plausible(claim: Claim) -> Claim:
    """An absurd figure keeps its place among the candidates but can never count as a fact."""
    declared = claim_type_of("role:ceo" if claim.type == "role" else claim.type)
    # A hundred units of any currency are at most about a hundred dollars, most are far less.
    slack = (
        Decimal(1) if claim.unit in (None, "USD", "EUR", "GBP", "percent", "minute", "day", "person") else Decimal(2000)
    )
    if claim.value is None or declared.low <= claim.value <= declared.high * slack:
        return claim
    return replace(claim, confidence=0.0)


def _distinct(claims: Sequence[Claim]) -> list[Claim]:
    """Each (type, subject, value, object, label, date) once: the most confident, then the first."""
    best: dict[tuple[Any, ...], Claim] = {}
    for claim in claims:
        key: tuple[Any, ...] = (
            claim.type,
            claim.subject,
            claim.value,
            claim.value_high,
            claim.unit,
            claim.date if claim.type == "release_date" else None,
        )
        key += (claim.object, claim.label) if claim.type in ("role", "premiere") else ()
        if key not in best or claim.confidence > best[key].confidence:
            best[key] = claim
    return sorted(
        best.values(), key=lambda claim: (claim.start, claim.value_start, claim.type, claim.subject, claim.label or "")
    )

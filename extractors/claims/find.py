"""Claims of one article: trigger, type, subject, and all that the guide asks of a claim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.claims.figures import figure_of
from extractors.claims.labels import label_of
from extractors.claims.quotes import Quotes
from extractors.claims.readings import Reading, read_triggers
from extractors.claims.trace import Outcome, Trace
from extractors.claims.triggers import find_triggers
from extractors.claims.types import OUTPUTS, claim_type_of
from extractors.claims.vetoes import judge
from extractors.network import Network
from extractors.quantities.dates import DateMention
from extractors.records import Claim, Quantity
from extractors.spans import Span
from extractors.words import Words

FloatArray = NDArray[np.float32]
NO_PERSON = "no person for the role"
NO_DAY = "the date cannot be resolved"
NO_UNIT = "no amount of the kind"


@dataclass(frozen=True, slots=True)
class _Source:
    """What the claims of one article are made from; `days` resolves the entity of a time span."""

    words: Words
    spans: Sequence[Span]
    quantities: Sequence[Quantity]
    quotes: Quotes
    days: Mapping[str, str | None]


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
        trace: Trace | None = None,
    ) -> list[Claim]:
        """Every claim with its confidence, each statement once (the most confident), in order of place.

        A `trace` is filled with what was weighed.
        """
        triggers = find_triggers(words, quantities, dates, spans)
        if not triggers:
            return []
        read = read_triggers(self.network, words, v, triggers, [*spans, *_time_spans(words, dates)])
        days = {f"@{date.start}": date.date for date in dates}
        source = _Source(words, spans, quantities, Quotes(words.text), days)
        outcomes = [self._state(source, reading) for reading in read.readings]
        claims = _distinct([outcome.claim for outcome in outcomes if outcome.claim is not None])
        if trace is not None:
            trace.triggers, trace.read, trace.outcomes, trace.kept = triggers, read, outcomes, claims
        return claims

    def _state(self, source: _Source, reading: Reading) -> Outcome:
        """The claim that a reading comes to."""
        trigger = reading.trigger
        confidence = self._confidence(reading)
        claim = Claim(
            type=claim_type_of(OUTPUTS[reading.output]).name,
            subject=reading.subject.entity,
            quote="",
            start=0,
            end=0,
            value_start=trigger.start,
            value_end=trigger.end,
            status=reading.status,
            attribution=reading.attribution.entity if reading.attribution else None,
            confidence=confidence,
        )
        filled = _filled(claim, source, reading)
        if isinstance(filled, str):
            return Outcome(None, confidence=confidence, reason=filled)
        needed = _forms(source, reading.object) if filled.type == "role" else ()
        start, end = source.quotes.around(trigger.start, trigger.end, needed)
        claim = replace(filled, start=start, end=end, quote=source.words.text[start:end])
        if claim.label is None:
            label = label_of(claim.type, claim.quote, trigger.start - start, trigger.end - start)
            claim = replace(claim, label=label)
        judged = judge(claim)
        return Outcome(judged.claim, judged.vetoes, confidence)

    def _confidence(self, reading: Reading) -> float:
        raw = reading.probability * reading.subject_share * reading.person_share
        raw = min(max(raw, 1e-4), 1 - 1e-4)
        curve = self.calibration
        shift = curve.get("shift", 0.0) + curve.get("moves", {}).get(OUTPUTS[reading.output], 0.0)
        score = curve.get("slope", 1.0) * np.log(raw / (1.0 - raw)) + shift
        return round(float(1.0 / (1.0 + np.exp(-score))), 4)


def _filled(claim: Claim, source: _Source, reading: Reading) -> Claim | str:
    """The claim with what its type asks for, or why it cannot be stated."""
    trigger = reading.trigger
    time = source.days.get(reading.time.entity) if reading.time else None
    other = reading.object.entity if reading.object else None
    if claim.type == "role":
        label = OUTPUTS[reading.output].partition(":")[2]
        return NO_PERSON if other is None else replace(claim, object=other, label=label, attribution=None)
    if claim.type == "premiere":
        return replace(claim, object=trigger.span.entity if trigger.span else None, date=time)
    if claim.type == "release_date":
        day = trigger.date.date if trigger.date else None
        return NO_DAY if day is None else replace(claim, date=day)
    figure = figure_of(claim.type, trigger, source.quantities)
    if figure is None:
        return NO_UNIT
    return replace(
        claim,
        value=figure.low,
        value_high=figure.high,
        unit=figure.unit,
        bound=figure.bound,
        object=other,
        as_of=time,
    )


def _forms(source: _Source, wanted: Span | None) -> tuple[str, ...]:
    """How the text writes an entity."""
    spans = [span for span in source.spans if wanted is not None and span.entity == wanted.entity]
    return tuple(dict.fromkeys(source.words.surface(span.first, span.last) for span in spans))


def _time_spans(words: Words, dates: Sequence[DateMention]) -> list[Span]:
    spans = []
    for date in dates:
        extent = words.span(date.start, date.end)
        if extent is not None and date.date is not None:
            spans.append(Span(*extent, date.start, date.end, "TIME", f"@{date.start}"))
    return spans


def _distinct(claims: Sequence[Claim]) -> list[Claim]:
    """Each (type, subject, value, object, label, date) once: the most confident, then the first. A figure that is named
    once with and once without who paid it is one."""
    best: dict[tuple[Any, ...], list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: -claim.confidence):
        key: tuple[Any, ...] = (
            claim.type,
            claim.subject,
            claim.value,
            claim.value_high,
            claim.unit,
            claim.date if claim.type == "release_date" else None,
        )
        key += (claim.object, claim.label) if claim.type in ("role", "premiere") else ()
        same = best.setdefault(key, [])
        if not same or (claim.object and all(other.object not in (None, claim.object) for other in same)):
            same.append(claim)
    return sorted(
        (claim for same in best.values() for claim in same),
        key=lambda claim: (claim.start, claim.value_start, claim.type, claim.subject, claim.label or ""),
    )

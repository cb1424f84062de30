"""Why each trigger of an article was taken or dropped: the trace of a real extraction, made readable.

`explain` extracts as `extract` does and decides nothing itself: what it says was said by the pipeline on its way.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from spacy.language import Language

from extractors.claims.readings import FLOOR, STATUSES, Ranked, Reading
from extractors.claims.trace import Outcome, Trace
from extractors.claims.triggers import Trigger, find_triggers
from extractors.claims.types import OUTPUTS, claim_type_of
from extractors.explanation import Choice, Explanation, Fate, Name, ReadingExplained, TriggerExplained
from extractors.extract import extract_with_state
from extractors.pipeline import LONGEST_TEXT, State
from extractors.records import Article
from extractors.spans import Span

_FATES: tuple[Fate, ...] = ("taken", "candidate", "dropped")
_SHOWN_SCORES = 6
_LEAST_SCORE = 0.005
_LEAST_SHARE = 0.01
UNREAD = "not read: the article is off topic by its words alone"


def explain(article: Article, nlp: Language) -> Explanation:
    """Extracts an article, and tells how."""
    trace = Trace()
    extraction, state = extract_with_state(article, nlp, trace)
    threshold = float(_claims_pipe(nlp).threshold)
    text = article.text[:LONGEST_TEXT] if state is None else state.words.text
    about = (article.title, article.url, article.outlet, article.published, text)
    told = (*about, extraction.extractor, threshold, extraction.relevance)
    if state is None:
        return Explanation(*told)
    if not state.is_read:
        return Explanation(*told, (), state.quantities, state.dates, tuple(_unread(state)))
    teller = _Teller(trace, state, threshold, keep=extraction.relevance.keep)
    return Explanation(*told, tuple(teller.names()), state.quantities, state.dates, tuple(teller.triggers()))


def _unread(state: State) -> Iterator[TriggerExplained]:
    """The amounts and days of a text that its words alone put off topic: the rules found them, no one read them."""
    figures = (one for one in find_triggers(state.words, state.quantities, state.dates, ()) if one.kind != "pronoun")
    for number, trigger in enumerate(figures, 1):
        yield TriggerExplained(
            number=number,
            kind=trigger.kind,
            start=trigger.start,
            end=trigger.end,
            text=state.words.text[trigger.start : trigger.end],
            meaning=_meaning(trigger),
            scores=(),
            readings=(),
            fate="dropped",
            reason=UNREAD,
        )


def _claims_pipe(nlp: Language) -> Any:
    return nlp.get_pipe("dailies_claims")


class _Teller:
    """Puts the trace of one extraction into words."""

    def __init__(self, trace: Trace, state: State, threshold: float, *, keep: bool) -> None:
        self._trace, self._state, self._threshold, self._keep = trace, state, threshold, keep
        self._days = {f"@{date.start}": date.date for date in state.dates}
        # A claim is the very object that a reading came to: of two that say the same, one was handed on.
        self._taken = {id(claim) for claim in state.claims}
        self._kept = {id(claim) for claim in trace.kept}
        self._by_trigger: dict[int, list[tuple[Reading, Outcome]]] = {}
        for reading, outcome in trace.pairs():
            self._by_trigger.setdefault(id(reading.trigger), []).append((reading, outcome))
        self._uses = dict(self._uses_of())

    def _uses_of(self) -> Iterator[tuple[int, str]]:
        """By their places, words that state nothing themselves but stand in a slot of what is taken."""
        numbers = {id(trigger): number for number, trigger in enumerate(self._trace.triggers, 1)}
        for reading, outcome in self._trace.pairs():
            if self._judgement(outcome)[0] != "taken":
                continue
            slots = (("time", reading.time), ("source", reading.attribution), ("object", reading.object))
            for word, span in slots:
                if span is not None and not span.in_title:
                    yield span.start, f"is the {word} of [{numbers[id(reading.trigger)]}]"

    def names(self) -> Iterator[Name]:
        """Every mention, venues included."""
        for span in self._state.spans:
            text = self._state.words.surface(span.first, span.last)
            yield Name(span.start, span.end, text, span.entity, span.type, span.in_title)

    def triggers(self) -> Iterator[TriggerExplained]:
        """Every trigger, in order of place."""
        for index, trigger in enumerate(self._trace.triggers):
            pairs = self._by_trigger.get(id(trigger), ())
            readings = sorted((self._reading(*pair) for pair in pairs), key=_by_fate)
            scores = self._scores(index)
            fate: Fate = readings[0].fate if readings else "dropped"
            yield TriggerExplained(
                number=index + 1,
                kind=trigger.kind,
                start=trigger.start,
                end=trigger.end,
                text=self._state.words.text[trigger.start : trigger.end],
                meaning=_meaning(trigger),
                scores=scores,
                readings=tuple(readings),
                fate=fate,
                reason=readings[0].reason if readings else self._uses.get(trigger.start) or _nothing(scores),
            )

    def _scores(self, index: int) -> tuple[tuple[str, float], ...]:
        if self._trace.read is None:
            return ()
        row = self._trace.read.scores[index]
        ranked = sorted(((float(score), name) for score, name in zip(row, OUTPUTS, strict=True)), reverse=True)
        return tuple((name, round(score, 4)) for score, name in ranked[:_SHOWN_SCORES] if score >= _LEAST_SCORE)

    def _reading(self, reading: Reading, outcome: Outcome) -> ReadingExplained:
        fate, reason = self._judgement(outcome)
        statuses = sorted(zip(STATUSES, map(float, reading.statuses), strict=True), key=lambda pair: -pair[1])
        slots = {slot: self._choices(ranked) for slot, ranked in reading.ranked.items()}
        # A second subject is read by itself: it stands first in its own reading.
        slots["subject"] = _led_by(slots["subject"], reading.subject.entity)
        return ReadingExplained(
            output=OUTPUTS[reading.output],
            probability=round(reading.probability, 4),
            slots={slot: choices for slot, choices in slots.items() if choices},
            statuses=tuple((status, round(share, 4)) for status, share in statuses if share >= _LEAST_SHARE),
            confidence=outcome.confidence,
            vetoes=outcome.vetoes,
            claim=outcome.claim,
            fate=fate,
            reason=reason,
        )

    def _judgement(self, outcome: Outcome) -> tuple[Fate, str]:
        claim = outcome.claim
        if claim is None:
            return "dropped", outcome.reason
        if not self._keep:
            return "dropped", "the article is off topic"
        if id(claim) not in self._kept:
            return "dropped", "the same is stated elsewhere, more surely"
        if id(claim) in self._taken:
            return "taken", f"confidence {claim.confidence:.3f} reaches the threshold of {self._threshold:g}"
        if claim.confidence == 0.0 and outcome.vetoes:
            return "candidate", f"ruled out: {outcome.vetoes[-1]}"
        return "candidate", f"confidence {claim.confidence:.3f} is below the threshold of {self._threshold:g}"

    def _choices(self, ranked: Ranked) -> tuple[Choice, ...]:
        return tuple(self._choice(share, span) for share, span in ranked if share >= _LEAST_SHARE)

    def _choice(self, share: float, span: Span | None) -> Choice:
        if span is None:
            return Choice(None, None, round(share, 4))
        name = self._days.get(span.entity) if span.type == "TIME" else span.entity
        return Choice(name, span.type, round(share, 4))


def _led_by(choices: Sequence[Choice], name: str) -> tuple[Choice, ...]:
    return tuple(sorted(choices, key=lambda choice: choice.name != name))


def _by_fate(reading: ReadingExplained) -> tuple[int, float]:
    return _FATES.index(reading.fate), -reading.confidence


def _meaning(trigger: Trigger) -> str:
    if trigger.quantity is not None:
        quantity = trigger.quantity
        high = "" if quantity.high is None else f" to {quantity.high:,f}"
        hedge = "" if quantity.bound in ("exact", "range") else f"{quantity.bound} "
        return f"{hedge}{quantity.low:,f}{high} {quantity.unit}"
    if trigger.date is not None:
        return trigger.date.date or "a day that cannot be resolved"
    return trigger.span.entity if trigger.span else ""


def _nothing(scores: Collection[tuple[str, float]]) -> str:
    """Why a trigger came to no reading at all."""
    above = [output for output, score in scores if score > FLOOR]
    if above:
        types = " or ".join(claim_type_of(above[0]).subjects)
        return f"{above[0]}, but there is no {types} that it could be about"
    best = next(iter(scores), None)
    return f"states nothing: no type reaches {FLOOR:.2f}" + (f" (nearest: {best[0]} {best[1]:.2f})" if best else "")

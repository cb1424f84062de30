"""Samples as arrays: what the model sees and what it has to answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from extractors.claims.compatible import SLOTS, allowed_outputs, allowed_targets
from extractors.claims.features import CANDIDATE_TYPES, pair_features, trigger_features
from extractors.claims.triggers import KINDS, Trigger
from extractors.claims.types import OUTPUTS
from extractors.gazetteer import Gazetteer
from extractors.quantities.dates import DateMention
from extractors.relevance import topic_features
from extractors.spans import Span
from extractors.tags import tag_spans
from extractors.windows import Window, plan_windows
from extractors.words import Words, cut_words
from training.articles import Sample
from training.targets import Aligned, spans_of, triggers_of

Ints = NDArray[np.int64]


@dataclass(slots=True)
class Example:
    """One training unit. In `targets` -1 is ignored; pointer rows carry boolean masks over candidates plus none."""

    words: Words
    windows: list[Window]
    tags: Ints
    on_topic: float
    topic_rows: NDArray[np.float32]
    trigger_first: Ints
    trigger_last: Ints
    trigger_kind: Ints
    trigger_rows: NDArray[np.float32]
    outputs: NDArray[np.bool_]
    targets: NDArray[np.int8]
    cand_first: Ints
    cand_last: Ints
    cand_type: Ints
    pointer_trigger: Ints
    pointer_output: Ints
    pointer_slot: Ints
    pointer_allowed: NDArray[np.bool_]
    pointer_gold: NDArray[np.bool_]
    pairs: NDArray[np.float32]
    status: Ints  # rows of trigger, output, class
    lower: list[Any] = field(default_factory=list)  # per window, what the frozen layers make of it (float16 tensors)

    @property
    def cost(self) -> int:
        """Pieces that the encoder has to read."""
        return sum(len(window.pieces) for window in self.windows)


def join(first: Aligned, second: Aligned) -> Aligned:
    """Two articles as one: the second's title becomes a paragraph. Keeps every answer at its new place."""
    a, b = first.sample, second.sample
    gap = len(a.text) + 2
    shift = gap + len(b.title) + 2
    text = f"{a.text}\n\n{b.title}\n\n{b.text}"
    moved = [
        replace(n, start=n.start + gap, end=n.end + gap, in_title=False)
        if n.in_title
        else replace(n, start=n.start + shift, end=n.end + shift)
        for n in b.names
    ]
    sample = Sample(f"{a.id}+{b.id}", a.title, text, a.published, a.on_topic, [*a.names, *moved], [], {})

    def key(target: str) -> str:
        return f"@{int(target[1:]) + shift}" if target.startswith("@") and target[1:].isdigit() else target

    return Aligned(
        sample,
        first.quantities + [_moved(q, shift) for q in second.quantities],
        first.dates + [replace(d, start=d.start + shift, end=d.end + shift) for d in second.dates],
        first.positives + [(s + shift, e + shift, o) for s, e, o in second.positives],
        first.ignored + [(s + shift, e + shift, o) for s, e, o in second.ignored],
        first.pointers
        + [(s + shift, e + shift, replace(p, targets=tuple(map(key, p.targets)))) for s, e, p in second.pointers],
        first.statuses + [(s + shift, e + shift, o, c) for s, e, o, c in second.statuses],
    )


def _moved(quantity, shift):  # type: ignore[no-untyped-def]
    return replace(
        quantity,
        start=quantity.start + shift,
        end=quantity.end + shift,
        value_start=quantity.value_start + shift,
        value_end=quantity.value_end + shift,
    )


def time_spans(dates: Sequence[DateMention], words: Words) -> list[Span]:
    """Date mentions as candidates of the slots as_of and date."""
    spans = []
    for date in dates:
        extent = words.span(date.start, date.end)
        if extent is not None and date.date is not None:
            spans.append(Span(*extent, date.start, date.end, "TIME", f"@{date.start}"))
    return spans


def build_example(aligned: Aligned, tokenizer: Tokenizer, gazetteer: Gazetteer) -> Example:
    """Cut, tag and align one (possibly joined) sample."""
    sample = aligned.sample
    words = cut_words(sample.title, sample.text, tokenizer, gazetteer)
    spans = spans_of(sample, words) if sample.on_topic else []
    triggers = triggers_of(aligned, words, spans) if sample.on_topic else []
    candidates = spans + (time_spans(aligned.dates, words) if sample.on_topic else [])
    tags = np.full(len(words), -1, dtype=np.int64)
    if sample.on_topic:
        tags = tag_spans(len(words), [(span.first, span.last, span.type) for span in spans])
    outputs = np.stack([allowed_outputs(t.kind) for t in triggers]) if triggers else np.zeros((0, len(OUTPUTS)), bool)
    places = _places(triggers)
    targets = np.zeros((len(triggers), len(OUTPUTS)), dtype=np.int8)
    for mark, rows in ((-1, aligned.ignored), (1, aligned.positives)):
        for start, end, output in rows:
            for index in _touching(triggers, start, end, output) if mark < 0 else places.get((start, end), ()):
                if outputs[index, output]:
                    targets[index, output] = mark
    for index, trigger in enumerate(triggers):
        if trigger.kind == "pronoun":
            taken = targets.max(axis=0) > 0
            targets[index, taken & (targets[index] == 0)] = -1
    pointers = _pointer_rows(aligned.pointers, places, outputs, candidates)
    rows = [p.trigger for p, _, _ in pointers]
    status = [
        (index, output, kind)
        for start, end, output, kind in aligned.statuses
        for index in places.get((start, end), ())
        if outputs[index, output]
    ]
    return Example(
        words,
        plan_windows(words),
        tags,
        float(sample.on_topic),
        topic_features(words),
        np.asarray([t.first for t in triggers], dtype=np.int64),
        np.asarray([t.last for t in triggers], dtype=np.int64),
        np.asarray([KINDS.index(t.kind) for t in triggers], dtype=np.int64),
        trigger_features(words, triggers),
        outputs,
        targets,
        np.asarray([c.first for c in candidates], dtype=np.int64),
        np.asarray([c.last for c in candidates], dtype=np.int64),
        np.asarray([CANDIDATE_TYPES.index(c.type) for c in candidates], dtype=np.int64),
        np.asarray(rows, dtype=np.int64),
        np.asarray([p.output for p, _, _ in pointers], dtype=np.int64),
        np.asarray([p.slot for p, _, _ in pointers], dtype=np.int64),
        np.stack([a for _, a, _ in pointers]) if pointers else np.zeros((0, len(candidates) + 1), bool),
        np.stack([g for _, _, g in pointers]) if pointers else np.zeros((0, len(candidates) + 1), bool),
        pair_features(words, [triggers[i] for i in rows], candidates),
        np.asarray(status, dtype=np.int64).reshape(-1, 3),
    )


def _places(triggers: Sequence[Trigger]) -> dict[tuple[int, int], list[int]]:
    places: dict[tuple[int, int], list[int]] = {}
    for index, trigger in enumerate(triggers):
        places.setdefault((trigger.start, trigger.end), []).append(index)
    return places


def _touching(triggers: Sequence[Trigger], start: int, end: int, output: int) -> list[int]:
    return [i for i, t in enumerate(triggers) if t.start < end and start < t.end and allowed_outputs(t.kind)[output]]


def _pointer_rows(rows, places, outputs, candidates):  # type: ignore[no-untyped-def]
    made = []
    for start, end, pointer in rows:
        for index in places.get((start, end), ()):
            if not outputs[index, pointer.output]:
                continue
            allowed = allowed_targets(OUTPUTS[pointer.output], SLOTS[pointer.slot], candidates)
            gold = np.zeros(len(candidates) + 1, dtype=bool)
            gold[-1] = not pointer.targets
            for place, candidate in enumerate(candidates):
                gold[place] = candidate.entity in pointer.targets
            if (gold & allowed).any():
                made.append((replace(pointer, trigger=index), allowed, gold & allowed))
    return made

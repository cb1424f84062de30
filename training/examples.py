"""Samples as arrays: what the model sees and what it has to answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from extractors.claims.compatible import SLOTS, allowed_outputs, allowed_targets
from extractors.claims.features import CANDIDATE_TYPES, pair_features, trigger_features
from extractors.claims.triggers import KINDS, Trigger
from extractors.claims.types import OUTPUTS
from extractors.gazetteer import Gazetteer
from extractors.quantities.dates import DateMention
from extractors.records import Quantity
from extractors.relevance import topic_features
from extractors.spans import Span
from extractors.tags import tag_spans
from extractors.windows import Window, plan_windows
from extractors.words import Words, cut_words
from training.articles import Sample
from training.targets import Aligned, Pointer, spans_of, triggers_of

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
    allowed: NDArray[np.bool_] | None = None  # (words, tags) where names are annotated in part


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


def _moved(quantity: Quantity, shift: int) -> Quantity:
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
    """Cut, tag and align one (possibly joined) sample. Names of off-topic articles are not annotated."""
    sample = aligned.sample
    words = cut_words(sample.title, sample.text, tokenizer, gazetteer)
    example = unmarked_example(words)
    if not sample.on_topic:
        return replace(example, on_topic=0.0)
    spans = spans_of(sample, words)
    triggers = triggers_of(aligned, words, spans)
    candidates = spans + time_spans(aligned.dates, words)
    places = _places(triggers)
    if triggers:
        example.outputs = np.stack([allowed_outputs(t.kind) for t in triggers])
    pointers = _pointer_rows(aligned.pointers, places, example.outputs, candidates)
    own = [triggers[pointer.trigger] for pointer, _, _ in pointers]
    none = np.zeros((0, len(candidates) + 1), dtype=bool)
    return replace(
        example,
        on_topic=1.0,
        tags=tag_spans(len(words), [(span.first, span.last, span.type) for span in spans]),
        trigger_first=_ints([t.first for t in triggers]),
        trigger_last=_ints([t.last for t in triggers]),
        trigger_kind=_ints([KINDS.index(t.kind) for t in triggers]),
        trigger_rows=trigger_features(words, triggers),
        targets=_targets(aligned, triggers, example.outputs),
        cand_first=_ints([c.first for c in candidates]),
        cand_last=_ints([c.last for c in candidates]),
        cand_type=_ints([CANDIDATE_TYPES.index(c.type) for c in candidates]),
        pointer_trigger=_ints([pointer.trigger for pointer, _, _ in pointers]),
        pointer_output=_ints([pointer.output for pointer, _, _ in pointers]),
        pointer_slot=_ints([pointer.slot for pointer, _, _ in pointers]),
        pointer_allowed=np.stack([allowed for _, allowed, _ in pointers]) if pointers else none,
        pointer_gold=np.stack([gold for _, _, gold in pointers]) if pointers else none,
        pairs=pair_features(words, own, candidates),
        status=_status_rows(aligned, places, example.outputs),
    )


def _ints(values: Sequence[int]) -> Ints:
    return np.asarray(values, dtype=np.int64)


def _targets(aligned: Aligned, triggers: Sequence[Trigger], outputs: NDArray[np.bool_]) -> NDArray[np.int8]:
    """(triggers, outputs): 1 for what is claimed, -1 for what is not asked."""
    places = _places(triggers)
    targets = np.zeros(outputs.shape, dtype=np.int8)
    for start, end, output in aligned.ignored:
        targets[_touching(triggers, start, end, output), output] = -1
    for start, end, output in aligned.positives:
        for index in places.get((start, end), ()):
            if outputs[index, output]:
                targets[index, output] = 1
    for index, trigger in enumerate(triggers):
        if trigger.kind == "pronoun":
            taken = targets.max(axis=0) > 0
            targets[index, taken & (targets[index] == 0)] = -1
    return targets


def _status_rows(aligned: Aligned, places: dict[tuple[int, int], list[int]], outputs: NDArray[np.bool_]) -> Ints:
    rows = [
        (index, output, kind)
        for start, end, output, kind in aligned.statuses
        for index in places.get((start, end), ())
        if outputs[index, output]
    ]
    return np.asarray(rows, dtype=np.int64).reshape(-1, 3)


def unmarked_example(words: Words) -> Example:
    """Words that nothing is asked of."""
    none = np.zeros(0, dtype=np.int64)
    nothing = np.zeros((0, 1), dtype=bool)
    return Example(
        words=words,
        windows=plan_windows(words),
        tags=np.full(len(words), -1, dtype=np.int64),
        on_topic=-1.0,
        topic_rows=topic_features(words),
        trigger_first=none,
        trigger_last=none,
        trigger_kind=none,
        trigger_rows=trigger_features(words, []),
        outputs=np.zeros((0, len(OUTPUTS)), dtype=bool),
        targets=np.zeros((0, len(OUTPUTS)), dtype=np.int8),
        cand_first=none,
        cand_last=none,
        cand_type=none,
        pointer_trigger=none,
        pointer_output=none,
        pointer_slot=none,
        pointer_allowed=nothing,
        pointer_gold=nothing,
        pairs=pair_features(words, [], []),
        status=none.reshape(0, 3),
    )


def _places(triggers: Sequence[Trigger]) -> dict[tuple[int, int], list[int]]:
    places: dict[tuple[int, int], list[int]] = {}
    for index, trigger in enumerate(triggers):
        places.setdefault((trigger.start, trigger.end), []).append(index)
    return places


def _touching(triggers: Sequence[Trigger], start: int, end: int, output: int) -> list[int]:
    return [i for i, t in enumerate(triggers) if t.start < end and start < t.end and allowed_outputs(t.kind)[output]]


def _pointer_rows(
    rows: Sequence[tuple[int, int, Pointer]],
    places: dict[tuple[int, int], list[int]],
    outputs: NDArray[np.bool_],
    candidates: Sequence[Span],
) -> list[tuple[Pointer, NDArray[np.bool_], NDArray[np.bool_]]]:
    """Pointers with what they may and what they ought to point at."""
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

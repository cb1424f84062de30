"""Mentions and entities of an article: from tag scores to spans, one type per name, aliases joined."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from extractors.gazetteer import Gazetteer
from extractors.names import cluster_names, plain_name
from extractors.records import Entity, EntityType
from extractors.spans import Span
from extractors.tags import SPAN_TYPES, TAGS, best_tags, read_spans, tag_spans
from extractors.words import Words

FloatArray = NDArray[np.float32]
_STRONG, _WEAK = 3.0, 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """The names of an article: every mention with its entity's name, and the entities. Venues are mentions only."""

    spans: tuple[Span, ...]
    entities: tuple[Entity, ...]


def find_entities(words: Words, scores: FloatArray, gazetteer: Gazetteer) -> Found:
    """Decode log probabilities (words, TAGS)."""
    breaks = np.zeros(len(words), dtype=bool)
    breaks[1:] = words.paragraph[1:] != words.paragraph[:-1]
    scores = scores + _known(words, gazetteer)
    votes: dict[str, FloatArray] = defaultdict(lambda: np.zeros(len(SPAN_TYPES), dtype=np.float32))
    raw = []
    for first, last, _ in read_spans(best_tags(scores, breaks)):
        first, last = _trimmed(words, first, last)  # noqa: PLW2901
        if first >= last:
            continue
        surface = words.surface(first, last)
        votes[plain_name(surface)] += _type_scores(scores, first, last)
        raw.append((first, last, surface))
    spans = [
        Span(
            first,
            last,
            *words.characters(first, last),
            SPAN_TYPES[int(votes[plain_name(name)].argmax())],
            name,
            first < words.n_title,
        )
        for first, last, name in raw
    ]
    spans = _with_repeats(words, spans)
    return _grouped(spans, gazetteer)


def _known(words: Words, gazetteer: Gazetteer) -> FloatArray:
    """What the gazetteer adds to the scores: enough to settle a doubt, too little to overrule a clear context."""
    extra = np.zeros((len(words), len(TAGS)), dtype=np.float32)
    for in_title, source in ((True, words.title), (False, words.text)):
        for entry, start, end in gazetteer.find(source):
            extent = words.span(start, end, in_title=in_title)
            if extent is None:
                continue
            bonus = _WEAK if source[start:end] in entry.weak else _STRONG
            size = extent[1] - extent[0]
            extra[np.arange(*extent), tag_spans(size, [(0, size, entry.type)])] += bonus
    return extra


def _type_scores(scores: FloatArray, first: int, last: int) -> FloatArray:
    """Log probability of each type for exactly this span."""
    bases = 1 + 4 * np.arange(len(SPAN_TYPES))
    total: FloatArray
    if last - first == 1:
        total = scores[first, bases + 3]
        return total
    inner = scores[first + 1 : last - 1][:, bases + 1].sum(axis=0) if last - first > 2 else 0.0
    total = scores[first, bases] + inner + scores[last - 1, bases + 2]
    return total


def _trimmed(words: Words, first: int, last: int) -> tuple[int, int]:
    """Without quotation marks, commas or a possessive at the edges."""
    while first < last and re.fullmatch(r"[\"“”‘’'«»„,;:()\[\]]", words.surface(first, first + 1)):
        first += 1
    while first < last and re.fullmatch(r"[\"“”‘’'«»„,;:\[(]", words.surface(last - 1, last)):
        last -= 1
    if (
        last - first > 2
        and re.fullmatch(r"['’]", words.surface(last - 2, last - 1))
        and words.surface(last - 1, last) == "s"
    ):
        last -= 2
    return first, last


def _with_repeats(words: Words, spans: list[Span]) -> list[Span]:
    """Every further occurrence of a name that was found once, unless it lies inside another mention."""
    taken = np.zeros(len(words), dtype=bool)
    for span in spans:
        taken[span.first : span.last] = True
    kinds: dict[str, Span] = {}
    for span in sorted(spans, key=lambda span: -len(span.entity)):
        if _is_distinctive(span.entity):
            kinds.setdefault(span.entity, span)
    if not kinds:
        return spans
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, kinds)) + r")(?!\w)")
    for in_title, source in ((True, words.title), (False, words.text)):
        for match in pattern.finditer(source):
            extent = words.span(match.start(), match.end(), in_title=in_title)
            if extent is None or taken[extent[0] : extent[1]].any():
                continue
            taken[extent[0] : extent[1]] = True
            span = kinds[match.group()]
            spans.append(
                replace(span, first=extent[0], last=extent[1], start=match.start(), end=match.end(), in_title=in_title)
            )
    return sorted(spans, key=lambda span: span.first)


def _is_distinctive(name: str) -> bool:
    """Whether the bare words can hardly mean anything else: not a short word, and with a capital or digit."""
    return len(name) >= 3 and any(char.isupper() or char.isdigit() for char in name) and not name.isdigit()


def _grouped(spans: Sequence[Span], gazetteer: Gazetteer) -> Found:
    def known(a: str, b: str) -> bool:
        entry = gazetteer.lookup(a)
        return entry is not None and entry is gazetteer.lookup(b)

    canonical: dict[tuple[str, str], str] = {}
    entities: list[tuple[int, Entity]] = []
    in_order = sorted(spans, key=lambda span: (span.in_title, span.first))
    for kind in SPAN_TYPES:
        names = [span.entity for span in in_order if span.type == kind]
        for name, aliases in cluster_names(names, kind, known):
            for form in (name, *aliases):
                canonical[kind, form] = name
            if kind != "VENUE":
                first = min(span.first for span in spans if span.type == kind and span.entity in (name, *aliases))
                entities.append((first, Entity(name, _entity_type(kind), aliases)))
    joined = tuple(replace(span, entity=canonical[span.type, span.entity]) for span in spans)
    return Found(joined, tuple(entity for _, entity in sorted(entities, key=lambda pair: pair[0])))


def _entity_type(kind: str) -> EntityType:
    return kind  # type: ignore[return-value]


def entity_names(entities: Iterable[Entity]) -> dict[str, Entity]:
    """Each form of each entity."""
    return {form: entity for entity in entities for form in (entity.name, *entity.aliases)}

"""Mentions and entities of an article: from tag scores to spans, one type per name, aliases joined."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from extractors.edges import mend_start
from extractors.gazetteer import Gazetteer
from extractors.names import cluster_names, name_words, plain_name
from extractors.records import Entity, EntityType
from extractors.spans import Span
from extractors.tags import SPAN_TYPES, TAGS, best_tags, read_spans, tag_spans
from extractors.words import Words

FloatArray = NDArray[np.float32]
# What the gazetteer adds per word: a name of several words is hardly ever something else, a common word often is.
_LONG, _SHORT, _WEAK = 6.0, 3.0, 0.5
_PERSON, _CHARACTER = SPAN_TYPES.index("PERSON"), SPAN_TYPES.index("CHARACTER")
# "Its lead character is called Roco" leaves no doubt.
_INTRODUCES = re.compile(r"\b(?:character|hero|heroine|protagonist)s?,?(?: (?:is|was|are))? (?:called|named)\s+$")
_CUE = 8.0


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
    tagged = read_spans(best_tags(scores, breaks))
    extents: list[tuple[int, int]] = []
    votes: dict[str, FloatArray] = defaultdict(lambda: np.zeros(len(SPAN_TYPES), dtype=np.float32))
    for first, last, kind in tagged:
        low = mend_start(words, first, last) if kind == "PERSON" else first
        name = plain_name(words.surface(low, last))
        if name:
            votes[name] += _type_scores(scores, first, last)
            votes[name][_CHARACTER] += _CUE * bool(_INTRODUCES.search(_before(words, low)))
            extents.append((low, last))
    extents = _longest(words, extents)
    types = _types(words, extents, votes)
    spans = [
        Span(first, last, *words.characters(first, last), types[plain_name(name)], name, first < words.n_title)
        for first, last in extents
        for name in (words.surface(first, last),)
    ]
    return _grouped(_without_places(words, _with_repeats(words, spans)), gazetteer)


def _before(words: Words, first: int) -> str:
    source = words.title if first < words.n_title else words.text
    start = int(words.starts[first])
    return source[max(0, start - 40) : start]


def _known(words: Words, gazetteer: Gazetteer) -> FloatArray:
    """What the gazetteer adds to the scores: enough to settle a doubt, too little to overrule a clear context."""
    extra = np.zeros((len(words), len(TAGS)), dtype=np.float32)
    for in_title, source in ((True, words.title), (False, words.text)):
        for entry, start, end in gazetteer.find(source):
            extent = words.span(start, end, in_title=in_title)
            if extent is None:
                continue
            size = extent[1] - extent[0]
            bonus = _WEAK if source[start:end] in entry.weak else _LONG if " " in source[start:end] else _SHORT
            extra[np.arange(*extent), tag_spans(size, [(0, size, entry.type)])] += bonus
    return extra


def _type_scores(scores: FloatArray, first: int, last: int) -> FloatArray:
    """Log probability of each type for exactly this span."""
    bases = 1 + 4 * np.arange(len(SPAN_TYPES))
    total: FloatArray
    if last - first == 1:
        total = scores[first, bases + 3].copy()
        return total
    inner = scores[first + 1 : last - 1][:, bases + 1].sum(axis=0) if last - first > 2 else 0.0
    total = scores[first, bases] + inner + scores[last - 1, bases + 2]
    return total


def _longest(words: Words, extents: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where a longer name that was found elsewhere stands around a shorter one, it is meant here too."""
    taken: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for extent in extents:
        taken[extent[0]].add(extent)
    forms = sorted({words.surface(*extent) for extent in extents if extent[1] - extent[0] > 1}, key=len, reverse=True)
    for form in forms:
        for in_title, source in ((True, words.title), (False, words.text)):
            at = source.find(form)
            while at >= 0:
                around = words.span(at, at + len(form), in_title=in_title)
                at = source.find(form, at + len(form))
                inner = [] if around is None else _inside(taken, around)
                for extent in inner:
                    taken[extent[0]].discard(extent)
                if around is not None and inner:
                    taken[around[0]].add(around)
    return sorted(extent for starting in taken.values() for extent in starting)


def _inside(taken: Mapping[int, set[tuple[int, int]]], around: tuple[int, int]) -> list[tuple[int, int]]:
    """The names, by the word that they begin with, that lie in a longer one and are not that one."""
    begun = (extent for first in range(*around) for extent in taken.get(first, ()))
    return [extent for extent in begun if extent[1] <= around[1] and extent != around]


def _types(words: Words, extents: Sequence[tuple[int, int]], votes: dict[str, FloatArray]) -> dict[str, str]:
    """The type of each name by all its mentions; a surname goes with the person who is named in full."""
    names = {name: name_words(name) for name in (plain_name(words.surface(*extent)) for extent in extents)}
    totals = {name: votes[name] for name in names}
    people: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for name, parts in names.items():
        if parts and int(totals[name].argmax()) == _PERSON:
            people[parts[-1]].append((name, parts))
    for name, parts in names.items():
        namesakes = people.get(parts[-1], []) if parts else []
        owner = next((n for n, own in namesakes if len(own) > len(parts) and own[-len(parts) :] == parts), None)
        if owner is not None:
            totals[name] = totals[name] + totals[owner]
    return {name: SPAN_TYPES[int(total.argmax())] for name, total in totals.items()}


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
            place = {"first": extent[0], "last": extent[1], "start": match.start(), "end": match.end()}
            spans.append(replace(kinds[match.group()], **place, in_title=in_title))  # type: ignore[arg-type]
    return sorted(spans, key=lambda span: span.first)


def _without_places(words: Words, spans: list[Span]) -> list[Span]:
    """Without the town in "the Marché du Film in Cannes", which lends its name to another event."""
    ends = {span.last for span in spans if span.type == "EVENT"}
    return [
        span
        for span in spans
        if not (span.type == "EVENT" and span.first - 1 in ends and words.surface(span.first - 1, span.first) == "in")
    ]


def _is_distinctive(name: str) -> bool:
    """Whether the bare words can hardly mean anything else: not a short word, and with a capital or digit."""
    return len(name) >= 3 and any(char.isupper() or char.isdigit() for char in name) and not name.isdigit()


def _grouped(spans: Sequence[Span], gazetteer: Gazetteer) -> Found:
    def known(short: str) -> Callable[[str], bool | None] | None:
        """Whether the gazetteer holds two names for the same (true) or for different things (false)."""
        left = gazetteer.lookup(short)
        if left is None or short in left.weak:
            return None

        def verdict(full: str) -> bool | None:
            right = gazetteer.lookup(full)
            return left is right if right is not None or left.type == "COMPANY" else None

        return verdict

    canonical: dict[tuple[str, str], str] = {}
    entities: list[tuple[int, Entity]] = []
    in_order = sorted(spans, key=lambda span: (span.in_title, span.first))
    firsts: dict[tuple[str, str], int] = {}
    for span in spans:
        firsts[span.type, span.entity] = min(span.first, firsts.get((span.type, span.entity), span.first))
    for kind in SPAN_TYPES:
        names = [span.entity for span in in_order if span.type == kind]
        for name, aliases in cluster_names(names, kind, known):
            for form in (name, *aliases):
                canonical[kind, form] = name
            if kind != "VENUE":
                first = min(firsts[kind, form] for form in (name, *aliases))
                entities.append((first, Entity(name, _entity_type(kind), aliases)))
    joined = tuple(replace(span, entity=canonical[span.type, span.entity]) for span in spans)
    return Found(joined, tuple(entity for _, entity in sorted(entities, key=lambda pair: pair[0])))


def _entity_type(kind: str) -> EntityType:
    return kind  # type: ignore[return-value]

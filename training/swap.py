"""The same article with other names: what is learned is how a name is introduced, not which names there are."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from training.articles import Name, Row, Sample

# Kinds and their lists. Unions and institutions keep their names: there are few, and they are known.
_LISTS = {
    "WORK": "works",
    "COMPANY": "companies",
    "PERSON": "people",
    "AI_MODEL": "models",
    "CHARACTER": "characters",
    "EVENT": "events",
}
# A replaced stretch of a title or text: start, end, new.
_Edit = tuple[int, int, str]


def read_names(folder: Path) -> dict[str, list[str]]:
    """Invented names by kind, one a line in each file."""
    return {kind: (folder / f"{stem}.txt").read_text("utf-8").splitlines() for kind, stem in _LISTS.items()}


def swap_names(sample: Sample, names: Mapping[str, Sequence[str]], share: float, rng: np.random.Generator) -> Sample:
    """The sample with about `share` of its entities renamed. Names are keys besides what is written: they stay as they
    are in claims and mentions, whose offsets and quotes are moved."""
    mentions: dict[str, list[Name]] = defaultdict(list)
    for name in sample.names:
        if name.is_name:
            mentions[name.entity].append(name)
    edits: dict[bool, list[_Edit]] = {True: [], False: []}
    for own in mentions.values():
        if rng.random() < share:
            for name, new in _renamed(sample, own, names, rng):
                edits[name.in_title].append((name.start, name.end, new))
    if any(_overlaps(sample, in_title) for in_title in edits):
        return sample
    places = {in_title: _mover(sorted(own)) for in_title, own in edits.items()}
    moved = [
        replace(name, start=places[name.in_title](name.start, False), end=places[name.in_title](name.end, True))
        for name in sample.names
    ]
    title, text = (_edited(source, sorted(edits[own])) for source, own in ((sample.title, True), (sample.text, False)))
    claims = [_moved_claim(claim, sample.text, text, places[False]) for claim in sample.claims]
    return replace(sample, title=title, text=text, names=moved, claims=claims)


def _renamed(
    sample: Sample, own: Sequence[Name], names: Mapping[str, Sequence[str]], rng: np.random.Generator
) -> list[tuple[Name, str]]:
    """The mentions of one entity, each with what it is to be called; none where its forms are not understood."""
    kind = own[0].type
    if kind not in names:
        return []
    new = names[kind][rng.integers(len(names[kind]))]
    surfaces = [(sample.title if name.in_title else sample.text)[name.start : name.end] for name in own]
    full = max(surfaces, key=len)
    made = []
    for name, surface in zip(own, surfaces, strict=True):
        if surface == full:
            made.append((name, new))
        elif kind == "PERSON" and full.endswith(" " + surface):
            made.append((name, new.split()[-1]))
        elif full.startswith(surface + " "):
            made.append((name, new))
        else:
            return []
    return made


def _overlaps(sample: Sample, in_title: bool) -> bool:
    spans = sorted((name.start, name.end) for name in sample.names if name.in_title == in_title)
    return any(after[0] < before[1] for before, after in pairwise(spans))


def _edited(source: str, edits: Sequence[_Edit]) -> str:
    parts, at = [], 0
    for start, end, new in edits:
        parts += [source[at:start], new]
        at = end
    return "".join([*parts, source[at:]])


def _mover(edits: Sequence[_Edit]) -> Callable[[int, bool], int]:
    """From an old offset, a start or an end, to the new one. What lies within a replaced name goes to its edge."""

    def move(place: int, is_end: bool) -> int:
        shift = 0
        for start, end, new in edits:
            grown = len(new) - (end - start)
            if end <= place:
                shift += grown
            elif start < place:
                return start + shift + (len(new) if is_end else 0)
        return place + shift

    return move


def _moved_claim(claim: Row, old: str, new: str, move: Callable[[int, bool], int]) -> Row:
    start = old.find(claim["quote"])
    moved = dict(claim)
    if start >= 0:
        moved["quote"] = new[move(start, False) : move(start + len(claim["quote"]), True)]
    if "trigger" in claim:
        moved["trigger"] = (move(claim["trigger"][0], False), move(claim["trigger"][1], True))
    moved["repeats"] = [(move(first, False), move(last, True)) for first, last in claim.get("repeats", ())]
    return moved

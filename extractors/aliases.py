"""Which names across articles are one thing: exact alias matches of the same type, corrected by a user's decisions.

"Higgsfield" joins "Higgsfield AI" once some article says that the two are names of one company. A name that several
things share as an alias joins none of them, and a person's single name never joins: "Smith" is anybody.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

_PUNCTUATION = re.compile(r"\W+")
_LEGAL_FORM = re.compile(r"(?<=\w) (?:inc|ltd|llc|plc|gmbh|corp|corporation|limited|co|company|sa|ag|pty)$")


def name_key(name: str, type_: str = "") -> str:
    """The spelling by which names are compared: no case, one space for punctuation, no article or legal form.

    Works keep their article ("The Robot" is not "Robot"). A name of punctuation only is its own key.
    """
    folded = unicodedata.normalize("NFKC", name).casefold().replace("’", "'").replace("'", "")
    key = _PUNCTUATION.sub(" ", folded).strip()
    if type_ in ("COMPANY", "ORG", "EVENT"):
        key = key.removeprefix("the ")
    if type_ == "COMPANY":
        key = _LEGAL_FORM.sub("", key)
    return key or folded.strip()


@dataclass(frozen=True, slots=True)
class NamedThing:
    """An entity with the keys of all names that articles use for it; `key` is the one of its fullest name."""

    id: str
    type: str
    key: str
    alias_keys: tuple[str, ...] = ()


def join_names(
    things: Iterable[NamedThing],
    *,
    merges: Iterable[tuple[str, str]] = (),
    splits: Collection[frozenset[str]] = (),
) -> dict[str, str]:
    """Maps each thing's id to the id of the thing under whose name it goes (its own where it stands alone).

    `merges` (from id, to id; oldest first) and `splits` (pairs that are never one) are the user's and win over the
    rule. Where merges would make a split pair one by way of others, the oldest of them has no effect.
    """
    ordered = sorted(things, key=lambda thing: (-len(thing.key.split()), -len(thing.key), thing.key, thing.id))
    holders: dict[tuple[str, str], list[NamedThing]] = defaultdict(list)
    for thing in ordered:
        for key in thing.alias_keys:
            holders[thing.type, key].append(thing)
    canonical: dict[str, str] = {}
    for thing in ordered:
        canonical[thing.id] = _join_one(thing, holders[thing.type, thing.key], canonical, splits)
    return _apply_merges(canonical, merges, splits)


def _join_one(
    thing: NamedThing,
    holders: Iterable[NamedThing],
    canonical: Mapping[str, str],
    splits: Collection[frozenset[str]],
) -> str:
    if thing.type in ("PERSON", "CHARACTER") and " " not in thing.key:
        return thing.id
    # Only things already placed: fuller names come first, so that chains end and cannot turn in a circle.
    roots = {canonical[holder.id] for holder in holders if holder.id in canonical and holder.id != thing.id}
    roots = {root for root in roots if frozenset((root, thing.id)) not in splits}
    return roots.pop() if len(roots) == 1 else thing.id


def _apply_merges(
    canonical: Mapping[str, str], merges: Iterable[tuple[str, str]], splits: Iterable[frozenset[str]]
) -> dict[str, str]:
    merged = [(canonical[one], canonical[other]) for one, other in merges if {one, other} <= canonical.keys()]
    split = [(canonical[one], canonical[other]) for one, other in splits if {one, other} <= canonical.keys()]
    # What the rule itself has joined is no merge's fault.
    apart = [pair for pair in split if pair[0] != pair[1]]
    kept: list[tuple[str, str]] = []
    ends: dict[str, str] = {}
    for pair in reversed(merged):
        tried = _merge(ends, *pair)
        if all(tried.get(one, one) != tried.get(other, other) for one, other in apart):
            ends = tried
            kept.insert(0, pair)
    # A later merge says which name stands: now in their order.
    ends = {}
    for pair in kept:
        ends = _merge(ends, *pair)
    return {thing: ends.get(root, root) for thing, root in canonical.items()}


def _merge(ends: Mapping[str, str], source: str, target: str) -> dict[str, str]:
    """The ends of things that were merged, with these two and all that go with them merged too."""
    start, end = ends.get(source, source), ends.get(target, target)
    return {thing: end if root == start else root for thing, root in ends.items()} | {start: end, end: end}

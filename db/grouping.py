"""All articles put into stories at once: extractors.stories.group_stories in columns.

How much two articles have in common does not depend on the stories, so it is computed for many pairs together; then
each article, in the order of time, joins the story of the earlier one that it has most in common with.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from db.arrays import Bools, Floats, Ints, any_of, cross, lengths, starts_of
from extractors.ids import digest_id
from extractors.stories import EVERYDAY, EVERYDAY_SHARE, SHARED_NAMES, WINDOW

_WINDOW_US = WINDOW // timedelta(microseconds=1)
# Pairs that are held in memory at once.
_AT_ONCE = 500_000


@dataclass(frozen=True, slots=True)
class Marks:
    """What articles are told by (names, or claims), as numbers: sorted by article, then by mark."""

    article: Ints
    mark: Ints


@dataclass(frozen=True, slots=True)
class Covered:
    """Articles in the order of time. `own` numbers them otherwise, `original` is that number of the one that each is a
    copy of, -1 for none. in_lead and is_strong go with the names."""

    published: Ints
    own: Ints
    original: Ints
    names: Marks
    in_lead: Bools
    is_strong: Bools
    claims: Marks


def group_articles(covered: Covered, ids: Sequence[str]) -> tuple[Ints, list[str]]:
    """For each article the number of its story, and the stories' ids, in the order of their first articles."""
    article, other = _find_nearest(covered)
    start = np.searchsorted(article, np.arange(len(ids) + 1)).tolist()
    others = other.tolist()
    story_of: list[int] = []
    stories: list[str] = []
    for number, id_ in enumerate(ids):
        near = [story_of[one] for one in others[start[number] : start[number + 1]]]
        if near:
            story_of.append(max(near, key=stories.__getitem__))
        else:
            story_of.append(len(stories))
            stories.append(digest_id("story", id_))
    return np.array(story_of, dtype=np.int64), stories


def _find_nearest(covered: Covered) -> tuple[Ints, Ints]:
    """For each article, in order, the earlier ones that it has most in common with, where it has enough."""
    usable = ~_find_everyday(covered.names)
    found = [(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))]
    for article, other, is_strong in _find_related(covered):
        strength = _measure(covered, article, other, is_strong, usable)
        start = starts_of(article)
        most = np.repeat(np.maximum.reduceat(strength, start), lengths(start, len(article)))
        nearest = (strength == most) & (strength > 0)
        found.append((article[nearest], other[nearest]))
    return np.concatenate([one for one, _ in found]), np.concatenate([other for _, other in found])


def _find_everyday(names: Marks) -> Bools:
    """Whether a name, up to its article, is in too many articles to tie any together."""
    order = np.argsort(names.mark, kind="stable")
    start = starts_of(names.mark[order])
    count = np.empty(len(order), dtype=np.int64)
    count[order] = np.arange(len(order)) - np.repeat(start, lengths(start, len(order))) + 1
    found: Bools = (count >= EVERYDAY) & (count >= EVERYDAY_SHARE * (names.article + 1))
    return found


def _find_related(covered: Covered) -> Iterator[tuple[Ints, Ints, Bools]]:
    """Pairs of an article and an earlier one whose leads share a name within the window, or that it is a copy of; and
    whether what they share is strong. Parts of them, each with whole articles, in order."""
    total = len(covered.published)
    leads = np.flatnonzero(covered.in_lead)
    leads = leads[np.argsort(covered.names.mark[leads], kind="stable")]
    article = covered.names.article[leads]
    key = covered.names.mark[leads] * total
    oldest = np.searchsorted(covered.published, covered.published - _WINDOW_US)
    first = np.searchsorted(key + article, key + oldest[article])
    count = np.arange(len(leads)) - first
    copy, original = _find_copies(covered)
    pairs = np.bincount(article, weights=count, minlength=total) + np.bincount(copy, minlength=total)
    part = np.cumsum(pairs).astype(np.int64) // _AT_ONCE
    for number in np.unique(part[pairs > 0]):
        here = np.flatnonzero(part[article] == number)
        pair, _, place = cross(here * 0, here * 0 + 1, first[here], count[here])
        copied = part[copy] == number
        one = np.r_[article[here[pair]], copy[copied]]
        other = np.r_[article[place], original[copied]]
        both, where = np.unique(one * total + other, return_inverse=True)
        strong = np.r_[covered.is_strong[leads[here[pair]]], np.zeros(int(copied.sum()), dtype=np.bool_)]
        yield both // total, both % total, any_of(where, strong, len(both))


def _find_copies(covered: Covered) -> tuple[Ints, Ints]:
    """Copies whose originals are earlier articles."""
    place = np.full(int(max(covered.own.max(initial=-1), covered.original.max(initial=-1))) + 2, -1, dtype=np.int64)
    place[covered.own] = np.arange(len(covered.own))
    original = place[covered.original]
    copies = np.flatnonzero((covered.original >= 0) & (original >= 0) & (original < np.arange(len(original))))
    return copies, original[copies]


def _measure(covered: Covered, article: Ints, other: Ints, is_strong: Bools, usable: Bools) -> Floats:
    """How much each pair has in common, as extractors.stories has it."""
    size = np.bincount(covered.names.article, minlength=len(covered.published))
    claims = _count_shared(covered.claims, article, other, np.ones(len(covered.claims.mark), dtype=np.bool_))
    shared = _count_shared(covered.names, article, other, usable)
    share = shared / np.maximum(1, np.minimum(size[article], size[other]))
    gap = covered.published[article] - covered.published[other]
    strength = 2.0 * is_strong + claims + share + 1.0 - gap / _WINDOW_US
    weak = ~is_strong & (claims == 0) & ((shared < 2) | (share < SHARED_NAMES))
    original = covered.original[article]
    is_copy = (original >= 0) & ((original == covered.own[other]) | (original == covered.original[other]))
    return np.where(is_copy, np.inf, np.where(weak, 0.0, strength))


def _count_shared(marks: Marks, article: Ints, other: Ints, usable: Bools) -> Ints:
    """How many marks each pair shares, of those of the article that are usable."""
    size = np.bincount(marks.article, minlength=int(max(article.max(), other.max())) + 1)
    start = np.cumsum(size) - size
    pair, place, _ = cross(start[article], size[article], article, article * 0 + 1)
    most = int(marks.mark.max(initial=0)) + 1
    keys = marks.article * most + marks.mark
    wanted = other[pair] * most + marks.mark[place]
    found = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    is_shared = usable[place] & (keys[found] == wanted) if len(keys) else usable[place]
    return np.bincount(pair[is_shared], minlength=len(article))

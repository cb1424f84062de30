"""Near-duplicates: syndicated and lightly edited copies, found by MinHash and settled on the texts themselves."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

PERMUTATIONS = 64
# Two rows to a band: of two texts that share a third of their shingles (a copy cut to half) 98 % meet in some band.
_ROWS = 2
_SEED = 20260526
_MULTIPLIERS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))
# Shorter texts share their shingles with anything.
_LEAST_SHINGLES = 25
# Of the shorter text's shingles: copies in the gold articles share 0.8 and more, unrelated reports of one event 0.16.
_COPIED_SHARE = 0.5
_WITHIN = timedelta(days=45)
# A band that more articles share than this is boilerplate (a standing paragraph), not a copy.
_CROWDED = 200
# Of 64 equal in both signatures, so many that the texts share half of all their shingles: with less than that, fewer
# than one pair in a million would look so.
_SETTLED = 52
_COMPARED_AT_ONCE = 2_000
_PUNCTUATION = re.compile(r"\W+")
# Longer texts are compared by their beginnings.
_LONGEST = 100_000
_BASE = 0x100000001B3
_BASE_INVERSE = pow(_BASE, -1, 2**64)


@dataclass(frozen=True, slots=True)
class Signed:
    """An article with the MinHash of its text: empty where the text is too short; `shingles` is their number."""

    article_id: str
    published: datetime
    shingles: int
    signature: bytes


def sign(article_id: str, published: datetime, text: str) -> Signed:
    """Computes an article's signature."""
    shingles = find_shingles(text)
    if len(shingles) < _LEAST_SHINGLES:
        return Signed(article_id, published, len(shingles), b"")
    ends = np.array([0, len(shingles)], dtype=np.uint64)
    rows = RMinHash.digest_matrix_from_flat_token_hashes(shingles, ends, PERMUTATIONS, _SEED).to_rows()
    return Signed(article_id, published, len(shingles), np.array(rows[0], dtype="<u4").tobytes())


def find_shingles(text: str) -> NDArray[np.uint64]:
    """Hashes of the text's runs of three words, without case and punctuation, each once and sorted."""
    plain = _PUNCTUATION.sub(" ", text[:_LONGEST].casefold()).strip().encode("utf-8", "surrogatepass")
    if not plain:
        return np.empty(0, dtype=np.uint64)
    letters = np.frombuffer(plain, dtype=np.uint8).astype(np.uint64)
    starts = np.r_[0, np.flatnonzero(letters == ord(" ")) + 1]
    # A word's hash is its bytes as digits to a base, wherever it stands: all words in one pass over the bytes.
    powers = _powers_of(_BASE, len(letters))
    words = np.add.reduceat(letters * powers, starts) * _powers_of(_BASE_INVERSE, len(letters))[starts]
    runs = words[:-2] * _MULTIPLIERS[0] + words[1:-1] * _MULTIPLIERS[1] + words[2:] * _MULTIPLIERS[2]
    return np.unique(runs)


@lru_cache(maxsize=2)
def _all_powers(base: int) -> NDArray[np.uint64]:
    return np.multiply.accumulate(np.full(4 * _LONGEST, base, dtype=np.uint64))


def _powers_of(base: int, count: int) -> NDArray[np.uint64]:
    return _all_powers(base)[:count]


def _shared(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> float:
    """The share of the shorter text's shingles that the other has too."""
    common = np.intersect1d(one, other, assume_unique=True)
    return len(common) / max(1, min(len(one), len(other)))


def find_candidates(signed: Sequence[Signed], fresh: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """Pairs of article ids, the earlier first, that may be copies; with `fresh` only pairs that hold one of those."""
    usable = [one for one in signed if one.signature]
    if len(usable) < 2:
        return []
    wanted = None if fresh is None else set(fresh)
    matrix = np.frombuffer(b"".join(one.signature for one in usable), dtype="<u4").reshape(-1, PERMUTATIONS)
    matrix = matrix.astype(np.uint64)
    pairs: set[tuple[int, int]] = set()
    for band in range(0, PERMUTATIONS, _ROWS):
        pairs |= _pairs_of_band(usable, matrix[:, band] << np.uint64(32) | matrix[:, band + 1], wanted)
    found = []
    for left, right in pairs:
        one, other = sorted((usable[left], usable[right]), key=lambda signed: (signed.published, signed.article_id))
        found.append((one.article_id, other.article_id))
    return sorted(found)


def _pairs_of_band(usable: Sequence[Signed], keys: NDArray[np.uint64], wanted: set[str] | None) -> set[tuple[int, int]]:
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    ends = np.r_[starts[1:], len(ordered)]
    pairs = set()
    for start, end in zip(starts[ends - starts > 1], ends[ends - starts > 1], strict=True):
        if end - start > _CROWDED:
            continue
        rows = [int(row) for row in sorted(order[start:end])]
        for position, left in enumerate(rows):
            for right in rows[position + 1 :]:
                one, other = usable[left], usable[right]
                is_wanted = wanted is None or one.article_id in wanted or other.article_id in wanted
                if is_wanted and abs(one.published - other.published) <= _WITHIN:
                    pairs.add((left, right))
    return pairs


def is_copy(text: str, other: str) -> bool:
    """Whether one text is the other, cut or lightly edited."""
    one, two = find_shingles(text), find_shingles(other)
    return min(len(one), len(two)) >= _LEAST_SHINGLES and _shared(one, two) >= _COPIED_SHARE


def find_copies(
    signed: Sequence[Signed],
    texts_of: Callable[[Collection[str]], Mapping[str, str]],
    *,
    fresh: Iterable[str] | None = None,
) -> dict[str, str]:
    """Maps each copy to the earliest article that it goes back to, through copies of copies.

    `texts_of` gives the texts of article ids; it is asked for candidates that their signatures do not settle.
    """
    signatures = {one.article_id: np.frombuffer(one.signature, dtype="<u4") for one in signed if one.signature}
    originals: dict[str, list[str]] = defaultdict(list)
    open_pairs = []
    for earlier, later in find_candidates(signed, fresh):
        if np.count_nonzero(signatures[earlier] == signatures[later]) >= _SETTLED:
            originals[later].append(earlier)
        else:
            open_pairs.append((earlier, later))
    for start in range(0, len(open_pairs), _COMPARED_AT_ONCE):
        pairs = open_pairs[start : start + _COMPARED_AT_ONCE]
        texts = texts_of({id_ for pair in pairs for id_ in pair})
        shingles = {id_: find_shingles(text) for id_, text in texts.items()}
        for earlier, later in pairs:
            if _shared(shingles[earlier], shingles[later]) >= _COPIED_SHARE:
                originals[later].append(earlier)
    order = {one.article_id: (one.published, one.article_id) for one in signed}
    copies: dict[str, str] = {}
    for later in sorted(originals, key=order.__getitem__):
        first = min(originals[later], key=order.__getitem__)
        copies[later] = copies.get(first, first)
    return copies

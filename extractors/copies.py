"""Near-duplicates: syndicated and lightly edited copies, found by MinHash and settled on the texts themselves."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from math import comb

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
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_WITHIN = timedelta(days=45) // _MICROSECOND
# A band that more articles share than this is boilerplate (a standing paragraph), or a text that everybody carries:
# each is held against those next to it in time alone, through which copies go back to the first.
_CROWDED = 200
_NEIGHBOURS = 2
# What signatures alone say is believed where fewer than one in ten thousand pairs at the threshold would look so; bands
# miss more of these.
_DOUBT = 1e-4
_COMPARED_AT_ONCE = 2_000
_PUNCTUATION = re.compile(r"\W+")
# Of the marks that are not ASCII the usual ones; a text with others is read letter by letter.
_MARKS = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00a0\u00a3\u20ac"
_RARE_MARK = re.compile(r"[^\w\x00-\x7f]")
_SPACED = bytes(code if code >= 128 or _PUNCTUATION.match(chr(code)) is None else 32 for code in range(256))
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
    plain = _plain(text[:_LONGEST].casefold())
    if not plain:
        return np.empty(0, dtype=np.uint64)
    letters = np.frombuffer(plain, dtype=np.uint8).astype(np.uint64)
    starts = np.append(0, np.flatnonzero(letters == ord(" ")) + 1)
    # A word's hash is its bytes as digits to a base, wherever it stands: all words in one pass over the bytes.
    powers = _powers_of(_BASE, len(letters))
    words = np.add.reduceat(letters * powers, starts) * _powers_of(_BASE_INVERSE, len(letters))[starts]
    runs = words[:-2] * _MULTIPLIERS[0] + words[1:-1] * _MULTIPLIERS[1] + words[2:] * _MULTIPLIERS[2]
    # What np.unique does, for few numbers in a third of its time.
    runs.sort()
    is_first = np.ones(len(runs), dtype=np.bool_)
    np.not_equal(runs[1:], runs[:-1], out=is_first[1:])
    found: NDArray[np.uint64] = runs[is_first]
    return found


def _plain(folded: str) -> bytes:
    """The words, in UTF-8, with one space between them."""
    for mark in _MARKS:
        folded = folded.replace(mark, " ")
    if _RARE_MARK.search(folded):
        return _PUNCTUATION.sub(" ", folded).strip().encode("utf-8", "surrogatepass")
    # What is left of punctuation is ASCII: three times as fast, byte by byte.
    return b" ".join(folded.encode("utf-8", "surrogatepass").translate(_SPACED).split())


@lru_cache(maxsize=2)
def _all_powers(base: int) -> NDArray[np.uint64]:
    return np.multiply.accumulate(np.full(4 * _LONGEST, base, dtype=np.uint64))


def _powers_of(base: int, count: int) -> NDArray[np.uint64]:
    return _all_powers(base)[:count]


def shared(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> float:
    """The share of the shorter text's shingles that the other has too."""
    both = np.concatenate((one, other))
    both.sort()
    return int(np.count_nonzero(both[1:] == both[:-1])) / max(1, min(len(one), len(other)))


def _find_candidates(
    matrix: NDArray[np.uint32], published: NDArray[np.int64], wanted: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of rows, the lower first, that may be copies and of which one is wanted. Rows are in order of time."""
    found = [np.empty(0, dtype=np.int64)]
    for band in range(0, PERMUTATIONS, _ROWS):
        keys = matrix[:, band].astype(np.uint64) << np.uint64(32) | matrix[:, band + 1]
        for left, right in _pairs_of_band(keys, wanted):
            near = (published[right] - published[left] <= _WITHIN) & (wanted[left] | wanted[right])
            found.append(left[near] * len(matrix) + right[near])
    left, right = np.divmod(np.unique(np.concatenate(found)), max(1, len(matrix)))
    return left, right


def _pairs_of_band(
    keys: NDArray[np.uint64], wanted: NDArray[np.bool_]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Pairs of rows with equal keys, among keys that some wanted row has; of crowded keys those next to another."""
    rows = np.arange(len(keys)) if wanted.all() else np.flatnonzero(np.isin(keys, keys[wanted]))
    rows = rows[np.argsort(keys[rows], kind="stable")]
    sizes = _run_lengths(keys[rows])
    rows, sizes = rows[sizes > 1], sizes[sizes > 1]
    ordered = keys[rows]
    # Each row with the next one of its run, then with the one after that, until no run is that long.
    starts = np.arange(len(rows))
    for step in range(1, _CROWDED):
        starts = starts[starts < len(rows) - step]
        if step > _NEIGHBOURS:
            starts = starts[sizes[starts] <= _CROWDED]
        starts = starts[ordered[starts] == ordered[starts + step]]
        if not len(starts):
            return
        yield rows[starts], rows[starts + step]


def _run_lengths(ordered: NDArray[np.uint64]) -> NDArray[np.int64]:
    """For each key how many equal ones there are; equal ones stand together."""
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]][: len(ordered)])
    sizes = np.diff(np.r_[starts, len(ordered)])
    return np.repeat(sizes, sizes)


def is_copy(text: str, other: str) -> bool:
    """Whether one text is the other, cut or lightly edited."""
    one, two = find_shingles(text), find_shingles(other)
    return min(len(one), len(two)) >= _LEAST_SHINGLES and shared(one, two) >= _COPIED_SHARE


@dataclass(frozen=True, slots=True)
class Signatures:
    """Signatures of articles long enough to have copies, in columns and in the order of time, then of ids.

    published: microseconds; shingles: how many; matrix: a row of `PERMUTATIONS` hashes an article.
    """

    article_ids: Sequence[str]
    published: NDArray[np.int64]
    shingles: NDArray[np.int64]
    matrix: NDArray[np.uint32]


def gather(signed: Iterable[Signed]) -> Signatures:
    """Signed articles, in whatever order, as columns."""
    usable = sorted((one for one in signed if one.signature), key=lambda one: (one.published, one.article_id))
    return Signatures(
        [one.article_id for one in usable],
        np.array([(one.published - _EPOCH) // _MICROSECOND for one in usable], dtype=np.int64),
        np.array([one.shingles for one in usable], dtype=np.int64),
        read_signatures(one.signature for one in usable),
    )


def read_signatures(signatures: Iterable[bytes]) -> NDArray[np.uint32]:
    """Signatures as rows of hashes."""
    return np.frombuffer(b"".join(signatures), dtype="<u4").reshape(-1, PERMUTATIONS)


def find_copies(
    signatures: Signatures,
    texts_of: Callable[[Collection[str]], Mapping[str, str]],
    *,
    fresh: Collection[str] | None = None,
) -> dict[str, str]:
    """Maps each copy to the earliest article that it goes back to, through copies of copies.

    `texts_of` gives the texts of article ids; it is asked for candidates that their signatures do not settle. With
    `fresh` only pairs that hold one of those are looked at.
    """
    ids = signatures.article_ids
    left, right, is_copy, is_open = _find_pairs(signatures, fresh)
    unsettled = np.flatnonzero(is_open)
    for start in range(0, len(unsettled), _COMPARED_AT_ONCE):
        places = unsettled[start : start + _COMPARED_AT_ONCE]
        pairs = [(ids[one], ids[other]) for one, other in zip(left[places], right[places], strict=True)]
        is_copy[places] = _compare_texts(pairs, texts_of)
    first: dict[int, int] = {}
    for earlier, later in zip(left[is_copy].tolist(), right[is_copy].tolist(), strict=True):
        first[later] = min(first.get(later, earlier), earlier)
    copies: dict[str, str] = {}
    for later in sorted(first):
        original = ids[first[later]]
        copies[ids[later]] = copies.get(original, original)
    return copies


def _compare_texts(
    pairs: Sequence[tuple[str, str]], texts_of: Callable[[Collection[str]], Mapping[str, str]]
) -> list[bool]:
    texts = texts_of({id_ for pair in pairs for id_ in pair})
    shingles = {id_: find_shingles(text) for id_, text in texts.items()}
    return [shared(shingles[one], shingles[other]) >= _COPIED_SHARE for one, other in pairs]


def _find_pairs(
    signatures: Signatures, fresh: Collection[str] | None
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]]:
    """Places of two that may be copies, the earlier first, whether their signatures say that they are, and whether
    these leave it open."""
    matrix, shingles = signatures.matrix, signatures.shingles
    known = None if fresh is None else set(fresh)
    wanted = np.array([known is None or id_ in known for id_ in signatures.article_ids], dtype=np.bool_)
    left, right = _find_candidates(matrix, signatures.published, wanted)
    equal = np.zeros(len(left), dtype=np.int64)
    for start in range(0, len(left), _COMPARED_AT_ONCE):
        part = slice(start, start + _COMPARED_AT_ONCE)
        equal[part] = np.count_nonzero(matrix[left[part]] == matrix[right[part]], axis=1)
    # Of what two texts hold together, the share that both would hold if they were just similar enough.
    common = _COPIED_SHARE * np.minimum(shingles[left], shingles[right])
    share = common / (shingles[left] + shingles[right] - common)
    enough, too_few = _bounds()
    is_copy = share <= enough[equal]
    return left, right, is_copy, ~is_copy & (share < too_few[equal])


@lru_cache(maxsize=1)
def _bounds() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each number of equal hashes the largest share of shingles with which so many, and the smallest with which so
    few, come up in `_DOUBT` of all pairs: a hash is equal with the probability of that share (Broder 1997)."""
    shares = np.linspace(0.0, 1.0, 2_001)
    counts = np.arange(PERMUTATIONS + 1)
    ways = np.array([float(comb(PERMUTATIONS, count)) for count in counts.tolist()])
    chances = ways[:, None] * shares ** counts[:, None] * (1.0 - shares) ** (PERMUTATIONS - counts)[:, None]
    so_many = (np.cumsum(chances[::-1], axis=0)[::-1] < _DOUBT).sum(axis=1)
    so_few = (np.cumsum(chances, axis=0) < _DOUBT).sum(axis=1)
    # No share is small enough for none equal, none large enough for all.
    enough = np.append(-1.0, shares)[so_many]
    too_few = np.append(shares, 2.0)[len(shares) - so_few]
    return enough, too_few

"""Columns of numbers: what equals what, in which order, and who meets whom."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_LARGEST = 2**62


def encode(*columns: Any) -> tuple[list[Ints], list[Any]]:
    """A number for each value, the same in all of the columns, -1 for none; and the values by their numbers."""
    parts = [column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column for column in columns]
    encoded = pa.concat_arrays(parts).dictionary_encode()
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    ends = np.cumsum([len(part) for part in parts])[:-1]
    return np.split(codes, ends), encoded.dictionary.to_pylist()


def decode(values: Sequence[Any], codes: Ints, type_: Any = None) -> Any:
    """The Arrow column of values by their numbers; -1 is none."""
    return pa.array(values, type_ or pa.string()).take(pa.array(codes, mask=codes < 0))


def ranks(values: Sequence[Any], none: Any) -> Ints:
    """The place of each value in their order; the last one, as which -1 is found, is that of `none`."""
    order = {value: place for place, value in enumerate(sorted({*values, none}))}
    return np.array([*(order[value] for value in values), order[none]], dtype=np.int64)


def number(*codes: Ints) -> Ints:
    """One number for each combination: 0, 1, 2 in the order of the codes."""
    combined = codes[0]
    for other in codes[1:]:
        size = int(other.max(initial=0)) + 2
        if int(combined.max(initial=0)) >= _LARGEST // size:
            combined = np.unique(combined, return_inverse=True)[1]
        combined = combined * size + other + 1
    found: Ints = np.unique(combined, return_inverse=True)[1]
    return found


def starts_of(ordered: Ints) -> Ints:
    """Where each run of equal numbers begins."""
    return np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]][: len(ordered)])


def lengths(starts: Ints, total: int) -> Ints:
    """How long the runs are that begin there."""
    found: Ints = np.diff(np.r_[starts, total])
    return found


def cross(one_starts: Ints, one_sizes: Ints, other_starts: Ints, other_sizes: Ints) -> tuple[Ints, Ints, Ints]:
    """Each member of a run with each of another, for pairs of runs: the pair's number and the two members' places."""
    sizes = one_sizes * other_sizes
    pair = np.repeat(np.arange(len(sizes)), sizes)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    left, right = np.divmod(within, other_sizes[pair])
    return pair, one_starts[pair] + left, other_starts[pair] + right


def any_of(groups: Ints, hits: Bools, total: int) -> Bools:
    """For each of the groups whether it has a hit."""
    found = np.zeros(total, dtype=np.bool_)
    found[groups[hits]] = True
    return found

"""The best dependency tree by scores of single arcs."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
IntArray = NDArray[np.int64]
_ROOTS = 8


def best_tree(scores: FloatArray) -> IntArray:
    """The best tree with one root by scores (dependents, heads), roots on the diagonal; a root is its own head.

    Chu and Liu, Edmonds: the best head of each, with cycles merged until there are none. A single root is had by trying
    the likeliest ones.
    """
    size = len(scores)
    greedy: IntArray = scores.argmax(axis=1)
    roots = np.flatnonzero(greedy == np.arange(size))
    if len(roots) == 1 and not _cycle(greedy):
        return greedy
    own = np.diag(scores).astype(np.float64)
    bare = scores.astype(np.float64)
    np.fill_diagonal(bare, -np.inf)
    single = bare.max(axis=1)
    most = own + single.sum() - single  # no tree under that root can have more
    best, best_score = greedy, -np.inf
    for root in np.argsort(-most)[:_ROOTS]:
        if most[root] <= best_score:
            break
        heads = _arborescence(bare, int(root))
        score = float(own[root] + sum(bare[i, head] for i, head in enumerate(heads) if i != root))
        if score > best_score:
            best, best_score = heads, score
    return best


def _arborescence(scores: NDArray[np.float64], root: int) -> IntArray:
    """Best heads under a given root, which heads itself."""
    size = len(scores)
    heads: IntArray = scores.argmax(axis=1)
    heads[root] = root
    cycle = np.asarray(_cycle(heads), dtype=np.int64)
    if not len(cycle):
        return heads
    inside = np.zeros(size, dtype=bool)
    inside[cycle] = True
    outer = np.flatnonzero(~inside)
    merged = len(outer)
    small = np.full((merged + 1, merged + 1), -np.inf)
    small[:merged, :merged] = scores[np.ix_(outer, outer)]
    out = scores[np.ix_(outer, cycle)]
    small[:merged, merged] = out.max(axis=1)
    gain = scores[np.ix_(cycle, outer)] - scores[cycle, heads[cycle]][:, None]
    small[merged, :merged] = gain.max(axis=0)
    inner = _arborescence(small, int(np.flatnonzero(outer == root)[0]))
    for place, vertex in enumerate(outer):
        if vertex != root:
            heads[vertex] = cycle[int(out[place].argmax())] if inner[place] == merged else outer[inner[place]]
    entry = int(inner[merged])
    heads[cycle[int(gain[:, entry].argmax())]] = outer[entry]
    return heads


def _cycle(heads: IntArray) -> list[int]:
    """The members of one cycle of length two or more, or nothing."""
    state = np.zeros(len(heads), dtype=np.int8)
    for start in range(len(heads)):
        path, at = [], start
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads[at])
        if state[at] == 1 and int(heads[at]) != at:
            return path[path.index(at) :]
        state[path] = 2
    return []

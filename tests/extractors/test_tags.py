"""Tag sequences."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extractors.tags import SPAN_TYPES, TAGS, best_tags, read_spans, tag_spans


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 4), st.sampled_from(SPAN_TYPES)), max_size=8))
def test_spans_survive_the_way_through_tags(spans: list[tuple[int, int, str]]) -> None:
    kept: list[tuple[int, int, str]] = []
    for first, size, kind in sorted(spans):
        if not kept or first >= kept[-1][1]:
            kept.append((first, first + size, kind))
    assert read_spans(tag_spans(40, kept)) == kept


@given(st.integers(0, 2**32 - 1), st.integers(1, 20))
def test_the_best_sequence_is_always_an_allowed_one(seed: int, length: int) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(length, len(TAGS))).astype(np.float32)
    tags = best_tags(scores, np.zeros(length, dtype=bool))
    assert (tag_spans(length, read_spans(tags)) == tags).all()


def test_no_span_crosses_a_break() -> None:
    scores = np.zeros((2, len(TAGS)), dtype=np.float32)
    scores[0, TAGS.index("B-WORK")] = scores[1, TAGS.index("E-WORK")] = 5.0
    assert read_spans(best_tags(scores, np.zeros(2, dtype=bool))) == [(0, 2, "WORK")]
    assert (0, 2, "WORK") not in read_spans(best_tags(scores, np.asarray([False, True])))


def test_no_words_give_no_tags() -> None:
    assert len(best_tags(np.zeros((0, len(TAGS)), dtype=np.float32), np.zeros(0, dtype=bool))) == 0

"""How the shares of mentions add up to what fills a slot."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.claims.readings import _best, _groups
from extractors.spans import Span

NAMES = ("Salt Road", "Night Ferry", "Hell Grind", "Widow's Peak", "Orbit", "Le Sel", "Quillon")


def mention(place: int, name: str) -> Span:
    return Span(place, place + 1, 10 * place, 10 * place + 5, "WORK", name)


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.floats(0, 1, width=32)), max_size=30), st.floats(0, 1, width=32))
def test_mentions_of_one_entity_count_together_and_the_best_stand_first(
    mentions: list[tuple[str, float]], none: float
) -> None:
    spans = [mention(place, name) for place, (name, _) in enumerate(mentions)]
    shares = np.asarray([*(share for _, share in mentions), none], dtype=np.float32)
    ranked = _best(shares, spans, _groups(spans))
    sums = {name: sum(share for other, share in mentions if other == name) for name, _ in mentions}
    wanted = sorted([share for share in sums.values() if share > 0] + [none], reverse=True)[:5]
    assert [share for share, _ in ranked] == pytest.approx(wanted)
    for share, span in ranked:
        if span is None:
            assert share == none
        else:
            assert share == pytest.approx(sums[span.entity])
            assert shares[span.first] == max(
                s for (name, _), s in zip(mentions, shares, strict=False) if name == span.entity
            )


def test_of_equals_an_entity_stands_before_nothing() -> None:
    spans = [mention(0, "Orbit"), mention(1, "Le Sel")]
    ranked = _best(np.asarray([0.25, 0.25, 0.25], dtype=np.float32), spans, _groups(spans))
    assert [span and span.entity for _, span in ranked] == ["Orbit", "Le Sel", None]


def test_without_anything_that_could_be_meant_there_is_nothing() -> None:
    assert _best(np.asarray([1.0], dtype=np.float32), [], _groups([])) == [(1.0, None)]

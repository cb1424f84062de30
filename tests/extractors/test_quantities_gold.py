"""Recall of the amounts in gold articles, where the checkout stands beside them."""

from collections import Counter
from pathlib import Path

import pytest

from bench.quantities import recall

DATA = Path(__file__).parents[3] / "shared"


@pytest.mark.skipif(not (DATA / "gold" / "train").is_dir(), reason="the gold articles are not here")
def test_98_of_100_gold_amounts_are_found_with_their_value_and_unit() -> None:
    counts: Counter[str] = sum(recall(DATA, "train").values(), Counter())
    found = counts["found"] + counts["read in"]
    assert found / (counts["found"] + counts["inherited"] + counts["missed"]) >= 0.98

"""Topic words."""

import numpy as np
import pytest
from tokenizers import Tokenizer

from extractors.gazetteer import Gazetteer
from extractors.pipeline import MODEL
from extractors.relevance import TOPIC_FEATURES, topic_features
from extractors.words import cut_words


def test_topic_words_are_counted() -> None:
    if not (MODEL / "tokenizer.json").exists():
        pytest.skip("no tokenizer has been shipped yet")
    tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    texts = ("The AI-generated film opened.", "Freight rates rose.", "")
    rows = [topic_features(cut_words("", text, tokenizer, Gazetteer.of(()))) for text in texts]
    assert all(row.shape == (TOPIC_FEATURES,) and np.isfinite(row).all() for row in rows)
    assert rows[0][0] > rows[1][0] == rows[2][0] == 0

"""Words, features and windows."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from extractors.gazetteer import Gazetteer, GazetteerEntry
from extractors.pipeline import MODEL
from extractors.windows import WINDOW, plan_windows
from extractors.words import FEATURES, QUOTES, SHAPES, Words, cut_words


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    if not (MODEL / "tokenizer.json").exists():
        pytest.skip("no tokenizer has been shipped yet")
    return Tokenizer.from_file(str(MODEL / "tokenizer.json"))


def feature(words: Words, name: str, word: str) -> int:
    column = list(FEATURES).index(name)
    index = next(i for i in range(len(words)) if words.surface(i, i + 1) == word)
    return int(words.features[index, column])


def test_case_quotation_and_title_are_seen(tokenizer: Tokenizer) -> None:
    text = "Viewers of ‘Hell Grind’ and “Salt Road” saw NASA pay $80M to McGee."
    words = cut_words("Big News", text, tokenizer, Gazetteer.of([GazetteerEntry("NASA", "ORG")]))
    assert SHAPES[feature(words, "shape", "NASA")] == "upper"
    assert SHAPES[feature(words, "shape", "McGee")] == "mixed"
    assert SHAPES[feature(words, "shape", "80M")] == "digits-letters"
    assert QUOTES[feature(words, "quote", "Grind")] == "single"
    assert QUOTES[feature(words, "quote", "Road")] == "double"
    assert QUOTES[feature(words, "quote", "saw")] == "none"
    assert feature(words, "title", "Big") == 1
    assert feature(words, "title", "Viewers") == 0
    assert feature(words, "gazetteer", "NASA") > 0


def test_long_speech_is_no_title(tokenizer: Tokenizer) -> None:
    text = "“We never thought that anyone would pay for a film like this one,” she said."
    assert QUOTES[feature(cut_words("", text, tokenizer, Gazetteer.of(())), "quote", "anyone")] == "speech"


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80), st.text(max_size=300))
def test_words_lie_where_they_say(tokenizer: Tokenizer, title: str, text: str) -> None:
    words = cut_words(title, text, tokenizer, Gazetteer.of(()))
    for index in range(len(words)):
        assert words.surface(index, index + 1)
    for start, end in zip(words.starts[words.n_title :], words.ends[words.n_title :], strict=True):
        assert words.span(int(start), int(end)) is not None


@pytest.mark.parametrize("count", [0, 1, 200, 330, 400, 1000, 5000])
def test_windows_keep_every_piece_once(tokenizer: Tokenizer, count: int) -> None:
    words = cut_words("A title", "word " * count, tokenizer, Gazetteer.of(()))
    windows = plan_windows(words)
    kept = np.concatenate([window.pieces[window.kept] for window in windows])
    assert sorted(kept) == list(range(len(words.pieces)))
    assert max(len(window.pieces) for window in windows) <= WINDOW

"""Trees, lemmas and what spaCy users see of the grammar; figures on open test sets are those of `bench.grammar`."""

import itertools
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from extractors import pipeline
from extractors.errors import ModelError
from extractors.grammar import apply_script, best_tree, edit_script, load_grammar
from extractors.network import FloatArray
from extractors.pipeline import load_pipeline


def weight(scores: FloatArray, heads: tuple[int, ...]) -> float:
    return float(sum(scores[place, head] for place, head in enumerate(heads)))


def is_tree(heads: tuple[int, ...]) -> bool:
    if sum(place == head for place, head in enumerate(heads)) != 1:
        return False
    for place in range(len(heads)):
        seen, at = set(), place
        while heads[at] != at:
            if at in seen:
                return False
            seen.add(at)
            at = heads[at]
    return True


@given(st.integers(1, 5).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, 2**32 - 1))))
def test_no_tree_has_a_better_score(case: tuple[int, int]) -> None:
    size, seed = case
    scores = np.random.default_rng(seed).normal(size=(size, size)).astype(np.float32)
    found = tuple(int(head) for head in best_tree(scores))
    trees = filter(is_tree, itertools.product(range(size), repeat=size))
    assert is_tree(found)
    assert weight(scores, found) >= max(weight(scores, tree) for tree in trees) - 1e-4


def test_a_long_sentence_of_cycles_becomes_a_tree() -> None:
    scores = np.zeros((400, 400), dtype=np.float32)
    for place in range(400):
        scores[place, place ^ 1] = 5.0
    assert is_tree(tuple(int(head) for head in best_tree(scores)))


@pytest.mark.parametrize(
    ("word", "lemma", "script"),
    [
        ("films", "film", "1:"),
        ("Studios", "studio", "1l:"),
        ("companies", "company", "3:y"),
        ("was", "be", "=be"),
        ("Cannes", "Cannes", "0:"),
        ("The", "the", "0l:"),
    ],
)
def test_a_lemma_is_an_edit_of_its_word(word: str, lemma: str, script: str) -> None:
    assert edit_script(word, lemma) == script


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_every_edit_gives_the_lemma_back(word: str, lemma: str) -> None:
    assert apply_script(word, edit_script(word, lemma)) == lemma


def test_an_edit_that_is_longer_than_the_word_leaves_it() -> None:
    assert apply_script("it", "5:y") == "it"


@pytest.fixture(scope="module")
def parser() -> Language:
    return load_pipeline(grammar=True)


def test_a_spacy_user_sees_tags_lemmas_and_a_tree_per_sentence(parser: Language) -> None:
    doc = parser("Tidewater Labs made the film.\n\nIts producer says that it cost two million dollars.")
    assert [sent.root.lemma_ for sent in doc.sents] == ["make", "say"]
    made = doc[2]
    assert (made.pos_, made.tag_, made.morph.get("Tense")) == ("VERB", "VBD", ["Past"])
    assert {child.text for child in made.children if child.dep_ in ("nsubj", "obj")} == {"Labs", "film"}
    assert [token.lemma_ for token in doc if token.text == "dollars"] == ["dollar"]


def test_white_space_and_what_is_not_read_hang_in_their_sentence(
    parser: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "MOST_PIECES", 800)
    doc = parser("  It ends.\n\n \n" + "word " * 1_300)
    assert doc.has_annotation("DEP")
    assert all(token.head.sent == token.sent for token in doc[:20])
    assert doc[0].pos_ == "SPACE"


def test_a_sentence_without_end_takes_bounded_memory(parser: Language) -> None:
    tracemalloc.start()
    doc = parser("word " * 1_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert doc.has_annotation("DEP")
    assert peak < 100_000_000


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "😀", "\x00\x01", "日本語の映画"])
def test_no_text_breaks_the_parser(parser: Language, text: str) -> None:
    assert parser(text).text == text


def test_a_model_without_grammar_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no grammar"):
        load_grammar(tmp_path)

"""Trees, lemmas and what spaCy users see of the grammar; figures on open test sets are those of `bench.grammar`."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.grammar import apply_script, best_tree, edit_script
from extractors.network import FloatArray


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

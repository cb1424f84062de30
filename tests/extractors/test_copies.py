"""Near-duplicates."""

import random
import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.copies import Signed, find_copies, find_shingles, gather, is_copy, shared, sign

DAY = datetime(2026, 5, 20, tzinfo=UTC)
WORDS = [f"{first}{second}{third}" for first in "bdfgklmnprst" for second in "aeiou" for third in "lmnrst"]


def prose(seed: int, words: int = 200) -> list[str]:
    return random.Random(seed).choices(WORDS, k=words)


def copies_of(texts: dict[str, tuple[int, str]], fresh: set[str] | None = None) -> dict[str, str]:
    signed = [sign(id_, DAY + timedelta(days=day), text) for id_, (day, text) in texts.items()]
    return find_copies(gather(signed), lambda ids: {id_: texts[id_][1] for id_ in ids}, fresh=fresh)


def test_the_same_text_is_a_copy_of_the_earlier_one() -> None:
    text = " ".join(prose(1))
    assert copies_of({"later": (1, text), "first": (0, text)}) == {"later": "first"}


def test_a_lightly_edited_text_is_a_copy() -> None:
    words = prose(2)
    edited = [word if number % 12 else "changed" for number, word in enumerate(words)]
    assert copies_of({"a": (0, " ".join(words)), "b": (1, " ".join(edited))}) == {"b": "a"}


def test_a_text_cut_to_half_is_a_copy() -> None:
    words = prose(3, 300)
    assert copies_of({"a": (0, " ".join(words)), "b": (1, " ".join(words[:150]))}) == {"b": "a"}


def test_a_quoted_paragraph_makes_no_copy() -> None:
    shared = prose(4, 40)
    one, other = [*shared, *prose(5, 300)], [*prose(6, 300), *shared]
    assert not is_copy(" ".join(one), " ".join(other))
    assert copies_of({"a": (0, " ".join(one)), "b": (1, " ".join(other))}) == {}


def test_a_copy_of_a_copy_goes_back_to_the_first() -> None:
    words = prose(7, 240)
    second = [word if number % 14 else "two" for number, word in enumerate(words)]
    third = [word if number % 14 != 7 else "three" for number, word in enumerate(second)]
    found = copies_of({"a": (0, " ".join(words)), "b": (1, " ".join(second)), "c": (2, " ".join(third))})
    assert found == {"b": "a", "c": "a"}


def test_short_texts_are_no_copies() -> None:
    assert copies_of({"a": (0, "Read more below."), "b": (1, "Read more below.")}) == {}


def test_the_same_text_months_later_is_no_copy() -> None:
    text = " ".join(prose(8))
    assert copies_of({"a": (0, text), "b": (90, text)}) == {}


def test_only_pairs_with_a_fresh_article_are_looked_at() -> None:
    text = " ".join(prose(9))
    texts = {"a": (0, text), "b": (1, text), "c": (2, text)}
    assert copies_of(texts, fresh={"c"}) == {"c": "a"}
    assert copies_of(texts, fresh=set()) == {}


def test_a_text_that_everybody_carries_goes_back_to_the_first() -> None:
    words = prose(8, 240)
    texts = {f"{number:03}": (0, " ".join([*words, f"By outlet {number}"])) for number in range(450)}
    found = copies_of(texts)
    assert found == {f"{number:03}": "000" for number in range(1, 450)}
    assert copies_of(texts, fresh={"449"}).keys() == {"449"}


def test_a_thousand_texts_on_one_standing_paragraph_take_bounded_time() -> None:
    standing = " ".join(prose(10, 30))
    texts = {str(number): (0, f"{standing} {' '.join(prose(100 + number, 60))}") for number in range(1000)}
    assert copies_of(texts) == {}


def test_no_articles_have_no_copies() -> None:
    assert find_copies(gather([]), lambda _: {}) == {}
    assert find_copies(gather([Signed("a", DAY, 0, b"")]), lambda _: {}) == {}


_SPELT = st.sampled_from(["moth", "salt", "Clock", "grind,", "été", "“lamp”", "a", "\U0001f3ac", "\ud800"])
_TEXTS = st.lists(_SPELT).map(" ".join)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.sub(r"\W+", " ", text.casefold()).split()
    if words:
        # At the end of a text a word is another one than elsewhere.
        words[-1] += "."
    return {tuple(words[start : start + 3]) for start in range(len(words) - 2)}


@given(st.one_of(_TEXTS, st.text()), st.one_of(_TEXTS, st.text()))
def test_texts_share_what_their_runs_of_three_words_share(one: str, other: str) -> None:
    left, right = _runs(one), _runs(other)
    shingles = find_shingles(one)
    assert len(shingles) == len(left)
    assert bool((shingles[1:] > shingles[:-1]).all())
    share = len(left & right) / max(1, min(len(left), len(right)))
    assert shared(shingles, find_shingles(other)) == share


@given(st.integers(0, 10**6), st.integers(30, 300), st.floats(0.0, 1.0), st.integers(0, 300))
def test_what_signatures_take_for_a_copy_is_one(seed: int, size: int, kept: float, added: int) -> None:
    words = prose(seed, size)
    other = words[: int(size * kept)] + prose(seed + 1, added)
    texts = {"a": (0, " ".join(words)), "b": (1, " ".join(other))}
    assert "b" not in copies_of(texts) or is_copy(texts["a"][1], texts["b"][1])


def test_what_is_just_copied_enough_is_found() -> None:
    found = 0
    for seed in range(100):
        words = prose(seed, 240)
        # Just over half of the shingles of the shorter one, the other of up to the same length.
        other = words[:135] + prose(1000 + seed, seed)
        found += copies_of({"a": (0, " ".join(words)), "b": (1, " ".join(other))}) == {"b": "a"}
    assert found >= 95


def test_few_texts_have_to_be_read_again() -> None:
    standing = " ".join(prose(10, 8))
    texts = {str(number): f"{standing} {' '.join(prose(200 + number, 300))}" for number in range(400)}
    signed = [sign(id_, DAY, text) for id_, text in texts.items()]
    assert find_copies(gather(signed), lambda ids: pytest.fail(f"reads {len(ids)} texts")) == {}

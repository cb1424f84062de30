"""Sentence boundaries."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.claims.quotes import Quotes
from extractors.sentences import sentence_starts


def sentences(text: str) -> list[str]:
    cuts = [0, *sentence_starts(text), len(text)]
    return [text[a:b].strip() for a, b in pairwise(cuts)]


def test_an_abbreviation_does_not_end_a_sentence() -> None:
    assert sentences("Mr. Hall paid Dr. Reyes. Then he left.") == ["Mr. Hall paid Dr. Reyes.", "Then he left."]
    assert sentences("Tidewater Inc. Chief Ana Ruiz left.") == ["Tidewater Inc. Chief Ana Ruiz left."]


def test_a_closing_quotation_mark_belongs_to_its_sentence() -> None:
    assert sentences("“It cost $5.” She left.") == ["“It cost $5.”", "She left."]


def test_a_paragraph_ends_a_sentence_without_a_full_stop() -> None:
    assert sentences("Length: 95 minutes\n\nBudget: $5") == ["Length: 95 minutes", "Budget: $5"]


@pytest.mark.parametrize("unit", [" ", " \t", "\u00a0", "\n ", ". ", "!”", "“"])
def test_a_run_of_blanks_or_marks_takes_time_in_proportion_to_its_length(unit: str) -> None:
    text = "It cost $5." + unit * (60_000 // len(unit)) + "It ran."
    begun = time.process_time()
    sentence_starts(text)
    assert time.process_time() - begun < 1


def test_a_line_break_among_blanks_ends_a_sentence_once() -> None:
    assert sentence_starts("Length: 95 minutes  \n \n  budget: $5") == [25]


def test_a_quote_grows_to_the_left_until_it_holds_the_name() -> None:
    text = "Ana Ruiz lives in Vigo. She directed it. Others helped."
    start, end = Quotes(text).around(text.index("She"), text.index("She") + 3, ("Ana Ruiz",))
    assert text[start:end] == "Ana Ruiz lives in Vigo. She directed it."


def test_a_name_that_never_came_before_leaves_the_plain_sentence() -> None:
    text = "First. She directed it. Ana Ruiz came later."
    start, end = Quotes(text).around(text.index("She"), text.index("She") + 3, ("Ana Ruiz",))
    assert text[start:end] == "She directed it."


@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 20))
def test_a_quote_always_holds_its_words(text: str, start: int, length: int) -> None:
    start = min(start, max(len(text) - 1, 0))
    words = text[start : start + length]
    if not words.strip() or words != words.strip():
        return
    left, right = Quotes(text).around(start, start + len(words))
    assert words in text[left:right]

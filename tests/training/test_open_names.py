"""Open name data: what its labels leave possible among ours."""

import numpy as np
import pytest
import spacy

pytest.importorskip("torch")

from tokenizers import Tokenizer

from extractors.tags import TAGS
from tests.training.tiny import corpus_of
from training.open_names import allowed_tags, join_sentences


def test_an_open_label_allows_every_tag_of_ours_that_agrees_with_it() -> None:
    allowed = allowed_tags(6, [(0, 1, "PERSON"), (2, 5, "ORG"), (5, 6, "LOC")])
    names = [{TAGS[place] for place in np.flatnonzero(row)} for row in allowed]
    assert names[0] == {"S-PERSON", "S-CHARACTER"}
    assert names[1] == {"O"}
    assert names[2:5] == [{f"{part}-COMPANY", f"{part}-ORG"} for part in "BIE"]
    assert names[5] == {"O", "S-VENUE"}


def test_nothing_is_ruled_out_where_nobody_looked(tokenizer: Tokenizer) -> None:
    corpus = corpus_of([], tokenizer)
    (example,) = corpus.start(corpus.order_open(1, np.random.default_rng(0)))()
    assert example.allowed is not None
    said = {example.words.surface(i, i + 1): int(row.sum()) for i, row in enumerate(example.allowed)}
    assert said["choir"] == len(TAGS)
    assert said["sings"] == 1


def test_sentences_are_joined_with_their_names_at_their_places() -> None:
    nlp = spacy.blank("en")
    first, second = nlp("Ana Ruiz sang. "), nlp("  Salt Road ran.")
    first.set_ents([first.char_span(0, 8, "PERSON")], missing=[first[2:4]])
    second.set_ents([second.char_span(2, 11, "WORK")], default="outside")
    text = join_sentences([first, second])
    assert text.text == "Ana Ruiz sang.\nSalt Road ran."
    assert [(text.text[start:end], label) for start, end, label in text.names] == [
        ("Ana Ruiz", "PERSON"),
        ("Salt Road", "WORK"),
    ]
    assert [text.text[start:end] for start, end in text.unknown] == ["sang."]

"""Names swapped for others: every mention, claim and quote stays true."""

from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from tokenizers import Tokenizer  # noqa: E402

from tests.training.tiny import NAMES, TEXT, corpus_of  # noqa: E402
from training.articles import Name, Sample  # noqa: E402
from training.recipe import Recipe  # noqa: E402
from training.swap import swap_names  # noqa: E402
from training.targets import align  # noqa: E402

RECIPE = Recipe(epochs=1, encoder_rate=0.0, head_rate=0.0, renamed=1.0)


def swapped(sample: Sample, seed: int = 0) -> Sample:
    return swap_names(sample, NAMES, 1.0, np.random.default_rng(seed))


def test_mentions_carry_new_names_and_old_keys(samples: list[Sample]) -> None:
    made = swapped(samples[0])
    assert "Salt Road" not in made.text
    assert "Ana Ruiz" not in made.text
    written = {name.entity: made.text[name.start : name.end] for name in made.names}
    assert written["Salt Road"] in NAMES["WORK"]
    assert written["Ana Ruiz"] in NAMES["PERSON"]


def test_the_same_claims_are_found_in_the_swapped_article(samples: list[Sample]) -> None:
    before, after = align(samples[0]), align(swapped(samples[0]))
    assert after.missed == []
    assert [output for *_, output in after.positives] == [output for *_, output in before.positives]
    assert all(claim["quote"] in after.sample.text for claim in after.sample.claims)


def test_a_surname_takes_the_new_surname_and_a_title_in_the_headline_changes_with_the_text() -> None:
    text = "Ana Ruiz shot it. Ruiz is 30."
    names = [Name(0, 8, "P", "PERSON"), Name(18, 22, "P", "PERSON"), Name(0, 9, "W", "WORK", in_title=True)]
    made = swapped(Sample("s", "Salt Road opens", text, "2025-06-01T09:00:00Z", True, names))
    full = made.text[made.names[0].start : made.names[0].end]
    assert made.text[made.names[1].start : made.names[1].end] == full.split()[-1]
    assert made.title[: made.names[2].end] in NAMES["WORK"]
    assert made.title.endswith(" opens")


def test_unknown_forms_and_nested_names_are_left_alone() -> None:
    text = "Ana Ruiz, known as Nita, made Ruiz Films."
    names = [Name(0, 8, "P", "PERSON"), Name(19, 23, "P", "PERSON")]
    sample = Sample("s", "", text, "2025-06-01T09:00:00Z", True, names)
    assert swapped(sample).text == text
    nested = replace(sample, names=[Name(0, 8, "P", "PERSON"), Name(4, 8, "Q", "PERSON")])
    assert swapped(nested) == nested


def test_without_names_nothing_changes(samples: list[Sample]) -> None:
    assert swap_names(samples[0], {}, 1.0, np.random.default_rng(0)).text == TEXT


def test_workers_build_what_one_process_builds(samples: list[Sample], tokenizer: Tokenizer) -> None:
    drawn = []
    for workers in (0, 2):
        corpus = corpus_of(samples, tokenizer, workers)
        rng = np.random.default_rng(3)
        orders = corpus.order_articles(RECIPE, rng) + corpus.order_open(1, rng)
        drawn.append([(example.words.text, example.targets.tolist()) for example in corpus.start(orders)()])
        corpus.close()
    assert drawn[0] == drawn[1]
    assert any("Salt Road" not in text for text, _ in drawn[0])

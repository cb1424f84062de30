"""What the tests of the training share."""

import json
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from extractors.pipeline import MODEL
from training.articles import Sample, read_gold


@pytest.fixture
def samples(tmp_path: Path) -> list[Sample]:
    from tests.training.tiny import gold

    rows = [gold(1), gold(2), gold(3, on_topic=False, entities=[], claims=[])]
    for row in rows:
        (tmp_path / f"{row['id']}.json").write_text(json.dumps(row), "utf-8")
    return read_gold(tmp_path)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    if not (MODEL / "tokenizer.json").exists():
        pytest.skip("no tokenizer has been shipped yet")
    from training.train import read_tokenizer

    return read_tokenizer(MODEL)

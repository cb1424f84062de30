"""The shipped pipeline, loaded once for all tests that need it."""

import pytest
from spacy.language import Language

from extractors.pipeline import MODEL, load_pipeline


@pytest.fixture(scope="session")
def nlp() -> Language:
    if not (MODEL / "config.json").exists():
        pytest.skip("no model has been built yet")
    return load_pipeline()

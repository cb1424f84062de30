"""A record to write into, and sites that answer as they are told."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import Store, open_store
from tests.flows.press import Press


@pytest.fixture(scope="session")
def empty_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty record to be copied: making one anew for each test takes longer than most tests."""
    path = tmp_path_factory.mktemp("template") / "dailies.duckdb"
    open_store(path).close()
    return path


@pytest.fixture
def store(tmp_path: Path, empty_record: Path) -> Iterator[Store]:
    path = tmp_path / "record" / "dailies.duckdb"
    path.parent.mkdir()
    shutil.copy(empty_record, path)
    with open_store(path) as opened:
        yield opened


@pytest.fixture
def press() -> Iterator[Press]:
    with Press() as opened:
        yield opened

from collections.abc import Iterator

import httpx
import pytest

from demo.newsroom import Newsroom


@pytest.fixture(scope="session")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom(base_port=18740) as opened:
        yield opened


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=10) as opened:
        yield opened

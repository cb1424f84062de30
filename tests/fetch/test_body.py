"""Bodies are read within bounds."""

import asyncio
import gzip
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.errors import FetchError
from fetch.body import read_body


def read(
    wire: bytes,
    encoding: str = "",
    *,
    max_wire: int = 10_000_000,
    max_inflated: int = 10_000_000,
    first_bytes: int | None = None,
) -> bytes:
    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(wire), 1000):
            yield wire[start : start + 1000]

    caps = {"max_wire": max_wire, "max_inflated": max_inflated}
    return asyncio.run(read_body(chunks(), encoding, "http://a.example", **caps, first_bytes=first_bytes))


@given(st.binary(max_size=5000))
def test_what_was_packed_comes_out(body: bytes) -> None:
    assert read(body) == body
    assert read(gzip.compress(body), "gzip") == body


def test_a_bomb_is_stopped_at_the_cap() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    with pytest.raises(FetchError, match="too large inflated"):
        read(bomb, "gzip", max_inflated=1_000_000)


def test_a_long_body_is_stopped_at_the_cap() -> None:
    with pytest.raises(FetchError, match="too large"):
        read(b"x" * 5000, max_wire=4000)


def test_a_body_that_is_cut_off_is_an_error() -> None:
    packed = gzip.compress(bytes(range(256)) * 100)
    with pytest.raises(FetchError, match="truncated body"):
        read(packed[: len(packed) // 2], "gzip")


def test_a_body_that_is_not_what_it_says_is_an_error() -> None:
    with pytest.raises(FetchError, match="broken content coding"):
        read(b"<html>plain</html>", "gzip")


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, gzip"])
def test_a_coding_that_was_not_asked_for_is_an_error(encoding: str) -> None:
    with pytest.raises(FetchError, match="unknown content coding"):
        read(b"x", encoding)


@pytest.mark.parametrize(
    ("wire", "encoding"), [(b"x" * 5000, ""), (gzip.compress(b"x" * 5000), "gzip")], ids=["plain", "gzip"]
)
def test_the_first_bytes_of_a_long_body_can_be_asked_for(wire: bytes, encoding: str) -> None:
    assert read(wire, encoding, first_bytes=4000) == b"x" * 4000
    assert read(wire, encoding, first_bytes=6000) == b"x" * 5000

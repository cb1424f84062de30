"""Pages are kept as they came."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.records import Page
from fetch.warc import append_pages, read_pages

AT = datetime(2026, 5, 27, 9, 30, tzinfo=UTC)


def page(number: int, body: bytes = b"<p>x</p>") -> Page:
    return Page(
        url=f"https://a.example/{number}",
        body=body,
        headers=(("content-type", "text/html"), ("etag", f'"{number}"')),
        requested_url=f"https://a.example/old/{number}",
        fetched_at=AT,
    )


def test_pages_come_back_as_they_went_in(tmp_path: Path) -> None:
    first, second = page(1), page(2, bytes(range(256)))
    append_pages(tmp_path, [first])
    append_pages(tmp_path, [second])
    assert list(read_pages(tmp_path)) == [first, second]


def test_an_answer_without_a_body_is_not_kept(tmp_path: Path) -> None:
    assert append_pages(tmp_path, [Page("https://a.example", b"", 304)]) is None
    assert list(read_pages(tmp_path)) == []


def test_a_file_that_a_crash_cut_off_gives_what_is_whole(tmp_path: Path) -> None:
    append_pages(tmp_path, [page(1), page(2)])
    file = next(tmp_path.iterdir())
    file.write_bytes(file.read_bytes()[:-40])
    assert [kept.url for kept in read_pages(tmp_path)][:1] == ["https://a.example/1"]


@given(body=st.binary(max_size=2000))
def test_any_bytes_survive(tmp_path_factory: pytest.TempPathFactory, body: bytes) -> None:
    folder = tmp_path_factory.mktemp("warc")
    append_pages(folder, [page(1, body)])
    assert [kept.body for kept in read_pages(folder)] == [body]

"""Pages are kept as they came."""

import gzip
import random
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.records import Page
from fetch.warc import append_pages, count_pages, read_pages
from fetch.warc_members import Damage

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


def read(folder: Path) -> tuple[list[str], list[Damage]]:
    """The numbers of the pages that are read, and what cannot be."""
    damaged: list[Damage] = []
    numbers = [kept.url.rpartition("/")[2] for kept in read_pages(folder, on_damage=damaged.append)]
    assert count_pages(folder) >= len(numbers)
    return numbers, damaged


def write(folder: Path, numbers: range) -> tuple[Path, list[int]]:
    """A file of pages, and where each begins."""
    starts = []
    for number in numbers:
        files = list(folder.iterdir())
        starts.append(files[0].stat().st_size if files else 0)
        append_pages(folder, [page(number, bytes(chance.randrange(256) for _ in range(3_000)))])
    return next(folder.iterdir()), starts


chance = random.Random(5)


def test_what_a_crash_cut_off_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    file, starts = write(tmp_path, range(3))
    file.write_bytes(file.read_bytes()[:-40])
    assert read(tmp_path) == (["0", "1"], [Damage(file, starts[2], "cut off")])


@pytest.mark.parametrize("at", [0, 12, 700, -1])
def test_a_damaged_record_costs_itself_only_and_is_named(tmp_path: Path, at: int) -> None:
    file, starts = write(tmp_path, range(4))
    content = bytearray(file.read_bytes())
    content[(starts[2] if at < 0 else starts[1]) + at] ^= 0xFF
    file.write_bytes(content)
    assert read(tmp_path) == (["0", "2", "3"], [Damage(file, starts[1], "damaged")])
    assert str(Damage(file, 7, "damaged")) == "dailies-000001.warc.gz at byte 7: damaged"


def test_a_stretch_over_several_records_is_told_once(tmp_path: Path) -> None:
    file, starts = write(tmp_path, range(5))
    content = bytearray(file.read_bytes())
    content[starts[1] + 5 : starts[3] + 50] = bytes(starts[3] + 45 - starts[1])
    file.write_bytes(content)
    numbers, damaged = read(tmp_path)
    assert (numbers, [one.offset for one in damaged]) == (["0", "4"], [starts[1]])


@pytest.mark.parametrize("junk", [b"", b"no archive at all", gzip.compress(b"neither is this", mtime=0), bytes(5_000)])
def test_a_file_that_is_no_archive_is_told_and_the_others_are_read(tmp_path: Path, junk: bytes) -> None:
    write(tmp_path, range(2))
    other = tmp_path / "dailies-000000.warc.gz"
    other.write_bytes(junk)
    numbers, damaged = read(tmp_path)
    assert numbers == ["0", "1"]
    assert [one.file for one in damaged] == [other] * bool(junk)


@given(st.lists(st.tuples(st.integers(0, 1_000_000), st.integers(0, 255)), max_size=8))
@settings(max_examples=40, deadline=None)
def test_whatever_is_damaged_no_page_comes_back_changed(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("warc")
    pages = [page(number, bytes([number]) * 50) for number in range(4)]
    file = append_pages(folder, pages)
    assert file is not None
    content = bytearray(file.read_bytes())
    for position, value in changes:
        content[position % len(content)] = value
    file.write_bytes(content)
    damaged: list[Damage] = []
    kept = list(read_pages(folder, on_damage=damaged.append))
    # A gzip header holds bits that nobody reads: time, system.
    assert all(one in pages for one in kept)
    assert len(kept) == 4 or damaged


@given(body=st.binary(max_size=2000))
@settings(deadline=None)
def test_any_bytes_survive(tmp_path_factory: pytest.TempPathFactory, body: bytes) -> None:
    folder = tmp_path_factory.mktemp("warc")
    append_pages(folder, [page(1, body)])
    assert [kept.body for kept in read_pages(folder)] == [body]


def test_a_header_whose_name_is_none_costs_itself(tmp_path: Path) -> None:
    one = replace(page(1), headers=(("x-caf\xe9", "1"), ("content-type", "text/html")))
    append_pages(tmp_path, [one])
    assert [kept.headers for kept in read_pages(tmp_path)] == [(("content-type", "text/html"),)]

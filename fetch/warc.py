"""Pages kept as they came, in WARC 1.1 files (ISO 28500), so that a better reader can read them again."""

import io
import os
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.timeutils import iso_date_to_datetime
from warcio.warcwriter import WARCWriter

from extractors.records import Page
from fetch.warc_members import Damage, iter_members

MAX_FILE_BYTES = 200_000_000
# The stored body is decoded: headers that describe the coding on the wire would be lies.
_DROPPED = {"content-encoding", "transfer-encoding", "content-length"}


def append_pages(folder: Path, pages: Iterable[Page]) -> Path | None:
    """Appends one gzip member per page to the newest file of the folder; starts another when that is full.

    Returns the file written to, or None where there was nothing to write. Durable on return.
    """
    kept = [page for page in pages if page.status == 200]
    if not kept:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    path = _current_file(folder)
    with path.open("ab") as out:
        for page in kept:
            out.write(_record(page))
        out.flush()
        os.fsync(out.fileno())
    return path


def read_pages(folder: Path, *, on_damage: Callable[[Damage], None] | None = None) -> Iterator[Page]:
    """Every page of every file, oldest first. `on_damage` is told what cannot be read; the rest is read."""
    for path in sorted(folder.glob("dailies-*.warc.gz")):
        for member in iter_members(path):
            if isinstance(member, Damage):
                damage: Damage | None = member
            else:
                offset, content = member
                try:
                    yield from _pages(content)
                    damage = None
                except (ArchiveLoadFailed, EOFError, ValueError, AttributeError) as exc:
                    # A checksum that is right over a record that is none: somebody else's file.
                    damage = Damage(path, offset, f"no WARC record ({type(exc).__name__})")
            if damage is not None and on_damage is not None:
                on_damage(damage)


def count_pages(folder: Path) -> int:
    """How many pages `read_pages` gives, damaged ones left out."""
    members = (member for path in sorted(folder.glob("dailies-*.warc.gz")) for member in iter_members(path))
    return sum(not isinstance(member, Damage) for member in members)


def _current_file(folder: Path) -> Path:
    files = sorted(folder.glob("dailies-*.warc.gz"))
    if files and files[-1].stat().st_size < MAX_FILE_BYTES:
        return files[-1]
    number = int(files[-1].name.split("-")[1].split(".")[0]) + 1 if files else 1
    return folder / f"dailies-{number:06d}.warc.gz"


class _MemoryWriter(WARCWriter):  # type: ignore[misc]
    """A page is in memory already: warcio's spooled file on the way would be left open."""

    @classmethod
    def _create_temp_file(cls) -> io.BytesIO:
        return io.BytesIO()


def _record(page: Page) -> bytes:
    buffer = io.BytesIO()
    writer = _MemoryWriter(buffer, gzip=True, warc_version="1.1")
    # A name that is not ASCII is none (RFC 9110, 5.1); HTTP/2 lets it through, the format does not.
    fields = [(name, value) for name, value in page.headers if name not in _DROPPED and name.isascii()]
    http = StatusAndHeaders(f"{page.status} OK", fields, protocol="HTTP/1.1")
    extra = {}
    if page.fetched_at is not None:
        extra["WARC-Date"] = page.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if page.requested_url and page.requested_url != page.url:
        extra["X-Dailies-Requested"] = page.requested_url
    record = writer.create_warc_record(
        page.url, "response", payload=io.BytesIO(page.body), http_headers=http, warc_headers_dict=extra
    )
    writer.write_record(record)
    return buffer.getvalue()


def _pages(content: bytes) -> Iterator[Page]:
    """The page in a member; none in one that holds no answer."""
    for record in ArchiveIterator(io.BytesIO(content)):
        if record.rec_type == "response":
            yield _page(record)


def _page(record: ArcWarcRecord) -> Page:
    rec_headers, http_headers = record.rec_headers, record.http_headers
    date = rec_headers.get_header("WARC-Date")
    return Page(
        url=rec_headers.get_header("WARC-Target-URI"),
        body=record.content_stream().read(),
        status=int(http_headers.get_statuscode()),
        headers=tuple((name.lower(), value) for name, value in http_headers.headers),
        requested_url=rec_headers.get_header("X-Dailies-Requested"),
        fetched_at=iso_date_to_datetime(date).replace(tzinfo=UTC) if date else None,
    )

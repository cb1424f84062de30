"""The gzip members of a WARC file, one per record, each read whole or told to be damaged."""

import mmap
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# A page and its headers; the client takes no page that is larger.
MAX_RECORD = 32_000_000
_MAGIC = b"\x1f\x8b\x08"
_CHUNK = 262_144


@dataclass(frozen=True, slots=True)
class Damage:
    """A stretch of a file that holds no whole record: what stood there is lost."""

    file: Path
    offset: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file.name} at byte {self.offset}: {self.reason}"


def iter_members(path: Path) -> Iterator[tuple[int, bytes] | Damage]:
    """The offset and content of each member in order; after damage goes on with the next member that is whole.

    Damage is told once for a stretch, however many records it swallowed.
    """
    try:
        with path.open("rb") as source:
            if not path.stat().st_size:
                return
            with mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ) as content:
                yield from _members(path, content)
    except OSError as exc:
        yield Damage(path, 0, exc.strerror or "unreadable")


def _members(path: Path, content: mmap.mmap) -> Iterator[tuple[int, bytes] | Damage]:
    offset, is_damaged = 0, False
    while 0 <= offset < len(content):
        record, end, reason = _inflate(content, offset)
        if record is None:
            if not is_damaged:
                yield Damage(path, offset, reason)
            is_damaged = True
            offset = content.find(_MAGIC, offset + 1)
            continue
        yield offset, record
        offset, is_damaged = end, False


def _inflate(content: mmap.mmap, start: int) -> tuple[bytes | None, int, str]:
    """A member's content and where it ends, else None and why; its checksum is checked."""
    inflate = zlib.decompressobj(31)
    record = bytearray()
    try:
        for position in range(start, len(content), _CHUNK):
            record += inflate.decompress(content[position : position + _CHUNK], MAX_RECORD - len(record) + 1)
            if len(record) > MAX_RECORD:
                return None, start, "a record larger than any that is written"
            if inflate.eof:
                end = min(position + _CHUNK, len(content)) - len(inflate.unused_data)
                return bytes(record), end, ""
    except zlib.error:
        return None, start, "damaged"
    return None, start, "cut off"

"""Bodies read within bounds: bytes on the wire, bytes inflated, and never more than one small chunk beyond."""

import zlib
from collections.abc import AsyncIterator

from extractors.errors import FetchError

_CHUNK = 65_536


async def read_body(
    chunks: AsyncIterator[bytes],
    encoding: str,
    url: str,
    *,
    max_wire: int,
    max_inflated: int,
    first_bytes: int | None = None,
) -> bytes:
    """The body, decoded from gzip; of one longer than `first_bytes` these, and the rest is not read.

    Raises FetchError when a cap is passed or the coding is broken.
    """
    codings = [word for word in (part.strip() for part in encoding.lower().split(",")) if word not in ("", "identity")]
    if len(codings) > 1 or (codings and codings[0] not in ("gzip", "x-gzip")):
        raise FetchError(url, "unknown content coding")
    inflate = zlib.decompressobj(31) if codings else None
    wire, body = 0, bytearray()
    async for chunk in chunks:
        wire += len(chunk)
        if wire > max_wire:
            raise FetchError(url, "too large")
        pending = chunk
        while pending:
            if inflate is None:
                piece, pending = pending, b""
            else:
                piece, pending = _inflate(inflate, pending, url)
            body += piece
            if first_bytes is not None and len(body) >= first_bytes:
                return bytes(body[:first_bytes])
            if len(body) > max_inflated:
                raise FetchError(url, "too large inflated")
    if inflate is not None and wire and not inflate.eof:
        raise FetchError(url, "truncated body")
    return bytes(body)


def _inflate(inflate: "zlib._Decompress", data: bytes, url: str) -> tuple[bytes, bytes]:
    """One chunk inflated, and what of the input is left; what follows the end of the stream is dropped."""
    try:
        piece = inflate.decompress(data, _CHUNK)
    except zlib.error as exc:
        raise FetchError(url, "broken content coding") from exc
    return piece, b"" if inflate.eof else inflate.unconsumed_tail

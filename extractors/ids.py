"""Ids made of what they name: the same thing always has the same id, so that a rerun changes nothing."""

import hashlib
from base64 import b32encode

_SEPARATOR = "\x1f"


def digest_id(*parts: object) -> str:
    """The first 60 bits of the SHA-256 of the joined parts, in twelve base32 characters; None and "" differ.

    DuckDB keeps strings of up to twelve bytes inline. Ten million ids collide with a probability of one in 20,000.
    """
    joined = _SEPARATOR.join("\x00" if part is None else str(part) for part in parts)
    return b32encode(hashlib.sha256(joined.encode("utf-8", "surrogatepass")).digest()[:10])[:12].decode("ascii").lower()

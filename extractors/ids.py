"""Ids made of what they name: the same thing always has the same id, so that a rerun changes nothing."""

import hashlib
from binascii import b2a_base64

_SEPARATOR = "\x1f"
# Letters and digits only, so that an id is one word in a shell and in SQL.
_WORD_LIKE = bytes.maketrans(b"+/", b"xy")


def digest_id(*parts: object) -> str:
    """The first 72 bits of the SHA-256 of the joined parts, in twelve letters and digits; None and "" differ.

    DuckDB keeps strings of up to twelve bytes inline. Ten million ids collide with a probability below one in ten
    million.
    """
    joined = _SEPARATOR.join(["\x00" if part is None else str(part) for part in parts])
    digest = hashlib.sha256(joined.encode("utf-8", "surrogatepass")).digest()
    return b2a_base64(digest[:9], newline=False).translate(_WORD_LIKE).decode("ascii")

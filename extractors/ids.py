"""Ids made of what they name: the same thing always has the same id, so that a rerun changes nothing."""

import hashlib
from binascii import b2a_base64

# Between the parts of what an id is made of, and in the place of a part that is missing.
SEPARATOR, NOTHING = "\x1f", "\x00"
# How much of the digest an id takes, and how many letters that makes.
BYTES, LETTERS = 9, 12
# Letters and digits only, so that an id is one word in a shell and in SQL.
WORD_LIKE = bytes.maketrans(b"+/", b"xy")


def digest_id(*parts: object) -> str:
    """The first 72 bits of the SHA-256 of the joined parts, in twelve letters and digits; None and "" differ.

    DuckDB keeps strings of up to twelve bytes inline. Ten million ids collide with a probability below one in ten
    million.
    """
    joined = SEPARATOR.join([NOTHING if part is None else str(part) for part in parts])
    digest = hashlib.sha256(joined.encode("utf-8", "surrogatepass")).digest()
    return b2a_base64(digest[:BYTES], newline=False).translate(WORD_LIKE).decode("ascii")

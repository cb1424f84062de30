"""Stable ids of what is stored."""

import hashlib
from binascii import b2a_base64
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa

from extractors.aliases import name_key
from extractors.ids import BYTES, LETTERS, WORD_LIKE, digest_id
from extractors.records import Article, Claim
from extractors.urls import normalise_url


def article_id(url: str) -> str:
    """The id of the article at an address: the same for all addresses under which one page is met."""
    return digest_id("article", normalise_url(url))


def version_id(article: str, content: Article) -> str:
    """The id of what an article says: a change of title, standfirst or text is a new version, of a date or link not."""
    return digest_id("version", article, content.title, content.standfirst, content.text)


def content_id(version: str) -> str:
    """The `version_id` of what a stored version says: where an article went back to that, its number stands behind."""
    return version[:LETTERS]


def entity_id(type_: str, name: str) -> str:
    """The id of a named thing: spellings with the same key are one thing."""
    return digest_id("entity", type_, name_key(name, type_))


def claim_id(version: str, claim: Claim) -> str:
    """The id of a statement in a version: what it says and where, whatever the extractor's version and confidence."""
    return digest_id(
        "claim",
        version,
        claim.type,
        claim.subject,
        claim.object,
        claim.label,
        None if claim.value is None else amount_key(claim.value),
        None if claim.value_high is None else amount_key(claim.value_high),
        claim.unit,
        claim.bound,
        claim.date,
        claim.as_of,
        claim.status,
        claim.start,
        claim.end,
        claim.value_start,
    )


def digest_ids(joined: Iterable[str]) -> Any:
    """`extractors.ids.digest_id` of many parts that are joined already, as a column: a third of the time."""
    digests = [hashlib.sha256(one.encode("utf-8", "surrogatepass")).digest()[:BYTES] for one in joined]
    letters = b2a_base64(b"".join(digests), newline=False).translate(WORD_LIKE)
    ends = np.arange(len(digests) + 1, dtype=np.int32) * LETTERS
    return pa.StringArray.from_buffers(len(digests), pa.py_buffer(ends), pa.py_buffer(letters))


def amount_key(value: Decimal) -> str:
    """An amount as ids hold it: the same for 500000 and 500000.00."""
    return str(value.normalize())

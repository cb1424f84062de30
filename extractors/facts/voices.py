"""Who independently stands behind a value. Copies and "according to X" add no voice, whoever prints them."""

import re
from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass

from extractors.records import SourcedClaim

# Words that two quotes must share in one run for the later one to be taken over from the earlier.
SHARED_WORDS = 12
_COMPARED_QUOTES = 40
_WORD = re.compile(r"\w+")
# A filing is a thing here: who "is filing for an IPO" has not filed anything.
_FILING = re.compile(
    r"\b(?:filings|(?:an?|the|this|its|their|his|her) (?:[\w'’.-]+ )?filing(?! for\b)|"
    r"(?:court|SEC|regulatory|securities|exchange|company|corporate|bankruptcy|tax|legal|public) filing(?! for\b)|"
    r"filed with|annual report|prospectus|court (?:documents?|papers|records)|regulatory disclosures?|"
    r"accounts (?:filed|show)|filed accounts|10-[KQ]|S-1)\b",
    re.IGNORECASE,
)
# Who speaks for a company or a work.
_OFFICERS = frozenset(
    ("ceo", "founder", "president", "executive", "spokesperson", "lawyer", "director", "producer", "writer")
)


@dataclass(frozen=True, slots=True)
class Voice:
    """Whether a claim adds a voice to its value; `reason` says why not, or whose it is."""

    key: str | None
    reason: str = ""


def find_officers(claims: Collection[SourcedClaim], rejected: Container[str] = ()) -> dict[str, set[str]]:
    """Persons who speak for each subject, by its roles; roles that the user has rejected are none."""
    officers: dict[str, set[str]] = {}
    for sourced in claims:
        claim = sourced.claim
        is_held = claim.status != "denied" and sourced.id not in rejected
        if claim.type == "role" and claim.label in _OFFICERS and sourced.object_id and is_held:
            officers.setdefault(sourced.subject_id, set()).add(sourced.object_id)
    return officers


def is_primary(sourced: SourcedClaim, officers: Collection[str]) -> bool:
    """Whether the subject itself says so, or a filing does."""
    claim = sourced.claim
    if sourced.attribution_id is not None:
        return sourced.attribution_id == sourced.subject_id or sourced.attribution_id in officers
    if claim.attribution is not None:
        return claim.attribution == claim.subject
    # Of what is only said to stand in a filing, or to be filed, the filing itself is no source.
    return claim.status != "reported" and _FILING.search(claim.quote) is not None


def find_voices(members: Sequence[SourcedClaim], officers: Collection[str]) -> list[Voice]:
    """A voice for each claim on one value, oldest first: the first claim of a voice has a key, others repeat it."""
    voices: list[Voice] = []
    heard: set[str] = set()
    articles: set[str] = set()
    shingles: set[tuple[str, ...]] = set()
    for position, sourced in enumerate(members):
        voice = _voice_of(sourced, officers, heard, articles)
        if voice.key is not None and len(members) > 1 and position < _COMPARED_QUOTES:
            runs = _runs(sourced.claim.quote)
            if not runs.isdisjoint(shingles):
                voice = Voice(None, "same words as an earlier report")
            shingles |= runs
        if voice.key is not None:
            heard.add(voice.key)
        articles.add(sourced.article_id)
        voices.append(voice)
    return voices


def _voice_of(sourced: SourcedClaim, officers: Collection[str], heard: set[str], articles: set[str]) -> Voice:
    if not sourced.is_current:
        return Voice(None, "earlier version of the article")
    if sourced.copy_of is not None:
        return Voice(None, "copy of another article")
    if not articles.isdisjoint(sourced.cites):
        return Voice(None, "links to an earlier report")
    key, reason = f"outlet {sourced.outlet}", "same outlet"
    attribution = sourced.claim.attribution
    if attribution is not None:
        if is_primary(sourced, officers):
            key, reason = f"own {sourced.subject_id}", "the subject's own word, repeated"
        elif sourced.attribution_type == "PERSON":
            key, reason = f"person {attribution.casefold()}", f"{attribution} again"
        else:
            return Voice(None, f"according to {attribution}")
    return Voice(None, reason) if key in heard else Voice(key)


def _runs(quote: str) -> set[tuple[str, ...]]:
    words = [word.casefold() for word in _WORD.findall(quote)]
    return {tuple(words[start : start + SHARED_WORDS]) for start in range(len(words) - SHARED_WORDS + 1)}

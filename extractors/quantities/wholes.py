"""Words that mean all, half or nothing of a work: "fully AI-generated", "every frame", "halved", "not one shot"."""

from decimal import Decimal

from extractors.quantities.amount import Amount
from extractors.quantities.tokens import Tokens
from extractors.quantities.vocabulary import phrases, wordset

_PHRASES: dict[int, str] = {
    100: """entirely; wholly; fully; completely; purely; exclusively; totally; all-ai; all ai; all synthetic; all
        generated; all artificial; all of it; all of them; every last one; every last one of them; every one;
        each of its; each of the; every bit of it; every one of them; every one of its; from start to finish;
        start to finish; from beginning to end; from end to end; end-to-end; from top to bottom; front to back;
        from stem to stern; from soup to nuts; from top to tail; from first frame to last; from the first frame
        to the last; from first shot to last; from the first shot to the last; in its entirety; in their
        entirety; the whole of it; the lot; generated throughout; each and every; all its shots; all of its
        shots; all its images; all its frames; whole thing; everything you see; everything on screen; everything
        in it; the entire film; the entire series; whole series is generated; whole film is generated; without a
        camera; no camera""",
    50: "half; halved; halving; halves; fifty-fifty; cut in half",
    0: "none of it; none of them",
}
_TABLE = {words: value for value, listed in _PHRASES.items() for words in phrases(listed)}
_LONGEST = max(map(len, _TABLE))
_GENERATED = wordset(
    """ai generated artificial synthetic made machine rendered produced created by with from generative prompted
    built computer"""
)
_ADVERBS = frozenset({"entirely", "wholly", "fully", "completely", "purely", "exclusively", "totally"})
_PARTS = wordset(
    """frame frames shot shots image images scene scenes picture pictures minute second pixel cut cuts face
    background sequence exterior interior"""
)
_CAMERA = wordset("""photographed filmed shot camera cameras lens photographic live footage drawn location""")
# First words of a phrase, each with the words that may follow it; None where the word may stand alone.
OPENINGS: dict[str, frozenset[str] | None] = {
    first: None if (first,) in _TABLE else frozenset(words[1] for words in _TABLE if words[0] == first)
    for first in {words[0] for words in _TABLE}
} | {
    "every": _PARTS | {"last", "single", "one", "bit"},
    "each": _PARTS | {"last", "single", "and"},
    "all": wordset("- of ai synthetic generated artificial its the"),
    "not": _PARTS | {"a", "one", "single"},
    "nothing": None,
    "from": frozenset({"first", "the", "start", "beginning", "end", "top", "opening"}),
}
_NOT_HALF = wordset("first second other latter better next last and third")


def phrase_at(tokens: Tokens, index: int) -> Amount | None:
    """A share without a number that begins at the token."""
    word = tokens.words[index]
    if word not in OPENINGS:
        return None
    for length in range(_LONGEST, 0, -1):
        value = _TABLE.get(tuple(tokens.words[index : index + length]))
        if value is None:
            continue
        if length == 1 and word in _ADVERBS and not _speaks_of_making(tokens, index + 1):
            return None
        if word == "half" and _is_other_half(tokens, index):
            return None
        return _whole(value, index, index + length)
    return _every_part(tokens, index) or _no_part(tokens, index) or _first_to_last(tokens, index)


def _whole(value: int, start: int, end: int) -> Amount:
    return Amount(Decimal(value), None, "percent", "percent", start, end)


def _every_part(tokens: Tokens, index: int) -> Amount | None:
    """ "every frame", "every last image", "every single shot", "all the images"."""
    if tokens.words[index] not in {"every", "each", "all"}:
        return None
    at = index + 1 + (tokens.words[index + 1] in {"last", "single", "the", "its"})
    return _whole(100, index, at + 1) if tokens.words[at] in _PARTS else None


def _no_part(tokens: Tokens, index: int) -> Amount | None:
    """ "not one frame has been near a camera" is all of it; "not one frame was generated" is nothing."""
    words, at = tokens.words, index + 1
    if words[index] == "not":
        at += words[at] in {"a", "one"}
        at += words[at] == "single"
        if at == index + 1 or words[at] not in _PARTS:
            return None
        at += 1
    elif words[index] != "nothing":
        return None
    by_camera = any(word in _CAMERA for word in words[at : at + 10])
    if words[index] == "nothing":
        return _whole(100, index, at) if by_camera else None
    return _whole(100 if by_camera else 0, index, at)


def _first_to_last(tokens: Tokens, index: int) -> Amount | None:
    """ "from the opening frame to the closing one"."""
    words = tokens.words
    if words[index] != "from" or not {"first", "opening", "start"} & set(words[index + 1 : index + 4]):
        return None
    for at in range(index + 2, index + 9):
        if words[at] == "to" and {"last", "closing", "final", "end"} & set(words[at + 1 : at + 3]):
            return _whole(100, index, at + 3 if words[at + 1] == "the" else at + 2)
    return None


def _speaks_of_making(tokens: Tokens, index: int) -> bool:
    return any(word in _GENERATED for word in tokens.words[index : index + 3])


def _is_other_half(tokens: Tokens, index: int) -> bool:
    """ "the first half", "half an hour", "half-brother"."""
    following = tokens.words[index + 1]
    if tokens.words[index - 1] in _NOT_HALF or following in {
        "an",
        "hour",
        "way",
        "time",
        "year",
        "past",
        "brother",
        "sister",
    }:
        return True
    return following == "-" and tokens.words[index + 2] not in {"ai", "generated", "synthetic", "machine"}

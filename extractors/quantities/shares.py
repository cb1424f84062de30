"""Reads shares: per cent, fractions in words, "one in five", and words that mean all or half."""

from decimal import Decimal

from extractors.quantities.amount import Amount, tidy
from extractors.quantities.measures import percent_after
from extractors.quantities.numbers import ONES, TENS, Number, number_at
from extractors.quantities.tokens import Tokens

_DENOMINATORS = {
    name + ending: value
    for value, name in (
        (3, "third"),
        (4, "quarter"),
        (4, "fourth"),
        (5, "fifth"),
        (6, "sixth"),
        (7, "seventh"),
        (8, "eighth"),
        (9, "ninth"),
        (10, "tenth"),
        (11, "eleventh"),
        (12, "twelfth"),
        (15, "fifteenth"),
        (16, "sixteenth"),
        (20, "twentieth"),
        (30, "thirtieth"),
        (40, "fortieth"),
        (50, "fiftieth"),
        (100, "hundredth"),
    )
    for ending in ("", "s")
}
_PHRASES = {
    100: """entirely; wholly; fully; completely; all - ai; 100 % ai; every frame; every shot; every image; every single frame;
        every single shot; every last frame; every last shot; every one of its; from first frame to last; all of it; all of them;
        from the first frame to the last; from start to finish; from beginning to end; in its entirety; in their entirety;
        from end to end; end to end; end - to - end; every second of it; every pixel; the whole of it; every last one; the lot;
        every minute; every picture; generated throughout; purely; exclusively; from top to bottom; each frame; each and every frame;
        totally; nothing but; the entire film; every scene; all of the; from first shot to last; from the first shot to the last;
        every last one of them; every bit of it; every second; every last pixel; start to finish""",
    50: "half; halved; halving; halves; fifty - fifty; cut in half",
    0: "none of it; not a frame; not a single frame; not one frame; not a single shot; not one shot; none of the",
}
_GENERATED = frozenset(
    "ai generated artificial synthetic made machine rendered produced created by with from generative prompted built computer".split()
)
_FULL = frozenset({"entirely", "wholly", "fully", "completely", "purely", "exclusively", "totally"})
_TABLE = {tuple(phrase.split()): value for value, listed in _PHRASES.items() for phrase in listed.split(";")}
FIRST_WORDS = frozenset(words[0] for words in _TABLE)
_LONGEST = max(map(len, _TABLE))
_NOT_HALF = frozenset({"first", "second", "other", "latter", "better", "next", "last", "and"})


def percent_at(tokens: Tokens, index: int, number: Number | None) -> Amount | None:
    """A share that begins at the token."""
    if number is not None:
        end = percent_after(tokens, number.end + (tokens.word(number.end) == "-" and tokens.glued(number.end)))
        if end is not None:
            return Amount(number.value, None, "percent", "percent", index, end)
        share = _one_in(tokens, index, number)
        if share is not None:
            return share
    return _fraction(tokens, index) or _phrase(tokens, index)


def _percent(tokens: Tokens, numerator: Decimal, denominator: Decimal, start: int, end: int) -> Amount:
    value = numerator * 100 / denominator
    # The guide writes thirds as 33 and 67.
    if denominator == 3 and numerator in {1, 2}:
        value = Decimal(33 if numerator == 1 else 67)
    return Amount(tidy(value), None, "percent", "percent", start, end)


def _fraction(tokens: Tokens, index: int) -> Amount | None:
    """ "a third", "two-thirds", "one-fifth", "seven tenths"."""
    word = tokens.word(index)
    numerator = 1 if word in {"a", "an"} else ONES.get(word)
    if not numerator:
        return None
    at = index + 1
    if tokens.word(at) == "-" and tokens.glued(at):
        at += 1
    name = tokens.word(at)
    denominator = _DENOMINATORS.get(name)
    if denominator is None or numerator > denominator or (name.endswith("s") and numerator == 1):
        return None
    if numerator > 1 and not name.endswith("s"):
        return None
    following = tokens.word(at + 1)
    if name in {"quarter", "quarters"} and (following in {"of", "-"} and tokens.word(at + 2) in {"an", "a", "century"}):
        return None
    if word in {"a", "an"} and name not in {"quarter"} and not _ends_share(tokens, at + 1):
        return None
    return _percent(tokens, Decimal(numerator), Decimal(denominator), index, at + 1)


def _ends_share(tokens: Tokens, at: int) -> bool:
    """False where "a third" is an ordinal: "a third season", "a fifth film"."""
    word = tokens.word(at)
    if not word.isalpha() or not tokens.same_line(at):
        return True
    return word in _AFTER_SHARE


_AFTER_SHARE = frozenset(
    """of off from less more in to on for and or by is was were are came comes went goes had has if that which who as at but
    synthetic cheaper lower smaller faster generated ai made the machine according with than out would will below above under over
    so may might gone each again before after he she it they we i says said""".split()
)


def _one_in(tokens: Tokens, index: int, number: Number) -> Amount | None:
    """ "one in five", "six shots in ten", "four minutes in every hundred", "nine out of ten", "thirteen cents of every dollar"."""
    at = number.end
    if tokens.word(at).isalpha() and tokens.word(at) not in {"in", "out", "of"}:
        at += 1
    if tokens.word(at) in {"of", "in", "out"} and tokens.word(number.end) in {"cents", "pence", "cent"}:
        unit = at + 1 + (tokens.word(at) == "out" and tokens.word(at + 1) == "of")
        if tokens.word(unit) in {"every", "each", "the"} and tokens.word(unit + 1) in {"dollar", "pound", "euro"}:
            return _percent(tokens, number.value, Decimal(100), index, unit + 2)
    if tokens.word(at) == "out" and tokens.word(at + 1) == "of":
        at += 2
    elif tokens.word(at) == "in":
        at += 1
    else:
        return None
    every = tokens.word(at) in {"every", "each"}
    at += every
    word = tokens.word(at)
    if word in {"hundred", "thousand"}:
        base, end = Decimal(100 if word == "hundred" else 1000), at + 1
    else:
        other = number_at(tokens, at)
        if other is None or other.scaled:
            return None
        base, end = other.value, other.end
    if not 0 < number.value < base <= 1000 or (base not in {2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 25, 50, 100, 1000}):
        return None
    return _percent(tokens, number.value, base, index, end)


def _phrase(tokens: Tokens, index: int) -> Amount | None:
    word = tokens.word(index)
    if word not in FIRST_WORDS:
        return None
    for length in range(min(_LONGEST, len(tokens) - index), 0, -1):
        value = _TABLE.get(tuple(tokens.words[index : index + length]))
        if value is None:
            continue
        if length == 1 and word in _FULL and not _generated_near(tokens, index + 1):
            return None
        if word == "half" and _is_other_half(tokens, index):
            return None
        return Amount(Decimal(value), None, "percent", "percent", index, index + length)
    return None


def _generated_near(tokens: Tokens, index: int) -> bool:
    return any(tokens.word(index + step) in _GENERATED for step in range(3))


def _is_other_half(tokens: Tokens, index: int) -> bool:
    following = tokens.word(index + 1)
    if tokens.word(index - 1) in _NOT_HALF or following in {"an", "hour", "way", "time", "year", "past", "brother", "sister"}:
        return True
    return following == "-" and tokens.word(index + 2) not in {"ai", "generated", "synthetic", "machine"}


NUMBER_WORDS = frozenset(ONES) | frozenset(TENS) | {"hundred", "a", "an"}

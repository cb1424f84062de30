"""Words and letters that multiply a number: "million", "bn", "crore", "k"."""

from extractors.quantities.number_words import WORD_SCALES
from extractors.quantities.numerals import Number
from extractors.quantities.tokens import Tokens

SCALES = WORD_SCALES | {
    "grand": 10**3,
    "k": 10**3,
    "tsd": 10**3,
    "lac": 10**5,
    "lacs": 10**5,
    "m": 10**6,
    "mm": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "mil": 10**6,
    "mio": 10**6,
    "mill": 10**6,
    "millions": 10**6,
    "millionen": 10**6,
    "milhões": 10**6,
    "millones": 10**6,
    "mi": 10**6,
    "bi": 10**9,
    "cr": 10**7,
    "b": 10**9,
    "bn": 10**9,
    "bln": 10**9,
    "bil": 10**9,
    "mrd": 10**9,
    "milliard": 10**9,
    "milliards": 10**9,
    "milliarden": 10**9,
    "billions": 10**9,
    "t": 10**12,
    "tn": 10**12,
    "trn": 10**12,
}
_ABBREVIATED = frozenset({"mio", "mrd", "tsd", "mill"})
# Clear without a currency, even after a space.
_CLEAR = frozenset({"bn", "mn", "tn", "cr"})
RUPEES = frozenset({"INR", "NPR", "PKR", "LKR"})
CRORE_AND_LAKH = frozenset(word for word, factor in SCALES.items() if factor in {10**5, 10**7})
# 4K and 8K are resolutions.
_RESOLUTIONS = frozenset({"2", "3", "4", "5", "6", "8", "12", "16"})


def scale_after(tokens: Tokens, number: Number, *, has_currency: bool) -> tuple[int, int] | None:
    """Factor of the scale behind the number and the token after it; letters alone need a currency or to touch it."""
    if number.scale >= 10**5:
        return None
    at = number.end
    if tokens.words[at] == "-" and tokens.glued(at) and tokens.words[at + 1] in WORD_SCALES:
        at += 1
    word = tokens.words[at]
    factor = SCALES.get(word)
    if factor is None or not tokens.same_line(at) or not _is_scale(tokens, at, number, has_currency=has_currency):
        return None
    end = at + 1
    end += word in _ABBREVIATED and tokens.words[end] == "." and tokens.glued(end)
    # "one lakh crore", "twelve hundred crore".
    second = SCALES.get(tokens.words[end], 0)
    if word in {"lakh", "thousand"} and second >= 10**7:
        return factor * second, end + 1
    return factor, end


def lakh_after(tokens: Tokens, number: Number, code: str) -> tuple[int, int] | None:
    """The L of "₹50L" and the token after it; beside other currencies the letter is none."""
    is_lakh = code in RUPEES and number.scale == 1 and tokens.raw(number.end) == "L" and tokens.same_line(number.end)
    return (10**5, number.end + 1) if is_lakh else None


def _is_scale(tokens: Tokens, at: int, number: Number, *, has_currency: bool) -> bool:
    word = tokens.words[at]
    if len(word) > 2:
        return True
    if number.in_words:
        return False
    glued = tokens.glued(at)
    if word in {"mi", "bi"}:
        # "R$12 mi", but "12 mi" are miles and "$5 bi-weekly" is no scale.
        return has_currency and tokens.words[at + 1] != "-"
    if has_currency:
        return glued or word not in {"b", "t", "k"} or tokens.raw(at).isupper()
    if word in _CLEAR:
        return True
    return glued and word not in {"t", "mm"} and not (word == "k" and tokens.words[at - 1] in _RESOLUTIONS)

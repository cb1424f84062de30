"""Reads a number at a token: digits in every grouping, number words, fractions, and the scale that follows."""

from dataclasses import dataclass
from decimal import Decimal

from extractors.quantities.tokens import Tokens

ONES = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
} | {"fourty": 40}
WORD_SCALES = {
    "thousand": 10**3,
    "lakh": 10**5,
    "lakhs": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "crores": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
}
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
    "cr": 10**7,
    "b": 10**9,
    "bn": 10**9,
    "bln": 10**9,
    "bil": 10**9,
    "mrd": 10**9,
    "milliard": 10**9,
    "milliarden": 10**9,
    "billions": 10**9,
    "t": 10**12,
    "tn": 10**12,
    "trn": 10**12,
}
FRACTION_SIGNS = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "⅓": Decimal("0.3333"),
    "⅔": Decimal("0.6667"),
    "⅕": Decimal("0.2"),
    "⅛": Decimal("0.125"),
}
PARTS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4, "third": 3, "thirds": 3}
_GROUP_LIMIT = 8
_DIGIT_LIMIT = 18
_SEPARATORS = {",", ".", "'", "’"}
_SPACES = {" ", "\u00a0", "\u2009", "\u202f"}


@dataclass(frozen=True, slots=True)
class Number:
    """A value and the token after it. `european` marks `26.000`, which is a thousand only beside European words."""

    value: Decimal
    end: int
    in_words: bool = False
    scaled: bool = False
    european: bool = False
    grouped: bool = False


def number_at(tokens: Tokens, index: int) -> Number | None:
    """The number that begins at the token, without a scale in letters that would need a currency to be one."""
    word = tokens.word(index)
    if not word:
        return None
    number = _digits_at(tokens, index) if word[0].isdigit() else _words_at(tokens, index)
    if number is None:
        return None
    return _with_half(tokens, number)


def scale_at(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """Factor of the scale word at the token ("million", "bn", "crore") and the token after it."""
    factor = SCALES.get(tokens.word(index))
    if factor is None:
        return None
    if len(tokens.word(index)) <= 2 and tokens.raw(index) in {"Cr", "B", "b", "t", "T"} and not tokens.glued(index):
        return None
    end = index + 1
    if tokens.word(index) in {"mio", "mrd", "tsd"} and tokens.word(end) == "." and tokens.glued(end):
        end += 1
    return factor, end


def half_after(tokens: Tokens, index: int) -> tuple[Decimal, int] | None:
    """ "and a half", "and three-quarters" at the token: the part of one, and the token after it."""
    if tokens.word(index) != "and":
        return None
    first, second = tokens.word(index + 1), tokens.word(index + 2)
    if first in {"a", "one"} and second in {"half", "quarter", "third"}:
        return _part(1, PARTS[second]), index + 3
    if first in {"two", "three"}:
        at = index + 3 if second == "-" else index + 2
        if tokens.word(at) in {"quarters", "thirds"}:
            return _part(ONES[first], PARTS[tokens.word(at)]), at + 1
    return None


def _part(numerator: int, denominator: int) -> Decimal:
    return (Decimal(numerator) / Decimal(denominator)).quantize(Decimal("0.0001")).normalize()


def _with_half(tokens: Tokens, number: Number) -> Number:
    half = half_after(tokens, number.end)
    if half is None or number.value != number.value.to_integral_value() or number.scaled:
        return number
    return Number(number.value + half[0], half[1], number.in_words)


def _digits_at(tokens: Tokens, index: int) -> Number | None:
    groups, signs, at = [tokens.words[index]], [], index + 1
    while len(groups) < _GROUP_LIMIT and tokens.word(at + 1).isdecimal():
        sign = tokens.words[at]
        if sign in _SEPARATORS and tokens.glued(at) and tokens.glued(at + 1):
            # 6'31 is a length of time.
            if sign in "'’" and len(tokens.words[at + 1]) != 3:
                break
            groups.append(tokens.words[at + 1])
            signs.append("'" if sign == "’" else sign)
            at += 2
            continue
        break
    if not signs:
        while len(groups) < _GROUP_LIMIT and len(groups[0]) <= 3 and _space_group(tokens, at):
            groups.append(tokens.words[at])
            signs.append(" ")
            at += 1
    if sum(map(len, groups)) > _DIGIT_LIMIT or not groups[0].isdecimal():
        return None
    number = _read_groups(groups, signs, at)
    if number is None and len(groups) > 1:
        return None
    if number is not None and tokens.word(at) in FRACTION_SIGNS and tokens.glued(at):
        return Number(number.value + FRACTION_SIGNS[tokens.words[at]], at + 1)
    return number


def _space_group(tokens: Tokens, at: int) -> bool:
    word = tokens.word(at)
    return (
        len(word) == 3
        and word.isdecimal()
        and tokens.text[tokens.ends[at - 1] : tokens.starts[at]] in _SPACES
        and not (tokens.glued(at + 1) and tokens.word(at + 1).isalpha() and len(tokens.word(at + 1)) > 3)
    )


def _read_groups(groups: list[str], signs: list[str], end: int) -> Number | None:
    """Decides which sign groups thousands and which one is the decimal point; None where neither reading fits."""
    plain = "".join(groups)
    if not signs:
        return Number(Decimal(plain), end)
    last = signs[-1]
    mixed = len(set(signs)) > 1
    if mixed and last in ",." and signs.count(last) == 1:
        whole, point = "".join(groups[:-1]), groups[-1]
        return Number(Decimal(f"{whole}.{point}"), end, grouped=True)
    if mixed:
        return None
    thousands = 1 <= len(groups[0]) <= 3 and len(groups[-1]) == 3 and all(2 <= len(g) <= 3 for g in groups[1:])
    if last in ",' " and thousands:
        return Number(Decimal(plain), end, grouped=True)
    if last == "." and thousands and len(groups) > 2:
        return Number(Decimal(plain), end, grouped=True)
    if len(groups) == 2 and last in ",.":
        value = Decimal(f"{groups[0]}.{groups[1]}")
        return Number(value, end, european=last == "." and thousands and groups[0] != "0")
    return None


def _words_at(tokens: Tokens, index: int) -> Number | None:
    word = tokens.words[index]
    if word in FRACTION_SIGNS:
        return Number(FRACTION_SIGNS[word], index + 1, in_words=True)
    fraction = _big_fraction(tokens, index)
    if fraction is not None:
        return fraction
    if word in {"a", "an"}:
        following = tokens.word(index + 1)
        if following not in WORD_SCALES and following not in {"hundred", "dozen"}:
            return None
        return _sum_words(tokens, index + 1, lead=1)
    if word in ONES or word in TENS or word == "hundred":
        return _sum_words(tokens, index, lead=0)
    return None


def _big_fraction(tokens: Tokens, index: int) -> Number | None:
    """ "half a million", "a quarter of a million", "three quarters of a billion", "half a dozen"."""
    at, numerator = index, 1
    if tokens.words[at] in {"a", "one"} and tokens.word(at + 1) in {"quarter", "half", "third"}:
        at += 1
    elif tokens.words[at] in {"two", "three"} and tokens.word(at + 1) in {"quarters", "thirds", "-"}:
        numerator = ONES[tokens.words[at]]
        at += 2 if tokens.word(at + 1) == "-" else 1
    part = PARTS.get(tokens.word(at))
    if part is None:
        return None
    at += 1
    if tokens.word(at) == "of":
        at += 1
    if tokens.word(at) in {"a", "-"}:
        at += 1
    if tokens.word(at) == "dozen":
        return Number(Decimal(12) * numerator / part, at + 1, in_words=True)
    scale = WORD_SCALES.get(tokens.word(at))
    if scale is None or scale < 10**5:
        return None
    return Number((Decimal(scale) * numerator / part).quantize(Decimal(1)), at + 1, in_words=True, scaled=True)


def _sum_words(tokens: Tokens, index: int, *, lead: int) -> Number | None:
    """Adds number words up: "two hundred and six", "nine hundred thousand", "one point two million"."""
    total, group, at = Decimal(0), Decimal(lead), index
    highest, scaled, room = 10**15, False, 10**3
    while at < len(tokens):
        step = at
        if tokens.words[at] == "-" and at > index and tokens.glued(at) and tokens.glued(at + 1):
            step = at + 1
        elif tokens.words[at] == "and" and (group >= 100 or total) and room > 10:
            step = at + 1
        word = tokens.word(step)
        if step > at and not (word in ONES or word in TENS):
            break
        if word in ONES and 0 < ONES[word] < room and (room != 100 or ONES[word] < 100):
            group, room = group + ONES[word], 1
        elif word in TENS and room >= 100:
            group, room = group + TENS[word], 10
        elif word == "zero" and at == index:
            return Number(Decimal(0), at + 1, in_words=True)
        elif word == "hundred" and 0 <= group < 100 and room in {1, 10, 1000}:
            group, room = max(group, Decimal(1)) * 100, 100
        elif word == "dozen" and group:
            return Number(group * 12, step + 1, in_words=True)
        elif word == "point" and group and tokens.word(step + 1) in ONES:
            group, step = _after_point(tokens, step, group)
            room = 0
        elif word in WORD_SCALES and WORD_SCALES[word] < highest and group:
            total, group, highest = total + group * WORD_SCALES[word], Decimal(0), WORD_SCALES[word]
            scaled, room = scaled or highest >= 10**5, 10**3
        else:
            break
        at = step + 1
    if at == index:
        return None
    number = Number(total + group, at, in_words=True, scaled=scaled)
    return _scaled_half(tokens, number, highest) if total and not group else number


def _after_point(tokens: Tokens, point: int, group: Decimal) -> tuple[Decimal, int]:
    at, digits = point + 1, ""
    while len(digits) < 4 and tokens.word(at) in ONES:
        digits += str(ONES[tokens.words[at]])
        at += 1
    return Decimal(f"{group}.{digits}"), at - 1


def _scaled_half(tokens: Tokens, number: Number, scale: int) -> Number:
    half = half_after(tokens, number.end)
    if half is None:
        return number
    return Number(number.value + half[0] * scale, half[1], in_words=True, scaled=number.scaled)

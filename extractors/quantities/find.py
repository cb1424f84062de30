"""Finds every amount in a text: one pass over its tokens, with a bounded look around each number."""

from dataclasses import replace
from decimal import Decimal

from extractors.quantities.amount import Amount
from extractors.quantities.currencies import CENTS, Currencies
from extractors.quantities.durations import duration_at
from extractors.quantities.hedges import hedge_after, hedge_before
from extractors.quantities.measures import TIME_UNITS, people_after, people_before
from extractors.quantities.numbers import FRACTION_SIGNS, ONES, PARTS, TENS, WORD_SCALES, Number, number_at, scale_at
from extractors.quantities.people import alone_at
from extractors.quantities.people import FIRST_WORDS as ALONE_WORDS
from extractors.quantities.shares import FIRST_WORDS, percent_at
from extractors.quantities.tokens import Tokens, split_tokens
from extractors.records import Bound, Quantity

_ANCHORS = (
    frozenset(ONES) | frozenset(TENS) | frozenset(FRACTION_SIGNS) | frozenset(PARTS) | FIRST_WORDS | ALONE_WORDS
    | {"a", "an", "hundred", "hour"}
)
_JOINS = frozenset({"-", "–", "—", "to", "or", "and", "~"})


def find_quantities(text: str) -> list[Quantity]:
    """Every amount in the text, in order, without overlap. Time grows with the length of the text alone."""
    tokens = split_tokens(text)
    currencies = Currencies(text)
    found: list[Quantity] = []
    index, free = 0, 0
    while index < len(tokens):
        word = tokens.words[index]
        if not (word in _ANCHORS or word[0].isdecimal()):
            index += 1
            continue
        amount = _amount_at(tokens, index, currencies)
        if amount is None:
            index = _past_number(tokens, index)
            continue
        amount = _with_range(tokens, amount, currencies)
        found.append(_quantity(tokens, amount, free))
        index = free = max(_token_after(tokens, found[-1].end, amount.end), index + 1)
    return found


def _token_after(tokens: Tokens, end: int, index: int) -> int:
    while index < len(tokens) and tokens.starts[index] < end:
        index += 1
    return index


def _past_number(tokens: Tokens, index: int) -> int:
    """The token after a run of digits and signs that is no amount, so that each part is not tried again."""
    if not tokens.words[index][0].isdecimal():
        return index + 1
    index += 1
    while index < len(tokens) and tokens.glued(index) and (tokens.words[index] in ".,'’:/" or tokens.words[index].isalnum()):
        index += 1
    return index


def _amount_at(tokens: Tokens, index: int, currencies: Currencies) -> Amount | None:
    number = number_at(tokens, index)
    if number is None:
        return duration_at(tokens, index, None) or percent_at(tokens, index, None) or alone_at(tokens, index)
    money = _money(tokens, index, number, currencies)
    if money is not None:
        return money
    if tokens.glued(index) and _belongs_to_word(tokens, index):
        return None
    if tokens.word(number.end) == "-" and tokens.word(number.end + 1) in {"figure", "figures"}:
        return None
    if tokens.word(number.end) in {"figure", "figures"}:
        return None
    for reading in (percent_at(tokens, index, number), duration_at(tokens, index, number)):
        if reading is not None:
            return reading
    return _people(tokens, index, number) or alone_at(tokens, index) or _count(tokens, index, number)


def _belongs_to_word(tokens: Tokens, index: int) -> bool:
    before = tokens.word(index - 1)
    if before.isalpha() or before in "_@#/:":
        return True
    return before in "-." and tokens.glued(index - 1) and tokens.word(index - 2).isalpha() and not tokens.words[index].isalpha()


def _money(tokens: Tokens, index: int, number: Number, currencies: Currencies) -> Amount | None:
    before = currencies.before(tokens, index)
    scale = _scale_after(tokens, number, has_currency=before is not None)
    factor, end = (scale[0], scale[1]) if scale else (1, number.end)
    at = end + (tokens.word(end) == "-" and tokens.glued(end))
    after = currencies.after(tokens, at)
    if before is None and after is None:
        return _cents(tokens, index, number)
    code, start = before if before is not None else (after[0] if after else "", index)
    if after is not None and (before is None or (code in {"USD", after[0]})):
        code, end, factor = after[0], after[1], factor * after[2]
    if code == "BRL" and tokens.word(number.end) == "mil":
        factor = 1000
    value = number.value
    if number.european and scale is None and (before is None or tokens.raw(index - 1) == "€"):
        value *= 1000
    return Amount(_whole(value * factor), None, code, "money", start, end, scale=factor)


def _cents(tokens: Tokens, index: int, number: Number) -> Amount | None:
    if tokens.word(number.end) in CENTS and tokens.word(number.end + 1) not in {"of", "on", "in"}:
        return Amount(_whole(number.value / 100), None, "USD", "money", index, number.end + 1)
    return None


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _scale_after(tokens: Tokens, number: Number, *, has_currency: bool) -> tuple[int, int] | None:
    at = number.end
    if number.scaled:
        return None
    if tokens.word(at) == "-" and tokens.glued(at) and tokens.word(at + 1) in WORD_SCALES:
        at += 1
    scale = scale_at(tokens, at)
    if scale is None or not tokens.same_line(at):
        return None
    short = len(tokens.word(at)) <= 2
    if short and number.in_words:
        return None
    if short and not has_currency and not tokens.glued(at) and tokens.word(at) not in {"bn", "mn", "tn"}:
        return None
    second = scale_at(tokens, scale[1])
    if second is not None and tokens.word(at) in {"lakh", "thousand", "hundred"} and second[0] >= 10**7:
        return scale[0] * second[0], second[1]
    return scale


def _people(tokens: Tokens, index: int, number: Number) -> Amount | None:
    if number.value != number.value.to_integral_value() and number.value > 20:
        return None
    end = people_after(tokens, number.end)
    if end is not None:
        return Amount(number.value, None, "person", "people", index, end)
    if people_before(tokens, _before_hedge(tokens, index)) and tokens.word(number.end) not in TIME_UNITS:
        return Amount(number.value, None, "person", "people", index, number.end)
    return None


def _before_hedge(tokens: Tokens, index: int) -> int:
    hedge = hedge_before(tokens, index)
    return index if hedge is None else hedge[1]


def _count(tokens: Tokens, index: int, number: Number) -> Amount | None:
    scale = _scale_after(tokens, number, has_currency=False)
    factor, end = scale if scale else (1, number.end)
    word, raw = tokens.word(index), tokens.word(index)
    if word in {"one", "a", "an"} and end == index + 1:
        return None
    if tokens.glued(end) and tokens.word(end).isalpha():
        return None
    if raw.isdecimal() and len(raw) == 4 and end == index + 1 and 1900 <= int(raw) <= 2099:
        return None
    return Amount(_whole(number.value * factor), None, "count", "count", index, end, scale=factor)


def _with_range(tokens: Tokens, first: Amount, currencies: Currencies) -> Amount:
    """Joins "8 to 10 million dollars", "between 5 and 9 per cent", "$8-10m"; the first part inherits what it lacks."""
    join = tokens.word(first.end)
    if join not in _JOINS or not tokens.same_line(first.end):
        return first
    lead = tokens.word(first.start - 1)
    if join == "and" and lead != "between":
        return first
    if join == "to" and lead == "from" and tokens.word(first.start - 2) not in {"anywhere", "ranging", "somewhere", "range", "ranges"}:
        return first
    second = _amount_at(tokens, first.end + 1, currencies)
    if second is None or second.low == 0:
        return first
    if first.dimension == "money" and second.dimension == "count":
        second = replace(second, unit=first.unit, dimension="money")
    if first.dimension == "count" and second.dimension != "count":
        first = replace(first, unit=second.unit, dimension=second.dimension)
        if second.dimension == "duration":
            return _duration_range(tokens, first, second)
    if first.unit != second.unit:
        return first
    low, high = first.low, second.low
    if first.scale == 1 and second.scale > 1 and low < high:
        low = low * second.scale if low * second.scale <= high else low
    if second.scale == 1 and first.scale > 1 and high < low:
        high *= first.scale
    if not low < high:
        return first
    start = first.start
    return replace(first, low=low, high=high, start=start, end=second.end, is_range=True, scale=second.scale)


def _duration_range(tokens: Tokens, first: Amount, second: Amount) -> Amount:
    number = number_at(tokens, first.end + 1)
    if number is None or not number.value:
        return replace(first, unit="count", dimension="count")
    size = second.low / number.value
    return replace(
        first, low=_whole(first.low * size), high=second.low, unit=second.unit, dimension="duration", end=second.end, is_range=True
    )


def _quantity(tokens: Tokens, amount: Amount, free: int) -> Quantity:
    """The record of an amount, with the hedge around it; `free` is the first token not used by another amount."""
    bound: Bound = "range" if amount.is_range else "exact"
    first, last = amount.start, amount.end
    after = hedge_after(tokens, last)
    if after is not None:
        last = after[1]
        bound = bound if amount.is_range else after[0]
    before = hedge_before(tokens, first)
    if before is not None and before[1] >= free:
        first = before[1]
        if before[0] != "exact" and not amount.is_range:
            bound = before[0]
    if amount.is_range and tokens.word(first - 1) == "between":
        first -= 1
    start, end = tokens.starts[first], tokens.ends[last - 1]
    return Quantity(
        start=start,
        end=end,
        text=tokens.text[start:end],
        low=amount.low,
        high=amount.high,
        unit=amount.unit,
        bound=bound,
        dimension=amount.dimension,
        value_start=tokens.starts[amount.start],
        value_end=tokens.ends[amount.end - 1],
    )

"""Reads amounts of money."""

from dataclasses import dataclass
from decimal import Decimal

from extractors.quantities.amount import Amount, plain
from extractors.quantities.currencies import currency_after, currency_before
from extractors.quantities.currency_tables import ADJECTIVES, CENTS, DOUBTFUL, WORDS
from extractors.quantities.hedges import hedge_after
from extractors.quantities.measures import ends_phrase
from extractors.quantities.namesakes import Namesakes
from extractors.quantities.numerals import Number, with_infix
from extractors.quantities.scales import SCALES, scale_after
from extractors.quantities.tokens import Tokens
from extractors.quantities.vocabulary import wordset

# Below this a doubtful word ("two won prizes", "R2") is no currency.
_SMALL = 100
_CRORE_AND_LAKH = frozenset({10**5, 10**7})
_BREAKS = wordset(', " ” ’ . ! ?')
_MOST_BREAKS = 2
_DOLLAR_COUNTRIES = wordset("canadian australian american")


@dataclass(frozen=True, slots=True)
class _Named:
    """A currency, the tokens that the sum spans with it, and the factor of its scale."""

    code: str
    start: int
    end: int
    factor: int


def money_at(tokens: Tokens, index: int, number: Number, namesakes: Namesakes) -> Amount | None:
    """The sum of money whose number begins at the token; the sum itself may begin earlier, with its currency."""
    before = currency_before(tokens, index, namesakes)
    number = with_infix(tokens, number)
    scale = scale_after(tokens, number, has_currency=before is not None)
    factor, end = scale if scale is not None else (1, number.end)
    if before is not None:
        named = _named_before(tokens, before, end, factor, namesakes)
    else:
        named = _named_behind(tokens, index, end, factor, namesakes)
    if named is None and _is_indian(tokens, number, scale, end):
        named = _Named(namesakes.settle("INR", tokens.starts[index]), index, end, factor)
    if named is None:
        return _cents(tokens, index, number) if scale is None else None
    is_small = scale is None and number.value < _SMALL and number.scale == 1
    if is_small and (tokens.raw(named.start) in DOUBTFUL or tokens.raw(named.end - 1) in DOUBTFUL):
        return None
    # "in the low $9,000s" is no figure.
    if tokens.words[named.end] == "s" and tokens.glued(named.end):
        return None
    value = number.value * named.factor
    # 26.000 is a thousand on the Continent; three decimals would mean nothing in a sum.
    if number.european and scale is None and named.code not in {"USD", "GBP"}:
        value *= 1000
    # In Brazil "mil" is a thousand.
    if named.code == "BRL" and tokens.words[number.end] == "mil":
        value /= 1000
    written = named.factor * number.scale
    return Amount(plain(value), None, named.code, "money", named.start, named.end, written, number.infix)


def _is_indian(tokens: Tokens, number: Number, scale: tuple[int, int] | None, end: int) -> bool:
    """Whether crore or lakh were written, with nothing counted behind them: the press means rupees."""
    is_crore = number.scale in _CRORE_AND_LAKH or (scale is not None and scale[0] in _CRORE_AND_LAKH)
    return is_crore and ends_phrase(tokens.words[end])


def _named_before(
    tokens: Tokens, before: tuple[str, int], end: int, factor: int, namesakes: Namesakes
) -> _Named | None:
    """ "$3m", and "$3m Canadian" or "$3m (US dollars)" where a word behind is more exact than the sign."""
    code, start = before
    after = currency_after(tokens, end, namesakes)
    if after is not None and (code == "USD" or after[0] == code):
        return _Named(after[0], start, after[1], factor * after[2])
    bracketed = tokens.words[end] == "(" and tokens.words[end + 2] == ")"
    dollars = ADJECTIVES.get(tokens.words[end + bracketed], {}).get("dollar")
    if code == "USD" and dollars is not None and (bracketed or not tokens.words[end + 1].isalpha()):
        return _Named(dollars, start, end + (3 if bracketed else 1), factor)
    return _Named(code, start, end, factor)


def _named_behind(tokens: Tokens, index: int, end: int, factor: int, namesakes: Namesakes) -> _Named | None:
    """ "3 million euros", "22-million-kroner", "2.3 million dollars, New Zealand"."""
    dash = tokens.words[end] == "-" and tokens.glued(end) and tokens.glued(end + 1)
    after = currency_after(tokens, end + dash, namesakes)
    if after is None:
        return _postponed(tokens, index, end, factor, namesakes)
    code, end, more = after
    if code == "USD" and tokens.words[end] == ",":
        country = ADJECTIVES.get(" ".join(tokens.words[end + 1 : end + 3]), {})
        code = country.get("dollar", code)
    return _Named(code, index, end, factor * more)


def _postponed(tokens: Tokens, index: int, end: int, factor: int, namesakes: Namesakes) -> _Named | None:
    """A currency behind a break: "nine million and change, sterling", "five million" Canadian, "Six. Euros"."""
    words = tokens.words
    hedge = hedge_after(tokens, end)
    at = _past_breaks(tokens, end if hedge is None else hedge[1])
    if at is None:
        return None
    if factor == 1 and words[at] in SCALES and len(words[at]) > 2:
        factor = SCALES[words[at]]
        at = _past_breaks(tokens, at + 1) or at + 1
    dollars = ADJECTIVES.get(words[at], {}).get("dollar") if words[at] in _DOLLAR_COUNTRIES else None
    if dollars is not None and tokens.raw(at)[0].isupper():
        return _Named(dollars, index, at + 1, factor)
    if words[at] not in WORDS or words[at + 1].isalpha():
        return None
    after = currency_after(tokens, at, namesakes)
    return _Named(after[0], index, after[1], factor) if after is not None else None


def _past_breaks(tokens: Tokens, at: int) -> int | None:
    """The token after one or two signs that break a sentence; None where there is none."""
    start = at
    while at < start + _MOST_BREAKS and tokens.words[at] in _BREAKS and tokens.same_line(at + 1):
        at += 1
    return at if at > start else None


def _cents(tokens: Tokens, index: int, number: Number) -> Amount | None:
    """ "thirty cents"; cents "of every dollar" are a share."""
    if tokens.words[number.end] not in CENTS or tokens.words[number.end + 1] in {"of", "on", "in", "out"}:
        return None
    return Amount(plain(number.value / Decimal(100)), None, "USD", "money", index, number.end + 1)

"""Reads amounts of money."""

from dataclasses import dataclass
from decimal import Decimal

from extractors.quantities.amount import Amount, plain
from extractors.quantities.currencies import currency_after, currency_before, noun_of_country
from extractors.quantities.currency_tables import ADJECTIVES, CENTS, CODES, DOUBTFUL, SIGNS, WORDS
from extractors.quantities.hedges import hedge_after
from extractors.quantities.measures import ends_phrase
from extractors.quantities.namesakes import Namesakes
from extractors.quantities.numerals import Number, with_infix
from extractors.quantities.people import NOUNS
from extractors.quantities.scales import CRORE_AND_LAKH, SCALES, lakh_after, scale_after
from extractors.quantities.tokens import Tokens
from extractors.quantities.vocabulary import wordset

# Below this a doubtful word ("two won prizes", "R2") is no currency.
_SMALL = 100
# So is a letter below this: "P100 GPUs", "R350".
_SMALL_LETTER = 1_000
# What crore and lakh count that is no money, within so many words.
_COUNTED = NOUNS | wordset(
    """views viewers viewership ticket tickets user users subscriber subscribers download downloads admission admissions
    footfall footfalls stream streams fans fan followers follower household households home homes hours
    minutes seconds times customers customer installs screens copies votes voters likes plays players women children
    youth words lines frames images shots videos clips prompts books songs square tonnes tokens impressions clicks
    accounts members moviegoers audience audiences listeners creators residents visitors passengers families"""
)
_COUNTED_WITHIN = 3
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
    if scale is None and before is not None:
        scale = lakh_after(tokens, number, before[0])
    factor, end = scale if scale is not None else (1, number.end)
    if before is not None:
        is_plain = before[1] == index - 1 and tokens.words[index - 1] in {"$", "＄"}
        named = _named_before(tokens, before, end, factor, namesakes, is_plain=is_plain)
    else:
        named = _named_behind(tokens, index, end, factor, namesakes)
    if named is None and _is_indian(tokens, index, end):
        named = _Named(namesakes.settle("INR", tokens.starts[index]), index, end, factor)
    if named is None:
        return _cents(tokens, index, number) if scale is None else None
    if scale is None and number.scale == 1 and _is_doubtful(tokens, named, number):
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


def _is_indian(tokens: Tokens, index: int, end: int) -> bool:
    """Whether crore or lakh were written, with nothing counted behind them: the press means rupees."""
    if CRORE_AND_LAKH.isdisjoint(tokens.words[index:end]) or noun_of_country(tokens, end) is not None:
        return False
    for at in range(end, end + _COUNTED_WITHIN):
        if tokens.words[at] in _COUNTED:
            return False
        if ends_phrase(tokens.words[at]) or not tokens.same_line(at + 1):
            break
    return True


def _is_doubtful(tokens: Tokens, named: _Named, number: Number) -> bool:
    """Whether the currency is a letter or word that is more often something else beside so small a number."""
    first, last = tokens.raw(named.start), tokens.raw(named.end - 1)
    # The letter of "R$300" is none.
    first = "" if tokens.words[named.start + 1] in SIGNS else first
    limit = _SMALL_LETTER if len(first) == 1 else _SMALL
    return number.value < limit and (first in DOUBTFUL or last in DOUBTFUL)


def _named_before(
    tokens: Tokens, before: tuple[str, int], end: int, factor: int, namesakes: Namesakes, *, is_plain: bool
) -> _Named | None:
    """ "$3m", and "$3m Canadian" or "$3m (CAD)" where a word behind is more exact than the sign, a plain one too.

    A plain "$" is so even where the text settles what it means.
    """
    code, start = before
    is_open = is_plain or code == "USD"
    after = currency_after(tokens, end, namesakes)
    if after is not None and (is_open or after[0] == code):
        return _Named(after[0], start, after[1], factor * after[2])
    bracketed = tokens.words[end] == "(" and tokens.words[end + 2] == ")"
    dollars = ADJECTIVES.get(tokens.words[end + bracketed], {}).get("dollar")
    if dollars is None and bracketed and tokens.raw(end + 1) in CODES - DOUBTFUL:
        dollars = tokens.raw(end + 1)
    if is_open and dollars is not None and (bracketed or not tokens.words[end + 1].isalpha()):
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

"""Reads amounts of money."""

from decimal import Decimal

from extractors.quantities.amount import Amount, plain
from extractors.quantities.currencies import currency_after, currency_before
from extractors.quantities.currency_tables import ADJECTIVES, CENTS, DOUBTFUL, WORDS
from extractors.quantities.hedges import hedge_after
from extractors.quantities.namesakes import Namesakes
from extractors.quantities.numerals import Number, with_infix
from extractors.quantities.scales import scale_after
from extractors.quantities.tokens import Tokens

# Below this a doubtful word ("two won prizes", "R2") is no currency.
_SMALL = 100
_BREAKS = frozenset({",", '"', "”"})
_DOLLAR_COUNTRIES = frozenset({"canadian", "australian"})


def money_at(tokens: Tokens, index: int, number: Number, namesakes: Namesakes) -> Amount | None:
    """The sum of money whose number begins at the token; the sum itself may begin earlier, with its currency."""
    before = currency_before(tokens, index, namesakes)
    number = with_infix(tokens, number)
    scale = scale_after(tokens, number, has_currency=before is not None)
    factor, end = scale if scale is not None else (1, number.end)
    dash = tokens.words[end] == "-" and tokens.glued(end) and tokens.glued(end + 1)
    after = currency_after(tokens, end + dash, namesakes) or (None if before else _postponed(tokens, end, namesakes))
    if before is None and after is None:
        return _cents(tokens, index, number) if scale is None else None
    if before is not None:
        code, start = before
        if after is not None and (code == "USD" or after[0] == code):
            code, end, factor = after[0], after[1], factor * after[2]
        elif (
            code == "USD" and "dollar" in ADJECTIVES.get(tokens.words[end], {}) and not tokens.words[end + 1].isalpha()
        ):
            code, end = ADJECTIVES[tokens.words[end]]["dollar"], end + 1
    else:
        assert after is not None
        code, start, end, factor = after[0], index, after[1], factor * after[2]
    is_small = scale is None and number.value < _SMALL and number.scale == 1
    if is_small and (tokens.raw(start) in DOUBTFUL or tokens.raw(end - 1) in DOUBTFUL):
        return None
    # In Brazil "mil" is a thousand.
    if code == "BRL" and tokens.words[number.end] == "mil":
        factor = 1000
    value = number.value
    # 26.000 is a thousand on the Continent; three decimals would mean nothing in a sum.
    if number.european and scale is None and code not in {"USD", "GBP"}:
        value *= 1000
    return Amount(
        plain(value * factor), None, code, "money", start, end, scale=factor * number.scale, infix=number.infix
    )


def _postponed(tokens: Tokens, end: int, namesakes: Namesakes) -> tuple[str, int, int] | None:
    """A currency word behind a comma or a quote: "nine million and change, sterling", "five million" Canadian."""
    hedge = hedge_after(tokens, end)
    at = end if hedge is None else hedge[1]
    if tokens.words[at] not in _BREAKS:
        return None
    at += 1
    dollars = ADJECTIVES.get(tokens.words[at], {}).get("dollar")
    if dollars is not None and tokens.raw(at)[0].isupper() and tokens.words[at] in _DOLLAR_COUNTRIES:
        return dollars, at + 1, 1
    is_word = tokens.words[at] in WORDS and not tokens.words[at + 1].isalpha()
    return currency_after(tokens, at, namesakes) if is_word else None


def _cents(tokens: Tokens, index: int, number: Number) -> Amount | None:
    """ "thirty cents"; cents "of every dollar" are a share."""
    if tokens.words[number.end] not in CENTS or tokens.words[number.end + 1] in {"of", "on", "in", "out"}:
        return None
    return Amount(plain(number.value / Decimal(100)), None, "USD", "money", index, number.end + 1)

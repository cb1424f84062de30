"""Reads the currency before or behind a number."""

from extractors.quantities.currency_tables import (
    ADJECTIVES,
    CODES,
    GLUED_PREFIXES,
    PREFIXES,
    SCALED_CODES,
    SIGN_PREFIXES,
    SIGNS,
    SINGULAR,
    WORDS,
)
from extractors.quantities.namesakes import Namesakes
from extractors.quantities.tokens import Tokens

_DOTTED = frozenset({"Rs", "Kr", "Fr", "Rp", "Tk", "Sfr"})
_SIGN_FIRST = {"A": "AUD", "C": "CAD", "US": "USD", "NZ": "NZD", "HK": "HKD", "S": "SGD", "CDN": "CAD", "NT": "TWD"}
_ADJECTIVE_WORDS = frozenset(adjective.split()[0] for adjective in ADJECTIVES)
_BEHIND = frozenset(WORDS) | frozenset(SIGNS) | _ADJECTIVE_WORDS | {"f", "fcfa", "cfa"}
# Prefixes that several countries use; the others name one currency.
_SHARED = frozenset({"Rs", "RS", "Kr", "kr", "Fr", "Sh", "Shs", "Dh", "Dhs", "DH", "P", "CFA", "FCFA"})
_RENAMED = {"CNH": "CNY"}


def currency_before(tokens: Tokens, index: int, namesakes: Namesakes) -> tuple[str, int] | None:
    """Currency that ends right before the token, and the token where it begins."""
    at = index - 1
    sign = tokens.words[at]
    if not sign or sign.isdecimal() or not tokens.same_line(index):
        return None
    if sign in SIGNS or sign == "¢":
        return _sign_before(tokens, at, namesakes)
    raw = tokens.raw(at)
    if sign == "." and tokens.raw(at - 1) in _DOTTED and tokens.glued(at):
        return namesakes.settle(PREFIXES[tokens.raw(at - 1)], tokens.starts[at]), at - 1
    if sign == "/" and tokens.raw(at - 1) == "S":
        return "PEN", at - 1
    if tokens.words[at - 1] == "$" and raw in _SIGN_FIRST and tokens.glued(at) and tokens.glued(index):
        return _SIGN_FIRST[raw], at - 1
    if tokens.glued(at) and tokens.words[at - 1].isalnum():
        return None
    if raw in CODES:
        return _RENAMED.get(raw, raw), at
    code = PREFIXES.get(raw)
    if code is None or (raw in GLUED_PREFIXES and not tokens.glued(index)):
        return None
    return (namesakes.settle(code, tokens.starts[at]) if raw in _SHARED else code), at


def _sign_before(tokens: Tokens, at: int, namesakes: Namesakes) -> tuple[str, int] | None:
    sign = tokens.words[at]
    prefix = SIGN_PREFIXES.get((tokens.words[at - 1], sign)) if tokens.glued(at) else None
    if prefix is not None:
        return prefix, at - 1
    if sign not in SIGNS:
        return None
    if sign == "$" and tokens.raw(at - 1) == "US":
        return "USD", at - 1
    return namesakes.settle(SIGNS[sign], tokens.starts[at]), at


def currency_after(tokens: Tokens, index: int, namesakes: Namesakes) -> tuple[str, int, int] | None:
    """Currency that begins at the token, the token after it, and a factor (`MSEK` is a million)."""
    word, raw = tokens.words[index], tokens.raw(index)
    if not word or not tokens.same_line(index):
        return None
    if raw in CODES or raw in SCALED_CODES:
        factor, code = SCALED_CODES.get(raw, (1, raw))
        return _RENAMED.get(code, code), index + 1, factor
    if word not in _BEHIND and (word, tokens.words[index + 1]) not in SIGN_PREFIXES:
        return None
    named = _named_after(tokens, index, namesakes)
    return None if named is None else (*named, 1)


def _named_after(tokens: Tokens, index: int, namesakes: Namesakes) -> tuple[str, int] | None:
    words, word, start = tokens.words, tokens.words[index], tokens.starts[index]
    if word in SIGNS:
        # A sign that touches the number behind it belongs to that one.
        if words[index + 1][:1].isdecimal() and tokens.glued(index + 1):
            return None
        return namesakes.settle(SIGNS[word], start), index + 1
    if (word, words[index + 1]) in SIGN_PREFIXES:
        touches = tokens.glued(index + 1) and not words[index + 2][:1].isdecimal()
        return (SIGN_PREFIXES[word, words[index + 1]], index + 2) if touches else None
    qualified = _qualified(tokens, index)
    if qualified is not None:
        return namesakes.settle(qualified[0], start) if qualified[0] == "XOF" else qualified[0], qualified[1]
    if word in {"fcfa", "cfa"}:
        return namesakes.settle("XOF", start), index + 1
    if word == "f" and tokens.raw(index + 1) == "CFA":
        return namesakes.settle("XOF", start), index + 2
    if word in WORDS:
        return namesakes.settle(WORDS[word], start), index + 1
    return None


def _qualified(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """ "Hong Kong dollars", "Danish kroner", "CFA francs"; the adjective alone may stand for dollars."""
    words = tokens.words
    for length in (2, 1):
        named = ADJECTIVES.get(" ".join(words[index : index + length]))
        if named is None:
            continue
        noun = words[index + length]
        code = named.get(SINGULAR.get(noun, noun))
        if code is not None:
            return code, index + length + 1
    return None

"""Reads the currency before or behind a number."""

from extractors.quantities.currency_tables import (
    ADJECTIVES,
    CODES,
    GLUED_PREFIXES,
    OF_ONE_COUNTRY,
    PREFIXES,
    SCALED_CODES,
    SIGN_PREFIXES,
    SIGNS,
    SINGULAR,
    WORDS,
)
from extractors.quantities.namesakes import Namesakes
from extractors.quantities.tokens import Tokens
from extractors.quantities.vocabulary import wordset

_DOTTED = frozenset({"Rs", "Kr", "Fr", "Rp", "Tk", "Sfr"})
_SIGN_FIRST = {"A": "AUD", "C": "CAD", "US": "USD", "NZ": "NZD", "HK": "HKD", "S": "SGD", "CDN": "CAD", "NT": "TWD"}
_ADJECTIVE_WORDS = frozenset(adjective.split()[0] for adjective in ADJECTIVES)
_BEHIND = frozenset(WORDS) | frozenset(SIGNS) | _ADJECTIVE_WORDS | {"f", "fcfa", "cfa", "u"}
# Signs and prefixes that several countries use; the others name one currency.
_SHARED_SIGNS = wordset("$ ＄ ¥ ￥")
_SHARED = wordset("Rs RS Kr kr Fr Sh Shs Dh Dhs DH P CFA FCFA")
# In lower case, the last token of a currency before a number and the first of one behind it.
_ENDINGS = {word.lower() for word in (*CODES, *PREFIXES, *_SIGN_FIRST)} | set(SIGNS) | {"¢", ".", "/"}
_BEGINNINGS = {word.lower() for word in (*CODES, *SCALED_CODES)} | _BEHIND | {letters for letters, _ in SIGN_PREFIXES}
_RENAMED = {"CNH": "CNY"}


def currency_before(tokens: Tokens, index: int, namesakes: Namesakes) -> tuple[str, int] | None:
    """Currency that ends right before the token, and the token where it begins."""
    at = index - 1
    sign = tokens.words[at]
    if sign not in _ENDINGS or not tokens.same_line(index):
        return None
    if sign in SIGNS or sign == "¢":
        return _sign_before(tokens, at, namesakes)
    if sign in {".", "/"}:
        return _abbreviation_before(tokens, at, namesakes)
    if tokens.words[at - 1] == "$" and tokens.glued(at):
        code = _SIGN_FIRST.get(tokens.raw(at)) if tokens.glued(index) else None
        return (code, at - 1) if code is not None else None
    return _letters_before(tokens, at, namesakes)


def _abbreviation_before(tokens: Tokens, at: int, namesakes: Namesakes) -> tuple[str, int] | None:
    """ "Rs.", "S/" and "B/."."""
    raw = tokens.raw(at - 1)
    if tokens.words[at] == "/":
        return ("PEN", at - 1) if raw == "S" else None
    if raw == "/" and tokens.raw(at - 2) == "B":
        return "PAB", at - 2
    if raw not in _DOTTED or not tokens.glued(at):
        return None
    return namesakes.settle(PREFIXES[raw], tokens.starts[at]), at - 1


def _letters_before(tokens: Tokens, at: int, namesakes: Namesakes) -> tuple[str, int] | None:
    """ "EUR", "Rs", "RM", "N27": a code or a prefix that is a word of its own."""
    raw = tokens.raw(at)
    if tokens.glued(at) and tokens.words[at - 1].isalnum():
        return None
    if raw in CODES:
        return _RENAMED.get(raw, raw), at
    code = PREFIXES.get(raw)
    if code is None or (raw in GLUED_PREFIXES and not tokens.glued(at + 1)):
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
    return _meant_by(sign, tokens.starts[at], namesakes), at


def _meant_by(sign: str, offset: int, namesakes: Namesakes) -> str:
    code = SIGNS[sign]
    return namesakes.settle(code, offset) if sign in _SHARED_SIGNS else code


def currency_after(tokens: Tokens, index: int, namesakes: Namesakes) -> tuple[str, int, int] | None:
    """Currency that begins at the token, the token after it, and a factor (`MSEK` is a million)."""
    word = tokens.words[index]
    if not tokens.same_line(index):
        return None
    if word not in _BEGINNINGS:
        noun = noun_of_country(tokens, index)
        code = OF_ONE_COUNTRY.get(tokens.words[noun]) if noun is not None else None
        return (code, noun + 1, 1) if noun is not None and code is not None else None
    raw = tokens.raw(index)
    if raw in CODES or raw in SCALED_CODES:
        factor, code = SCALED_CODES.get(raw, (1, raw))
        return _RENAMED.get(code, code), index + 1, factor
    if word not in _BEHIND and (word, tokens.words[index + 1]) not in SIGN_PREFIXES:
        return None
    named = _named_after(tokens, index, namesakes)
    return None if named is None else (*named, 1)


def noun_of_country(tokens: Tokens, index: int) -> int | None:
    """The currency's word behind one or two capitalised words: "Nigerian naira", "South Sudanese pounds"."""
    for at in range(index + 1, index + 3):
        if not tokens.raw(at - 1)[:1].isupper() or not tokens.words[at - 1].isalpha() or not tokens.same_line(at):
            return None
        word = tokens.words[at]
        # "won" is a verb: "Their 40 Academy Awards won".
        if word in WORDS and word != "won" and (tokens.raw(at).islower() or word in OF_ONE_COUNTRY):
            return at
    return None


def _named_after(tokens: Tokens, index: int, namesakes: Namesakes) -> tuple[str, int] | None:
    words, word = tokens.words, tokens.words[index]
    if word in SIGNS:
        # A sign that touches the number behind it belongs to that one.
        if words[index + 1][:1].isdecimal() and tokens.glued(index + 1):
            return None
        return _meant_by(word, tokens.starts[index], namesakes), index + 1
    if (word, words[index + 1]) in SIGN_PREFIXES:
        touches = tokens.glued(index + 1) and not words[index + 2][:1].isdecimal()
        return (SIGN_PREFIXES[word, words[index + 1]], index + 2) if touches else None
    return _word_after(tokens, index, namesakes)


def _word_after(tokens: Tokens, index: int, namesakes: Namesakes) -> tuple[str, int] | None:
    """ "euros", "Danish kroner", "CFA francs", "FCFA"."""
    word = tokens.words[index]
    code, end = _qualified(tokens, index) or ("", index + 1)
    if not code:
        code = WORDS.get(word, "XOF" if word in {"cfa", "fcfa"} else "")
    elif code != "XOF":
        return code, end
    if word == "f" and tokens.raw(index + 1) == "CFA":
        code, end = "XOF", index + 2
    return (namesakes.settle(code, tokens.starts[index]), end) if code else None


def _qualified(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """ "Hong Kong dollars", "Danish kroner", "CFA francs"."""
    words = tokens.words
    if words[index : index + 4] == ["u", ".", "s", "."] and words[index + 4] in {"dollar", "dollars"}:
        return "USD", index + 5
    for length in (2, 1):
        named = ADJECTIVES.get(" ".join(words[index : index + length]))
        if named is None:
            continue
        noun = words[index + length]
        code = named.get(SINGULAR.get(noun, noun))
        if code is not None:
            return code, index + length + 1
    return None

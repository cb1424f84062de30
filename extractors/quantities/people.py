"""Words that mean one person, or two, without a number."""

from decimal import Decimal

from extractors.quantities.amount import Amount
from extractors.quantities.tokens import Tokens

_PHRASES = {
    1: """alone; solo; single - handed; single - handedly; singlehandedly; by himself; by herself; by themself; on his own; on her own;
        on my own; one - man; one - woman; one - person; sole crew; by myself; single handedly; unaided; unassisted""",
    2: "a duo; duo; a two - hander; a pair of",
    3: "a trio; trio",
    4: "a quartet; quartet",
}
_TABLE = {tuple(phrase.split()): value for value, listed in _PHRASES.items() for phrase in listed.split(";")}
FIRST_WORDS = frozenset(words[0] for words in _TABLE)
_LONGEST = max(map(len, _TABLE))


def alone_at(tokens: Tokens, index: int) -> Amount | None:
    """ "alone", "single-handed", "on her own" at the token."""
    if tokens.word(index) not in FIRST_WORDS:
        return None
    for length in range(min(_LONGEST, len(tokens) - index), 0, -1):
        value = _TABLE.get(tuple(tokens.words[index : index + length]))
        if value is not None:
            return Amount(Decimal(value), None, "person", "people", index, index + length)
    return None

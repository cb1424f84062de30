"""Reads shares that are counted out: "one in five", "a pound in every ten", "$3 of every $10", "every third shot"."""

from dataclasses import dataclass
from decimal import Decimal

from extractors.quantities.amount import Amount, share
from extractors.quantities.currency_tables import DOUBTFUL, SIGNS, WORDS
from extractors.quantities.measures import TIME_UNITS, ends_phrase
from extractors.quantities.numerals import Number, number_at
from extractors.quantities.scales import SCALES
from extractors.quantities.tokens import Tokens
from extractors.quantities.vocabulary import wordset

# "six shots in ten", "four minutes in every hundred", "nine out of ten"; of one thing any whole number will do.
_BASES = frozenset(map(Decimal, (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16, 20, 25, 30, 40, 50, 100, 1000)))
_MOST_OF_ONE = 100
_ARTICLES = frozenset({"every", "each"})
_JOINS = frozenset({"in", "of", "out", "on"})
_SMALL_COINS = wordset("""cent cents penny pence pennies p c centavos centimes kopecks kopeks kopek paise groszy öre øre
    fils kuruş""")
_COINS = (frozenset(WORDS) - DOUBTFUL) | _SMALL_COINS
_PARTS = wordset("frame shot image scene picture cut minute")
# After "a": "a pound in ten", "a shot in every five".
COUNTED = wordset("dollar pound euro rupee krone krona franc rouble ruble yen peso yuan rand") | _PARTS
# What singular things do; another word with an s is rather what is counted ("one film in three countries").
_VERBS = wordset("""shows holds carries contains uses needs pays buys owes begins fails looks belongs costs funds
    stays ends reaches leaves makes finds lands feeds covers vanishes remains flows returns gets""")
# "every other shot", "every third frame".
ORDINALS = {"other": 2, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_ORDERED = _PARTS - {"minute", "cut"}


@dataclass(frozen=True, slots=True)
class _Join:
    """What ties a part to its whole: "in", "out of every"; `end` is the token after it."""

    end: int
    is_of: bool
    is_every: bool


def portion_at(tokens: Tokens, index: int, number: Number | None) -> Amount | None:
    """A share that begins at the token, or at the currency sign before it; `number` is the number there, if any."""
    if number is None:
        return _a_thing_in(tokens, index) or _every_other(tokens, index)
    if _JOINS.isdisjoint(tokens.words[number.end : number.end + 3]):
        return None
    if tokens.words[index - 1] in SIGNS and tokens.glued(index):
        return _sum_in(tokens, index, number)
    return _of_unit(tokens, index, number) or _in_base(tokens, index, number)


def _join_at(tokens: Tokens, at: int) -> _Join | None:
    words = tokens.words
    if words[at] not in _JOINS or (words[at] == "out" and words[at + 1] != "of"):
        return None
    after = at + 2 if words[at] == "out" else at + 1
    every = words[after] in _ARTICLES
    return _Join(after + every, words[at] == "of", every)


def _of_unit(tokens: Tokens, index: int, number: Number) -> Amount | None:
    """ "thirteen cents of every dollar", "40p in the pound", "12 cents on the dollar"."""
    join = _join_at(tokens, number.end + 1) if tokens.words[number.end] in _SMALL_COINS else None
    if join is None:
        return None
    at = join.end + (tokens.words[join.end] in {"the", "a"})
    if not (join.is_every or at > join.end) or tokens.words[at] not in WORDS or number.value >= 100:
        return None
    return share(number.value, Decimal(100), index, at + 1)


def _in_base(tokens: Tokens, index: int, number: Number) -> Amount | None:
    """ "one in five", "six shots in ten", "one British pound in eleven", "seven dollars in every ten"."""
    words, at = tokens.words, number.end
    noun = words[at] if words[at].isalpha() and words[at] not in {"in", "out", "of"} else ""
    at += bool(noun)
    if noun and words[at] in _COINS:
        noun, at = words[at], at + 1
    return _of_base(tokens, index, number.value, at, noun)


def _a_thing_in(tokens: Tokens, index: int) -> Amount | None:
    """ "a pound in every ten", "a shot in five"."""
    noun = tokens.words[index + 1]
    if tokens.words[index] not in {"a", "an"} or noun not in COUNTED:
        return None
    return _of_base(tokens, index, Decimal(1), index + 2, noun)


def _of_base(tokens: Tokens, index: int, part: Decimal, at: int, noun: str) -> Amount | None:
    """So many of the whole that is joined at the token `at`."""
    words, join = tokens.words, _join_at(tokens, at)
    if join is None or words[at] == "on" or (join.is_of and not join.is_every):
        return None
    if words[join.end] in {"hundred", "thousand"}:
        base, end = Decimal(100 if words[join.end] == "hundred" else 1000), join.end + 1
    else:
        other = number_at(tokens, join.end)
        if other is None or other.scale > 1:
            return None
        base, end = other.value, other.end
    most = 1000 if join.is_every else _MOST_OF_ONE
    if not 0 < part < base or not (base in _BASES or (part == 1 and base <= most and base % 1 == 0)):
        return None
    if words[end] in {"%", "per", "percent"} or (noun and not join.is_every and _counts_more(tokens, end)):
        return None
    return None if words[end] in TIME_UNITS else share(part, base, index, end)


def _counts_more(tokens: Tokens, at: int) -> bool:
    """Whether what follows is counted itself: "two films in three countries", "one man in nine frantic months"."""
    for word in tokens.words[at : at + 3]:
        if ends_phrase(word) or word in _VERBS:
            return False
        if word in TIME_UNITS or word.endswith("s"):
            return True
    return False


def _sum_in(tokens: Tokens, index: int, number: Number) -> Amount | None:
    """ "$3 in every $10", "£1 in £5", "€1 out of €8"."""
    sign, join = tokens.words[index - 1], _join_at(tokens, number.end)
    if join is None or (join.is_of and not join.is_every) or tokens.words[join.end] != sign:
        return None
    base = number_at(tokens, join.end + 1)
    if base is None or tokens.words[base.end] in SCALES or number.scale > 1:
        return None
    if not 0 < number.value < base.value or base.value not in _BASES or number.value % 1:
        return None
    # "$3 in $20 bills".
    if not join.is_every and not ends_phrase(tokens.words[base.end]) and tokens.words[base.end].endswith("s"):
        return None
    return share(number.value, base.value, index - 1, base.end)


def _every_other(tokens: Tokens, index: int) -> Amount | None:
    words = tokens.words
    base = ORDINALS.get(words[index + 1])
    if words[index] != "every" or base is None or words[index + 2] not in _ORDERED:
        return None
    return share(Decimal(1), Decimal(base), index, index + 3)

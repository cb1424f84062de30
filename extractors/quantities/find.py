"""Finds every amount in a text: one pass over its tokens, with a bounded look around each number."""

from extractors.quantities.almanac import MONTHS
from extractors.quantities.amount import Amount, plain
from extractors.quantities.currencies import noun_of_country
from extractors.quantities.durations import duration_at
from extractors.quantities.hedges import hedge_after, hedge_before
from extractors.quantities.measures import TIME_UNITS
from extractors.quantities.money import money_at
from extractors.quantities.namesakes import Namesakes
from extractors.quantities.number_words import A_FOLLOWERS, COLOURS, COUPLED, FRACTION_SIGNS, ONES, PARTS, TENS
from extractors.quantities.numerals import Number, leads_fraction, number_at, with_infix
from extractors.quantities.people import OPENINGS as ALONE_OPENINGS
from extractors.quantities.people import alone_at, people_at
from extractors.quantities.portions import COUNTED, ORDINALS, portion_at
from extractors.quantities.ranges import joined, second_at
from extractors.quantities.scales import scale_after
from extractors.quantities.shares import DENOMINATOR_WORDS, percent_at
from extractors.quantities.tokens import Tokens, split_tokens
from extractors.quantities.wholes import OPENINGS as WHOLE_OPENINGS
from extractors.records import Bound, Quantity

_ARTICLES = frozenset({"a", "an"})
_AFTER_ARTICLE = A_FOLLOWERS | DENOMINATOR_WORDS | COUNTED | COLOURS | frozenset(TIME_UNITS)
_AFTER_ARTICLE |= {"long", "full", "whole", "solid", "single", "good"}
# Words with which an amount may begin, each with the words that may follow it; None where any may.
_ANCHORS: dict[str, frozenset[str] | None] = {
    **ALONE_OPENINGS,
    **WHOLE_OPENINGS,
    **dict.fromkeys((*ONES, *TENS, *FRACTION_SIGNS, *PARTS, "hundred", "hour"), None),
    **dict.fromkeys(_ARTICLES, _AFTER_ARTICLE),
    "couple": COUPLED | {"of"},
    "every": (WHOLE_OPENINGS["every"] or frozenset()) | ORDINALS.keys(),
}
assert not (ALONE_OPENINGS.keys() & WHOLE_OPENINGS.keys())
_PREFIX_TOKENS = 3
_MOST = 20_000
_SIGNS_IN_NUMBERS = frozenset(".,'’:/-")


def find_quantities(text: str) -> list[Quantity]:
    """Every amount in the text, in order, without overlap; the first 20,000 where a text holds more.

    Time grows with the length of the text alone.
    """
    tokens = split_tokens(text)
    namesakes = Namesakes(text)
    found: list[Quantity] = []
    free = skip = 0
    for index in _anchors(tokens):
        if index < free or index < skip:
            continue
        if len(found) == _MOST:
            break
        amount = _amount_at(tokens, index, namesakes)
        if amount is None or amount.start < free:
            skip = _past_number(tokens, index)
            continue
        amount = _with_range(tokens, amount, namesakes)
        quantity, free = _quantity(tokens, amount, free)
        found.append(quantity)
    return found


def _anchors(tokens: Tokens) -> list[int]:
    """The tokens where an amount may begin."""
    words = tokens.words
    anchors: list[int] = []
    for index, word in enumerate(words[: tokens.count]):
        if word in _ANCHORS:
            followers = _ANCHORS[word]
            if followers is None or words[index + 1] in followers:
                anchors.append(index)
        elif word[0].isdecimal():
            has_point = words[index - 1] == "." and leads_fraction(tokens, index - 1)
            anchors.append(index - has_point)
    return anchors


def _past_number(tokens: Tokens, index: int) -> int:
    """The token after a run of digits and signs that is no amount, so that each part is not tried again."""
    at = index + 1
    if not tokens.words[index][0].isdecimal():
        return at
    while (
        at < tokens.count
        and tokens.glued(at)
        and (tokens.words[at] in _SIGNS_IN_NUMBERS or tokens.words[at].isdecimal())
    ):
        at += 1
    return at


def _is_serial(tokens: Tokens, index: int) -> bool:
    """Digits in three groups with hyphens are a telephone or serial number, or a date."""
    words = tokens.words
    if words[index + 1] != "-" or words[index + 3] != "-" or not words[index].isdecimal():
        return False
    groups = words[index + 2].isdecimal() and words[index + 4].isdecimal()
    return groups and all(tokens.glued(at) for at in range(index + 1, index + 5))


def _amount_at(tokens: Tokens, index: int, namesakes: Namesakes) -> Amount | None:
    number = None if _is_serial(tokens, index) else number_at(tokens, index)
    if number is None:
        return (
            portion_at(tokens, index, None)
            or duration_at(tokens, index, None)
            or percent_at(tokens, index, None)
            or alone_at(tokens, index)
        )
    share = percent_at(tokens, index, number)
    if share is not None:
        return share
    money = money_at(tokens, index, number, namesakes)
    if money is not None:
        return money
    if _belongs_to_word(tokens, index) or _is_figures(tokens, number.end):
        return None
    return (
        duration_at(tokens, index, number)
        or alone_at(tokens, index)
        or people_at(tokens, index, number)
        or _count(tokens, index, number)
    )


def _belongs_to_word(tokens: Tokens, index: int) -> bool:
    """Digits of a name: "Gen-4", "mp3", "v2.1", "#5"."""
    if not tokens.glued(index):
        return False
    before = tokens.words[index - 1]
    if before.isalpha() or before in {"_", "@", "#", "/", ":", "\\", "&"}:
        return True
    inside = before in {"-", "."} and tokens.glued(index - 1) and tokens.words[index - 2].isalpha()
    # "a 10-to-12-minute short".
    inside = inside and (tokens.words[index - 2] not in {"to", "or"} or tokens.words[index - 3] != "-")
    return inside and tokens.words[index][0].isdecimal()


def _is_figures(tokens: Tokens, at: int) -> bool:
    """ "a mid-six-figure sum" names no amount."""
    at += tokens.words[at] == "-"
    return tokens.words[at] in {"figure", "figures"}


def _count(tokens: Tokens, index: int, number: Number) -> Amount | None:
    number = with_infix(tokens, number)
    scale = scale_after(tokens, number, has_currency=False)
    factor, end = scale if scale is not None else (1, number.end)
    word = tokens.words[index]
    if word == "one" and end == index + 1 and tokens.words[end : end + 2] != ["or", "two"]:
        return None
    # A sum in a currency that is not known ("40 million Bolivian pesos") must not be read as one in another.
    if noun_of_country(tokens, end) is not None:
        return None
    if tokens.glued(end) and (tokens.words[end].isalpha() or _is_ratio(tokens, end)):
        return None
    if end == index + 1 and word.isdecimal() and (_is_year(word) or _is_day_of_month(tokens, index)):
        return None
    return Amount(
        plain(number.value * factor),
        None,
        "count",
        "count",
        index,
        end,
        scale=factor * number.scale,
        infix=number.infix,
    )


def _is_ratio(tokens: Tokens, at: int) -> bool:
    """The sign in "16:9", "7:30", "24/7"."""
    return tokens.words[at] in {":", "/"} and tokens.glued(at + 1) and tokens.words[at + 1].isdecimal()


def _is_year(word: str) -> bool:
    return len(word) == 4 and 1900 <= int(word) <= 2099


def _is_day_of_month(tokens: Tokens, index: int) -> bool:
    """ "21 May", "May 21"."""
    for at in (index - 1, index + 1):
        word = tokens.words[at]
        if word in MONTHS and tokens.raw(at)[0].isupper() and (len(word) > 2):
            return True
    return False


def _with_range(tokens: Tokens, amount: Amount, namesakes: Namesakes) -> Amount:
    """The amount, or the range that it begins."""
    at = second_at(tokens, amount)
    if at is None:
        return amount
    for index in range(at, at + _PREFIX_TOKENS + 1):
        word = tokens.words[index]
        if not word or not (word[0].isdecimal() or word in _ANCHORS or word == "."):
            continue
        second = _amount_at(tokens, index, namesakes)
        if second is not None and second.start == at:
            return joined(tokens, amount, second) or amount
    return amount


def _quantity(tokens: Tokens, amount: Amount, free: int) -> tuple[Quantity, int]:
    """The record of an amount with the hedge around it, and the token after it; tokens before `free` are taken."""
    bound: Bound = amount.infix
    first, last = amount.start, amount.end
    # "around the $9,000 mark".
    is_mark = tokens.words[last] == "mark" and tokens.words[first - 1] == "the"
    before = hedge_before(tokens, first - is_mark, amount.dimension)
    if before is not None and before[1] >= free:
        first = before[1]
        bound = before[0] if before[0] != "exact" else bound
    after = hedge_after(tokens, last)
    if after is not None:
        last = after[1]
        bound = after[0] if bound in {"exact", "about"} else bound
    if amount.high is not None:
        bound = "range"
        first -= tokens.words[first - 1] == "between" and first > free
    start, end = tokens.starts[first], tokens.ends[last - 1]
    quantity = Quantity(
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
    return quantity, last

"""Words before and after an amount that say how exact it is."""

from extractors.quantities.tokens import Tokens
from extractors.records import Bound

_BEFORE: dict[Bound, str] = {
    "about": """about; around; some; roughly; nearly; almost; approximately; approx; approx .; circa; c .; ca .; ~; ≈; close to; near;
        nearer; nearer to; closer to; something like; something around; in the region of; in the neighbourhood of;
        in the neighborhood of; on the order of; of the order of; in the order of; or so; perhaps; maybe; probably; an estimated;
        estimated; just shy of; shy of; a hair shy of; just short of; a little short of; an average of; on average; say; call it;
        the better part of; the best part of; the guts of; half and half; a good; give or take; more or less; pretty much;
        practically; virtually; a touch shy of; give-or-take; as near as; or about; somewhere around; somewhere near;
        somewhere in the region of; in the vicinity of; to the tune of about; well-nigh; nigh on; getting on for; pushing;
        approaching; a reported; not far off; not far from; or thereabouts; knocking on; a shade short of""",
    "over": """over; more than; at least; upwards of; upward of; north of; well over; just over; a little over; slightly over;
        a shade over; a touch over; a hair over; a bit over; a whisker over; in excess of; not less than; no less than;
        no fewer than; a minimum of; minimum; above; well above; just above; better than; a little more than;
        a bit more than; slightly more than; somewhat more than; rather more than; just more than; exceeding; beyond;
        greater than; >; ≥; upwards; topping; a little above; not fewer than; over and above; easily over; past; well past;
        a little better than; way over; a shade more than; a good deal more than; much more than; far more than; comfortably over;
        a floor of; as little as""",
    "under": """under; less than; up to; at most; no more than; not more than; as much as; as many as; fewer than; below; well under;
        just under; a little under; slightly under; a shade under; a touch under; a hair under; a whisker under; a bit under;
        a little less than; slightly less than; a bit less than; a maximum of; maximum; max; not quite; <; ≤; capped at; inside;
        at the most; a little below; just below; well below; south of; a cap of; within; rather less than; somewhat less than;
        much less than; far less than; a ceiling of; not exceeding; well short of; short of; no higher than; at a maximum;
        a shade less than; comfortably under; way under""",
    "exact": """exactly; precisely; just; only; a mere; a total of; fully; all; a full; all of; a round; as high as; as low as;
        a whopping; a cool; no; a record; a merciful""",
}
_AFTER: dict[Bound, str] = {
    "about": """or so; odd; - odd; - ish; ish; give or take; , give or take; or thereabouts; , or thereabouts; more or less;
        , more or less; or near it; or about; roughly; approximately; , roughly; , approximately; or near enough; or near; , near enough;
        in round numbers; in round figures; , or near enough; or something like it; or nearly; ( approx; , or nearly; or as near as""",
    "over": """+; plus; - plus; or more; and change; and a bit; and then some; or better; at least; or over; and up; and upwards;
        and counting; , at least; upwards; and a little; or above; or higher; minimum; and some""",
    "under": "or less; or under; at most; tops; max; or fewer; or below; , at most; , tops; at the most; maximum; , maximum; and no more",
}
_LONGEST = 6


def _table(phrases: dict[Bound, str], *, reverse: bool) -> dict[tuple[str, ...], Bound]:
    table: dict[tuple[str, ...], Bound] = {}
    for bound, listed in phrases.items():
        for phrase in listed.split(";"):
            words = tuple(phrase.replace("-", " - ").split())
            table[tuple(reversed(words)) if reverse else words] = bound
    return table


_BEFORE_TABLE = _table(_BEFORE, reverse=True)
_AFTER_TABLE = _table(_AFTER, reverse=False)
_LAST_WORDS = frozenset(words[0] for words in _BEFORE_TABLE)
_FIRST_WORDS = frozenset(words[0] for words in _AFTER_TABLE)


def hedge_before(tokens: Tokens, index: int) -> tuple[Bound, int] | None:
    """The bound that the words before the token give, and the token where they begin."""
    bound: Bound | None = None
    at = index
    for _ in range(2):
        step = _match_before(tokens, at)
        if step is None:
            break
        at = step[1]
        # The word nearest to the amount decides, unless it says nothing ("just", "all").
        if bound is None or bound == "exact":
            bound = step[0]
    return None if bound is None else (bound, at)


def _match_before(tokens: Tokens, index: int) -> tuple[Bound, int] | None:
    if tokens.word(index - 1) not in _LAST_WORDS or not tokens.same_line(index):
        return None
    words: list[str] = []
    found: tuple[Bound, int] | None = None
    for at in range(index - 1, max(index - 1 - _LONGEST, -1), -1):
        words.append(tokens.words[at])
        bound = _BEFORE_TABLE.get(tuple(words))
        if bound is not None:
            found = bound, at
        if not tokens.same_line(at):
            break
    return found


def hedge_after(tokens: Tokens, index: int) -> tuple[Bound, int] | None:
    """The bound that the words at the token give, and the token after them."""
    if tokens.word(index) not in _FIRST_WORDS or not tokens.same_line(index):
        return None
    words: list[str] = []
    found: tuple[Bound, int] | None = None
    for at in range(index, min(index + _LONGEST, len(tokens))):
        words.append(tokens.words[at])
        bound = _AFTER_TABLE.get(tuple(words))
        if bound is not None:
            found = bound, at + 1
    return found

"""Words before and after an amount that say how exact it is."""

from dataclasses import dataclass, field

from extractors.quantities.currency_tables import SIGNS
from extractors.quantities.number_words import ONES, TENS
from extractors.quantities.tokens import Tokens
from extractors.quantities.vocabulary import phrases, wordset
from extractors.records import Bound, Dimension

_BEFORE: dict[Bound, str] = {
    "about": """about; around; some; basically; close on; , say; . say; let us say; let's say; roughly; nearly; almost;
        approximately; approx; approx .; circa; c .; ca .; ca; ~; ≈; close to; near; nearer; nearer to; closer
        to; something like; something around; in the region of; in the neighbourhood of; barely; in the
        neighborhood of; on the order of; of the order of; in the order of; perhaps; maybe; an estimated;
        estimated at; just shy of; shy of; a hair shy of; a touch shy of; just short of; a little short of; a
        shade short of; an average of; the better part of; the best part of; the guts of; call it; i'd guess; i
        would guess; practically; virtually; somewhere around; somewhere near; somewhere about; somewhere in the
        region of; in the vicinity of; nigh on; getting on for; pushing; approaching; not far off; not far from;
        knocking on; in the ballpark of; roundly; round about; give or take; more or less; or about; or so;
        low; low-; mid; mid-; high; high-; lower; upper""",
    "over": """over; a good; exceed; more than; at least; upwards of; upward of; north of; well over; just over; a
        little over; slightly over; a tad over; a shade over; a touch over; a hair over; a bit over; a whisker
        over; in excess of; not less than; no less than; well more than; no fewer than; not fewer than; a
        minimum of; minimum of; above; well above; just above; a little above; better than; a little better
        than; a little more than; a bit more than; slightly more than; somewhat more than; rather more than;
        just more than; a shade more than; a tad more than; a good deal more than; much more than; far more
        than; comfortably more than; exceeding; beyond; greater than; >; ≥; upwards; topping; easily over;
        comfortably over; past; well past; way over; passed; has passed; have passed; had passed; crossed; has
        crossed; topped; has topped; surpassed; has surpassed; exceeds; exceeded; has exceeded; just gone
        through; gone past; a floor of; as little as; at the very least""",
    "under": """under; less than; up to; at most; no more than; not more than; never more than; as much as; as many as;
        fewer than; below; well under; just under; a little under; slightly under; a shade under; a touch under;
        a hair under; a whisker under; a bit under; a tad under; a little less than; slightly less than; a bit
        less than; a tad less than; a shade less than; a touch less than; a maximum of; maximum of; max; max .;
        not quite; <; ≤; capped at; inside; beneath; at the most; a little below; just below; well below; south
        of; within; rather less than; somewhat less than; much less than; far less than; a ceiling of; not
        exceeding; not exceed; well short of; short of; no higher than; at a maximum; comfortably under; way
        under; nowhere near; nowhere close to; never topped; never passed; never exceeded; not reach; never reached; not
        even; no greater than;
        anything up to; never over; not over; sub-; under-""",
    "exact": """exactly; precisely; just; only; a mere; a total of; fully; all; a full; all of; a round; a whopping; a
        cool; a record; a merciful""",
}
_AFTER: dict[Bound, str] = {
    "about": """or so; odd; -odd; -ish; ish; give or take; , give or take; or thereabouts; , or thereabouts; more or
        less; , perhaps; , more or less; or near it; or about; roughly; approximately; , roughly; ,
        approximately; or near enough; , near enough; in round numbers; in round figures; , or near enough; or
        something like it; or nearly; , or nearly; or very nearly; , or so; or as near as; at a guess; or close
        to it; , i'd guess; , or about that; , at a guess; , about; , thereabouts;
        , perhaps a little more; , perhaps a little less; , perhaps more; , perhaps less""",
    "over": """+; -plus; or more; and change; and a bit; and then some; or better; at least; or over; and up; and
        upwards; at the very least; , at least; upwards; and a little; or above; or higher; minimum; and some;
        and some change; and some coins;
        or a bit more; or a little more; , minimum; at minimum; , at the very least; and more""",
    "under": """or less; or under; at most; tops; max; or fewer; or below; , at most; , tops; at the most; maximum; ,
        maximum; and no more; , " tops; at the very most; at best; , max; or lower; , at the outside; at the
        outside""",
}
_OPENING = frozenset({'"', "“", "‘", "”", "’", "'", "«"})
# "turned over $3m", "hand over €5m", "adds up to": the verb's own word and no hedge.
_VERBS_WITH_OVER = wordset(
    "turn turns turned turning hand hands handed handing you dispute row fight battle lawsuit quarrel"
)
_VERBS_WITH_UP = wordset("add adds added adding sales takings total totals")
# "brings its valuation up to $5 billion": what is brought up and the verbs that do it, within so many words.
_BROUGHT_UP = wordset(
    """funding total totals valuation value worth raised raise haul headcount staff workforce budget capital investment
    backing tally gross takings sum figure cost price it that this them"""
)
_BRINGING_UP = wordset(
    """brings bring brought bringing takes take took taken taking pushes push pushed pushing raises raise raised raising
    lifts lift lifted lifting drives drive drove driving boosts boost boosted boosting"""
)
_BROUGHT_WITHIN = 7
# Behind an amount these hedge it only at the end of a phrase: "$3 million, about" but not "$3 million, about a tenth".
_ENDINGS = wordset("about roughly approximately perhaps least most tops max maximum minimum")
# "made it over three years" is during; "took over three years" is more than.
_MORE_THAN = wordset(
    """took takes take taken lasted lasts last needed spent of for in runs run ran after at is was well just and"""
)
# "in the low $20 millions", "the mid-$20 million range": a region, but "a low $20 million" is a sum.
_REGIONS = wordset("low mid high lower upper")
_REGION_ENDS = frozenset({"millions", "billions", "range"})
_REGION_REACH = 5
# What a "not" before it turns round: "did not cost more than", "hasn't topped", "never fell under".
_REVERSIBLE: dict[tuple[str, ...], Bound] = {
    **dict.fromkeys(
        phrases("""more than; over; above; beyond; past; greater than; exceed; exceeded; topped; passed; surpassed;
            crossed"""),
        "under",
    ),
    **dict.fromkeys(phrases("less than; fewer than; under; below"), "over"),
    **dict.fromkeys(phrases("much more than; far more than; much less than; far less than"), "about"),
}
_NOT = frozenset({"not", "never", "cannot"})
# The words through which a "not" reaches the hedge; what "was not expected to cost over $5 million" may have cost it.
_CARRIERS = wordset(
    """be been have has had to ever even actually really cost take taken took need needed spend spent go went gone use
    used employ employed hire hired pay paid raise raised run ran last lasted earn earned make made gross grossed
    fetch fetched require required contain contained involve involved fall fell fallen drop dropped give back
    allowed afford"""
)
_CARRIED = 4


@dataclass(slots=True)
class _Node:
    """A word of the phrases as a tree: the bound of the phrase that ends here, and the words that may go on."""

    bound: Bound | None = None
    following: dict[str, "_Node"] = field(default_factory=dict)


def _tree(hedges: dict[Bound, str], *, backwards: bool) -> _Node:
    root = _Node()
    for bound, listed in hedges.items():
        for words in phrases(listed):
            node = root
            for word in words[::-1] if backwards else words:
                node = node.following.setdefault(word, _Node())
            node.bound = bound
    return root


_BEFORE_TREE = _tree(_BEFORE, backwards=True)
_AFTER_TREE = _tree(_AFTER, backwards=False)
_LAST_WORDS = frozenset(_BEFORE_TREE.following)
_FIRST_WORDS = frozenset(_AFTER_TREE.following) | {"plus"}
# Typographic quotes and apostrophes are written plainly in the phrases.
_PLAIN = {"“": '"', "”": '"', "’": "'"}


def hedge_before(tokens: Tokens, index: int, dimension: Dimension) -> tuple[Bound, int] | None:
    """The bound that the words before the token give, and the token where they begin."""
    bound: Bound | None = None
    at = index
    for _ in range(2):
        before = at - 1 if tokens.words[at - 1] in _OPENING and tokens.words[at - 2] in _LAST_WORDS else at
        step = _match_before(tokens, before, dimension)
        if step is None:
            break
        turned = _REVERSIBLE.get(tuple(tokens.words[step[1] : before]))
        at = step[1]
        # The word nearest to the amount decides, unless it says nothing ("just", "all").
        if bound is None or bound == "exact":
            bound = turned if turned is not None and _is_negated(tokens, at) else step[0]
    return None if bound is None else (bound, at)


def _is_negated(tokens: Tokens, index: int) -> bool:
    """Whether a "not" before the token reaches it: "did not cost", "couldn't spend", "has never had to pay"."""
    words = tokens.words
    for at in range(index - 1, index - 2 - _CARRIED, -1):
        word = words[at]
        if word in _NOT or (word == "t" and words[at - 1] in {"'", "’"} and words[at - 2].endswith("n")):
            return True
        if word not in _CARRIERS:
            return False
    return False


def _match_before(tokens: Tokens, index: int, dimension: Dimension) -> tuple[Bound, int] | None:
    if tokens.words[index - 1] not in _LAST_WORDS or not tokens.same_line(index):
        return None
    node, at = _BEFORE_TREE, index
    found: tuple[Bound, int] | None = None
    while True:
        at -= 1
        word = tokens.words[at]
        following = node.following.get(_PLAIN.get(word, word))
        if following is None:
            break
        node = following
        if node.bound is not None:
            found = node.bound, at
        if not tokens.same_line(at):
            break
    return found if found is not None and _is_hedge(tokens, found[1], index, dimension) else None


def _is_hedge(tokens: Tokens, start: int, end: int, dimension: Dimension) -> bool:
    words, before = tokens.words[start:end], tokens.words[start - 1]
    if words == ["over"]:
        during = dimension == "duration" and before not in _MORE_THAN and before != ""
        return not during and before not in _VERBS_WITH_OVER
    if words == ["up", "to"]:
        return before not in _VERBS_WITH_UP and (dimension == "duration" or not _is_brought_up(tokens, start))
    # "HBO Max 45 days after".
    if words[0] == "max":
        return tokens.raw(start).islower()
    if words == ["past"]:
        return before not in {"the", "this", "these"}
    if words[0] in _REGIONS:
        is_region = words[-1] == "-" or not _REGION_ENDS.isdisjoint(tokens.words[end : end + _REGION_REACH])
        return is_region and dimension == "money"
    # "a short of 18 minutes" is a film.
    return not (words == ["short", "of"] and before in {"a", "the"})


def _is_brought_up(tokens: Tokens, index: int) -> bool:
    """Whether the "up" at the token is a verb's: "takes its valuation up to", but not "raised up to"."""
    words = tokens.words
    if words[index - 1] not in _BROUGHT_UP:
        return False
    for at in range(index - 2, index - 2 - _BROUGHT_WITHIN, -1):
        if not words[at].isalnum() and words[at] not in {"'", "’", "-"}:
            return False
        if words[at] in _BRINGING_UP:
            return True
    return False


def hedge_after(tokens: Tokens, index: int) -> tuple[Bound, int] | None:
    """The bound that the words at the token give, and the token after them."""
    if tokens.words[index] not in _FIRST_WORDS or not tokens.same_line(index):
        return None
    # "$33 million plus earn-out" adds something; "$33 million plus" is a hedge.
    if tokens.words[index] == "plus":
        return None if tokens.words[index + 1].isalpha() else ("over", index + 1)
    node, at = _AFTER_TREE, index
    found: tuple[Bound, int] | None = None
    while True:
        word = tokens.words[at]
        following = node.following.get(_PLAIN.get(word, word))
        if following is None:
            break
        node, at = following, at + 1
        if node.bound is not None:
            found = node.bound, at
    return found if found is not None and _closes(tokens, index, found[1]) else None


def _holds_at_end_only(tokens: Tokens, start: int, end: int) -> bool:
    words = tokens.words[start:end]
    return words == ["and", "some"] or not _ENDINGS.isdisjoint(words)


def _closes(tokens: Tokens, start: int, end: int) -> bool:
    """False where the words belong to what follows: "three months, roughly $700,000", "$90 million, or so they say"."""
    following = tokens.words[end]
    if following[:1].isdecimal() or following in SIGNS or following in ONES or following in TENS:
        return tokens.words[start] in {"+", "-"}
    # "no less than $4m and no more than $5m" goes on.
    if following == "than":
        return False
    # "a tenth at most of the film".
    goes_on = following.isalpha() and following != "of" and tokens.same_line(end)
    if goes_on and _holds_at_end_only(tokens, start, end):
        return False
    if tokens.raw(end - 1) in {"Max", "MAX"}:
        return False
    comma_or_so = tokens.words[start] == "," and tokens.words[start + 1] == "or"
    return not (comma_or_so and following.isalpha())

"""Reads numbers of people: "nine young women", "a crew of nine", "employs 140", "worked alone"."""

from decimal import Decimal

from extractors.quantities.amount import Amount
from extractors.quantities.hedges import hedge_before
from extractors.quantities.measures import FUNCTION_WORDS, TIME_UNITS, ends_phrase
from extractors.quantities.numerals import Number, with_infix
from extractors.quantities.scales import SCALES
from extractors.quantities.tokens import Tokens
from extractors.quantities.vocabulary import phrases, wordset

NOUNS = wordset(
    """people person persons staff staffers staffer employees employee workers worker artists artist animators
    animator engineers engineer crew crewmembers members member technicians technician heads head souls soul
    hands hand men man women woman colleagues colleague creators creator professionals professional filmmakers
    filmmaker designers designer coders coder programmers programmer developers developer freelancers
    freelancer students student editors editor friends friend volunteers specialists specialist operators
    operator prompters prompter humans human individuals individual blokes bloke teachers teacher compositors
    compositor contractors contractor collaborators collaborator researchers researcher interns intern names
    producers writers directors translators linguists illustrators painters musicians graduates coworkers jobs
    posts positions fte ftes headcount folk folks guys guy girls girl amateurs beginners supervisors modellers
    sculptors coordinators assistants apprentices partners siblings brothers sisters cousins retirees
    annotators trainers lads dentists farmers craftspeople craftsmen storyboarders scientists experts veterans
    generalists adults lawyers founders nephews nieces pensioners mathematicians physicists nurses phds
    technologists workmen desks chairs mouths wranglers"""
)
# A number counts people where one of these stands before it, with nothing between but words that link them.
_HEADS = wordset(
    """crew team staff workforce headcount payroll employs employ employed employing employees people personnel
    unit hires workers"""
)
# "head count", "crew size".
_SIZES = frozenset({"count", "size", "strength"})
_OF_HEADS = wordset(
    """company house workshop outfit studio firm group band collective squad army ensemble troupe shop
    partnership office cast lab"""
)
_LINKS = wordset(
    """is was were are of at : , ( = | has had have rose fell to from grew went go goes gone stands stood now
    numbered numbers numbering totals totalled totaled totalling all told currently today stays remains
    unchanged up down been reached reaches only some about around roughly nearly over than more fewer under
    almost - – that never topped passed a an the by comprised comprises counts counted consisted consists
    dropped shrank swelled climbed jumped doubled trebled tripled quadrupled halved ballooned expanded exceeds
    exceeded passes tops topping dwindled trimmed cut put as again back"""
)
_AFTER_PHRASES = phrases("""
    of us; of the staff; of the crew; of the team; on the payroll; on its payroll; on her payroll; on his payroll;
    on their payroll; on the books; on its books; on the staff; on the team; on the crew; on staff; -strong; work there;
    mouths to feed
""")
_AFTER = {first: [words for words in _AFTER_PHRASES if words[0] == first] for first, *_ in _AFTER_PHRASES}
_ALONE: dict[int, str] = {
    1: """alone; solo; single-handed; single-handedly; singlehandedly; by himself; by herself; by themself; on his
        own; on her own; on my own; one-man; one-woman; one-person; sole crew; by myself; single handedly;
        unaided; unassisted; just me; only me; only crew member; sole crew member; only hand""",
    2: "duo; pair of them; twosome; two-hander",
    3: "trio; threesome",
    4: "quartet; foursome",
    5: "quintet",
}
_TABLE = {words: value for value, listed in _ALONE.items() for words in phrases(listed)}
# First words of a phrase, each with the words that may follow it; None where the word may stand alone.
OPENINGS: dict[str, frozenset[str] | None] = {
    first: None if (first,) in _TABLE else frozenset(words[1] for words in _TABLE if words[0] == first)
    for first in {words[0] for words in _TABLE}
}
_LONGEST = max(map(len, _TABLE))
_LOOK_BACK = 7


def people_at(tokens: Tokens, index: int, number: Number) -> Amount | None:
    """The number of people whose number begins at the token."""
    number = with_infix(tokens, number)
    if number.value != number.value.to_integral_value() and number.value > 20:
        return None
    end = _noun_after(tokens, number.end)
    if end is None and _has_head(tokens, index, number.end):
        end = number.end
    if end is None:
        return None
    return Amount(number.value, None, "person", "people", index, end, infix=number.infix)


def alone_at(tokens: Tokens, index: int) -> Amount | None:
    """ "alone", "single-handed", "on her own", "a foursome" at the token."""
    if tokens.words[index] not in OPENINGS:
        return None
    for length in range(_LONGEST, 0, -1):
        value = _TABLE.get(tuple(tokens.words[index : index + length]))
        if value is not None:
            return Amount(Decimal(value), None, "person", "people", index, index + length)
    return None


def _noun_after(tokens: Tokens, index: int) -> int | None:
    """The token after a noun of people that follows within three plain words ("nine young women"); else None."""
    for phrase in _AFTER.get(tokens.words[index], ()):
        if tuple(tokens.words[index : index + len(phrase)]) == phrase:
            return index + len(phrase)
    at = index
    for _ in range(4):
        at += tokens.words[at] == "-" and tokens.glued(at)
        word = tokens.words[at]
        if not word.isalpha() or not tokens.same_line(at) or word in TIME_UNITS or word in SCALES:
            return None
        if word in NOUNS:
            # "ten man-years" count work.
            return None if tokens.words[at + 1] == "-" and tokens.words[at + 2] in TIME_UNITS else at + 1
        # "23 full- and part-time employees", but "five- or six-person" is a range.
        if word in {"and", "or"} and tokens.words[at - 1] == "-" and at > index + 1:
            at += 1 + 2 * (tokens.words[at + 2] == "-")
            continue
        if word in FUNCTION_WORDS or word == "the":
            return None
        at += 1
    return None


def _has_head(tokens: Tokens, index: int, end: int) -> bool:
    """Whether "a crew of", "employs", "headcount now stands at" before the number makes it people."""
    words = tokens.words
    unit = words[end + (words[end] == "-")]
    if unit in {"%", ":", "per", "percent"} or unit in TIME_UNITS or unit in SCALES:
        return False
    hedge = hedge_before(tokens, index, "people")
    at = (index if hedge is None else hedge[1]) - 1
    if words[at] == "of" and (words[at - 1] in _OF_HEADS or words[at - 1] in _HEADS):
        return True
    if not ends_phrase(words[end]):
        return False
    for _ in range(_LOOK_BACK):
        word = words[at]
        if word in _HEADS or (word in _SIZES and words[at - 1] in _HEADS | {"head", "-"}):
            return True
        if word not in _LINKS or not tokens.same_line(at + 1):
            return False
        at -= 1
    return False

"""What is ruled out whatever the model thinks: amounts of no one, plans that were carried out, absurd figures."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.claims.types import BY_NAME
from extractors.records import Claim

_GENERIC = re.compile(
    r"\b(?:an?|the|most|many)\s+(?:typical|average|ordinary|conventional|normal|usual)\b", re.IGNORECASE
)
_CLAUSE = re.compile(r"[,;:]\s")
_HAPPENED = re.compile(
    r"\b(?:premiered|debuted|bowed|screened|(?:was|were|been)\s+(?:shown|screened|unveiled|presented)|"
    r"had (?:its|their) (?:world |international |european )?premiere)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|shall|to (?:premiere|be|have|screen|debut)|due|set|plan\w*|schedul\w+|slated|hop\w+|expect\w*|would|"
    r"could|(?-i:may)|might|aim(?:s|ing)?|ey(?:es|ed|eing|ing)|seek\w*|wants?|wanting|intend\w*|target\w*|bid|"
    r"next|upcoming|forthcoming|later this)\b|’ll\b|'ll\b",
    re.IGNORECASE,
)
# Names, days and the small words between them, as far as they go; any other word may be a verb.
_PLACES = (
    r"[\s,“‘\"]*(?:(?:(?:at|in|on|of|as|during|then|later|earlier|also|again|and|the|this|last|week|month|year)\b|"
    r"(?-i:[A-Z])[\w-]*(?:[’'.]\w+)*|\d\w*)[\s,“”‘\"]+)*+"
)
# "was shown in Bologna, at Il Cinema Ritrovato" and "in Venice, Berlin and Cannes" are one clause, "debuted in May,
# is aiming for Cannes" two.
_CLAUSE_END = re.compile(
    rf"[;:.()](?!\s?\d)|,(?! (?:at|in|on|as)\b|(?=.*\band\b){_PLACES}$)|\band\b(?! (?:at|in|on|as)\b|{_PLACES}$)|"
    r"\b(?:but|when|while|which|who|whose|where|before|after)\b",
    re.IGNORECASE,
)
# "premiered in Venice and Cannes took the next": what acts itself begins a clause.
_JOINED = re.compile(r"(?:,|\band)\s+[“‘\"]?$", re.IGNORECASE)
_ACTS = re.compile(r"[”’\"]?\s+(?:is|was|has|had|took|gave|chose|\w+ed)\b")
_ASIDE = re.compile(r"\([^()]*\)")
# "At Cannes, it premiered", "Cannes, where the film was shown": the event before its verb, with "it" for the subject.
_OPENING = re.compile(_PLACES, re.IGNORECASE)
_WHERE = re.compile(r"(?:,|\s+(?:is|was))?\s+where\b", re.IGNORECASE)
_SHOWN_THERE = re.compile(
    rf"{_PLACES}(?:it|film|movie|short|feature|series)[”’\"']?\s+(?:(?:has|have|had|also|first|\w+ly)\s+)*",
    re.IGNORECASE,
)
# "not" and "never" reach their verb through auxiliaries and adverbs alone: who "did not attend the premiere" denies no
# showing.
_NOT_SHOWN = re.compile(
    r"(?:\bnot|\bnever|n[’']t)\s+(?!only\b|just\b|yet\b)"
    r"(?:(?:be|been|being|have|going|to(?!\s+(?:screen|open|show)ings?\b)|get|even|ever|now|so far|after all|"
    r"in the end|therefore|\w+ly|selected|chosen|accepted|picked|able|allowed|ready|permitted|invited|cleared|due|"
    r"managed?|make (?:it|the cut))\s+){0,4}?"
    r"(?:premi|debut|bow|screen|open|show|play|unveil)\w*"
    r"(?:(?!\b(?:when|but|which|while|until|before|since|after|following|attend\w*|premiered|debuted|bowed|theat\w+|cinemas?|"
    r"wide|reviews|in competition)\b)[^,;:.]){0,40}$|"
    r"\bnot (?:at|in)\s+(?:the\s+)?[“‘\"']?$",
    re.IGNORECASE,
)
# How a figure begins whose bound a "not" before it turned round: "did not cost more than $5m" is under $5m.
_TURNED = {
    "under": re.compile(r"(?:more|greater) than|over|above|beyond|past|exceed|topped|passed|surpassed|crossed", re.I),
    "over": re.compile(r"(?:less|fewer) than|under|below", re.I),
}
_COMPUTING = re.compile(
    r"(?:(?:was|were|of it|of that|has been) )*(?:spent|went|goes)\b[^,;]{0,40}\b(?:comput\w+|GPUs?|cloud|render\w*)\b",
    re.IGNORECASE,
)
_NEAR_DOLLARS = (None, "USD", "EUR", "GBP", "percent", "minute", "day", "person")
GENERIC = "the amount of a typical one"
COMPUTING = "spent on computing: no whole budget"
HAPPENED = "it has happened: no plan"
TURNED = "its bound says the “not” already"
NOT_SHOWN = "the sentence says that it did not happen"
IMPLAUSIBLE = "outside the plausible range"


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim as the vetoes leave it, and the names of those that changed it."""

    claim: Claim
    vetoes: tuple[str, ...] = ()


def judge(claim: Claim) -> Judged:
    """The claim as its own sentence and the declaration of its type allow it.

    An amount of "a typical film" keeps its place among the candidates (confidence 0), unless the sentence names the
    subject; so does an absurd figure. A showing that a past verb of its own clause tells of is no plan, one that did
    not take place is denied; a figure whose bound has taken the "not" in is not denied as well; a sum that
    "was spent on computing" is no whole budget.
    """
    named = _judge_words(claim)
    if is_plausible(named.claim):
        return named
    return Judged(replace(named.claim, confidence=0.0), (*named.vetoes, IMPLAUSIBLE))


def _judge_words(claim: Claim) -> Judged:
    before = claim.quote[: max(claim.value_start - claim.start, 0)]
    after = claim.quote[max(claim.value_end - claim.start, 0) :]
    if claim.value is not None and claim.subject not in claim.quote and _GENERIC.search(_CLAUSE.split(before)[-1]):
        return Judged(replace(claim, confidence=0.0), (GENERIC,))
    if claim.type == "budget" and _COMPUTING.match(after.strip()):
        return Judged(replace(claim, type="compute_cost"), (COMPUTING,))
    turned = _TURNED.get(claim.bound)
    if claim.status == "denied" and turned is not None and turned.match(claim.quote, len(before)):
        return Judged(replace(claim, status="asserted"), (TURNED,))
    if claim.type == "premiere" and claim.status != "denied" and _NOT_SHOWN.search(before):
        return Judged(replace(claim, status="denied"), (NOT_SHOWN,))
    if claim.type == "premiere" and claim.status == "planned" and _has_happened(claim, before, after):
        return Judged(replace(claim, status="asserted"), (HAPPENED,))
    return Judged(claim)


def _has_happened(claim: Claim, before: str, after: str) -> bool:
    """Whether a past verb of showing has the event in its clause and nothing in the quote speaks of plans."""
    if _AHEAD.search(claim.quote):
        return False
    verbs = list(_HAPPENED.finditer(before))
    if verbs and _JOINED.search(before) and _ACTS.match(after):
        return False
    if verbs:
        return _CLAUSE_END.search(_ASIDE.sub("", before[verbs[-1].end() :])) is None
    return _happened_there(before, after, claim.subject)


def _happened_there(before: str, after: str, subject: str) -> bool:
    """Whether a past verb of showing the subject follows an event that opens the sentence or that "where" takes up."""
    verb = _HAPPENED.search(after)
    if verb is None:
        return False
    lead = after[: verb.start()].replace(subject, "it")
    where = _WHERE.match(lead)
    if where is None and _OPENING.fullmatch(before) is None:
        return False
    return _SHOWN_THERE.fullmatch(lead, where.end() if where is not None else 0) is not None


def is_plausible(claim: Claim) -> bool:
    """Whether the figure lies in the declared range of its type."""
    declared = BY_NAME[claim.type]
    # A hundred units of any currency are at most about a hundred dollars, most are far less.
    slack = Decimal(1) if claim.unit in _NEAR_DOLLARS else Decimal(2000)
    return claim.value is None or declared.low <= claim.value <= declared.high * slack

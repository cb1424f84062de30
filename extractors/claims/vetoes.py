"""What the words of a sentence rule out, whatever the model thinks: amounts of no one, plans that were carried out."""

import re
from dataclasses import replace

from extractors.records import Claim

_GENERIC = re.compile(
    r"\b(?:an?|the|most|many)\s+(?:typical|average|ordinary|conventional|normal|usual)\b", re.IGNORECASE
)
_HAPPENED = re.compile(
    r"\b(?:premiered|debuted|bowed|screened|(?:was|were|been)\s+(?:shown|screened|unveiled|presented)|"
    r"had (?:its|their) (?:world |international |european )?premiere)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|shall|to (?:premiere|be|have|screen|debut)|due|set|plan\w*|schedul\w+|slated|hop\w+|expect\w*|would|"
    r"next|upcoming|forthcoming|later this)\b|’ll\b|'ll\b",
    re.IGNORECASE,
)
_COMPUTING = re.compile(
    r"(?:(?:was|were|of it|of that|has been) )*(?:spent|went|goes)\b.{0,40}\b(?:comput\w+|GPUs?|cloud|render\w*)\b",
    re.IGNORECASE,
)


def judge_words(claim: Claim) -> Claim:
    """The claim as its own sentence allows it.

    An amount of "a typical film" keeps its place among the candidates, unless the sentence names the subject; a showing
    in the past is no plan; a sum that "was spent on computing" is no whole budget.
    """
    before = claim.quote[: max(claim.value_start - claim.start, 0)]
    after = claim.quote[max(claim.value_end - claim.start, 0) :]
    if claim.value is not None and claim.subject not in claim.quote and _GENERIC.search(before):
        return replace(claim, confidence=0.0)
    if claim.type == "budget" and _COMPUTING.match(after.strip()):
        return replace(claim, type="compute_cost")
    is_past = _HAPPENED.search(claim.quote) and not _AHEAD.search(claim.quote)
    if claim.type == "premiere" and claim.status == "planned" and is_past:
        return replace(claim, status="asserted")
    return claim

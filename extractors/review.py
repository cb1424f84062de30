"""Claims that the pipeline was not sure enough of, for a person to decide."""

from dataclasses import dataclass
from datetime import datetime

from extractors.claims.vetoes import judge
from extractors.records import Claim


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim below the threshold, with where it stands."""

    claim_id: str
    claim: Claim
    outlet: str
    url: str
    title: str
    published: datetime
    article_id: str


def why_candidate(claim: Claim, threshold: float) -> str:
    """Why a claim is only a candidate, in words."""
    vetoes = judge(claim).vetoes
    if claim.confidence == 0.0 and vetoes:
        return f"ruled out: {vetoes[-1]}"
    if claim.confidence >= threshold:
        return f"confidence {claim.confidence:.3f}, read under a higher threshold than the present {threshold:g}"
    return f"confidence {claim.confidence:.3f}, below the threshold of {threshold:g}"

"""`dailies review` as a page."""

from collections.abc import Sequence

from digest.pages import render_page
from extractors.review import Candidate, why_candidate


def render_review(candidates: Sequence[Candidate], *, total: int, threshold: float, options: str = "") -> str:
    """The page, complete in itself. `options` go into the command lines; `total` counts all that wait."""
    rows = [(candidate, why_candidate(candidate.claim, threshold)) for candidate in candidates]
    return render_page("review.html.j2", rows=rows, total=total, threshold=threshold, options=options)

"""The label of a figure: a funding's round, the kind of a revenue or box office. Read by rule around the amount."""

import re

_FUNDING = (
    (
        "total",
        (
            r"in total|total funding|total raised|to date|altogether|in all\b|"
            r"all told|so far|lifetime funding|overall|brings?\b.{0,40}\btotal"
        ),
    ),
    ("pre-seed", r"\bpre-?seed\b"),
    ("seed", r"\bseed(?:ed)?\b"),
    # "a" is an article: "six series a year", "in a round", "A round of $3 million".
    ("series {}", r"\bseries[ -]((?-i:[A-H]|[b-h])(?:[-+]?\d?|\+)?)\b"),
    ("series {}", r"(?-i:\b([B-E]|(?<=\w )A) [Rr]ound\b(?!-))"),
    ("debt", r"debt (?:facility|financing|round)|venture debt"),
)
_REVENUE = (
    ("arr", r"\bARR\b|annual(?:ly|i[sz]ed)? recurring"),
    ("run rate", r"run[- ]rate|annuali[sz]ed"),
    ("quarterly", r"quarter\w*|\bQ[1-4]\b|three months"),
    ("half-year", r"half[- ]year\w*|first half|second half|six months|\bH[12]\b|interim"),
    (
        "monthly",
        (
            r"monthly|a month|"
            r"in (?:January|February|March|April|May|June|July|August|September|October|November|December) alone"
        ),
    ),
    (
        "annual",
        (
            r"annual\w*|full[- ]year|last year|fiscal|in (?:19|20)\d\d|"
            r"for (?:19|20)\d\d|twelve months|12 months|year to|a year|the year"
        ),
    ),
)
_BOX_OFFICE = (
    ("opening", r"open\w*|first weekend|debut\w*|bow\w*|first (?:three|four|five) days|launch weekend"),
    ("worldwide", r"worldwide|world-wide|global\w*|around the world|internationally and"),
    ("international", r"international\w*|overseas|abroad"),
    ("domestic", r"domestic\w*|at home|North America\w*|home market|US and Canad\w+"),
)
_TABLES = {"funding": _FUNDING, "revenue": _REVENUE, "box_office": _BOX_OFFICE}
_REACH = 90


def label_of(claim_type: str, sentence: str, start: int, end: int) -> str | None:
    """The label for a figure at [start, end) of its sentence: the pattern nearest to it, or None."""
    best: tuple[int, str] | None = None
    for label, pattern in _TABLES.get(claim_type, ()):
        for match in re.finditer(pattern, sentence, re.IGNORECASE):
            gap = max(match.start() - end, start - match.end(), 0)
            name = label.format(*(group.lower() for group in match.groups()))
            if gap <= _REACH and (best is None or gap < best[0]):
                best = (gap, name)
    return best[1] if best else None

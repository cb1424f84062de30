"""The label of a figure: a funding's round, the kind of a revenue or box office. Read by rule around the amount."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Label:
    """Words that give a label, which may take in what they name; `reach` is how far they may be from the figure."""

    name: str
    words: str
    reach: int = 90
    is_before: bool = False


_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


def _span(*months: tuple[str, str]) -> str:
    return "|".join(rf"\b{first}(?: to | and | through |[-–]){last}\b" for first, last in months)


_FUNDING = (
    _Label(
        "total",
        r"\bin total\b|total funding|total raised|\bto date\b|altogether|\bin all\b(?! \w)|all told|\bso far\b|"
        r"lifetime funding|\boverall\b|\bbr(?:ing|ought)\w*\b.{0,40}\btotal|"
        r"since (?:its )?(?:foundation|founding|inception|incorporation|launch|it was (?:founded|set up))\b",
    ),
    _Label("pre-seed", r"\bpre-?seed\b"),
    # "Seed" within a sentence is part of a name, unless a round follows.
    _Label(
        "seed",
        r"(?<![\w-])(?-i:seed(?:ed)?\b|(?<=a )Seed\b|Seed(?= (?:[Rr]ound|[Ff]unding|[Ff]inancing|[Ee]xt))|SEED\b)",
    ),
    _Label("pre-series {}", r"\bpre-series[ -]((?-i:[A-H]|[b-h]))\b"),
    # "a" is an article: "six series a year", "in a round", "A round of $3 million".
    _Label("series {}", r"(?<!pre-)\bseries[ -]((?-i:[A-H]|[b-h])(?:[-+]?\d?|\+)?)\b"),
    _Label("series {}", r"(?-i:\b([B-E]|(?<=\w )A) [Rr]ound\b(?!-))"),
    _Label("bridge", r"\bbridge (?:round|loan|financing|funding)"),
    _Label("debt", r"debt (?:facility|financing|round)|venture debt"),
    _Label("ipo", r"\b(?:IPO|initial public offering|flotation)\b", 60),
)
_REVENUE = (
    _Label("arr", r"\bARR\b|annual(?:ly|i[sz]ed)? recurring"),
    _Label("run rate", r"run[- ]rate|annuali[sz]ed"),
    _Label(
        "quarterly",
        r"quarter\w*|\bQ[1-4]\b|three months|"
        + _span(("January", "March"), ("April", "June"), ("July", "September"), ("October", "December")),
        130,
    ),
    _Label(
        "half-year",
        r"half[- ]year\w*|(?:first|second)[- ]half|six months|\bH[12]\b|interim|"
        + _span(("January", "June"), ("July", "December"), ("April", "September"), ("October", "March")),
        130,
    ),
    _Label("monthly", rf"monthly|a month\b|in (?:{_MONTHS}) alone"),
    _Label(
        "annual",
        r"annual\w*|yearly|full[- ]year|(?:last|this|next) year|(?:fiscal|financial) year|\bFY ?[’']?\d|"
        r"\b(?:in|for|fiscal) (?:19|20)\d\d|\((?:19|20)\d\d\)|the whole of|twelve months|12 months|year to|"
        r"\b(?:a|the) year\b",
    ),
)
_BOX_OFFICE = (
    _Label(
        "opening",
        r"\bopening\b(?! (?:night|gala|film|ceremony|credits))|\bfirst[- ](?:week\w*|day)\b|launch weekend|"
        r"\b(?:first )?(?:three|four|five)[- ]days?\b",
        60,
    ),
    _Label("opening", r"(?<=illion )(?:debut|start|bow|launch)\b|\b(?:debut|start|bow|launch) of\b", 20),
    _Label(
        "opening",
        r"\b(?:open|debut|bow|launch|start)(?:ed|s|ing)\b[^.;,\d]{0,40}?\b(?:to|with|at|on)\b",
        16,
        is_before=True,
    ),
    _Label("worldwide", r"world-?wide|\bglobal\w*|a?round the (?:world|globe)|internationally and|\ball markets"),
    # With a capital it is part of a name, unless it opens a line.
    _Label(
        "international",
        r"(?-i:\binternational|\bInternational(?=ly|:|,| (?:gross|tak|box|receipt|sales|market)))\w*|overseas|abroad|"
        r"outside (?:North )?America",
    ),
    _Label(
        "domestic",
        r"domestic\w*|at home\b|\bNorth America\w*|home market|stateside|\bin (?:the (?-i:US\b|U\.S\.)|America\b)|"
        r"\b(?-i:US|U\.S\.|UK) (?:and|&) (?-i:Canad|Ireland)\w*",
    ),
)
_TABLES = {"funding": _FUNDING, "revenue": _REVENUE, "box_office": _BOX_OFFICE}
# What looks like a label and is none: "its largest round to date" is no total; "a year earlier" and "the same months of
# 2024" say when, not how long; "the first half of the year" is half of one.
_OTHER_YEAR = r"(?:(?:last|this|next|the(?: \w+)?) year(?: before)?|(?:19|20)\d\d)"
_MISLEADING = re.compile(
    r"\b(?:largest|biggest|highest|richest|best|first|only)\b[^.;,]{0,40}?\b(?:to date|so far)\b|"
    r"\b(?:a|one|the) year[- ](?:ago|earlier|before|prior)\b|"
    rf"(?<=\bsame )(?:period|months|weeks|time|stretch)\b(?:(?: of| in)? {_OTHER_YEAR})?|"
    rf"(?:(?<=quarter )|(?<=half )|(?<=months ))(?:of|in) {_OTHER_YEAR}",
    re.IGNORECASE,
)
# A label right behind another figure is that one's: "₹640 crore worldwide, ₹455 crore of it at home". Revenues of one
# sentence are compared, so of one kind: "$148 million last year, up from $97 million".
_FIGURE_BEFORE = re.compile(r"(?:\d|illion|crore|lakh|\d(?:bn|m|k))[ ),]*$", re.IGNORECASE)
_NEAR = 2


def label_of(claim_type: str, sentence: str, start: int, end: int) -> str | None:
    """The label for a figure at [start, end) of its sentence: the words nearest to it, or None."""
    shown = _MISLEADING.sub(lambda found: "_" * len(found[0]), sentence)
    best: tuple[int, str] | None = None
    for label in _TABLES.get(claim_type, ()):
        for match in re.finditer(label.words, shown, re.IGNORECASE):
            gap = max(match.start() - end, start - match.end(), 0)
            is_behind = 0 <= match.start() - end <= _NEAR or claim_type == "revenue"
            is_others = not is_behind and _FIGURE_BEFORE.search(shown, 0, match.start())
            if is_others or (label.is_before and match.end() > start):
                continue
            name = label.name.format(*(group.lower() for group in match.groups()))
            if gap <= label.reach and (best is None or gap < best[0]):
                best = (gap, name)
    return best[1] if best else None

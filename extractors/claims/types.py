"""The sixteen claim types, as declarations: the one place to add a type.

A new type needs an entry here, its examples, and training text that holds it; the model's outputs follow this list.
"""

from decimal import Decimal

from extractors.claims.declaration import ClaimType, Example, TriggerKind
from extractors.claims.roles import ROLE_LABELS

MONEY: tuple[TriggerKind, ...] = ("money", "count")

CLAIM_TYPES: tuple[ClaimType, ...] = (
    ClaimType(
        "budget",
        MONEY,
        ("WORK",),
        "cost {value} to make",
        cues=(
            r"budget\w*|cost\w*|made for|made on|spen[dt]\w*|price tag|"
            r"all[- ]in|outlay|shoestring|invoice|bill|price of"
        ),
        blockers=r"market|ticket|subscri\w+|a month|per (?:minute|episode|month)|typical\w*|would have|salary|industry",
        low=Decimal(1),
        high=Decimal(1_500_000_000),
        examples=(
            Example("The AI-generated feature Hell Grind cost about $500,000 to make.", "Hell Grind", "500000"),
            Example(
                "Director Ana Ruiz made the AI film Salt Road on a budget of €1.2 million.", "Salt Road", "1200000"
            ),
            Example(
                "The AI feature Salt Road opened on Friday. A typical studio film costs $100 million.",
                "Salt Road",
                "100000000",
                found=False,
            ),
        ),
    ),
    ClaimType(
        "compute_cost",
        (*MONEY, "percent"),
        ("WORK",),
        "spent {value} on computing",
        cues=r"comput\w+|cloud|GPU\w*|credits?|render\w*|inference|generation|generating|server\w*|tokens?|processing",
        low=Decimal("0.1"),
        high=Decimal(1_000_000_000),
        examples=(
            Example(
                "The AI-generated feature Hell Grind cost $500,000, of which $400,000 went on computing power.",
                "Hell Grind",
                "400000",
            ),
        ),
    ),
    ClaimType(
        "valuation",
        MONEY,
        ("COMPANY",),
        "was valued at {value}",
        cues=r"valu\w+|worth|market cap\w*|capitali[sz]ation|post-money|pre-money|unicorn|priced at",
        blockers=r"deal worth|contract worth|market worth|prize",
        low=Decimal(10_000),
        high=Decimal(10_000_000_000_000),
        examples=(
            Example(
                "The AI video startup Higgsfield AI was valued at over $1 billion earlier this year.",
                "Higgsfield AI",
                "1000000000",
            ),
        ),
    ),
    ClaimType(
        "funding",
        MONEY,
        ("COMPANY",),
        "raised {value}",
        cues=r"rais\w+|round|seed|series [a-h]\b|fund(?:ing|ed|s)?|invest\w*|led by|backe\w+|capital|financing|secured",
        blockers=r"valu\w+|worth",
        objects=("COMPANY", "PERSON", "ORG"),
        low=Decimal(1_000),
        high=Decimal(1_000_000_000_000),
        examples=(
            Example(
                "The AI film studio Tidewater Labs raised $12 million in a Series A round led by Orchard Ventures.",
                "Tidewater Labs",
                "12000000",
            ),
        ),
    ),
    ClaimType(
        "revenue",
        MONEY,
        ("COMPANY",),
        "took {value} in revenue",
        cues=(
            r"revenue\w*|sales|turnover|turned over|run[- ]rate|ARR|"
            r"annuali[sz]ed|recurring|bookings|billed|takings|quarter\w*"
        ),
        blockers=r"box office|loss\w*|profit\w*",
        low=Decimal(1_000),
        high=Decimal(10_000_000_000_000),
        examples=(
            Example(
                "The generative video company Tidewater Labs reported annual revenue of $40 million for 2025.",
                "Tidewater Labs",
                "40000000",
            ),
        ),
    ),
    ClaimType(
        "box_office",
        MONEY,
        ("WORK",),
        "earned {value} at the box office",
        cues=(
            r"box[- ]office|gross\w*|earned|opening weekend|opened (?:to|with)|"
            r"ticket sales|theat(?:er|re)s|cinemas|takings|took"
        ),
        low=Decimal(100),
        high=Decimal(5_000_000_000),
        examples=(
            Example(
                "The AI-animated feature Salt Road grossed $3.4 million at the domestic box office.",
                "Salt Road",
                "3400000",
            ),
        ),
    ),
    ClaimType(
        "deal_value",
        MONEY,
        ("COMPANY", "WORK"),
        "changed hands for {value}",
        cues=(
            r"acqui\w+|b(?:uy|ought|uying)|purchase\w*|deal|licen[cs]\w+|"
            r"contract|rights|paid|pays?|takeover|s(?:old|ell|ale)\b|bid"
        ),
        blockers=r"rais\w+|settle\w*",
        objects=("COMPANY", "PERSON", "ORG"),
        low=Decimal(1_000),
        high=Decimal(1_000_000_000_000),
        examples=(
            Example(
                "Meridian Pictures acquired the AI animation studio Tidewater Labs for $85 million.",
                "Tidewater Labs",
                "85000000",
            ),
        ),
    ),
    ClaimType(
        "legal_amount",
        MONEY,
        ("COMPANY",),
        "faces or paid {value} in a legal matter",
        cues=(
            r"su(?:ed|es|ing|it)\b|lawsuit|settle\w*|damages|fine[ds]?|court|"
            r"penalt\w+|seek\w*|infring\w+|claim\w*|complaint"
        ),
        objects=("COMPANY", "PERSON", "ORG"),
        low=Decimal(100),
        high=Decimal(1_000_000_000_000),
        examples=(
            Example(
                "The AI video company Tidewater Labs agreed to pay $15 million to settle a copyright lawsuit brought "
                "by Meridian Pictures.",
                "Tidewater Labs",
                "15000000",
            ),
        ),
    ),
    ClaimType(
        "runtime",
        ("minute", "count"),
        ("WORK",),
        "runs {value}",
        cues=(
            r"r[ua]n(?:s|ning|time)?\b|minutes? long|-minute|length|lasts?|"
            r"clock\w*|feature-length|hours? long|duration|stops"
        ),
        blockers=r"trailer|teaser|clip|footage|longer|shorter|a day|interview|speech|ovation",
        low=Decimal("0.05"),
        high=Decimal(3_000),
        examples=(
            Example("The fully AI-generated film Hell Grind runs 95 minutes.", "Hell Grind", "95"),
            Example("Salt Road, a 12-minute short made with Veo 3, was shot in Lisbon.", "Salt Road", "12"),
        ),
    ),
    ClaimType(
        "production_time",
        ("day", "minute", "count"),
        ("WORK",),
        "took {value} to make",
        cues=(
            r"took|made in|finished in|completed in|spent|working|production|"
            r"from (?:first|script)|start to finish|in just|over"
        ),
        blockers=r"ago|later|old|shoot|shot in|post-production|later|contract|strike|since|last",
        low=Decimal("0.01"),
        high=Decimal(15_000),
        examples=(
            Example(
                "It took the team nine weeks to make Hell Grind, an AI-generated feature film.", "Hell Grind", "63"
            ),
        ),
    ),
    ClaimType(
        "team_size",
        ("person", "count"),
        ("WORK", "COMPANY"),
        "made by or employing {value}",
        cues=(
            r"crew|team|staff|employ\w*|artists|people|animators|engineers|"
            r"payroll|alone|single-handed\w*|workforce|headcount"
        ),
        blockers=r"extras|laid off|layoff\w*|cut|audience|viewers|users|attend\w*|cast|members|jobs",
        low=Decimal(1),
        high=Decimal(1_000_000),
        examples=(
            Example("The AI-generated feature Hell Grind was made by a crew of nine people.", "Hell Grind", "9"),
            Example("The AI film studio Tidewater Labs employs 140 people.", "Tidewater Labs", "140"),
        ),
    ),
    ClaimType(
        "cost_saving",
        (*MONEY, "percent"),
        ("WORK", "COMPANY", "AI_MODEL"),
        "saved {value} by AI",
        cues=r"sav\w+|cheaper|cut\w*|reduc\w+|lower\w*|less|trimm\w+|fell|shav\w+|slash\w*|halv\w+|saving",
        low=Decimal("0.1"),
        high=Decimal(10_000_000_000),
        examples=(
            Example("Using AI cut the cost of making the series Night Ferry by 60 percent.", "Night Ferry", "60"),
        ),
    ),
    ClaimType(
        "ai_share",
        ("percent", "count"),
        ("WORK",),
        "{value} made by AI",
        cues=(
            r"AI[- ]generated|generated|frames?|shots?|scenes?|minutes|"
            r"images|footage|machine|synthetic|made (?:with|by)"
        ),
        blockers=r"cost\w*|budget\w*|vote\w*|members|viewers|stake|rise|rose|survey\w*",
        high=Decimal(100),
        examples=(Example("About 80 percent of the shots in Salt Road were generated by AI.", "Salt Road", "80"),),
    ),
    ClaimType(
        "premiere",
        ("event", "venue"),
        ("WORK",),
        "shown at {object}",
        cues=(
            r"premier\w+|screen\w*|shown|bow\w*|debut\w*|unveil\w*|compet\w+|"
            r"select\w+|play(?:s|ed)|open\w*|programme|line-?up"
        ),
        blockers=r"prize|won\b|award\w*|jury",
        objects=("EVENT",),
        examples=(
            Example(
                "The AI-generated film Hell Grind premiered at the Marché du Film in Cannes last week.",
                "Hell Grind",
                object="Marché du Film",
            ),
        ),
    ),
    ClaimType(
        "release_date",
        ("date",),
        ("WORK", "AI_MODEL"),
        "is out on {date}",
        cues=(
            r"releas\w+|open(?:s|ed|ing)?\b|hits?|cinemas|theat(?:er|re)s|"
            r"out (?:on|in)|stream\w*|arriv\w+|debut\w*|due|launch\w*|land\w*"
        ),
        blockers=r"rais\w+|announc\w+|founded|sued|filed",
        examples=(
            Example(
                "The AI-animated feature Salt Road opens in cinemas on 14 November 2025.", "Salt Road", "2025-11-14"
            ),
        ),
    ),
    ClaimType(
        "role",
        ("name", "pronoun"),
        ("WORK", "COMPANY", "ORG"),
        "{object} is its {label}",
        cues="",
        objects=("PERSON",),
        labels=ROLE_LABELS,
        examples=(
            Example(
                "Hell Grind, an AI-generated feature film, was directed by Ana Ruiz.", "Hell Grind", object="Ana Ruiz"
            ),
            Example(
                "Alex Mashrabov, chief executive of the AI video startup Higgsfield AI, declined to comment.",
                "Higgsfield AI",
                object="Alex Mashrabov",
            ),
        ),
    ),
)
BY_NAME = {claim_type.name: claim_type for claim_type in CLAIM_TYPES}

# What the model scores for a trigger: every type but role, then every label of role.
OUTPUTS: tuple[str, ...] = tuple(kind.name for kind in CLAIM_TYPES if kind.name != "role") + tuple(
    f"role:{label}" for label in ROLE_LABELS
)


def claim_type_of(output: str) -> ClaimType:
    """The declaration behind a model output: `role:ceo` belongs to `role`."""
    return BY_NAME[output.partition(":")[0]]

"""Claim types that are stated by a sum of money. The order is that of the model's outputs: a new type goes last."""

from decimal import Decimal

from extractors.claims.declaration import ClaimType, Example

MONEY_TYPES: tuple[ClaimType, ...] = (
    ClaimType(
        "budget",
        ("money", "count"),
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
        ("money", "count", "percent"),
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
        ("money", "count"),
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
        ("money", "count"),
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
        ("money", "count"),
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
        ("money", "count"),
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
        ("money", "count"),
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
        ("money", "count"),
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
)

"""Claim types that link two names, or a name and a day. A new type goes last, as the outputs do."""

from extractors.claims.declaration import ClaimType, Example
from extractors.claims.roles import ROLE_LABELS

RELATION_TYPES: tuple[ClaimType, ...] = (
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

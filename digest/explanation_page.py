"""`dailies explain` as a page: the marked text, and beside it why each trigger was taken or dropped."""

from digest.marks import Piece, cut_text, cut_title
from digest.pages import render_page
from digest.phrases import claim_phrase
from extractors.explanation import Explanation

NAME_TYPES = ("WORK", "COMPANY", "PERSON", "CHARACTER", "EVENT", "ORG", "AI_MODEL", "VENUE")


def render_explanation(explanation: Explanation) -> str:
    """The page, complete in itself."""
    return render_page(
        "explain.html.j2",
        explanation=explanation,
        title=[(piece, describe(piece)) for piece in cut_title(explanation)],
        text=[(piece, describe(piece)) for piece in cut_text(explanation)],
        name_types=NAME_TYPES,
    )


def describe(piece: Piece) -> str:
    """What a piece of text was taken for: shown where the pointer rests on it."""
    parts = [f"{piece.name.type}: {piece.name.entity}"] if piece.name else []
    trigger = piece.trigger
    if trigger is None:
        return "\n".join([*parts, piece.figure] if piece.figure else parts)
    parts.append(f"{trigger.kind}: {trigger.meaning}" if trigger.meaning else trigger.kind)
    claim = trigger.readings[0].claim if trigger.readings else None
    parts.append(f"{trigger.fate}: {claim_phrase(claim)}" if claim else trigger.fate)
    return "\n".join([*parts, trigger.reason])

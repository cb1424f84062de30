"""What can go with what, by the declarations: outputs of a trigger's kind, candidates of a slot. Hard limits."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from extractors.claims.declaration import TriggerKind
from extractors.claims.types import OUTPUTS, claim_type_of
from extractors.spans import Span

SLOTS = ("subject", "object", "attribution", "as_of", "date", "person")
_SOURCES = ("PERSON", "COMPANY", "ORG")


@cache
def allowed_outputs(kind: TriggerKind) -> NDArray[np.bool_]:
    """One flag per output: whether a trigger of this kind can state it."""
    return np.asarray([kind in claim_type_of(output).triggers for output in OUTPUTS])


def is_asked(slot: str, output: str, kind: TriggerKind) -> bool:
    """Whether a claim of this output, stated by a trigger of this kind, has the slot at all."""
    declared = claim_type_of(output)
    return {
        "subject": True,
        "object": bool(declared.objects) and not declared.is_relation,
        "attribution": declared.name != "role",
        "as_of": not declared.is_relation,
        "date": declared.name == "premiere",
        "person": declared.name == "role" and kind == "pronoun",
    }[slot]


def allowed_targets(output: str, slot: str, candidates: Sequence[Span]) -> NDArray[np.bool_]:
    """One flag per candidate and a last one for "none"."""
    declared = claim_type_of(output)
    types: tuple[str, ...] = {
        "subject": declared.subjects,
        "object": declared.objects,
        "person": ("PERSON",),
        "attribution": _SOURCES,
        "as_of": ("TIME",),
        "date": ("TIME",),
    }[slot]
    flags = [candidate.type in types for candidate in candidates]
    return np.asarray([*flags, slot not in ("subject", "person")])

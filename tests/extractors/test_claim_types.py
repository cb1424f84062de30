"""The declared claim types: what they promise and what the shipped pipeline does with their examples."""

import re

import pytest
from spacy.language import Language

from extractors.claims.declaration import ClaimType, Example
from extractors.claims.roles import ROLE_CUES, ROLE_LABELS
from extractors.claims.types import CLAIM_TYPES, OUTPUTS
from extractors.names import plain_name
from extractors.pipeline import STATE, State

EXAMPLES = [
    pytest.param(kind, example, id=f"{kind.name}-{number}")
    for kind in CLAIM_TYPES
    for number, example in enumerate(kind.examples)
]


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_an_example_is_read_as_declared(nlp: Language, kind: ClaimType, example: Example) -> None:
    state: State = nlp(example.text).user_data[STATE]
    matching = [
        claim
        for claim in state.claims
        if claim.type == kind.name
        and plain_name(claim.subject) == plain_name(example.subject)
        and (example.object is None or plain_name(claim.object or "") == plain_name(example.object))
        and (example.value is None or example.value in (str(claim.value), claim.date))
    ]
    assert bool(matching) == example.found, [
        (claim.type, claim.subject, claim.value, claim.object, claim.confidence)
        for claim in (*state.claims, *state.candidates)
    ]


@pytest.mark.parametrize("kind", CLAIM_TYPES, ids=lambda kind: kind.name)
def test_a_type_is_declared_completely(kind: ClaimType) -> None:
    assert kind.triggers
    assert kind.subjects
    assert kind.phrase
    assert any(example.found for example in kind.examples)
    assert kind.low < kind.high
    re.compile(kind.cues)
    re.compile(kind.blockers)


def test_every_role_label_has_cues_and_an_output() -> None:
    assert set(ROLE_CUES) == set(ROLE_LABELS)
    assert {f"role:{label}" for label in ROLE_LABELS} <= set(OUTPUTS)


def test_names_are_unique() -> None:
    assert len({kind.name for kind in CLAIM_TYPES}) == len(CLAIM_TYPES) == 16

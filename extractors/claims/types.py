"""All claim types that are declared, and the outputs of the model that follow from them.

A new type is one declaration, with its examples, at the end of the list of its kind (`money_types`, `measure_types`,
`relation_types`): tests, documentation, features and outputs follow. The model then needs training text that holds it.
"""

from extractors.claims.declaration import ClaimType
from extractors.claims.measure_types import MEASURE_TYPES
from extractors.claims.money_types import MONEY_TYPES
from extractors.claims.relation_types import RELATION_TYPES
from extractors.claims.roles import ROLE_LABELS

CLAIM_TYPES: tuple[ClaimType, ...] = (*MONEY_TYPES, *MEASURE_TYPES, *RELATION_TYPES)
BY_NAME = {claim_type.name: claim_type for claim_type in CLAIM_TYPES}

# What the model scores for a trigger: every type but role, then every label of role.
OUTPUTS: tuple[str, ...] = tuple(kind.name for kind in CLAIM_TYPES if kind.name != "role") + tuple(
    f"role:{label}" for label in ROLE_LABELS
)


def claim_type_of(output: str) -> ClaimType:
    """The declaration behind a model output: `role:ceo` belongs to `role`."""
    return BY_NAME[output.partition(":")[0]]

"""Claims to facts: agreement, dispute, revision."""

from extractors.facts.build import OBJECT_TYPES, build_facts, property_of
from extractors.facts.values import standing_of

__all__ = ["OBJECT_TYPES", "build_facts", "property_of", "standing_of"]

"""Claims to facts: agreement, dispute, revision."""

from extractors.facts.build import build_facts, property_of

__all__ = ["build_facts", "property_of"]

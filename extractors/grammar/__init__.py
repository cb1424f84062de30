"""Tags, morphology, lemmas and dependencies by Universal Dependencies, on the vectors of the shipped encoder."""

from extractors.grammar.heads import HEADS, Grammar, Parsed, load_grammar
from extractors.grammar.lemmas import apply_script, edit_script
from extractors.grammar.trees import best_tree

__all__ = ["HEADS", "Grammar", "Parsed", "apply_script", "best_tree", "edit_script", "load_grammar"]

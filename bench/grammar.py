"""How well tags, lemmas and trees are read: the open test sets that nothing was trained on.

    python -m bench.grammar --data ../shared [--model FOLDER]

Tokens are those of the test set, sentence boundaries our own. Scores are spaCy's; UAS and LAS leave punctuation out.
"""

import argparse
import time
from pathlib import Path

import spacy
from spacy.scorer import Scorer
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from extractors.pipeline import load_pipeline

SETS = {"EWT test": "ewt_test", "PUD": "pud"}


def main() -> None:
    """Prints a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path)
    args = parser.parse_args()
    nlp = load_pipeline(args.model, grammar=True)
    for name in ("dailies_relevance", "dailies_entities", "dailies_quantities", "dailies_claims"):
        nlp.remove_pipe(name)
    print("| set | UAS | LAS | tag | UPOS | FEATS | lemma | sentences F1 | words/s |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name, file in SETS.items():
        gold = list(DocBin().from_disk(args.data / "nlp" / "data" / f"{file}.spacy").get_docs(spacy.blank("en").vocab))
        started = time.process_time()
        read = [nlp(Doc(nlp.vocab, [t.text for t in doc], [bool(t.whitespace_) for t in doc])) for doc in gold]
        rate = sum(map(len, read)) / (time.process_time() - started)
        examples = [Example(ours, theirs) for ours, theirs in zip(read, gold, strict=True)]
        scores = {
            **Scorer.score_deps(examples, "dep", ignore_labels=("punct",)),
            **Scorer.score_token_attr(examples, "tag"),
            **Scorer.score_token_attr(examples, "pos"),
            **Scorer.score_token_attr(examples, "morph"),
            **Scorer.score_token_attr(examples, "lemma"),
            **Scorer.score_spans(examples, "sents"),
        }
        kinds = ("dep_uas", "dep_las", "tag_acc", "pos_acc", "morph_acc", "lemma_acc", "sents_f")
        print(f"| {name} | " + " | ".join(f"{100 * scores[kind]:.1f}" for kind in kinds) + f" | {rate:.0f} |")


if __name__ == "__main__":
    main()

"""How well names are found in text that is not of our beat: Universal NER on English EWT, its test set.

    python -m bench.open_names --data ../shared [--model FOLDER]

Ten sentences make a text, as in training. Its people are our PERSON and CHARACTER, its organisations our COMPANY and
ORG; its places are left out, since Dailies has no such label. Spans must agree exactly.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

from extractors.pipeline import load_pipeline

SENTENCES = 10
LABELS = {"PERSON": "PERSON", "CHARACTER": "PERSON", "COMPANY": "ORG", "ORG": "ORG"}
Name = tuple[int, int, str]


def main() -> None:
    """Prints a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path)
    args = parser.parse_args()
    # Where grammar is asked for, texts off topic are read as well.
    nlp = load_pipeline(args.model, grammar=True)
    for name in ("dailies_grammar", "dailies_quantities", "dailies_claims"):
        nlp.remove_pipe(name)
    path = args.data / "nlp" / "data" / "uner_test.spacy"
    counts: Counter[tuple[str, str]] = Counter()
    for text, gold in joined(list(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))):
        doc = nlp(text)
        found = {(e.start_char, e.end_char, LABELS[e.label_]) for e in doc.ents if e.label_ in LABELS}
        for kind in ("PERSON", "ORG"):
            ours, theirs = ({name for name in names if name[2] == kind} for names in (found, gold))
            counts[kind, "hit"] += len(ours & theirs)
            counts[kind, "ours"] += len(ours)
            counts[kind, "theirs"] += len(theirs)
    print("| UNER-EWT test | P | R | F1 | names |\n|---|---|---|---|---|")
    for label, kinds in (("PERSON", ("PERSON",)), ("ORG", ("ORG",)), ("both", ("PERSON", "ORG"))):
        hit, ours, theirs = (sum(counts[kind, column] for kind in kinds) for column in ("hit", "ours", "theirs"))
        print(f"| {label} | {hit / ours:.3f} | {hit / theirs:.3f} | {2 * hit / (ours + theirs):.3f} | {theirs} |")


def joined(docs: Sequence[Doc]) -> Iterator[tuple[str, set[Name]]]:
    """Texts of some sentences, a line each, with their names."""
    for place in range(0, len(docs), SENTENCES):
        text, names = "", set()
        for doc in docs[place : place + SENTENCES]:
            names |= {(e.start_char + len(text), e.end_char + len(text), e.label_) for e in doc.ents}
            text += doc.text.rstrip() + "\n"
        yield text, names


if __name__ == "__main__":
    main()

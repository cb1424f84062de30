"""Puts names and grammar into one pipeline: `python -m training.small.assemble --work build/small`.

Names come first and have a CNN of their own, so that `nlp.select_pipes(enable="ner")` leaves them whole.
"""

import argparse
import sys
from pathlib import Path

import spacy
from spacy.language import Language

from training.small.corpus import mend_vectors


def assemble(names: Path, grammar: Path, out: Path) -> Language:
    """The pipeline of both folders, written to a third."""
    for folder in (names, grammar):
        mend_vectors(folder)
    nlp, other = spacy.load(names), spacy.load(grammar)
    for name in other.pipe_names:
        nlp.add_pipe(name, source=other)
    nlp.to_disk(out)
    mend_vectors(out)
    return nlp


def main() -> int:
    """Read what `spacy train` left in `names` and `grammar`; write `model`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    work = parser.parse_args().work
    nlp = assemble(work / "names" / "model-last", work / "grammar" / "model-last", work / "model")
    print(f"{work / 'model'}: {', '.join(nlp.pipe_names)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Writes what the small engine is trained on: `python -m training.small.corpus --data ../shared --out build/small`.

Makes `vectors` (a pipeline that holds the static vectors alone), `grammar.spacy`, `names.spacy` and, to watch the
training by, `grammar-dev.spacy` and `names-dev.spacy`, which are open data: the development articles stay unseen.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.attrs import LOWER
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans
from spacy.vectors import Vectors
from spacy.vocab import Vocab

from extractors.words import quoted
from training.articles import Sample, read_gold, read_marked

ASSETS = Path(__file__).parent.parent / "assets" / "marked"
LABELS = ("WORK", "COMPANY", "PERSON", "CHARACTER", "EVENT", "ORG", "AI_MODEL")
TREEBANKS = ("ewt_train", "gumfree_train")
OPEN = ("uner_train", "fewnerd_train", "wikigold", "wnut_train")
CROSS = ("ai", "literature", "music", "politics", "science")
# Of the open labels two mean what ours mean, places are no names here, and the others may be any of ours or none.
_SAME, _NONE = ("PERSON", "WORK"), ("LOC",)
_PLAIN = str.maketrans("‘’‚“”„«»\u00a0\u202f\u2009\u2010\u2011", '\'\'\'"""""   --')
_GRAMMAR: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP"]


def plain(text: str) -> str:
    """Typography as the treebanks write it, character by character, so that offsets stay.

    What the encoder is told to be in single quotation marks stands in double ones: spaCy's tokenizer and parser take
    a closing single one for a possessive.
    """
    chars = list(text.translate(_PLAIN))
    for kind, start, end in quoted(text):
        if kind == 2:
            chars[start - 1] = chars[end] = '"'
    return "".join(chars)


def read_whole(nlp: Language, title: str, text: str) -> Doc:
    """Title and text as one Doc; the text begins two characters after the title."""
    return nlp.make_doc(plain(f"{title}\n\n{text}"))


def article_docs(samples: Iterable[Sample], nlp: Language) -> Iterator[Doc]:
    """On-topic articles with their names; the others have names that nobody marked."""
    for sample in samples:
        if not sample.on_topic:
            continue
        doc = read_whole(nlp, sample.title, sample.text)
        spans = []
        for name in sample.names:
            shift = 0 if name.in_title else len(sample.title) + 2
            if name.is_name and name.type in LABELS:
                spans.append(doc.char_span(name.start + shift, name.end + shift, name.type, alignment_mode="expand"))
        doc.set_ents(filter_spans([span for span in spans if span is not None]))
        yield doc


def open_docs(docs: Iterable[Doc]) -> Iterator[Doc]:
    """Partly annotated Docs with our labels: a token that may be anything stays unknown."""
    for old in docs:
        doc = rewritten(old)
        spans = [Span(doc, ent.start, ent.end, ent.label_) for ent in old.ents]
        missing = [doc[i : i + 1] for i, token in enumerate(old) if token.ent_iob == 0]
        missing += [span for span in spans if span.label_ not in (*_SAME, *_NONE)]
        doc.set_ents([span for span in spans if span.label_ in _SAME], missing=missing)
        if doc.ents:
            yield doc


def rewritten(doc: Doc) -> Doc:
    """The tokens in plain typography, without annotation."""
    return Doc(doc.vocab, [t.text.translate(_PLAIN) for t in doc], [bool(t.whitespace_) for t in doc])


def treebank_docs(docs: Iterable[Doc]) -> Iterator[Doc]:
    """Docs with their grammar in plain typography."""
    for doc in docs:
        yield rewritten(doc).from_array(_GRAMMAR, doc.to_array(_GRAMMAR))  # type: ignore[arg-type]


def read_docs(folder: Path, names: Sequence[str], vocab: Vocab) -> Iterator[Doc]:
    """The Docs of several spaCy files."""
    for name in names:
        yield from DocBin().from_disk(folder / f"{name}.spacy").get_docs(vocab)


def some(docs: Iterable[Doc], tokens: int, seed: int) -> list[Doc]:
    """Docs drawn at random, of about so many tokens in all."""
    drawn, size = list(docs), 0
    random.Random(seed).shuffle(drawn)
    for count, doc in enumerate(drawn):
        if size >= tokens:
            return drawn[:count]
        size += len(doc)
    return drawn


def save_vectors(words: Sequence[str], rows: NDArray[np.float32], folder: Path) -> None:
    """A pipeline of vectors for lower-case words."""
    nlp = spacy.blank("en")
    keys = [nlp.vocab.strings.add(word) for word in words]
    nlp.vocab.vectors = Vectors(strings=nlp.vocab.strings, data=rows, keys=keys, attr="LOWER")
    nlp.to_disk(folder)
    mend_vectors(folder)


def mend_vectors(folder: Path) -> None:
    """spaCy does not save that vectors belong to lower-case words: "Film" would have none after loading."""
    (folder / "vocab" / "vectors.cfg").write_text(json.dumps({"mode": "default", "attr": LOWER}), "utf-8")


def main() -> int:
    """Write everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--open-tokens", type=int, default=100_000)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    nlp, folder, tools = spacy.blank("en"), args.data / "nlp" / "data", args.data / "tools"
    words = (args.data / "nlp" / "vectors128.words.txt").read_text("utf-8").splitlines()
    save_vectors(
        words, np.load(args.data / "nlp" / "vectors128.npz")["vectors"].astype(np.float32), args.out / "vectors"
    )
    samples = read_gold(args.data / "gold" / "train")
    samples += read_marked(args.data / "gold" / "marked", tools) + read_marked(ASSETS, tools)
    articles = list(article_docs(samples, nlp))
    names = [*OPEN, *(f"cross_{domain}_train" for domain in CROSS)]
    others = some(open_docs(read_docs(folder, names, nlp.vocab)), args.open_tokens, seed=1)
    for name, docs in {
        "names": [*articles, *others],
        "names-dev": some(open_docs(read_docs(folder, ["uner_dev"], nlp.vocab)), 8_000, seed=1),
        "grammar": treebank_docs(read_docs(folder, TREEBANKS, nlp.vocab)),
        "grammar-dev": some(treebank_docs(read_docs(folder, ["ewt_dev"], nlp.vocab)), 8_000, seed=1),
    }.items():
        DocBin(docs=docs).to_disk(args.out / f"{name}.spacy")
    print(f"{len(articles)} articles, {sum(map(len, articles))} tokens; open {sum(map(len, others))} tokens")
    return 0


if __name__ == "__main__":
    sys.exit(main())

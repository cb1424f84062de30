"""Open data annotated with names of fewer kinds than ours: what each label leaves possible, word by word."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from tokenizers import Tokenizer

from extractors.gazetteer import Gazetteer
from extractors.tags import SPAN_TYPES, TAGS
from extractors.words import cut_words
from training.examples import Example, unmarked_example
from training.grammar import read_docs

# How many sentences of a file make a text.
_FILES = {
    "fewnerd_train": 8,
    "fewnerd_dev": 8,
    "fewnerd_test": 8,
    "uner_train": 10,
    "uner_dev": 10,
    "wikigold": 8,
    **{f"cross_{domain}_{part}": 5 for domain in ("ai", "literature", "music") for part in ("train", "dev", "test")},
    **{f"cross_{domain}_{part}": 5 for domain in ("science", "politics") for part in ("train", "dev")},
}

# What an open label may be among ours; "O" is no name at all. Their events are wars and elections as well.
_MEANINGS = {
    "PERSON": ("PERSON", "CHARACTER"),
    "ORG": ("COMPANY", "ORG"),
    "LOC": ("O", "VENUE"),
    "WORK": ("WORK",),
    "EVENT": ("EVENT", "O"),
    "PRODUCT": ("O", "AI_MODEL", "WORK"),
}


@dataclass(frozen=True, slots=True)
class OpenText:
    """A text with its names (start, end, label); within `unknown` stretches nothing is annotated."""

    text: str
    names: tuple[tuple[int, int, str], ...]
    unknown: tuple[tuple[int, int], ...]


def read_open(folder: Path) -> list[OpenText]:
    """The open name data as texts of some sentences each."""
    texts = []
    for stem, size in _FILES.items():
        docs = read_docs(folder / f"{stem}.spacy")
        texts += [join_sentences(docs[place : place + size]) for place in range(0, len(docs), size)]
    return texts


def join_sentences(docs: Sequence[Doc]) -> OpenText:
    """Sentences as one text, a line each."""
    names: list[tuple[int, int, str]] = []
    unknown: list[tuple[int, int]] = []
    lines, start = [], 0
    for doc in docs:
        line = doc.text.strip()
        shift = start - doc.text.index(line)
        names += [(ent.start_char + shift, ent.end_char + shift, ent.label_) for ent in doc.ents]
        unknown += [(first + shift, last + shift) for first, last in _unknown(doc)]
        lines.append(line)
        start += len(line) + 1
    return OpenText("\n".join(lines), tuple(names), tuple(unknown))


def _unknown(doc: Doc) -> list[tuple[int, int]]:
    """Stretches of tokens that nobody looked at."""
    stretches: list[tuple[int, int]] = []
    before = False
    for token in doc:
        if now := token.ent_iob == 0:
            first = stretches.pop()[0] if before else token.idx
            stretches.append((first, token.idx + len(token)))
        before = now
    return stretches


def allowed_tags(length: int, names: Sequence[tuple[int, int, str]]) -> NDArray[np.bool_]:
    """(words, TAGS) for names as words [first, last): every tag that agrees with the annotation."""
    allowed = np.zeros((length, len(TAGS)), dtype=bool)
    allowed[:, 0] = True
    for first, last, label in names:
        allowed[first:last] = False
        for kind in _MEANINGS[label]:
            if kind == "O":
                allowed[first:last, 0] = True
                continue
            base = 1 + 4 * SPAN_TYPES.index(kind)
            if last - first == 1:
                allowed[first, base + 3] = True
            else:
                allowed[first, base], allowed[last - 1, base + 2] = True, True
                allowed[first + 1 : last - 1, base + 1] = True
    return allowed


def open_example(given: OpenText, tokenizer: Tokenizer, gazetteer: Gazetteer) -> Example:
    """An example that teaches names alone."""
    words = cut_words("", given.text, tokenizer, gazetteer)
    names = [(words.span(start, end), label) for start, end, label in given.names]
    allowed = allowed_tags(len(words), [(*extent, label) for extent, label in names if extent is not None])
    for start, end in given.unknown:
        extent = words.span(start, end)
        if extent is not None:
            allowed[extent[0] : extent[1]] = True
    example = unmarked_example(words)
    example.allowed = allowed
    return example

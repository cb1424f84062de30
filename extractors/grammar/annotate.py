"""From the encoder's words to spaCy's tokens: their vectors, and the grammar written into the Doc."""

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from spacy.parts_of_speech import IDS
from spacy.tokens import Doc

from extractors.grammar.heads import Grammar
from extractors.words import Words

FloatArray = NDArray[np.float32]
# Time and memory grow with the square of a sentence; what is longer is no sentence, and is cut.
_LONGEST = 300
_COLUMNS = ("HEAD", "TAG", "POS", "MORPH", "LEMMA", "DEP")


def token_vectors(words: Words, inner: FloatArray, extents: Iterable[tuple[int, int]]) -> FloatArray:
    """Means of the rows of the words that each token (characters of the text) touches; zero where there is none."""
    sums = np.concatenate([np.zeros((1, inner.shape[1])), inner.cumsum(axis=0, dtype=np.float64)])
    rows = [words.span(start, end) or (0, 0) for start, end in extents]
    first, last = np.asarray(rows, dtype=np.int64).reshape(-1, 2).T
    return np.asarray((sums[last] - sums[first]) / np.maximum(last - first, 1)[:, None], dtype=np.float32)


def add_grammar(doc: Doc, grammar: Grammar, words: Words, inner: FloatArray) -> Doc:
    """Parse every sentence of the Doc that was read. White space hangs on the token before it, as in spaCy's own."""
    if not len(doc):
        return doc
    end = int(words.ends[-1]) if len(words) > words.n_title else 0
    read = np.asarray([t.i for t in doc if not t.is_space and t.idx < end], dtype=np.int64)
    vectors = token_vectors(words, inner, [(doc[int(i)].idx, doc[int(i)].idx + len(doc[int(i)])) for i in read])
    sentence = np.cumsum(doc.to_array("SENT_START") == 1)
    starts = np.flatnonzero(np.diff(sentence[read], prepend=-1))
    edges = [*map(int, starts), len(read)]
    cuts = [place for low, high in pairwise(edges) for place in range(low, high, _LONGEST)]
    parsed = grammar.parse([doc[int(i)].text for i in read], vectors, cuts)
    heads = _loose_heads(sentence, read)
    heads[read] = read[parsed.heads]
    strings, morphology = doc.vocab.strings, doc.vocab.morphology
    table = np.zeros((len(doc), len(_COLUMNS)), dtype=np.uint64)
    for token in doc:
        tag, pos = ("_SP", "SPACE") if token.is_space else ("", "X")
        table[token.i, 1:] = strings.add(tag), IDS[pos], morphology.add(""), token.orth, strings.add("dep")
    rows = zip(parsed.tags, parsed.pos, parsed.feats, parsed.lemmas, parsed.relations, strict=True)
    for place, (tag, pos, feats, lemma, relation) in zip(read, rows, strict=True):
        row = strings.add(tag), IDS[pos], morphology.add(feats), strings.add(lemma), strings.add(relation)
        table[place, 1:] = row
    # Heads are offsets; spaCy reads negative ones out of unsigned words.
    table[:, 0] = (heads - np.arange(len(doc))).astype(np.int64).astype(np.uint64)
    return doc.from_array(list(_COLUMNS), table)  # type: ignore[arg-type]  # its stub names a type of its own


def _loose_heads(sentence: NDArray[np.int64], read: NDArray[np.int64]) -> NDArray[np.int64]:
    """Heads for what is not parsed: the parsed token before it in its sentence, else the one after, else the first."""
    heads = np.searchsorted(sentence, sentence)
    if not len(read):
        return heads
    places = np.arange(len(sentence))
    after = np.searchsorted(read, places)
    for near in (read[np.minimum(after, len(read) - 1)], read[np.maximum(after - 1, 0)]):
        fits = sentence[near] == sentence
        heads[fits] = near[fits]
    return heads

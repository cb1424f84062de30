"""The shipped spaCy pipeline: sentence boundaries, encoder, entities, relevance, quantities and claims.

`load_pipeline()` gives a `Language`. `nlp(text)` then has `doc.ents` (WORK, COMPANY, PERSON, CHARACTER, EVENT, ORG,
AI_MODEL), `doc.spans["quantities"]`, `doc.spans["claims"]` and `doc.cats["on_topic"]`; the records themselves lie in
`doc.user_data[STATE]`. A title and a day of publication are given in `doc.user_data["title"]` and `["published"]`
of a Doc made by `nlp.make_doc(text)`; a `Trace` given in `["trace"]` is filled with what the claims were chosen from.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from extractors.claims.find import ClaimFinder
from extractors.claims.threshold import DEFAULT_THRESHOLD
from extractors.claims.trace import Trace
from extractors.entities import find_entities
from extractors.gazetteer import Gazetteer, GazetteerEntry, shipped
from extractors.grammar import load_grammar
from extractors.grammar.annotate import add_grammar
from extractors.network import Shipped, load_model, sigmoid
from extractors.quantities import find_quantities
from extractors.quantities.dates import DateMention, find_dates
from extractors.records import Claim, Entity, Quantity
from extractors.relevance import is_hopeless, judge_short, topic_features
from extractors.sentences import sentence_starts
from extractors.spans import Span
from extractors.words import Words, cut_words

MODEL = Path(__file__).parent / "model"
STATE = "dailies"
# What stands beyond is not read, which bounds time and memory: about 6,000 words, in some half a minute.
LONGEST_TEXT = 60_000
MOST_PIECES = 8_000
LONGEST_TITLE = 500
# Articles that short do not exist in what the model was trained on.
SHORT = 90
# What is taken from the log-odds of a text that is not read, which are no higher than -0.2.
_DOUBT = 4.0


@dataclass(slots=True)
class State:
    """What the components have found in one Doc so far. `vectors` has a row per word of `words`."""

    words: Words
    vectors: NDArray[np.float32]
    on_topic: float = 0.0
    spans: tuple[Span, ...] = ()
    entities: tuple[Entity, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[DateMention, ...] = ()
    claims: tuple[Claim, ...] = ()
    candidates: tuple[Claim, ...] = ()
    version: str = ""
    inner: NDArray[np.float32] | None = None
    is_read: bool = True


def load_pipeline(
    model: Path | None = None,
    *,
    gazetteer: Iterable[GazetteerEntry] = (),
    threshold: float = DEFAULT_THRESHOLD,
    grammar: bool = False,
    threads: int = 1,
) -> Language:
    """The pipeline with the model in a folder (the shipped one by default).

    `gazetteer` adds to the shipped names; a claim below `threshold` is kept as a candidate only. With `grammar`
    tokens also have `tag_`, `pos_`, `morph`, `lemma_`, `dep_` and `head` (Universal Dependencies as in English EWT),
    which no claim needs. A text of some length whose words alone show that it is off topic is not read further (no
    entities, no claims), unless `grammar` asks for every text. The encoder computes with `threads` threads, which
    changes no byte of what comes out. Raises ModelError.
    """
    nlp = spacy.blank("en")
    nlp.max_length = 100_000_000
    where: dict[str, Any] = {"model": str((model or MODEL).resolve()), "threads": threads}
    names = [[entry.name, entry.type, list(entry.aliases), entry.wikidata] for entry in gazetteer]
    nlp.add_pipe("dailies_sentences")
    nlp.add_pipe("dailies_encoder", config=where | {"gazetteer": names, "inner": grammar})
    if grammar:
        nlp.add_pipe("dailies_grammar", config={"model": where["model"]})
    nlp.add_pipe("dailies_relevance", config=where)
    nlp.add_pipe("dailies_entities", config=where | {"gazetteer": names})
    nlp.add_pipe("dailies_quantities")
    nlp.add_pipe("dailies_claims", config=where | {"threshold": threshold})
    return nlp


@cache
def _shipped(model: str, threads: int) -> Shipped:
    return load_model(Path(model), threads)


def _names(rows: Iterable[list[Any]]) -> Gazetteer:
    extra = [GazetteerEntry(name, kind, tuple(aliases), wikidata) for name, kind, aliases, wikidata in rows]
    return Gazetteer.of([*shipped(), *extra])


@Language.component("dailies_sentences", assigns=["token.is_sent_start"])
def mark_sentences(doc: Doc) -> Doc:
    """Sentence boundaries by the rules that also cut quotes."""
    starts = np.asarray([0, *sentence_starts(doc.text[:LONGEST_TEXT])])
    places = doc.to_array("IDX")
    marks = np.full(len(doc), -1, dtype=np.int64)
    firsts = np.searchsorted(places, starts)
    marks[firsts[firsts < len(doc)]] = 1
    # Token by token, spaCy looks through the whole Doc each time.
    # Its stub names a type of its own for what is an array of 64-bit words.
    return doc.from_array(["SENT_START"], marks.astype(np.uint64))  # type: ignore[arg-type]


@Language.factory(
    "dailies_encoder",
    assigns=["doc.user_data"],
    default_config={"model": str(MODEL), "threads": 1, "gazetteer": [], "inner": False},
)
class EncoderComponent:
    """Cuts the text into words and gives each a contextual vector; every later component shares them."""

    def __init__(
        self,
        nlp: Language,  # noqa: ARG002
        name: str,  # noqa: ARG002
        model: str,
        threads: int,
        gazetteer: list[list[Any]],
        inner: bool,
    ) -> None:
        self._model, self._gazetteer, self._inner = _shipped(model, threads), _names(gazetteer), inner
        self.version = str(self._model.config["version"])

    def __call__(self, doc: Doc) -> Doc:
        title = str(doc.user_data.get("title", ""))[:LONGEST_TITLE]
        words = self._cut(title, doc.text[:LONGEST_TEXT])
        if len(words.pieces) > MOST_PIECES:
            words = self._cut(title, doc.text[: words.ends[words.piece_word[MOST_PIECES]]])
        if self._inner:
            vectors, inner = self._model.network.encode_with_inner(words)
            doc.user_data[STATE] = State(words, vectors, inner=inner, version=self.version)
        elif len(words) >= SHORT and is_hopeless(words, self._model.topic_words.score(title, words.text)):
            doc.user_data[STATE] = State(words, np.zeros((0, 0), np.float32), version=self.version, is_read=False)
        else:
            doc.user_data[STATE] = State(words, self._model.network.encode(words), version=self.version)
        return doc

    def _cut(self, title: str, text: str) -> Words:
        return cut_words(title, text, self._model.tokenizer, self._gazetteer)


@Language.factory(
    "dailies_grammar",
    requires=["doc.user_data", "token.is_sent_start"],
    assigns=["token.tag", "token.pos", "token.morph", "token.lemma", "token.dep", "token.head"],
    default_config={"model": str(MODEL)},
)
class GrammarComponent:
    """Grammar of every token of the text; what lies beyond the part that is read stays without."""

    def __init__(self, nlp: Language, name: str, model: str) -> None:  # noqa: ARG002
        self._grammar = load_grammar(Path(model))

    def __call__(self, doc: Doc) -> Doc:
        state: State = doc.user_data[STATE]
        return add_grammar(doc, self._grammar, state.words, state.inner) if state.inner is not None else doc


@Language.factory(
    "dailies_relevance",
    requires=["doc.user_data"],
    assigns=["doc.cats"],
    default_config={"model": str(MODEL), "threads": 1},
)
class RelevanceComponent:
    """`doc.cats["on_topic"]`: the probability that the text is about AI in film and television."""

    def __init__(self, nlp: Language, name: str, model: str, threads: int) -> None:  # noqa: ARG002
        loaded = _shipped(model, threads)
        self._network, self._words = loaded.network, loaded.topic_words
        # How much the network's and the words' log-odds count, and what is added: fitted on articles kept for tuning.
        self._blend = [float(number) for number in loaded.config["topic_blend"]]

    def __call__(self, doc: Doc) -> Doc:
        state: State = doc.user_data[STATE]
        if not state.is_read:
            state.on_topic = float(sigmoid(np.float32(self._words.score(state.words.title, state.words.text) - _DOUBT)))
        elif len(state.words) < SHORT:
            state.on_topic = float(sigmoid(np.float32(judge_short(state.words)))) if len(state.words) else 0.0
        else:
            read = self._network.relevance(state.vectors, topic_features(state.words))
            counted = self._words.score(state.words.title, state.words.text)
            net, words, shift = self._blend
            state.on_topic = float(sigmoid(np.float32(net * read + words * counted + shift)))
        doc.cats["on_topic"] = state.on_topic
        return doc


@Language.factory(
    "dailies_entities",
    requires=["doc.user_data"],
    assigns=["doc.ents"],
    default_config={"model": str(MODEL), "threads": 1, "gazetteer": []},
)
class EntityComponent:
    """`doc.ents` and, in the state, mentions (title included) and entities with their aliases."""

    def __init__(self, nlp: Language, name: str, model: str, threads: int, gazetteer: list[list[Any]]) -> None:  # noqa: ARG002
        self._network, self._gazetteer = _shipped(model, threads).network, _names(gazetteer)

    def __call__(self, doc: Doc) -> Doc:
        state: State = doc.user_data[STATE]
        if not len(state.words) or not state.is_read:
            return doc
        found = find_entities(state.words, self._network.tags(state.vectors), self._gazetteer)
        state.spans, state.entities = found.spans, found.entities
        marked = [
            _doc_span(doc, span.start, span.end, span.type)
            for span in found.spans
            if not span.in_title and span.type != "VENUE"
        ]
        doc.ents = spacy.util.filter_spans([span for span in marked if span is not None])
        return doc


@Language.component("dailies_quantities", requires=["doc.user_data"], assigns=["doc.spans"])
def mark_quantities(doc: Doc) -> Doc:
    """`doc.spans["quantities"]`, labelled by dimension; dates go into the state."""
    state: State = doc.user_data[STATE]
    text = state.words.text
    published = doc.user_data.get("published")
    state.quantities = tuple(find_quantities(text))
    state.dates = tuple(find_dates(text, published if isinstance(published, datetime) else None))
    spans = [_doc_span(doc, quantity.start, quantity.end, quantity.dimension) for quantity in state.quantities]
    doc.spans["quantities"] = [span for span in spans if span is not None]
    return doc


@Language.factory(
    "dailies_claims",
    requires=["doc.user_data", "doc.ents"],
    assigns=["doc.spans"],
    default_config={"model": str(MODEL), "threads": 1, "threshold": DEFAULT_THRESHOLD},
)
class ClaimComponent:
    """`doc.spans["claims"]`: the words that state each claim, labelled by type, in the order of the state's claims."""

    def __init__(self, nlp: Language, name: str, model: str, threads: int, threshold: float) -> None:  # noqa: ARG002
        loaded = _shipped(model, threads)
        self.threshold = threshold
        self._finder = ClaimFinder(loaded.network, loaded.config.get("calibration", {}))

    def __call__(self, doc: Doc) -> Doc:
        state: State = doc.user_data[STATE]
        asked = doc.user_data.get("trace")
        trace = asked if isinstance(asked, Trace) else None
        if not state.is_read:
            return doc
        made = self._finder.find(state.words, state.vectors, state.spans, state.quantities, state.dates, trace)
        state.claims = tuple(claim for claim in made if claim.confidence >= self.threshold)
        state.candidates = tuple(claim for claim in made if claim not in state.claims)
        spans = [_doc_span(doc, claim.value_start, claim.value_end, claim.type) for claim in state.claims]
        doc.spans["claims"] = [span for span in spans if span is not None]
        return doc


def _doc_span(doc: Doc, start: int, end: int, label: str) -> DocSpan | None:
    return doc.char_span(start, end, label=label, alignment_mode="expand")

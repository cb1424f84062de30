"""Text in, records out: one article through the pipeline."""

from collections.abc import Iterable, Iterator
from threading import Lock
from typing import Any

from spacy.language import Language

from extractors.claims.trace import Trace
from extractors.language import is_english
from extractors.pipeline import LONGEST_TEXT, STATE, State
from extractors.records import Article, EntityType, Extraction, Mention, Relevance
from extractors.spans import Span
from extractors.words import Words

ON_TOPIC = 0.5
# spaCy's vocabulary forgets what it learnt in a zone, so one text at a time.
_zone = Lock()


def extractor_version(nlp: Language) -> str:
    """Names the model and so the answer: an article that was read under this name need not be read again."""
    encoder: Any = nlp.get_pipe("dailies_encoder")
    return f"dailies-encoder {encoder.version}"


def extract(article: Article, nlp: Language) -> Extraction:
    """Everything that the pipeline of `load_pipeline` reads out of an article.

    Offsets count in `article.text`, where `text[claim.start:claim.end] == claim.quote`. The title is context only.
    An article that is off topic, empty, or not in English gives no entities and no claims, and says why.
    """
    return extract_with_state(article, nlp)[0]


def extract_with_state(article: Article, nlp: Language, trace: Trace | None = None) -> tuple[Extraction, State | None]:
    """As `extract`, with the state that the pipeline ended in; None where the text was not read at all.

    A `trace` is filled with what the claims were chosen from.
    """
    extractor = extractor_version(nlp)
    if not article.text.strip():
        return Extraction(Relevance(False, 0.0, ("no text",)), extractor=extractor), None
    if not is_english(article.text):
        return Extraction(Relevance(False, 0.0, ("not in English",)), extractor=extractor), None
    # What spaCy remembers of every new word goes with the Doc: else the process would grow with every article.
    with _zone, nlp.memory_zone():
        doc = nlp.make_doc(article.text[:LONGEST_TEXT])
        doc.user_data["title"] = article.title
        if article.published is not None:
            doc.user_data["published"] = article.published
        if trace is not None:
            doc.user_data["trace"] = trace
        state: State = nlp(doc).user_data[STATE]
        # The Doc is of the zone, the state is not: its records are our own.
        del doc
    return _extraction(article, state, extractor), state


def _extraction(article: Article, state: State, extractor: str) -> Extraction:
    keep = state.on_topic >= ON_TOPIC
    reasons = [f"on-topic probability {state.on_topic:.2f}"]
    if not state.is_read:
        reasons.append("its words alone show it: not read further")
    if len(state.words.text) < len(article.text):
        reasons.append(f"only the first {len(state.words.text):,} of {len(article.text):,} characters were read")
    relevance = Relevance(keep, round(state.on_topic, 4), tuple(reasons))
    if not keep:
        return Extraction(relevance, extractor=extractor)
    mentions = tuple(_mention(span, state.words) for span in state.spans if span.type != "VENUE")
    return Extraction(relevance, state.entities, mentions, state.claims, state.candidates, extractor)


def extract_many(articles: Iterable[Article], nlp: Language) -> Iterator[Extraction]:
    """One extraction per article, in order; holds one article at a time."""
    for article in articles:
        yield extract(article, nlp)


def _mention(span: Span, words: Words) -> Mention:
    kind: EntityType = span.type  # type: ignore[assignment]
    text = words.surface(span.first, span.last)
    return Mention(span.start, span.end, text, span.entity, kind, in_title=span.in_title)

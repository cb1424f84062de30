"""Both engines on the same articles: names, speed, size, trees. The encoder is shipped, the small one built to compare.

    make model-small
    OMP_NUM_THREADS=1 python -m bench.engines --data ../shared --small build/small/model [--model FOLDER]

Names are scored by the data folder's `tools/score_claims.py`, once with the relevance that the annotation gives
(what a reader of names is worth alone) and once with the engine's own (the small one judges by the word table).
The small engine's names are taken as found; joined and typed as the encoder's are; and with the gazetteer as well.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from extractors.entities import find_entities
from extractors.extract import ON_TOPIC, extract_with_state
from extractors.gazetteer import Gazetteer, shipped
from extractors.network import Shipped, load_model
from extractors.pipeline import MODEL, load_pipeline
from extractors.records import Article
from extractors.tags import TAGS, tag_spans
from extractors.words import cut_words
from training.small.corpus import LABELS, read_whole, treebank_docs

Row = dict[str, Any]
TREES = {"EWT test": "ewt_test", "PUD": "pud"}
# The small engine gives no probabilities: what it did not choose counts as this much less likely (log).
_UNLIKELY = -5.0


class Clock:
    """CPU time per engine, an article at a time."""

    def __init__(self) -> None:
        self.words = 0
        self._seconds: dict[str, float] = defaultdict(float)

    @contextmanager
    def measure(self, engine: str) -> Iterator[None]:
        started = time.process_time()
        yield
        self._seconds[engine] += time.process_time() - started

    def rates(self) -> dict[str, int]:
        """Words per second."""
        return {engine: round(self.words / seconds) for engine, seconds in self._seconds.items()}


def main() -> None:
    """Prints Markdown tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--small", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--rounded", action="store_true", help="measure the small engine as int8 and float16 hold it")
    args = parser.parse_args()
    nlp, encoder = spacy.load(args.small), load_pipeline(args.model)
    size = packed_size(nlp, args.small)
    small = round_weights(nlp) if args.rounded else nlp
    print(f"packed: {size / 1e6:.1f} MB; on disk as it is: {_bytes(args.small) / 1e6:.1f} MB")
    with tempfile.TemporaryDirectory() as work:
        golds, clock = dict(gold_folders(args.data, Path(work))), Clock()
        print(f"\n| set | engine | relevance | all | {' | '.join(LABELS)} |\n{'|---' * (4 + len(LABELS))}|")
        for name, folder in golds.items():
            for engine, rows in read_names(folder, small, encoder, load_model(args.model), clock).items():
                for topic in ("as annotated", "own"):
                    scores = score(args.data / "tools", folder, rows, own=topic == "own", work=Path(work))
                    cells = [scores.get(kind, "") for kind in ("all", *LABELS)]
                    print(f"| {name} | {engine} | {topic} | {' | '.join(cells)} |", flush=True)
        print(f"\nwords/s: {clock.rates()}\n")
    print("| set | UAS | LAS | tag | UPOS | FEATS | lemma | sentences F1 |\n|---|---|---|---|---|---|---|---|")
    for name, file in TREES.items():
        print(f"| {name} | {' | '.join(f'{100 * value:.1f}' for value in grammar(args.data, file, small))} |")


def gold_folders(data: Path, work: Path) -> Iterator[tuple[str, Path]]:
    """The development articles, and our own blind set converted to their form."""
    yield "dev", data / "gold" / "dev"
    for name in ("third",):
        files = sorted((Path(__file__).parent / "blind").glob(f"{name}-*.txt"))
        run = [sys.executable, str(data / "tools" / "unmark.py"), *map(str, files), "--out", str(work / name)]
        subprocess.run(run, check=True, stdout=subprocess.DEVNULL)
        yield name, work / name


def read_names(folder: Path, small: Language, encoder: Language, shared: Shipped, clock: Clock) -> dict[str, list[Row]]:
    """Per engine a row per article, with `on_topic` as the engine judges."""
    empty, known = Gazetteer.of(()), Gazetteer.of(shipped())
    rows: dict[str, list[Row]] = defaultdict(list)
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        key, title, text = gold["id"], gold["title"], gold["text"]
        clock.words += len(text.split())
        with clock.measure("small"):
            small(read_whole(small, title, text))
        with small.select_pipes(enable="ner"), clock.measure("small, names alone"):
            doc = small(read_whole(small, title, text))
        with clock.measure("encoder, claims included"):
            state = extract_with_state(Article("", title, text), encoder)[1]
        related = shared.topic_words.score(title, text) > 0
        found = {(ent.text, ent.label_) for ent in doc.ents}
        rows["small, as found"].append(_row(key, related, found))
        rows["small, joined"].append(_row(key, related, joined(doc, title, text, shared, empty)))
        rows["small, joined, gazetteer"].append(_row(key, related, joined(doc, title, text, shared, known)))
        names: set[tuple[str, str]] = {(e.name, e.type) for e in state.entities} if state else set()
        rows["encoder"].append(_row(key, bool(state and state.on_topic >= ON_TOPIC), names))
    return rows


def _row(key: str, on_topic: bool, names: set[tuple[str, str]]) -> Row:
    entities = [{"name": name, "type": kind, "aliases": []} for name, kind in sorted(names)]
    return {"id": key, "on_topic": on_topic, "entities": entities, "claims": []}


def joined(doc: Doc, title: str, text: str, shared: Shipped, gazetteer: Gazetteer) -> set[tuple[str, str]]:
    """The names of a Doc after what the product does to the encoder's."""
    words, spans = cut_words(title, text, shared.tokenizer, gazetteer), []
    for ent in doc.ents:
        in_title = ent.start_char < len(title)
        shift = 0 if in_title else len(title) + 2
        extent = words.span(ent.start_char - shift, ent.end_char - shift, in_title=in_title)
        if extent is not None:
            spans.append((*extent, ent.label_))
    scores = np.full((len(words), len(TAGS)), _UNLIKELY, dtype=np.float32)
    scores[np.arange(len(words)), tag_spans(len(words), spans)] = 0.0
    return {(entity.name, entity.type) for entity in find_entities(words, scores, gazetteer).entities}


def score(tools: Path, gold: Path, rows: list[Row], *, own: bool, work: Path) -> dict[str, str]:
    """F1 of entities, all and per type, as the scorer prints it."""
    topics = {path.stem: json.loads(path.read_text("utf-8"))["on_topic"] for path in gold.glob("*.json")}
    kept = [row if (row["on_topic"] if own else topics[row["id"]]) else {**row, "entities": []} for row in rows]
    (work / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in kept), "utf-8")
    run = [sys.executable, str(tools / "score_claims.py"), str(gold), str(work / "rows.jsonl")]
    shown = subprocess.run(run, check=True, capture_output=True, text=True).stdout.split("entities")[1]
    return dict(re.findall(r"(?m)^(\w+) +[\d.]+ +[\d.]+ +([\d.]+)", shown))


def grammar(data: Path, file: str, nlp: Language) -> list[float]:
    """Scores on the tokens of a test set, sentence boundaries our own; UAS and LAS leave punctuation out."""
    gold = list(treebank_docs(DocBin().from_disk(data / "nlp" / "data" / f"{file}.spacy").get_docs(nlp.vocab)))
    examples = [Example(nlp(Doc(nlp.vocab, [t.text for t in d], [bool(t.whitespace_) for t in d])), d) for d in gold]
    scores = Scorer.score_deps(examples, "dep", ignore_labels=("punct",)) | Scorer.score_spans(examples, "sents")
    for attribute in ("tag", "pos", "morph", "lemma"):
        scores |= Scorer.score_token_attr(examples, attribute)
    return [scores[k] for k in ("dep_uas", "dep_las", "tag_acc", "pos_acc", "morph_acc", "lemma_acc", "sents_f")]


def _parameters(nlp: Language) -> Iterator[tuple[Any, str]]:
    for _, component in nlp.components:
        for node in component.model.walk():  # type: ignore[attr-defined]
            yield from ((node, name) for name in node.param_names if node.has_param(name))


def round_weights(nlp: Language) -> Language:
    """Vectors as int8 with a scale per row and weights as float16 would hold them, in place."""
    rows = nlp.vocab.vectors.data
    scale = np.maximum(np.abs(rows).max(axis=1, keepdims=True), 1e-9) / 127
    rows[:] = np.round(rows / scale) * scale
    for node, name in _parameters(nlp):
        node.set_param(name, node.get_param(name).astype(np.float16).astype(np.float32))
    return nlp


def packed_size(nlp: Language, folder: Path) -> int:
    """Bytes with vectors as int8 rows and a float16 scale, weights as float16, and all other files as they are."""
    vectors = nlp.vocab.vectors.data
    weights = sum(node.get_param(name).size for node, name in _parameters(nlp))
    return int(vectors.size) + 2 * len(vectors) + 2 * int(weights) + _bytes(folder, without=("model", "vectors"))


def _bytes(folder: Path, without: tuple[str, ...] = ()) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and path.name not in without)


if __name__ == "__main__":
    main()

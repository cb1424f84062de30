"""Rebuilds the shipped model: `python -m training.build --data ../shared`. Seeded; see the model card for its time.

The data folder holds `gold/train`, `gold/marked`, `tools/unmark.py`, `nlp/data` and `html/benchmark-a`; our own
articles lie in `training/assets`. A teacher is trained first, then the student, which is shipped; confidence and
relevance are fitted on the tuning articles, which neither was trained on; last come the heads for grammar. `gold/dev`
is not touched.
"""

import argparse
import json
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from extractors.gazetteer import Gazetteer, shipped
from extractors.network import load_model
from training.articles import Sample, count_types, published_words, read_gold, read_marked
from training.calibrate import calibrate, fit_blend
from training.corpus import Corpus
from training.distil import train_student, train_teacher
from training.export import export
from training.grammar import GrammarRecipe, read_docs, read_sentences, save_grammar, train_grammar
from training.model import Network
from training.open_names import read_open
from training.pretrained import read_mpnet
from training.recipe import Plan
from training.topic import fit_topic
from training.train import read_tokenizer

ASSETS = Path(__file__).parent / "assets"
MODEL = Path(__file__).parent.parent / "extractors" / "model"
TREEBANKS = ("ewt_train", "gumfree_train")


def read_all(data: Path) -> list[Sample]:
    """Every article that may be trained on."""
    tools = data / "tools"
    gold, marked = read_gold(data / "gold" / "train"), read_marked(data / "gold" / "marked", tools)
    return [*gold, *marked, *read_marked(ASSETS / "marked", tools)]


def read_strangers(data: Path) -> list[str]:
    """Texts of general news: the references of the pages that reading is measured on."""
    truth = json.loads((data / "html" / "benchmark-a" / "truth.json").read_text("utf-8"))
    return [page["articleBody"] for page in truth.values()]


def main() -> int:
    """Train the teacher and the student, calibrate, export, train the grammar."""
    args = _arguments()
    args.work.mkdir(parents=True, exist_ok=True)
    samples, tokenizer = read_all(args.data), read_tokenizer(MODEL)
    claims = sum(count_types(samples).values())
    _log(f"{len(samples)} articles, {published_words(samples)} words, {claims} claims")
    treebank = [doc for name in TREEBANKS for doc in read_docs(args.data / "nlp" / "data" / f"{name}.spacy")]
    open_texts = read_open(args.data / "nlp" / "data")
    corpus = Corpus(samples, open_texts, treebank, tokenizer, Gazetteer.of(shipped()))
    plan = _plan(*args.epochs)
    student = _train(corpus, plan, torch.device(args.device), args.work).cpu()
    config = {
        "version": args.version,
        "articles": len(samples),
        "recipes": [asdict(plan.teacher), asdict(plan.student)],
    }
    _export(student, samples, read_marked(ASSETS / "tuning", args.data / "tools"), tokenizer, config, args)
    read = read_sentences(treebank, load_model(args.out), Gazetteer.of(shipped()))
    heads, labels = train_grammar(read, GrammarRecipe(), log=_log)
    save_grammar(heads, labels, args.out)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--work", type=Path, default=Path("build") / "training", help="where weights lie in between")
    parser.add_argument("--version", default="2.0.0")
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cuda" if torch.cuda.is_available() else "cpu")
    plan = Plan()
    parser.add_argument("--epochs", type=int, nargs=2, default=[plan.teacher.epochs, plan.student.epochs])
    return parser.parse_args()


def _plan(teacher: int, student: int) -> Plan:
    plan = Plan()
    return replace(plan, teacher=replace(plan.teacher, epochs=teacher), student=replace(plan.student, epochs=student))


def _train(corpus: Corpus, plan: Plan, device: torch.device, work: Path) -> Network:
    teacher = train_teacher(corpus, read_mpnet(), plan, device, _log)
    torch.save(teacher.state_dict(), work / "teacher.pt")
    student = train_student(corpus, teacher, plan, _log)
    torch.save(student.state_dict(), work / "student.pt")
    return student


def _export(
    student: Network,
    samples: list[Sample],
    tuning: list[Sample],
    tokenizer: Tokenizer,
    config: dict[str, Any],
    args: argparse.Namespace,
) -> None:
    """Relevance is fitted first: claims of what is held off topic are not read, so confidence depends on it."""
    topic, draft = fit_topic(samples, read_strangers(args.data)), args.work / "model"
    for fit in (fit_blend, calibrate):
        export(student, topic, tokenizer, config, draft)
        config = config | fit(draft, tuning)
    export(student, topic, tokenizer, config, args.out)


def _log(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())

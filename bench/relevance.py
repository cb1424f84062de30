"""How well articles are told to be on topic: dev, our own blind sets, and general news pages, which are all off topic.

*relevance* and, last, `training/assets/relevance` are 80 articles each that were written for this alone: 40 off topic,
30 of them near misses, and 40 on topic, half of which hardly look it. On the latter the blend of network and words is
fitted, on the former nothing.

    python -m bench.relevance --data ../shared [--model FOLDER]
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language

from bench.claims import OWN
from extractors.extract import extract_many
from extractors.pipeline import load_pipeline
from extractors.records import Article, Relevance
from training.articles import Sample, read_gold, read_marked, read_strangers

HERE = Path(__file__).parent


def main() -> None:
    """Prints a Markdown table, and below it every wrong judgement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path)
    args = parser.parse_args()
    nlp, tools = load_pipeline(args.model), args.data / "tools"
    own = read_marked(HERE / "blind", tools)
    sets = {
        "dev": read_gold(args.data / "gold" / "dev"),
        **{name: [sample for sample in own if sample.id.startswith(name)] for name in (*OWN, "relevance")},
        "general news": [Sample(str(n), "", text, "", False) for n, text in enumerate(read_strangers(args.data))],
        "fitted on": read_marked(HERE.parent / "training" / "assets" / "relevance", tools),
    }
    print("| set | right | of | off topic and kept | on topic and dropped |\n|---|---|---|---|---|", flush=True)
    wrong = []
    for name, samples in sets.items():
        missed = [(sample, found) for sample, found in judge(samples, nlp) if found.keep != sample.on_topic]
        dropped = sum(sample.on_topic for sample, _ in missed)
        right = len(samples) - len(missed)
        print(f"| {name} | {right} | {len(samples)} | {len(missed) - dropped} | {dropped} |", flush=True)
        wrong += [(name, *pair) for pair in missed]
    for name, sample, found in wrong:
        print(f"- {name} {sample.id}: {found.score:.2f}, {'on' if sample.on_topic else 'off'} topic")


def judge(samples: Sequence[Sample], nlp: Language) -> list[tuple[Sample, Relevance]]:
    """Each article with what was found of its topic."""
    articles = [Article(url="", title=sample.title, text=sample.text) for sample in samples]
    return [(sample, found.relevance) for sample, found in zip(samples, extract_many(articles, nlp), strict=True)]


if __name__ == "__main__":
    main()

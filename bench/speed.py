"""What claims cost beside the bare shipped pipeline, and whether memory stays flat over many articles.

    OMP_NUM_THREADS=1 python -m bench.speed --data ../shared [--model FOLDER]
    OMP_NUM_THREADS=1 python -m bench.speed --data ../shared --articles 10000

The first reads the development articles, each with the pipeline as it is shipped and with its grammar, and adds up the
CPU time of each component: both pipelines and all parts of them see the same texts in the same minutes. Articles that
are not read further for being off topic are left out: skipping them would flatter the ratio. The second reads the
openings of marked articles again and again, with other figures in each (every hundredth article whole, the longest
first), and prints the memory of the process on its way: what it holds, and what of it is left once the C library has
given back what it keeps for later.
"""

import argparse
import ctypes
import json
import random
import re
import resource
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from spacy.language import Language

from extractors.extract import extract
from extractors.pipeline import STATE, load_pipeline
from extractors.records import Article
from extractors.sentences import sentence_starts
from training.articles import Sample, read_marked

MARKED = Path(__file__).parent.parent / "training" / "assets" / "marked"
# What turns text into claims beside what a bare pipeline does.
CLAIMS = ("dailies_quantities", "dailies_claims")
SHOWN_AT = (100, 500, 1_000, 2_000, 5_000, 10_000)
SENTENCES, WHOLE = 2, 100


def main() -> None:
    """Prints a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--articles", type=int, default=0, help="read so many short articles and print the memory")
    args = parser.parse_args()
    if args.articles:
        print_memory(args.data, args.model, args.articles)
    else:
        print_speed(args.data, args.model)


def print_speed(data: Path, model: Path | None) -> None:
    """Words per second of what is shipped, of its parts, and of both with the grammar."""
    plain, full = load_pipeline(model), load_pipeline(model, grammar=True)
    spent: dict[str, Counter[str]] = {"claims": Counter(), "grammar": Counter()}
    words = left_out = 0
    articles = list(read_articles(data / "gold" / "dev"))
    # What is loaded or compiled at first use is no part of the rate.
    timed(plain, articles[0]), timed(full, articles[0])
    for article in articles:
        once, is_read = timed(plain, article)
        left_out += not is_read
        if is_read:
            words += len(article.text.split())
            spent["claims"].update(once)
            spent["grammar"].update(timed(full, article)[0])
    print(f"{len(articles) - left_out} articles, {words} words; {left_out} that are not read further left out\n")
    print_rates(words, spent["claims"], spent["grammar"])


def print_rates(words: int, claims: Counter[str], grammar: Counter[str]) -> None:
    """The table; a ratio is the time of the bare pipeline over that of the whole."""
    bare, bare_grammar = (total(spent) - sum(spent[name] for name in CLAIMS) for spent in (claims, grammar))
    print("| pipeline | words/s | of the bare pipeline |\n|---|---|---|")
    print(f"| text to claims, as shipped | {words / total(claims):.0f} | {bare / total(claims):.3f} |")
    print(f"| bare: without quantities and claims | {words / bare:.0f} | 1 |")
    print(f"| text to claims and grammar | {words / total(grammar):.0f} | {bare_grammar / total(grammar):.3f} |")
    print(f"| bare with grammar | {words / bare_grammar:.0f} | 1 |")
    print(f"\nas shipped, over the bare pipeline with grammar: {bare_grammar / total(claims):.3f}\n")
    print("| component | seconds | with grammar |\n|---|---|---|")
    for name in grammar:
        print(f"| {name} | {claims[name]:.2f} | {grammar[name]:.2f} |")


def total(spent: Counter[str]) -> float:
    return float(sum(spent.values()))


def timed(nlp: Language, article: Article) -> tuple[Counter[str], bool]:
    """CPU seconds of each component on one article, and whether the article was read to its end."""
    spent: Counter[str] = Counter()
    began = time.process_time()
    doc = nlp.make_doc(article.text)
    doc.user_data.update(title=article.title, published=article.published)
    for name, component in (("words", None), *nlp.pipeline):
        doc = component(doc) if component is not None else doc
        ended = time.process_time()
        spent[name] += ended - began  # type: ignore[assignment]
        began = ended
    return spent, doc.user_data[STATE].is_read


def read_articles(gold: Path) -> Iterator[Article]:
    """The article files of a folder."""
    for path in sorted(gold.glob("*.json")):
        row = json.loads(path.read_text("utf-8"))
        published = datetime.fromisoformat(row["published"])
        yield Article(row["url"], row["title"], row["text"], row["outlet"], published)


def print_memory(data: Path, model: Path | None, count: int) -> None:
    """Resident memory after so many articles, each unlike all before it."""
    nlp = load_pipeline(model)
    samples = read_marked(MARKED, data / "tools")
    longest = max(samples, key=lambda sample: len(sample.text))
    print(f"the pipeline loaded: {resident():.0f} MB")
    extract(Article("", longest.title, longest.text), nlp)
    print(f"the longest article read, of {len(longest.text.split())} words: {resident():.0f} MB\n")
    print("| articles | MB | in use | peak | words | words/s | strings of spaCy |\n|---|---|---|---|---|---|---|")
    began, words, claims = time.process_time(), 0, 0
    for number, article in enumerate(short_articles(samples, count), 1):
        claims += len(extract(article, nlp).claims)
        words += len(article.text.split())
        if number in SHOWN_AT or number == count:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
            rate = words / (time.process_time() - began)
            sizes = [f"{size:.1f}" for size in (resident(), in_use(), peak)]
            row = (number, *sizes, words, f"{rate:.0f}", len(nlp.vocab.strings))
            print("| " + " | ".join(map(str, row)) + " |", flush=True)
    print(f"\n{claims} claims")


def short_articles(samples: Sequence[Sample], count: int) -> Iterator[Article]:
    """Openings of the articles in turn, every figure in them drawn anew; every hundredth article whole."""
    drawn = random.Random(20261126)

    def other(digits: re.Match[str]) -> str:
        return str(drawn.randint(10 ** (len(digits[0]) - 1), 10 ** len(digits[0]) - 1))

    for number in range(count):
        sample = samples[number % len(samples)]
        cuts = [*sentence_starts(sample.text), len(sample.text)]
        text = sample.text if number % WHOLE == 0 else sample.text[: cuts[min(SENTENCES, len(cuts)) - 1]]
        yield Article("", re.sub(r"\d+", other, sample.title), re.sub(r"\d+", other, text))


def resident() -> float:
    """Megabytes that the process holds now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def in_use() -> float:
    """The same after the C library gave back what was freed; where it cannot be asked to, as it is."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
    return resident()


if __name__ == "__main__":
    main()

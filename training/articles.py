"""Training articles: gold files and marked files, brought to one form with offsets for every name and claim."""

import importlib.util
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Name:
    """A mention by name (or an anaphor, or a venue) with offsets into the title or the text."""

    start: int
    end: int
    entity: str
    type: str
    in_title: bool = False
    is_name: bool = True


@dataclass(slots=True)
class Sample:
    """One article. `claims` are the guide's rows; those of marked files carry `trigger` and `repeats`."""

    id: str
    title: str
    text: str
    published: str
    on_topic: bool
    names: list[Name] = field(default_factory=list)
    claims: list[Row] = field(default_factory=list)
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    marked: bool = False


def read_gold(folder: Path) -> list[Sample]:
    """The article files of the guide's form in a folder."""
    return [_gold(json.loads(path.read_text("utf-8"))) for path in sorted(folder.glob("*.json"))]


def read_marked(folder: Path, tools: Path) -> list[Sample]:
    """The articles of marked files; `tools` holds the converter. An article with a fault is left out and named."""
    unmark = _module("unmark", tools / "unmark.py")
    samples = []
    for path in sorted(folder.glob("*.txt")):
        for block in re.split(r"(?m)^=== ", path.read_text("utf-8"))[1:]:
            header, _, body = block.partition("\n")
            try:
                samples.append(_marked(unmark.article(header, body)))
            except (unmark.Fault, KeyError, ValueError, IndexError) as fault:
                print(f"left out {path.name} {header.split()[0]}: {fault}", file=sys.stderr)
    return samples


def read_strangers(data: Path) -> list[str]:
    """Texts of general news: the references of the pages that reading is measured on."""
    truth = json.loads((data / "html" / "benchmark-a" / "truth.json").read_text("utf-8"))
    return [page["articleBody"] for page in truth.values()]


def _module(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _gold(row: Row) -> Sample:
    aliases = {entity["name"]: tuple(entity["aliases"]) for entity in row["entities"]}
    sample = Sample(row["id"], row["title"], row["text"], row["published"], row["on_topic"], [], row["claims"], aliases)
    forms: dict[str, tuple[str, str]] = {}
    for entity in row["entities"]:
        for form in (entity["name"], *entity["aliases"]):
            forms.setdefault(form, (entity["name"], entity["type"]))
    for claim in row["claims"]:
        if claim["type"] == "premiere" and claim["object"] not in forms and claim["object"] not in aliases:
            forms[claim["object"]] = (claim["object"], "VENUE")
    for in_title, source in ((True, sample.title), (False, sample.text)):
        sample.names += [Name(s, e, *forms[source[s:e]], in_title) for s, e in find_names(source, forms)]
    return sample


def find_names(source: str, forms: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """Every place of the given names, the longest first from each place, at word borders."""
    if not forms:
        return
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
    for match in pattern.finditer(source):
        yield match.start(), match.end()


def _marked(row: Row) -> Sample:
    types = {entity["name"]: entity["type"] for entity in row["entities"]}
    aliases = {entity["name"]: tuple(entity["aliases"]) for entity in row["entities"]}
    sample = Sample(row["id"], row["title"], row["text"], row["published"], row["on_topic"], [], row["claims"], aliases)
    sample.marked = True
    for in_title, mentions in ((True, row["title_mentions"]), (False, row["mentions"])):
        for mention in mentions:
            name, is_name = mention["entity"], mention["kind"] == "name"
            sample.names.append(Name(mention["start"], mention["end"], name, types[name], in_title, is_name))
    venues = {c["object"]: 0 for c in row["claims"] if c["type"] == "premiere" and c["object"] not in types}
    taken = [(name.start, name.end) for name in sample.names if not name.in_title]
    for start, end in find_names(sample.text, venues):
        if not any(s < end and start < e for s, e in taken):
            sample.names.append(Name(start, end, sample.text[start:end], "VENUE"))
    return sample


def published_words(samples: Sequence[Sample]) -> int:
    """Words of text in all."""
    return sum(len(sample.text.split()) for sample in samples)


def count_types(samples: Sequence[Sample]) -> dict[str, int]:
    """How many claims of each type there are."""
    counts: dict[str, int] = defaultdict(int)
    for sample in samples:
        for claim in sample.claims:
            counts[claim["type"]] += 1
    return dict(counts)

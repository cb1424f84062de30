"""Names that need knowledge: companies, unions, festivals, AI models, outlets. A prior that helps, never a verdict.

The data are the tab-separated files beside this module: name, type, aliases separated by `|`, Wikidata id or nothing,
and those of its forms that are common words or names as well ("Flow", "Time").
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from extractors.errors import SettingsError
from extractors.records import EntityType

TYPES: tuple[EntityType, ...] = ("WORK", "COMPANY", "PERSON", "CHARACTER", "EVENT", "ORG", "AI_MODEL")
_WORD = re.compile(r"\w+|[^\w\s]")
_LONGEST = 8


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """A known name. `wikidata` is None where nobody is sure; the `weak` forms mean other things as often."""

    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    weak: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Looks known names up in a text by their words, with regard to case."""

    entries: tuple[GazetteerEntry, ...] = ()
    _names: dict[tuple[str, ...], GazetteerEntry] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[GazetteerEntry]) -> "Gazetteer":
        """Later entries win over earlier ones of the same name."""
        kept = tuple(entries)
        names = {}
        for entry in kept:
            for name in (entry.name, *entry.aliases):
                if words := tuple(_WORD.findall(name)):
                    names[words] = entry
        return cls(kept, names)

    def lookup(self, name: str) -> GazetteerEntry | None:
        """The entry of exactly this name or alias."""
        return self._names.get(tuple(_WORD.findall(name)))

    def find(self, text: str) -> Iterator[tuple[GazetteerEntry, int, int]]:
        """(entry, start, end) of each known name, the longest from each place, without overlap."""
        words = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]
        firsts = {name[0] for name in self._names}
        at = 0
        while at < len(words):
            step = 1
            if words[at][0] in firsts:
                for length in range(min(_LONGEST, len(words) - at), 0, -1):
                    entry = self._names.get(tuple(word for word, _, _ in words[at : at + length]))
                    if entry is not None:
                        yield entry, words[at][1], words[at + length - 1][2]
                        step = length
                        break
            at += step


@cache
def shipped() -> tuple[GazetteerEntry, ...]:
    """The entries that come with Dailies."""
    return tuple(
        entry
        for path in sorted(Path(__file__).parent.glob("*.tsv"))
        for entry in _read(path.name, path.read_text("utf-8"))
    )


def _read(source: str, table: str) -> Iterator[GazetteerEntry]:
    for number, line in enumerate(table.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, kind, aliases, wikidata, weak, *_ = [*line.split("\t"), "", "", "", ""]
        if kind not in TYPES:
            raise SettingsError(f"{source}:{number}: unknown type {kind!r}", hint=f"one of {', '.join(TYPES)}")
        yield GazetteerEntry(name, kind, _forms(aliases), wikidata or None, _forms(weak))


def _forms(cell: str) -> tuple[str, ...]:
    return tuple(form for form in cell.split("|") if form)

"""Names within one document: which of them mean the same thing, and which is the fullest."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

# What is known from elsewhere (a gazetteer): for a short name, what says of a full one whether the two are the same,
# different, or None for neither; None for a short name of which nothing is known.
Known = Callable[[str], Callable[[str], bool | None] | None]

_WORD = re.compile(r"[\w&+]+(?:['’.-]\w+)*")
_LEADING = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_MARKS = re.compile(r"[\"“”‘’«»„*_]|(?<!\w)'|'(?!\w)")
_LEGAL = frozenset(
    [
        "inc",
        "ltd",
        "llc",
        "gmbh",
        "corp",
        "co",
        "plc",
        "ag",
        "sa",
        "srl",
        "bv",
        "ab",
        "oy",
        "kk",
        "limited",
        "corporation",
        "company",
        "group",
    ]
)
_SMALL = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "de",
        "la",
        "du",
        "des",
        "le",
        "von",
        "van",
        "di",
        "da",
        "in",
        "on",
        "at",
        "a",
        "an",
        "to",
    ]
)
_GENERIC = {
    "EVENT": frozenset(
        [
            "festival",
            "film",
            "international",
            "market",
            "awards",
            "award",
            "days",
            "week",
            "forum",
            "summit",
            "show",
            "screen",
        ]
    ),
    "COMPANY": frozenset(
        [
            "studio",
            "studios",
            "pictures",
            "films",
            "film",
            "media",
            "entertainment",
            "capital",
            "ventures",
            "partners",
            "labs",
        ]
    ),
    "ORG": frozenset(
        ["guild", "union", "university", "office", "council", "commission", "court", "federation", "association", "of"]
    ),
}

# Among annotated articles, of pairs whose short form came first these were different things: 41 of 43 works, 8 of 11
# AI models, 12 of 22 companies; where the long form came first, 12 of 87, 2 of 22 and 5 of 338.
_FULL_NAME_FIRST = frozenset(["WORK", "AI_MODEL", "COMPANY"])
# What makes another work of a title: "2", "II", "2: Uang Muka", "2046", ": Part Two". Part one is the original, a
# season is of its series, and "12 Cows, 1 Drone" and "Tell Bruno I Left" only hold a number.
_NUMBER = r"(?:(?!1\b)\d+|(?=[ivx]{2}|[vx])x{0,2}(?:ix|iv|v?i{0,3}))"
_SEQUEL = re.compile(
    rf"\s+{_NUMBER}(?=$|\s*[:–—])"
    rf"|[\s:,–—-]+(?:part|chapter|volume|vol\.?|book)\s+"
    rf"(?:{_NUMBER}|two|three|four|five|six|seven|eight|nine|ten)\b"
)


def plain_name(name: str) -> str:
    """A name for comparison: no quotation marks, no leading article, no case."""
    return re.sub(r"\s+", " ", _LEADING.sub("", _MARKS.sub("", name).strip(" .,")).casefold())


def name_words(name: str) -> tuple[str, ...]:
    """The words of a plain name, without legal forms."""
    words = tuple(_WORD.findall(plain_name(name)))
    while len(words) > 1 and words[-1].strip(".") in _LEGAL:
        words = words[:-1]
    return words


def cluster_names(
    names: Iterable[str], kind: str, known: Known = lambda _short: None
) -> list[tuple[str, tuple[str, ...]]]:
    """Names of one type as (fullest name, other forms), in order of first appearance.

    A short form joins the one longer name that it fits. Where it fits several ("Kim"), it joins the only one of them
    that was named before it, and stays a name of its own where there were more or none. Time grows with the number of
    names and of those that share a word, and of those that are `known`.
    """
    forms = [_Form(name, plain_name(name), name_words(name), place) for place, name in enumerate(dict.fromkeys(names))]
    groups = _Groups(kind, known)
    for form in sorted(forms, key=lambda form: (-len(form.words), -len(form.text), form.place)):
        groups.add(form)
    placed = [(full, sorted(rest, key=lambda form: form.place)) for full, *rest in groups.groups]
    placed.sort(key=lambda group: min(form.place for form in (group[0], *group[1])))
    return [(full.text, tuple(form.text for form in rest)) for full, rest in placed]


@dataclass(frozen=True, slots=True)
class _Form:
    """A name as it is written, with what its comparisons need; `place` counts the forms before it."""

    text: str
    plain: str
    words: tuple[str, ...]
    place: int


class _Groups:
    """Groups of forms in the order in which they were opened, found by the words and acronyms of their first forms."""

    def __init__(self, kind: str, known: Known) -> None:
        self.groups: list[list[_Form]] = []
        self._kind, self._known = kind, known
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_acronym: dict[str, list[int]] = defaultdict(list)
        self._by_plain: dict[str, int] = {}

    def add(self, form: _Form) -> None:
        """Puts a form into the group that it fits, else the first that holds its plain name, else its own."""
        home = self._fitting(form)
        if home is None:
            home = self._by_plain.get(form.plain)
        if home is None:
            home = self._open(form)
        self.groups[home].append(form)
        self._by_plain[form.plain] = min(home, self._by_plain.get(form.plain, home))

    def _open(self, form: _Form) -> int:
        home = len(self.groups)
        self.groups.append([])
        for word in dict.fromkeys(form.words):
            self._by_word[word].append(home)
        for acronym in set(_acronyms(form.text)) if len(form.words) > 1 else ():
            self._by_acronym[acronym].append(home)
        return home

    def _fitting(self, form: _Form) -> int | None:
        """The group that is known to be the same, else the one whose full name the form shortens."""
        verdict_on = self._known(form.text)
        homes = []
        for home in self._near(form) if verdict_on is None else range(len(self.groups)):
            full = self.groups[home][0]
            verdict = verdict_on(full.text) if verdict_on is not None else None
            if verdict:
                return home
            if verdict is None and self._shortens(form, full):
                homes.append(home)
        return self._meant(form, homes)

    def _meant(self, form: _Form, homes: Sequence[int]) -> int | None:
        """The one of these groups that the form means.

        Among annotated articles the only person named before a surname that fits several was meant in all of 7 cases;
        where several had been named, the last one in 1 of 4: those stay apart.
        """
        if len(homes) < 2:
            return homes[0] if homes else None
        alike = [home for home in homes if self.groups[home][0].words == form.words]
        named = alike or [home for home in homes if self._is_named_before(form, home)]
        return named[0] if alike or len(named) == 1 else None

    def _is_named_before(self, short: _Form, home: int) -> bool:
        return any(full.place < short.place for full in self.groups[home] if len(full.words) > len(short.words))

    def _near(self, form: _Form) -> list[int]:
        """The groups that the form may fit: a full name holds every word of its short form or has it as acronym."""
        if not form.words:
            return []
        near = min((self._by_word.get(form.words[at], []) for at in (0, -1)), key=len)
        spelt = self._by_acronym.get(_letters(_MARKS.sub("", form.text).strip())) if len(form.words) == 1 else None
        return sorted({*near, *spelt}) if spelt else near

    def _shortens(self, short: _Form, full: _Form) -> bool:
        return _fits(short, full, self._kind) and not _comes_too_early(short, full, self._kind)


def _fits(short: _Form, full: _Form, kind: str) -> bool:
    """Whether `short` can be a shorter form of `full`."""
    a, b = short.words, full.words
    if not a or a == b or len(a) >= len(b):
        return bool(a) and a == b
    if len(a) == 1 and is_acronym(_MARKS.sub("", short.text).strip(), full.text):
        return True
    if kind == "PERSON":
        return b[-len(a) :] == a or (len(a) == 1 and b[0] == a[0] and len(a[0]) > 2)
    if set(a) <= _GENERIC.get(kind, frozenset()) | _SMALL or (kind == "WORK" and _is_sequel(short, full)):
        return False
    if kind in ("EVENT", "ORG"):
        return _contains(b, a)
    # "Veo" is the family of "Veo 3"; another number or variant is another model.
    return b[: len(a)] == a or (kind != "AI_MODEL" and len(a) > 1 and b[-len(a) :] == a)


def _is_sequel(original: _Form, longer: _Form) -> bool:
    """Whether the longer title is the other one with a number behind it."""
    size = len(original.words)
    if longer.words[:size] != original.words:
        return False
    *_, last = islice(_WORD.finditer(longer.plain), size)
    return _SEQUEL.match(longer.plain, last.end()) is not None


def _comes_too_early(short: _Form, full: _Form, kind: str) -> bool:
    """Whether the shorter name stands before the longer one, as a series does before its sequel and a company before
    its subsidiary. The press gives a name in full before it shortens it; people's names and acronyms are exceptions."""
    if kind not in _FULL_NAME_FIRST or short.place > full.place or short.words == full.words:
        return False
    return not is_acronym(short.text, full.text)


def _contains(words: Sequence[str], part: Sequence[str]) -> bool:
    size = len(part)
    return any(tuple(words[i : i + size]) == tuple(part) for i in range(len(words) - size + 1))


def is_acronym(short: str, full: str) -> bool:
    """Such as "EFM" for "European Film Market"; small words may or may not count."""
    letters = _letters(short)
    if not 2 <= len(letters) <= 8 or letters.upper() != letters or not letters.isalpha():
        return False
    return letters in _acronyms(full)


def _letters(acronym: str) -> str:
    return re.sub(r"[.\s&-]", "", acronym)


def _acronyms(full: str) -> tuple[str, str]:
    """The first letters of all words, and of those that are not small."""
    words = [word for word in re.split(r"[\s-]+", _MARKS.sub("", full)) if word]
    tall = [word for word in words if word.casefold() not in _SMALL]
    return "".join(word[0] for word in words).upper(), "".join(word[0] for word in tall).upper()

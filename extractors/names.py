"""Names within one document: which of them mean the same thing, and which is the fullest."""

import re
from collections.abc import Callable, Iterable, Sequence

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
    names: Iterable[str], kind: str, known: Callable[[str, str], bool | None] = lambda _short, _full: None
) -> list[tuple[str, tuple[str, ...]]]:
    """Names of one type as (fullest name, other forms), in order of first appearance.

    A short form joins the one longer name that it fits; where it fits several, the first. `known` gives what is known
    from elsewhere (a gazetteer) about a short and a full name: the same, different, or None for neither.
    """
    forms = list(dict.fromkeys(names))

    def joins(short: str, full: str) -> bool:
        verdict = known(short, full)
        if verdict is not None:
            return verdict
        return _fits(short, full, kind) and not _comes_too_early(
            forms.index(short), forms.index(full), short, full, kind
        )

    by_length = sorted(forms, key=lambda form: (-len(name_words(form)), -len(form), forms.index(form)))
    groups: list[list[str]] = []
    for form in by_length:
        home = next((g for g in groups if joins(form, g[0])), None)
        if home is None:
            home = next((g for g in groups if any(plain_name(form) == plain_name(other) for other in g)), None)
        if home is None:
            groups.append([form])
        else:
            home.append(form)
    groups.sort(key=lambda group: min(forms.index(form) for form in group))
    return [(group[0], tuple(sorted(group[1:], key=forms.index))) for group in groups]


def _fits(short: str, full: str, kind: str) -> bool:
    """Whether `short` can be a shorter form of `full`."""
    a, b = name_words(short), name_words(full)
    if not a or a == b or len(a) >= len(b):
        return bool(a) and a == b
    if len(a) == 1 and is_acronym(_MARKS.sub("", short).strip(), full):
        return True
    if kind == "PERSON":
        return b[-len(a) :] == a or (len(a) == 1 and b[0] == a[0] and len(a[0]) > 2)
    if set(a) <= _GENERIC.get(kind, frozenset()) | _SMALL:
        return False
    if kind in ("EVENT", "ORG"):
        return _contains(b, a)
    # "Veo" is the family of "Veo 3"; another number or variant is another model.
    return b[: len(a)] == a or (kind != "AI_MODEL" and len(a) > 1 and b[-len(a) :] == a)


def _comes_too_early(short_at: int, full_at: int, short: str, full: str, kind: str) -> bool:
    """Whether the shorter name stands before the longer one, as a series does before its sequel and a company before
    its subsidiary. The press gives a name in full before it shortens it; people's names and acronyms are exceptions."""
    if kind not in _FULL_NAME_FIRST or short_at > full_at or name_words(short) == name_words(full):
        return False
    return not is_acronym(short, full)


def _contains(words: Sequence[str], part: Sequence[str]) -> bool:
    size = len(part)
    return any(tuple(words[i : i + size]) == tuple(part) for i in range(len(words) - size + 1))


def is_acronym(short: str, full: str) -> bool:
    """Such as "EFM" for "European Film Market"; small words may or may not count."""
    letters = re.sub(r"[.\s&-]", "", short)
    if not 2 <= len(letters) <= 8 or letters.upper() != letters or not letters.isalpha():
        return False
    words = [word for word in re.split(r"[\s-]+", _MARKS.sub("", full)) if word]
    initials = "".join(word[0] for word in words).upper()
    tall = "".join(word[0] for word in words if word.casefold() not in _SMALL).upper()
    return letters in (initials, tall)

"""What the model has to answer for a sample: trigger types, pointers, classes, found by aligning claims to triggers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from extractors.claims.compatible import SLOTS
from extractors.claims.triggers import PRONOUN, Trigger, find_triggers
from extractors.claims.types import OUTPUTS
from extractors.quantities import find_quantities
from extractors.quantities.dates import DateMention, find_dates
from extractors.quantities.inherit import read_as
from extractors.records import Quantity
from extractors.sentences import sentence_starts
from extractors.spans import Span
from extractors.words import Words
from training.articles import Row, Sample

STATUSES = ("asserted", "reported", "estimated", "planned", "denied")
POSITIVE, NEGATIVE, IGNORED = 1, 0, -1


@dataclass(frozen=True, slots=True)
class Pointer:
    """From a trigger, for an output and slot, to any of the `targets` (entity names, time texts, or () for none)."""

    trigger: int
    output: int
    slot: int
    targets: tuple[str, ...]


@dataclass(slots=True)
class Aligned:
    """A sample with its triggers by character offsets and the answers; `missed` counts claims without a trigger."""

    sample: Sample
    quantities: list[Quantity]
    dates: list[DateMention]
    positives: list[tuple[int, int, int]] = field(default_factory=list)  # start, end, output
    ignored: list[tuple[int, int, int]] = field(default_factory=list)
    pointers: list[tuple[int, int, Pointer]] = field(default_factory=list)  # start, end, pointer without trigger
    statuses: list[tuple[int, int, int, int]] = field(default_factory=list)
    missed: list[Row] = field(default_factory=list)


def instant(published: str) -> datetime:
    """The day of publication as an aware datetime."""
    return datetime.fromisoformat(published.replace("Z", "+00:00"))


def output_of(claim: Row) -> int:
    """The model output of a claim."""
    return OUTPUTS.index(f"role:{claim['label']}" if claim["type"] == "role" else claim["type"])


def same_value(claim: Row, quantity: Quantity) -> bool:
    """Whether a quantity gives the claim's figure, whatever the unit's name (a bare number inherits it)."""
    unit = quantity.unit
    low, high = quantity.low, quantity.high
    if claim["unit"] == "day" and unit == "minute":
        low, high, unit = low / 1440, (high / 1440 if high is not None else None), "day"
    if unit not in (claim["unit"], "count"):
        return False
    return _close(claim["value"], low) and (
        _close(claim["value_high"], high) if claim["value_high"] is not None and high is not None else True
    )


def _close(value: float | None, amount: Decimal | None) -> bool:
    if value is None or amount is None:
        return False
    slack = max(0.005 * max(abs(value), abs(float(amount))), 1e-9)
    return abs(float(amount) - value) <= slack


def align(sample: Sample) -> Aligned:
    """Find the trigger of every claim."""
    aligned = Aligned(sample, find_quantities(sample.text), find_dates(sample.text, instant(sample.published)))
    for claim in sample.claims:
        place = _trigger_of(claim, aligned)
        if place is None:
            aligned.missed.append(claim)
            continue
        _note(claim, place, aligned)
    return aligned


def _quote_range(claim: Row, text: str) -> tuple[int, int]:
    at = text.find(claim["quote"])
    return (at, at + len(claim["quote"])) if at >= 0 else (0, len(text))


def _trigger_of(claim: Row, aligned: Aligned) -> tuple[int, int] | None:
    if claim["type"] == "role":
        return _role_trigger(claim, aligned)
    if claim["type"] == "premiere":
        return _premiere_trigger(claim, aligned)
    marked = claim.get("trigger")
    low, high = marked or _quote_range(claim, aligned.sample.text)
    pool: Sequence[Quantity | DateMention] = aligned.dates if claim["type"] == "release_date" else aligned.quantities
    inside = [item for item in pool if item.start < high and low < item.end]
    if claim["type"] == "release_date":
        exact = [item for item in inside if isinstance(item, DateMention) and item.date == claim["date"]]
        if exact or len(inside) == 1:
            chosen = (exact or inside)[0]
            return chosen.start, chosen.end
        elsewhere = [item for item in aligned.dates if item.date == claim["date"]]
        return (elsewhere[0].start, elsewhere[0].end) if elsewhere else None
    exact_values = [item for item in inside if isinstance(item, Quantity) and _fits(claim, item, aligned.quantities)]
    if not exact_values:
        exact_values = [item for item in aligned.quantities if same_value(claim, item) and item.unit != "count"]
        if marked:
            exact_values = [item for item in exact_values if abs(item.start - low) < 300]
    return (exact_values[0].start, exact_values[0].end) if exact_values else None


def _fits(claim: Row, quantity: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether the quantity gives the figure, read by itself or, where it is a bare number, like another amount."""
    if same_value(claim, quantity):
        return True
    if quantity.unit != "count":
        return False
    return any(q.unit == claim["unit"] and same_value(claim, read_as(quantity, q)) for q in others)


def _role_trigger(claim: Row, aligned: Aligned) -> tuple[int, int] | None:
    """The mention of the person that bears the role: the nearest in the sentence of the role; else a pronoun."""
    text = aligned.sample.text
    names = [
        name for name in aligned.sample.names if name.entity == claim["object"] and name.is_name and not name.in_title
    ]
    if "trigger" not in claim:
        low, high = _quote_range(claim, text)
        inside = [name for name in names if low <= name.start < high]
        return (inside[0].start, inside[0].end) if inside else None
    start, end = claim["trigger"]
    low, high = _sentence(text, start)
    inside = [name for name in names if low <= name.start < high]
    if inside:
        best = min(inside, key=lambda name: max(name.start - end, start - name.end, 0))
        return best.start, best.end
    words = [t for t in find_triggers_of_pronouns(text, low, high) if text[t[0] : t[1]].lower() != "who"]
    if words:
        return min(words, key=lambda word: max(word[0] - end, start - word[1], 0))
    return None


def find_triggers_of_pronouns(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """Pronouns of people in a stretch of text."""
    return [match.span() for match in PRONOUN.finditer(text, low, high)]


def _premiere_trigger(claim: Row, aligned: Aligned) -> tuple[int, int] | None:
    low, high = claim.get("trigger") or _quote_range(claim, aligned.sample.text)
    names = [n for n in aligned.sample.names if n.entity == claim["object"] and not n.in_title and n.is_name]
    names = [n for n in names if n.type in ("EVENT", "VENUE")]
    if not names:
        return None
    best = min(names, key=lambda name: max(name.start - high, low - name.end, 0))
    return best.start, best.end


def _sentence(text: str, at: int) -> tuple[int, int]:
    cuts = [0, *sentence_starts(text), len(text)]
    low = max(cut for cut in cuts if cut <= at)
    return low, min(cut for cut in cuts if cut > low) if low < len(text) else len(text)


def _note(claim: Row, place: tuple[int, int], aligned: Aligned) -> None:
    output = output_of(claim)
    aligned.positives.append((*place, output))
    for start, end in claim.get("repeats", ()):
        aligned.ignored.append((start, end, output))
    if claim["type"] == "role":
        aligned.ignored += [
            (name.start, name.end, output)
            for name in aligned.sample.names
            if name.entity == claim["object"] and not name.in_title and (name.start, name.end) != place
        ]
    elif claim["type"] == "premiere":
        aligned.ignored += [
            (n.start, n.end, output) for n in aligned.sample.names if n.entity == claim["object"] and not n.in_title
        ]
    elif claim["type"] != "release_date":
        aligned.ignored += [(q.start, q.end, output) for q in aligned.quantities if same_value(claim, q)]
    else:
        aligned.ignored += [(d.start, d.end, output) for d in aligned.dates if d.date == claim["date"]]
    _point(claim, place, output, aligned)
    aligned.statuses.append((*place, output, STATUSES.index(claim["status"])))


def _point(claim: Row, place: tuple[int, int], output: int, aligned: Aligned) -> None:
    def add(slot: str, targets: tuple[str, ...]) -> None:
        aligned.pointers.append((*place, Pointer(-1, output, SLOTS.index(slot), targets)))

    known = {form: name for name, forms in aligned.sample.aliases.items() for form in (name, *forms)}
    add("subject", (claim["subject"],))
    if claim["type"] == "role":
        add("person", (claim["object"],))
    elif claim["type"] in ("funding", "deal_value", "legal_amount"):
        add("object", (claim["object"],) if claim["object"] else ())
    source = claim["attribution"]
    if source is None or source in known:
        add("attribution", (known[source],) if source else ())
    if claim["type"] == "premiere" or claim["type"] not in ("role", "release_date"):
        value = claim["date"] if claim["type"] == "premiere" else claim["as_of"]
        slot = "date" if claim["type"] == "premiere" else "as_of"
        near = _times(value, place, aligned)
        if value is None or near:
            add(slot, near)


def _times(value: str | None, place: tuple[int, int], aligned: Aligned) -> tuple[str, ...]:
    """Keys of the date mentions that give this date; those outside the claim's sentence only where none is inside."""
    if value is None:
        return ()
    fitting = [date for date in aligned.dates if date.date == value]
    low, high = _sentence(aligned.sample.text, place[0])
    near = [date for date in fitting if low <= date.start < high]
    return tuple(f"@{date.start}" for date in near or fitting)


def spans_of(sample: Sample, words: Words) -> list[Span]:
    """The sample's names as the runtime sees mentions."""
    spans = []
    for name in sample.names:
        extent = words.span(name.start, name.end, in_title=name.in_title)
        if name.is_name and extent is not None:
            spans.append(Span(*extent, name.start, name.end, name.type, name.entity, name.in_title))
    return sorted(spans, key=lambda span: span.first)


def triggers_of(aligned: Aligned, words: Words, spans: list[Span]) -> list[Trigger]:
    """The triggers of the words; for a joined sample the quantities and dates must have been shifted."""
    return find_triggers(words, aligned.quantities, aligned.dates, spans)

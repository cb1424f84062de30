"""Rows of the record -> Edition. Pure: the same rows give the same edition."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, tzinfo

from digest.edition import Coverage, Dispute, Edition, Ended, Line, Revision, Side, Source, Subject, Voice
from digest.phrases import lower_first, property_phrase, status_word, value_phrase
from extractors.digest_records import ChangeRow, ClaimRow, DigestRows, DisputeRow, FactRow, RevisionRow, StoryRow

MAX_SUBJECTS = 40
MAX_VOICES = 4
# What an analyst looks for first; the rest follows in this order.
_KINDS = (
    "budget",
    "compute_cost",
    "box_office",
    "valuation",
    "funding",
    "revenue",
    "deal_value",
    "legal_amount",
    "cost_saving",
    "ai_share",
    "runtime",
    "production_time",
    "team_size",
    "premiere",
    "release_date",
    "role",
)
_ORDER = {kind: number for number, kind in enumerate(_KINDS)}


def build_edition(day: date, rows: DigestRows, *, zone: tzinfo = UTC) -> Edition:
    """The digest of a day out of the rows of its window.

    Only changes are news: a fact that was known before and is repeated is no line. Of deprecated facts a denial is one,
    marked as such; the others stand in disputes and revisions alone. Days of publication are those of `zone`, as the
    day of the digest is.
    """
    subjects = _subjects(rows.changes, zone)
    counts = rows.counts
    outlets = len({claim.outlet_id for claim in rows.claims})
    summary = (
        f"{_count(sum(len(subject.lines) for subject in subjects), 'new statement')} about "
        f"{_count(len(subjects), 'subject')} from {_count(outlets, 'outlet')}; "
        f"{_count(counts.new + counts.changed, 'article')} read, {counts.kept} on AI in film and television"
    )
    return Edition(
        day=day,
        headline=_headline(rows, subjects),
        summary=summary,
        subjects=subjects[:MAX_SUBJECTS],
        more_subjects=max(0, len(subjects) - MAX_SUBJECTS),
        disputes=tuple(_dispute(row, zone) for row in sorted(rows.disputes, key=lambda row: not row.is_new)),
        revisions=tuple(_revision(row, zone) for row in rows.revisions),
        coverage=tuple(_coverage(row) for row in rows.stories),
        sources=tuple(
            Source(row.outlet, row.state, row.reason) for row in rows.sources if row.state not in ("ok", "disabled")
        ),
        unread=tuple((row.outlet, row.reason, row.pages) for row in rows.failures),
        withheld=counts.candidates,
        off_topic=counts.off_topic,
        ended=tuple(_ended(fact, zone) for fact in rows.ended),
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _headline(rows: DigestRows, subjects: Sequence[Subject]) -> str:
    """The subject line of the mail: what is disputed or revised first, else the weightiest subject."""
    parts = []
    new = [row for row in rows.disputes if row.is_new]
    if new:
        parts.append(f"{new[0].subject}: {lower_first(property_phrase(new[0].type, new[0].label))} disputed")
    if rows.revisions:
        row = rows.revisions[0].after
        parts.append(f"{row.subject}: {lower_first(property_phrase(row.type, row.label))} revised")
    for subject in subjects:
        if len(parts) >= 2:
            break
        line = subject.lines[0]
        if not any(part.startswith(f"{subject.name}:") for part in parts):
            hedges = ", ".join(filter(None, (line.status, "disputed" if line.disputed else "")))
            parts.append(f"{subject.name}: {lower_first(line.label)} {line.value}{f' ({hedges})' if hedges else ''}")
    if not parts and rows.ended:
        fact = rows.ended[0]
        parts.append(f"{fact.subject}: {lower_first(property_phrase(fact.type, fact.label))} withdrawn")
    return "; ".join(parts) or "nothing new"


def _subjects(changes: Iterable[ChangeRow], zone: tzinfo) -> tuple[Subject, ...]:
    grouped: dict[str, list[ChangeRow]] = {}
    for change in changes:
        if change.fact.rank != "deprecated" or change.fact.reason == "denied":
            grouped.setdefault(change.fact.subject_id, []).append(change)
    ranked = sorted(grouped.values(), key=_weight)
    return tuple(_subject(group, zone) for group in ranked)


def _weight(group: Sequence[ChangeRow]) -> tuple[int, int, int, str]:
    """Subjects with figures before those with names alone; then by voices; then by name."""
    figures = sum(change.fact.low is not None for change in group)
    outlets = len({claim.outlet_id for change in group for claim in change.fact.claims})
    return (figures == 0, -outlets, -figures, group[0].fact.subject.casefold())


def _subject(group: Sequence[ChangeRow], zone: tzinfo) -> Subject:
    ordered = sorted(group, key=lambda change: (_ORDER.get(change.fact.type, 99), change.fact.fact_id))
    fact = ordered[0].fact
    return Subject(fact.subject, fact.subject_type, tuple(_line(change, zone) for change in ordered))


def _line(change: ChangeRow, zone: tzinfo) -> Line:
    fact = change.fact
    return Line(
        change=change.change,
        kind=fact.type,
        label=property_phrase(fact.type, fact.label),
        value=_with_payer(fact),
        status=status_word(fact.status),
        as_of=fact.as_of,
        disputed=fact.disputed,
        independent=fact.independent_outlets,
        voices=_voices(change.claims or fact.claims, zone),
    )


def _with_payer(fact: FactRow) -> str:
    """`$30 million, from Lantern Capital`: money that someone pays keeps the payer beside it."""
    value = value_phrase(fact)
    if fact.low is None or fact.object is None:
        return value
    word = {"legal_amount": "with", "funding": "led by"}.get(fact.type, "by")
    return f"{value}, {word} {fact.object}"


def _voices(claims: Sequence[ClaimRow], zone: tzinfo) -> tuple[Voice, ...]:
    """One voice per outlet: the surest statement first, then the earliest; copies of another article last."""
    ordered = sorted(claims, key=lambda row: (row.copy_of is not None, -row.confidence, row.published, row.claim_id))
    seen: set[str] = set()
    voices = []
    for row in ordered:
        if row.outlet_id not in seen:
            seen.add(row.outlet_id)
            voices.append(_voice(row, zone))
    return tuple(voices[:MAX_VOICES])


def _voice(row: ClaimRow, zone: tzinfo) -> Voice:
    return Voice(
        outlet=row.outlet,
        url=row.url,
        title=row.title,
        quote=row.quote,
        value=value_phrase(row),
        status=status_word(row.status),
        attribution=row.attribution,
        published=row.published.astimezone(zone).date().isoformat(),
        value_start=row.value_start,
        value_end=row.value_end,
    )


def _dispute(row: DisputeRow, zone: tzinfo) -> Dispute:
    sides = tuple(
        Side(value_phrase(side), status_word(side.status), side.rank, _voices(side.claims, zone)) for side in row.sides
    )
    return Dispute(row.subject, property_phrase(row.type, row.label), row.is_new, sides)


def _revision(row: RevisionRow, zone: tzinfo) -> Revision:
    label = property_phrase(row.after.type, row.after.label)
    return Revision(row.after.subject, label, _voice(row.before, zone), _voice(row.after, zone))


def _ended(fact: FactRow, zone: tzinfo) -> Ended:
    label = property_phrase(fact.type, fact.label)
    voices = _voices(fact.claims, zone)
    return Ended(fact.subject, label, _with_payer(fact), status_word(fact.status), fact.reason, voices)


def _coverage(row: StoryRow) -> Coverage:
    articles = tuple(
        (article.outlet, article.title, article.url, article.copy_of is not None) for article in row.articles
    )
    return Coverage(row.title, row.names[:6], articles)

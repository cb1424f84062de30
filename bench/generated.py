"""Articles and extractions shaped like real ones, for load: the same for the same numbers.

As in the gold articles: about 350 words, a film or company that a few dozen articles come back to, five claims each of
the sixteen types in their proportions, one article in eight a copy of one before, now and then a contradiction, a
hedge, a source, a link. A figure is mostly printed in one currency, sometimes converted.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from extractors.records import Article, Claim, Entity, Extraction, Link, Relevance

FIRST = datetime(2024, 1, 1, tzinfo=UTC)
_SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in "aeiou"]
_WEIGHTS = {
    "budget": 14,
    "runtime": 12,
    "role": 20,
    "premiere": 9,
    "release_date": 8,
    "valuation": 6,
    "funding": 7,
    "revenue": 3,
    "box_office": 4,
    "deal_value": 3,
    "legal_amount": 3,
    "production_time": 4,
    "team_size": 4,
    "cost_saving": 4,
    "ai_share": 3,
    "compute_cost": 2,
}
_UNITS = {
    "runtime": "minute",
    "production_time": "day",
    "team_size": "person",
    "cost_saving": "percent",
    "ai_share": "percent",
}
_COMPANY_TYPES = frozenset(("valuation", "funding", "revenue", "deal_value", "legal_amount"))
_LABELS: dict[str, tuple[str | None, ...]] = {
    "funding": ("seed", "series a", "series b", None),
    "box_office": ("opening", "domestic", "worldwide"),
    "revenue": ("annual", None),
}
_OUTLETS = [f"outlet-{number:02}" for number in range(60)]


def generate(articles: int, *, start: int = 0, claims_each: int = 5) -> Iterator[tuple[Article, Extraction]]:
    """Articles number `start` and following, one every three minutes."""
    words = [_word(number) for number in range(4000)]
    for number in range(start, start + articles):
        original = number - 1 - number % 5
        if number % 8 == 7 and original >= 0:
            yield _copy(number, *_generate_one(original, words, claims_each))
        else:
            yield _generate_one(number, words, claims_each)


def _name(season: int) -> str:
    return f"{_word(7 * season).title()} {_word(11 * season + 3).title()} {season % 97}"


@lru_cache(maxsize=8192)
def _word(number: int) -> str:
    picked = random.Random(number)
    return "".join(picked.choices(_SYLLABLES, k=picked.choice((2, 2, 3))))


def _copy(number: int, article: Article, extraction: Extraction) -> tuple[Article, Extraction]:
    outlet = _OUTLETS[number % len(_OUTLETS)]
    published = FIRST + timedelta(minutes=3 * number)
    credit = f" This report first appeared elsewhere, as number {number}."
    copied = replace(
        article,
        url=f"https://{outlet}.example/{number}",
        outlet=outlet,
        published=published,
        title=f"{article.title}, again",
        text=article.text + credit,
    )
    return copied, extraction


def _generate_one(number: int, words: list[str], claims_each: int) -> tuple[Article, Extraction]:
    picked = random.Random(number)
    # A name has its season: articles on it come within some weeks.
    near = [_name(number // 12 + offset) for offset in (0, 1, 2)]
    work, company = picked.choice(near), f"{picked.choice(near)} Pictures"
    person = f"{_word(picked.randrange(3000)).title()} {_word(picked.randrange(3000)).title()}"
    lead = f"{work}, made with AI by {company}, is news again. "
    text = lead + " ".join(picked.choices(words, k=picked.randrange(200, 500))) + "."
    parts = [text]
    position = len(text)
    claims = []
    for type_ in picked.choices(list(_WEIGHTS), list(_WEIGHTS.values()), k=claims_each):
        claim, sentence = _claim(picked, type_, company if type_ in _COMPANY_TYPES else work, person, position, words)
        claims.append(claim)
        parts.append(sentence)
        position += len(sentence)
    outlet = picked.choice(_OUTLETS)
    article = Article(
        url=f"https://{outlet}.example/{number}",
        title=f"{work} and what it cost: report {number}",
        text="".join(parts),
        outlet=outlet,
        published=FIRST + timedelta(minutes=3 * number),
        language="en",
        links=(
            Link(f"https://{picked.choice(_OUTLETS)}.example/{max(0, number - picked.randrange(1, 40))}", "said", 0),
        ),
    )
    entities = (
        Entity(work, "WORK"),
        Entity(company, "COMPANY", (company.split(maxsplit=1)[0],)),
        Entity(person, "PERSON"),
    )
    events = (
        (Entity("Cannes Film Festival", "EVENT", ("Cannes",)),) if any(c.type == "premiere" for c in claims) else ()
    )
    return article, Extraction(Relevance(True, 0.9), (*entities, *events), (), tuple(claims), extractor="generated")


def _claim(
    picked: random.Random, type_: str, subject: str, person: str, position: int, words: list[str]
) -> tuple[Claim, str]:
    value = unit = date = object_ = label = None
    if type_ == "role":
        object_, label = person, picked.choice(("director", "producer", "ceo", "actor"))
        quote = f"{person} is the {label} of {subject}"
    elif type_ == "premiere":
        object_ = "Cannes Film Festival"
        quote = f"{subject} was shown at the {object_}"
    elif type_ == "release_date":
        date = f"2026-{picked.randrange(1, 13):02}-{picked.randrange(1, 28):02}"
        quote = f"{subject} opens on {date}"
    else:
        value, unit = _figure(picked, type_, subject)
        label = picked.choice(_LABELS.get(type_, (None,)))
        quote = f"{' '.join(picked.choices(words, k=9))} {subject} has a {type_} of {value} {unit}"
        quote = f"{quote}, {' '.join(picked.choices(words, k=6))}"
    claim = Claim(
        type=type_,
        subject=subject,
        quote=quote,
        start=position + 1,
        end=position + 1 + len(quote),
        value_start=position + 1,
        value_end=position + 1 + len(quote),
        value=value,
        unit=unit,
        bound=picked.choices(("exact", "about", "over", "under"), (70, 18, 8, 4))[0],
        object=object_,
        label=label,
        date=date,
        as_of=picked.choices((None, "2025", "2026"), (60, 20, 20))[0],
        status=picked.choices(("asserted", "reported", "estimated", "planned", "denied"), (78, 8, 5, 6, 3))[0],
        attribution=picked.choices((None, person, "Variety"), (60, 25, 15))[0],
        confidence=round(picked.uniform(0.6, 1.0), 3),
    )
    return claim, f" {quote}."


def _figure(picked: random.Random, type_: str, subject: str) -> tuple[Decimal, str]:
    """Most outlets agree on a subject's figure; one in ten does not, and one in ten converts it."""
    settled = random.Random(f"{subject} {type_}")
    base = settled.randrange(1, 99)
    unit = _UNITS.get(type_) or settled.choice(("USD", "USD", "USD", "EUR", "GBP", "INR"))
    base = base if picked.random() < 0.9 else picked.randrange(1, 99)
    if len(unit) != 3:
        return Decimal(base), unit
    if unit == "EUR" and picked.random() < 0.1:
        return Decimal(base * 108_000), "USD"
    return Decimal(base * 100_000), unit

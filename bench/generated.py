"""Articles and extractions shaped like real ones, for load: the same for the same numbers.

As in the gold articles: about 350 words, a film or company that a few dozen articles come back to, five claims each of
the sixteen types in their proportions, one article in eight a copy, now and then a contradiction, a hedge, a source.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from extractors.records import Article, Claim, Entity, Extraction, Relevance

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
_OUTLETS = [f"outlet-{number:02}" for number in range(60)]


def generate(articles: int, *, start: int = 0, claims_each: int = 5) -> Iterator[tuple[Article, Extraction]]:
    """Articles number `start` and following, one every three minutes."""
    names = _names(max(50, articles // 12) + start // 12)
    text_words = [_word(number) for number in range(4000)]
    for number in range(start, start + articles):
        yield _generate_one(number, names, text_words, claims_each)


def _names(count: int) -> list[str]:
    return [f"{_word(7 * number).title()} {_word(11 * number + 3).title()}" for number in range(count)]


def _word(number: int) -> str:
    picked = random.Random(number)
    return "".join(picked.choices(_SYLLABLES, k=picked.choice((2, 2, 3))))


def _generate_one(number: int, names: list[str], words: list[str], claims_each: int) -> tuple[Article, Extraction]:
    picked = random.Random(number)
    # A name has its season: articles on it come within some weeks.
    season = number // 12
    near = [names[(season + offset) % len(names)] for offset in (0, 1, 2)]
    work, company = picked.choice(near), f"{picked.choice(near)} Pictures"
    person = f"{_word(picked.randrange(3000)).title()} {_word(picked.randrange(3000)).title()}"
    lead = f"{work}, made with AI by {company}, is news again. "
    text = lead + " ".join(picked.choices(words, k=picked.randrange(200, 500))) + "."
    parts = [text]
    position = len(text)
    claims = []
    for type_ in picked.choices(list(_WEIGHTS), list(_WEIGHTS.values()), k=claims_each):
        claim, sentence = _claim(picked, type_, company if type_ in _COMPANY_TYPES else work, person, position)
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


def _claim(picked: random.Random, type_: str, subject: str, person: str, position: int) -> tuple[Claim, str]:
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
        unit = _UNITS.get(type_) or picked.choice(("USD", "USD", "USD", "EUR", "GBP", "INR"))
        # Most outlets agree on a subject's figure; one in ten does not.
        base = random.Random(f"{subject} {type_}").randrange(1, 99)
        base = base if picked.random() < 0.9 else picked.randrange(1, 99)
        value = Decimal(base * (100_000 if len(unit) == 3 else 1))
        quote = f"{subject} is said to have {type_} {value} {unit}, by word number {picked.randrange(1_000_000)}"
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

"""What a digest of some days is made of."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from db.fetches import FAILED
from db.instants import from_db, from_db_or_none, to_db
from db.named_rows import ids_table, load_claim_rows, load_fact_rows
from db.store import Reader
from extractors.digest_records import (
    ArticleRow,
    ChangeRow,
    ClaimRow,
    Counts,
    DigestRows,
    DisputeRow,
    FactRow,
    FailureRow,
    RevisionRow,
    SourceRow,
    StoryRow,
)

_NAMES_OF_A_STORY = 6


def load_digest_rows(reader: Reader, since: datetime, until: datetime) -> DigestRows:
    """Everything that became known in [since, until), with what stood before where it matters.

    A claim became known when its article's version was first read, whenever a better extractor found it.
    """
    days = {"since": to_db(since), "until": to_db(until)}
    claims = tuple(load_claim_rows(reader, _ids(reader, _NEW_CLAIMS, days)).values())
    properties = load_fact_rows(reader, _touched_properties(reader, claims))
    revisions = tuple(_load_revisions(reader, days))
    return DigestRows(
        since=since,
        until=until,
        claims=claims,
        changes=tuple(_find_changes(properties, {row.after.claim_id for row in revisions}, since, until)),
        disputes=tuple(_find_disputes(properties, since)),
        revisions=revisions,
        stories=tuple(_load_stories(reader, days)),
        counts=_load_counts(reader, days),
        failures=tuple(load_failures(reader, since, until)),
        sources=tuple(load_sources(reader, since, until)),
        ended=(*_find_superseded(properties, since, until), *_load_dropped(reader, days, since)),
    )


_NEW_CLAIMS = """
SELECT claim_id FROM store.claim_rows
WHERE known_since >= $since AND known_since < $until AND NOT is_candidate AND is_current
"""


def _ids(reader: Reader, sql: str, values: dict[str, Any]) -> set[str]:
    return {row[0] for row in reader.rows(sql, values)}


def _touched_properties(reader: Reader, claims: Iterable[ClaimRow]) -> set[str]:
    with reader.batch("claim_ids_batch", ids_table({claim.claim_id for claim in claims})):
        return _ids(
            reader,
            "SELECT DISTINCT f.property_id FROM store.fact_claims AS l JOIN store.facts AS f ON f.id = l.fact_id "
            "SEMI JOIN claim_ids_batch AS b ON b.id = l.claim_id",
            {},
        )


def _find_changes(
    properties: dict[str, list[FactRow]], revising: Collection[str], since: datetime, until: datetime
) -> Iterable[ChangeRow]:
    """What the claims of the window did to each fact that they stand behind; `revising` are those that changed one."""
    for _, facts in sorted(properties.items()):
        for fact in facts:
            fresh = tuple(claim for claim in fact.claims if since <= claim.seen_at < until)
            others = tuple(other for other in facts if other is not fact and _stood_before(other, since))
            change = _name_change(fact, fresh, others, revising, since)
            if change is not None:
                yield ChangeRow(change, fact, fresh, others)


def _name_change(
    fact: FactRow, fresh: Sequence[ClaimRow], others: Sequence[FactRow], revising: Collection[str], since: datetime
) -> Any:
    if not fresh:
        return None
    if _stood_before(fact, since):
        return "confirmed" if _has_new_voice(fact, fresh, since) else None
    is_revising = any(claim.claim_id in revising for claim in fresh)
    if is_revising and any(other.reason.startswith("revised") for other in others):
        return "revised"
    return "contradicted" if fact.disputed and any(other.disputed for other in others) else "new"


def _stood_before(fact: FactRow, since: datetime) -> bool:
    return any(claim.seen_at < since for claim in fact.claims)


def _has_new_voice(fact: FactRow, fresh: Sequence[ClaimRow], since: datetime) -> bool:
    """Whether somebody stands behind the fact who did not before: an edited article says again what it said."""
    heard = {_voice(claim) for claim in fact.claims if claim.seen_at < since}
    return any(claim.role == "supports" and _voice(claim) not in heard for claim in fresh)


def _voice(claim: ClaimRow) -> tuple[str, bool]:
    """Who speaks: the named source, else the outlet."""
    if claim.attribution is None:
        return claim.outlet_id, False
    return claim.attribution.casefold(), True


def _find_superseded(properties: dict[str, list[FactRow]], since: datetime, until: datetime) -> Iterable[FactRow]:
    """Facts that the subject's own word, or a filing, ended in the window."""
    for _, facts in sorted(properties.items()):
        for fact in facts:
            words = [claim for other in facts if other is not fact for claim in other.claims if _ends(claim, fact)]
            heard = min((claim.seen_at for claim in words), default=until)
            if since <= heard < until and _stood_before(fact, since):
                yield fact


def _ends(claim: ClaimRow, fact: FactRow) -> bool:
    """Whether the fact was superseded by the claim, or by one of its source and day. An edit may be of its reading."""
    source = claim.attribution or "a filing"
    days = claim.published.date(), claim.seen_at.date()
    return fact.reason in [f"superseded on {day} by {source}" for day in days]


# What an article said before an edit that was read in the window.
_DROPPED = """
SELECT DISTINCT f.id, f.property_id
FROM store.versions AS v
JOIN store.extractions AS e ON e.version_id = v.id AND e.known_at >= $since AND e.known_at < $until
JOIN store.versions AS p ON p.article_id = v.article_id AND p.number = v.number - 1
JOIN store.claims AS c ON c.version_id = p.id
JOIN store.fact_claims AS l ON l.claim_id = c.id AND l.role IN ('supports', 'repeats')
JOIN store.facts AS f ON f.id = l.fact_id AND f.reason = 'no longer in the article'
"""


def _load_dropped(reader: Reader, days: dict[str, Any], since: datetime) -> Iterable[FactRow]:
    dropped = dict(reader.rows(_DROPPED, days))
    for _, facts in sorted(load_fact_rows(reader, set(dropped.values())).items()):
        yield from (fact for fact in facts if fact.fact_id in dropped and _stood_before(fact, since))


def _find_disputes(properties: dict[str, list[FactRow]], since: datetime) -> Iterable[DisputeRow]:
    for _, facts in sorted(properties.items()):
        sides = tuple(fact for fact in facts if fact.disputed)
        if sides:
            first = sides[0]
            # The dispute opened when a second side was heard.
            opened = sorted(min((claim.seen_at for claim in side.claims), default=since) for side in sides)
            yield DisputeRow(
                subject_id=first.subject_id,
                subject=first.subject,
                type=first.type,
                label=first.label,
                object=first.object if first.type in ("role", "premiere") else None,
                sides=sides,
                is_new=opened[min(1, len(opened) - 1)] >= since,
            )


def _load_revisions(reader: Reader, days: dict[str, Any]) -> Iterable[RevisionRow]:
    pairs = reader.rows(
        "SELECT before_id, after_id, revised_at, same_article FROM revisions "
        "WHERE revised_at >= $since AND revised_at < $until ORDER BY revised_at, after_id, before_id",
        days,
    )
    claims = load_claim_rows(reader, {id_ for before, after, *_ in pairs for id_ in (before, after)})
    for before, after, revised_at, same_article in pairs:
        yield RevisionRow(claims[before], claims[after], from_db(revised_at), same_article)


_STORIES = """
SELECT y.story_id, s.title AS story, a.article_id, a.title, a.standfirst, a.url, a.outlet_id, a.outlet, a.published,
       a.first_seen, v.number, a.is_free, a.language, coalesce(c.claims, 0), a.copy_of
FROM store.story_articles AS y
JOIN store.stories AS s ON s.id = y.story_id
JOIN articles AS a ON a.article_id = y.article_id
JOIN store.versions AS v ON v.id = a.version_id
LEFT JOIN (
    SELECT article_id, count(*) AS claims FROM claims GROUP BY article_id
) AS c ON c.article_id = a.article_id
WHERE y.story_id IN (
    SELECT y.story_id FROM store.story_articles AS y JOIN store.articles AS a ON a.id = y.article_id
    WHERE a.first_seen >= $since AND a.first_seen < $until
)
ORDER BY y.story_id, a.published, a.article_id
"""

# The weightiest names of a story: those in titles and leads, then those named most.
_STORY_NAMES = """
SELECT y.story_id, n.name
FROM store.story_articles AS y
JOIN store.articles AS a ON a.id = y.article_id
JOIN store.mentions AS m ON m.version_id = a.version_id
JOIN store.names AS n ON n.id = m.entity_id
SEMI JOIN story_batch AS b ON b.id = y.story_id
GROUP BY y.story_id, n.canonical_id, n.name
QUALIFY row_number() OVER (
    PARTITION BY y.story_id ORDER BY count(*) FILTER (m.in_lead) DESC, sum(m.mentions) DESC, n.name
) <= $names
ORDER BY y.story_id, count(*) FILTER (m.in_lead) DESC, sum(m.mentions) DESC, n.name
"""


def _load_stories(reader: Reader, days: dict[str, Any]) -> list[StoryRow]:
    articles: dict[str, list[ArticleRow]] = defaultdict(list)
    titles: dict[str, str] = {}
    for story_id, story, *row in reader.rows(_STORIES, days):
        titles[story_id] = story
        *head, published, seen_at, number, is_free, language, claims, copy_of = row
        articles[story_id].append(
            ArticleRow(*[*head, from_db(published), from_db(seen_at), number, is_free, language, claims, copy_of])
        )
    names: dict[str, list[str]] = defaultdict(list)
    with reader.batch("story_batch", ids_table(titles)):
        for story_id, name in reader.rows(_STORY_NAMES, {"names": _NAMES_OF_A_STORY}):
            names[story_id].append(name)
    since = from_db(days["since"])
    stories = [
        StoryRow(id_, titles[id_], tuple(rows), tuple(names[id_]), all(row.seen_at >= since for row in rows))
        for id_, rows in articles.items()
    ]
    return sorted(stories, key=lambda story: (-len(story.articles), story.articles[0].published, story.story_id))


_COUNTS = """
WITH fetched AS (
    SELECT url, outcome FROM store.fetches
    WHERE fetched_at >= $since AND fetched_at < $until AND outcome <> 'put off'
      AND url NOT IN (SELECT source FROM store.outlets)
), seen AS (
    SELECT number, article_id FROM store.versions WHERE seen_at >= $since AND seen_at < $until
), judged AS (
    SELECT keep FROM store.extractions WHERE known_at >= $since AND known_at < $until
), claimed AS (
    SELECT is_candidate FROM store.claim_rows WHERE known_since >= $since AND known_since < $until AND is_current
)
SELECT (SELECT count(*) FROM fetched),
       (SELECT count(*) FROM fetched WHERE NOT list_contains($failed, outcome)),
       (SELECT count(*) FROM seen WHERE number = 1),
       (SELECT count(*) FROM seen WHERE number > 1),
       (SELECT count(*) FROM fetched WHERE outcome IN ('not modified', 'unchanged')),
       (SELECT count(*) FROM judged WHERE keep),
       (SELECT count(*) FROM judged WHERE NOT keep),
       (SELECT count(DISTINCT url) FROM fetched WHERE list_contains($failed, outcome)),
       (SELECT count(*) FROM claimed WHERE NOT is_candidate),
       (SELECT count(*) FROM claimed WHERE is_candidate),
       (SELECT count(*) FROM store.articles WHERE copy_of IS NOT NULL AND first_seen >= $since AND first_seen < $until)
"""


def _load_counts(reader: Reader, days: dict[str, Any]) -> Counts:
    return Counts(*reader.rows(_COUNTS, days | {"failed": list(FAILED)})[0])


def load_failures(reader: Reader, since: datetime, until: datetime) -> list[FailureRow]:
    """Pages that failed between the instants and have not been read since, by outlet and reason."""
    rows = reader.rows(
        "SELECT p.outlet, coalesce(o.name, p.outlet), coalesce(p.reason, p.outcome), count(*), min(p.url) "
        "FROM store.pages AS p LEFT JOIN store.outlets AS o ON o.id = p.outlet "
        "WHERE p.last_attempt >= $since AND p.last_attempt < $until AND list_contains($failed, p.outcome) "
        "AND p.url NOT IN (SELECT source FROM store.outlets) GROUP BY ALL ORDER BY 4 DESC, 2, 3",
        {"since": to_db(since), "until": to_db(until), "failed": list(FAILED)},
    )
    return [FailureRow(*row) for row in rows]


_SOURCES = """
SELECT h.outlet_id, h.outlet, h.state, h.reason, h.last_attempt, h.last_success, h.newest_article, h.failures,
       coalesce(a.articles, 0), coalesce(c.claims, 0)
FROM sources_health AS h
LEFT JOIN (
    SELECT outlet, count(*) AS articles FROM store.articles
    WHERE first_seen >= $since AND first_seen < $until GROUP BY outlet
) AS a ON a.outlet = h.outlet_id
LEFT JOIN (
    SELECT outlet_id, count(*) AS claims FROM store.claim_rows
    WHERE known_since >= $since AND known_since < $until AND NOT is_candidate AND is_current GROUP BY outlet_id
) AS c ON c.outlet_id = h.outlet_id
ORDER BY h.outlet, h.outlet_id
"""


def load_sources(reader: Reader, since: datetime, until: datetime) -> list[SourceRow]:
    """How each outlet is doing, with what it brought between the instants."""
    return [
        SourceRow(*[*row[:4], *map(from_db_or_none, row[4:7]), *row[7:]])
        for row in reader.rows(_SOURCES, {"since": to_db(since), "until": to_db(until)})
    ]

"""What a user means who names a claim, a fact, an entity or a decision: by id, by the beginning of one, or by name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rapidfuzz import process

from db.store import Reader
from extractors.aliases import name_key
from extractors.errors import InputError

_PREFIX = re.compile(r"[A-Za-z0-9]{4,12}")
_ID = re.compile(r"[A-Za-z0-9]{12}")
_SHOWN = 6
_NEAR = 75


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim or fact that may be accepted or rejected, in words; without a property, where no fact counts it yet."""

    target: Literal["claim", "fact"]
    id: str
    about: str
    property_id: str | None


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """A name of the record; it goes under the entity `canonical_id`, which may be itself."""

    id: str
    name: str
    type: str
    canonical_id: str
    goes_as: str
    articles: int

    def __str__(self) -> str:
        goes = "" if self.id == self.canonical_id else f", goes as {self.goes_as}"
        return f"{self.name} ({self.type}, {self.articles} articles{goes}; id {self.id})"


_STATEMENTS = """
SELECT 'fact' AS target, f.fact_id AS id,
       concat_ws(' ', f.subject, f.type, f.label, f.object, store.plain(f.value), f.unit, f.date)
           || ' (' || f.claims || ' claims)', f.property_id
FROM facts AS f WHERE starts_with(f.fact_id, $prefix)
UNION ALL
SELECT 'claim', c.claim_id,
       concat_ws(' ', c.subject, c.type, c.label, c.object, store.plain(c.value), c.unit, c.date)
           || ' (' || c.outlet || ', ' || strftime(c.published, '%Y-%m-%d')
           || if(c.is_candidate, ', a candidate)', ')'), f.property_id
FROM store.claim_rows AS c
LEFT JOIN store.fact_claims AS l ON l.claim_id = c.claim_id AND l.role IN ('supports', 'repeats')
LEFT JOIN store.facts AS f ON f.id = l.fact_id
WHERE starts_with(c.claim_id, $prefix)
ORDER BY 1, 2
"""


def find_statement(reader: Reader, asked: str) -> Statement:
    """The claim or fact with this id, or whose id begins so. Raises InputError for none and for several."""
    rows = reader.rows(_STATEMENTS, {"prefix": asked}) if _PREFIX.fullmatch(asked) else []
    rows = [row for row in rows if row[1] == asked] or rows
    if not rows:
        raise InputError(
            f"there is no claim or fact {asked!r}",
            hint="give claim_id or fact_id of the views claims and facts, or its first letters, four at least",
        )
    if len(rows) > 1:
        raise InputError(
            f"{asked!r} may be {_listed([f'{row[0]} {row[1]}: {row[2]}' for row in rows])}", hint="give more of the id"
        )
    return Statement(*rows[0])


_ENTITIES = """
SELECT e.id, e.name, e.type, e.canonical_id, c.name, count(DISTINCT m.article_id)
FROM store.entities AS e
JOIN store.entities AS c ON c.id = e.canonical_id
LEFT JOIN store.current_mentions AS m ON m.entity_id = e.id
WHERE list_contains($ids, e.id)
GROUP BY ALL ORDER BY 6 DESC, e.name, e.id
"""
_BY_KEY = "SELECT id FROM store.entities WHERE list_contains($keys, key) AND ($type IS NULL OR type = $type)"
_BY_ALIAS = """
SELECT e.canonical_id FROM store.aliases AS a JOIN store.entities AS e ON e.id = a.entity_id
WHERE list_contains($keys, a.key) AND ($type IS NULL OR e.type = $type)
"""


def find_entity(reader: Reader, asked: str, type_: str | None = None) -> NamedEntity:
    """The entity of this name, spelt as in any article, or with this id. Raises InputError for none and for several."""
    found = _find_entities(reader, asked, type_)
    if not found:
        raise InputError(f"there is no name {asked!r}{f' of type {type_}' if type_ else ''}{_suggest(reader, asked)}")
    if len(found) > 1:
        raise InputError(
            f"{asked!r} may be {_listed([str(entity) for entity in found])}", hint="give --type, or the id"
        )
    return found[0]


def _find_entities(reader: Reader, asked: str, type_: str | None) -> list[NamedEntity]:
    keys = sorted({name_key(asked, kind) for kind in ("", "COMPANY", "ORG")})
    values: dict[str, Any] = {"keys": keys, "type": type_}
    ids = [asked] if _ID.fullmatch(asked) else []
    for ids_ in (
        ids,
        [row[0] for row in reader.rows(_BY_KEY, values)],
        [row[0] for row in reader.rows(_BY_ALIAS, values)],
    ):
        if ids_ and (rows := reader.rows(_ENTITIES, {"ids": ids_})):
            return [NamedEntity(*row) for row in rows]
    return []


def _suggest(reader: Reader, asked: str) -> str:
    names = [row[0] for row in reader.rows("SELECT DISTINCT name FROM store.entities ORDER BY name")]
    near = process.extract(asked, names, limit=3, score_cutoff=_NEAR, processor=str.casefold)
    return f"; near are {', '.join(name for name, _, _ in near)}" if near else ""


def find_decision(reader: Reader, asked: str) -> str:
    """The id of the decision in force that has this id or whose id begins so. Raises InputError otherwise."""
    rows = reader.rows(
        "SELECT decision_id, concat_ws(' ', kind, about, other), undone_at FROM decisions "
        "WHERE starts_with(decision_id, $prefix) ORDER BY decision_id",
        {"prefix": asked},
    )
    rows = [row for row in rows if row[0] == asked] or rows
    if not rows or not asked:
        raise InputError(f"there is no decision {asked!r}", hint="`dailies decide list` shows them")
    if len(rows) > 1:
        raise InputError(
            f"{asked!r} may be {_listed([f'{row[0]}: {row[1]}' for row in rows])}", hint="give more of the id"
        )
    if rows[0][2] is not None:
        raise InputError(f"decision {rows[0][0]} ({rows[0][1]}) was taken back already, on {rows[0][2]:%Y-%m-%d}")
    return str(rows[0][0])


def _listed(choices: Sequence[str]) -> str:
    more = f"; and {len(choices) - _SHOWN} more" if len(choices) > _SHOWN else ""
    return "; ".join(choices[:_SHOWN]) + more

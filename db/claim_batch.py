"""Extractions turned into Arrow columns for one bulk load; claims get their ids in the database."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import pyarrow as pa

from db.claim_amounts import amount_columns, is_storable
from db.ids import claim_id, entity_id
from extractors.aliases import name_key
from extractors.records import Claim, Entity, Extraction
from extractors.stories import lead_end

# Where one name stands for things of several types, the claim's type tells which is meant.
_WORK_FIRST = ("WORK", "AI_MODEL", "COMPANY", "ORG", "EVENT", "PERSON", "CHARACTER")
_COMPANY_FIRST = ("COMPANY", "ORG", "AI_MODEL", "WORK", "EVENT", "PERSON", "CHARACTER")
_OBJECT_FIRST = {
    "role": ("PERSON", "CHARACTER", "COMPANY", "ORG", "WORK", "EVENT", "AI_MODEL"),
    "premiere": ("EVENT", "ORG", "COMPANY", "WORK", "PERSON", "CHARACTER", "AI_MODEL"),
}
_SUBJECT_FIRST = dict.fromkeys(("valuation", "funding", "revenue", "deal_value", "legal_amount"), _COMPANY_FIRST)
_SOURCE_FIRST = ("PERSON", "COMPANY", "ORG", "EVENT", "WORK", "AI_MODEL", "CHARACTER")

_TEXT = pa.string()

# The ids of an extraction's entities: by name, then by type.
_Ids = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class ClaimTables:
    """Arrow tables of many extractions, and what was left out of them: articles off topic, claims refused."""

    extractions: Any
    entities: Any
    aliases: Any
    mentions: Any
    claims: Any
    off_topic: int
    refused: int


class ClaimBatch:
    """Collects the columns of many extractions. It knows no database: it may be filled in another process."""

    def __init__(self) -> None:
        self._versions: list[str] = []
        self._extractions: list[Extraction] = []
        self._entities: dict[tuple[str, str], tuple[str, str]] = {}
        self._aliases: dict[tuple[str, str], str] = {}
        self._mentions: dict[tuple[str, str], tuple[int, bool]] = {}
        self._claims: list[Claim] = []
        # For each claim the number of its extraction, and the ids of what it names.
        self._rows: list[int] = []
        self._subjects: list[str] = []
        self._objects: list[str | None] = []
        self._sources: list[str | None] = []
        self._are_candidates: list[bool] = []
        self._off_topic = 0
        self._refused = 0

    def add(self, version_id: str, title: str, text: str, extraction: Extraction) -> None:
        """Adds what was read out of a version; of its text the beginning is enough."""
        row = len(self._versions)
        self._versions.append(version_id)
        self._extractions.append(extraction)
        if not extraction.relevance.keep:
            self._off_topic += 1
            return
        ids = self._add_entities(version_id, title, text, extraction)
        # A statement found twice, once as claim and once as candidate, is a claim: those come first.
        claims = (*extraction.claims, *extraction.candidates)
        repeated = _find_repeated(version_id, claims) if len(claims) > 1 else ()
        for number, claim in enumerate(claims):
            subject = _pick(ids, claim.subject, _SUBJECT_FIRST.get(claim.type, _WORK_FIRST))
            if subject is None or not (is_storable(claim.value) and is_storable(claim.value_high)):
                self._refused += 1
            elif number not in repeated:
                self._claims.append(claim)
                self._rows.append(row)
                self._subjects.append(subject)
                self._objects.append(_pick(ids, claim.object, _OBJECT_FIRST.get(claim.type, _COMPANY_FIRST)))
                self._sources.append(_pick(ids, claim.attribution, _SOURCE_FIRST))
                self._are_candidates.append(number >= len(extraction.claims))

    def _add_entities(self, version_id: str, title: str, text: str, extraction: Extraction) -> _Ids:
        ids: _Ids = {}
        counts = Counter([(mention.entity, mention.type) for mention in extraction.mentions])
        lead = f"{title}\n{text[: lead_end(text)]}"
        for entity in extraction.entities:
            id_ = self._add_entity(entity)
            ids.setdefault(entity.name, {})[entity.type] = id_
            mentioned = max(1, counts[entity.name, entity.type])
            in_lead = names_in(lead, entity.name) or any(names_in(lead, name) for name in entity.aliases)
            # Two spellings of one name in an article are one entity.
            before = self._mentions.get((version_id, id_), (0, False))
            self._mentions[version_id, id_] = mentioned + before[0], in_lead or before[1]
        return ids

    def _add_entity(self, entity: Entity) -> str:
        named = entity.type, entity.name
        known = self._entities.get(named)
        if known is None:
            known = self._entities[named] = entity_id(*named), name_key(entity.name, entity.type)
        id_, key = known
        for alias in entity.aliases:
            alias_key = name_key(alias, entity.type)
            if alias_key and alias_key != key:
                self._aliases.setdefault((id_, alias_key), alias)
        return id_

    def tables(self) -> ClaimTables:
        """What was collected, as columns."""
        return ClaimTables(
            self._extraction_table(),
            self._entity_table(),
            self._alias_table(),
            self._mention_table(),
            self._claim_table(),
            self._off_topic,
            self._refused,
        )

    def _extraction_table(self) -> Any:
        """The relevance of each version."""
        judged = [extraction.relevance for extraction in self._extractions]
        return pa.table(
            {
                "version_id": pa.array(self._versions, _TEXT),
                "extractor": pa.array([extraction.extractor for extraction in self._extractions], _TEXT),
                "keep": pa.array([relevance.keep for relevance in judged], pa.bool_()),
                "score": pa.array([relevance.score for relevance in judged], pa.float64()),
                "reasons": pa.array([relevance.reasons for relevance in judged], pa.list_(_TEXT)),
            }
        )

    def _entity_table(self) -> Any:
        """Each entity once, under the first of its spellings."""
        first = {id_: (type_, name, key) for (type_, name), (id_, key) in reversed(self._entities.items())}
        ids = pa.array(list(first), _TEXT)
        return pa.table(
            {
                "id": ids,
                "type": pa.array([type_ for type_, _, _ in first.values()], _TEXT),
                "name": pa.array([name for _, name, _ in first.values()], _TEXT),
                "key": pa.array([key for _, _, key in first.values()], _TEXT),
                "canonical_id": ids,
            }
        )

    def _alias_table(self) -> Any:
        """Each alias of an entity once."""
        return pa.table(
            {
                "entity_id": pa.array([id_ for id_, _ in self._aliases], _TEXT),
                "key": pa.array([key for _, key in self._aliases], _TEXT),
                "alias": pa.array(list(self._aliases.values()), _TEXT),
            }
        )

    def _mention_table(self) -> Any:
        """Which entities the versions name."""
        return pa.table(
            {
                "version_id": pa.array([version for version, _ in self._mentions], _TEXT),
                "entity_id": pa.array([entity for _, entity in self._mentions], _TEXT),
                "mentions": pa.array([count for count, _ in self._mentions.values()], pa.int32()),
                "in_lead": pa.array([in_lead for _, in_lead in self._mentions.values()], pa.bool_()),
            }
        )

    def _claim_table(self) -> Any:
        """Claims and candidates without their ids; `value_key` and `high_key` are the amounts as ids hold them."""
        rows = pa.array(self._rows, pa.int32())
        columns = {
            "version_id": pa.array(self._versions, _TEXT).take(rows),
            "extractor": pa.array([extraction.extractor for extraction in self._extractions], _TEXT).take(rows),
            "subject_id": pa.array(self._subjects, _TEXT),
            "object_id": pa.array(self._objects, _TEXT),
            "attribution_id": pa.array(self._sources, _TEXT),
            "is_candidate": pa.array(self._are_candidates, pa.bool_()),
        }
        for column, field, type_ in _FIELDS:
            columns[column] = pa.array(list(map(attrgetter(field), self._claims)), type_)
        columns["low"], columns["value_key"] = amount_columns([claim.value for claim in self._claims])
        columns["high"], columns["high_key"] = amount_columns([claim.value_high for claim in self._claims])
        return pa.table(columns)


_FIELDS = (
    *((name, name, _TEXT) for name in ("type", "subject", "object", "label", "unit", "bound", "date", "as_of")),
    *((name, name, _TEXT) for name in ("status", "attribution", "quote")),
    ("quote_start", "start", pa.int32()),
    ("quote_end", "end", pa.int32()),
    ("value_start", "value_start", pa.int32()),
    ("value_end", "value_end", pa.int32()),
    ("confidence", "confidence", pa.float64()),
)
_SPOT = attrgetter("start", "value_start", "type")


def _find_repeated(version: str, claims: Sequence[Claim]) -> set[int]:
    """The numbers of claims that say what one before says; only those at one spot can, so few ids are made here."""
    if len(set(map(_SPOT, claims))) == len(claims):
        return set()
    seen: set[str] = set()
    repeated = set()
    for number, claim in enumerate(claims):
        if not (is_storable(claim.value) and is_storable(claim.value_high)):
            continue
        id_ = claim_id(version, claim)
        if id_ in seen:
            repeated.add(number)
        seen.add(id_)
    return repeated


def names_in(text: str, name: str) -> bool:
    """Whether the text holds the name as whole words."""
    start = text.find(name) if name else -1
    while start >= 0:
        end = start + len(name)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            return True
        start = text.find(name, start + 1)
    return False


def _pick(ids: _Ids, name: str | None, order: Iterable[str]) -> str | None:
    by_type = ids.get(name) if name else None
    if by_type is None:
        return None
    if len(by_type) == 1:
        return next(iter(by_type.values()))
    return next(by_type[type_] for type_ in order if type_ in by_type)

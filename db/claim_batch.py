"""Extractions turned into columns for one bulk load."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa

from db.ids import claim_id, entity_id
from extractors.aliases import name_key
from extractors.currency import Rates, anchor_day
from extractors.records import Claim, Entity, Extraction
from extractors.stories import lead_end

Row = dict[str, Any]

# Where one name stands for things of several types, the claim's type tells which is meant.
_WORK_FIRST = ("WORK", "AI_MODEL", "COMPANY", "ORG", "EVENT", "PERSON", "CHARACTER")
_COMPANY_FIRST = ("COMPANY", "ORG", "AI_MODEL", "WORK", "EVENT", "PERSON", "CHARACTER")
_OBJECT_FIRST = {
    "role": ("PERSON", "CHARACTER", "COMPANY", "ORG", "WORK", "EVENT", "AI_MODEL"),
    "premiere": ("EVENT", "ORG", "COMPANY", "WORK", "PERSON", "CHARACTER", "AI_MODEL"),
}
_SUBJECT_FIRST = dict.fromkeys(("valuation", "funding", "revenue", "deal_value", "legal_amount"), _COMPANY_FIRST)
_SOURCE_FIRST = ("PERSON", "COMPANY", "ORG", "EVENT", "WORK", "AI_MODEL", "CHARACTER")
_LIMIT = Decimal(10) ** 20

_AMOUNT = pa.decimal128(28, 6)
_DOLLARS = pa.decimal128(28, 2)
_SIX_PLACES = Decimal("0.000001")
_CENTS = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where claims were read; `start` is the beginning of the text.

    `known_at` is when the version was first read by any extractor, None for never.
    """

    version_id: str
    article_id: str
    outlet: str
    published: datetime
    known_at: datetime | None
    title: str
    start: str


class ClaimBatch:
    """Collects the rows of many extractions."""

    def __init__(self, rates: Rates, at: datetime, run_id: str) -> None:
        self._rates = rates
        self._at = at
        self._run_id = run_id
        self._extractions: list[Row] = []
        self._entities: dict[str, Row] = {}
        self._aliases: dict[tuple[str, str], Row] = {}
        self._mentions: dict[tuple[str, str], Row] = {}
        self._claims: dict[str, Row] = {}
        self.off_topic = 0
        self.refused = 0

    def add(self, origin: Origin, extraction: Extraction) -> None:
        """Adds one version's extraction."""
        relevance = extraction.relevance
        known_at = origin.known_at or self._at
        self._extractions.append(
            {
                "version_id": origin.version_id,
                "extractor": extraction.extractor,
                "keep": relevance.keep,
                "score": relevance.score,
                "reasons": list(relevance.reasons),
                "known_at": known_at,
                "extracted_at": self._at,
                "run_id": self._run_id,
            }
        )
        if not relevance.keep:
            self.off_topic += 1
            return
        ids = self._add_entities(origin, extraction)
        common: Row = {
            "version_id": origin.version_id,
            "article_id": origin.article_id,
            "outlet": origin.outlet,
            "published": origin.published,
            "known_at": known_at,
            "extractor": extraction.extractor,
            "is_dropped": False,
        }
        for claims, is_candidate in ((extraction.claims, False), (extraction.candidates, True)):
            for claim in claims:
                self._add_claim(claim, ids, common | {"is_candidate": is_candidate})

    def _add_entities(self, origin: Origin, extraction: Extraction) -> dict[str, dict[str, str]]:
        ids: dict[str, dict[str, str]] = {}
        counts = Counter((mention.entity, mention.type) for mention in extraction.mentions)
        lead = f"{origin.title}\n{origin.start[: lead_end(origin.start)]}"
        for entity in extraction.entities:
            id_ = self._add_entity(entity)
            ids.setdefault(entity.name, {})[entity.type] = id_
            key = origin.version_id, id_
            mentioned = max(1, counts[entity.name, entity.type])
            in_lead = any(names_in(lead, name) for name in (entity.name, *entity.aliases))
            # Two spellings of one name in an article are one entity.
            before = self._mentions.get(key)
            if before is not None:
                mentioned, in_lead = mentioned + before["mentions"], in_lead or before["in_lead"]
            self._mentions[key] = {
                "version_id": origin.version_id,
                "entity_id": id_,
                "mentions": mentioned,
                "in_lead": in_lead,
            }
        return ids

    def _add_entity(self, entity: Entity) -> str:
        id_ = entity_id(entity.type, entity.name)
        key = name_key(entity.name, entity.type)
        row = {"id": id_, "type": entity.type, "name": entity.name, "key": key, "canonical_id": id_}
        self._entities.setdefault(id_, row | {"first_seen": self._at})
        for alias in entity.aliases:
            alias_key = name_key(alias, entity.type)
            if alias_key and alias_key != key:
                self._aliases.setdefault((id_, alias_key), {"entity_id": id_, "key": alias_key, "alias": alias})
        return id_

    def _add_claim(self, claim: Claim, ids: dict[str, dict[str, str]], common: Row) -> None:
        subject = _pick(ids, claim.subject, _SUBJECT_FIRST.get(claim.type, _WORK_FIRST))
        values = (claim.value, claim.value_high)
        if subject is None or not all(value is None or (value.is_finite() and abs(value) < _LIMIT) for value in values):
            self.refused += 1
            return
        id_ = claim_id(common["version_id"], claim)
        # A statement found twice, once as claim and once as candidate, is a claim: those come first.
        if id_ in self._claims:
            return
        object_order = _OBJECT_FIRST.get(claim.type, _COMPANY_FIRST)
        day = anchor_day(claim.as_of or claim.date, common["published"].date())
        self._claims[id_] = common | {
            "id": id_,
            "type": claim.type,
            "subject_id": subject,
            "object_id": _pick(ids, claim.object, object_order),
            "object": claim.object,
            "label": claim.label,
            "low": _rounded(claim.value, _SIX_PLACES),
            "high": _rounded(claim.value_high, _SIX_PLACES),
            "unit": claim.unit,
            "usd_low": self._usd(claim.value, claim.unit, day),
            "usd_high": self._usd(claim.value_high, claim.unit, day),
            "bound": claim.bound,
            "date": claim.date,
            "as_of": claim.as_of,
            "status": claim.status,
            "attribution": claim.attribution,
            "attribution_id": _pick(ids, claim.attribution, _SOURCE_FIRST),
            "quote": claim.quote,
            "quote_start": claim.start,
            "quote_end": claim.end,
            "value_start": claim.value_start,
            "value_end": claim.value_end,
            "confidence": claim.confidence,
        }

    def _usd(self, value: Decimal | None, unit: str | None, day: Any) -> Decimal | None:
        if value is None or unit is None or len(unit) != 3:
            return None
        return _rounded(self._rates.to_usd(value, unit, day), _CENTS)

    def extraction_table(self) -> Any:
        """The relevance of each version."""
        return _table(self._extractions, _EXTRACTIONS)

    def entity_table(self) -> Any:
        """Each entity once."""
        return _table(list(self._entities.values()), _ENTITIES)

    def alias_table(self) -> Any:
        """Each alias of an entity once."""
        return _table(list(self._aliases.values()), _ALIASES)

    def mention_table(self) -> Any:
        """Which entities the versions name."""
        return _table(list(self._mentions.values()), _MENTIONS)

    def claim_table(self) -> Any:
        """Claims and candidates."""
        return _table(list(self._claims.values()), _CLAIMS)


def names_in(text: str, name: str) -> bool:
    """Whether the text holds the name as whole words."""
    start = text.find(name) if name else -1
    while start >= 0:
        end = start + len(name)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            return True
        start = text.find(name, start + 1)
    return False


def _pick(ids: dict[str, dict[str, str]], name: str | None, order: Sequence[str]) -> str | None:
    by_type = ids.get(name, {}) if name else {}
    return next((by_type[type_] for type_ in order if type_ in by_type), None)


def _rounded(value: Decimal | None, places: Decimal) -> Decimal | None:
    return None if value is None else value.quantize(places)


def _table(rows: Sequence[Row], schema: Any) -> Any:
    return pa.Table.from_pylist(rows, schema=schema)


_TEXT = pa.string()
_INSTANT = pa.timestamp("us")
_EXTRACTIONS = pa.schema(
    {
        "version_id": _TEXT,
        "extractor": _TEXT,
        "keep": pa.bool_(),
        "score": pa.float64(),
        "reasons": pa.list_(_TEXT),
        "known_at": _INSTANT,
        "extracted_at": _INSTANT,
        "run_id": _TEXT,
    }
)
_ENTITIES = pa.schema(
    {"id": _TEXT, "type": _TEXT, "name": _TEXT, "key": _TEXT, "canonical_id": _TEXT, "first_seen": _INSTANT}
)
_ALIASES = pa.schema({"entity_id": _TEXT, "key": _TEXT, "alias": _TEXT})
_MENTIONS = pa.schema({"version_id": _TEXT, "entity_id": _TEXT, "mentions": pa.int32(), "in_lead": pa.bool_()})
_CLAIMS = pa.schema(
    {
        "id": _TEXT,
        "version_id": _TEXT,
        "article_id": _TEXT,
        "outlet": _TEXT,
        "published": _INSTANT,
        "known_at": _INSTANT,
        "type": _TEXT,
        "subject_id": _TEXT,
        "object_id": _TEXT,
        "object": _TEXT,
        "label": _TEXT,
        "low": _AMOUNT,
        "high": _AMOUNT,
        "unit": _TEXT,
        "usd_low": _DOLLARS,
        "usd_high": _DOLLARS,
        "bound": _TEXT,
        "date": _TEXT,
        "as_of": _TEXT,
        "status": _TEXT,
        "attribution": _TEXT,
        "attribution_id": _TEXT,
        "quote": _TEXT,
        "quote_start": pa.int32(),
        "quote_end": pa.int32(),
        "value_start": pa.int32(),
        "value_end": pa.int32(),
        "confidence": pa.float64(),
        "is_candidate": pa.bool_(),
        "extractor": _TEXT,
        "is_dropped": pa.bool_(),
    }
)

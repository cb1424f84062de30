"""The amounts of claims as columns: as stated and as their ids hold them; in dollars where a rate is known."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

from db.ids import amount_key
from extractors.currency import Rates, anchor_day

_LIMIT = Decimal(10) ** 20
_SIX_PLACES = Decimal("0.000001")
_CENTS = Decimal("0.01")


def is_storable(value: Decimal | None) -> bool:
    """Whether a column holds the value."""
    return value is None or (value.is_finite() and abs(value) < _LIMIT)


def amount_columns(amounts: Sequence[Decimal | None]) -> tuple[Any, Any]:
    """The amounts to six places, and as `db.ids.claim_id` takes them."""
    # The same few figures come back again and again: each is converted once.
    number_of: dict[Decimal | None, int] = {}
    rows = pa.array([number_of.setdefault(amount, len(number_of)) for amount in amounts], pa.int32())
    stored = pa.array(
        [None if amount is None else amount.quantize(_SIX_PLACES) for amount in number_of], pa.decimal128(28, 6)
    )
    keys = pa.array([None if amount is None else amount_key(amount) for amount in number_of], pa.string())
    return stored.take(rows), keys.take(rows)


def dollar_table(amounts: Iterable[tuple[Decimal, str, str | None, date]], rates: Rates) -> Any:
    """What amounts in a currency are in dollars: amount, unit, moment ("" for none), published, usd."""
    rows = list(amounts)
    dollars = [rates.to_usd(amount, unit, anchor_day(moment, published)) for amount, unit, moment, published in rows]
    return pa.table(
        {
            "amount": pa.array([amount for amount, _, _, _ in rows], pa.decimal128(28, 6)),
            "unit": pa.array([unit for _, unit, _, _ in rows], pa.string()),
            "moment": pa.array([moment for _, _, moment, _ in rows], pa.string()),
            "published": pa.array([published for _, _, _, published in rows], pa.date32()),
            "usd": pa.array([None if usd is None else usd.quantize(_CENTS) for usd in dollars], pa.decimal128(28, 2)),
        }
    )

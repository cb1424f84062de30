"""Reference rates of the European Central Bank, shipped as plain data and refreshed from a file of the same form."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

import pyarrow as pa

from db.store import Reader, Store
from extractors.currency import Rate, Rates
from extractors.errors import StoreError


@cache
def shipped_rates() -> Rates:
    """The last rates of each month since 2010.

    Source: European Central Bank, euro foreign exchange reference rates.
    """
    return Rates(parse_rates(files("db").joinpath("rates.csv").read_text(encoding="ascii")))


def parse_rates(text: str) -> Iterator[Rate]:
    """Reads the ECB's `eurofxref-hist.csv`: a column per currency, units for one euro. Raises ValueError."""
    for row in csv.DictReader(io.StringIO(text), skipinitialspace=True):
        if "Date" not in row:
            raise ValueError("the first column is not Date")
        day = date.fromisoformat(row["Date"].strip())
        for currency, cell in row.items():
            if currency and len(currency) == 3 and cell and cell.strip() not in ("", "N/A"):
                yield Rate(day, currency, float(cell))


def load_rates(reader: Reader) -> Rates:
    """The stored rates; the shipped ones where none are stored."""
    rows = reader.rows("SELECT day, currency, per_eur FROM store.rates")
    return Rates(Rate(*row) for row in rows) if rows else shipped_rates()


def save_rates(store: Store, path: Path) -> int:
    """Replaces the stored rates by those of a file in the ECB's form; returns their number.

    Equivalents already stored are converted anew by the next full reconcile.
    """
    try:
        rates = list(parse_rates(path.read_text(encoding="utf-8-sig")))
    except (OSError, ValueError) as exc:
        raise StoreError(
            f"{path} is not a table of reference rates: {exc}", hint="Give the ECB's eurofxref-hist.csv, unzipped."
        ) from exc
    if not rates:
        raise StoreError(f"{path} holds no rates", hint="Give the ECB's eurofxref-hist.csv, unzipped.")
    # A file that repeats a day would break the key: the last row of a day counts.
    unique = {(rate.day, rate.currency): rate for rate in rates}
    table = pa.table(
        {
            "day": pa.array([rate.day for rate in unique.values()], pa.date32()),
            "currency": [rate.currency for rate in unique.values()],
            "per_eur": [rate.per_eur for rate in unique.values()],
        }
    )
    with store.transaction(), store.batch("rates_batch", table):
        store.connection.execute("DELETE FROM store.rates")
        store.connection.execute("INSERT INTO store.rates BY NAME SELECT * FROM rates_batch")
    return len(unique)

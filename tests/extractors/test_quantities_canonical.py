"""An amount written in its plain form reads back as itself."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.quantities import find_quantities, format_quantity, parse_quantity
from extractors.quantities.currency_tables import CODES, DOUBTFUL
from extractors.records import Bound, Dimension, Quantity

DIMENSIONS: dict[str, Dimension] = {
    "minute": "duration",
    "day": "duration",
    "person": "people",
    "percent": "percent",
    "count": "count",
}
UNITS = st.sampled_from([*sorted(CODES - {"CNH"}), *DIMENSIONS])
BOUNDS: st.SearchStrategy[Bound] = st.sampled_from(["exact", "about", "over", "under", "range"])


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    """Any amount that can be said: whole people, two decimals elsewhere."""
    unit, bound = draw(UNITS), draw(BOUNDS)
    places = 0 if unit in {"person", "day", "count"} else 2
    # A doubtful code ("ALL 12", "TRY 3") is money only beside a sum.
    low = draw(st.decimals(100 if unit in DOUBTFUL else 1, 900_000_000, places=places))
    high = low + draw(st.decimals(1, 100, places=places)) if bound == "range" else None
    if high is not None and unit == "person":
        high = min(high, 2 * low)
    return Quantity(0, 0, "", low, high, unit, bound, DIMENSIONS.get(unit, "money"), 0, 0)


@given(quantities())
@settings(max_examples=500, deadline=None)
def test_a_written_amount_reads_back_with_value_unit_and_bound(quantity: Quantity) -> None:
    read = parse_quantity(format_quantity(quantity))
    assert read is not None, format_quantity(quantity)
    assert (read.low, read.high, read.unit) == (quantity.low, quantity.high, quantity.unit)
    assert (read.bound, read.dimension) == (quantity.bound, quantity.dimension)


@given(quantities())
@settings(max_examples=200, deadline=None)
def test_reading_and_writing_again_changes_nothing(quantity: Quantity) -> None:
    read = parse_quantity(format_quantity(quantity))
    assert read is not None
    assert parse_quantity(format_quantity(read)) == read


@given(quantities())
@settings(max_examples=200, deadline=None)
def test_an_amount_is_found_in_a_sentence_as_it_is_read_alone(quantity: Quantity) -> None:
    written = format_quantity(quantity)
    found = [each for each in find_quantities(f"They say {written}, no less.") if each.text == written]
    assert [(each.low, each.high, each.unit) for each in found] == [(quantity.low, quantity.high, quantity.unit)]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("just over half a million dollars", "more than USD 500,000"),
        ("$8-10m", "between USD 8,000,000 and USD 10,000,000"),
        ("an hour and a half", "90 minutes"),
        ("two weeks or so", "about 14 days"),
        ("up to nine people", "up to 9 people"),
        ("four-fifths", "80 per cent"),
        ("between 18 and 22 minutes", "between 18 and 22 minutes"),
    ],
)
def test_spoken_forms_have_one_plain_form(text: str, written: str) -> None:
    quantity = parse_quantity(text)
    assert quantity is not None
    assert format_quantity(quantity) == written


@pytest.mark.parametrize("text", ["", "   ", "no amount", "$5 and $6", "about $5 million in all", "six figures"])
def test_a_text_that_is_not_one_amount_gives_none(text: str) -> None:
    assert parse_quantity(text) is None


def test_white_space_around_an_amount_does_not_matter() -> None:
    quantity = parse_quantity("  $5m ")
    assert quantity is not None
    assert quantity.low == Decimal(5_000_000)

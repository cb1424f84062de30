"""Bare numbers that take the unit of another amount."""

from extractors.claims.figures import figure_of
from extractors.claims.triggers import Trigger
from extractors.quantities import find_quantities


def unit_of_last(text: str) -> str | None:
    """The unit that the last amount of the text has as a box office."""
    quantities = find_quantities(text)
    last = quantities[-1]
    figure = figure_of("box_office", Trigger("count", 0, 1, last.start, last.end, quantity=last), quantities)
    return figure.unit if figure is not None else None


def test_crores_stay_rupees_beside_dollars() -> None:
    assert unit_of_last("It grossed ₹500 crore ($60 million), including 350 crore net in India.") == "INR"


def test_crores_of_tickets_take_no_dollars() -> None:
    assert unit_of_last("It grossed $60 million from 2 crore tickets.") is None


def test_a_plain_number_takes_the_currency_before_it() -> None:
    assert unit_of_last("It grossed $60 million; 35 million had been hoped for.") == "USD"


def test_a_sum_in_an_unknown_currency_takes_no_other() -> None:
    assert [each.unit for each in find_quantities("It cost $2 million, or 14 million Bolivian pesos.")] == ["USD"]

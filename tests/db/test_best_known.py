"""What `companies` and `works` show as the best known figure."""

from db.facts import reconcile
from db.store import Store
from extractors.records import Entity
from tests.db.building import AT, article, claim, extraction, report, save

FIRM = Entity("Vellichor AI", "COMPANY")


def tell(store: Store, type_: str, value: str, *, day: int = 20, **fields: str | None) -> None:
    """An article by an outlet of its own that states one figure of the firm."""
    quote = f"Vellichor AI {type_} {value} {fields}"
    text = f"Something about a firm on day {day}. {quote}, it is said here."
    made = claim(text, quote, type_, FIRM.name, value, **fields)
    save(store, article(text, outlet=f"outlet-{value}", day=day), extraction(made, entities=(FIRM,)))


def shown(store: Store, columns: str, view: str = "companies") -> tuple[object, ...]:
    reconcile(store, run_id="r", at=AT)
    (row,) = store.rows(f"SELECT {columns} FROM {view}")
    return tuple(int(cell) if hasattr(cell, "as_tuple") else cell for cell in row)


def test_a_valuation_that_is_sought_is_none(store: Store) -> None:
    tell(store, "valuation", "9000", status="planned")
    assert shown(store, "valuation, valuation_usd, valuation_status") == (None, None, None)


def test_value_dollars_and_time_of_a_valuation_are_those_of_one_fact(store: Store) -> None:
    tell(store, "valuation", "5000", unit="EUR", as_of="2024", label="pre-money")
    tell(store, "valuation", "4000", as_of="2026")
    tell(store, "valuation", "9000", status="planned", day=25)
    found = shown(store, "valuation, valuation_usd, valuation_as_of, valuation_status")
    assert found == (4000, 4000, "2026", "asserted")


def test_the_latest_round_is_known_by_its_report_where_the_text_gives_no_time(store: Store) -> None:
    tell(store, "funding", "38", label="series b", day=22)
    tell(store, "funding", "8", label="seed", as_of="2024")
    assert shown(store, "last_funding") == (38,)


def test_a_total_is_no_round(store: Store) -> None:
    tell(store, "funding", "38", label="series b", as_of="2025")
    tell(store, "funding", "57", label="total", as_of="2026")
    assert shown(store, "last_funding") == (38,)


def test_the_revenue_of_a_year_comes_before_a_run_rate_and_says_which_it_is(store: Store) -> None:
    tell(store, "revenue", "85", label="arr", as_of="2026-05")
    assert shown(store, "revenue, revenue_label") == (85, "arr")
    tell(store, "revenue", "34", label="annual", as_of="2025")
    tell(store, "revenue", "99", label="annual", as_of="2027", status="planned")
    assert shown(store, "revenue, revenue_label") == (34, "annual")


def test_a_revenue_without_a_label_shows_none(store: Store) -> None:
    tell(store, "revenue", "85", label="arr", as_of="2026-05")
    tell(store, "revenue", "34", as_of="2025")
    assert shown(store, "revenue, revenue_label") == (34, None)


def test_a_budget_that_is_planned_says_so_and_gives_way_to_one_that_is_spent(store: Store) -> None:
    report(store, value="7000000", status="planned", outlet="reel", day=25)
    assert shown(store, "budget, budget_status", "works") == (7000000, "planned")
    report(store, value="400000", outlet="cinder", day=20)
    assert shown(store, "budget, budget_status", "works") == (400000, "asserted")


def test_what_a_company_plans_to_grow_to_is_not_its_size(store: Store) -> None:
    tell(store, "team_size", "200", unit="person", status="planned")
    assert shown(store, "team_size") == (None,)


def test_a_release_that_was_comes_before_one_that_is_planned(store: Store) -> None:
    for day, date, status, label in (
        (20, "2026-03-01", "asserted", "theatrical"),
        (25, "2026-09-01", "planned", "streaming"),
    ):
        quote = f"Hell Grind opens on {date}"
        text = f"Something on day {day}. {quote}, it is said here."
        made = claim(text, quote, "release_date", "Hell Grind", date=date, status=status, label=label)
        save(store, article(text, outlet=f"outlet-{day}", day=day), extraction(made))
    assert shown(store, "release_date, release_status", "works") == ("2026-03-01", "asserted")

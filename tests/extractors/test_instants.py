"""Instants as pages, feeds and headers write them."""

from datetime import UTC, datetime, timedelta

import pytest

from extractors.instants import has_time, has_zone, parse_instant

DAY = datetime(2026, 5, 4, tzinfo=UTC)
EVENING = datetime(2026, 5, 4, 20, 30, tzinfo=UTC)


@pytest.mark.parametrize("day_first", [True, False, None])
def test_with_dots_the_day_comes_first(day_first: bool | None) -> None:
    assert parse_instant("04.05.2026", day_first=day_first) == DAY
    assert parse_instant("4.5.2026, 20:30 Uhr", day_first=day_first) == EVENING


@pytest.mark.parametrize("text", ["04/05/2026", "4/5/2026", "04-05-2026"])
def test_with_slashes_it_takes_the_custom_of_the_page(text: str) -> None:
    assert parse_instant(text, day_first=True) == DAY
    assert parse_instant(text, day_first=False) == datetime(2026, 4, 5, tzinfo=UTC)
    assert parse_instant(text) is None


@pytest.mark.parametrize("day_first", [True, False, None])
@pytest.mark.parametrize("text", ["24/05/2026", "05/24/2026", "05.24.2026", "24-05-2026", "2026/05/24", "2026-5-24"])
def test_the_only_reading_that_is_possible_needs_no_custom(text: str, day_first: bool | None) -> None:
    assert parse_instant(text, day_first=day_first) == datetime(2026, 5, 24, tzinfo=UTC)


def test_day_and_month_of_one_number_need_no_custom() -> None:
    assert parse_instant("05/05/2026 10:00") == datetime(2026, 5, 5, 10, tzinfo=UTC)


def test_a_reading_in_the_future_is_not_possible() -> None:
    assert parse_instant("06/07/2026", now=datetime(2026, 6, 7, tzinfo=UTC)) == datetime(2026, 6, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("May 4, 2026 10:00 PM ET", datetime(2026, 5, 5, 2, tzinfo=UTC)),
        ("Jan. 4, 2026 10:00 PM ET", datetime(2026, 1, 5, 3, tzinfo=UTC)),
        ("May 4, 2026 10:00 PM CT", datetime(2026, 5, 5, 3, tzinfo=UTC)),
        ("May 4, 2026 10:00 PM MT", datetime(2026, 5, 5, 4, tzinfo=UTC)),
        ("May 4, 2026, 10 p.m. PT", datetime(2026, 5, 5, 5, tzinfo=UTC)),
        ("May 4, 2026 10:00 PM EST", datetime(2026, 5, 5, 3, tzinfo=UTC)),
    ],
)
def test_american_zones_without_a_season_take_that_of_the_day(text: str, instant: datetime) -> None:
    assert parse_instant(text) == instant
    assert has_time(text)
    assert has_zone(text)


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("2026-05-20T19:30:00-07:00", "2026-05-20T19:30:00-07:00"),
        ("Wed, 20 May 2026 19:30:00 -0700", "2026-05-20T19:30:00-07:00"),
        ("May 20, 2026 7:30 p.m. PT", "2026-05-20T19:30:00-07:00"),
        ("Jan. 20, 2026 7:30 p.m. PT", "2026-01-20T19:30:00-08:00"),
        ("2026-05-21T08:00:00+05:30", "2026-05-21T08:00:00+05:30"),
        ("2026-05-21T02:30:00Z", "2026-05-21T02:30:00+00:00"),
        ("2026-05-21T02:30:00", "2026-05-21T02:30:00+00:00"),
    ],
)
def test_an_instant_keeps_the_offset_that_it_is_written_with(text: str, local: str) -> None:
    found = parse_instant(text)
    assert found is not None
    assert found.isoformat() == local


@pytest.mark.parametrize("text", ["2026-05-20T19:30:00-23:00", "2026-05-20T19:30:00+05:30:15"])
def test_an_offset_that_no_place_has_is_not_kept(text: str) -> None:
    found = parse_instant(text)
    assert found == datetime.fromisoformat(text)
    assert found.utcoffset() == timedelta(0)


@pytest.mark.parametrize("text", ["4th May 2026 8.30pm", "May 4, 2026 8.30 p.m.", "Monday 4 May 2026 21.30 BST"])
def test_a_time_may_be_written_with_a_dot(text: str) -> None:
    assert parse_instant(text) == EVENING
    assert has_time(text)


@pytest.mark.parametrize("text", ["04.05.2026", "2026. 5. 4.", "20260504", "4 May 2026"])
def test_a_day_alone_has_no_time(text: str) -> None:
    assert parse_instant(text) == DAY
    assert not has_time(text)


def test_iso_dates_may_be_compact() -> None:
    assert parse_instant("20260504", is_iso=True) == DAY
    assert parse_instant("20260504T203000Z", is_iso=True) == EVENING


@pytest.mark.parametrize(
    "text", ["20261304", "12345678", "2026050", "202605041", "31/02/2026", "13/13/2026", "0/5/2026"]
)
def test_numbers_that_are_no_date_are_none(text: str) -> None:
    assert parse_instant(text) is None

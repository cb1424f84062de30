"""How long an answer says that it stays as it is."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.records import Page
from fetch.caching import MAX_FRESH_S, fresh_for_s

NOW = datetime(2026, 5, 27, 12, 0, tzinfo=UTC)


def fresh(**headers: str) -> float | None:
    fields = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return fresh_for_s(Page("http://a.example/", b"", headers=fields), NOW)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"cache_control": "public, max-age=600"}, 600),
        ({"cache_control": 'MAX-AGE = "600"'}, 600),
        ({"cache_control": "s-maxage=900, max-age=600"}, 600),
        ({"cache_control": "s-maxage=900"}, None),
        ({"cache_control": "max-age=600", "age": "100"}, 500),
        ({"cache_control": "max-age=600", "age": "700"}, None),
        ({"cache_control": "max-age=600", "age": "old"}, 600),
        ({"cache_control": "max-age=600", "expires": "Wed, 27 May 2026 17:00:00 GMT"}, 600),
        ({"cache_control": "no-cache, max-age=600"}, None),
        ({"cache_control": "no-store"}, None),
        ({"cache_control": "max-age=-5"}, None),
        ({"cache_control": "max-age=999999999999"}, MAX_FRESH_S),
        ({"expires": "Wed, 27 May 2026 17:00:00 GMT"}, 5 * 3600),
        ({"expires": "Wed, 27 May 2026 17:00:00 GMT", "date": "Wed, 27 May 2026 16:00:00 GMT"}, 3600),
        ({"expires": "Wed, 27 May 2026 10:00:00 GMT"}, None),
        ({"expires": "0"}, None),
        ({"expires": "-1"}, None),
        ({"expires": "Mon, 01 Jan 99999999999999999999 00:00:00 GMT"}, None),
        ({"expires": "Mon, 01 Jan 0001 00:00:00 +2300"}, None),
    ],
)
def test_the_headers_say_how_long(headers: dict[str, str], seconds: float | None) -> None:
    assert fresh(**headers) == seconds


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=40), st.text(max_size=20))
def test_nonsense_is_no_error_and_never_a_long_pause(control: str, expires: str, age: str) -> None:
    seconds = fresh(cache_control=control, expires=expires, age=age)
    assert seconds is None or 0 < seconds <= MAX_FRESH_S

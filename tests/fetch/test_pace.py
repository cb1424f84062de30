"""When hosts and sources are asked."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fetch.pace import HostPace, next_look

AT = datetime(2026, 5, 27, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_one_host_is_asked_after_the_pause_and_another_at_once() -> None:
    pace = HostPace(2.0)
    assert pace.reserve("a.example", 100.0) == 0.0
    assert pace.reserve("a.example", 100.5) == 1.5
    assert pace.reserve("b.example", 100.5) == 0.0


def test_a_crawl_delay_lengthens_the_pause_and_never_shortens_it() -> None:
    pace = HostPace(2.0)
    pace.reserve("a.example", 0.0, asked_s=10.0)
    assert pace.reserve("a.example", 0.0) == 10.0
    pace.reserve("b.example", 0.0, asked_s=0.1)
    assert pace.reserve("b.example", 0.0) == 2.0


def test_an_outlet_may_have_a_pause_of_its_own_which_the_host_may_lengthen() -> None:
    pace = HostPace(2.0)
    pace.reserve("a.example", 0.0, own_pause_s=5.0)
    assert pace.reserve("a.example", 0.0, own_pause_s=0.0) == 5.0
    assert pace.reserve("a.example", 5.0, own_pause_s=0.0, asked_s=1.0) == 0.0
    assert pace.reserve("a.example", 5.0) == 1.0


@given(st.integers(0, 50), st.integers(0, 50), st.none() | st.floats(0, 1e9))
def test_the_next_look_lies_between_the_interval_and_a_week(
    failures: int, quiet_looks: int, retry_after_s: float | None
) -> None:
    due = next_look(AT, every=HOUR, failures=failures, quiet_looks=quiet_looks, retry_after_s=retry_after_s)
    assert HOUR <= due - AT <= timedelta(days=7)


def test_a_failing_source_is_asked_ever_more_rarely() -> None:
    waits = [next_look(AT, every=HOUR, failures=n, quiet_looks=0) - AT for n in range(1, 8)]
    assert waits == sorted(waits)
    assert waits[0] == 2 * HOUR
    assert waits[-1] == timedelta(days=1)

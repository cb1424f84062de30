"""Each way to misbehave has its recorded outcome, takes bounded time, and harms no other fetch."""

import asyncio
import contextlib
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from extractors.errors import BlockedAddress, FetchError
from fetch.client import PoliteClient
from fetch.pace import HostPace
from tests.fetch.misbehaving import BEHAVIOURS, PAGE, MisbehavingServer

DEADLINE_S = 3.0
OUTCOMES = {
    "timed out": "hang-before-headers hang-after-headers hang-mid-body slow-headers drip-bytes endless-continues",
    "broken answer": "close-at-once reset-at-once reset-mid-body length-too-long length-negative length-not-a-number "
    "length-absurd length-twice broken-chunking chunks-cut-off chunk-size-huge http-0.9 garbage-status-line "
    "tls-in-the-clear huge-header many-headers endless-headers header-without-colon switching-protocols "
    "redirect-to-broken-url",
    "too large": "endless-body gigabyte-body feed-of-a-million",
    "too large inflated": "gzip-bomb",
    "truncated body": "gzip-cut-off",
    "broken content coding": "gzip-broken",
    "unknown content coding": "gzip-in-gzip unknown-coding raw-deflate",
    "too many redirects": "redirect-to-itself endless-redirect",
    "not an http address": "redirect-to-file redirect-to-ftp",
    "broken address": "redirect-to-script redirect-to-data redirect-with-bad-port",
    "unknown host": "redirect-to-unknown-host",
    "login needed": "401",
    "payment required": "402",
    "forbidden": "403",
    "not found": "404",
    "gone": "410",
    "status 418": "418",
    "too many requests": "429 429-until-a-date 429-until-soon 429-for-ages 429-negative",
    "unavailable for legal reasons": "451",
    "status 500": "500",
    "status 502": "502",
    "status 503": "503",
    "status 999": "999",
    "status 204": "204",
    "status 206": "206-unasked",
    "status 304": "304-unasked",
    "status 301": "redirect-without-location",
    "status 302": "redirect-to-nowhere",
    # What fetching takes as it comes and reading has to judge; feeds with faults are all of this kind.
    "status 200": "length-too-short length-and-chunked chunks-of-one-byte http-1.0 unknown-version no-reason-phrase "
    "two-answers early-hints folded-header binary-header gzip-undeclared gzip-then-garbage "
    "gzip-of-nothing empty-body only-whitespace html-with-nuls utf-16-without-bom bad-charset "
    "wrong-charset wrong-content-type picture-as-page no-content-type deep-nesting meta-refresh "
    "login-wall redirect-relative redirect-with-endless-body error-page-200 etag-always-new etag-broken "
    "etag-huge cookie-setter",
    "blocked": "redirect-to-private redirect-to-link-local redirect-to-decimal-address redirect-to-mapped-address "
    "redirect-to-zero redirect-to-multicast",
}
EXPECTED = {name: reason for reason, names in OUTCOMES.items() for name in names.split()}
EXPECTED |= {name: "status 200" for name, found in BEHAVIOURS.items() if found.group == "feed" and name not in EXPECTED}
GOOD_PAGES = "chunks-of-one-byte http-1.0 no-reason-phrase early-hints folded-header binary-header ok"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one fetch ended: a page's status, or the reason of its error."""

    reason: str
    body: bytes
    seconds: float
    retry_after_s: float | None = None


async def fetch_outcome(client: PoliteClient, url: str) -> Outcome:
    started = time.monotonic()
    body, retry_after_s = b"", None
    try:
        page = await client.get(url)
        reason, body = f"status {page.status}", page.body
    except BlockedAddress:
        reason = "blocked"
    except FetchError as error:
        reason, retry_after_s = error.reason, error.retry_after_s
    return Outcome(reason, body, time.monotonic() - started, retry_after_s)


async def fetch_outcomes(server: MisbehavingServer, names: list[str]) -> dict[str, Outcome]:
    """All of them through one client, ten at a time, with the good page at the end."""
    slots = asyncio.Semaphore(10)
    async with PoliteClient(
        user_agent="dailies-test/1",
        pace=HostPace(0.0),
        clock=lambda: datetime(2026, 5, 28, tzinfo=UTC),
        allow_loopback=True,
        deadline_s=DEADLINE_S,
    ) as client:

        async def fetch_one(name: str) -> Outcome:
            async with slots:
                return await fetch_outcome(client, server.url(name))

        outcomes = dict(zip(names, await asyncio.gather(*map(fetch_one, names)), strict=True))
        return {**outcomes, "ok": await fetch_one("ok")}


@pytest.fixture(scope="module")
def server() -> Iterator[MisbehavingServer]:
    with MisbehavingServer() as opened:
        yield opened


@pytest.fixture(scope="module")
def outcomes(server: MisbehavingServer) -> dict[str, Outcome]:
    return asyncio.run(fetch_outcomes(server, list(EXPECTED)))


@pytest.mark.parametrize("name", EXPECTED)
def test_each_behaviour_has_its_outcome(outcomes: dict[str, Outcome], name: str) -> None:
    assert outcomes[name].reason == EXPECTED[name], BEHAVIOURS[name].summary


def test_no_behaviour_takes_longer_than_its_requests_may(outcomes: dict[str, Outcome]) -> None:
    slow = {name: outcome.seconds for name, outcome in outcomes.items() if outcome.seconds > DEADLINE_S + 2}
    assert not slow


@pytest.mark.parametrize("name", GOOD_PAGES.split())
def test_odd_but_good_answers_arrive_whole(outcomes: dict[str, Outcome], name: str) -> None:
    assert outcomes[name].body == PAGE.encode()


@pytest.mark.parametrize(
    ("name", "seconds"),
    [("429", 120), ("503", 3_600), ("429-until-soon", None), ("429-negative", None), ("429-for-ages", 604_800)],
)
def test_retry_after_is_read_and_bounded(outcomes: dict[str, Outcome], name: str, seconds: float | None) -> None:
    assert outcomes[name].retry_after_s == seconds


def test_a_cookie_is_not_sent_back(server: MisbehavingServer) -> None:
    asyncio.run(fetch_outcomes(server, ["cookie-setter", "cookie-setter"]))
    assert not any("cookie" in request.headers for request in server.requests)


def test_a_robots_txt_that_hangs_costs_one_deadline() -> None:
    with MisbehavingServer(robots="hang-before-headers") as hanging:
        outcome = asyncio.run(fetch_outcomes(hanging, []))["ok"]
    assert outcome.reason == "timed out"
    assert outcome.seconds < DEADLINE_S + 2


def test_every_behaviour_has_an_expected_outcome() -> None:
    assert set(EXPECTED) == set(BEHAVIOURS)


def test_a_second_answer_is_not_taken_for_the_next_page(server: MisbehavingServer) -> None:
    outcomes = asyncio.run(fetch_outcomes(server, ["two-answers"] * 3))
    assert outcomes["ok"].body == PAGE.encode()


def test_there_are_a_hundred_behaviours_with_a_summary_each() -> None:
    assert len(BEHAVIOURS) >= 100
    assert all(found.summary.endswith(".") for found in BEHAVIOURS.values())


def test_closing_ends_a_behaviour_that_hangs() -> None:
    with contextlib.ExitStack() as stack:
        closing = stack.enter_context(MisbehavingServer())
        port = int(closing.base_url.rpartition(":")[2])
        client = socket.create_connection(("127.0.0.1", port), timeout=5)
        with client:
            client.sendall(b"GET /hang-before-headers HTTP/1.1\r\n\r\n")
            while not closing.requests:
                time.sleep(0.01)
            started = time.monotonic()
            stack.close()
            assert client.recv(1) == b""
            assert time.monotonic() - started < 1

"""The client as a good citizen: robots.txt, pauses, validators, no cookies, no private addresses."""

import asyncio
import time
from datetime import UTC, datetime

import pytest

from extractors.errors import BlockedAddress, FetchError
from fetch.client import PoliteClient, retry_after_s
from fetch.pace import HostPace
from tests.fetch.misbehaving import PAGE, MisbehavingServer

NOW = datetime(2026, 5, 27, 9, 0, tzinfo=UTC)
DEADLINE_S = 1.5


def client(*, allow_loopback: bool = True, pause_s: float = 0.0) -> PoliteClient:
    return PoliteClient(
        user_agent="Dailies/test (desk@newsroom.example)",
        pace=HostPace(pause_s),
        clock=lambda: NOW,
        allow_loopback=allow_loopback,
        deadline_s=DEADLINE_S,
    )


def test_a_good_page_comes_whole_beside_the_bad_ones() -> None:
    async def mixed(server: MisbehavingServer) -> bytes:
        async with client() as polite:
            bad = [asyncio.create_task(polite.get(server.url(name))) for name in ("drip-bytes", "hang-mid-body")]
            good = await polite.get(server.url("ok"))
            await asyncio.gather(*bad, return_exceptions=True)
            return good.body

    with MisbehavingServer() as server:
        assert asyncio.run(mixed(server)) == PAGE.encode()


def test_loopback_is_refused_without_the_opt_in() -> None:
    async def ask(server: MisbehavingServer) -> None:
        async with client(allow_loopback=False) as polite:
            await polite.get(server.url("ok"))

    with MisbehavingServer() as server:
        with pytest.raises(BlockedAddress):
            asyncio.run(ask(server))
        assert server.requests == ()


def test_a_page_that_robots_txt_forbids_is_never_asked_for() -> None:
    async def ask(server: MisbehavingServer) -> None:
        async with client() as polite:
            await polite.get(server.url("ok"))

    with MisbehavingServer(robots="503") as server:
        with pytest.raises(FetchError, match=r"robots\.txt"):
            asyncio.run(ask(server))
        assert [request.path for request in server.requests] == ["/robots.txt"]


def test_robots_txt_is_asked_once_per_host() -> None:
    async def ask(server: MisbehavingServer) -> None:
        async with client() as polite:
            await asyncio.gather(*(polite.get(server.url("ok")) for _ in range(5)))

    with MisbehavingServer() as server:
        asyncio.run(ask(server))
        assert [request.path for request in server.requests].count("/robots.txt") == 1


def test_no_cookie_is_sent_back() -> None:
    async def ask(server: MisbehavingServer) -> None:
        async with client() as polite:
            await polite.get(server.url("cookie-setter"))
            await polite.get(server.url("ok"))

    with MisbehavingServer() as server:
        asyncio.run(ask(server))
        assert all("cookie" not in request.headers for request in server.requests)


def test_the_user_agent_says_who_we_are_and_validators_are_sent() -> None:
    async def ask(server: MisbehavingServer) -> None:
        async with client() as polite:
            await polite.get(server.url("ok"), etag='"1"', last_modified="Wed, 20 May 2026 12:00:00 GMT")

    with MisbehavingServer() as server:
        asyncio.run(ask(server))
        headers = server.requests[-1].headers
    assert headers["user-agent"] == "Dailies/test (desk@newsroom.example)"
    assert headers["if-none-match"] == '"1"'
    assert headers["if-modified-since"] == "Wed, 20 May 2026 12:00:00 GMT"


@pytest.mark.parametrize("validator", ['"café-1"', '"a\tb"', '"\U0001f3ac"'])
def test_a_validator_that_cannot_be_sent_is_left_out(validator: str) -> None:
    async def ask(server: MisbehavingServer) -> int:
        async with client() as polite:
            return (await polite.get(server.url("ok"), etag=validator, last_modified=validator)).status

    with MisbehavingServer() as server:
        assert asyncio.run(ask(server)) == 200
        assert not {"if-none-match", "if-modified-since"} & server.requests[-1].headers.keys()


def test_the_pause_between_two_requests_is_kept() -> None:
    async def ask(server: MisbehavingServer) -> float:
        async with client(pause_s=0.3) as polite:
            started = time.monotonic()
            await polite.get(server.url("ok"))
            return time.monotonic() - started

    with MisbehavingServer() as server:
        # robots.txt, then the page.
        assert asyncio.run(ask(server)) >= 0.3


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("120", 120.0),
        ("Wed, 27 May 2026 09:01:00 GMT", 60.0),
        ("Wed, 27 May 2020 09:01:00 GMT", 0.0),
        ("99999999999999999999", 604_800.0),
        ("Mon, 01 Jan 99999999999999999999 00:00:00 GMT", None),
        ("-5", None),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after_s(value, NOW) == seconds


def test_a_login_in_an_address_is_not_in_that_of_its_page() -> None:
    async def get(url: str) -> str:
        async with client() as polite:
            return (await polite.get(url)).url

    with MisbehavingServer() as server:
        url = server.url("ok")
        assert asyncio.run(get(url.replace("://", "://desk:s3cret@"))) == url

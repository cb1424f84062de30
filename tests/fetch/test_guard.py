"""Only public addresses are connected to."""

import asyncio
import socket
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.errors import BlockedAddress
from fetch.client import PoliteClient
from fetch.guard import GuardedBackend, is_public
from fetch.pace import HostPace
from tests.fetch.misbehaving import MisbehavingServer

NAME = "rebind.example"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",  # cloud metadata
        "100.64.0.1",  # carrier-grade NAT
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",  # 6to4 of 127.0.0.1
        "64:ff9b::a9fe:a9fe",  # NAT64 of 169.254.169.254
    ],
)
def test_an_address_that_is_not_public_is_recognised(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "64:ff9b::808:808"])
def test_a_public_address_is_recognised(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses())
def test_every_address_has_an_answer(address: object) -> None:
    assert is_public(str(address)) in (True, False)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433"])
def test_the_backend_refuses_loopback_however_it_is_written(host: str) -> None:
    with pytest.raises(BlockedAddress):
        asyncio.run(GuardedBackend().connect_tcp(host, 9, timeout=2))


class FlippingNames:
    """A name server's answers for NAME: the first address once for each of its `times`, then the others in turn."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = list(addresses)
        self.lookups = 0
        self._ask = socket.getaddrinfo

    def getaddrinfo(self, host: str | bytes, *rest: object, **options: object) -> object:
        """As the system's, but for the one name."""
        if host not in (NAME, NAME.encode()):
            return self._ask(host, *rest, **options)  # type: ignore[arg-type]
        address = self.addresses[min(self.lookups, len(self.addresses) - 1)]
        self.lookups += 1
        return self._ask(address, *rest, **options)  # type: ignore[arg-type]


def ask(url: str) -> int:
    """Fetches as a run does, loopback allowed, and gives the status."""

    async def get() -> int:
        async with PoliteClient(
            user_agent="Dailies/test",
            pace=HostPace(0.0),
            clock=lambda: datetime(2026, 5, 27, tzinfo=UTC),
            allow_loopback=True,
            deadline_s=5.0,
        ) as client:
            return (await client.get(url)).status

    return asyncio.run(get())


@pytest.fixture
def server() -> Iterator[MisbehavingServer]:
    with MisbehavingServer() as opened:
        yield opened


def names(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> FlippingNames:
    flipping = FlippingNames(*addresses)
    monkeypatch.setattr(socket, "getaddrinfo", flipping.getaddrinfo)
    return flipping


@pytest.mark.parametrize("private", ["10.0.0.1", "169.254.169.254", "192.168.0.1", "fd00::1"])
def test_a_name_that_turns_private_after_robots_txt_is_refused(
    server: MisbehavingServer, monkeypatch: pytest.MonkeyPatch, private: str
) -> None:
    flipping = names(monkeypatch, "127.0.0.1", private)
    with pytest.raises(BlockedAddress) as caught:
        ask(server.url("ok").replace("127.0.0.1", NAME))
    assert private in str(caught.value)
    assert [request.path for request in server.requests] == ["/robots.txt"]
    assert flipping.lookups == 2


def test_what_was_looked_up_for_one_request_is_not_believed_for_the_next(
    server: MisbehavingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    flipping = names(monkeypatch, "127.0.0.1")
    url = server.url("ok").replace("127.0.0.1", NAME)
    assert ask(url) == 200
    flipping.addresses = ["10.0.0.1"]
    with pytest.raises(BlockedAddress):
        ask(url)


def test_the_address_that_was_checked_is_the_one_that_is_connected_to(
    server: MisbehavingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second lookup between check and connection would reach the other server, on another address of loopback."""
    port = int(server.base_url.rpartition(":")[2])
    with socket.create_server(("127.0.0.2", port)) as other:
        other.setblocking(False)
        flipping = names(monkeypatch, "127.0.0.1", "127.0.0.2")

        async def connect() -> str:
            stream = await GuardedBackend(allow_loopback=True).connect_tcp(NAME, port, timeout=5)
            peer = str(stream.get_extra_info("server_addr")[0])
            await stream.aclose()
            return peer

        assert asyncio.run(connect()) == "127.0.0.1"
        with pytest.raises(BlockingIOError):
            other.accept()
    assert flipping.lookups == 1

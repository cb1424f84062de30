"""Only public addresses are connected to."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.errors import BlockedAddress
from fetch.guard import GuardedBackend, is_public


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

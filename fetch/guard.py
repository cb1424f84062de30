"""Only public addresses are connected to, whatever a name resolves to and wherever a redirect points.

The check sits in the network backend, on the very address that is then connected to, so that a name that turns private
between check and connection (DNS rebinding) gains nothing.
"""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Iterable
from functools import cache

import httpcore
import httpx

from extractors.errors import BlockedAddress

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address literal is globally reachable unicast; embedded IPv4 addresses are looked into."""
    ip = ipaddress.ip_address(address.split("%", 1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        embedded = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if embedded is None and ip in _NAT64:
            embedded = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if embedded is not None:
            return is_public(str(embedded))
    return ip.is_global and not ip.is_multicast


def _allowed(address: str, *, loopback: bool) -> bool:
    return is_public(address) or (loopback and ipaddress.ip_address(address.split("%", 1)[0]).is_loopback)


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Resolves, checks every address of the answer, and connects to one that was checked."""

    def __init__(self, *, allow_loopback: bool = False) -> None:
        self._allow_loopback = allow_loopback
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        try:
            async with asyncio.timeout(timeout):
                found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except TimeoutError as exc:
            raise httpcore.ConnectTimeout(f"no answer for the name {host}") from exc
        except (OSError, UnicodeError) as exc:
            raise httpcore.ConnectError(f"unknown host {host}") from exc
        addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
        for address in addresses:
            if not _allowed(address, loopback=self._allow_loopback):
                raise BlockedAddress(host, f"not a public address ({address})")
        failure: Exception = httpcore.ConnectError(f"no address for {host}")
        for address in addresses[:3]:
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as exc:
                failure = exc
        raise failure

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002 - the interface's
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002 - the interface's
    ) -> httpcore.AsyncNetworkStream:
        raise BlockedAddress(path, "not an internet address")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


@cache
def tls_context() -> ssl.SSLContext:
    """Trust in the usual authorities, loaded once: it takes 50 ms, and every outlet has a client of its own."""
    return httpx.create_ssl_context(trust_env=False)


def guarded_transport(*, allow_loopback: bool = False, connections: int = 10) -> httpx.AsyncHTTPTransport:
    """A transport whose every connection goes through the guard; it ignores proxies of the environment.

    A connection serves one request: on a kept one, a second answer that a server sends unasked would be taken for the
    next page's, and the pause between requests outlives most servers' patience anyway.
    """
    transport = httpx.AsyncHTTPTransport(verify=tls_context(), http2=True, trust_env=False)
    # httpx takes no network backend, its pool (httpcore, public interface) does: hence the pinned httpx.
    transport._pool = httpcore.AsyncConnectionPool(
        ssl_context=tls_context(),
        max_connections=connections,
        max_keepalive_connections=0,
        http1=True,
        http2=True,
        network_backend=GuardedBackend(allow_loopback=allow_loopback),
    )
    return transport

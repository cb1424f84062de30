"""One polite client: robots.txt, pacing, conditional requests, and bounds on time, bytes and redirects."""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Self
from urllib.parse import SplitResult, urljoin, urlsplit

import httpcore
import httpx

from extractors.errors import BlockedAddress, FetchError
from extractors.records import Page
from extractors.urls import without_login
from fetch.body import read_body
from fetch.caching import is_sendable, read_instant
from fetch.guard import guarded_transport
from fetch.pace import HostPace
from fetch.robots import MAX_BYTES, Robots, parse_robots

MAX_REDIRECTS = 10
MAX_WIRE = 10_000_000
MAX_INFLATED = 20_000_000
MAX_RETRY_AFTER_S = 7 * 86_400.0
_REDIRECTS = {301, 302, 303, 307, 308}
# The word that goes into statistics for each refusal; other statuses are named by their number.
_REFUSALS = {
    401: "login needed",
    402: "payment required",
    403: "forbidden",
    404: "not found",
    410: "gone",
    429: "too many requests",
    451: "unavailable for legal reasons",
}


def retry_after_s(value: str | None, now: datetime) -> float | None:
    """Seconds of a Retry-After header (RFC 9110, 10.2.3: seconds or a date); None where it is missing or broken."""
    if not value:
        return None
    if value.strip().isdecimal():
        return min(float(value.strip()[:12]), MAX_RETRY_AFTER_S)
    moment = read_instant(value)
    return None if moment is None else min(max((moment - now).total_seconds(), 0.0), MAX_RETRY_AFTER_S)


class PoliteClient:
    """Fetches pages as a good citizen. One per thread; `pace` is shared by all clients of a run."""

    def __init__(
        self,
        *,
        user_agent: str,
        pace: HostPace,
        clock: Callable[[], datetime],
        allow_loopback: bool = False,
        deadline_s: float = 30.0,
        connections: int = 10,
        pause_s: float | None = None,
    ) -> None:
        """`pause_s` is this client's own, instead of the general one of `pace`."""
        self.user_agent = user_agent
        self._pace = pace
        self._pause_s = pause_s
        self._clock = clock
        self._deadline_s = deadline_s
        self._robots: dict[str, Robots] = {}
        self._robots_locks: dict[str, asyncio.Lock] = {}
        self._client = httpx.AsyncClient(
            transport=guarded_transport(allow_loopback=allow_loopback, connections=connections),
            headers={"user-agent": user_agent, "accept-encoding": "gzip", "accept-language": "en"},
            timeout=httpx.Timeout(min(deadline_s, 20.0), connect=min(deadline_s, 10.0)),
            trust_env=False,
            # No cookie is ever stored: an outlet sees the same stranger each time.
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        )

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.__aexit__(kind, error, trace)

    async def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Page:
        """The page (status 200), or the answer 304 without a body.

        Raises FetchError with a fixed reason and, where there was one, the status and Retry-After; BlockedAddress for
        an address that is not public. A validator that no header can carry is left out.
        """
        headers = {}
        if etag and is_sendable(etag):
            headers["if-none-match"] = etag
        if last_modified and is_sendable(last_modified):
            headers["if-modified-since"] = last_modified
        current = url
        for _ in range(MAX_REDIRECTS + 1):
            robots = await self.robots_of(current)
            if not robots.allows(current, self.user_agent):
                raise FetchError(url, "disallowed by robots.txt")
            page = await self._request(current, headers, asked_s=robots.crawl_delay_s(self.user_agent))
            if page.status in _REDIRECTS and page.header("location"):
                current = self._redirect_target(url, current, page.header("location") or "")
                continue
            return self._accepted(url, page, conditional=bool(headers))
        raise FetchError(url, "too many redirects")

    def _redirect_target(self, url: str, current: str, location: str) -> str:
        try:
            return urljoin(current, location)
        except ValueError as exc:
            raise FetchError(url, "broken redirect") from exc

    def _accepted(self, url: str, page: Page, *, conditional: bool) -> Page:
        if page.status in (200, 203) or (page.status == 304 and conditional):
            return Page(page.url, page.body, page.status, page.headers, url, page.fetched_at)
        raise FetchError(
            url,
            _REFUSALS.get(page.status, f"status {page.status}"),
            status=page.status,
            retry_after_s=retry_after_s(page.header("retry-after"), self._clock()),
        )

    async def robots_of(self, url: str) -> Robots:
        """What the host of an address asks of robots; fetched once. Raises FetchError where it does not answer."""
        parts = _checked(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        async with self._robots_locks.setdefault(origin, asyncio.Lock()):
            if origin not in self._robots:
                self._robots[origin] = await self._fetch_robots(f"{origin}/robots.txt")
            return self._robots[origin]

    async def _fetch_robots(self, url: str) -> Robots:
        current = url
        for _ in range(6):
            try:
                # One byte more than counts shows that there is more.
                page = await self._request(current, {}, first_bytes=MAX_BYTES + 1)
            except BlockedAddress:
                raise
            except FetchError as exc:
                # The host does not answer at all: say that, rather than that robots.txt forbids it.
                raise FetchError(url, exc.reason) from exc
            if page.status in _REDIRECTS and page.header("location"):
                current = self._redirect_target(url, current, page.header("location") or "")
                continue
            return parse_robots(page.status, page.body)
        return parse_robots(404, b"")

    async def _request(
        self, url: str, headers: dict[str, str], *, asked_s: float | None = None, first_bytes: int | None = None
    ) -> Page:
        """`first_bytes`: of a longer body these, instead of an error."""
        parts = _checked(url)
        wait_s = self._pace.reserve(parts.netloc, time.monotonic(), own_pause_s=self._pause_s, asked_s=asked_s)
        await asyncio.sleep(wait_s)
        try:
            async with asyncio.timeout(self._deadline_s), self._client.stream("GET", url, headers=headers) as response:
                body = b""
                if response.status_code in (200, 203):
                    encoding = response.headers.get("content-encoding", "")
                    body = await read_body(
                        response.aiter_raw(65_536),
                        encoding,
                        url,
                        max_wire=MAX_WIRE,
                        max_inflated=MAX_INFLATED,
                        first_bytes=first_bytes,
                    )
                fields = tuple((name.lower(), value) for name, value in response.headers.multi_items())
                return Page(without_login(str(response.url)), body, response.status_code, fields, url, self._clock())
        except TimeoutError as exc:
            raise FetchError(url, "timed out") from exc
        except (httpx.TimeoutException, httpcore.TimeoutException) as exc:
            raise FetchError(url, "timed out") from exc
        except httpx.ConnectError as exc:
            raise FetchError(url, _connect_reason(exc)) from exc
        except (httpx.HTTPError, httpcore.ProtocolError, httpcore.NetworkError) as exc:
            raise FetchError(url, "broken answer") from exc
        except (httpx.InvalidURL, UnicodeError, ValueError) as exc:
            raise FetchError(url, "broken address") from exc


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        known = parts.port is None or parts.port > 0
    except ValueError as exc:
        raise FetchError(url, "broken address") from exc
    if parts.scheme not in ("http", "https") or not parts.hostname or not known:
        raise FetchError(url, "not an http address")
    return parts


def _connect_reason(exc: Exception) -> str:
    text = str(exc).lower()
    if "certificate" in text:
        return "certificate error"
    if "unknown host" in text:
        return "unknown host"
    return "TLS error" if "ssl" in text else "no connection"

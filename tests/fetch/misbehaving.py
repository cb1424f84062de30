"""A server on loopback that misbehaves in a hundred named ways, each under the path `/<name>`; `/ok` behaves.

    with MisbehavingServer() as server:
        client.get(server.url("gzip-bomb"))

`BEHAVIOURS` lists them by name. The server handles each connection in a task of its own, so that no behaviour is in the
way of another, and closing it ends even those that hang.
"""

import asyncio
import contextlib
import threading
from types import TracebackType
from typing import Self

import tests.fetch.body_faults
import tests.fetch.feed_faults
import tests.fetch.status_faults
import tests.fetch.wire_faults  # noqa: F401 - registers its behaviours
from tests.fetch.behaviour import BEHAVIOURS, HTML, PAGE, Answer, Behaviour, Request

__all__ = ["BEHAVIOURS", "PAGE", "Behaviour", "MisbehavingServer", "Request"]

MAX_REQUEST_HEAD = 256_000


class MisbehavingServer:
    """Serves while its context is open.

    robots: the name of the behaviour that answers for /robots.txt; without it, there is none (404).
    pause_s: what slow behaviours wait between two bytes.
    """

    def __init__(self, *, robots: str | None = None, pause_s: float = 0.05) -> None:
        self._robots = robots
        self._pause_s = pause_s
        self._port = 0
        self._requests: list[Request] = []
        self._connections: set[asyncio.Task[None]] = set()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="misbehaving", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped: asyncio.Event | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._ready.wait(10):
            raise RuntimeError("the misbehaving server did not start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._loop is not None
        assert self._stopped is not None
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join()

    @property
    def base_url(self) -> str:
        """Where it listens, without a slash at the end."""
        return f"http://127.0.0.1:{self._port}"

    def url(self, name: str) -> str:
        """The address of a behaviour, or of the good page "ok"."""
        if name != "ok" and name not in BEHAVIOURS:
            raise KeyError(name)
        return f"{self.base_url}/{name}"

    @property
    def requests(self) -> tuple[Request, ...]:
        """What was asked so far, oldest first."""
        return tuple(self._requests)

    async def _serve(self) -> None:
        self._loop, self._stopped = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._handle, "127.0.0.1", 0, limit=MAX_REQUEST_HEAD)
        self._port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stopped.wait()
        server.close()
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        await server.wait_closed()

    async def _handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            await self._answer(await _read_request(reader), Answer(writer, self.base_url, self._pause_s))
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            # The client hung up, talks no HTTP, or the server is closing: the connection ends here in each case.
            writer.transport.abort()
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()
            self._connections.discard(task)

    async def _answer(self, request: Request, answer: Answer) -> None:
        self._requests.append(request)
        name = request.path.split("/")[1] if "/" in request.path else ""
        if name == "robots.txt" and self._robots is not None:
            name = self._robots
        if name == "ok":
            await answer.whole(headers={**HTML, "ETag": '"ok-1"'})
        elif name in BEHAVIOURS:
            await BEHAVIOURS[name].serve(request, answer)
        else:
            await answer.whole("no such behaviour", status="404 Not Found")


async def _read_request(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.strip().split("\r\n")
    method, _, rest = first.partition(" ")
    target = rest.rpartition(" ")[0]
    pairs = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    return Request(method, target, target.partition("?")[0], headers)

"""What a misbehaving server is made of: a request, the means to answer it, and the registry of named behaviours."""

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>The Tide Clerk is finished</title>
<meta property="article:published_time" content="2026-05-20T12:00:00Z"></head>
<body><article><h1>The Tide Clerk is finished</h1>
<p>The generated drama The Tide Clerk runs 52 minutes and was finished on Wednesday, after ten weeks of work.</p>
<p>A quarter of its shots come from a model, the others from a beach on which it rained for most of the time.</p>
<p>It will be shown in the autumn, in a room that seats forty, with the windows open for the sound of the sea.</p>
</article></body></html>
"""
HTML = {"Content-Type": "text/html; charset=utf-8"}
XML = {"Content-Type": "application/rss+xml; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came. `path` is without its query; header names are lower case."""

    method: str
    target: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)


class Answer:
    """Writes an answer piece by piece, proper or not. `pause_s` is what a slow behaviour waits between two pieces."""

    def __init__(self, writer: asyncio.StreamWriter, base_url: str, pause_s: float) -> None:
        self._writer = writer
        self.base_url = base_url
        self.pause_s = pause_s

    async def send(self, data: bytes) -> None:
        """These bytes, and nothing else."""
        self._writer.write(data)
        await self._writer.drain()

    async def head(self, status: str = "200 OK", headers: Mapping[str, str] | None = None) -> None:
        """A status line and headers; the connection is announced to close."""
        fields = {**(headers or {}), "Connection": "close"}
        lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in fields.items())]
        await self.send(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))

    async def whole(
        self, body: str | bytes = PAGE, *, status: str = "200 OK", headers: Mapping[str, str] = HTML
    ) -> None:
        """A well-formed answer with its length."""
        content = body.encode() if isinstance(body, str) else body
        await self.head(status, {**headers, "Content-Length": str(len(content))})
        await self.send(content)

    async def hang(self) -> None:
        """Keeps the connection open and says nothing more."""
        await asyncio.sleep(3_600)

    async def pause(self) -> None:
        """Waits as long as a slow behaviour does between two pieces."""
        await asyncio.sleep(self.pause_s)

    def reset(self) -> None:
        """Ends the connection with RST in place of FIN."""
        held: socket.socket = self._writer.get_extra_info("socket")
        held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._writer.transport.abort()


Serve = Callable[[Request, Answer], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One way to misbehave, under the path `/<name>`."""

    name: str
    group: str
    summary: str
    serve: Serve


BEHAVIOURS: dict[str, Behaviour] = {}


def behaviour(group: str, name: str | None = None) -> Callable[[Serve], Serve]:
    """Registers a function as a behaviour, named after it, with its docstring as the summary."""

    def register(serve: Serve) -> Serve:
        function_name = getattr(serve, "__name__", "")
        chosen = name or function_name.replace("_", "-")
        summary = (serve.__doc__ or "").strip()
        assert chosen not in BEHAVIOURS, chosen
        assert summary, chosen
        BEHAVIOURS[chosen] = Behaviour(chosen, group, summary, serve)
        return serve

    return register


def always(group: str, name: str, summary: str, serve: Callable[[Answer], Awaitable[None]]) -> None:
    """Registers a behaviour that does not look at the request."""

    async def answer_alike(_request: Request, answer: Answer) -> None:
        await serve(answer)

    answer_alike.__doc__ = summary
    behaviour(group, name)(answer_alike)

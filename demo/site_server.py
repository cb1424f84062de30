"""The HTTP server of one demo site: conditional requests, gzip, robots.txt, keep-alive."""

import contextlib
import gzip
import hashlib
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from demo.pages import Resource
from demo.site import DemoSite

GZIP_FROM_BYTES = 256
NOT_FOUND = b"<!doctype html><html><head><title>Not found</title></head><body><h1>Not found</h1></body></html>"


@dataclass(frozen=True, slots=True)
class ServedRequest:
    """One request as it was answered. `path` carries the query string."""

    site_id: str
    method: str
    path: str
    status: int


class SiteServer(ThreadingHTTPServer):
    """Serves `resources` on a socket that listens already; every answer is noted in `log`."""

    daemon_threads = False
    block_on_close = True

    def __init__(
        self, listening: socket.socket, site: DemoSite, resources: Mapping[str, Resource], log: list[ServedRequest]
    ) -> None:
        super().__init__(listening.getsockname(), _SiteHandler, bind_and_activate=False)
        self.socket.close()
        self.socket = listening
        self.site = site
        self.resources = resources
        self.log = log
        self._connections: set[socket.socket] = set()
        self._connections_lock = threading.Lock()

    def stop(self) -> None:
        """Ends the serving loop and every open connection, and waits for their threads."""
        self.shutdown()
        with self._connections_lock:
            for connection in self._connections:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        self.server_close()

    def get_request(self) -> tuple[socket.socket, object]:
        connection, address = super().get_request()
        with self._connections_lock:
            self._connections.add(connection)
        return connection, address

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        if isinstance(request, socket.socket):
            with self._connections_lock:
                self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up in the middle of an answer is none of the newsroom's business."""


class _SiteHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # One packet per answer: without it, Nagle and delayed acknowledgement cost 40 ms a page.
    wbufsize = -1
    disable_nagle_algorithm = True
    timeout = 30
    server: SiteServer

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def version_string(self) -> str:
        return "newsroom"

    def log_message(self, format: str, *args: object) -> None:
        """Requests are kept in the server's log instead of being printed."""

    def _answer(self, *, with_body: bool) -> None:
        resource = self.server.resources.get(urlsplit(self.path).path)
        if resource is None:
            resource = Resource(NOT_FOUND, "text/html; charset=utf-8", datetime(2026, 1, 5, tzinfo=UTC), status=404)
        headers = {"Content-Type": resource.content_type, "Vary": "Accept-Encoding"}
        body, status = resource.body, resource.status
        if len(body) >= GZIP_FROM_BYTES and _accepts_gzip(self.headers.get("Accept-Encoding", "")):
            body = gzip.compress(body, mtime=0)
            headers["Content-Encoding"] = "gzip"
        if status == 200:
            headers |= self._validators(resource)
            if self._is_unchanged(headers):
                body, status = b"", 304
                headers = {name: headers[name] for name in ("ETag", "Last-Modified", "Vary") if name in headers}
        if status != 304:
            headers["Content-Length"] = str(len(body))
        self._send(status, headers, body if with_body else b"")

    def _validators(self, resource: Resource) -> dict[str, str]:
        headers = {}
        if "etag" in self.server.site.validators:
            # Weak, since the compressed and the plain form share it.
            headers["ETag"] = f'W/"{hashlib.sha256(resource.body).hexdigest()[:20]}"'
        if "last-modified" in self.server.site.validators:
            headers["Last-Modified"] = format_datetime(resource.last_modified.astimezone(UTC), usegmt=True)
        return headers

    def _is_unchanged(self, headers: Mapping[str, str]) -> bool:
        """RFC 9110, 13.2.2: If-None-Match decides where it is given, If-Modified-Since only without it."""
        known = self.headers.get("If-None-Match")
        if known is not None:
            tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
            return "ETag" in headers and ("*" in tags or headers["ETag"].removeprefix("W/") in tags)
        since = self.headers.get("If-Modified-Since")
        if since is None or "Last-Modified" not in headers:
            return False
        try:
            return parsedate_to_datetime(headers["Last-Modified"]) <= parsedate_to_datetime(since)
        except (ValueError, TypeError):  # a date that cannot be read or compared is as good as none
            return False

    def _send(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.server.log.append(ServedRequest(self.server.site.id, self.command, self.path, status))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()


def _accepts_gzip(accepted: str) -> bool:
    for part in accepted.split(","):
        coding, _, weight = part.partition(";")
        if coding.strip().lower() in ("gzip", "*"):
            return weight.replace(" ", "").lower() not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False

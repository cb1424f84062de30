"""The demo newsroom: several news sites on loopback, as different from each other as real ones.

Real sites differ by host; here each has a port of 127.0.0.1 of its own. The ports are consecutive from `base_port`, so
that an article has the same address in every run and a second run recognises what the first one stored. Where one of
the ports is taken, the next free range is used, and `ports_file` (if given) remembers it: later runs with the same
file try that range first.
"""

import contextlib
import errno
import json
import os
import socket
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from demo.pages import find_article_urls, render_site
from demo.site import DemoSite, load_sites
from demo.site_server import ServedRequest, SiteServer
from extractors.errors import DailiesError, SettingsError
from extractors.records import Outlet

HOST = "127.0.0.1"
BASE_PORT = 8740
RANGE_STEP = 20
RANGES = 25


class Newsroom:
    """Serves the demo's sites while its context is open.

    edition: 1, or 2, in which one article gives another budget than it did in the first.
    """

    def __init__(self, edition: int = 1, *, base_port: int = BASE_PORT, ports_file: Path | None = None) -> None:
        if edition not in (1, 2):
            raise DailiesError(f"the demo newsroom has no edition {edition}", hint="choose edition 1 or 2")
        self.edition = edition
        self.sites: tuple[DemoSite, ...] = load_sites(edition)
        self.base_port = base_port
        self._ports_file = ports_file
        self._sockets: dict[str, socket.socket] = {}
        self._servers: list[SiteServer] = []
        self._threads: list[threading.Thread] = []
        self._requests: list[ServedRequest] = []

    def __enter__(self) -> Self:
        self._sockets = self._take_ports()
        for site in self.sites:
            if site.is_silent:
                # Bound and never listening: the port stays ours, and whoever calls is refused.
                continue
            resources = render_site(site, self.sites, self.base_urls)
            server = SiteServer(self._sockets[site.id], site, resources, self._requests)
            thread = threading.Thread(target=server.serve_forever, args=(0.05,), name=f"demo-{site.id}", daemon=True)
            thread.start()
            self._servers.append(server)
            self._threads.append(thread)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server in self._servers:
            server.stop()
        for thread in self._threads:
            thread.join()
        for held in self._sockets.values():
            held.close()
        self._servers, self._threads, self._sockets = [], [], {}

    @property
    def base_urls(self) -> dict[str, str]:
        """Site id -> address of its home page, without a slash at the end."""
        return {site.id: f"http://{HOST}:{self.base_port + site.port_offset}" for site in self.sites}

    @property
    def base_url(self) -> str:
        """The address of the first site."""
        return self.base_urls[self.sites[0].id]

    @property
    def article_urls(self) -> dict[str, str]:
        """`<site id>/<slug>` -> address, for every article that a site announces, readable or not."""
        return find_article_urls(self.sites, self.base_urls)

    @property
    def outlets(self) -> tuple[Outlet, ...]:
        """The sites as a settings file would declare them."""
        return tuple(_outlet(site, self.base_urls[site.id]) for site in self.sites)

    @property
    def requests(self) -> tuple[ServedRequest, ...]:
        """What was asked and answered so far, oldest first."""
        return tuple(self._requests)

    def _take_ports(self) -> dict[str, socket.socket]:
        remembered = _read_base_port(self._ports_file)
        ranges = [self.base_port + RANGE_STEP * number for number in range(RANGES)]
        for base_port in ranges if remembered is None else [remembered, *ranges]:
            taken = self._try_ports(base_port)
            if taken is not None:
                self.base_port = base_port
                _write_base_port(self._ports_file, base_port)
                return taken
        raise DailiesError(
            f"no free ports for the demo newsroom from {ranges[0]} to {ranges[-1] + RANGE_STEP}",
            hint="stop what listens there, or give another base port",
        )

    def _try_ports(self, base_port: int) -> dict[str, socket.socket] | None:
        with contextlib.ExitStack() as on_failure:
            sockets: dict[str, socket.socket] = {}
            for site in self.sites:
                held = on_failure.enter_context(socket.socket(socket.AF_INET, socket.SOCK_STREAM))
                held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    held.bind((HOST, base_port + site.port_offset))
                    if not site.is_silent:
                        held.listen(128)
                except OSError as error:
                    if error.errno in (errno.EADDRINUSE, errno.EACCES):
                        return None
                    raise
                sockets[site.id] = held
            on_failure.pop_all()
            return sockets


def _outlet(site: DemoSite, base_url: str) -> Outlet:
    source = base_url + site.source
    return Outlet(
        id=site.id,
        name=site.name,
        feed=source if site.source_kind == "feed" else None,
        sitemap=source if site.source_kind == "sitemap" else None,
        listing=source if site.source_kind == "listing" else None,
        language=site.language,
    )


def _read_base_port(file: Path | None) -> int | None:
    if file is None or not file.exists():
        return None
    try:
        port = json.loads(file.read_text(encoding="utf-8"))["base_port"]
    except (ValueError, KeyError, TypeError) as error:
        raise SettingsError(f"{file} does not hold the demo's ports", hint="delete it") from error
    if not isinstance(port, int) or not 1024 <= port < 65_536 - RANGE_STEP:
        raise SettingsError(f"{file} names no usable port: {port!r}", hint="delete it")
    return port


def _write_base_port(file: Path | None, base_port: int) -> None:
    if file is None:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    draft.write_text(json.dumps({"base_port": base_port}) + "\n", encoding="utf-8")
    draft.replace(file)

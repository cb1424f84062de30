"""A site on loopback whose every answer a test sets, and one round of an ingest without Prefect."""

import asyncio
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from db.outlets import save_outlets
from db.store import Store
from extractors.records import Outlet
from flows.clients import ClientOptions, client_options, with_client
from flows.discovery import Discovery, discover
from flows.harvest import Harvest, Round, Target, harvest
from flows.outlet_line import OutletLine, save_outlet
from flows.settings import Fetching, Paths, Settings
from flows.targets import choose_targets, load_known_states, schedule_looks

NOW = datetime(2026, 5, 27, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Resource:
    """What a path answers."""

    body: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Press:
    """Serves `resources` by path (without the query) while its context is open; `asked` are the targets, in order."""

    def __init__(self) -> None:
        self.resources: dict[str, Resource] = {}
        self.asked: list[str] = []
        press = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                press.asked.append(self.path)
                resource = press.resources.get(self.path.partition("?")[0], Resource("none", 404))
                known = resource.headers.get("ETag")
                status = 304 if known and self.headers.get("If-None-Match") == known else resource.status
                body = b"" if status == 304 else resource.body.encode()
                self.send_response(status)
                for name, value in resource.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def put(self, path: str, body: str = "", status: int = 200, **headers: str) -> str:
        """Sets what a path answers; `cache_control="…"` is the header Cache-Control. Returns the address."""
        fields = {"ETag" if name == "etag" else name.replace("_", "-").title(): text for name, text in headers.items()}
        self.resources[path] = Resource(body, status, fields)
        return self.url + path

    def put_feed(self, *links: str | tuple[str, datetime | None], path: str = "/feed.xml", **headers: str) -> Outlet:
        """Sets a feed of these links (path or address, with a date) and returns its outlet."""
        pairs = [link if isinstance(link, tuple) else (link, NOW - HOUR) for link in links]
        items = "".join(
            f"<item><title>Story {number}</title><link>{self._absolute(link)}</link>"
            + (f"<pubDate>{format_datetime(date)}</pubDate>" if date else "")
            + "</item>"
            for number, (link, date) in enumerate(pairs)
        )
        source = self.put(path, f'<rss version="2.0"><channel><title>Press</title>{items}</channel></rss>', **headers)
        return Outlet("press", "The Press", feed=source)

    def put_page(self, path: str, words: str = "$2 million", **headers: str) -> str:
        """Sets an article in which these words stand."""
        return self.put(path, article_page(path, words), **headers)

    def pages_asked(self) -> list[str]:
        """What was asked but robots.txt and the feed."""
        return [target for target in self.asked if target not in ("/robots.txt", "/feed.xml")]

    def _absolute(self, link: str) -> str:
        return (link if "://" in link else self.url + link).replace("&", "&amp;")


def article_page(name: str, words: str = "$2 million") -> str:
    """A page that is read as an article on an AI film."""
    return f"""<!doctype html><html lang="en"><head><title>The film of {name}</title>
<meta property="article:published_time" content="2026-05-20T08:15:00Z"></head><body><article><h1>The film of {name}</h1>
<p>Lantern Row Pictures spent {words} on its film Moth Parade, which three people made with a generative model in ten
weeks, in a house by the sea that belongs to none of them.</p>
<p>The film runs 82 minutes and was shown at the Harbour Lights Festival in Rotterdam on Tuesday, to a full house that
stayed for the talk and asked how the artificial actors had been directed.</p>
<p>Its director, Ana Prieto, said that the next one would be made in the same way, with the same people, and for the
same money, if anybody wanted to see it.</p></article></body></html>"""


def settings_for(folder: Path, **fetching: Any) -> Settings:
    """Settings for a site on loopback, asked at once."""
    options = {"pause_s": 0.0, "deadline_s": 5.0, "allow_loopback": True, **fetching}
    paths = Paths(
        database=folder / "dailies.duckdb", published=folder / "published.duckdb", pages=folder / "warc", digests=folder
    )
    return Settings(paths=paths, fetching=Fetching(**options))


def round_of(settings: Settings, at: datetime) -> Round:
    fetching = settings.fetching
    look_back, recheck = timedelta(days=fetching.look_back_days), timedelta(minutes=fetching.recheck_minutes)
    return Round(f"run-{at:%d%H%M}", at, look_back, recheck)


def discover_now(outlet: Outlet, options: ClientOptions, round_: Round, store: Store) -> Discovery:
    """What the outlet's source offers, asked whether it is due or not."""
    state = load_known_states(store, [outlet])[outlet.id]
    work = with_client(options, lambda client: discover(outlet, state, client, round_), pause_s=outlet.pause_s)
    return asyncio.run(work)


def harvest_now(outlet: Outlet, targets: Sequence[Target], options: ClientOptions, round_: Round) -> Harvest:
    """The outlet's pages."""
    work = with_client(options, lambda client: harvest(outlet, targets, client, round_), pause_s=outlet.pause_s)
    return asyncio.run(work)


def run_round(store: Store, settings: Settings, outlets: Sequence[Outlet], at: datetime = NOW) -> list[OutletLine]:
    """One ingest up to the saved articles, with the functions that the flow calls."""
    options, round_ = client_options(settings, at), round_of(settings, at)
    known = load_known_states(store, outlets)
    save_outlets(store, outlets)
    discoveries = []
    for outlet in outlets:
        due = (known[outlet.id].next_due or at) <= at
        asked = discover_now(outlet, options, round_, store) if due else Discovery(outlet, known[outlet.id])
        discoveries.append(asked)
    targets = choose_targets(store, discoveries, round_, limit=settings.fetching.pages_per_outlet)
    lines = []
    for found in schedule_looks(store, discoveries, targets, round_):
        chosen = targets[found.outlet.id]
        lines.append(save_outlet(store, found, harvest_now(found.outlet, chosen, options, round_), round_, settings))
    return lines

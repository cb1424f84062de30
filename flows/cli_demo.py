"""`dailies demo`: the real pipeline against a newsroom and a mail server on this machine.

The first run ingests twice: the newsroom's first edition, and some hours later the second, in which one outlet has
changed a figure. Every further run finds the second edition unchanged.
"""

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from rich.text import Text

from demo.mailserver import MailServer
from demo.newsroom import Newsroom
from digest.build import build_edition
from digest.edition import Edition, Voice
from digest.phrases import lower_first
from digest.render import quoted
from extractors.errors import SettingsError
from flows.cli_run import prefect_runtime, show_digest, show_ingest, stages
from flows.settings import load_settings

if TYPE_CHECKING:
    from flows.daily import DigestReport
    from flows.ingest import IngestReport

# The newsroom's news are of these days; the demo's clock stands there, so that "earlier this year" means what it says.
DAY = date(2026, 5, 27)
FIRST_RUN = datetime(2026, 5, 27, 15, 0, tzinfo=UTC)
BETWEEN_RUNS = timedelta(hours=6)
MAX_LINES = 36
QUERIES = (
    "SELECT subject, value, unit, bound, status, outlet, quote FROM claims WHERE type = 'budget' ORDER BY value DESC",
    "SELECT * FROM disputes",
    "SELECT outlet, count(*) AS claims FROM claims GROUP BY outlet ORDER BY claims DESC",
)


@dataclass(frozen=True, slots=True)
class DemoState:
    """How often the demo has run in its folder."""

    runs: int = 0

    @property
    def edition(self) -> int:
        """The newsroom's edition for the next run."""
        return 1 if self.runs == 0 else 2

    @property
    def at(self) -> datetime:
        """The next run's instant."""
        return FIRST_RUN + self.runs * BETWEEN_RUNS


def run_demo(folder: Path, *, fresh: bool) -> None:
    """Runs everything and prints what came out."""
    console = Console()
    _open_folder(folder, fresh=fresh)
    # The demo is the same everywhere: what the user has set for the real thing does not count here.
    for name in [name for name in os.environ if name.startswith("DAILIES_")]:
        del os.environ[name]
    first = _load_state(folder).runs == 0
    reports: list[IngestReport] = []
    with stages(shown=True) as show, MailServer() as mail:
        config = _write_settings(folder, mail.port)
        with prefect_runtime(load_settings(config), show):
            for _ in range(2 if first else 1):
                reports.append(_ingest(folder, config))
            digest = _digest(config, reports[-1].at)
        edition = _edition(config, reports[-1].at)
    if first:
        _show_claims(console, edition)
        _show_disputes(console, edition)
    _show_runs(console, reports)
    console.print("\n[bold]The digest[/bold]")
    show_digest(console, digest)
    _show_ways_on(console, config)


def _open_folder(folder: Path, *, fresh: bool) -> None:
    mark = folder / ".dailies-demo"
    hint = "choose an empty or new folder with --dir"
    try:
        if folder.exists() and any(folder.iterdir()) and not mark.is_file():
            # Never delete or fill a folder that the demo did not make.
            raise SettingsError(f"{folder} was not made by the demo", hint=hint)
        if fresh and folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True, exist_ok=True)
        mark.touch()
    except OSError as exc:
        raise SettingsError(f"{folder} cannot hold the demo: {exc.strerror}", hint=hint) from exc


def _load_state(folder: Path) -> DemoState:
    path = folder / "demo.json"
    return DemoState(**json.loads(path.read_text("utf-8"))) if path.is_file() else DemoState()


def _write_settings(folder: Path, mail_port: int) -> Path:
    """The settings file of the demo, as a user would write it; it stays, for `dailies sql --config`."""
    with Newsroom(edition=2, ports_file=folder / "ports.json") as newsroom:
        outlets = newsroom.outlets
    blocks = []
    for outlet in outlets:
        kind = "feed" if outlet.feed else "sitemap" if outlet.sitemap else "listing"
        fields = {"id": outlet.id, "name": outlet.name, kind: outlet.source, "language": outlet.language}
        # A JSON string is a valid TOML string.
        lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
        blocks.append("\n".join(["[[outlets]]", *lines, "every_minutes = 60"]))
    config = folder / "dailies.toml"
    config.write_text(_SETTINGS.format(port=mail_port) + "\n\n".join(blocks) + "\n", "utf-8")
    return config


_SETTINGS = """# Written by `dailies demo`.
[paths]
database = "dailies.duckdb"
published = "published/dailies.duckdb"
pages = "warc"
digests = "digests"

[schedule]
time_zone = "UTC"

[mail]
host = "127.0.0.1"
port = {port}
security = "none"
sender = "dailies@newsroom.example"
recipients = ["desk@newsroom.example", "research@newsroom.example"]

[fetching]
contact = "desk@newsroom.example"
pause_s = 0
deadline_s = 5
look_back_days = 60
recheck_minutes = 0
allow_loopback = true

"""


def _ingest(folder: Path, config: Path) -> "IngestReport":
    from flows.ingest import ingest

    state = _load_state(folder)
    with Newsroom(edition=state.edition, ports_file=folder / "ports.json"):
        report = ingest(str(config), state.at, wait_s=10.0)
    (folder / "demo.json").write_text(json.dumps({"runs": state.runs + 1}), "utf-8")
    return report


def _digest(config: Path, at: datetime) -> "DigestReport":
    from flows.daily import daily

    return daily(str(config), at, DAY, insist=True, wait_s=10.0)


def _edition(config: Path, at: datetime) -> Edition:
    """What the published copy knows of the demo's day."""
    from db.digest_rows import load_digest_rows
    from db.store import open_copy

    settings = load_settings(config)
    with open_copy(settings.paths.published) as copy:
        rows = load_digest_rows(copy, FIRST_RUN - timedelta(days=1), at + timedelta(hours=1))
    return build_edition(DAY, rows, zone=ZoneInfo(settings.schedule.time_zone))


def _show_claims(console: Console, edition: Edition) -> None:
    table = Table(title="What the coverage says", title_justify="left", header_style="bold", show_lines=False)
    table.add_column("subject", style="bold", ratio=3)
    table.add_column("claim", ratio=3)
    table.add_column("value", ratio=4)
    table.add_column("who says so", ratio=4)
    table.add_column("quote", ratio=10, style="dim")
    lines = [(subject, line) for subject in edition.subjects for line in subject.lines if line.voices]
    shown_before = ""
    for subject, line in lines[:MAX_LINES]:
        value = f"{line.value} [{line.status}]" if line.status else line.value
        name = subject.name if subject.name != shown_before else ""
        shown_before = subject.name
        cells = (name, line.label, value, _who(line.voices), quoted(line.voices[0], 120))
        table.add_row(*(Text(cell) for cell in cells))
    console.print(table)
    if len(lines) > MAX_LINES:
        console.print(f"… and {len(lines) - MAX_LINES} more: see the digest, or `dailies sql`.", highlight=False)


def _who(voices: Sequence[Voice]) -> str:
    names = [f"{voice.outlet} (citing {voice.attribution})" if voice.attribution else voice.outlet for voice in voices]
    return "; ".join(names[:2]) + (f" and {len(names) - 2} more" if len(names) > 2 else "")


def _show_disputes(console: Console, edition: Edition) -> None:
    console.print("\n[bold]Disputed[/bold]" if edition.disputes else "\nNothing is disputed.")
    for dispute in edition.disputes:
        console.print(Text(f"  {dispute.subject}: {lower_first(dispute.label)}"))
        for side in dispute.sides:
            status = f" [{side.status}]" if side.status else ""
            console.print(Text(f"    {side.value}{status}: {_who(side.voices)}"))
    for revision in edition.revisions:
        what = f"  {revision.subject}: {lower_first(revision.label)} revised by {revision.after.outlet}: "
        console.print(Text(f"{what}{revision.before.value} → {revision.after.value}"))


def _show_runs(console: Console, reports: "Sequence[IngestReport]") -> None:
    for number, report in enumerate(reports, 1):
        console.print(f"\n[bold]Ingest {number} of {len(reports)}[/bold], {report.at:%Y-%m-%d %H:%M} UTC by its clock")
        show_ingest(console, report)
    last = reports[-1]
    if not (last.new or last.changed or last.claims):
        console.print(
            f"Nothing new: {last.unchanged} pages are unchanged (304 or the same content), nothing was stored twice.",
            style="green",
            highlight=False,
        )


def _show_ways_on(console: Console, config: Path) -> None:
    settings = load_settings(config)
    console.print("\n[bold]The database[/bold]")
    console.print(Text(f"  {settings.paths.published}"), soft_wrap=True)
    console.print("\n[bold]Try next[/bold]")
    for query in QUERIES:
        console.print(Text(f'  dailies sql --config {config} "{query}"'), soft_wrap=True)

"""The commands that run flows: ingest, digest, serve."""

import contextlib
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from digest.visible import visible
from flows.progress import Step, listen
from flows.server import prefect_server
from flows.settings import Settings, find_settings_file, load_settings
from flows.window import check_day

if TYPE_CHECKING:
    from flows.daily import DigestReport
    from flows.ingest import IngestReport

STAGES = {
    "server": "starting the scheduler",
    "discover": "asking the outlets",
    "fetch": "fetching pages",
    "reread": "reading pages again",
    "extract": "reading claims",
    "rebuild": "reading articles anew",
    "reconcile": "weighing facts",
    "index": "indexing words",
    "publish": "publishing the copy",
    "digest": "making the digest",
}


@contextlib.contextmanager
def stages(*, shown: bool) -> Iterator[Callable[[Step], None]]:
    """A progress bar of the stages on standard error; a plain line per finished stage where that is no terminal."""
    console = Console(stderr=True)
    if not shown or not console.is_terminal:
        yield _plain_stages(console) if shown else (lambda _step: None)
        return
    columns = (
        SpinnerColumn(finished_text="[green]✓"),
        TextColumn("{task.description:<24}"),
        BarColumn(bar_width=28),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as progress:
        bars: dict[str, TaskID] = {}

        def show(step: Step) -> None:
            if step.stage not in bars or progress.tasks[bars[step.stage]].finished:
                bars[step.stage] = progress.add_task(STAGES.get(step.stage, step.stage), total=step.total or None)
            total = max(step.total, step.done)
            # An empty stage is a finished one.
            progress.update(bars[step.stage], completed=step.done if total else 1, total=total or 1)

        yield show


def _plain_stages(console: Console) -> Callable[[Step], None]:
    def show(step: Step) -> None:
        if step.done >= step.total:
            console.print(f"{STAGES.get(step.stage, step.stage)}: {step.done}", highlight=False)

    return show


@contextlib.contextmanager
def progress_of(*, shown: bool) -> Iterator[None]:
    """Shows what the work inside tells of its stages."""
    with stages(shown=shown) as show, _listening(show):
        yield


@contextlib.contextmanager
def _listening(show: Callable[[Step], None]) -> Iterator[None]:
    listen(show)
    try:
        yield
    finally:
        listen(None)


@contextlib.contextmanager
def prefect_runtime(settings: Settings, show: Callable[[Step], None]) -> Iterator[str]:
    """A server to report to, with the imports done while it starts, and the progress of flows going to `show`.

    Yields the address of its API.
    """
    home = settings.paths.database.parent / "prefect"
    show(Step("server", 0, 1))
    with prefect_server(home, meanwhile=_import_flows) as address:
        show(Step("server", 1, 1))
        with _listening(show):
            yield address


def _import_flows() -> None:
    import flows.daily
    import flows.ingest  # noqa: F401


def run_ingest_command(config: Path | None, *, as_json: bool) -> None:
    """`dailies run`."""
    settings = load_settings(config)
    path = find_settings_file(config)
    if not settings.fetching.contact:
        typer_note("no contact is set: outlets cannot tell who asks; set fetching.contact in dailies.toml")
    with stages(shown=not as_json) as show, prefect_runtime(settings, show):
        from flows.ingest import ingest

        report = ingest(str(path), wait_s=10.0)
    if as_json:
        print_json(asdict(report))
    else:
        show_ingest(Console(), report)


def show_ingest(console: Console, report: "IngestReport") -> None:
    """One line per outlet, and one for the whole."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("outlet", "entries", "new", "changed", "unchanged", "failed", "problem"):
        table.add_column(name, justify="left" if name in ("outlet", "problem") else "right")
    for line in report.outlets:
        counts = (line.entries, line.new, line.changed, line.unchanged, line.failed)
        table.add_row(Text(line.outlet), *(str(number or "·") for number in counts), Text(visible(line.problem or "")))
    console.print(table)
    told = (
        f"\n{report.new} new articles, {report.changed} changed, {report.unchanged} unchanged, {report.off_topic} off "
        f"topic, {report.failed} failed; {report.claims} new claims, {report.candidates} held back as too unsure, "
        f"{report.facts_new} new facts, {report.disputes} disputes.\nReaders use {report.copy}"
    )
    console.print(Text(told))
    _tell_unread(report.unread)


def _tell_unread(unread: int) -> None:
    if unread:
        what = "1 article" if unread == 1 else f"{unread} articles"
        typer_note(f"{what} could not be read, through a mistake of Dailies; the next run tries again")


def reread_command(config: Path | None, *, as_json: bool) -> None:
    """`dailies reread`."""
    from flows.reread import run_reread

    with progress_of(shown=not as_json):
        report = run_reread(load_settings(config), datetime.now(UTC), wait_s=10.0)
    if as_json:
        print_json(asdict(report))
        return
    for stretch in report.damaged:
        Console(stderr=True).print(Text(f"dailies: damaged, and passed over: {stretch}"), soft_wrap=True)
    told = (
        f"{report.pages} pages read again: {report.new} new articles, {report.changed} changed, {report.unchanged} "
        f"unchanged; {report.mended} are read as something else than before, {report.failed} cannot be read, "
        f"{report.skipped} are off topic. {report.claims} new claims, {report.candidates} held back as too unsure, "
        f"{report.facts_new} new facts, {report.facts_changed} changed.\nReaders use {report.copy}"
    )
    Console().print(Text(told))
    _tell_unread(report.unread)


def rebuild_command(config: Path | None, *, as_json: bool) -> None:
    """`dailies rebuild`."""
    from flows.rebuild import run_rebuild

    with progress_of(shown=not as_json):
        report = run_rebuild(load_settings(config), datetime.now(UTC), wait_s=10.0)
    if as_json:
        print_json(asdict(report))
        return
    told = (
        f"{report.versions} versions of {report.articles} articles read anew by {report.extractor}: "
        f"{report.claims} claims, {report.claims_new} of them new, {report.claims_dropped} no longer found; "
        f"{report.facts} facts, {report.disputes} disputes, {report.stories} stories.\nReaders use {report.copy}"
    )
    Console().print(Text(told))
    _tell_unread(report.unread)


def digest_command(config: Path | None, *, day: date | None, send_mail: bool, out: Path | None, as_json: bool) -> None:
    """`dailies digest`."""
    settings = load_settings(config)
    # Told before a scheduler is started for it.
    check_day(settings, day, datetime.now(UTC))
    path = find_settings_file(config)
    with stages(shown=not as_json) as show, prefect_runtime(settings, show):
        from flows.daily import daily

        report = daily(
            str(path),
            datetime.now(UTC),
            day,
            out=str(out) if out else None,
            send_mail=send_mail,
            insist=send_mail,
            wait_s=10.0,
        )
    if as_json:
        print_json(asdict(report))
    else:
        show_digest(Console(), report)
    if any(not delivery.sent for delivery in report.deliveries):
        raise SystemExit(1)


def show_digest(console: Console, report: "DigestReport") -> None:
    """What was built, where it lies, and who has it."""
    console.print(Text.assemble((str(report.day), "bold"), visible(f"  {report.headline}\n{report.summary}")))
    for file in report.files:
        console.print(Text(f"  {file}"), soft_wrap=True)
    for delivery in report.deliveries:
        outcome = ("sent", "") if delivery.sent else (visible(f"refused: {delivery.reason}"), "red")
        console.print(Text.assemble(f"  {delivery.recipient}: ", outcome))
    for recipient in report.already_sent:
        console.print(Text(f"  {recipient}: had it already"))
    if not report.frozen:
        console.print("Not mailed: add --send for that.", highlight=False)


def serve_command(config: Path | None) -> None:
    """`dailies serve`."""
    settings = load_settings(config)
    path = find_settings_file(config)
    console = Console()
    schedule = settings.schedule
    with stages(shown=True) as show, prefect_runtime(settings, show) as address:
        from flows.serve import serve_flows

        console.print(
            f"Ingest every {schedule.ingest_minutes} minutes; digest daily at {schedule.digest_at:%H:%M} "
            f"{schedule.time_zone}{'' if settings.mail.host else ' (files only: no mail.host is set)'}.\n"
            f"Prefect's pages: {address.removesuffix('/api')}\nCtrl-C ends it.",
            highlight=False,
            soft_wrap=True,
        )
        serve_flows(settings, path)


def print_json(value: object) -> None:
    """JSON on standard output; dates and paths as text."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1, default=str)
    sys.stdout.write("\n")


def typer_note(text: str) -> None:
    """A remark on standard error."""
    Console(stderr=True).print(Text(f"dailies: {text}", "yellow"))

"""`dailies outlets`: the table of sources, and the commands that find, check, add and remove them."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from flows.outlet_file import OutletFile
    from flows.outlet_settings import OutletSettings
    from flows.source_finding import Found

outlets_app = typer.Typer(
    help="List the outlets; add, check and remove them; import and export lists of feeds.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Config = Annotated[
    Path | None, typer.Option("--config", "-c", help="Settings file (default: ./dailies.toml, else the shipped one).")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a script.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")]


@outlets_app.callback(invoke_without_command=True)
def show(context: typer.Context, config: Config = None, as_json: AsJson = False) -> None:
    """List the outlets; add, check and remove them; import and export lists of feeds."""
    # A command below takes its own --config, or the one that stands before it.
    context.obj = config
    if context.invoked_subcommand is not None:
        return
    from flows.cli_run import print_json
    from flows.outlet_file import kind_of, source_of
    from flows.settings import load_settings

    outlets = load_settings(config).outlets
    if as_json:
        print_json(
            [{**outlet.model_dump(), "kind": kind_of(outlet), "source": source_of(outlet)} for outlet in outlets]
        )
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("id", "name", "kind", "address", "minutes", "enabled"):
        table.add_column(name, justify="right" if name == "minutes" else "left", overflow="fold")
    for outlet in outlets:
        cells = (outlet.id, outlet.name, kind_of(outlet), source_of(outlet), str(outlet.every_minutes))
        table.add_row(*map(Text, cells), "yes" if outlet.enabled else "no", style=None if outlet.enabled else "dim")
    Console().print(table)


@outlets_app.command()
def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="A home page, or the address of a feed, sitemap or listing.")],
    name: Annotated[str | None, typer.Option("--name", help="Default: what the site calls itself.")] = None,
    config: Config = None,
    dry_run: DryRun = False,
) -> None:
    """Find the source behind an address, try it, and add it to dailies.toml."""
    from extractors.errors import SettingsError
    from extractors.urls import has_login
    from flows.outlet_file import open_outlet_file
    from flows.outlet_import import make_outlet
    from flows.outlet_tables import show_candidates

    file = open_outlet_file(config or context.obj)
    url = url if "://" in url else f"https://{url}"
    if has_login(url):
        raise SettingsError("an outlet's address has no user and password: it is stored, mailed and published")
    _refuse_twice(file, url)
    found = _find(url, config or context.obj)
    show_candidates(found)
    best = found.best
    if best is None:
        reason = found.candidates[0].problem if found.candidates else "nothing listed"
        raise SettingsError(f"no usable feed, sitemap or listing at {url}: {reason}", hint="give its address directly")
    _refuse_twice(file, best.url)
    outlet = make_outlet(file, name or found.name, best.kind, best.url, found.language)
    file.add([outlet])
    _finish(file, [outlet], dry_run=dry_run)


@outlets_app.command()
def remove(
    context: typer.Context,
    outlet: Annotated[str, typer.Argument(metavar="ID", help="As in the table of `dailies outlets`.")],
    config: Config = None,
    dry_run: DryRun = False,
) -> None:
    """Take an outlet out of dailies.toml; what it brought stays in the record."""
    from flows.outlet_file import open_outlet_file

    file = open_outlet_file(config or context.obj)
    file.remove(outlet)
    if not dry_run:
        file.write()
    typer.echo(f"{'would remove' if dry_run else 'removed'} {outlet} from {file.path}; {len(file.outlets)} remain")


@outlets_app.command()
def check(
    context: typer.Context,
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Default: all that are enabled.")] = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Ask each source now: does it answer, what does it list, may we read it. Exit status 1 if one gives nothing."""
    from flows.cli_run import print_json
    from flows.clients import client_options
    from flows.outlet_tables import check_line, show_checks
    from flows.settings import load_settings
    from flows.source_check import check_sources

    settings = load_settings(config or context.obj)
    outlets = _chosen(settings.outlets, ids or [])
    checks = asyncio.run(
        check_sources(
            [outlet.record() for outlet in outlets],
            client_options(settings, datetime.now(UTC)),
            at_once=settings.fetching.at_once,
            tell=lambda one: None if as_json else typer.echo(check_line(one), err=True),
        )
    )
    if as_json:
        print_json([asdict(one) for one in checks])
    else:
        show_checks(checks)
    if any(one.problem for one in checks):
        raise typer.Exit(1)


@outlets_app.command(name="import")
def import_(
    context: typer.Context,
    opml: Annotated[Path, typer.Argument(metavar="FILE.opml", help="A list of feeds as a feed reader exports it.")],
    config: Config = None,
    dry_run: DryRun = False,
) -> None:
    """Add the feeds of an OPML file; those that are outlets already are left as they are."""
    from extractors.errors import SettingsError
    from flows.opml import parse_opml
    from flows.outlet_file import open_outlet_file
    from flows.outlet_import import choose_new

    file = open_outlet_file(config or context.obj)
    try:
        body = opml.read_bytes()
    except OSError as exc:
        raise SettingsError(f"{opml} cannot be read: {exc.strerror}") from exc
    new, known, refused = choose_new(file, parse_opml(body, str(opml)))
    file.add(new)
    for line in refused:
        typer.echo(f"dailies: left out: {line}", err=True)
    _finish(file, new, dry_run=dry_run)
    typer.echo(f"{len(new)} new, {known} already there, {len(refused)} left out")


@outlets_app.command()
def export(
    context: typer.Context,
    opml: Annotated[Path | None, typer.Argument(metavar="[FILE.opml]", help="Default: standard output.")] = None,
    config: Config = None,
) -> None:
    """Write the outlets as OPML 2.0, for a feed reader or another Dailies."""
    from extractors.errors import SettingsError
    from flows.opml import build_opml
    from flows.settings import load_settings

    outlets = load_settings(config or context.obj).outlets
    document = build_opml(outlets, at=datetime.now(UTC))
    if opml is None:
        typer.echo(document.decode(), nl=False)
        return
    try:
        opml.write_bytes(document)
    except OSError as exc:
        raise SettingsError(f"{opml} cannot be written: {exc.strerror}") from exc
    typer.echo(f"{len(outlets)} outlets in {opml}")


def _find(url: str, config: Path | None) -> "Found":
    from flows.clients import client_options, with_client
    from flows.settings import load_settings
    from flows.source_finding import find_source

    now = datetime.now(UTC)
    options = client_options(load_settings(config), now)
    return asyncio.run(with_client(options, lambda client: find_source(url, client, now=now)))


def _refuse_twice(file: "OutletFile", url: str) -> None:
    from extractors.errors import SettingsError

    there = file.find(url)
    if there is not None:
        raise SettingsError(f"{url} is an outlet already: {there.id}")


def _finish(file: "OutletFile", added: Sequence["OutletSettings"], *, dry_run: bool) -> None:
    from flows.outlet_file import block

    for outlet in added:
        typer.echo(f"\n{block(outlet)}")
    if dry_run:
        typer.echo(f"\nwould be added to {file.path}; nothing is changed")
    elif added:
        file.write()
        typer.echo(f"\nadded to {file.path}; `dailies run` asks it next")


def _chosen(outlets: Sequence["OutletSettings"], ids: Sequence[str]) -> list["OutletSettings"]:
    from extractors.errors import SettingsError

    if not ids:
        return [outlet for outlet in outlets if outlet.enabled]
    by_id = {outlet.id: outlet for outlet in outlets}
    for id_ in ids:
        if id_ not in by_id:
            raise SettingsError(f"there is no outlet {id_}", hint="`dailies outlets` lists them")
    return [by_id[id_] for id_ in dict.fromkeys(ids)]

"""`dailies decide`: accept and reject statements, merge and split names; list what was decided, and take it back."""

from dataclasses import asdict
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from flows.decide import DecisionReport, Kind

decide_app = typer.Typer(
    help="Accept or reject claims and facts, merge or split names; each with a reason, kept and applied from then on.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Config = Annotated[
    Path | None, typer.Option("--config", "-c", help="Settings file (default: ./dailies.toml, else the shipped one).")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a script.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what is meant, and store nothing.")]
Reason = Annotated[str, typer.Option("--reason", "-r", help="Why; shown wherever the decision counts.")]
Statement = Annotated[
    str, typer.Argument(metavar="ID", help="claim_id or fact_id, or its first letters (four or more).")
]


class EntityType(StrEnum):
    """Where one name stands for things of several types."""

    WORK = "WORK"
    COMPANY = "COMPANY"
    PERSON = "PERSON"
    CHARACTER = "CHARACTER"
    EVENT = "EVENT"
    ORG = "ORG"
    AI_MODEL = "AI_MODEL"


OfType = Annotated[
    EntityType | None, typer.Option("--type", case_sensitive=False, help="Of which type both names are.")
]


@decide_app.command()
def accept(
    statement: Statement, reason: Reason, config: Config = None, dry_run: DryRun = False, as_json: AsJson = False
) -> None:
    """This value stands, whatever others say."""
    _decide("accept", (statement,), reason, config, dry_run=dry_run, as_json=as_json)


@decide_app.command()
def reject(
    statement: Statement, reason: Reason, config: Config = None, dry_run: DryRun = False, as_json: AsJson = False
) -> None:
    """This claim, or every claim behind this fact, does not count."""
    _decide("reject", (statement,), reason, config, dry_run=dry_run, as_json=as_json)


@decide_app.command()
def merge(
    name: Annotated[str, typer.Argument(help="The name that goes, or its entity_id.")],
    into: Annotated[str, typer.Argument(help="The name under which it goes from now on.")],
    reason: Reason,
    of_type: OfType = None,
    config: Config = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Two names are one thing. The view merges shows which are."""
    _decide("merge", (name, into), reason, config, of_type=of_type, dry_run=dry_run, as_json=as_json)


@decide_app.command()
def split(
    name: Annotated[str, typer.Argument(help="The name that is something of its own.")],
    other: Annotated[str, typer.Argument(metavar="FROM", help="The name that it must not go under.")],
    reason: Reason,
    of_type: OfType = None,
    config: Config = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Two names are never one thing."""
    _decide("split", (name, other), reason, config, of_type=of_type, dry_run=dry_run, as_json=as_json)


@decide_app.command("list")
def list_(config: Config = None, as_json: AsJson = False) -> None:
    """Every decision, oldest first; those taken back are marked."""
    from db.decisions import load_decision_rows
    from db.store import open_copy
    from flows.cli_run import print_json
    from flows.cli_show import published_copy
    from flows.settings import load_settings

    with open_copy(published_copy(load_settings(config))) as copy:
        rows = load_decision_rows(copy)
    if as_json:
        print_json([asdict(row) for row in rows])
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("id", "decided", "kind", "what", "reason"):
        table.add_column(name, overflow="fold")
    for row in rows:
        what = f"{row.about or row.target} / {row.other}" if row.other else row.about or row.target
        why = (
            f"{row.reason} (taken back {row.undone_at:%Y-%m-%d}: {row.undone_because})" if row.undone_at else row.reason
        )
        cells = (row.id, f"{row.decided_at:%Y-%m-%d}", row.kind, what, why)
        table.add_row(*map(Text, cells), style="dim" if row.undone_at else None)
    Console().print(table if rows else "Nothing is decided yet.")


@decide_app.command()
def undo(
    decision: Annotated[str, typer.Argument(metavar="ID", help="As in `dailies decide list`, or its first letters.")],
    reason: Annotated[str, typer.Option("--reason", "-r", help="Why it is taken back.")] = "",
    config: Config = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Take a decision back; it stays in the list, marked."""
    from flows.decide import run_undo
    from flows.settings import load_settings

    report = run_undo(load_settings(config), decision, reason, datetime.now(UTC), dry_run=dry_run, wait_s=10.0)
    _show(report, as_json=as_json)


def _decide(
    kind: "Kind",
    targets: tuple[str, ...],
    reason: str,
    config: Path | None,
    *,
    of_type: EntityType | None = None,
    dry_run: bool,
    as_json: bool,
) -> None:
    from flows.decide import Asked, run_decide
    from flows.settings import load_settings

    asked = Asked(kind, targets, reason, of_type.value if of_type else None)
    report = run_decide(load_settings(config), asked, datetime.now(UTC), dry_run=dry_run, wait_s=10.0)
    _show(report, as_json=as_json)


def _show(report: "DecisionReport", *, as_json: bool) -> None:
    if as_json:
        from flows.cli_run import print_json

        print_json(asdict(report))
        return
    typer.echo(f"{report.outcome}: {report.sentence}")
    for remark in report.remarks:
        typer.echo(f"  {remark}")
    for fact in report.facts:
        typer.echo(f"  {fact.value}: {fact.rank} ({fact.reason}), independent outlets: {fact.independent_outlets}")
    if report.outcome == "stored":
        typer.echo(f"  to take it back: dailies decide undo {report.decision_id}")

"""The commands that look at the published copy: `sql` and `status`. They never disturb a run."""

import csv
import itertools
import json
import math
import sys
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from digest.visible import visible
from extractors.errors import StoreError
from extractors.next_steps import next_step
from flows.settings import Settings, load_settings

if TYPE_CHECKING:
    from db.query import QueryResult
    from db.status import Status, Totals

_STATES = {"ok": "green", "failing": "red", "blocked": "yellow", "silent": "yellow", "never": "dim", "disabled": "dim"}


def published_copy(settings: Settings) -> Path:
    """The copy that readers use. Raises StoreError where no run has published one yet."""
    path = settings.paths.published
    if not path.is_file():
        raise StoreError(f"nothing is published at {path}", hint="run `dailies run` first")
    return path


def sql_command(config: Path | None, statement: str, *, form: str, limit: int) -> None:
    """`dailies sql`."""
    from db.query import run_query

    result = run_query(published_copy(load_settings(config)), statement, max_rows=limit)
    if form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(result.columns)
        writer.writerows([[_csv_cell(cell) for cell in row] for row in result.rows])
    elif form == "json":
        names = _distinct(result.columns)
        rows = [dict(zip(names, map(_json_value, row), strict=True)) for row in result.rows]
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=1, allow_nan=False)
        sys.stdout.write("\n")
    else:
        show_result(Console(), result)
    if result.truncated:
        sys.stderr.write(f"dailies: only the first {len(result.rows)} rows; more with --max-rows or into a file\n")


def show_result(console: Console, result: "QueryResult") -> None:
    """A result as a table, numbers to the right."""
    table = Table(header_style="bold", show_edge=False, pad_edge=False)
    for name, kind in zip(result.columns, result.types, strict=True):
        numeric = kind.split("(")[0] in ("DECIMAL", "DOUBLE", "BIGINT", "INTEGER", "HUGEINT", "FLOAT")
        table.add_column(Text(visible(name)), justify="right" if numeric else "left", overflow="fold")
    for row in result.rows:
        table.add_row(*(Text(visible(_cell(cell))) for cell in row))
    console.print(table)
    console.print(f"{len(result.rows)} row{'' if len(result.rows) == 1 else 's'}", style="dim", highlight=False)


def status_command(config: Path | None, *, as_json: bool) -> None:
    """`dailies status`."""
    from db.status import load_status
    from db.store import open_copy

    settings = load_settings(config)
    with open_copy(published_copy(settings)) as copy:
        found = load_status(copy)
    if as_json:
        from dataclasses import asdict

        from flows.cli_run import print_json

        shown = asdict(found)
        for row in shown["sources"]:
            row["next_step"] = next_step(row["reason"], state=row["state"])
        for row in shown["failures"]:
            row["next_step"] = next_step(row["reason"])
        print_json(shown)
    else:
        show_status(Console(), found)


def doctor_command(config: Path | None, *, as_json: bool) -> None:
    """`dailies doctor`: exit status 1 where something is wrong."""
    from db.doctor import find_problems
    from db.store import open_copy

    with open_copy(published_copy(load_settings(config))) as copy:
        problems = find_problems(copy)
    if as_json:
        from dataclasses import asdict

        from flows.cli_run import print_json

        print_json([asdict(problem) for problem in problems])
    else:
        for problem in problems:
            said = f"{problem.check}: {problem.message}\n  to mend it: {problem.mend}"
            Console().print(Text(visible(said)), soft_wrap=True)
        if not problems:
            Console().print("Nothing is wrong.")
    if problems:
        raise SystemExit(1)


def show_status(console: Console, found: "Status") -> None:
    """Outlets, then failures by reason, then counts."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("outlet", "state", "last success", "failures", "articles", "claims", "reason"):
        table.add_column(name, justify="right" if name in ("failures", "articles", "claims") else "left")
    for row in found.sources:
        style = _STATES.get(row.state, "")
        table.add_row(
            Text(visible(row.outlet)),
            f"[{style}]{row.state}[/{style}]" if style else row.state,
            f"{row.last_success:%Y-%m-%d %H:%M} UTC" if row.last_success else "never",
            str(row.failures or "·"),
            str(row.articles or "·"),
            str(row.claims or "·"),
            Text(visible(row.reason or "")),
        )
    console.print(table)
    if found.failures:
        console.print("\n[bold]pages that failed[/bold]")
        for failure in found.failures:
            line = f"  {failure.outlet}: {failure.pages} × {failure.reason}, e.g. {failure.example_url}"
            console.print(Text(visible(line)), soft_wrap=True)
    _show_next_steps(console, found)
    _show_counts(console, found.counts)


def _show_counts(console: Console, counts: "Totals") -> None:
    unread = f", {counts.unread} not read yet" if counts.unread else ""
    held = f" ({counts.candidates} more held back as too unsure: `dailies review`)" if counts.candidates else ""
    console.print(
        f"\n{counts.articles} articles: {counts.on_topic} on topic, {counts.off_topic} off topic or not in English"
        f"{unread}; {counts.claims} claims{held}, {counts.facts} facts, {counts.disputes} disputes.",
        highlight=False,
    )


def _show_next_steps(console: Console, found: "Status") -> None:
    """What to do about each reason, once."""
    steps: dict[tuple[str, str], list[str]] = {}
    for source in found.sources:
        if source.state not in ("ok", "never", "disabled"):
            step = next_step(source.reason, state=source.state)
            steps.setdefault((source.reason or source.state, step), []).append(source.outlet)
    for failure in found.failures:
        steps.setdefault((failure.reason, next_step(failure.reason)), []).append(failure.outlet)
    steps = {key: outlets for key, outlets in steps.items() if key[1]}
    if steps:
        console.print("\n[bold]next steps[/bold]")
        for (reason, step), outlets in steps.items():
            names = ", ".join(dict.fromkeys(outlets))
            console.print(Text(visible(f"  {reason} ({names}): {step}")), soft_wrap=True)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        text = f"{value:,f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return str(value)


def _csv_cell(value: object) -> object:
    """Text that a spreadsheet would take for a formula is kept as text."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return _plain(value) if isinstance(value, Decimal | datetime | date | list | dict) else value


def _distinct(names: Iterable[str]) -> list[str]:
    """The names of columns, each once: of two that are called `subject` the second is `subject_1`, as in DuckDB."""
    taken: list[str] = []
    for name in names:
        numbered = (f"{name}_{number}" for number in itertools.count(1))
        taken.append(next(one for one in itertools.chain([name], numbered) if one not in taken))
    return taken


def _json_value(value: object) -> Any:
    """A cell as JSON has it: the keys of maps as text, no number for what is none."""
    if isinstance(value, dict):
        return {key if isinstance(key, str) else str(_plain(key)): _json_value(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_json_value(part) for part in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if value is None or isinstance(value, str | int | float) else _plain(value)


def _plain(value: object) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)

"""How sources that were found or checked look on a terminal."""

from collections.abc import Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.source_check import SourceCheck
from flows.source_finding import Found


def show_candidates(found: Found) -> None:
    """What was tried; the one that is taken is marked."""
    table = _table("", "kind", "address", "items", "newest", "problem")
    for one in found.candidates:
        mark = "→" if one is found.best else ""
        cells = (mark, one.kind, one.url, str(one.items or "·"), _moment(one.newest), one.problem or "")
        table.add_row(*map(Text, cells))
    Console().print(table)


def check_line(check: SourceCheck) -> str:
    """One check in one line, for while it runs."""
    if check.problem:
        return f"✗ {check.name}: {check.problem}"
    silent = ", silent" if check.silent else ""
    items = f"{check.items} items" + (f" ({check.on_topic} on topic)" if check.on_topic is not None else "")
    return f"✓ {check.name}: {items}, newest {_moment(check.newest) or 'undated'}{silent}; {check.access}"


def show_checks(checks: Sequence[SourceCheck]) -> None:
    """All checks as a table, then what to do."""
    table = _table("outlet", "status", "items", "newest", "validators", "robots.txt", "newest article", "problem")
    for check in checks:
        problem = check.problem or ("silent" if check.silent else "")
        cells = (
            check.outlet,
            str(check.status or "·"),
            str(check.items or "·"),
            _moment(check.newest),
            _validators(check),
            check.robots,
            check.access or "",
            problem,
        )
        style = "red" if check.problem else "yellow" if check.silent or check.access not in ("free", None) else None
        table.add_row(*map(Text, cells), style=style)
    console = Console()
    console.print(table)
    for check in checks:
        if check.next_step:
            console.print(Text(f"{check.outlet}: {check.next_step}"), soft_wrap=True)


def _table(*names: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(name, justify="right" if name in ("items", "status") else "left", overflow="fold")
    return table


def _validators(check: SourceCheck) -> str:
    if not check.validators:
        return "none"
    answer = {True: "answers 304", False: "ignored", None: "not tried"}[check.answers_304]
    return f"{', '.join(check.validators)} ({answer})"


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""

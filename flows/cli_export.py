"""`dailies export`: views of the published copy as files."""

import shutil
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import InputError
from flows.cli_show import published_copy
from flows.settings import load_settings

if TYPE_CHECKING:
    from db.store import Copy


def export_command(
    config: Path | None, folder: Path | None, *, views: Sequence[str], form: str, since: datetime | None, force: bool
) -> None:
    """`dailies export`: all files come from one copy; where one of them is there already, none is written."""
    from db.export import STANDING, VIEWS
    from db.store import open_copy

    chosen = list(dict.fromkeys(views)) or list(VIEWS)
    for view in chosen:
        if view not in VIEWS:
            raise InputError(f"there is no view {view!r}", hint=f"choose from {', '.join(VIEWS)}")
    instant = since.replace(tzinfo=UTC) if since else None
    if instant and (whole := [view for view in chosen if view in STANDING]):
        sys.stderr.write(f"dailies: {', '.join(whole)}: how things stand now, so all rows in spite of --since\n")
    with open_copy(published_copy(load_settings(config))) as copy:
        if folder is None:
            _to_output(copy, chosen, form, instant)
        else:
            _to_folder(copy, chosen, form, instant, folder, force=force)


def _to_folder(
    copy: "Copy", views: Sequence[str], form: str, since: datetime | None, folder: Path, *, force: bool
) -> None:
    from db.export import export_view

    targets = {view: folder / f"{view}.{form}" for view in views}
    there = [str(target) for target in targets.values() if target.exists()]
    if there and not force:
        raise InputError(f"there already: {', '.join(there)}", hint="give --force to replace, or another folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise InputError(f"{folder} cannot be made: {exc.strerror}", hint="give another folder") from exc
    for view, target in targets.items():
        rows = export_view(copy, view, form, target, since=since)
        sys.stderr.write(f"{target}: {rows} row{'' if rows == 1 else 's'}\n")


def _to_output(copy: "Copy", views: Sequence[str], form: str, since: datetime | None) -> None:
    from db.export import export_view

    if len(views) != 1:
        raise InputError("one view goes to the output, not several", hint="give a folder, or one --view")
    if form == "parquet" and sys.stdout.isatty():
        raise InputError("Parquet is not for a terminal", hint="give a folder, or redirect the output")
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"{views[0]}.{form}"
        export_view(copy, views[0], form, target, since=since)
        with target.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
        sys.stdout.buffer.flush()

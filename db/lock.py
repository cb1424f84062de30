"""Who may write: one process, by an advisory lock on a small note beside the database."""

import fcntl
import json
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from extractors.errors import StoreBusy


def lock_path(path: Path) -> Path:
    """The note beside a database."""
    return path.with_name(path.name + ".lock")


def acquire(path: Path, *, wait_s: float, command: str) -> IO[str]:
    """Waits for the lock on a database and returns it held: closing it (or dying) gives it back.

    Raises StoreBusy with the holder after `wait_s`.
    """
    note = lock_path(path).open("a+", encoding="utf-8")
    deadline = time.monotonic() + wait_s
    while True:
        try:
            fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                note.close()
                raise busy(path, describe_holder(path)) from None
            time.sleep(min(0.05, wait_s))
            continue
        _write_note(note, command)
        return note


def _write_note(note: IO[str], command: str) -> None:
    started = datetime.now(UTC).isoformat(timespec="seconds")
    note.truncate(0)
    note.write(json.dumps({"pid": os.getpid(), "started": started, "command": command}))
    note.flush()


def describe_holder(path: Path) -> str:
    """Who holds the lock, as far as the note tells."""
    try:
        holder = json.loads(lock_path(path).read_text(encoding="utf-8"))
        command = f" ({holder['command']})" if holder["command"] else ""
        return f"process {holder['pid']}{command}, since {holder['started']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"


def busy(path: Path, holder: str) -> StoreBusy:
    """The error for a database that someone else is writing."""
    return StoreBusy(f"{path} is being written by {holder}", hint="Wait for it to end, or stop it, and try again.")

"""SQL from strangers: one SELECT on the published copy, in a process that can do nothing else."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from extractors.errors import QueryError

_SANDBOX = Path(__file__).with_name("sandbox.py")
_MAX_BYTES = 64 * 1024 * 1024
# What a new process takes to start and to hand over its answer, on a busy machine.
_GRACE_S = 15.0


@dataclass(frozen=True, slots=True)
class QueryResult:
    """Rows of a statement; `truncated` where there were more of them than asked for."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: list[tuple[object, ...]]
    truncated: bool


def run_query(
    copy: Path, sql: str, *, timeout_s: float = 30.0, memory_mb: int = 1024, max_rows: int = 10_000
) -> QueryResult:
    """Runs one SELECT on a published copy: read-only, without files, network or settings, in bounded time and memory.

    Raises QueryError, in one line, for everything else than a SELECT, for errors, and for what takes too much.
    """
    if not copy.is_file():
        raise QueryError(f"{copy} does not exist", hint="Run `dailies run` first: it publishes the copy.")
    request = {
        "path": str(copy.resolve()),
        "sql": sql,
        "timeout_s": timeout_s,
        "memory_mb": memory_mb,
        "max_rows": max_rows,
        "max_bytes": _MAX_BYTES,
    }
    answer = _run_sandbox(request, timeout_s + _GRACE_S)
    if "error" in answer:
        raise QueryError(str(answer["error"]), hint='`dailies sql "SELECT * FROM claims LIMIT 5"` is a start.')
    rows = [tuple(_untagged(cell) for cell in row) for row in answer["rows"]]
    return QueryResult(tuple(answer["columns"]), tuple(answer["types"]), rows, bool(answer["truncated"]))


def _run_sandbox(request: dict[str, Any], deadline_s: float) -> dict[str, Any]:
    # Nothing of our environment: no secret can be read by a function that someone finds. -P keeps db/ off the path.
    command = [sys.executable, "-P", "-s", str(_SANDBOX)]
    environment = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "PYTHONHOME") if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command of ours
            command,
            input=json.dumps(request).encode("utf-8", "surrogatepass"),
            capture_output=True,
            timeout=deadline_s,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as exc:
        raise QueryError(f"the statement took more than {request['timeout_s']:g} s") from exc
    try:
        answer = json.loads(done.stdout)
    except ValueError as exc:
        # Killed by a limit before it could say so.
        raise QueryError(
            f"the statement took more than {request['memory_mb']} MB of memory or {request['timeout_s']:g} s",
            hint="Ask for less: fewer columns, a WHERE, a LIMIT.",
        ) from exc
    assert isinstance(answer, dict)
    return answer


def _untagged(cell: Any) -> object:
    if isinstance(cell, list):
        return [_untagged(one) for one in cell]
    if not isinstance(cell, dict):
        return cell
    (tag, text), *_ = cell.items()
    if tag == "m":
        return {_key(key): _untagged(value) for key, value in text}
    return _READERS[tag](text)


def _key(key: Any) -> Any:
    found = _untagged(key)
    return str(found) if isinstance(found, list | dict) else found


_READERS: dict[str, Any] = {
    "d": Decimal,
    "f": float,
    "t": datetime.fromisoformat,
    "a": date.fromisoformat,
    "c": time.fromisoformat,
    "u": UUID,
    "i": lambda seconds: timedelta(seconds=float(seconds)),
    "b": bytes.fromhex,
}

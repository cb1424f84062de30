"""The process in which a stranger's statement runs. A script of its own: it imports DuckDB and nothing of ours.

Reads {"path", "sql", "timeout_s", "memory_mb", "max_rows", "max_bytes"} from standard input and answers one JSON
object: {"columns", "types", "rows", "truncated"} or {"error"}. What DuckDB does not bound (a single huge string, time
in one call, files) the operating system does.
"""

import contextlib
import json
import resource
import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb

_MB = 1024 * 1024


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Runs the one statement of a request. Limits this process for good: it is of no use for anything else."""
    try:
        return _run(request)
    except MemoryError:
        return {"error": f"the statement needs more than {request['memory_mb']} MB of memory"}
    except duckdb.Error as exc:
        return {"error": _explain(str(exc), request)}


def _run(request: dict[str, Any]) -> dict[str, Any]:
    path = Path(request["path"])
    connection = duckdb.connect(
        str(path),
        read_only=True,
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "enable_external_access": "false",
            "python_enable_replacements": "false",
            "memory_limit": f"{request['memory_mb']}MB",
            "temp_directory": "",
            "threads": "2",
        },
    )
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET max_execution_time = $ms", {"ms": int(request["timeout_s"] * 1000)})
    connection.execute("SET lock_configuration = true")
    _limit_process(request)
    statements = connection.extract_statements(request["sql"])
    if len(statements) != 1:
        return {"error": f"one statement was expected, not {len(statements)}"}
    kind = statements[0].type
    if kind == duckdb.StatementType.MULTI:
        # A PIVOT that has to find its columns first.
        return {"error": "only SELECT is allowed; PIVOT must name its columns: PIVOT … ON type IN ('budget', 'role')"}
    if kind != duckdb.StatementType.SELECT:
        return {"error": f"only SELECT is allowed, not {kind.name.replace('_', ' ')}"}
    if statements[0].named_parameters:
        return {"error": "a statement with parameters cannot be run here"}
    return _fetch(connection.execute(statements[0]), request)


def _limit_process(request: dict[str, Any]) -> None:
    size = _address_space() + int(request["memory_mb"]) * _MB
    seconds = int(request["timeout_s"]) * 2 + 2
    limits = {resource.RLIMIT_AS: size, resource.RLIMIT_CPU: seconds, resource.RLIMIT_FSIZE: 0, resource.RLIMIT_CORE: 0}
    for kind, limit in limits.items():
        # A limit that is already lower stays.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, limit))


def _address_space() -> int:
    """Bytes of address space that the process has now; a generous guess where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return 4096 * _MB
    return pages * resource.getpagesize()


def _fetch(result: Any, request: dict[str, Any]) -> dict[str, Any]:
    description = result.description or []
    rows: list[list[Any]] = []
    size = 0
    truncated = False
    while chunk := result.fetchmany(200):
        for row in chunk:
            if len(rows) == request["max_rows"] or size > request["max_bytes"]:
                truncated = True
                break
            cells = [_tagged(cell) for cell in row]
            size += sum(len(cell) if isinstance(cell, str) else 16 for cell in cells)
            rows.append(cells)
        if truncated:
            break
    names = [str(column[0]) for column in description]
    return {"columns": names, "types": [str(column[1]) for column in description], "rows": rows, "truncated": truncated}


def _tagged(cell: Any) -> Any:
    """The cell as JSON; what JSON has no form for is a tag with its text."""
    if cell is None or isinstance(cell, bool | int | str):
        return cell
    if isinstance(cell, list | tuple):
        return [_tagged(one) for one in cell]
    if isinstance(cell, dict):
        return {"m": [[_tagged(key), _tagged(value)] for key, value in cell.items()]}
    # An instant is a date as well: the order matters.
    for kind, tag, encode in _FORMS:
        if isinstance(cell, kind):
            return {tag: encode(cell)}
    return str(cell)


_FORMS: tuple[tuple[type, str, Callable[[Any], str]], ...] = (
    (float, "f", repr),
    (Decimal, "d", str),
    (datetime, "t", datetime.isoformat),
    (date, "a", date.isoformat),
    (time, "c", time.isoformat),
    (timedelta, "i", lambda cell: repr(cell.total_seconds())),
    (bytes, "b", bytes.hex),
    (UUID, "u", str),
)


def _explain(message: str, request: dict[str, Any]) -> str:
    first = message.strip().splitlines()[0]
    lowered = message.lower()
    if "interrupt" in lowered or "max_execution_time" in lowered:
        return f"the statement took more than {request['timeout_s']:g} s"
    if "out of memory" in lowered or "bad_alloc" in lowered or "could not allocate" in lowered:
        return f"the statement needs more than {request['memory_mb']} MB of memory"
    return first


if __name__ == "__main__":
    json.dump(answer(json.load(sys.stdin)), sys.stdout)

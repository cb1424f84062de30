"""The Prefect server that the flows report to: the configured one, else one of our own for as long as we run."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from extractors.errors import DailiesError

START_TIMEOUT_S = 240.0
# Telemetry off, and no line on a user's terminal that is not ours.
_QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_ROOT_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_CLI_PROMPT": "false",
    "PREFECT_SERVER_UI_ENABLED": "true",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
}


def prepare_environment(home: Path) -> None:
    """Sets what Prefect reads when it is first imported; what the user has set stays."""
    for name, value in {**_QUIET, "PREFECT_HOME": str(home)}.items():
        os.environ.setdefault(name, value)


@contextlib.contextmanager
def prefect_server(home: Path, *, meanwhile: Callable[[], object] = lambda: None) -> Iterator[str]:
    """Yields the address of the API; must be entered before `prefect` is imported.

    PREFECT_API_URL in the environment is respected. Else a server is started on loopback, with its database and its
    output (server.log) in `home`, and is ended on leaving, also when this process is killed. `meanwhile` is called
    while it starts: it may import Prefect already.
    """
    home.mkdir(parents=True, exist_ok=True)
    prepare_environment(home)
    configured = os.environ.get("PREFECT_API_URL")
    if configured:
        meanwhile()
        yield configured
        return
    chosen = _free_port()
    address = f"http://127.0.0.1:{chosen}/api"
    with (home / "server.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            [sys.executable, "-m", "flows.server_process", str(chosen)],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            # Where its pages find it.
            env={"PREFECT_SERVER_UI_API_URL": address, **os.environ},
            start_new_session=True,  # Ctrl-C is for us: the server must outlive the flow's own shutdown
        )
        os.environ["PREFECT_API_URL"] = address
        try:
            meanwhile()
            _wait_until_healthy(address, process, home / "server.log")
            yield address
        finally:
            os.environ.pop("PREFECT_API_URL", None)
            _stop(process)


def _wait_until_healthy(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise DailiesError("the Prefect server ended while starting", hint=f"see {log}")
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/health", timeout=2):  # noqa: S310 - loopback
            return
        time.sleep(0.1)
    raise DailiesError(f"the Prefect server did not start within {START_TIMEOUT_S:.0f} s", hint=f"see {log}")


def _stop(process: "subprocess.Popen[bytes]") -> None:
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

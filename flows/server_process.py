"""The Prefect server as a child process that ends with its parent.

Run as `python -m flows.server_process PORT`, with PREFECT_* in the environment. It ends when its standard input closes,
so that it never outlives a parent that was killed.
"""

import os
import sys
import threading

import uvicorn
from prefect.server.api.server import create_app


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def main() -> None:
    """Serves until the parent is gone."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    uvicorn.run(create_app(), host="127.0.0.1", port=int(sys.argv[1]), log_level="error", access_log=False)


if __name__ == "__main__":
    main()

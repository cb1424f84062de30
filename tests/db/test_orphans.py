"""Helpers of a process that is killed."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]

_HELPED = """
import os, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from db.orphans import end_with_parent

with ProcessPoolExecutor(1, get_context("spawn"), initializer=end_with_parent) as pool:
    print(pool.submit(os.getpid).result(), flush=True)
    time.sleep(60)
"""


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_helper_ends_when_the_process_that_it_helps_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", _HELPED], stdout=subprocess.PIPE, text=True, cwd=ROOT) as helped:
        assert helped.stdout is not None
        helper = int(helped.stdout.readline())
        assert is_alive(helper)
        helped.kill()
        for _ in range(200):
            if not is_alive(helper):
                break
            time.sleep(0.05)
    assert not is_alive(helper)

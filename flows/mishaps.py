"""Errors that nobody foresaw, met on one page, article or source: they cost that one, and stay visible in the log."""

import logging
from typing import Literal

_MAX_REASON = 160
log = logging.getLogger(__name__)
# The runs keep the root logger silent, for the scheduler's sake.
log.setLevel(logging.ERROR)


def tell_mishap(url: str, work: Literal["fetched", "read", "saved"], error: Exception) -> str:
    """Logs a mistake of ours with its traceback, and returns the reason to record: its kind and first line."""
    log.error("%s could not be %s", url, work, exc_info=error, extra={"url": url})
    lines = str(error).splitlines() or [""]
    reason = f"could not be {work}: {type(error).__name__}: {lines[0]}"
    # What made it fail may stand in its words.
    return reason.encode("utf-8", "backslashreplace").decode()[:_MAX_REASON].rstrip(": ")

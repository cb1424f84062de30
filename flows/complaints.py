"""What went wrong, in one line on standard error."""

import contextlib
import sys
import traceback
from collections.abc import Iterator

from extractors.errors import DailiesError


def complain(exc: DailiesError, *, work: str = "") -> None:
    """Says what is wrong and how to mend it; `work` is what failed, where the reader has not just asked for it."""
    line = " ".join(str(exc).split())
    said = f"{work} failed: " if work else ""
    sys.stderr.write(f"dailies: {said}{line}{f' ({exc.hint})' if exc.hint else ''}\n")


@contextlib.contextmanager
def complaining(work: str, *, scheduled: bool) -> Iterator[None]:
    """Says what ended a run that a schedule called for: nobody else does. A mistake of ours has its traceback."""
    try:
        yield
    except DailiesError as exc:
        if scheduled:
            complain(exc, work=work)
        raise
    except Exception as exc:
        if scheduled:
            sys.stderr.write(f"dailies: {work} failed: {type(exc).__name__}\n")
            traceback.print_exception(exc)
        raise

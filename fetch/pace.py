"""When to ask: the pause between two requests to a host, and the next look at a source."""

import threading
from datetime import datetime, timedelta

MAX_PAUSE_S = 60.0
MAX_INTERVAL = timedelta(days=1)


class HostPace:
    """Hands out the moments at which a host may be asked; shared by all clients of a run, whatever their thread."""

    def __init__(self, pause_s: float) -> None:
        self.pause_s = pause_s
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def reserve(
        self, host: str, now_s: float, *, own_pause_s: float | None = None, asked_s: float | None = None
    ) -> float:
        """Books the next free moment and returns the seconds to wait until then (`now_s`: a monotonic clock).

        own_pause_s: instead of the general pause. asked_s: what the host asks for (Crawl-delay), which lengthens it.
        """
        gap = self.pause_s if own_pause_s is None else own_pause_s
        gap = min(max(gap, asked_s or 0.0), MAX_PAUSE_S)
        with self._lock:
            start = max(now_s, self._next.get(host, now_s))
            self._next[host] = start + gap
        return start - now_s


def next_look(
    at: datetime, *, every: timedelta, failures: int, quiet_looks: int, retry_after_s: float | None = None
) -> datetime:
    """When to ask a source again.

    A source that fails is asked after twice the pause each time, up to a day; one that had nothing new for
    `quiet_looks` looks slowly less often, up to four times its interval. What the source itself asked for
    (Retry-After, max-age) is the least.
    """
    if failures:
        wait = min(every * float(2 ** min(failures, 10)), max(MAX_INTERVAL, every))
    else:
        wait = min(every * (1 + min(quiet_looks, 12) / 4), max(MAX_INTERVAL, every))
    if retry_after_s:
        wait = max(wait, timedelta(seconds=min(retry_after_s, 7 * 86_400)))
    return at + wait

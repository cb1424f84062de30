"""robots.txt, per RFC 9309: a missing file allows everything, an unreachable one (5xx, no answer) nothing."""

from protego import Protego

MAX_BYTES = 512_000


class Robots:
    """What one host's robots.txt says to our user agent."""

    def __init__(self, rules: Protego | None, *, allow_all: bool) -> None:
        self._rules = rules
        self._allow_all = allow_all

    def allows(self, url: str, agent: str) -> bool:
        """Whether the address may be fetched."""
        return self._allow_all if self._rules is None else bool(self._rules.can_fetch(url, agent))

    def crawl_delay_s(self, agent: str) -> float | None:
        """The pause that the host asks for, in seconds."""
        delay = self._rules.crawl_delay(agent) if self._rules is not None else None
        return None if delay is None else float(delay)


def parse_robots(status: int | None, body: bytes) -> Robots:
    """Reads an answer to /robots.txt; `status` None is no answer at all."""
    if status is None or status >= 500 or status == 429:
        return Robots(None, allow_all=False)
    if status >= 400:
        return Robots(None, allow_all=True)
    return Robots(Protego.parse(body[:MAX_BYTES].decode("utf-8", "replace")), allow_all=True)

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
    """Reads an answer to /robots.txt; `status` None is no answer at all.

    Of a larger file the first 512,000 bytes count (2.5), as far as their last whole line; a byte order mark is no rule.
    """
    if status is None or status >= 500 or status == 429:
        return Robots(None, allow_all=False)
    if status >= 400:
        return Robots(None, allow_all=True)
    if len(body) > MAX_BYTES:
        # Half an address would forbid more than it says.
        body = body[: max(body.rfind(end, 0, MAX_BYTES) for end in (b"\n", b"\r")) + 1]
    return Robots(Protego.parse(body.decode("utf-8-sig", "replace")), allow_all=True)

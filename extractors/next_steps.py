"""What to do about a source or page that could not be read: each fixed reason has its next step.

Nothing is worked around: the steps are the user's.
"""

import re

_ASK = "it does not want programs: ask it for access, or disable it"
_ADDRESS = "check the address; `dailies outlets check` asks it now"
_FEED = "the feed may have moved: `dailies outlets add` with its homepage finds it"
_READS_ITSELF = "nothing: it is asked again with growing pauses"

# The first whose pattern is found in the reason counts.
_STEPS: tuple[tuple[str, str], ...] = (
    (r"payment required|\b402\b", "it sells access: subscribe or license it, or disable it"),
    (r"robots", "its robots.txt forbids this address: respect it, choose another feed of it, or disable it"),
    (r"login", "it is for members: read it as one, or disable it"),
    (r"consent", "it wants a click on its consent page first: a program gives none; look for a feed with full texts"),
    (r"bot check|forbidden|\b403\b", _ASK),
    (r"legal reasons|\b451\b", "it may not be shown where you are: disable it"),
    (r"too many requests|\b429\b", "nothing: it is asked again when it said; a longer fetching.pause_s helps"),
    (r"waiting:", "nothing: it is asked in a later run"),
    (r"\bgone\b|not found|\b404\b|\b410\b", _FEED),
    (r"not a feed|not a sitemap|no articles listed|document type|cut off|broken gzip", _FEED),
    (r"certificate|TLS", "its certificate is not valid: tell it, nothing is fetched meanwhile"),
    (r"unknown host|not an http address|not a public address|broken address|redirect", _ADDRESS),
    (r"timed out|no connection|broken answer|status 5|truncated|content coding", _READS_ITSELF),
    (r"video only|index page|error page|empty|not html", "nothing: there is no article on it"),
    (r"too large|too deep|too many attributes", "nothing: it costs too much to read"),
)
_SILENT = "it has published nothing for much longer than usual: " + _FEED


def next_step(reason: str, *, state: str = "") -> str:
    """The next step for a reason, or for the state of a source that has none; empty where nothing is known."""
    found = next((step for pattern, step in _STEPS if re.search(pattern, reason, re.I)), "")
    return found or (_SILENT if state == "silent" else "")

"""Addresses: which are web pages, and which of them are the same."""

import re
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

from courlan import normalize_url as strip_tracking

MAX_URL = 2_000
_SPACE = re.compile(r"[\x00-\x20\x7f\u200b\ufeff]+")
_PLAIN = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?:/(?!\.)[!#$&-;=?-Z_a-z~%]*)?")
_AMP_VIEWER = re.compile(
    r"^https?://(?:www\.)?google\.[a-z.]+/amp/(s/)?(.+)$|^https?://[\w-]+\.cdn\.ampproject\.org/[cvi]/(s/)?(.+)$"
)
_SCRIPT_PATH = re.compile(r"\.(?:php|aspx?|jsp|cfm|cgi)$", re.I)
_AMP_PATH = re.compile(r"(?:/amp(?:\.html)?|\.amp(?:\.html)?)/?$")
# An address that is its own identity but for the scheme and a closing slash: most articles have one.
_PLAIN_PAGE = re.compile(
    r"https?://((?!(?:www\d?|m|mobile|amp|google)\.)[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+)"
    r"((?:/[\w-]+)*)(\.html?)?/?",
    re.ASCII,
)
_SAME_SITE_HOSTS = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.[^.]+)")
# What asks for another rendering of the same page, or says where the reader came from.
_IDLE_PARAMETERS = frozenset(
    """
    amp outputtype cmp cmpid ico icid ito at_medium at_campaign smid smtyp ncid sr_share taid xrs spm mbid
    cvid ocid guccounter guce_referrer guce_referrer_sig via share sh fbclid gclid igshid s_cid sref feature
    rss feed
    """.split()  # noqa: SIM905 (as a list it would fill a page)
)


def resolve_url(base: str, href: str) -> str | None:
    """The absolute http(s) address that `href` means on the page `base`; None where it means none."""
    if len(href) <= MAX_URL and _PLAIN.fullmatch(href):
        return href
    href = _SPACE.sub("", href[: MAX_URL + 1]) if " " not in href.strip() else _SPACE.sub("%20", href.strip())
    if not href or len(href) > MAX_URL:
        return None
    try:
        url = urljoin(base, href)
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or len(url) > MAX_URL:
        return None
    return url


def site_of(url: str) -> str:
    """The host without `www.`, `m.` and the like, to tell an outlet's own pages by; empty if there is none."""
    try:
        return _SAME_SITE_HOSTS.sub("", urlsplit(url).hostname or "")
    except ValueError:
        return ""


def normalise_url(url: str) -> str:
    """The identity of a page: equal for the addresses under which one article is met.

    Tracking parameters, fragments, http/https, AMP and mobile variants, `www.`, a closing slash and the order of
    parameters make no difference. It is a key to compare, not an address to fetch. An address that cannot be
    read comes back as it is.
    """
    plain_page = _PLAIN_PAGE.fullmatch(url)
    if plain_page and "ampproject" not in url and not _AMP_PATH.search(url):
        host, path, ending = plain_page.groups("")
        return f"https://{host}{path}{ending}" if path else f"https://{host}/"
    return _normalise_any(url)


def _normalise_any(url: str) -> str:
    url = _SPACE.sub("", url)
    viewer = _AMP_VIEWER.match(url)
    if viewer:
        url = ("https://" if viewer[1] or viewer[3] else "http://") + unquote(viewer[2] or viewer[4])
    try:
        plain = url.split("#", 1)[0]
        # A script tells its pages apart by parameters, some of which look like tracking.
        query = urlsplit(plain).query if _SCRIPT_PATH.search(urlsplit(plain).path) else None
        parts = urlsplit(strip_tracking(plain))
        host, port = parts.hostname, parts.port
    except (ValueError, UnicodeError, AttributeError):
        return url
    if parts.scheme not in ("http", "https") or not host:
        return url
    # An explicit port is a server of its own, as in tests and demos: its scheme is part of it.
    scheme = parts.scheme if port else "https"
    name = _SAME_SITE_HOSTS.sub("", host)
    netloc = f"[{name}]" if ":" in name else name
    path = urlsplit(urljoin("https://x/", parts.path)).path if "/." in parts.path else parts.path
    path = _AMP_PATH.sub("", path)
    kept = [
        (key, value)
        for key, value in parse_qsl(parts.query if query is None else query)
        if key.lower() not in _IDLE_PARAMETERS and not key.lower().startswith("utm_")
    ]
    return urlunsplit(
        (scheme, f"{netloc}:{port}" if port else netloc, path.rstrip("/") or "/", urlencode(sorted(kept)), "")
    )

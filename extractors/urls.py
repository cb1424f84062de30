"""Addresses: which are web pages, and which of them are the same."""

import re
from urllib.parse import parse_qsl, quote_plus, unquote, unquote_plus, urljoin, urlsplit, urlunsplit

from courlan import normalize_url as strip_tracking
from courlan.clean import TRACKERS_RE as TRACKER

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
# Names that trackers use and that content systems use as well: with a bare number they name a page.
_NUMBERED = frozenset(
    "cid eid uid ref refid reference source campaign feature game gallery".split()  # noqa: SIM905
)
_NUMBER = re.compile(r"\d{1,12}", re.ASCII)
# A parameter without a value: a number or words in a row name a page, a single word asks for a rendering.
_NAMING = re.compile(r"\d|/|-.*-")
_ESCAPE = re.compile(r"%[0-9a-f]{2}", re.I)


def resolve_url(base: str, href: str) -> str | None:
    """The absolute http(s) address, without a login, that `href` means on the page `base`; None where it means none."""
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
    return without_login(url)


def has_login(url: str) -> bool:
    """Whether an address names a user, or a password: what is stored, mailed and published must not."""
    try:
        return "@" in urlsplit(url).netloc
    except ValueError:
        return False


def without_login(url: str) -> str:
    """The address without a user and a password."""
    if not has_login(url):
        return url
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def site_of(url: str) -> str:
    """The host without `www.`, `m.` and the like, to tell an outlet's own pages by; empty if there is none."""
    try:
        return _SAME_SITE_HOSTS.sub("", urlsplit(url).hostname or "")
    except ValueError:
        return ""


def normalise_url(url: str) -> str:
    """The identity of a page: equal for the addresses under which one article is met.

    Tracking parameters, fragments, http/https, AMP and mobile variants, `www.`, a closing slash, the order of
    parameters and the case of escapes make no difference. It is a key to compare, not an address to fetch. An
    address that cannot be read comes back as it is.
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
        stated = urlsplit(plain)
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
    path = _ESCAPE.sub(lambda match: match[0].upper(), _AMP_PATH.sub("", path))
    # A script tells its pages apart by parameters, some of which look like tracking.
    query = _telling_query(stated.query.replace("&amp;", "&"), is_script=bool(_SCRIPT_PATH.search(stated.path)))
    return urlunsplit((scheme, f"{netloc}:{port}" if port else netloc, path.rstrip("/") or "/", query, ""))


def telling_parameters(url: str) -> frozenset[str]:
    """The names of the parameters that tell a page from others at the same path: those that do not merely track."""
    query = urlsplit(normalise_url(url)).query
    return frozenset(unquote_plus(part.partition("=")[0]) for part in query.split("&")) if query else frozenset()


def _telling_query(query: str, *, is_script: bool) -> str:
    """The parameters that tell pages apart, in order."""
    kept: list[tuple[str, str]] = []
    for part in query.split("&"):
        bare = unquote_plus(part)
        pairs = parse_qsl(part) if "=" in part else [(bare, "")] if _NAMING.search(bare) else []
        kept += [pair for pair in pairs if not _is_idle(*pair, is_script=is_script)]
    return "&".join(quote_plus(key) + (f"={quote_plus(value)}" if value else "") for key, value in sorted(kept))


def _is_idle(key: str, value: str, *, is_script: bool) -> bool:
    name = key.lower()
    if name in _NUMBERED and _NUMBER.fullmatch(value):
        return False
    if name in _IDLE_PARAMETERS or name.startswith("utm_"):
        return True
    return not is_script and TRACKER.search(name) is not None

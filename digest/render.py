"""Edition -> HTML, plain text and JSON. Everything from outside is escaped, in HTML and text controls are replaced;
links are http or https or no links.
"""

import json
import re
import textwrap
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from digest.edition import Edition, Voice
from digest.phrases import lower_first
from digest.visible import shown
from extractors.next_steps import next_step


def safe_link(url: str) -> str:
    """The address if it is one that may be followed from a mail, else an empty string."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""


def shorten(text: str, width: int, start: int = 0, end: int = 0) -> str:
    """A quote in at most `width` characters, cut at words: around its value, `text[start:end]`, so that this stays."""
    before, value, after = (re.sub(r"\s+", " ", part) for part in (text[:start], text[start:end], text[end:]))
    whole, start, end = before + value + after, len(before), len(before + value)
    if len(whole) <= width:
        return whole
    room = width - len("…  …")
    low = max(0, min(start, start - (room - len(value)) // 2, len(whole) - room))
    high = low + room
    if low:
        low = whole.find(" ", low - 1, start) + 1 or low
    if high < len(whole):
        space = whole.rfind(" ", end if end <= high else start, high + 1)
        high = space if space > low else high
    return f"{'… ' if low else ''}{whole[low:high]}{' …' if high < len(whole) else ''}"


def quoted(voice: Voice, width: int = 320) -> str:
    """What a voice says, in quotation marks; a quote that brings its own keeps them. Cut as by `shorten`."""
    short = shorten(voice.quote, width, voice.value_start, voice.value_end)
    return short if short[:1] in '"“«„' else f"“{short}”"


@cache
def _environment() -> Environment:
    # HTML is escaped; the plain text template escapes nothing, since nothing there is markup.
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=select_autoescape(enabled_extensions=("html.j2",), default_for_string=True),
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "link": safe_link,
        "quoted": quoted,
        "lower_first": lower_first,
        "wrap": _wrap,
        "next_step": next_step,
    }
    return environment


def _wrap(text: str, indent: int = 0, width: int = 78) -> str:
    pad = " " * indent
    return textwrap.fill(text, width, initial_indent=pad, subsequent_indent=pad, break_long_words=False)


@dataclass(frozen=True, slots=True)
class Rendered:
    """An edition as it is sent and kept; the same bytes whenever it is sent again."""

    day: date
    headline: str
    summary: str
    html: str
    text: str
    json: str


def render(edition: Edition) -> Rendered:
    """All three forms of an edition.

    The HTML is self-contained and shown by mail programs as it is: tables, inline styles, no script, no remote content.
    The text is for a terminal or a plain mail; the keys of the JSON are those of `digest.edition`.
    """
    return Rendered(
        edition.day,
        edition.headline,
        edition.summary,
        _environment().get_template("digest.html.j2").render(edition=edition),
        _environment().get_template("digest.txt.j2").render(edition=edition),
        json.dumps(asdict(edition), ensure_ascii=False, indent=1, default=str),
    )


def restored(day: date, html: str, text: str, json_: str) -> Rendered:
    """A saved edition as it was rendered then."""
    kept = json.loads(json_)
    return Rendered(day, kept["headline"], kept["summary"], html, text, json_)

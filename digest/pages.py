"""Self-contained pages for a browser, made of templates that extend `page.html.j2`.

They hold no script and ask for nothing: styles stand in the page, and a policy in its head forbids all the rest.
"""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from digest.phrases import claim_phrase
from digest.render import safe_link
from digest.visible import shown


def render_page(template: str, **values: object) -> str:
    """The page of a template; everything from outside is escaped, and characters that cannot be seen are replaced."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"link": safe_link, "phrase": claim_phrase, "share": share}
    return environment


def share(value: float) -> str:
    """A probability: `.83`, `1.00`."""
    return f"{value:.2f}".removeprefix("0")

"""Renders a demo site into the resources that its server hands out. Pure: the same edition gives the same bytes."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime

import jinja2
from markupsafe import Markup

from demo.site import ROOT, DemoArticle, DemoSite

GARBAGE_BYTES = 6_000


@dataclass(frozen=True, slots=True)
class Resource:
    """What is served under one path."""

    body: bytes
    content_type: str
    last_modified: datetime
    status: int = 200


def find_article_urls(sites: Sequence[DemoSite], base_urls: Mapping[str, str]) -> dict[str, str]:
    """Article key -> address."""
    return {article.key: base_urls[site.id] + article.path for site in sites for article in site.articles}


def render_site(site: DemoSite, sites: Sequence[DemoSite], base_urls: Mapping[str, str]) -> dict[str, Resource]:
    """path -> Resource for one of the sites, which may link to the others; `base_urls` is by site id."""
    templates = _templates(site, sites, base_urls)
    newest = max((changed_at(article) for article in site.articles), default=datetime(2026, 5, 1, tzinfo=UTC))
    robots = site.robots.replace("{base}", base_urls[site.id])
    resources = {
        "/robots.txt": Resource(robots.encode(), "text/plain; charset=utf-8", datetime(2026, 1, 5, tzinfo=UTC))
    }
    for file in site.files:
        text = templates.get_template(file.template).render()
        resources[file.path] = Resource(_encode(text, site), file.content_type, newest)
    for article in site.articles:
        resources[article.path] = _render_article(article, site, templates)
    return resources


def changed_at(article: DemoArticle) -> datetime:
    """When the article's page last changed."""
    return article.modified or article.published


def _render_article(article: DemoArticle, site: DemoSite, templates: jinja2.Environment) -> Resource:
    html_type = f"text/html; charset={site.charset}"
    if article.state == "garbage":
        return Resource(_garbage(article.key), html_type, article.published)
    if article.state == "gone":
        text = templates.get_template("gone.html").render(article=article)
        return Resource(_encode(text, site), html_type, article.published, status=404)
    body = [Markup(block) for block in article.blocks]  # noqa: S704 - markup of our own files
    text = templates.get_template("article.html").render(article=article, body=body)
    return Resource(_encode(text, site), html_type, changed_at(article))


def _templates(site: DemoSite, sites: Sequence[DemoSite], base_urls: Mapping[str, str]) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([ROOT / "sites" / site.id, ROOT / "sites"]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["local"] = lambda instant: instant.astimezone(site.zone)
    environment.filters["rfc2822"] = lambda instant: format_datetime(instant.astimezone(site.zone))
    environment.filters["iso"] = lambda instant: instant.astimezone(site.zone).isoformat()
    environment.filters["json"] = _to_json
    environment.globals.update(
        site=site,
        base=base_urls[site.id],
        articles=site.articles,
        article_urls=find_article_urls(sites, base_urls),
        site_names={other.id: other.name for other in sites},
        changed_at=changed_at,
    )
    return environment


def _to_json(value: object) -> Markup:
    return Markup(json.dumps(value, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704 - escaped here


def _encode(text: str, site: DemoSite) -> bytes:
    return text.encode(site.charset, "xmlcharrefreplace")


def _garbage(seed: str) -> bytes:
    """Bytes that no reader can take for a page, the same in each run."""
    blocks = (hashlib.sha256(f"{seed}{number}".encode()).digest() for number in range(GARBAGE_BYTES // 32))
    return b"\x00\xff" + b"".join(blocks)

"""The demo's sites and articles as plain data: `demo/sites/<id>/site.toml` and `demo/articles/<id>/<slug>.html`.

An article file is TOML between two `+++` lines, then the body: blocks separated by a blank line. A block that begins
with a block-level tag is markup as it stands; any other becomes a paragraph. A file `<slug>.edition2.html` takes the
place of `<slug>.html` from the second edition on.
"""

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).parent
SECOND_EDITION = ".edition2"
BLOCK_TAGS = ("<p", "<ul", "<h4")

ArticleState = Literal["article", "paywalled", "garbage", "gone"]
SourceKind = Literal["feed", "sitemap", "listing"]


@dataclass(frozen=True, slots=True)
class DemoFile:
    """A served file that is no article: home page, feed, sitemap."""

    path: str
    template: str
    content_type: str


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """One article of a site. `key` is `<site id>/<slug>`; `path` is where the site serves it."""

    key: str
    slug: str
    path: str
    title: str
    author: str
    published: datetime
    modified: datetime | None
    standfirst: str
    section: str
    state: ArticleState
    first_appeared_in: str | None
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoSite:
    """One site. `is_silent` sites hold a port on which nobody answers."""

    id: str
    name: str
    port_offset: int
    language: str
    source_kind: SourceKind
    source: str
    zone: timezone
    charset: str
    validators: frozenset[str]
    robots: str
    files: tuple[DemoFile, ...]
    articles: tuple[DemoArticle, ...]
    is_silent: bool = False


def load_sites(edition: int) -> tuple[DemoSite, ...]:
    """Every site with its articles, newest first, in the order of their ports."""
    sites = (_read_site(folder, edition) for folder in sorted((ROOT / "sites").iterdir()) if folder.is_dir())
    return tuple(sorted(sites, key=lambda site: site.port_offset))


def _read_site(folder: Path, edition: int) -> DemoSite:
    declared = tomllib.loads((folder / "site.toml").read_text(encoding="utf-8"))
    article_path = declared.get("article_path", "/{slug}")
    articles = [_read_article(file, folder.name, article_path) for file in _article_files(folder.name, edition)]
    return DemoSite(
        id=folder.name,
        name=declared["name"],
        port_offset=declared["port_offset"],
        language=declared["language"],
        source_kind=declared["source_kind"],
        source=declared["source"],
        zone=timezone(timedelta(hours=declared.get("utc_offset_hours", 0))),
        charset=declared.get("charset", "utf-8"),
        validators=frozenset(declared.get("validators", ())),
        robots=declared.get("robots", ""),
        files=tuple(DemoFile(**file) for file in declared.get("files", ())),
        articles=tuple(sorted(articles, key=lambda article: article.published, reverse=True)),
        is_silent=declared.get("is_silent", False),
    )


def _article_files(site_id: str, edition: int) -> list[Path]:
    folder = ROOT / "articles" / site_id
    if not folder.is_dir():
        return []
    firsts = [file for file in folder.glob("*.html") if not file.stem.endswith(SECOND_EDITION)]
    if edition == 1:
        return sorted(firsts)
    seconds = [file.with_name(f"{file.stem}{SECOND_EDITION}.html") for file in firsts]
    return sorted(second if second.exists() else first for first, second in zip(firsts, seconds, strict=True))


def _read_article(file: Path, site_id: str, article_path: str) -> DemoArticle:
    _, front, body = file.read_text(encoding="utf-8").split("+++\n", 2)
    declared = tomllib.loads(front)
    slug = file.stem.removesuffix(SECOND_EDITION)
    published: datetime = declared["published"]
    return DemoArticle(
        key=f"{site_id}/{slug}",
        slug=slug,
        path=article_path.format(slug=slug, date=published),
        title=declared["title"],
        author=declared["author"],
        published=published,
        modified=declared.get("modified"),
        standfirst=declared.get("standfirst", ""),
        section=declared.get("section", "News"),
        state=declared.get("state", "article"),
        first_appeared_in=declared.get("first_appeared_in"),
        blocks=tuple(_render_block(block) for block in body.strip().split("\n\n") if block.strip()),
    )


def _render_block(block: str) -> str:
    block = block.strip()
    return block if block.startswith(BLOCK_TAGS) else f"<p>{block}</p>"

"""The commands that work on files alone: `read` and `extract`. No database, no network, no Prefect."""

import gzip
import json
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractors.errors import ArticleFileError, PageError
from extractors.json_text import load_json
from extractors.records import Article, Claim, Extraction, Page

MAX_PAGE_BYTES = 50_000_000


def read_command(paths: Iterable[Path]) -> None:
    """`dailies read`: a page that holds no article is a line on standard error, and exit status 1 at the end."""
    from extractors.article import extract_article

    failed = 0
    for path in files_of(paths, (".html", ".htm", ".html.gz", ".htm.gz")):
        try:
            # The address is not known from a file: the page's own canonical link names it.
            article = extract_article(Page(url="", body=page_bytes(path)))
        except PageError as exc:
            failed += 1
            sys.stderr.write(f"dailies: {path}: {exc.reason}\n")
            continue
        _print_line(article_row(path, article))
    if failed:
        raise SystemExit(1)


def page_bytes(path: Path) -> bytes:
    """The page of a file, inflated up to a bound. Raises PageError for a broken or too large one."""
    try:
        with gzip.open(path, "rb") if path.name.endswith(".gz") else path.open("rb") as source:
            body = source.read(MAX_PAGE_BYTES + 1)
    except (OSError, EOFError, zlib.error) as exc:
        raise PageError(str(path), f"cannot be read: {exc}") from exc
    if len(body) > MAX_PAGE_BYTES:
        raise PageError(str(path), "too large")
    return body


def article_row(path: Path, article: Article) -> dict[str, Any]:
    """The documented fields of one read page."""
    return {
        "id": path.name.split(".")[0],
        "url": article.url,
        "title": article.title,
        "standfirst": article.standfirst,
        "text": article.text,
        "authors": list(article.authors),
        "published": _instant(article.published),
        "language": article.language,
        "is_free": article.is_free,
        "confidence": round(article.confidence, 3),
    }


def extract_command(paths: Iterable[Path], config: Path | None) -> None:
    """`dailies extract`: one line per article file; a file of another form is an error that names it."""
    from extractors.extract import extract_many
    from flows.model import pipeline_for
    from flows.settings import load_settings

    settings = load_settings(config)
    files = [article_file(path) for path in files_of(paths, (".json",))]
    nlp = pipeline_for(settings)
    extractions = extract_many((file.article for file in files), nlp)
    for file, extraction in zip(files, extractions, strict=True):
        _print_line(extraction_row(file.id, extraction))


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """An article with the id of its file."""

    id: str
    article: Article


def article_file(path: Path) -> ArticleFile:
    """Reads an article file: `id`, `url`, `outlet`, `published`, `title`, `text`; only `text` must be there."""
    try:
        content = path.read_bytes()
    except OSError as exc:
        raise ArticleFileError(f"{path}: cannot be read: {exc.strerror}") from exc
    return parse_article(content, str(path), key=path.name.split(".")[0])


def parse_article(content: bytes, where: str, *, key: str = "") -> ArticleFile:
    """The article in the content of an article file; `where` names it in errors, `key` is its id if it has none."""
    try:
        row = load_json(content.decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as exc:
        raise ArticleFileError(f"{where}: not a JSON file in UTF-8: {exc}") from exc
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        message = f'{where}: not an article: an object with "text" was expected'
        raise ArticleFileError(message, hint="see docs/claims.md")
    words = {name: row.get(name) or "" for name in ("url", "title", "outlet")}
    for name, value in words.items():
        if not isinstance(value, str):
            raise ArticleFileError(f'{where}: "{name}": text was expected')
    article = Article(
        url=words["url"],
        title=words["title"],
        text=row["text"],
        outlet=words["outlet"],
        published=_published(where, row.get("published")),
    )
    return ArticleFile(str(row.get("id") or key), article)


def _published(where: str, value: object) -> datetime | None:
    if value is None or value == "":
        return None
    try:
        moment = datetime.fromisoformat(str(value))
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        moment.astimezone(UTC)  # an instant outside the calendar is refused here
        return moment
    except (ValueError, OverflowError) as exc:
        raise ArticleFileError(f'{where}: "published": an ISO date was expected, not {value!r}') from exc


def extraction_row(key: str, extraction: Extraction) -> dict[str, Any]:
    """The documented fields of one article's extraction."""
    return {
        "id": key,
        "on_topic": extraction.relevance.keep,
        "entities": [
            {"name": entity.name, "type": entity.type, "aliases": list(entity.aliases)}
            for entity in extraction.entities
        ],
        "claims": [claim_row(claim) for claim in extraction.claims],
    }


def claim_row(claim: Claim) -> dict[str, Any]:
    """The documented fields of one claim."""
    return {
        "type": claim.type,
        "subject": claim.subject,
        "value": _number(claim.value),
        "value_high": _number(claim.value_high),
        "unit": claim.unit,
        "bound": claim.bound,
        "object": claim.object,
        "label": claim.label,
        "date": claim.date,
        "as_of": claim.as_of,
        "status": claim.status,
        "attribution": claim.attribution,
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "confidence": round(claim.confidence, 3),
    }


def files_of(paths: Iterable[Path], suffixes: tuple[str, ...]) -> Iterator[Path]:
    """The files named, and those of folders (sorted). Raises ArticleFileError for a path that is not there."""
    for path in paths:
        if path.is_dir():
            found = sorted(file for file in path.iterdir() if file.name.endswith(suffixes))
            if not found:
                raise ArticleFileError(f"{path}: no {suffixes[0]} file in this folder")
            yield from found
        elif path.is_file():
            yield path
        else:
            raise ArticleFileError(f"no such file or folder: {path}")


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _instant(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None


def _print_line(row: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    sys.stdout.flush()

"""An article that a user names: a file, standard input, or the id or address of a stored one."""

import re
import sys
from pathlib import Path

from db.articles import load_articles
from db.ids import article_id
from db.store import open_copy
from extractors.article import extract_article
from extractors.errors import ArticleFileError, PageError
from extractors.records import Article, Page
from flows.cli_files import MAX_PAGE_BYTES, page_bytes, parse_article
from flows.settings import Settings

_MARKUP = re.compile(rb"\s*<(?:!doctype|!--|\?xml|html|head|body|article|div|p|h1|meta)\b", re.IGNORECASE)
_HOW = "give a file, `-` for standard input, or an id or URL that `dailies sql` shows in the view `articles`"


def find_article(given: str, settings: Settings) -> Article:
    """The article. Raises ArticleFileError or PageError for what is none, StoreError where no record is published."""
    if given == "-":
        return article_in(sys.stdin.buffer.read(MAX_PAGE_BYTES + 1), "standard input")
    path = Path(given)
    try:
        is_file, is_folder = path.is_file(), path.is_dir()
    except (OSError, ValueError):
        # Too long for a name, or with a zero byte: no file, but perhaps an address.
        is_file = is_folder = False
    if is_folder:
        raise ArticleFileError(f"{given} is a folder", hint="name one of the files in it")
    return article_in(page_bytes(path), given) if is_file else _stored(given, settings)


def article_in(content: bytes, where: str) -> Article:
    """The article in some bytes: JSON (as for `dailies extract`), an HTML page, or plain text in UTF-8."""
    if len(content) > MAX_PAGE_BYTES:
        raise PageError(where, "too large")
    if where.endswith(".json") or content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return parse_article(content.removeprefix(b"\xef\xbb\xbf"), where).article
    if where.endswith((".html", ".htm", ".html.gz", ".htm.gz")) or _MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")):
        return extract_article(Page(url="", body=content))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise ArticleFileError(f"{where}: neither JSON, nor HTML, nor text in UTF-8") from exc
    return Article(url="", title="", text=text.replace("\r\n", "\n"))


def _stored(given: str, settings: Settings) -> Article:
    published = settings.paths.published
    if not published.is_file():
        raise ArticleFileError(f"no such file, and no record in which to look for an article: {given}", hint=_HOW)
    with open_copy(published) as copy:
        found = load_articles(copy, {given, article_id(given)})
    if not found:
        raise ArticleFileError(f"no such file or stored article: {given}", hint=_HOW)
    return found[0].article

"""Which articles cannot be one, although their pages name one address."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from db.articles import load_articles
from db.ids import article_id
from db.store import Reader
from extractors.copies import is_copy
from extractors.records import Article


@dataclass(frozen=True, slots=True)
class Found:
    """An article, the address of its page, and the address under which that page's article went before, if it did."""

    article: Article
    met_at: str
    home: str | None


def keep_apart(reader: Reader, found: Sequence[Found]) -> list[Article]:
    """The articles in their order, before they are saved.

    Where a page names an address that is not its own, and the article there has another title and another text, that
    address is none of an article (a section's, a template's mistake): the article goes under its page's own. As
    versions of one they would overwrite each other. A page that went under an address before stays there: its text
    may be rewritten.
    """
    settled, new = _sort(found)
    for stored in load_articles(reader, new) if new else ():
        settled.setdefault(stored.article_id, []).append(stored.article)
    return [
        one.article if _is_settled(one) or _belongs(one.article, settled, new) else replace(one.article, url=one.met_at)
        for one in found
    ]


def _sort(found: Sequence[Found]) -> tuple[dict[str, list[Article]], dict[str, list[Article]]]:
    """The articles whose address is settled, and those that are new to theirs, by article id."""
    settled: dict[str, list[Article]] = {}
    new: dict[str, list[Article]] = {}
    for one in found:
        (settled if _is_settled(one) else new).setdefault(article_id(one.article.url), []).append(one.article)
    return settled, new


def _is_settled(found: Found) -> bool:
    return article_id(found.article.url) in {article_id(url) for url in (found.met_at, found.home) if url}


def _belongs(article: Article, settled: dict[str, list[Article]], new: dict[str, list[Article]]) -> bool:
    """Whether it is the article that its address has; where there is none yet, whether all that come are one."""
    id_ = article_id(article.url)
    if id_ in settled:
        return any(_are_one(article, other) for other in settled[id_])
    return all(_are_one(new[id_][0], other) for other in new[id_])


def _are_one(article: Article, other: Article) -> bool:
    """Whether one may be a rendering or a version of the other."""
    return article.title == other.title or article.text == other.text or is_copy(article.text, other.text)

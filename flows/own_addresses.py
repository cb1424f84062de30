"""Which articles cannot be one, although their pages name one address."""

from collections.abc import Sequence
from dataclasses import replace

from extractors.records import Article
from extractors.urls import normalise_url


def keep_apart(articles: Sequence[Article], met_at: Sequence[str]) -> list[Article]:
    """The articles in their order, `met_at` being the addresses of their pages.

    Where pages of one outlet name one address and have other titles and other texts, that address is none of an
    article (a section's, a template's mistake): each goes under its page's own. As versions of one they would
    overwrite each other.
    """
    named: dict[tuple[str, str], list[Article]] = {}
    for article in articles:
        named.setdefault(_key(article), []).append(article)
    return [
        replace(article, url=own) if _differ(named[_key(article)]) else article
        for article, own in zip(articles, met_at, strict=True)
    ]


def _key(article: Article) -> tuple[str, str]:
    return article.outlet, normalise_url(article.url)


def _differ(articles: Sequence[Article]) -> bool:
    return len({article.title for article in articles}) > 1 and len({article.text for article in articles}) > 1

"""All articles put into stories at once come to the stories that they come to one after the other."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from db.grouping import Covered, Marks, group_articles
from extractors.stories import Covering, group_stories

_FIRST = datetime(2026, 1, 1, tzinfo=UTC)


def _marks(articles: Sequence[Covering], of: Callable[[Covering], Iterable[str]]) -> tuple[Marks, list[str]]:
    number = {mark: place for place, mark in enumerate(sorted({mark for one in articles for mark in of(one)}))}
    rows = [(place, number[mark], mark) for place, one in enumerate(articles) for mark in sorted(of(one))]
    article, mark, names = zip(*rows, strict=True) if rows else ((), (), ())
    return Marks(np.array(article, dtype=np.int64), np.array(mark, dtype=np.int64)), list(names)


def to_columns(articles: Sequence[Covering]) -> Covered:
    """Articles, in the order of time, as columns."""
    own = {one.article_id: place for place, one in enumerate(reversed(articles))}
    names, spelt = _marks(articles, lambda one: one.entities)
    placed = list(zip(names.article.tolist(), spelt, strict=True))
    return Covered(
        published=np.array([(one.published - _FIRST) // timedelta(microseconds=1) for one in articles], dtype=np.int64),
        own=np.array([own[one.article_id] for one in articles], dtype=np.int64),
        original=np.array([own.get(one.copy_of or "", -1) for one in articles], dtype=np.int64),
        names=names,
        in_lead=np.array([name in articles[place].lead for place, name in placed], dtype=np.bool_),
        is_strong=np.array([name in articles[place].strong for place, name in placed], dtype=np.bool_),
        claims=_marks(articles, lambda one: one.claims)[0],
    )


def random_articles(picked: random.Random, count: int) -> list[Covering]:
    """Articles on few things within some months; some copies, some at one moment."""
    articles: list[Covering] = []
    for number in range(count):
        entities = picked.sample([f"{kind}{place}" for kind in "wc" for place in range(6)], picked.randrange(0, 6))
        lead = frozenset(entities[:2])
        articles.append(
            Covering(
                article_id=f"{picked.randrange(10**6):06}-{number}",
                title=f"Report {number}",
                published=_FIRST + timedelta(days=picked.choice((picked.randrange(90), 30))),
                entities=frozenset(entities),
                lead=lead,
                strong=frozenset(name for name in lead if name.startswith("w")),
                claims=frozenset(f"says {picked.randrange(30)}" for _ in range(picked.randrange(3))),
                copy_of=picked.choice(articles).article_id if articles and picked.random() < 0.1 else None,
            )
        )
    return sorted(articles, key=lambda one: (one.published, one.article_id))


def check_same(articles: Sequence[Covering]) -> None:
    """Compares the stories of articles in columns with those of the articles one after the other."""
    story, ids = group_articles(to_columns(articles), [one.article_id for one in articles])
    made = defaultdict(set)
    for one, place in zip(articles, story.tolist(), strict=True):
        made[ids[place]].add(one.article_id)
    assert made == {one.id: set(one.article_ids) for one in group_stories(articles)}


@pytest.mark.parametrize("seed", range(30))
def test_random_articles_come_to_the_same_stories(seed: int) -> None:
    picked = random.Random(seed)
    check_same(random_articles(picked, picked.choice((0, 1, 2, 20, 150, 400))))


def test_it_makes_no_difference_how_many_pairs_are_held_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.grouping._AT_ONCE", 7)
    check_same(random_articles(random.Random(1), 200))

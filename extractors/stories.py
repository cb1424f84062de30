"""Stories: articles on one event, told by what their titles and first words are about.

A report names its subject at once; a round-up that mentions a film in its seventh paragraph is not about it. Two
articles within a month are on one event where both begin with the same work, or with the same company, person or body
and have more in common: a figure, or a third of the names.
"""

import re
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from extractors.ids import digest_id
from extractors.records import EntityType, Story

LEAD_WORDS = 60
WINDOW = timedelta(days=30)
_STRONG: tuple[EntityType, ...] = ("WORK", "CHARACTER")
# A name in that many articles of a month, and that share of them, is everyday: it ties nothing together.
EVERYDAY = 20
EVERYDAY_SHARE = 0.04
SHARED_NAMES = 0.3
# Possessive: what follows the last word is looked at once.
_FIRST_WORDS = re.compile(rf"(?:\W*+\w[\w'’-]*+){{0,{LEAD_WORDS}}}+")


@dataclass(frozen=True, slots=True)
class Covering:
    """An article as far as stories need it: ids of the entities that it names, of those in its title or lead, and the
    keys of its claims (what is said of whom, without its wording)."""

    article_id: str
    title: str
    published: datetime
    entities: frozenset[str]
    lead: frozenset[str]
    strong: frozenset[str]
    claims: frozenset[str]
    copy_of: str | None = None


def lead_end(text: str) -> int:
    """The offset behind an article's first words, in which it says what it is about."""
    words = _FIRST_WORDS.match(text)
    return words.end() if words else 0


def is_strong(type_: EntityType) -> bool:
    """Whether a shared lead of that type makes one story by itself."""
    return type_ in _STRONG


@dataclass(frozen=True, slots=True)
class Background:
    """How many articles there are around the days in question, and how many of them name an entity."""

    articles: int
    named: Mapping[str, int]


def group_stories(
    articles: Iterable[Covering],
    earlier: Sequence[Story] = (),
    known: Iterable[Covering] = (),
    background: Background | None = None,
) -> list[Story]:
    """Puts articles into stories and returns those that are new or have grown.

    `earlier` are the stories so far and `known` their articles that share a lead with the new ones: an article keeps
    its story, and a story its id, whatever comes later. An article that belongs to no other's event is a story of its
    own. `background` counts the known articles as well; without one, those given are counted.
    """
    grouping = _Grouping(earlier, known, background)
    for article in sorted(articles, key=lambda article: (article.published, article.article_id)):
        grouping.place(article)
    return grouping.touched()


class _Grouping:
    """Stories in the making, with an index from entity to the articles whose lead names it."""

    def __init__(self, earlier: Sequence[Story], known: Iterable[Covering], background: Background | None) -> None:
        self._stories = {story.id: story for story in earlier}
        self._story_of = {article: story.id for story in earlier for article in story.article_ids}
        self._articles: dict[str, Covering] = {}
        self._by_lead: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
        self._named: Counter[str] = Counter(background.named if background else {})
        self._total = background.articles if background else 0
        self._touched: set[str] = set()
        for article in known:
            self._index(article, counted=background is not None)

    def _index(self, article: Covering, *, counted: bool = False) -> None:
        self._articles[article.article_id] = article
        if not counted:
            self._named.update(article.entities)
            self._total += 1
        for entity in article.lead:
            insort(self._by_lead[entity], (article.published, article.article_id))

    def place(self, article: Covering) -> None:
        """Adds one article to the story that it has most in common with, or begins one."""
        if article.article_id in self._story_of:
            return
        self._index(article)
        names = frozenset(entity for entity in article.entities if not self._is_everyday(entity))
        strength: dict[str, float] = defaultdict(float)
        for other in self._related(article):
            story = self._story_of.get(other.article_id)
            if story is not None:
                strength[story] = max(strength[story], self._strength(article, other, names))
        best = max(strength, key=lambda story: (strength[story], story), default=None)
        if best is not None and strength[best] > 0:
            self._extend(best, article)
        else:
            self._begin(article)

    def _related(self, article: Covering) -> list[Covering]:
        ids = {article.copy_of or ""}
        for entity in article.lead:
            named = self._by_lead[entity]
            start = bisect_left(named, (article.published - WINDOW, ""))
            end = bisect_left(named, (article.published + WINDOW, ""))
            ids.update(id_ for _, id_ in named[start:end])
        return [self._articles[id_] for id_ in ids if id_ in self._articles and id_ != article.article_id]

    def _strength(self, article: Covering, other: Covering, names: frozenset[str]) -> float:
        """How much the two have in common; `names` are those of the article that are not everyday."""
        if article.copy_of is not None and article.copy_of in (other.article_id, other.copy_of):
            return float("inf")
        gap = abs(article.published - other.published)
        shared_lead = article.lead & other.lead
        if gap > WINDOW or not shared_lead:
            return 0.0
        claims = len(article.claims & other.claims)
        shared = len(names & other.entities)
        share = shared / max(1, min(len(article.entities), len(other.entities)))
        is_strong_lead = not shared_lead.isdisjoint(article.strong)
        if not is_strong_lead and not claims and (shared < 2 or share < SHARED_NAMES):
            return 0.0
        return 2.0 * is_strong_lead + claims + share + 1.0 - gap / WINDOW

    def _is_everyday(self, entity: str) -> bool:
        count = self._named[entity]
        return count >= EVERYDAY and count >= EVERYDAY_SHARE * self._total

    def _extend(self, story_id: str, article: Covering) -> None:
        story = self._stories[story_id]
        self._stories[story_id] = replace(
            story,
            article_ids=(*story.article_ids, article.article_id),
            first_seen=min(story.first_seen, article.published),
            last_seen=max(story.last_seen, article.published),
        )
        self._story_of[article.article_id] = story_id
        self._touched.add(story_id)

    def _begin(self, article: Covering) -> None:
        id_ = digest_id("story", article.article_id)
        self._stories[id_] = Story(id_, article.title, (article.article_id,), article.published, article.published)
        self._story_of[article.article_id] = id_
        self._touched.add(id_)

    def touched(self) -> list[Story]:
        """The stories that are new or have grown, sorted by id."""
        return [self._stories[id_] for id_ in sorted(self._touched)]

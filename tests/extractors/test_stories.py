"""Articles on one event."""

from datetime import UTC, datetime, timedelta
from typing import Any

from extractors.stories import Covering, group_stories, lead_end

DAY = datetime(2026, 5, 20, tzinfo=UTC)


def covering(id_: str, day: int, lead: str = "", others: str = "", claims: str = "", **fields: Any) -> Covering:
    """Capital letters are works, small ones everything else."""
    return Covering(
        article_id=id_,
        title=f"Title {id_}",
        published=DAY + timedelta(days=day),
        entities=frozenset(lead + others),
        lead=frozenset(lead),
        strong=frozenset(letter for letter in lead if letter.isupper()),
        claims=frozenset(claims),
        **fields,
    )


def groups(*articles: Covering) -> list[set[str]]:
    return sorted((set(story.article_ids) for story in group_stories(articles)), key=min)


def test_articles_that_begin_with_one_work_are_one_story() -> None:
    assert groups(covering("1", 0, "A"), covering("2", 5, "Ab"), covering("3", 9, "B")) == [{"1", "2"}, {"3"}]


def test_a_roundup_that_names_a_work_further_down_is_not_its_story() -> None:
    assert groups(covering("1", 0, "A", "b"), covering("2", 1, "C", "Ab")) == [{"1"}, {"2"}]


def test_a_company_in_both_leads_is_not_enough() -> None:
    assert groups(covering("1", 0, "n", "xyz"), covering("2", 1, "n", "uvw")) == [{"1"}, {"2"}]


def test_a_company_and_a_figure_in_common_are() -> None:
    assert groups(covering("1", 0, "n", "xyz", "$"), covering("2", 1, "n", "uvw", "$")) == [{"1", "2"}]


def test_a_company_and_a_third_of_the_names_in_common_are() -> None:
    assert groups(covering("1", 0, "n", "xyz"), covering("2", 1, "n", "xyw")) == [{"1", "2"}]


def test_the_same_work_months_later_is_another_story() -> None:
    assert groups(covering("1", 0, "A"), covering("2", 40, "A")) == [{"1"}, {"2"}]


def test_a_copy_is_in_the_story_of_its_original() -> None:
    assert groups(covering("1", 0, "n"), covering("2", 3, "q", copy_of="1")) == [{"1", "2"}]


def test_a_name_that_everybody_prints_ties_nothing_together() -> None:
    articles = [covering(f"{number:03}", 0, "n", f"m{chr(300 + number)}") for number in range(60)]
    sizes = [len(group) for group in groups(*articles)]
    assert max(sizes) < 30


def test_a_story_keeps_its_id_and_its_articles_as_it_grows() -> None:
    one, two, three = covering("1", 0, "A"), covering("2", 1, "A"), covering("3", 2, "A")
    (first,) = group_stories([one])
    (grown,) = group_stories([two, three], [first], [one])
    assert grown.id == first.id
    assert grown.article_ids == ("1", "2", "3")
    assert grown.last_seen == three.published
    assert group_stories([two], [grown], [one, two]) == []


def test_an_article_that_comes_late_finds_its_story() -> None:
    later = covering("2", 5, "A")
    (first,) = group_stories([later])
    (grown,) = group_stories([covering("1", 0, "A")], [first], [later])
    assert (grown.id, grown.first_seen) == (first.id, DAY)


def test_the_order_of_a_batch_does_not_matter() -> None:
    articles = [covering(str(number), number, "AB"[number % 2]) for number in range(8)]
    assert group_stories(articles) == group_stories(reversed(articles))


def test_the_lead_ends_after_sixty_words() -> None:
    text = "word " * 100
    assert text[: lead_end(text)].split() == ["word"] * 60
    assert lead_end("two words") == len("two words")
    assert lead_end("") == 0

"""The topic filter on entries."""

import pytest

from extractors.links import is_about
from extractors.records import Entry

TOPIC = ("AI", "artificial intelligence", "deepfake")


@pytest.mark.parametrize(
    "entry",
    [
        Entry("https://a.example/1", "An AI film is shown in Ghent"),
        Entry("https://a.example/1", "Nine people", summary="They used Artificial\nIntelligence."),
        Entry("https://a.example/2026/05/a-deepfake-of-a-king-is-shown"),
        Entry("https://a.example/film/artificial-intelligence-in-ghent", "Nine people and a kitchen"),
        Entry("https://a.example/1", "AI-made thriller is shown to buyers"),
    ],
)
def test_an_entry_that_names_a_word_is_about_it(entry: Entry) -> None:
    assert is_about(entry, TOPIC)


@pytest.mark.parametrize(
    "entry",
    [
        Entry("https://a.example/1", "The rain in Ghent said nothing"),
        Entry("https://a.example/2026/05/nine-people-and-a-kitchen"),
        Entry("https://ai.example/2026/05/nine-people-and-a-kitchen"),
    ],
)
def test_an_entry_that_names_none_is_not(entry: Entry) -> None:
    assert not is_about(entry, TOPIC)


@pytest.mark.parametrize("url", ["https://a.example/12345", "https://a.example/?p=12", "https://a.example/film/12"])
def test_an_entry_that_says_nothing_of_itself_passes(url: str) -> None:
    assert is_about(Entry(url), TOPIC)


@pytest.mark.parametrize("topic", [(), ("-",)])
def test_without_words_everything_passes(topic: tuple[str, ...]) -> None:
    assert is_about(Entry("https://a.example/1", "The rain in Ghent"), topic)

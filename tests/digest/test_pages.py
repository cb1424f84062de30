"""The pages of `explain` and `review`: whatever an article holds, they show it and do nothing."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from digest.explanation_page import render_explanation
from digest.marks import cut_text, cut_title
from digest.review_page import render_review
from digest.visible import visible
from extractors.explanation import Choice, Explanation, Name, ReadingExplained, TriggerExplained
from extractors.records import Claim, Relevance
from extractors.review import Candidate

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>\"'></style></title>&amp;{{ 7*7 }}\x1b[31m\u202egnirts\x00"
)
AT = datetime(2026, 5, 1, tzinfo=UTC)
CLAIM = Claim("budget", HOSTILE, f"{HOSTILE} cost $5.", 0, len(HOSTILE) + 9, len(HOSTILE) + 6, len(HOSTILE) + 8,
              Decimal(5), unit="USD", attribution=HOSTILE, object=HOSTILE, confidence=0.2)  # fmt: skip


def explanation(text: str) -> Explanation:
    reading = ReadingExplained(
        output="budget",
        probability=0.9,
        slots={"subject": (Choice(HOSTILE, "WORK", 0.9), Choice(None, None, 0.1))},
        statuses=(("asserted", 0.9),),
        confidence=0.2,
        vetoes=(HOSTILE,),
        claim=CLAIM,
        fate="candidate",
        reason=HOSTILE,
    )
    trigger = TriggerExplained(1, "money", 5, 9, text[5:9], HOSTILE, (("budget", 0.9),), (reading,), "candidate", "why")
    idle = replace(trigger, number=2, start=7, end=12, readings=(), fate="dropped", reason=HOSTILE)
    names = (Name(0, 6, text[:6], HOSTILE, "WORK", False), Name(0, 3, text[:3], HOSTILE, "PERSON", True))
    about = (text, "javascript:alert(1)", HOSTILE, AT, text, HOSTILE, 0.3, Relevance(True, 0.9, (HOSTILE,)))
    return Explanation(*about, names=names, triggers=(trigger, idle))


class Tags(HTMLParser):
    """Collects tags, attributes and addresses."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.shown = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]

    def handle_data(self, data: str) -> None:
        self.shown += data


def assert_harmless(page: str) -> None:
    found = Tags(page)
    assert not found.tags & {"script", "img", "iframe", "link", "object", "form", "svg"}
    assert not [name for name in found.attributes if name.startswith("on")]
    assert all(link.startswith(("#", "https://", "http://")) for link in found.links)
    assert not re.search(r"@import|url\(", page)
    assert "default-src 'none'" in page
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", page)
    assert "49" not in found.shown


def test_an_explanation_of_hostile_markup_shows_it_and_holds_none_of_it() -> None:
    page = render_explanation(explanation(HOSTILE))
    assert_harmless(page)
    assert "<script>alert(1)</script>" in Tags(page).shown


def test_a_review_of_hostile_markup_shows_it_and_holds_none_of_it() -> None:
    candidate = Candidate("abcdEFGH1234", CLAIM, HOSTILE, "javascript:alert(1)", HOSTILE, AT, "a1")
    page = render_review([candidate], total=1, threshold=0.3, options=f" --config {HOSTILE}")
    assert_harmless(page)
    shown = Tags(page).shown
    assert "dailies decide accept abcdEFGH1234" in shown
    assert "dailies decide reject abcdEFGH1234" in shown
    assert "below the threshold of 0.3" in shown


def test_a_review_of_nothing_says_so() -> None:
    assert "Nothing waits for a decision." in render_review([], total=0, threshold=0.3)


@given(st.text(min_size=12, max_size=80))
def test_the_pieces_of_a_marked_text_are_the_text(text: str) -> None:
    told = explanation(text)
    assert "".join(piece.text for piece in cut_text(told)) == text
    assert "".join(piece.text for piece in cut_title(told)) == text
    render_explanation(told).encode("utf-8")


def test_a_mark_that_overlaps_yields_to_the_one_that_came_further() -> None:
    pieces = cut_text(explanation("abcdefghijklmnop"))
    assert [(piece.text, piece.trigger and piece.trigger.fate) for piece in pieces] == [
        ("abcde", None),
        ("f", "candidate"),
        ("g", "candidate"),
        ("hi", "candidate"),
        ("jkl", "dropped"),
        ("mnop", None),
    ]
    assert [piece.text for piece in pieces if piece.closes] == ["hi", "jkl"]


@given(st.text())
def test_text_made_visible_can_be_written_and_moves_no_cursor(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)

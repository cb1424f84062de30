"""Why a trigger was taken or dropped: what the trace of a real extraction says."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from spacy.language import Language

from extractors.claims.vetoes import GENERIC, IMPLAUSIBLE, judge
from extractors.explain import UNREAD, explain
from extractors.explanation import Explanation
from extractors.extract import extract
from extractors.pipeline import load_pipeline
from extractors.records import Article, Claim
from extractors.review import why_candidate
from tests.extractors.test_pipeline import COUNCIL

TEXT = (
    "Salt Road, an AI-generated film by the studio Tidewater Labs, cost about $1.2 million and runs 95 minutes."
    "\n\n"
    "The film was directed by Ana Ruiz and made with generative video models. A second AI film cost $900 trillion, "
    "a typical studio film costs $100 million. Tidewater Labs was valued at $80 million earlier this year."
)
ARTICLE = Article("https://reel.example/1", "Salt Road is an AI film", TEXT, published=datetime(2025, 9, 3, tzinfo=UTC))


@pytest.fixture(scope="module")
def explanation(nlp: Language) -> Explanation:
    return explain(ARTICLE, nlp)


def test_what_is_taken_are_the_claims_of_the_extraction(nlp: Language, explanation: Explanation) -> None:
    extraction = extract(ARTICLE, nlp)
    by_fate = {
        fate: {
            reading.claim for trigger in explanation.triggers for reading in trigger.readings if reading.fate == fate
        }
        for fate in ("taken", "candidate")
    }
    assert by_fate == {"taken": set(extraction.claims), "candidate": set(extraction.candidates)}
    assert explanation.relevance == extraction.relevance
    assert extraction.claims


def test_every_trigger_lies_where_it_says_and_has_a_reason(explanation: Explanation) -> None:
    for trigger in explanation.triggers:
        assert TEXT[trigger.start : trigger.end] == trigger.text
        assert trigger.reason
    assert {"about $1.2 million", "95 minutes", "Ana Ruiz", "$100 million"} <= {
        trigger.text for trigger in explanation.triggers
    }


def test_a_taken_figure_names_its_scores_subject_and_threshold(explanation: Explanation) -> None:
    budget = next(trigger for trigger in explanation.triggers if trigger.text == "about $1.2 million")
    assert (budget.fate, budget.says, budget.meaning) == ("taken", "budget", "about 1,200,000 USD")
    assert budget.scores[0][0] == "budget"
    best = budget.readings[0]
    assert best.slots["subject"][0].name == "Salt Road"
    assert {"attribution", "as_of"} <= set(best.slots)
    assert best.statuses[0][0] == "asserted"
    assert best.confidence >= explanation.threshold
    assert "reaches the threshold" in best.reason


def test_a_day_that_dates_a_claim_is_told_apart_from_an_idle_one(explanation: Explanation) -> None:
    day = next(trigger for trigger in explanation.triggers if trigger.text == "earlier this year")
    valuation = next(trigger for trigger in explanation.triggers if trigger.text == "$80 million")
    assert day.fate == "dropped"
    assert day.reason == f"is the time of [{valuation.number}]"


def test_a_claim_below_the_threshold_is_a_candidate_and_says_so() -> None:
    strict = explain(ARTICLE, load_pipeline(threshold=1.0))
    assert strict.of("taken") == []
    assert all("below the threshold of 1" in one.reason or "ruled out" in one.reason for one in strict.of("candidate"))
    assert strict.of("candidate")


def test_an_off_topic_article_says_of_each_figure_that_this_is_why(nlp: Language) -> None:
    text = (
        "Shares in the container line Vantor rose 4 percent on Tuesday after it reported revenue of $412 million. "
        "The company was valued at $9 billion and said that freight rates had recovered."
    )
    found = explain(replace(ARTICLE, title="Container line posts record quarter", text=text), nlp)
    assert not found.relevance.keep
    assert found.of("taken") == found.of("candidate") == []
    assert "the article is off topic" in {trigger.reason for trigger in found.triggers}


def test_figures_of_a_text_that_its_words_put_off_topic_are_told_as_not_read(nlp: Language) -> None:
    found = explain(replace(ARTICLE, title="Pool to close", text=COUNCIL), nlp)
    assert "its words alone show it: not read further" in found.relevance.reasons
    assert {"£3.4 million", "a third", "eighteen months", "last year"} <= {one.text for one in found.triggers}
    assert {(one.fate, one.reason) for one in found.triggers} == {("dropped", UNREAD)}
    assert [one.number for one in found.triggers] == list(range(1, len(found.triggers) + 1))
    assert all(COUNCIL[one.start : one.end] == one.text for one in found.triggers)
    sum_ = next(one for one in found.triggers if one.text == "£3.4 million")
    assert (sum_.kind, sum_.meaning, sum_.readings) == ("money", "3,400,000 GBP", ())


FOREIGN = (
    "La película, hecha con inteligencia artificial, costó dos millones de euros y dura 95 minutos. El director dijo "
    "que el equipo trabajó en el guion durante un año y que la empresa no tiene más dinero para otra."
)


@pytest.mark.parametrize("text", ["", "   \n", FOREIGN], ids=["empty", "blank", "foreign"])
def test_a_text_that_is_not_read_is_explained_by_its_reason(nlp: Language, text: str) -> None:
    found = explain(replace(ARTICLE, text=text), nlp)
    assert found.triggers == found.names == ()
    assert found.relevance.reasons in (("no text",), ("not in English",))


@pytest.mark.parametrize(
    ("quote", "value", "veto"),
    [
        ("Salt Road cost $900 trillion.", 900 * 10**12, IMPLAUSIBLE),
        ("A typical film costs $5 million.", 5_000_000, GENERIC),
    ],
)
def test_a_ruled_out_figure_is_a_candidate_under_the_name_of_its_veto(quote: str, value: int, veto: str) -> None:
    at = quote.index("$")
    claim = Claim("budget", "Salt Road", quote, 0, len(quote), at, len(quote) - 1, Decimal(value), unit="USD")
    judged = judge(claim)
    assert (judged.claim.confidence, judged.vetoes) == (0.0, (veto,))
    assert why_candidate(judged.claim, 0.3) == f"ruled out: {veto}"
    assert why_candidate(replace(claim, value=Decimal(1), confidence=0.2), 0.3).endswith("below the threshold of 0.3")

"""The shipped pipeline as a spaCy user and as Dailies meet it."""

import json
import shutil
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from extractors import pipeline
from extractors.errors import ModelError
from extractors.extract import extract, extract_many, extract_with_state
from extractors.gazetteer import GazetteerEntry
from extractors.network import load_model
from extractors.pipeline import MODEL, STATE, load_pipeline
from extractors.records import Article

TEXT = (
    "Salt Road, the first feature by the AI film studio Tidewater Labs, cost about $1.2 million and runs 95 minutes."
    "\n\n"
    "The film was directed by Ana Ruiz and generated almost entirely with Veo 3. It premiered at the Tribeca Festival "
    "in June. Tidewater Labs, valued at $80 million, employs 40 people."
)
ARTICLE = Article(
    "https://reel.example/salt-road",
    "Salt Road is an AI film with a budget",
    TEXT,
    published=datetime(2025, 9, 3, tzinfo=UTC),
)


def test_a_spacy_user_sees_entities_quantities_and_claims(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert {ent.label_ for ent in doc.ents} >= {"WORK", "COMPANY", "PERSON"}
    assert "about $1.2 million" in {span.text for span in doc.spans["quantities"]}
    assert {span.label_ for span in doc.spans["claims"]} >= {"budget", "runtime"}
    assert doc.cats["on_topic"] > 0.5
    assert len(list(doc.sents)) == 4


def test_an_extraction_names_subject_value_and_quote(nlp: Language) -> None:
    extraction = extract(ARTICLE, nlp)
    budget = next(claim for claim in extraction.claims if claim.type == "budget")
    assert (budget.subject, budget.value, budget.unit, budget.bound) == ("Salt Road", 1_200_000, "USD", "about")
    assert ARTICLE.text[budget.start : budget.end] == budget.quote
    assert ARTICLE.text[budget.value_start : budget.value_end] == "about $1.2 million"


def test_today_is_the_day_on_the_calendar_of_the_page(nlp: Language) -> None:
    evening = datetime.fromisoformat("2026-05-20T19:30:00-07:00")
    read = replace(ARTICLE, text=f"{TEXT}\n\nThe film opened yesterday.", published=evening)
    _, state = extract_with_state(read, nlp)
    assert state is not None
    assert [found.date for found in state.dates if found.text == "yesterday"] == ["2026-05-19"]


def test_the_same_text_gives_the_same_bytes_in_any_company(nlp: Language) -> None:
    other = replace(ARTICLE, title="Another", text="The AI series Night Ferry cost €3 million. " * 30)
    alone = extract(ARTICLE, nlp)
    assert list(extract_many([other, ARTICLE, other, ARTICLE], nlp))[1::2] == [alone, alone]
    assert extract(ARTICLE, load_pipeline()) == alone


def test_any_number_of_threads_computes_the_same_bytes() -> None:
    words = load_pipeline()(" ".join([TEXT] * 4)).user_data[STATE].words
    one, three = (load_model(MODEL, threads).network.encode(words) for threads in (1, 3))
    assert one.tobytes() == three.tobytes()


def test_an_off_topic_article_gives_nothing_but_its_score(nlp: Language) -> None:
    text = (
        "Shares in the container line Vantor rose 4 percent on Tuesday after it reported profit of $412 million. "
        "The company said freight rates had recovered and that it would order eleven ships at a cost of $1.6 billion."
    )
    extraction = extract(replace(ARTICLE, title="Container line posts record quarter", text=text), nlp)
    assert not extraction.relevance.keep
    assert extraction.claims == extraction.candidates == extraction.entities == ()
    assert extraction.relevance.reasons


def test_a_foreign_text_is_recognised_and_not_mined(nlp: Language) -> None:
    text = (
        "La película, hecha con inteligencia artificial, costó dos millones de euros y dura 95 minutos. El director "
        "dijo que el equipo trabajó en el guion durante un año y que la empresa no tiene más dinero para otra."
    )
    extraction = extract(replace(ARTICLE, text=text), nlp)
    assert extraction.relevance.reasons == ("not in English",)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "7" * 1_000_000,
        "a" * 2_000_000,
        "The AI film cost $5 million. " * 70_000,
        "\x00\x01\x02 AI film \x7f cost \ud7ff $5 million.",
        "(" * 50_000,
        "$" * 50_000,
        "1,1," * 50_000,
        "AI 电影 成本 فيلم $5 million фильм " * 200,
        "“" * 20_000,
        "\n" * 100_000 + "AI film",
    ],
    ids=[
        "empty",
        "blank",
        "digits",
        "letters",
        "2 MB",
        "control",
        "brackets",
        "dollars",
        "commas",
        "scripts",
        "quotes",
        "lines",
    ],
)
def test_hostile_text_is_read_in_bounded_time(nlp: Language, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The encoder's time grows with the pieces; what else there is has the whole text to go through.
    monkeypatch.setattr(pipeline, "MOST_PIECES", 1000)
    began = time.process_time()
    extraction = extract(replace(ARTICLE, text=text), nlp)
    assert time.process_time() - began < 60
    assert all(text[claim.start : claim.end] == claim.quote for claim in extraction.claims)


def test_a_cut_text_says_so(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "MOST_PIECES", 800)
    extraction = extract(replace(ARTICLE, text="The AI film opened in the cinema. " * 300), nlp)
    assert any(reason.startswith("only the first") for reason in extraction.relevance.reasons)
    assert extraction.relevance.reasons[-1].endswith("of 10,200 characters were read")


def test_amounts_beyond_what_was_read_are_not_told(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "MOST_PIECES", 120)
    state = nlp("The AI film cost $5 million. " * 60).user_data[STATE]
    assert state.quantities[-1].end <= len(state.words.text) < 60 * 29


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from([*TEXT.split(" "), "\n\n", "“", "”", "’s", "é\u0301", "🎬", "–", "$", "100%"]), max_size=60
    )
)
def test_every_quote_and_mention_lies_where_it_says(nlp: Language, words: list[str]) -> None:
    text = " ".join(words)
    extraction = extract(replace(ARTICLE, text=text), nlp)
    for claim in (*extraction.claims, *extraction.candidates):
        assert text[claim.start : claim.end] == claim.quote
        assert claim.start <= claim.value_start < claim.value_end <= len(text)
        assert 0.0 <= claim.confidence <= 1.0
    for mention in extraction.mentions:
        source = ARTICLE.title if mention.in_title else text
        assert source[mention.start : mention.end] == mention.text


def test_a_threshold_of_one_leaves_only_candidates(nlp: Language) -> None:
    extraction = extract(ARTICLE, load_pipeline(threshold=1.0))
    assert extraction.claims == ()
    assert extraction.candidates


def test_an_absurd_figure_is_never_a_claim(nlp: Language) -> None:
    text = TEXT.replace("about $1.2 million", "about $900 trillion")
    extraction = extract(replace(ARTICLE, text=text), nlp)
    assert all(claim.type != "budget" for claim in extraction.claims)


def test_names_of_ones_own_are_joined_with_their_aliases() -> None:
    entry = GazetteerEntry("Tidewater Labs", "COMPANY", ("TWL",))
    text = TEXT + " TWL will make another film."
    extraction = extract(replace(ARTICLE, text=text), load_pipeline(gazetteer=[entry]))
    assert all(entity.name != "TWL" for entity in extraction.entities)


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"config\.json is missing"):
        load_pipeline(tmp_path)


def test_a_model_of_another_version_is_refused(tmp_path: Path, nlp: Language) -> None:
    from extractors.pipeline import MODEL

    for path in MODEL.iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    config = json.loads((tmp_path / "config.json").read_text("utf-8"))
    (tmp_path / "config.json").write_text(json.dumps({**config, "format": 99}), "utf-8")
    with pytest.raises(ModelError, match="format"):
        load_pipeline(tmp_path)


def test_the_model_folder_is_small_and_loads_fast() -> None:
    if not (MODEL / "config.json").exists():
        pytest.skip("no model has been built yet")
    assert sum(path.stat().st_size for path in MODEL.iterdir()) < 40_000_000
    began = time.monotonic()
    load_model(MODEL)
    assert time.monotonic() - began < 2


COUNCIL = (
    "The town council voted on Monday to close the swimming pool in Harbour Street for two winters. Repairs to the "
    "roof will cost £3.4 million, the treasurer said, and a third of that must come from the county. Swimmers have "
    "gathered 4,000 names against it. The school, whose pupils learn to swim there, was told by letter.\n\n"
    "Councillor Maud Ferris, who chairs the committee for leisure, called the roof a danger. She was elected in May. "
    "The engineers gave it eighteen months in a report of last year, and rain has come through above the second lane "
    "ever since. A bus to the pool in the next town is to be paid for until the spring.\n\n"
    "The meeting lasted four hours. A motion to sell the site to a builder, for £900,000, was lost by two votes."
)


def test_what_is_off_topic_by_its_words_is_not_read_further(nlp: Language) -> None:
    doc = nlp(COUNCIL)
    assert not doc.user_data[STATE].is_read
    assert doc.cats["on_topic"] < 0.05
    assert not doc.ents
    extraction = extract(Article("", "Pool to close", COUNCIL), nlp)
    assert not extraction.relevance.keep
    assert "its words alone show it: not read further" in extraction.relevance.reasons
    assert not extraction.claims


def test_one_word_of_ai_is_enough_to_be_read(nlp: Language) -> None:
    assert nlp(COUNCIL + "\n\nA generative model drew the plans.").user_data[STATE].is_read


def test_grammar_reads_every_text() -> None:
    doc = load_pipeline(grammar=True)(COUNCIL)
    assert doc.user_data[STATE].is_read
    assert doc.has_annotation("DEP")


def test_a_broken_graph_is_told_in_one_line(tmp_path: Path) -> None:
    shutil.copytree(MODEL, tmp_path / "model")
    (tmp_path / "model" / "encoder.onnx").write_bytes(b"half a file")
    with pytest.raises(ModelError, match="is broken"):
        load_model(tmp_path / "model")
    (tmp_path / "model" / "encoder.onnx").unlink()
    with pytest.raises(ModelError, match="is missing"):
        load_model(tmp_path / "model")

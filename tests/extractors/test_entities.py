"""From tag scores to names: edges, one type per name, aliases joined."""

import numpy as np
import pytest
from tokenizers import Tokenizer

from extractors.entities import Found, find_entities
from extractors.gazetteer import Gazetteer, GazetteerEntry
from extractors.pipeline import MODEL
from extractors.tags import TAGS, tag_spans
from extractors.words import cut_words


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    if not (MODEL / "tokenizer.json").exists():
        pytest.skip("no tokenizer has been shipped yet")
    return Tokenizer.from_file(str(MODEL / "tokenizer.json"))


def read(
    tokenizer: Tokenizer, text: str, tagged: list[tuple[str, str]], *known: GazetteerEntry, lead: float = 9.0
) -> Found:
    """What comes out where the tagger prefers the given (words, type), each at its next place, by `lead`."""
    gazetteer = Gazetteer.of(known)
    words = cut_words("", text, tokenizer, gazetteer)
    at, extents = 0, []
    for surface, kind in tagged:
        at = text.index(surface, at)
        extent = words.span(at, at + len(surface))
        assert extent is not None
        extents.append((*extent, kind))
        at += len(surface)
    scores = np.full((len(words), len(TAGS)), -lead, dtype=np.float32)
    scores[np.arange(len(words)), tag_spans(len(words), extents)] = 0.0
    return find_entities(words, scores, gazetteer)


def names(found: Found) -> list[tuple[str, str]]:
    return [(entity.name, entity.type) for entity in found.entities]


@pytest.mark.parametrize(
    ("text", "tagged", "kind", "name"),
    [
        ("He credits Mr. Okoro for it.", "Mr. Okoro", "PERSON", "Okoro"),
        ("It was S. N. Murthy who did it.", "Murthy", "PERSON", "S. N. Murthy"),
    ],
)
def test_a_persons_name_begins_where_it_should(
    tokenizer: Tokenizer, text: str, tagged: str, kind: str, name: str
) -> None:
    assert names(read(tokenizer, text, [(tagged, kind)])) == [(name, kind)]


def test_a_surname_goes_with_the_full_name_whatever_the_tagger_thought(tokenizer: Tokenizer) -> None:
    found = read(tokenizer, "Ana Ruiz came. Later Ruiz left.", [("Ana Ruiz", "PERSON"), ("Ruiz", "COMPANY")])
    assert names(found) == [("Ana Ruiz", "PERSON")]
    assert {span.entity for span in found.spans} == {"Ana Ruiz"}


def test_the_longer_name_wins_at_every_place(tokenizer: Tokenizer) -> None:
    text = "Bus Stop, 6 a.m. is out. They like Bus Stop, 6 a.m. too."
    found = read(tokenizer, text, [("Bus Stop, 6 a.m", "WORK"), ("Bus Stop", "WORK")])
    assert names(found) == [("Bus Stop, 6 a.m", "WORK")]


def test_a_name_found_once_is_found_everywhere(tokenizer: Tokenizer) -> None:
    found = read(tokenizer, "Kettle is out. Nobody saw Kettle.", [("Kettle", "WORK")])
    assert [span.start for span in found.spans] == [0, 26]


def test_the_gazetteer_settles_a_doubt_about_a_long_name(tokenizer: Tokenizer) -> None:
    entry = GazetteerEntry("Orchard Hollow Ventures", "COMPANY")
    text, tagged = "It was Orchard Hollow Ventures.", [("Orchard Hollow Ventures", "PERSON")]
    assert names(read(tokenizer, text, tagged, entry, lead=4.0)) == [("Orchard Hollow Ventures", "COMPANY")]
    assert names(read(tokenizer, text, tagged, entry, lead=9.0)) == [("Orchard Hollow Ventures", "PERSON")]


def test_a_common_word_in_the_gazetteer_overrules_nothing(tokenizer: Tokenizer) -> None:
    entry = GazetteerEntry("Flow", "AI_MODEL", weak=("Flow",))
    assert names(read(tokenizer, "We saw Flow twice.", [("Flow", "WORK")], entry)) == [("Flow", "WORK")]


def test_a_subsidiary_is_not_its_parent(tokenizer: Tokenizer) -> None:
    text = "ITV is one thing. ITV Studios is another."
    found = read(tokenizer, text, [("ITV", "COMPANY"), ("ITV Studios", "COMPANY")], GazetteerEntry("ITV", "COMPANY"))
    assert len(found.entities) == 2


def test_a_venue_is_a_mention_and_no_entity(tokenizer: Tokenizer) -> None:
    found = read(tokenizer, "It was shown at Curzon Soho.", [("Curzon Soho", "VENUE")])
    assert found.entities == ()
    assert [span.type for span in found.spans] == ["VENUE"]


def test_an_empty_article_has_no_names(tokenizer: Tokenizer) -> None:
    assert read(tokenizer, "", []) == Found((), ())

"""Copies in a record that grows and changes: by and by they come to what they are all at once."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from db.doctor import find_problems
from db.facts import reconcile
from db.store import Store
from extractors.copies import find_copies, gather, sign
from extractors.records import Article, Extraction, Relevance
from tests.db.building import AT, article, claim, extraction, save

_QUOTE = "Hell Grind cost $500000"
_PARAGRAPHS = [" ".join(f"part{part} word{word}" for word in range(20)) for part in range(8)]


def _text(*parts: int) -> str:
    return "\n\n".join([f"{_QUOTE}.", *(_PARAGRAPHS[part] for part in parts)])


def _read(text: str) -> Extraction:
    return extraction(claim(text, _QUOTE, "budget", "Hell Grind", "500000"))


def _publish(store: Store, outlet: str, day: int, *parts: int) -> str:
    """Saves what an outlet's one article says now."""
    text = _text(*parts)
    saved = article(text, url=f"https://{outlet}.example/a", outlet=outlet, day=day, title="What it cost")
    id_ = save(store, saved, _read(text))
    reconcile(store, run_id=outlet, at=AT)
    return id_


def _originals(store: Store) -> dict[str, str | None]:
    return dict(
        store.rows("SELECT a.outlet, o.outlet FROM articles AS a LEFT JOIN articles AS o ON o.article_id = a.copy_of")
    )


_VOICES = "SELECT independent_outlets FROM facts"


def test_an_original_that_is_dated_after_its_copy_is_the_copy(store: Store) -> None:
    _publish(store, "reel", 10, 0, 1)
    _publish(store, "wire", 12, 0, 1)
    _publish(store, "reel", 15, 0, 1, 2)
    assert _originals(store) == {"reel": "wire", "wire": None}
    assert store.rows(_VOICES) == [(1,)]
    assert store.rows("SELECT articles, copies FROM coverage") == [(2, 1)]
    assert find_problems(store) == []


def test_a_copy_has_a_voice_again_when_its_original_is_rewritten(store: Store) -> None:
    _publish(store, "reel", 10, 0, 1)
    _publish(store, "wire", 12, 0, 1)
    assert store.rows(_VOICES) == [(1,)]
    _publish(store, "reel", 10, 4, 5)
    assert _originals(store) == {"reel": None, "wire": None}
    assert store.rows(_VOICES) == [(2,)]


def test_a_copy_of_a_stored_copy_goes_back_to_the_original(store: Store) -> None:
    _publish(store, "reel", 10, 0, 1)
    _publish(store, "wire", 11, 0, 1, 2, 3)
    _publish(store, "post", 12, 2, 3)
    assert _originals(store) == {"reel": None, "wire": "reel", "post": "reel"}
    assert find_problems(store) == []


def test_copies_of_a_copy_are_told_from_the_original_when_the_copy_between_is_rewritten(store: Store) -> None:
    _publish(store, "reel", 10, 0, 1)
    _publish(store, "wire", 11, 0, 1, 2, 3)
    _publish(store, "post", 12, 2, 3)
    _publish(store, "wire", 11, 6, 7)
    assert _originals(store) == {"reel": None, "wire": None, "post": None}


def _changes(picked: random.Random) -> Iterator[tuple[Article, Extraction]]:
    """What outlets publish, edit, date anew, rewrite and take off topic, within months, so that copies form chains."""
    while True:
        number = picked.randrange(9)
        start = picked.randrange(6)
        text = _text(*range(start, start + picked.choice((1, 2, 2, 3))))
        made = article(text, url=f"https://o{number}.example/a", outlet=f"o{number}", title=f"{picked.random()}")
        off_topic = Extraction(Relevance(False, 0.1), (), (), extractor="test 1")
        read = off_topic if picked.random() < 0.1 else _read(text)
        yield replace(made, published=AT - timedelta(days=picked.choice((picked.randrange(150), 30, 70)))), read


def _all_at_once(current: dict[str, tuple[Article, Extraction]]) -> dict[str, str]:
    texts = {id_: made.text for id_, (made, read) in current.items() if read.relevance.keep}
    signed = (sign(id_, current[id_][0].published or AT, text) for id_, text in texts.items())
    return find_copies(gather(signed), lambda ids: {id_: texts[id_] for id_ in ids})


@pytest.mark.parametrize("seed", range(4))
def test_copies_by_and_by_are_the_copies_all_at_once(store: Store, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # A long record looks rows up by their keys.
    monkeypatch.setattr("db.id_batches._LONG", seed % 2 * 10**6)
    picked = random.Random(seed)
    changes = _changes(picked)
    current: dict[str, tuple[Article, Extraction]] = {}
    for step in range(8):
        for made, read in (next(changes) for _ in range(picked.choice((1, 1, 2, 3)))):
            current[save(store, made, read)] = (made, read)
        reconcile(store, run_id=f"{step}", at=AT)
        assert dict(store.rows(_COPIES)) == _all_at_once(current)
    before = [store.rows(table) for table in _FACTS]
    store.connection.execute("UPDATE store.articles SET copy_of = CASE WHEN copy_of IS NULL THEN 'gone' END")
    reconcile(store, run_id="full", at=AT, full=True)
    assert dict(store.rows(_COPIES)) == _all_at_once(current)
    assert [store.rows(table) for table in _FACTS] == before
    assert find_problems(store) == []


_COPIES = "SELECT id, copy_of FROM store.articles WHERE copy_of IS NOT NULL"
_FACTS = "FROM store.facts ORDER BY id", "FROM store.fact_claims ORDER BY ALL"

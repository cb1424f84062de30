"""Known names."""

import pytest

from extractors.errors import SettingsError
from extractors.gazetteer import Gazetteer, GazetteerEntry, _read, shipped

CANNES = GazetteerEntry("Cannes Film Festival", "EVENT", ("Cannes",))


def found(text: str, *entries: GazetteerEntry) -> list[tuple[str, str]]:
    return [(entry.name, text[start:end]) for entry, start, end in Gazetteer.of(entries).find(text)]


def test_the_longest_name_wins() -> None:
    assert found("At the Cannes Film Festival, in Cannes", CANNES) == [
        ("Cannes Film Festival", "Cannes Film Festival"),
        ("Cannes Film Festival", "Cannes"),
    ]


def test_case_counts() -> None:
    assert found("the flow of cannes", GazetteerEntry("Flow", "AI_MODEL"), CANNES) == []


def test_a_name_inside_a_longer_word_is_none() -> None:
    assert found("Cannesque", CANNES) == []


def test_later_entries_win() -> None:
    mine = GazetteerEntry("Cannes", "COMPANY")
    assert Gazetteer.of([CANNES, mine]).lookup("Cannes") is mine


def test_the_shipped_files_are_sound() -> None:
    entries = shipped()
    assert len(entries) > 1_000
    forms = [form for entry in entries for form in (entry.name, *entry.aliases)]
    assert len(forms) == len(set(forms))
    assert all(form == form.strip() and form for form in forms)
    assert all(set(entry.weak) <= {entry.name, *entry.aliases} for entry in entries)


def test_an_unknown_type_is_refused_with_its_line() -> None:
    with pytest.raises(SettingsError, match=r"mine\.tsv:2: unknown type 'FILM'"):
        list(_read("mine.tsv", "# comment\nHell Grind\tFILM\t\t\n"))


def test_a_name_without_words_is_found_nowhere() -> None:
    assert found("Lantern Row pays", GazetteerEntry("Lantern Row", "COMPANY", ("", " "))) == [("Lantern Row",) * 2]

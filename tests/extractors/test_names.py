"""Names within a document."""

import pytest

from extractors.names import cluster_names, is_acronym, plain_name


@pytest.mark.parametrize(
    ("kind", "names", "fullest"),
    [
        ("PERSON", ["Mashrabov", "Alex Mashrabov"], "Alex Mashrabov"),
        ("PERSON", ["Tuuli Karppanen", "Tuuli"], "Tuuli Karppanen"),
        ("COMPANY", ["Higgsfield AI", "Higgsfield"], "Higgsfield AI"),
        ("COMPANY", ["Granskog Media AB", "Granskog Media"], "Granskog Media AB"),
        ("EVENT", ["European Film Market", "EFM"], "European Film Market"),
        ("EVENT", ["Cannes Film Festival", "Cannes"], "Cannes Film Festival"),
        ("WORK", ["The Ninth Ferry to Oulu", "The Ninth Ferry"], "The Ninth Ferry to Oulu"),
        ("ORG", ["the Writers Guild of America", "Writers Guild"], "the Writers Guild of America"),
    ],
)
def test_a_short_form_joins_its_full_name(kind: str, names: list[str], fullest: str) -> None:
    clusters = cluster_names(names, kind)
    assert len(clusters) == 1
    assert clusters[0][0] == fullest


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("PERSON", ["Ana Ruiz", "Ana Silva"]),
        ("AI_MODEL", ["Veo 2", "Veo 3"]),
        ("EVENT", ["Cannes Film Festival", "Film Festival"]),
        ("COMPANY", ["Pictures", "Meridian Pictures"]),
        ("WORK", ["Kettle", "Salt Road"]),
    ],
)
def test_different_things_stay_apart(kind: str, names: list[str]) -> None:
    assert len(cluster_names(names, kind)) == 2


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("COMPANY", ["Tallgrass", "Tallgrass Studios"]),
        ("WORK", ["Sealskin", "Sealskin 2"]),
        ("AI_MODEL", ["Loom", "Loom 3"]),
    ],
)
def test_a_longer_name_that_comes_later_is_another_thing(kind: str, names: list[str]) -> None:
    assert len(cluster_names(names, kind)) == 2
    assert len(cluster_names(names[::-1], kind)) == 1


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("COMPANY", ["BVF", "Black Vole Films"]),
        ("COMPANY", ["Tallgrass", "Tallgrass, Inc."]),
        ("PERSON", ["Ruiz", "Ana Ruiz"]),
        ("EVENT", ["Cannes", "Cannes Film Festival"]),
    ],
)
def test_acronyms_legal_forms_and_people_may_come_short_first(kind: str, names: list[str]) -> None:
    assert len(cluster_names(names, kind)) == 1


def test_quotation_marks_and_articles_make_no_difference() -> None:
    assert plain_name("“The Film”") == plain_name("film")
    assert len(cluster_names(["'Hell Grind'", "Hell Grind"], "WORK")) == 1


def test_clusters_come_in_order_of_first_appearance() -> None:
    assert [name for name, _ in cluster_names(["B One", "A Two", "B One"], "WORK")] == ["B One", "A Two"]


def test_known_aliases_join_names_that_share_no_word() -> None:
    clusters = cluster_names(["Meta", "Facebook"], "COMPANY", lambda a, b: {a, b} == {"Meta", "Facebook"} or None)
    assert len(clusters) == 1


def test_an_acronym_may_leave_small_words_out() -> None:
    assert is_acronym("WGA", "Writers Guild of America")
    assert is_acronym("DGC", "Directors Guild of Canada")
    assert not is_acronym("it", "Interactive Toons")
    assert not is_acronym("WGX", "Writers Guild of America")


def test_no_names_give_no_clusters() -> None:
    assert cluster_names([], "WORK") == []

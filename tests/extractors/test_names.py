"""Names within a document."""

import time
from collections.abc import Callable

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
        ("PERSON", ["Kim Go-eun", "Park Chan-wook", "Kim Hye-jin", "Kim"]),
        ("PERSON", ["Joe Russo", "Anthony Russo", "Russo"]),
        ("PERSON", ["Russo", "Joe Russo", "Anthony Russo"]),
        ("PERSON", ["Ana de Armas", "Juan de Armas", "de Armas"]),
        ("COMPANY", ["Tata Consultancy", "Tata Play", "Tata"]),
        ("EVENT", ["Venice Film Festival", "Venice Production Bridge", "Venice"]),
    ],
)
def test_a_short_form_that_may_mean_several_is_a_name_of_its_own(kind: str, names: list[str]) -> None:
    assert cluster_names(names, kind) == [(name, ()) for name in names]


@pytest.mark.parametrize("later", ["Anthony Russo", "Anthony Maximilian Russo"])
def test_a_surname_is_that_of_the_only_one_who_was_named_before(later: str) -> None:
    names = ["Joe Russo", "Russo", later, "Russo"]
    assert cluster_names(names, "PERSON") == [("Joe Russo", ("Russo",)), (later, ())]


def test_a_short_form_that_is_known_needs_no_choice() -> None:
    def known(short: str) -> Callable[[str], bool | None] | None:
        return (lambda full: True if full == "Venice Film Festival" else None) if short == "Venice" else None

    names = ["Venice Production Bridge", "Venice Film Festival", "Venice"]
    assert dict(cluster_names(names, "EVENT", known))["Venice Film Festival"] == ("Venice",)


def test_spellings_of_a_short_form_that_stands_alone_are_one() -> None:
    clusters = cluster_names(["Joe Russo", "Anthony Russo", "Russo", "RUSSO"], "PERSON")
    assert [full for full, _ in clusters] == ["Joe Russo", "Anthony Russo", "Russo"]


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("COMPANY", ["Tallgrass", "Tallgrass Studios"]),
        ("WORK", ["Sealskin", "Sealskin at Sea"]),
        ("AI_MODEL", ["Loom", "Loom 3"]),
    ],
)
def test_a_longer_name_that_comes_later_is_another_thing(kind: str, names: list[str]) -> None:
    assert len(cluster_names(names, kind)) == 2
    assert len(cluster_names(names[::-1], kind)) == 1


@pytest.mark.parametrize(
    "sequel",
    [
        "Hell Grind 2",
        "Hell Grind 10",
        "Hell Grind II",
        "Hell Grind XIV",
        "Hell Grind 2: Uang Muka",
        "Hell Grind 2046",
        "Hell Grind: Part Two",
        "Hell Grind, Chapter 3",
        "Hell Grind Vol. 2",
    ],
)
def test_a_sequel_is_another_work_than_the_original(sequel: str) -> None:
    assert cluster_names([sequel, "Hell Grind"], "WORK") == [(sequel, ()), ("Hell Grind", ())]


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Hell Grind: Part One", "Hell Grind"),
        ("Hell Grind 2: Uang Muka", "Hell Grind 2"),
        ("Datin Season 2", "Datin"),
        ("12 Cows, 1 Drone", "12 Cows"),
        ("Tell Bruno I Left", "Tell Bruno"),
        ("The Vixen and the Crow", "The Vixen"),
    ],
)
def test_a_first_part_a_season_and_a_number_within_a_title_make_no_sequel(title: str, short: str) -> None:
    assert cluster_names([title, short], "WORK") == [(title, (short,))]


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
    def known(short: str) -> Callable[[str], bool | None] | None:
        return (lambda full: full == "Facebook" or None) if short == "Meta" else None

    assert cluster_names(["Meta", "Facebook", "Lark"], "COMPANY", known) == [("Facebook", ("Meta",)), ("Lark", ())]


def test_names_that_are_known_to_differ_stay_apart() -> None:
    clusters = cluster_names(["Lark Pictures", "Lark"], "COMPANY", lambda short: lambda _full: False)
    assert len(clusters) == 2


@pytest.mark.parametrize("kind", ["PERSON", "COMPANY", "EVENT", "WORK"])
def test_a_long_list_of_names_takes_time_in_proportion_to_its_length(kind: str) -> None:
    def seconds(size: int) -> float:
        names = [f"Given{number} Family{number}" for number in range(size)]
        begun = time.process_time()
        assert len(cluster_names(names, kind)) == size
        return time.process_time() - begun

    seconds(200)
    small, large = seconds(500), seconds(2_000)
    assert large < 12 * small + 0.2


def test_an_acronym_may_leave_small_words_out() -> None:
    assert is_acronym("WGA", "Writers Guild of America")
    assert is_acronym("DGC", "Directors Guild of Canada")
    assert not is_acronym("it", "Interactive Toons")
    assert not is_acronym("WGX", "Writers Guild of America")


def test_no_names_give_no_clusters() -> None:
    assert cluster_names([], "WORK") == []

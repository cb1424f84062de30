"""Names across articles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.aliases import NamedThing, join_names, name_key


def thing(id_: str, name: str, *aliases: str, type_: str = "COMPANY") -> NamedThing:
    return NamedThing(id_, type_, name_key(name, type_), tuple(name_key(alias, type_) for alias in aliases))


@pytest.mark.parametrize(
    ("one", "other", "type_"),
    [
        ("Higgsfield AI", "higgsfield ai", "COMPANY"),
        ("Kettle & Fox", "Kettle Fox", "COMPANY"),
        ("The Walt Company", "Walt", "COMPANY"),
        ("Larkspool Inc.", "Larkspool", "COMPANY"),
        ("L’Étoile", "L'Étoile", "WORK"),
        ("Hell Grind!", "Hell Grind", "WORK"),
        ("SAG‑AFTRA", "SAG-AFTRA", "ORG"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str, type_: str) -> None:
    assert name_key(one, type_) == name_key(other, type_)


@pytest.mark.parametrize(("one", "other"), [("The Robot", "Robot"), ("It", "It 2"), ("Café", "Cafe"), ("?", "!")])
def test_titles_that_differ_have_other_keys(one: str, other: str) -> None:
    assert name_key(one, "WORK") != name_key(other, "WORK")


def test_a_company_named_by_its_form_only_keeps_its_name() -> None:
    assert name_key("Company", "COMPANY") == "company"


def test_a_short_name_joins_the_full_one_that_uses_it() -> None:
    joined = join_names([thing("full", "Higgsfield AI", "Higgsfield"), thing("short", "Higgsfield")])
    assert joined == {"full": "full", "short": "full"}


def test_a_name_that_two_things_share_joins_neither() -> None:
    joined = join_names(
        [thing("a", "Lark Pictures", "Lark"), thing("b", "Lark Robotics", "Lark"), thing("short", "Lark")]
    )
    assert joined["short"] == "short"


def test_two_spellings_of_the_full_name_do_not_make_the_short_one_ambiguous() -> None:
    joined = join_names(
        [
            thing("long", "Higgsfield AI Research", "Higgsfield AI", "Higgsfield"),
            thing("full", "Higgsfield AI", "Higgsfield"),
            thing("short", "Higgsfield"),
        ]
    )
    assert set(joined.values()) == {"long"}


def test_things_of_different_types_never_join() -> None:
    joined = join_names([thing("film", "Runway North", "Runway", type_="WORK"), thing("firm", "Runway")])
    assert joined["firm"] == "firm"


def test_a_surname_alone_never_joins() -> None:
    joined = join_names([thing("full", "Anna Berg", "Berg", type_="PERSON"), thing("short", "Berg", type_="PERSON")])
    assert joined["short"] == "short"


def test_aliases_that_point_at_each_other_come_to_an_end() -> None:
    joined = join_names([thing("a", "Alpha", "Beta"), thing("b", "Beta", "Alpha")])
    assert len(set(joined.values())) == 1


def test_a_users_merge_wins() -> None:
    things = [thing("a", "Alpha"), thing("b", "Beta"), thing("c", "Gamma")]
    assert join_names(things, merges=[("a", "b"), ("b", "c")]) == {"a": "c", "b": "c", "c": "c"}
    assert len(set(join_names(things, merges=[("a", "b"), ("b", "a")]).values())) == 2


def test_a_name_that_is_merged_with_two_makes_all_three_one() -> None:
    things = [thing("a", "Alpha"), thing("b", "Beta"), thing("c", "Gamma")]
    assert join_names(things, merges=[("a", "b"), ("a", "c")]) == {"a": "c", "b": "c", "c": "c"}


def test_a_users_split_wins() -> None:
    things = [thing("full", "Higgsfield AI", "Higgsfield"), thing("short", "Higgsfield")]
    assert join_names(things, splits=[frozenset(("full", "short"))])["short"] == "short"


def test_what_is_split_does_not_become_one_by_way_of_merges_with_a_third() -> None:
    things = [thing("a", "Alpha"), thing("b", "Beta"), thing("c", "Gamma")]
    joined = join_names(things, merges=[("a", "b"), ("a", "c")], splits=[frozenset(("b", "c"))])
    assert joined == {"a": "c", "b": "b", "c": "c"}


_PAIRS = st.lists(st.sampled_from([(one, other) for one in "abcdef" for other in "abcdef" if one != other]), max_size=8)


@given(_PAIRS, _PAIRS)
def test_what_is_split_is_never_one_and_what_is_merged_without_any_split_is(
    merges: list[tuple[str, str]], pairs: list[tuple[str, str]]
) -> None:
    things = [thing(letter, f"Name {letter}") for letter in "abcdef"]
    splits = {frozenset(pair) for pair in pairs}
    joined = join_names(things, merges=merges, splits=splits)
    assert all(joined[one] != joined[other] for one, other in splits)
    free = join_names(things, merges=merges)
    assert all(free[one] == free[other] for one, other in merges)
    assert all(free[root] == root for root in free.values())


@given(st.lists(st.tuples(st.text("ab ", min_size=1), st.lists(st.text("ab ", min_size=1), max_size=2)), max_size=8))
def test_a_canonical_thing_is_its_own(names: list[tuple[str, list[str]]]) -> None:
    joined = join_names(thing(str(number), name, *aliases) for number, (name, aliases) in enumerate(names))
    assert len(joined) == len(names)
    for root in joined.values():
        assert joined[root] == root

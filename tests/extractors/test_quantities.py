"""Amounts in whole sentences: offsets, neighbours, hedges, and text that means harm."""

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.quantities import find_quantities, find_ratios, read_as, read_in
from extractors.records import Quantity

PIECES = """
    $ € £ ¥ US$ R$ Rs RM 1 2.5 10 1,000 26.000 3/4 ½ half a an third two three twenty hundred thousand million
    bn m k crore dollars euros pounds won kroner minutes hours h min s ' " days weeks months years people crew
    of team employs staff alone per cent % about over under up to between and or - – , . : ( ) | from just shy
    not one in every frame fully AI 4K Gen-4 İ ß ٣ ² 元 plus odd so May 21 2026
"""
TEXTS = st.lists(st.sampled_from([*PIECES.split(), "\n", "\u00a0", "\u2009"]), max_size=60)


def one(text: str) -> Quantity:
    """The only amount in the text."""
    found = find_quantities(text)
    assert len(found) == 1, found
    return found[0]


def test_the_offsets_take_the_hedge_in_and_the_value_offsets_leave_it_out() -> None:
    text = "It cost just under €26m, they say."
    quantity = one(text)
    assert text[quantity.start : quantity.end] == quantity.text == "just under €26m"
    assert text[quantity.value_start : quantity.value_end] == "€26m"


def test_a_conversion_in_brackets_is_a_second_amount() -> None:
    found = find_quantities("A settlement worth ¥1.3 billion ($8.4 million) was reached in Tokyo.")
    assert [(each.low, each.unit) for each in found] == [(Decimal(1_300_000_000), "JPY"), (Decimal(8_400_000), "USD")]


def test_old_and_new_figure_are_two_amounts() -> None:
    found = find_quantities("Its valuation rose from $3.3 billion to $5 billion.")
    assert [each.low for each in found] == [3_300_000_000, 5_000_000_000]
    assert {each.bound for each in found} == {"exact"}


def test_amounts_side_by_side_keep_their_own_units() -> None:
    found = find_quantities("Two people, a fortnight, $8,000 and 12 minutes: 90 per cent of it generated.")
    assert [each.unit for each in found] == ["person", "day", "USD", "minute", "percent"]


def test_the_nearest_country_settles_the_currency_of_a_crown() -> None:
    text = "Oslo's Fjell spent 9 million kroner.\n\nCopenhagen's Ravn spent 4 million kroner."
    assert [each.unit for each in find_quantities(text)] == ["NOK", "DKK"]


def test_a_verb_does_not_count_as_a_hedge() -> None:
    assert one("The firm turned over $11.2m.").bound == "exact"
    assert one("The tally adds up to $135 million.").bound == "exact"


@pytest.mark.parametrize(
    "text",
    [
        "It takes its valuation up to $5 billion.",
        "It brings total funding up to $308 million.",
        "It is a $20 million Max series.",
        "Their $120 million tops the last record.",
        "It cost $70 million, at least on paper.",
        "A crew of 12 and some volunteers made it.",
        "It raised $30 million roughly where it stood.",
        "It raised $12 million, perhaps because of hype.",
        "It comes to HBO Max 45 days later.",
    ],
)
def test_words_that_go_on_are_no_hedge(text: str) -> None:
    assert one(text).bound == "exact"


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("It raised up to $5 million.", "under"),
        ("It takes its team up to three weeks.", "under"),
        ("It cost $5 million, tops.", "under"),
        ("It has 12 artists max.", "under"),
        ("It cost $5 million at least.", "over"),
        ("It cost $5 million, perhaps a little more.", "about"),
        ("A tenth at most of the film is real.", "under"),
    ],
)
def test_the_same_words_hedge_at_the_end_of_a_phrase(text: str, bound: str) -> None:
    assert one(text).bound == bound


def test_about_before_a_share_belongs_to_the_share() -> None:
    found = find_quantities("It cost $3 million, about a tenth of a typical feature.")
    assert [each.bound for each in found] == ["exact", "about"]


def test_time_spent_over_is_during_and_taking_over_is_more_than() -> None:
    assert one("She made it over three weeks.").bound == "exact"
    assert one("It took over three weeks.").bound == "over"


@pytest.mark.parametrize(
    "text",
    [
        "It wasn’t expected to cost over $5 million but did.",
        "He had not expected to spend more than $5 million.",
        "They had not wanted to spend more than $5 million.",
    ],
)
def test_a_not_of_what_was_expected_leaves_the_bound(text: str) -> None:
    assert one(text).bound == "over"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("Its three hour-long runtime tests viewers.", 180),
        ("It is the eight hour-long series of two brothers.", 480),
        ("Its three hour-long episodes test viewers.", 60),
    ],
)
def test_only_things_counted_are_an_hour_long_each(text: str, minutes: int) -> None:
    assert find_quantities(text)[0].low == minutes


def test_won_and_real_are_currencies_only_beside_sums() -> None:
    assert all(each.dimension != "money" for each in find_quantities("The two won prizes for 3 real actors."))
    assert one("It cost 12 million won.").unit == "KRW"


def test_a_nationality_behind_dollars_does_not_change_them() -> None:
    assert one("A $2 million Canadian feature opens.").unit == "USD"


@pytest.mark.parametrize(
    "text",
    [
        "It raised $50 million. Half of its artists are Canadian.",
        "It raised $50 million. Two of its studios are in Hong Kong.",
        "It raised $50 million. Among its backers are Singapore's Temasek.",
        "It raised $50 million. Paid in Canadian dollars, the grant was small.",
        "All figures are in Canadian dollars. It raised $50 million USD.",
        "All figures are in Canadian dollars. It raised $50 million US.",
    ],
)
def test_only_a_declaration_about_the_sums_changes_plain_dollars(text: str) -> None:
    assert [each.unit for each in find_quantities(text) if each.dimension == "money"] == ["USD"]


@pytest.mark.parametrize(
    "text",
    [
        "All amounts are Canadian. It raised $50 million.",
        "All dollar figures in this story are in Canadian dollars. It raised $50 million.",
        "It raised $50 million (in Canadian dollars unless stated).",
        "It raised $50 million (CAD).",
        "It raised $50 million (Cdn).",
    ],
)
def test_a_declaration_or_a_code_makes_dollars_canadian(text: str) -> None:
    assert one(text).unit == "CAD"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("It cost 400 million Nigerian naira.", "NGN"),
        ("It cost 5 million Thai baht.", "THB"),
        ("It cost 4 million Ukrainian hryvnias in Manila.", "UAH"),
        ("It cost 3 million Belarusian rubles.", "BYN"),
        ("Set in Lahore, it cost ₹250 crore.", "INR"),
        ("Made in Gaborone, it cost ₱3 million.", "PHP"),
        ("It made 500 crore worldwide.", "INR"),
        ("It is a 400-crore film.", "INR"),
        ("Made in Karachi, it took 40 crore net.", "PKR"),
        ("It had 2 crore views.", "count"),
        ("It had 5 lakh Indian app users.", "count"),
        ("It cost Rmb300m.", "CNY"),
        ("It cost SKr30m.", "SEK"),
        ("It cost R$40.", "BRL"),
    ],
)
def test_an_amount_is_in_the_currency_that_its_own_words_name(text: str, unit: str) -> None:
    assert one(text).unit == unit


@pytest.mark.parametrize("text", ["It cost 3 million Bolivian pesos.", "It runs on P100 GPUs and an R350 camera."])
def test_a_sum_in_an_unknown_currency_and_a_name_are_no_amount(text: str) -> None:
    assert find_quantities(text) == []


@pytest.mark.parametrize(("text", "low"), [("It cost ₹50L.", 5_000_000), ("It cost R$12 mi.", 12_000_000)])
def test_a_scale_in_local_letters_counts_beside_its_currency(text: str, low: int) -> None:
    assert one(text).low == low


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("It had a $10- to $15-million budget.", 10_000_000, 15_000_000),
        ("It had a $20-to-$30 million budget.", 20_000_000, 30_000_000),
        ("The 10- to 15-minute episodes run.", 10, 15),
        ("A 10-to-12-minute short runs.", 10, 12),
        ("A five- or six-person crew made it.", 5, 6),
        ("It took six-to-nine months.", 180, 270),
        ("It cost 70-to-90% less.", 70, 90),
    ],
)
def test_a_range_may_share_the_unit_behind_its_hyphens(text: str, low: int, high: int) -> None:
    assert (one(text).low, one(text).high) == (low, high)


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("It cost a couple hundred thousand dollars.", 200_000),
        ("It cost a couple of hundred thousand dollars.", 200_000),
        ("It cost a couple million dollars.", 2_000_000),
        ("A couple of hundred artists made it.", 200),
        ("The last couple hundred people left.", 200),
    ],
)
def test_a_couple_doubles_what_follows(text: str, low: int) -> None:
    assert (one(text).low, one(text).bound) == (low, "about")


def test_crores_are_read_after_rupees_alone() -> None:
    dollars, crore = find_quantities("It made $60 million from 2 crore views.")
    assert read_in(crore, "money", [dollars]) is None


def test_figures_without_a_figure_give_nothing() -> None:
    assert (
        find_quantities("They paid low seven figures, a mid-six-figure sum, several million, hundreds of thousands.")
        == []
    )


def test_a_serial_number_is_no_range() -> None:
    assert find_quantities("Call 020-7946-0958 now.") == []


def test_a_bare_number_takes_unit_and_scale_of_another_amount() -> None:
    earlier, bare = find_quantities("It raised $340 million; the Oslo paper wrote 260.")
    read = read_as(bare, earlier)
    assert (bare.unit, read.low, read.unit, read.dimension) == ("count", Decimal(260_000_000), "USD", "money")
    assert (read.start, read.end, read.text) == (bare.start, bare.end, bare.text)


def test_a_bare_number_with_a_scale_of_its_own_keeps_it() -> None:
    earlier, bare = find_quantities("It made €80 million, not 240 thousand.")
    assert read_as(bare, earlier).low == 240_000


def test_a_bare_number_after_weeks_is_weeks() -> None:
    earlier, bare = find_quantities("It took nine weeks; three had been planned.")
    assert (read_as(bare, earlier).low, read_as(bare, earlier).unit) == (Decimal(21), "day")


def test_a_bare_number_is_read_after_the_nearest_earlier_amount_of_the_unit() -> None:
    found = find_quantities("It cost $4 million. The sequel cost £2 million, and 3 had been the plan.")
    read = read_in(found[-1], "money", found[:-1])
    assert read is not None
    assert (read.low, read.unit) == (Decimal(3_000_000), "GBP")


def test_people_and_minutes_need_no_model_but_money_does() -> None:
    (bare,) = find_quantities("It is 91.")
    assert read_in(bare, "minute", []) is not None
    assert read_in(bare, "money", []) is None


@pytest.mark.parametrize(
    ("text", "words", "share"),
    [
        ("By her count, 37 of its 80 minutes are synthetic.", "37 of its 80 minutes", "46.25"),
        ("Of it, some 300 of the 900 shots were generated.", "some 300 of the 900", "33.33"),
        ("Ninety seconds of 132 minutes came from it.", "Ninety seconds of 132 minutes", "1.14"),
        ("There are 34 minutes out of eighty-five in it.", "34 minutes out of eighty-five", "40"),
    ],
)
def test_a_part_counted_out_of_a_whole_is_a_share(text: str, words: str, share: str) -> None:
    (ratio,) = find_ratios(text, find_quantities(text))
    assert (ratio.text, ratio.low, ratio.unit) == (words, Decimal(share), "percent")
    assert text[ratio.start : ratio.end] == ratio.text


@pytest.mark.parametrize(
    "text", ["80 of 37 shots.", "12 of us, and 40 shots.", "5 shots. Of these, 9 went.", "$5 of $9."]
)
def test_amounts_that_only_stand_together_are_no_share(text: str) -> None:
    assert find_ratios(text, find_quantities(text)) == []


@given(TEXTS.map(" ".join) | TEXTS.map("".join) | st.text(max_size=200))
@settings(max_examples=400, deadline=None)
def test_any_text_gives_ordered_amounts_whose_offsets_hold(text: str) -> None:
    end = 0
    for each in find_quantities(text):
        assert end <= each.start <= each.value_start < each.value_end <= each.end <= len(text)
        assert text[each.start : each.end] == each.text
        assert each.low.is_finite()
        assert each.high is None or each.low < each.high
        assert (each.high is not None) == (each.bound == "range")
        end = each.end


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "a",
        "1,",
        "1.",
        "1-",
        "1:",
        "$",
        "US$",
        "1 to ",
        "twenty-",
        "one hundred and ",
        "1 000 ",
        "ten ",
        "and a half ",
        "an hour and ",
        "about ",
        "one in ",
        "between 1 and ",
        "a year and ",
        "5% ",
        "a pound in ",
        "one shot in every ",
        "every third ",
        "$1 in ",
        "2 1/2 ",
        "all but a tenth ",
        "figures a ",
        "a couple of ",
        "1- to ",
        "1 lakh Aa ",
        "bring it up to 1 ",
        "'",
        "\n",
        "İ",
        "٣",
        "\x00",
    ],
)
def test_a_hostile_text_takes_time_in_proportion_to_its_length(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        begun = time.process_time()
        find_quantities(text)
        return time.process_time() - begun

    seconds(2_000)
    small, large = seconds(6_000), seconds(24_000)
    assert large < 12 * small + 0.2


def test_a_million_digits_and_two_megabytes_without_a_space_are_no_amount() -> None:
    assert find_quantities("1" * 1_000_000) == []
    assert find_quantities("a" * 2_000_000) == []

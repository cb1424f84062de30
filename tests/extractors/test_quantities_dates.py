"""Dates in prose, against the day of publication."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.quantities.dates import find_dates

SUNDAY_IN_MAY = datetime(2026, 5, 24, 9, tzinfo=UTC)

PIECES = """
    21 May 1st the of in on last next this year month week Tuesday Friday , . 2024 1/2/2025 2026-05-21 ago two
    years days earlier before later Christmas Day Easter Sunday Thanksgiving Q1 summer now today 29th 31
    February 0001 9999 start was will İ by a thousand 1000
"""

ABSOLUTE = [
    ("It opened on 21 May 2026.", "21 May 2026", "2026-05-21"),
    ("It opened on 21st May 2026.", "21st May 2026", "2026-05-21"),
    ("It opened on the 21st of May, 2026.", "21st of May, 2026", "2026-05-21"),
    ("It opened on May 21, 2026.", "May 21, 2026", "2026-05-21"),
    ("It opened on Sept. 19, 2025.", "Sept. 19, 2025", "2025-09-19"),
    ("It opened on 2026-05-21.", "2026-05-21", "2026-05-21"),
    ("It opened on 3/10/2025.", "3/10/2025", "2025"),
    ("It opened on 7/3/26.", "7/3/26", "2026"),
    ("It opened on 23/10/2025.", "23/10/2025", "2025-10-23"),
    ("It opened on 5/5/2025.", "5/5/2025", "2025-05-05"),
    ("It opened on 10/23/2025.", "10/23/2025", "2025-10-23"),
    ("It opened on 03.10.2025.", "03.10.2025", "2025-10-03"),
    ("It opened in May 2025.", "May 2025", "2025-05"),
    ("It opened in March of 2024.", "March of 2024", "2024-03"),
    ("It opened in 2024.", "2024", "2024"),
    ("It is due in Q1 2027.", "Q1 2027", "2027"),
    ("It is due in the summer of 2026.", "summer of 2026", "2026"),
    ("It is due in the third quarter of 2026.", "third quarter of 2026", "2026"),
    ("Sales rose in the first half of 2025.", "first half of 2025", "2025"),
    ("Sales rose in FY2024.", "FY2024", "2024"),
    ("It is due on Christmas Day 2025.", "Christmas Day 2025", "2025-12-25"),
    ("It is due on Thanksgiving 2027.", "Thanksgiving 2027", "2027-11-25"),
    ("It is due on Easter Monday 2026.", "Easter Monday 2026", "2026-04-06"),
    ("It was shown in January '24.", "January '24", "2024-01"),
    ("Sales fell in the year to 31 March 2026.", "31 March 2026", "2026-03-31"),
    ("It was founded in mid-2024.", "2024", "2024"),
    ("It is due in Q3 '27.", "Q3 '27", "2027"),
    ("Sales rose in Q3FY26.", "Q3FY26", "2026"),
    ("It is due in summer ’27.", "summer ’27", "2027"),
    ("It opened in summer '69.", "summer '69", "1969"),
    ("It is shown on 2–12 September 2026.", "2–12 September 2026", "2026-09-02"),
    ("It is shown from 2 to 12 September 2026.", "2 to 12 September 2026", "2026-09-02"),
    ("They put back Iron Orchard 3 to 18 March 2025.", "18 March 2025", "2025-03-18"),
    ("It is in issue 7, 12 June 2026.", "12 June 2026", "2026-06-12"),
    ("It cost $2 to 12 June 2026.", "12 June 2026", "2026-06-12"),
    ("It was released on the fifth of November 2025.", "fifth of November 2025", "2025-11-05"),
]
RELATIVE = [
    ("It was valued so earlier this year.", "earlier this year", "2026"),
    ("It raised the money last year.", "last year", "2025"),
    ("It hopes for more next year.", "next year", "2027"),
    ("It raised the money last month.", "last month", "2026-04"),
    ("It raised the money this month.", "this month", "2026-05"),
    ("It raised the money last week.", "last week", "2026-05"),
    ("It raised the money last April.", "last April", "2026-04"),
    ("It raised the money last June.", "last June", "2025-06"),
    ("It will open next February.", "next February", "2027-02"),
    ("It raised the money in March.", "March", "2026-03"),
    ("It raised the money in October.", "October", "2025-10"),
    ("It will open in October.", "October", "2026-10"),
    ("Sales in the year to March fell.", "March", "2026-03"),
    ("It raised the money in January of last year.", "January of last year", "2025-01"),
    ("The film will open on 12 June.", "12 June", "2026-06-12"),
    ("The film opened on 12 June.", "12 June", "2025-06-12"),
    ("The film is out on August 11.", "August 11", "2026-08-11"),
    ("It opens on Friday, Sept. 18.", "Friday, Sept. 18", "2026-09-18"),
    ("It opens on the 29th.", "the 29th", "2026-05-29"),
    ("It went live on the 4th of this month.", "the 4th of this month", "2026-05-04"),
    ("It opens on the first of June.", "first of June", "2026-06-01"),
    ("The firm said so on Tuesday.", "Tuesday", "2026-05-19"),
    ("It was shown last Friday.", "last Friday", "2026-05-22"),
    ("It opens this Thursday.", "this Thursday", "2026-05-28"),
    ("It will be shown on Friday.", "Friday", "2026-05-29"),
    ("It opens Friday week.", "Friday week", "2026-06-05"),
    ("Wed 27: Six Knots, at nine.", "Wed 27", "2026-05-27"),
    ("It went live yesterday.", "yesterday", "2026-05-23"),
    ("It goes live tomorrow.", "tomorrow", "2026-05-25"),
    ("The firm announced it today.", "today", "2026-05-24"),
    ("Today it has 113 people.", "Today", "2026-05"),
    ("It went live this morning.", "this morning", "2026-05-24"),
    ("It now has 92 people.", "now", "2026-05"),
    ("It currently has nine staff.", "currently", "2026-05"),
    ("It was sold two years ago.", "two years ago", "2024"),
    ("It was sold eighteen months ago.", "eighteen months ago", "2024-11"),
    ("It was sold three weeks ago.", "three weeks ago", "2026-05"),
    ("It was sold five days ago.", "five days ago", "2026-05-19"),
    ("It was founded two years ago this month.", "two years ago this month", "2024-05"),
    ("It was sold last autumn.", "last autumn", "2025"),
    ("It was sold half a year ago.", "half a year ago", "2025-11"),
    ("It was sold the year before last.", "the year before last", "2024"),
    ("It was sold two summers ago.", "two summers ago", "2024"),
    ("It was sold the day before yesterday.", "the day before yesterday", "2026-05-22"),
    ("It will be sold the day after tomorrow.", "the day after tomorrow", "2026-05-26"),
    ("It will be sold the week after next.", "the week after next", "2026-06"),
    ("It will be sold in two years' time.", "in two years' time", "2028"),
    ("It will be sold in a week’s time.", "in a week’s time", "2026-05"),
    ("It will be sold in three months' time.", "in three months' time", "2026-08"),
    ("It opens on Friday the 29th.", "Friday the 29th", "2026-05-29"),
    ("It opens on Halloween.", "Halloween", "2026-10-31"),
    ("It was announced Monday morning.", "Monday", "2026-05-18"),
    ("It was sold in the spring.", "spring", "2026"),
    ("It is due next spring.", "next spring", "2027"),
    ("It was worth more at the start of the month.", "start of the month", "2026-05"),
    ("It was worth more at the start of the year.", "start of the year", "2026-01"),
    ("It rose in the fourth quarter.", "fourth quarter", "2025"),
    ("It rose in Q1.", "Q1", "2026"),
    ("It opens on Boxing Day.", "Boxing Day", "2026-12-26"),
    ("It opens on New Year’s Day.", "New Year’s Day", "2027-01-01"),
    ("It opened on 1 October last.", "1 October last", "2025-10-01"),
    ("It opens on Easter Monday.", "Easter Monday", "2026-04-06"),
    ("Kakaki has it from Friday.", "Friday", "2026-05-29"),
    ("They mean to be there in December.", "December", "2026-12"),
    ("It will be out in the first quarter.", "first quarter", "2027"),
    ("The model is out today.", "today", "2026-05-24"),
    ("It opened at Christmas.", "Christmas", "2025-12"),
    ("It will open the day before Thanksgiving.", "the day before Thanksgiving", "2026-11-25"),
    ("It will be sixty by Christmas.", "Christmas", "2026-12"),
    ("It will be out two years from now.", "two years from now", "2028"),
    ("It will open six months from now.", "six months from now", "2026-11"),
    ("It will open ten days from today.", "ten days from today", "2026-06-03"),
    ("It rose in the first quarter of last year.", "first quarter of last year", "2025"),
    ("It rose in Q4 last year.", "Q4 last year", "2025"),
    ("It is due in the third quarter of next year.", "third quarter of next year", "2027"),
    ("It will be shown on 13 and 14 June.", "13 and 14 June", "2026-06-13"),
    ("It opens on Friday the 13th.", "Friday the 13th", "2026-11-13"),
    ("It opens Thurs., June 4.", "Thurs., June 4", "2026-06-04"),
]


@pytest.mark.parametrize(("text", "words", "date"), ABSOLUTE)
def test_a_full_date_needs_no_day_of_publication(text: str, words: str, date: str) -> None:
    (mention,) = find_dates(text, None)
    assert (mention.text, mention.date, mention.relative) == (words, date, False)


@pytest.mark.parametrize(("text", "words", "date"), RELATIVE)
def test_a_relative_date_is_counted_from_publication(text: str, words: str, date: str) -> None:
    (mention,) = find_dates(text, SUNDAY_IN_MAY)
    assert (mention.text, mention.date, mention.relative) == (words, date, True)


@pytest.mark.parametrize(("text", "words", "date"), RELATIVE)
def test_without_publication_a_relative_date_stays_open(text: str, words: str, date: str) -> None:
    assert all(mention.date is None for mention in find_dates(text, None))


@pytest.mark.parametrize(
    ("text", "month", "date"),
    [
        ("Revenue hit $40 million last quarter.", 1, "2025"),
        ("It expects $40 million next quarter.", 11, "2027"),
        ("It is to be released in the last quarter.", 1, "2026"),
    ],
)
def test_the_last_and_next_quarter_may_be_of_another_year(text: str, month: int, date: str) -> None:
    assert [mention.date for mention in find_dates(text, datetime(2026, month, 18, tzinfo=UTC))] == [date]


@pytest.mark.parametrize(
    "text", ["A few months from now it opens.", "The Friday the 13th franchise.", "The last quarter-hour drags."]
)
def test_what_names_no_known_day_has_no_date(text: str) -> None:
    assert [mention.date for mention in find_dates(text, SUNDAY_IN_MAY) if mention.date is not None] == []


def test_a_year_earlier_counts_from_the_date_before_it() -> None:
    found = find_dates("It booked $8m in the year to September 2024, against five a year earlier.", SUNDAY_IN_MAY)
    assert [mention.date for mention in found] == ["2024-09", "2023-09"]


def test_that_month_is_of_the_year_named_before() -> None:
    found = find_dates("It was made in 2015. It played there that November.", SUNDAY_IN_MAY)
    assert [mention.date for mention in found] == ["2015", "2015-11"]


def test_days_counted_on_and_on_do_not_leave_the_calendar() -> None:
    text = "It came on 9 January 2024. " + "The next came 1,000 days later. " * 4_000
    assert find_dates(text, SUNDAY_IN_MAY)[-1].date is None


def test_a_day_of_publication_in_no_age_of_the_press_counts_as_none() -> None:
    (mention,) = find_dates("It opened last year.", datetime(1, 1, 1, tzinfo=UTC))
    assert mention.date is None


def test_days_later_count_from_the_day_before_them() -> None:
    found = find_dates("One came on 9 January 2024, the next two days later.", SUNDAY_IN_MAY)
    assert [mention.date for mention in found] == ["2024-01-09", "2024-01-11"]


@pytest.mark.parametrize(
    "text",
    [
        "It may march on in august company.",
        "The 29th floor burned.",
        "They counted 2024 shots.",
        "It cost $2024.",
        "Version 2.1.3 is out.",
        "A 30/30/30 split.",
        "On 31/31/2024 nothing happened.",
        "A sun rose, and they sat.",
        "The second film is a fall from grace.",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert [mention for mention in find_dates(text, SUNDAY_IN_MAY) if mention.date not in {None, "2024"}] == []


@given(
    st.lists(
        st.sampled_from(PIECES.split()),
        max_size=40,
    ).map(" ".join)
    | st.text(max_size=120),
    st.datetimes(timezones=st.just(UTC)) | st.none(),
)
@settings(max_examples=300, deadline=None)
def test_any_text_on_any_day_gives_ordered_mentions_whose_offsets_hold(text: str, published: datetime | None) -> None:
    end = 0
    for mention in find_dates(text, published):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.date is None or datetime.strptime(f"{mention.date}-01-01"[:10], "%Y-%m-%d").replace(tzinfo=UTC)
        end = mention.end


@pytest.mark.parametrize(
    "unit",
    [
        "1.",
        "1/1/",
        "May ",
        "May 1 ",
        "two years ago ",
        "May 1, 2, ",
        "two years after it ",
        "the 5th of the ",
        "last ",
        "1-1-",
        "1 and ",
        "1, and the 2, and ",
        "years from now ",
    ],
)
def test_a_hostile_text_takes_time_in_proportion_to_its_length(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        begun = time.process_time()
        find_dates(text, SUNDAY_IN_MAY)
        return time.process_time() - begun

    seconds(2_000)
    small, large = seconds(10_000), seconds(40_000)
    assert large < 12 * small + 0.2


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("It was shot from May to July 2025.", "2025-05"),
        ("It was shot from November to January 2025.", "2024-11"),
        ("It was shot in May and June 2024.", "2024-05"),
        ("It was shot in September–October 2024.", "2024-09"),
    ],
)
def test_a_month_before_another_takes_its_year_from_there(text: str, first: str) -> None:
    assert find_dates(text, SUNDAY_IN_MAY)[0].date == first


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("It was released from March 12 to March 20, 2024.", "2024-03-12"),
        ("It will premiere on June 3-5, 2027.", "2027-06-03"),
        ("It was held from May 12 to 23, 2024.", "2024-05-12"),
        ("It was held from 29 December to 2 January 2025.", "2024-12-29"),
        ("It was held from Friday, March 12 to Sunday, March 20, 2024.", "2024-03-12"),
        ("It was shown on June 3rd, 4th and the 5th, 2027.", "2027-06-03"),
        ("It was shown between March 12 and the 20th of March 2024.", "2024-03-12"),
    ],
)
def test_a_day_before_others_takes_its_year_from_the_last(text: str, first: str) -> None:
    assert find_dates(text, SUNDAY_IN_MAY)[0].date == first
    assert find_dates(text, None)[0].date == first


@pytest.mark.parametrize(
    "text", ["On June 3, 5 films opened in 2027.", "It opens on June 3 and 20 people said in 2027 that it would."]
)
def test_a_number_that_is_no_day_gives_no_year(text: str) -> None:
    assert find_dates(text, SUNDAY_IN_MAY)[0].date == "2026-06-03"


@pytest.mark.parametrize(
    "text",
    [
        "Two years after its launch, it is valued at $1.3 billion.",
        "It employs 140 people a year after opening.",
        "It closed three weeks before the trial.",
        "It cost more two years prior to its launch.",
        "It opened eight weeks later than promised.",
        "Two years later it is valued at $1.3 billion.",
    ],
)
def test_what_is_counted_from_a_day_that_is_not_given_has_no_date(text: str) -> None:
    assert [mention.date for mention in find_dates(text, SUNDAY_IN_MAY) if mention.date is not None] == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Two years after its launch in 2023, it is worth $5m.", "2025"),
        ("A decade after its 2011 debut it is worth $5m.", "2021"),
        ("Two years before Sora came out in 2024, it was worth $5m.", "2022"),
        ("It had 90 in 2024 and 40 the year before it moved.", "2023"),
        ("Two years after Blade Runner 2049 opened in October 2017, it is worth $5m.", "2019"),
        ("Two years after its launch in mid-2023, it is worth $5m.", "2025"),
        ("A year after the 2023 launch it is worth $5m.", "2024"),
        ("It is worth $5m, ten years after 2014.", "2024"),
        ("It was sold in 2020, and two years after, closed.", "2022"),
    ],
)
def test_years_after_an_event_are_counted_from_its_year(text: str, date: str) -> None:
    assert date in [mention.date for mention in find_dates(text, SUNDAY_IN_MAY) if mention.relative]


@pytest.mark.parametrize(
    "text",
    [
        "Two years after Blade Runner 2049 came out, it raised $50 million.",
        "Five years after the war drama 1917 won, it had 40 staff.",
        "He joined two years before it raised 2000 shots.",
        "He left two years after the 2000 shots.",
    ],
)
def test_years_after_an_event_are_not_counted_from_a_title_or_a_count(text: str) -> None:
    assert [mention for mention in find_dates(text, SUNDAY_IN_MAY) if mention.relative] == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("It opened in ２０２４.", "2024"),
        ("It opens in the summer of ２０２６.", "2026"),
        ("It opens in the first half of ２０２７.", "2027"),
        ("It opens at Christmas ２０２６.", "2026-12"),
        ("It opens at Easter ２０２７.", "2027"),
        ("It opens in Q1 ２０２７.", "2027"),
        ("It rose in FY２４.", "2024"),
        ("It opened on ２１ May ２０２４.", "2024-05-21"),
    ],
)
def test_a_date_in_wide_digits_is_kept_in_plain_ones(text: str, date: str) -> None:
    assert [mention.date for mention in find_dates(text, SUNDAY_IN_MAY)] == [date]

"""What a day's rows become."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from digest.build import MAX_SUBJECTS, build_edition
from extractors.digest_records import ChangeRow, DigestRows, DisputeRow, RevisionRow

from .conftest import AT, claim_row, day_rows, fact_row

DAY = date(2026, 5, 27)


def test_a_day_without_rows_says_that_nothing_is_new() -> None:
    edition = build_edition(DAY, DigestRows(AT, AT))
    assert edition.is_empty
    assert edition.headline == "nothing new"


def test_a_fact_stands_once_with_a_voice_per_outlet() -> None:
    fact = fact_row(claim_row(1), claim_row(2), claim_row(3, outlet_id="o1", outlet="Outlet 1"))
    edition = build_edition(DAY, day_rows(fact))
    (subject,) = edition.subjects
    (line,) = subject.lines
    assert line.value == "about $2 million"
    assert [voice.outlet for voice in line.voices] == ["Outlet 1", "Outlet 2"]


def test_a_deprecated_fact_is_no_news() -> None:
    fact = fact_row(claim_row(1), rank="deprecated")
    assert build_edition(DAY, day_rows(fact)).subjects == ()


def test_a_denial_is_a_line_that_says_so() -> None:
    fact = fact_row(claim_row(1, status="denied"), rank="deprecated", reason="denied")
    edition = build_edition(DAY, day_rows(fact))
    assert edition.subjects[0].lines[0].status == "denied"
    assert edition.headline == "Moth Parade: budget about $2 million (denied)"


def test_a_denial_that_the_user_rejected_is_no_news() -> None:
    fact = fact_row(claim_row(1, status="denied"), rank="deprecated", reason="rejected: misread")
    assert build_edition(DAY, day_rows(fact)).subjects == ()


def test_what_holds_no_more_is_told_and_is_no_plain_headline() -> None:
    fact = fact_row(claim_row(1), rank="deprecated", reason="no longer in the article")
    edition = build_edition(DAY, day_rows(ended=(fact,)))
    (ended,) = edition.ended
    assert (ended.value, ended.reason, [voice.outlet for voice in ended.voices]) == (
        "about $2 million",
        "no longer in the article",
        ["Outlet 1"],
    )
    assert (edition.headline, edition.subjects, edition.is_empty) == ("Moth Parade: budget withdrawn", (), False)


def test_a_planned_value_never_reads_as_a_fact() -> None:
    fact = fact_row(claim_row(1, status="planned"))
    edition = build_edition(DAY, day_rows(fact))
    assert edition.subjects[0].lines[0].status == "planned"
    assert "(planned)" in edition.headline


def test_a_headline_says_that_its_figure_is_disputed() -> None:
    fact = fact_row(claim_row(1, status="planned"), disputed=True)
    known = DisputeRow("w1", "Moth Parade", "budget", None, None, (fact,), is_new=False)
    edition = build_edition(DAY, day_rows(fact, disputes=(known,)))
    assert edition.headline == "Moth Parade: budget about $2 million (planned, disputed)"


def test_a_copy_is_the_last_voice() -> None:
    fact = fact_row(claim_row(1, copy_of="a2", confidence=0.99), claim_row(2))
    (line,) = build_edition(DAY, day_rows(fact)).subjects[0].lines
    assert [voice.outlet for voice in line.voices] == ["Outlet 2", "Outlet 1"]


def test_days_are_those_of_the_readers_time_zone() -> None:
    evening = datetime(2026, 5, 28, 2, 30, tzinfo=UTC)
    fact = fact_row(claim_row(1, published=evening))
    rows = day_rows(
        fact,
        disputes=(DisputeRow("w1", "Moth Parade", "budget", None, None, (fact,), is_new=True),),
        revisions=(RevisionRow(fact.claims[0], fact.claims[0], AT, same_article=True),),
    )
    edition = build_edition(DAY, rows, zone=ZoneInfo("America/Los_Angeles"))
    voices = (
        edition.subjects[0].lines[0].voices[0],
        edition.disputes[0].sides[0].voices[0],
        edition.revisions[0].before,
        edition.revisions[0].after,
    )
    assert {voice.published for voice in voices} == {"2026-05-27"}


def test_a_dispute_keeps_both_sides_apart() -> None:
    sides = (fact_row(claim_row(1)), fact_row(claim_row(2, low=Decimal(900_000))))
    dispute = DisputeRow("w1", "Moth Parade", "budget", None, None, sides, is_new=True)
    edition = build_edition(DAY, day_rows(disputes=(dispute,)))
    assert [side.value for side in edition.disputes[0].sides] == ["about $2 million", "about $900,000"]
    assert edition.headline.startswith("Moth Parade: budget disputed")


def test_a_revision_shows_both_quotes() -> None:
    before, after = claim_row(1), claim_row(2, low=Decimal(3_000_000), quote="It cost about $3 million.")
    edition = build_edition(DAY, day_rows(revisions=(RevisionRow(before, after, AT, same_article=True),)))
    (revision,) = edition.revisions
    assert (revision.before.quote, revision.after.quote) == (before.quote, after.quote)


def test_what_is_left_out_is_counted() -> None:
    facts = [fact_row(claim_row(n, subject_id=f"w{n}", subject=f"Film {n}")) for n in range(MAX_SUBJECTS + 5)]
    edition = build_edition(DAY, day_rows(*facts))
    assert len(edition.subjects) == MAX_SUBJECTS
    assert edition.more_subjects == 5


def test_subjects_with_figures_come_before_names_alone() -> None:
    role = claim_row(
        1, type="role", label="director", low=None, unit=None, object="Ana Prieto", subject="A", subject_id="x"
    )
    edition = build_edition(DAY, day_rows(fact_row(role), fact_row(claim_row(2))))
    assert [subject.name for subject in edition.subjects] == ["Moth Parade", "A"]


def test_the_same_rows_give_the_same_edition_in_any_order() -> None:
    facts = [fact_row(claim_row(n, subject_id=f"w{n}", subject=f"Film {n}")) for n in range(6)]
    changes = tuple(ChangeRow("new", fact, fact.claims) for fact in facts)
    one = build_edition(DAY, day_rows(changes=changes))
    other = build_edition(DAY, day_rows(changes=tuple(reversed(changes))))
    assert one.subjects == other.subjects

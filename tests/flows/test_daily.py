"""What a day's digest covers, and that nobody gets it twice."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console

from db.editions import StoredEdition, load_edition, load_last_edition, save_edition
from db.facts import reconcile
from db.store import open_store
from demo.mailserver import MailServer
from digest.build import build_edition
from digest.mail import Delivery, compose
from digest.render import render
from extractors.digest_records import DigestRows
from extractors.errors import InputError, MailError, SettingsError
from flows.cli_run import show_digest
from flows.daily import DigestReport, build_digest, check_mail, run_daily, send_task, take_edition, write_files
from flows.settings import Mail, Paths, Schedule, Settings
from flows.window import MAX_WINDOW, check_day, window
from tests.db.building import article, claim, extraction, save

DAY = date(2026, 5, 27)
NEW_YORK = Settings(schedule=Schedule(time_zone="America/New_York"))
UTC_DESK = Settings(schedule=Schedule(time_zone="UTC"))


def edition_of(saved_at: datetime) -> StoredEdition:
    return StoredEdition(saved_at.date(), "{}", "", "", saved_at, saved_at)


def test_a_scheduled_digest_covers_the_day_before_it() -> None:
    at = datetime(2026, 5, 27, 7, 30, tzinfo=UTC)
    assert window(UTC_DESK, DAY, at, None) == (at - timedelta(days=1), at)


def test_a_digest_of_the_current_day_reaches_up_to_now() -> None:
    at = datetime(2026, 5, 27, 18, 0, tzinfo=UTC)
    since, until = window(UTC_DESK, DAY, at, None)
    assert until == at
    assert since <= at - timedelta(days=1)


def test_a_past_day_ends_at_its_digest_time_in_the_time_zone_of_the_settings() -> None:
    at = datetime(2026, 5, 29, 18, 0, tzinfo=UTC)
    _, until = window(NEW_YORK, DAY, at, None)
    assert until == datetime(2026, 5, 27, 11, 30, tzinfo=UTC)


def test_a_digest_begins_where_the_last_one_ended() -> None:
    last = datetime(2026, 5, 26, 9, 12, tzinfo=UTC)
    since, _ = window(UTC_DESK, DAY, datetime(2026, 5, 27, 7, 30, tzinfo=UTC), edition_of(last))
    assert since == last


def test_a_digest_that_was_sent_late_leaves_what_came_after_its_day_to_the_next(tmp_path: Path) -> None:
    sent = datetime(2026, 5, 28, 10, 0, tzinfo=UTC)
    closing = datetime(2026, 5, 27, 7, 30, tzinfo=UTC)
    with open_store(tmp_path / "a.duckdb") as store:
        take_edition(store, UTC_DESK, DAY, sent, freeze=True, build=build_digest)
        last = load_last_edition(store, before=date(2026, 5, 28))
    assert last is not None
    assert (last.saved_at, last.until) == (sent, closing)
    assert window(UTC_DESK, date(2026, 5, 28), sent, last) == (closing, sent)


@pytest.mark.parametrize("mail", [Mail(), Mail(host="mail.example")])
def test_without_mail_a_scheduled_digest_begins_where_the_last_one_ended_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mail: Mail
) -> None:
    monkeypatch.setattr("flows.daily.build_task", build_digest)
    paths = Paths(database=tmp_path / "a.duckdb", digests=tmp_path)
    settings = UTC_DESK.model_copy(update={"mail": mail, "paths": paths})
    friday, monday = (datetime(2026, 5, day, 7, 30, tzinfo=UTC) for day in (22, 25))
    report = run_daily(settings, friday, day=None, out=None, freeze=True, wait_s=1)
    assert (report.frozen, report.deliveries) == (True, ())
    with open_store(paths.database) as store:
        assert window(settings, monday.date(), monday, load_last_edition(store, before=monday.date()))[0] == friday


@pytest.mark.parametrize(
    ("day", "saved_at", "until"),
    [
        (DAY, datetime(2026, 5, 27, 18, 0, tzinfo=UTC), datetime(2026, 5, 27, 18, 0, tzinfo=UTC)),
        (DAY, datetime(2026, 5, 28, 10, 0, tzinfo=UTC), datetime(2026, 5, 27, 7, 30, tzinfo=UTC)),
        (DAY, datetime(2026, 5, 26, 10, 0, tzinfo=UTC), datetime(2026, 5, 26, 10, 0, tzinfo=UTC)),
    ],
)
def test_where_an_edition_of_an_older_dailies_ended_follows_from_when_it_was_saved(
    day: date, saved_at: datetime, until: datetime
) -> None:
    since, _ = window(UTC_DESK, date(2026, 5, 29), saved_at, StoredEdition(day, "{}", "", "", saved_at, None))
    assert since == until


def test_a_digest_gives_days_as_the_calendar_of_its_readers_has_them(tmp_path: Path) -> None:
    night = datetime(2026, 5, 28, 2, 0, tzinfo=UTC)
    with open_store(tmp_path / "a.duckdb") as store:
        text = "Reel writes at length about it. Hell Grind cost $5 million to make."
        made = claim(text, "Hell Grind cost $5 million to make", "budget", "Hell Grind", "5000000")
        save(store, replace(article(text), published=night), extraction(made), at=night)
        reconcile(store, run_id="r", at=night)
        later = night + timedelta(hours=1)
        edition, _ = take_edition(store, NEW_YORK, DAY, later, freeze=False, build=build_digest)
    assert "reel, 2026-05-27" in edition.text


def test_a_day_that_has_not_come_is_refused() -> None:
    night = datetime(2026, 5, 28, 2, 0, tzinfo=UTC)
    check_day(NEW_YORK, DAY, night)
    with pytest.raises(InputError, match="2026-05-28 is still to come: today is 2026-05-27"):
        check_day(NEW_YORK, date(2026, 5, 28), night)


def test_a_day_of_another_age_is_refused() -> None:
    at = datetime(2026, 5, 27, tzinfo=UTC)
    check_day(NEW_YORK, date(1990, 1, 1), at)
    with pytest.raises(InputError, match="0001-01-01 is before anything that could be told"):
        check_day(NEW_YORK, date(1, 1, 1), at)


def test_an_edition_that_no_message_can_be_made_of_is_not_frozen(tmp_path: Path) -> None:
    mail = Mail.model_construct(host="127.0.0.1", sender="news.@a.example", recipients=("r@a.example",))
    settings = UTC_DESK.model_copy(update={"mail": mail})
    at = datetime(2026, 5, 27, 7, 30, tzinfo=UTC)
    with open_store(tmp_path / "a.duckdb") as store:
        with pytest.raises(ValueError, match="local-part"):
            take_edition(store, settings, DAY, at, freeze=True, build=build_digest)
        assert load_edition(store, DAY) is None


def test_what_the_digest_and_the_mail_server_say_is_shown_as_it_is() -> None:
    refused = Delivery("a@a.example", "m", sent=False, reason="550 blocked [/x] \x1b[31m")
    report = DigestReport(DAY, "[rec] 4: budget :moon:", "one [bold]", True, (Path("[a].html"),), (refused,), ("[b]",))
    console = Console(file=io.StringIO(), width=200)
    show_digest(console, report)
    shown = console.file.getvalue()  # type: ignore[attr-defined]  # it is the StringIO above
    for words in ("[rec] 4: budget :moon:", "one [bold]", "[a].html", "550 blocked [/x] \ufffd[31m", "[b]: had it"):
        assert words in shown


def test_a_machine_that_was_off_for_a_month_reports_a_week() -> None:
    at = datetime(2026, 5, 27, 7, 30, tzinfo=UTC)
    since, until = window(UTC_DESK, DAY, at, edition_of(at - timedelta(days=31)))
    assert until - since == MAX_WINDOW


@pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 11, 1)])
def test_a_change_of_the_clocks_leaves_no_gap(day: date) -> None:
    late = datetime(2026, 12, 1, tzinfo=UTC)
    _, first_until = window(NEW_YORK, day, late, None)
    second_since, _ = window(NEW_YORK, day + timedelta(days=1), late, None)
    assert second_since <= first_until


@pytest.mark.parametrize(
    ("mail", "words"), [(Mail(), "no mail server"), (Mail(host="mail.example"), "nobody is to get")]
)
def test_a_digest_that_cannot_be_mailed_says_so_before_it_is_built(mail: Mail, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        check_mail(mail)


def test_an_edition_is_written_in_all_its_forms(tmp_path: Path) -> None:
    at = datetime(2026, 5, 27, tzinfo=UTC)
    edition = render(build_edition(DAY, DigestRows(at, at)))
    files = write_files(tmp_path / "new" / "folder", edition, b"mail")
    assert [file.name for file in files] == [f"2026-05-27.{suffix}" for suffix in ("html", "txt", "json", "eml")]
    assert sorted(path.name for path in files[0].parent.iterdir()) == sorted(file.name for file in files)


def test_what_was_sent_before_the_server_broke_off_is_in_the_ledger(tmp_path: Path) -> None:
    at = datetime(2026, 5, 27, 7, 30, tzinfo=UTC)
    edition = render(build_edition(DAY, DigestRows(at, at)))
    people = ("first@newsroom.example", "gone@newsroom.example", "last@newsroom.example")
    messages = [compose(edition, sender="d@newsroom.example", recipient=person, at=at) for person in people]
    with open_store(tmp_path / "a.duckdb") as store, MailServer(refuse=["gone@newsroom.example"]) as server:
        mail = Mail(host=server.host, port=server.port, security="none", recipients=people)
        send_task.fn(store, mail, DAY, messages, at)
        rows = store.rows("SELECT recipient, outcome FROM store.deliveries ORDER BY recipient")
    assert [(person, outcome[:4]) for person, outcome in rows] == [
        ("first@newsroom.example", "sent"),
        ("gone@newsroom.example", "550 "),
        ("last@newsroom.example", "sent"),
    ]


def test_no_mail_server_leaves_the_frozen_edition_for_the_next_try(tmp_path: Path) -> None:
    at = datetime(2026, 5, 27, 7, 30, tzinfo=UTC)
    edition = render(build_edition(DAY, DigestRows(at, at)))
    message = compose(edition, sender="d@newsroom.example", recipient="r@newsroom.example", at=at)
    with open_store(tmp_path / "a.duckdb") as store:
        save_edition(store, DAY, edition.json, edition.html, edition.text, at=at, until=at)
        mail = Mail(host="127.0.0.1", port=9, security="none", recipients=("r@newsroom.example",))
        with pytest.raises(MailError):
            send_task.fn(store, mail, DAY, [message], at)
        assert load_edition(store, DAY) is not None
        assert store.rows("SELECT recipient FROM store.deliveries WHERE outcome = 'sent'") == []

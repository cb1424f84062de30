"""The settings file and its overrides: what is right is taken, what is wrong is named."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.mail import compose
from digest.render import Rendered
from extractors.errors import SettingsError
from extractors.records import Selectors
from fetch.pace import next_look
from flows.harvest import Round, Target, _next_ask
from flows.outlet_settings import MAX_MINUTES, OutletSettings
from flows.settings import Fetching, is_address, is_shipped, load_settings

OUTLET = '[[outlets]]\nid = "a"\nname = "A"\nfeed = "http://a.example"\n'


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "dailies.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_shipped_file_is_valid_and_holds_the_catalogue() -> None:
    outlets = load_settings(env={}).outlets
    assert len(outlets) >= 30
    assert {"cartoon-brew", "runway", "variety-news"} <= {outlet.id for outlet in outlets}


def test_paths_start_at_the_folder_of_the_file(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, '[paths]\ndatabase = "here/a.duckdb"\n'), env={})
    assert settings.paths.database == tmp_path / "here" / "a.duckdb"


def test_the_shipped_file_is_known_through_a_link_to_the_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = write(tmp_path, "")
    (tmp_path / "link").symlink_to(tmp_path)
    monkeypatch.setattr("flows.settings._SHIPPED", (tmp_path / "link" / "dailies.toml",))
    assert is_shipped(shipped)
    assert is_shipped(tmp_path / "link" / "dailies.toml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[mail]\nport = "x"\n', "line 2: mail.port: expected a valid integer"),
        ("[mail]\nport = 70000\n", "line 2: mail.port: expected less than or equal to 65535"),
        ("\n[mail]\nprot = 3\n", "line 3: mail.prot: expected no such setting; known here: host"),
        ("colour = 1\n", "line 1: colour: expected no such setting"),
        ('[schedule]\ntime_zone = "Mars/Base"\n', "line 2: schedule.time_zone: expected a time zone name"),
        ('[mail]\nsender = "news.@a.example"\n', "line 2: mail.sender: expected a mail address"),
        ('[mail]\nsender = "josé@a.example"\n', "line 2: mail.sender: expected a mail address"),
        ('mail = "secret"\n', "line 1: mail: expected a table"),
        ('[[mail]]\npassword = "secret"\n', "line 1: mail: expected a table"),
        ('[mail]\nrecipients = ["nobody"]\n', "line 2: mail.recipients: expected a mail address"),
        (
            '[[outlets]]\nid = "a"\nname = "A"\nfeed = "http://a.example"\n\n[[outlets]]\nid = "b"\nname = "B"\n',
            "line 6: outlets.1: expected exactly one of feed, sitemap and listing",
        ),
        ('[[outlets]]\nid = "a"\nname = "A"\nfeed = "ftp://a"\n', "begins with http:// or https://"),
        ("x = [\n", "not valid TOML"),
        ('[fetching]\ncontact = "Büro München"\n', "line 2: fetching.contact: expected one line of ASCII"),
        ('[fetching]\ncontact = "a\\nb"\n', "line 2: fetching.contact: expected one line of ASCII"),
        ("[fetching]\nrecheck_minutes = 999999999\n", "line 2: fetching.recheck_minutes: expected less than or equal"),
        ('[[names]]\nname = " "\ntype = "WORK"\n', "line 2: names.0.name: expected a name with a letter or a digit"),
        (
            '[[names]]\nname = "A"\ntype = "WORK"\naliases = ["B", ""]\n',
            "line 4: names.0.aliases: expected a name with a letter or a digit in it, not ''",
        ),
        (OUTLET + "every_minutes = 100_000_000_000\n", "line 5: outlets.0.every_minutes: expected less than or equal"),
        (OUTLET.replace("a.example", "desk:secret@a.example"), "expected an address without a user and a password"),
        (OUTLET + "pause_s = 90\n", "line 5: outlets.0.pause_s: expected less than or equal to 60"),
        (OUTLET + 'topic = "AI"\n', 'line 5: outlets.0.topic: expected a list of words such as ["AI", '),
        (OUTLET + 'topic = ["AI", "-"]\n', "line 5: outlets.0.topic: expected a list of words"),
        (OUTLET + 'language = "English, mostly"\n', "line 5: outlets.0.language: expected a language code such as en"),
        (
            OUTLET + 'selectors = { body = "p[[" }\n',
            "line 5: outlets.0.selectors.body: expected a CSS selector such as div.story-body, not 'p[['",
        ),
        (
            OUTLET + '[outlets.selectors]\ntitle = "h1"\nremove = ".promo"\n\n[mail]\nport = 25\n',
            "line 7: outlets.0.selectors.remove: expected a list of CSS selectors such as",
        ),
        (
            OUTLET + '[outlets.selectors]\nremove = ["//div"]\n' + OUTLET.replace('"a"', '"b"'),
            "line 6: outlets.0.selectors.remove: expected a CSS selector",
        ),
        (
            OUTLET + '[outlets.selectors]\nboddy = "p"\n',
            "line 6: outlets.0.selectors.boddy: expected no such setting; known here: body, remove, title",
        ),
        ('[mail]\npassword = "secret"\n', "line 2: mail.password must not stand in a file"),
    ],
)
def test_a_wrong_file_gets_line_key_and_what_was_expected(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(write(tmp_path, text), env={})
    assert expected in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_section_that_is_no_table_is_named_whatever_the_environment_sets(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="mail: expected a table"):
        load_settings(write(tmp_path, "mail = 5\n"), env={"DAILIES_MAIL__HOST": "a.example"})


def test_a_file_in_another_encoding_is_named_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "dailies.toml"
    path.write_bytes("# Dailies\n# café\n".encode("latin-1"))
    with pytest.raises(SettingsError, match=r"dailies\.toml, line 2: not UTF-8"):
        load_settings(path, env={})


WORDS = st.lists(st.text("ab1é語=?!#$%&'*+/_`{|}~^-", min_size=1, max_size=6), min_size=1, max_size=3).map(".".join)


@given(st.tuples(WORDS, WORDS).map("@".join).filter(is_address))
def test_a_message_can_be_made_out_to_and_from_every_address_that_is_taken(address: str) -> None:
    at = datetime(2026, 5, 27, tzinfo=UTC)
    edition = Rendered(at.date(), "nothing new", "nothing new", "<p></p>", "", "{}")
    sender = address if address.isascii() else "d@a.example"
    message = compose(edition, sender=sender, recipient=address, at=at)
    assert bytes(message)
    assert [one.addr_spec for one in message["To"].addresses] == [address]
    assert [one.addr_spec for one in message["From"].addresses] == [sender]


@pytest.mark.parametrize(
    "address", ["dailies@localhost", "o'neil+ai@a-b.example", "a@[127.0.0.1]", "josé@münchen.example"]
)
def test_addresses_that_are_in_use_are_taken(address: str) -> None:
    assert is_address(address)


def test_an_outlet_may_have_a_pause_a_topic_and_selectors_of_its_own(tmp_path: Path) -> None:
    text = OUTLET + 'pause_s = 5\ntopic = ["AI"]\n[outlets.selectors]\nbody = "div.story"\nremove = [".promo"]\n'
    (outlet,) = load_settings(write(tmp_path, text), env={}).outlet_records()
    assert (outlet.pause_s, outlet.topic) == (5.0, ("AI",))
    assert outlet.selectors == Selectors(body="div.story", remove=(".promo",))


def test_a_missing_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"nowhere\.toml"):
        load_settings(tmp_path / "nowhere.toml", env={})


def test_the_environment_overrides_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, '[mail]\nhost = "a.example"\n')
    env = {
        "DAILIES_MAIL__HOST": "b.example",
        "DAILIES_MAIL__RECIPIENTS": "one@a.example, two@a.example",
        "DAILIES_MAIL__PASSWORD": "secret",
        "DAILIES_SCHEDULE__DIGEST_AT": "06:45",
    }
    settings = load_settings(path, env=env)
    assert settings.mail.host == "b.example"
    assert settings.mail.recipients == ("one@a.example", "two@a.example")
    assert settings.schedule.digest_at.hour == 6
    assert "secret" not in repr(settings)


def test_a_wrong_override_names_the_variable() -> None:
    with pytest.raises(SettingsError, match="environment variable DAILIES_MAIL__PORT"):
        load_settings(env={"DAILIES_MAIL__PORT": "many"})


def test_a_recipient_who_is_named_twice_gets_one_mail(tmp_path: Path) -> None:
    path = write(tmp_path, '[mail]\nrecipients = ["b@a.example", "a@a.example", "b@a.example"]\n')
    assert load_settings(path, env={}).mail.recipients == ("b@a.example", "a@a.example")


def test_the_longest_pauses_that_are_taken_stay_on_the_calendar() -> None:
    fetching = Fetching(recheck_minutes=MAX_MINUTES, look_back_days=365)
    outlet = OutletSettings(id="a", name="A", feed="http://a.example", every_minutes=MAX_MINUTES)
    at, age = datetime(2026, 5, 27, tzinfo=UTC), timedelta(days=4 * 365)
    round_ = Round("r", at, timedelta(days=fetching.look_back_days), timedelta(minutes=fetching.recheck_minutes))
    assert _next_ask("ok", Target("u", None, at - age), round_) is not None
    for failures in (0, 50):
        every = timedelta(minutes=outlet.every_minutes)
        assert next_look(at, every=every, failures=failures, quiet_looks=50, retry_after_s=None) > at


def test_a_misspelt_override_is_not_passed_over() -> None:
    with pytest.raises(SettingsError, match="DAILIES_MAIL_HOST names no setting"):
        load_settings(env={"DAILIES_MAIL_HOST": "a.example"})

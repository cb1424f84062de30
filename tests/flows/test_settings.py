"""The settings file and its overrides: what is right is taken, what is wrong is named."""

from pathlib import Path

import pytest

from extractors.errors import SettingsError
from flows.settings import load_settings


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[mail]\nport = "x"\n', "line 2: mail.port: expected a valid integer"),
        ("[mail]\nport = 70000\n", "line 2: mail.port: expected less than or equal to 65535"),
        ("\n[mail]\nprot = 3\n", "line 3: mail.prot: expected no such setting; known here: host"),
        ("colour = 1\n", "line 1: colour: expected no such setting"),
        ('[schedule]\ntime_zone = "Mars/Base"\n', "line 2: schedule.time_zone: expected a time zone name"),
        ('[mail]\nrecipients = ["nobody"]\n', "line 2: mail.recipients: expected a mail address"),
        (
            '[[outlets]]\nid = "a"\nname = "A"\nfeed = "http://a.example"\n\n[[outlets]]\nid = "b"\nname = "B"\n',
            "line 6: outlets.1: expected exactly one of feed, sitemap and listing",
        ),
        ('[[outlets]]\nid = "a"\nname = "A"\nfeed = "ftp://a"\n', "begins with http:// or https://"),
        ("x = [\n", "not valid TOML"),
        ('[mail]\npassword = "secret"\n', "line 2: mail.password must not stand in a file"),
    ],
)
def test_a_wrong_file_gets_line_key_and_what_was_expected(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(write(tmp_path, text), env={})
    assert expected in str(caught.value)
    assert "secret" not in str(caught.value)


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


def test_a_misspelt_override_is_not_passed_over() -> None:
    with pytest.raises(SettingsError, match="DAILIES_MAIL_HOST names no setting"):
        load_settings(env={"DAILIES_MAIL_HOST": "a.example"})

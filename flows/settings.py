"""The settings: dailies.toml, overridden by DAILIES_* variables; secrets come from the environment alone.

A nested key is written with two underscores: DAILIES_MAIL__HOST is [mail] host.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field, SecretStr, ValidationError, field_validator

from extractors.errors import SettingsError
from extractors.records import EntityType, Outlet
from flows.outlet_settings import MAX_MINUTES, OutletSettings, Section, SelectorSettings

_SHIPPED = (Path(__file__).with_name("dailies.toml"), Path(__file__).parent.parent / "dailies.toml")
_PREFIX = "DAILIES_"
# Read elsewhere or meant for another part: not a setting's name.
_NOT_SETTINGS = {"DAILIES_CONFIG"}
# Words with single dots between them (RFC 5322, dot-atom) on both sides, or a number in brackets as the host.
_WORDS = r"[^\s@<>()\[\]\\,;:\".]+(?:\.[^\s@<>()\[\]\\,;:\".]+)*"
_ADDRESS = re.compile(rf"{_WORDS}@(?:{_WORDS}|\[[0-9.]+\])")


def is_address(text: str) -> bool:
    """Whether a text is a mail address that a message can be made out to, letters beyond ASCII included."""
    # An encoded word (RFC 2047) would be decoded into another address.
    return _ADDRESS.fullmatch(text) is not None and text.isprintable() and "=?" not in text


class Paths(Section):
    """Where things lie; relative paths start at the folder of the settings file."""

    database: Path = Path("var/dailies.duckdb")
    published: Path = Path("var/published/dailies.duckdb")
    pages: Path = Path("var/warc")
    digests: Path = Path("var/digests")


class Record(Section):
    """How the record is kept."""

    memory_mb: Annotated[int, Field(ge=256, le=1_000_000)] = 1024


class Schedule(Section):
    """When `dailies serve` runs."""

    time_zone: str = "UTC"
    ingest_minutes: Annotated[int, Field(ge=5, le=1440)] = 60
    digest_at: time = time(7, 30)

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as exc:
            raise ValueError("a time zone name such as Europe/London or America/Los_Angeles") from exc
        return value


class Mail(Section):
    """How the digest is mailed; without a host it is only written to files."""

    host: str | None = None
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Annotated[str, Field(pattern="^(starttls|tls|none)$")] = "starttls"
    user: str | None = None
    password: SecretStr | None = None
    sender: str = "dailies@localhost"
    recipients: tuple[str, ...] = ()

    @field_validator("recipients")
    @classmethod
    def _addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for address in value:
            if not is_address(address):
                raise ValueError(f"a mail address such as desk@example.org, not {address!r}")
        return tuple(dict.fromkeys(value))

    @field_validator("sender")
    @classmethod
    def _address(cls, value: str) -> str:
        if not (is_address(value) and value.isascii()):
            raise ValueError(f"a mail address such as dailies@example.org, in ASCII, not {value!r}")
        return value


class Fetching(Section):
    """How outlets are asked."""

    contact: str = ""
    pause_s: Annotated[float, Field(ge=0, le=60)] = 2.0
    deadline_s: Annotated[float, Field(ge=1, le=300)] = 30.0
    at_once: Annotated[int, Field(ge=1, le=32)] = 8
    look_back_days: Annotated[int, Field(ge=1, le=365)] = 14
    recheck_minutes: Annotated[int, Field(ge=0, le=MAX_MINUTES)] = 360
    pages_per_outlet: Annotated[int, Field(ge=1, le=5000)] = 60
    allow_loopback: bool = False

    @field_validator("contact")
    @classmethod
    def _fits_a_header(cls, value: str) -> str:
        if not (value.isascii() and value.isprintable()):
            raise ValueError(f"one line of ASCII, since it goes into the user agent, not {value!r}")
        return value


class Extraction(Section):
    """How claims are read. Without `threads` the encoder uses every processor that it may."""

    threshold: Annotated[float, Field(ge=0, le=1)] | None = None
    model: Path | None = None
    threads: Annotated[int, Field(ge=1, le=256)] | None = None


class Name(Section):
    """A name that the pipeline should know."""

    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()

    @field_validator("name", "aliases")
    @classmethod
    def _can_be_found(cls, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
        for name in (value,) if isinstance(value, str) else value:
            if not re.search(r"[^\W_]", name):
                raise ValueError(f"a name with a letter or a digit in it, not {name!r}")
        return value


class Settings(Section):
    """Everything that can be set."""

    paths: Paths = Paths()
    record: Record = Record()
    schedule: Schedule = Schedule()
    mail: Mail = Mail()
    fetching: Fetching = Fetching()
    extraction: Extraction = Extraction()
    names: tuple[Name, ...] = ()
    outlets: tuple[OutletSettings, ...] = ()

    @field_validator("outlets")
    @classmethod
    def _distinct(cls, value: tuple[OutletSettings, ...]) -> tuple[OutletSettings, ...]:
        seen: set[str] = set()
        for outlet in value:
            if outlet.id in seen:
                raise ValueError(f"outlet ids that differ: {outlet.id!r} stands twice")
            seen.add(outlet.id)
        return value

    def outlet_records(self) -> tuple[Outlet, ...]:
        """The enabled outlets as the pipeline knows them."""
        return tuple(outlet.record() for outlet in self.outlets if outlet.enabled)


def find_settings_file(given: Path | None, env: Mapping[str, str] = os.environ) -> Path:
    """--config, else DAILIES_CONFIG, else ./dailies.toml, else the shipped one."""
    for choice in (given, Path(env["DAILIES_CONFIG"]) if env.get("DAILIES_CONFIG") else None):
        if choice is not None:
            if not choice.is_file():
                raise SettingsError(f"no settings file at {choice}", hint="give another path with --config")
            return choice
    local = Path("dailies.toml")
    return local if local.is_file() else next(path for path in _SHIPPED if path.is_file())


def is_shipped(path: Path) -> bool:
    """Whether the file is the one that came with Dailies, and not one of the user's."""
    # The installation may be reached through a link, and not by all of its processes.
    return path.resolve() in [shipped.resolve() for shipped in _SHIPPED]


def load_settings(given: Path | None = None, env: Mapping[str, str] = os.environ) -> Settings:
    """Reads the file and the environment. Raises SettingsError naming file, line, key and what was expected."""
    path = find_settings_file(given, env)
    source = _read(path)
    try:
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as exc:
        raise SettingsError(f"{path}: not valid TOML: {exc}") from exc
    if isinstance(mail := table.get("mail"), dict) and "password" in mail:
        raise SettingsError(
            f"{path}, line {_line_of(source, ('mail', 'password'))}: mail.password must not stand in a file",
            hint="set it in the environment as DAILIES_MAIL__PASSWORD",
        )
    overrides = _overrides(env)
    for keys, value in overrides.items():
        _put(table, keys, value)
    try:
        settings = Settings.model_validate(table)
    except ValidationError as exc:
        raise _explained(exc, path, source, overrides) from exc
    base = Path.cwd() if is_shipped(path) else path.parent
    paths = {name: (base / getattr(settings.paths, name)).resolve() for name in Paths.model_fields}
    return settings.model_copy(update={"paths": Paths(**paths)})


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as exc:
        line = exc.object[: exc.start].count(b"\n") + 1
        raise SettingsError(f"{path}, line {line}: not UTF-8", hint="save the file as UTF-8") from exc
    except OSError as exc:
        raise SettingsError(f"{path} cannot be read: {exc.strerror}", hint="check its permissions") from exc


def _overrides(env: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    """DAILIES_SECTION__KEY -> (section, key). A misspelt name is an error and not silence."""
    found: dict[tuple[str, ...], str] = {}
    for name, value in env.items():
        if not name.startswith(_PREFIX) or name in _NOT_SETTINGS:
            continue
        keys = tuple(part.lower() for part in name.removeprefix(_PREFIX).split("__"))
        section = Settings.model_fields.get(keys[0])
        known = getattr(section.annotation, "model_fields", {}) if section else {}
        if len(keys) != 2 or keys[1] not in known:
            raise SettingsError(
                f"the environment variable {name} names no setting",
                hint="write DAILIES_SECTION__KEY, for example DAILIES_MAIL__HOST",
            )
        found[keys] = value
    return found


def _put(table: dict[str, Any], keys: tuple[str, ...], value: str) -> None:
    section, key = keys
    entries = table.setdefault(section, {})
    if not isinstance(entries, dict):
        return  # Whoever wrote the file is told of it when the whole is looked at.
    entries[key] = [part.strip() for part in value.split(",") if part.strip()] if key == "recipients" else value


def _explained(
    exc: ValidationError, path: Path, source: str, overrides: Mapping[tuple[str, ...], str]
) -> SettingsError:
    first = exc.errors()[0]
    keys = tuple(part for part in first["loc"] if isinstance(part, str | int))
    dotted = ".".join(str(key) for key in keys)
    expected = first["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    if first["type"] == "extra_forbidden":
        expected = f"no such setting; known here: {', '.join(sorted(_known(keys[:-1])))}"
    elif first["type"] == "missing":
        expected = "a value, and there is none"
    elif first["type"] == "model_type":
        expected = "a table"
    if keys in overrides:
        where = f"environment variable {_PREFIX}{'__'.join(str(key).upper() for key in keys)}"
    else:
        where = f"{path}, line {_line_of(source, keys)}"
    more = f" (and {exc.error_count() - 1} more)" if exc.error_count() > 1 else ""
    return SettingsError(f"{where}: {dotted}: expected {expected}{more}")


def _known(keys: tuple[str | int, ...]) -> list[str]:
    tables: dict[str, type[BaseModel]] = {"names": Name, "outlets": OutletSettings}
    if keys[-1:] == ("selectors",):
        return list(SelectorSettings.model_fields)
    if not keys:
        return list(Settings.model_fields)
    section = str(keys[0])
    model = tables.get(section) or Settings.model_fields[section].annotation
    return list(getattr(model, "model_fields", {}))


def _line_of(source: str, keys: tuple[str | int, ...]) -> int:
    """The line of a key in the file, as near as it can be found: its own, else its table's, else 1."""
    words = [re.escape(str(key)) for key in keys if isinstance(key, str)]
    number = next((key for key in keys if isinstance(key, int)), 0)
    lines, line = source.splitlines(), 1
    if words:
        heads = [n for n, text in enumerate(lines, 1) if re.match(rf"\s*\[+\s*{words[0]}\s*\]", text)]
        if heads:
            line = heads[min(number, len(heads) - 1)]
    if len(words) == 1 and any(isinstance(key, int) for key in keys):
        return line
    # A table within a table, as [outlets.selectors], belongs to it.
    inside = re.compile(rf"\s*\[+\s*{words[0]}\s*\.") if words else None
    last = next(
        (
            n
            for n, text in enumerate(lines[line:], line)
            if text.lstrip().startswith("[") and not (inside and inside.match(text))
        ),
        len(lines),
    )
    for word in reversed(words):
        for n, text in enumerate(lines[line - 1 : last], line):
            if re.match(rf"\s*[\"']?{word}[\"']?\s*=", text):
                return n
    return line

"""Outlets in the user's dailies.toml: added and removed as text, so that its comments and order stay.

Every edit is read back: where the file is written in a way that a change of text does not fit (an array within one
line, a header inside a string), nothing is written and the user is told what to change by hand.
"""

import contextlib
import json
import os
import re
import tempfile
import tomllib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from extractors.errors import SettingsError
from extractors.urls import normalise_url
from flows.outlet_settings import OutletSettings
from flows.settings import Settings, find_settings_file, is_shipped

_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*(?:outlets|\"outlets\"|'outlets')[ \t]*\]\][ \t]*(?:#.*)?$")
# Of another table: [outlets.selectors] is a part of the outlet above it.
_ANY_HEADER = re.compile(r"^[ \t]*\[(?![ \t]*(?:outlets|\"outlets\"|'outlets')[ \t]*\.)")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_MAX_TRIES = 20
_SLUG = re.compile(r"[^a-z0-9]+")


class OutletFile:
    """A settings file as text, with the outlets that it declares. Nothing is on disk until `write`."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.outlets: tuple[OutletSettings, ...] = ()
        self._by_source: dict[str, OutletSettings] = {}
        self._take(_settings(path, _table(path, text)).outlets)

    def find(self, source: str) -> OutletSettings | None:
        """The outlet that has this source already."""
        return self._by_source.get(normalise_url(source))

    def free_id(self, name: str, *, besides: Collection[str] = ()) -> str:
        """An id made of the name that no outlet has, nor is one of `besides`."""
        taken = {*(outlet.id for outlet in self.outlets), *besides}
        plain = _SLUG.sub("-", name.casefold()).strip("-")[:60].strip("-") or "outlet"
        number = next(number for number in range(1, len(taken) + 2) if _numbered(plain, number) not in taken)
        return _numbered(plain, number)

    def add(self, outlets: Iterable[OutletSettings]) -> None:
        """Appends the outlets. Raises SettingsError for an id or a source that is there already."""
        added = list(outlets)
        for number, outlet in enumerate(added):
            there = self.find(source_of(outlet))
            if there is not None:
                raise SettingsError(f"{source_of(outlet)} is an outlet already: {there.id}")
            if outlet.id in {other.id for other in (*self.outlets, *added[:number])}:
                raise SettingsError(f"there is an outlet {outlet.id} already", hint="give another --name")
        if not added:
            return
        end = "\r\n" if "\r\n" in self.text else "\n"
        blocks = "".join(end + end.join(block(outlet).splitlines()) + end for outlet in added)
        text = self.text.rstrip() + end + blocks if self.text.strip() else blocks.lstrip()
        before = _table(self.path, self.text)
        wanted = {**before, "outlets": [*before.get("outlets", []), *map(fields_of, added)]}
        if not self._accept(text, wanted):
            raise self._unfit("add the outlet to its list of outlets by hand")

    def remove(self, outlet_id: str) -> None:
        """Takes out one outlet's table, with what stands in its lines. Raises SettingsError where there is none."""
        position = next((n for n, outlet in enumerate(self.outlets) if outlet.id == outlet_id), None)
        if position is None:
            known = ", ".join(outlet.id for outlet in self.outlets) or "none"
            raise SettingsError(f"there is no outlet {outlet_id}", hint=f"known: {known}")
        before = _table(self.path, self.text)
        wanted = {**before, "outlets": [one for n, one in enumerate(before["outlets"]) if n != position]}
        lines = self.text.splitlines(keepends=True)
        heads = [n for n, line in enumerate(lines) if _HEADER.match(line.rstrip("\r\n"))]
        # A header that stands in a string is none: it only shifts the count.
        for head in heads[position : position + _MAX_TRIES]:
            first, last = _table_lines(lines, head)
            if self._accept("".join(lines[:first] + lines[last:]), wanted):
                return
        raise self._unfit(f"remove the table with id = {outlet_id!r} by hand")

    def write(self) -> None:
        """Replaces the file on disk in one step; a link stays a link."""
        target = self.path.resolve()
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
        try:
            handle, part = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        except OSError as exc:
            raise SettingsError(f"{self.path} cannot be written: {exc.strerror}") from exc
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
                out.write(self.text)
                out.flush()
                os.fsync(out.fileno())
            Path(part).chmod(mode)
            Path(part).replace(target)
        except OSError as exc:
            raise SettingsError(f"{self.path} cannot be written: {exc.strerror}") from exc
        finally:
            with contextlib.suppress(FileNotFoundError):
                Path(part).unlink()

    def _accept(self, text: str, wanted: Mapping[str, Any]) -> bool:
        """Takes the text if it says what is wanted, and nothing else."""
        try:
            found = tomllib.loads(text)
        except tomllib.TOMLDecodeError:
            return False
        # A file without outlets may have the key or not.
        if {"outlets": [], **found} != {"outlets": [], **wanted}:
            return False
        self.text = text
        self._take(_settings(self.path, found).outlets)
        return True

    def _unfit(self, hint: str) -> SettingsError:
        return SettingsError(f"{self.path} is written in a way that this change does not fit", hint=hint)

    def _take(self, outlets: tuple[OutletSettings, ...]) -> None:
        self.outlets = outlets
        self._by_source = {normalise_url(source_of(outlet)): outlet for outlet in reversed(outlets)}


def open_outlet_file(given: Path | None, env: Mapping[str, str] = os.environ) -> OutletFile:
    """The user's file; where there is none yet, ./dailies.toml with the text of the shipped one, not yet written."""
    found = find_settings_file(given, env)
    path = Path("dailies.toml") if is_shipped(found) else found
    try:
        # Line ends stay as they are.
        text = found.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise SettingsError(f"{found} cannot be read as UTF-8: {exc}") from exc
    return OutletFile(path, text)


def source_of(outlet: OutletSettings) -> str:
    """The one address that an outlet has."""
    return outlet.feed or outlet.sitemap or outlet.listing or ""


def kind_of(outlet: OutletSettings) -> str:
    """feed, sitemap or listing."""
    return "feed" if outlet.feed else "sitemap" if outlet.sitemap else "listing"


def clean(text: str) -> str:
    """A stranger's words in one line, without what no settings file may hold."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())[:200]


def block(outlet: OutletSettings) -> str:
    """The table of an outlet, as a person would write it."""
    return "\n".join(["[[outlets]]", *(f"{key} = {_as_toml(value)}" for key, value in fields_of(outlet).items())])


def fields_of(outlet: OutletSettings) -> dict[str, Any]:
    """The fields that are not what they would be without being written."""
    fields: dict[str, Any] = outlet.model_dump(mode="json", exclude_defaults=True)
    return fields


def _as_toml(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_as_toml(part)}' for key, part in value.items())} }}"
    # JSON strings, numbers and arrays of them are TOML, once they hold no control characters.
    return json.dumps(value, ensure_ascii=False)


def _numbered(plain: str, number: int) -> str:
    return plain if number == 1 else f"{plain}-{number}"


def _table_lines(lines: list[str], head: int) -> tuple[int, int]:
    """From a table's header to the end of its last key; comments above the next table are that one's."""
    end = next((n for n in range(head + 1, len(lines)) if _ANY_HEADER.match(lines[n])), len(lines))
    while end > head + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    # One blank line goes with the table.
    while head > 0 and end < len(lines) and not lines[end].strip() and not lines[head - 1].strip():
        end += 1
    return head, end


def _table(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise SettingsError(f"{path}: not valid TOML: {exc}") from exc


def _settings(path: Path, table: Mapping[str, Any]) -> Settings:
    try:
        return Settings.model_validate(table)
    except ValidationError as exc:
        first = exc.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"{path}: {where}: {first['msg']}", hint="`dailies outlets` names the line") from exc

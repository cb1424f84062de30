"""Declarations made of what was found or imported: ids that nobody has, names that fit a settings file."""

from collections.abc import Collection, Sequence

from pydantic import ValidationError

from extractors.links import normalise_url
from extractors.urls import has_login, site_of
from flows.opml import Subscription
from flows.outlet_file import OutletFile, clean
from flows.outlet_settings import OutletSettings, is_language


def make_outlet(
    file: OutletFile, name: str, kind: str, url: str, language: str | None, *, besides: Collection[str] = ()
) -> OutletSettings:
    """A declaration with an id of its own. Raises ValidationError (pydantic) for an address that is none."""
    named = clean(name) or site_of(url) or "outlet"
    fields = {"id": file.free_id(named, besides=besides), "name": named, kind: url}
    if language and language != "en" and is_language(language):
        fields["language"] = language
    return OutletSettings.model_validate(fields)


def choose_new(file: OutletFile, subscriptions: Sequence[Subscription]) -> tuple[list[OutletSettings], int, list[str]]:
    """What the file does not have yet; how many it has; and what was left out, with the reason."""
    new: list[OutletSettings] = []
    refused: list[str] = []
    known = 0
    seen: set[str] = set()
    for one in subscriptions:
        key = normalise_url(one.url)
        if key in seen or file.find(one.url) is not None:
            known += 1
            continue
        seen.add(key)
        try:
            ids = {outlet.id for outlet in new}
            new.append(make_outlet(file, one.name, one.kind, clean(one.url), one.language, besides=ids))
        except ValidationError:
            refused.append(
                f"the address of {clean(one.name)!r} has a user and a password in it"
                if has_login(one.url)
                else f"{clean(one.url)!r} is no http address"
            )
    return new, known, refused

"""An outlet as declared in the settings file."""

import re
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from extractors.records import Outlet, Selectors
from extractors.selectors import is_selector
from extractors.urls import has_login
from fetch.pace import MAX_PAUSE_S

# Ten years, nearly: what is added to an instant must not leave the calendar.
MAX_MINUTES = 5_000_000
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


class Section(BaseModel):
    """A table of the settings file: whoever misspells a key is told."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def is_language(text: str) -> bool:
    """Whether a text has the form of a language code."""
    return _LANGUAGE.fullmatch(text) is not None


class SelectorSettings(Section):
    """What an outlet's pages are read by, where the general reading does not do."""

    body: str | None = None
    title: str | None = None
    remove: tuple[str, ...] = ()

    @field_validator("body", "title", "remove", mode="before")
    @classmethod
    def _are_selectors(cls, value: object, info: ValidationInfo) -> object:
        is_list = info.field_name == "remove"
        if value is None:
            return value
        if is_list and not isinstance(value, list | tuple):
            raise ValueError(f'a list of CSS selectors such as [".promo", "aside.more"], not {value!r}')
        for selector in value if isinstance(value, list | tuple) and is_list else [value]:
            if not isinstance(selector, str) or not is_selector(selector):
                raise ValueError(f"a CSS selector such as div.story-body, not {selector!r}")
        return value


class OutletSettings(Section):
    """One outlet; exactly one of feed, sitemap and listing."""

    id: Annotated[str, Field(pattern="^[a-z0-9][a-z0-9-]*$")]
    name: str
    feed: str | None = None
    sitemap: str | None = None
    listing: str | None = None
    language: str = "en"
    every_minutes: Annotated[int, Field(ge=5, le=MAX_MINUTES)] = 60
    pause_s: Annotated[float, Field(ge=0, le=MAX_PAUSE_S)] | None = None
    topic: tuple[str, ...] = ()
    selectors: SelectorSettings = SelectorSettings()
    enabled: bool = True

    @field_validator("language")
    @classmethod
    def _is_language(cls, value: str) -> str:
        if not is_language(value):
            raise ValueError(f"a language code such as en or pt-BR, not {value!r}")
        return value

    @field_validator("topic", mode="before")
    @classmethod
    def _are_words(cls, value: object) -> object:
        words = value if isinstance(value, list | tuple) else [None]
        if not all(isinstance(word, str) and re.search(r"\w", word) for word in words):
            raise ValueError(f'a list of words such as ["AI", "artificial intelligence"], not {value!r}')
        return value

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        given = [value for value in (self.feed, self.sitemap, self.listing) if value]
        if len(given) != 1:
            raise ValueError("exactly one of feed, sitemap and listing")
        if not given[0].startswith(("http://", "https://")):
            raise ValueError(f"an address that begins with http:// or https://, not {given[0]!r}")
        if has_login(given[0]):
            # Not shown: it may hold a password.
            raise ValueError("an address without a user and a password, since addresses are stored, mailed, published")
        return self

    def record(self) -> Outlet:
        """The outlet as the pipeline knows it."""
        return Outlet(**{**self.model_dump(), "selectors": Selectors(**self.selectors.model_dump())})

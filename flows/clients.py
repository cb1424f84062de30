"""The HTTP clients of a run: what they share, and one for each piece of work."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from threading import BoundedSemaphore
from typing import TypeVar

from fetch.client import PoliteClient
from fetch.pace import HostPace
from flows.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ClientOptions:
    """What a client needs of the settings; no secrets, since it travels into tasks."""

    user_agent: str
    pace: HostPace
    deadline_s: float
    allow_loopback: bool
    at: datetime
    at_once: BoundedSemaphore


def client_options(settings: Settings, at: datetime) -> ClientOptions:
    """The options of one run's clients; `at` is the instant that counts as now."""
    fetching = settings.fetching
    return ClientOptions(
        user_agent=user_agent(settings),
        pace=HostPace(fetching.pause_s),
        deadline_s=fetching.deadline_s,
        allow_loopback=fetching.allow_loopback,
        at=at,
        at_once=BoundedSemaphore(fetching.at_once),
    )


def user_agent(settings: Settings) -> str:
    """Who we are, and where to reach the person who runs us."""
    contact = settings.fetching.contact or "contact not set"
    return f"Dailies/{version('dailies')} (news tracking; {contact})"


async def with_client(
    options: ClientOptions, work: Callable[[PoliteClient], Awaitable[T]], *, pause_s: float | None = None
) -> T:
    """Each piece of work has a client of its own: one shared client collapses under concurrency.

    `pause_s` is the outlet's own, where it has one.
    """
    async with PoliteClient(
        user_agent=options.user_agent,
        pace=options.pace,
        clock=lambda: options.at,
        allow_loopback=options.allow_loopback,
        deadline_s=options.deadline_s,
        pause_s=pause_s,
    ) as client:
        return await work(client)

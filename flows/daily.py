"""The daily flow: rows of the window -> edition -> HTML, text and JSON -> one mail per recipient, once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

from prefect import flow, task
from prefect.runtime import deployment

from db.digest_rows import load_digest_rows
from db.editions import load_edition, load_last_edition, record_delivery, save_edition, was_delivered
from db.store import Store
from digest.build import build_edition
from digest.mail import Delivery, MailServer, compose, send
from digest.render import Rendered, render, restored
from extractors.errors import SettingsError
from flows.complaints import complaining
from flows.finishing import open_writing
from flows.progress import tell
from flows.settings import Mail, Settings, load_settings
from flows.window import check_day, local_day, window

# A scheduled digest waits for an ingest that is under way.
BUSY_WAIT_S = 1800.0
Build = Callable[[Store, date, datetime, datetime, ZoneInfo], Rendered]


@dataclass(frozen=True, slots=True)
class DigestReport:
    """What became of one day's digest. `files` are the written .html, .txt, .json and .eml."""

    day: date
    headline: str
    summary: str
    frozen: bool
    files: tuple[Path, ...]
    deliveries: tuple[Delivery, ...]
    already_sent: tuple[str, ...]


@flow(name="daily", flow_run_name="daily {at}", validate_parameters=False)
def daily(
    config: str | None = None,
    at: datetime | None = None,
    day: date | None = None,
    *,
    out: str | None = None,
    send_mail: bool = True,
    insist: bool = False,
    wait_s: float = BUSY_WAIT_S,
) -> DigestReport:
    """The digest of a day: built, saved, and mailed to everyone who has not had it.

    Without a mail server it is saved and written to files, unless `insist`: then that is an error. Without `send_mail`
    it is written to files alone.
    """
    with complaining("a scheduled digest", scheduled=deployment.id is not None):
        settings = load_settings(Path(config) if config else None)
        now = at or datetime.now(UTC)
        check_day(settings, day, now)
        if insist:
            check_mail(settings.mail)
        folder = Path(out) if out else None
        return run_daily(settings, now, day=day, out=folder, freeze=send_mail, wait_s=wait_s)


def run_daily(
    settings: Settings, at: datetime, *, day: date | None, out: Path | None, freeze: bool, wait_s: float
) -> DigestReport:
    """Builds a day's digest and writes its files; with `freeze` saves it, so that the next one begins where it ends,
    and mails it where that can be. Called inside a flow."""
    chosen = day or local_day(settings, at)
    can_mail = bool(settings.mail.host and settings.mail.recipients)
    with open_writing(settings, command="digest", wait_s=wait_s) as store:
        tell("digest", 0, 3)
        edition, messages = take_edition(store, settings, chosen, at, freeze=freeze, build=build_task)
        frozen = load_edition(store, chosen) is not None
        tell("digest", 1, 3)
        files = write_files(out or settings.paths.digests, edition, bytes(messages[0]))
        tell("digest", 2, 3)
        waiting: list[EmailMessage] = []
        had: list[str] = []
        for message in messages if freeze and can_mail else ():
            if was_delivered(store, chosen, str(message["To"])):
                had.append(str(message["To"]))
            else:
                waiting.append(message)
        deliveries = send_task(store, settings.mail, chosen, waiting, at) if waiting else ()
        tell("digest", 3, 3)
    return DigestReport(
        day=chosen,
        headline=edition.headline,
        summary=edition.summary,
        frozen=frozen,
        files=files,
        deliveries=tuple(deliveries),
        already_sent=tuple(had),
    )


def take_edition(
    store: Store, settings: Settings, day: date, at: datetime, *, freeze: bool, build: Build
) -> tuple[Rendered, list[EmailMessage]]:
    """The day's edition, as it was saved or built now, and its messages; with `freeze` it is saved."""
    stored = load_edition(store, day)
    if stored is not None:
        edition = restored(day, stored.html, stored.text, stored.json)
        return edition, compose_all(settings.mail, edition, at)
    since, until = window(settings, day, at, load_last_edition(store, before=day))
    edition = build(store, day, since, until, ZoneInfo(settings.schedule.time_zone))
    # Before anything is frozen: an edition that no message can be made of would be the day's for good.
    messages = compose_all(settings.mail, edition, at)
    if freeze:
        save_edition(store, day, edition.json, edition.html, edition.text, at=at, until=until)
    return edition, messages


def build_digest(store: Store, day: date, since: datetime, until: datetime, zone: ZoneInfo) -> Rendered:
    """The edition of a window out of the record, with days of publication as the calendar of `zone` has them."""
    return render(build_edition(day, load_digest_rows(store, since, until), zone=zone))


@task(name="build digest")
def build_task(store: Store, day: date, since: datetime, until: datetime, zone: ZoneInfo) -> Rendered:
    """The day's edition."""
    return build_digest(store, day, since, until, zone)


@task(name="send digest")
def send_task(store: Store, mail: Mail, day: date, messages: Sequence[EmailMessage], at: datetime) -> list[Delivery]:
    """Mails, each noted in the ledger as soon as the server has answered."""
    password = mail.password.get_secret_value() if mail.password else None
    server = MailServer(mail.host or "", mail.port, mail.security, mail.user, password)
    deliveries = []
    for delivery in send(server, messages):
        outcome = "sent" if delivery.sent else delivery.reason
        record_delivery(store, day, delivery.recipient, delivery.message_id, outcome, at)
        deliveries.append(delivery)
    return deliveries


def compose_all(mail: Mail, edition: Rendered, at: datetime) -> list[EmailMessage]:
    """A message for each recipient; where there is none, one to the sender, for the .eml file."""
    people = mail.recipients or (mail.sender,)
    return [compose(edition, sender=mail.sender, recipient=person, at=at) for person in people]


def check_mail(mail: Mail) -> None:
    """Raises SettingsError where a digest could not be mailed, before anything is built."""
    if not mail.host:
        raise SettingsError("no mail server is set", hint="set [mail] host in dailies.toml or DAILIES_MAIL__HOST")
    if not mail.recipients:
        raise SettingsError("nobody is to get the digest", hint="set [mail] recipients in dailies.toml")


def write_files(folder: Path, edition: Rendered, message: bytes) -> tuple[Path, ...]:
    """Writes the edition beside the older ones, each file in one step."""
    folder.mkdir(parents=True, exist_ok=True)
    contents = {
        "html": edition.html.encode(),
        "txt": edition.text.encode(),
        "json": edition.json.encode(),
        "eml": message,
    }
    written = []
    for suffix, content in contents.items():
        path = folder / f"{edition.day.isoformat()}.{suffix}"
        temporary = path.with_suffix(f".{suffix}.part")
        temporary.write_bytes(content)
        temporary.replace(path)
        written.append(path)
    return tuple(written)

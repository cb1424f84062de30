"""The daily flow: rows of the window -> edition -> HTML, text and JSON -> one mail per recipient, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

from prefect import flow, task

from db.digest_rows import load_digest_rows
from db.editions import StoredEdition, load_edition, load_last_edition, record_delivery, save_edition, was_delivered
from db.store import Store
from digest.build import build_edition
from digest.mail import Delivery, MailServer, compose, send
from digest.render import Rendered, render, restored
from extractors.errors import SettingsError
from flows.finishing import open_writing
from flows.progress import tell
from flows.settings import Mail, Settings, load_settings

# A machine that was off for longer does not get a digest of everything it missed.
MAX_WINDOW = timedelta(days=7)
# A scheduled digest waits for an ingest that is under way.
BUSY_WAIT_S = 1800.0


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


def local_day(settings: Settings, at: datetime) -> date:
    """The day on the calendar of the settings' time zone."""
    return at.astimezone(ZoneInfo(settings.schedule.time_zone)).date()


def window(settings: Settings, day: date, at: datetime, last: StoredEdition | None) -> tuple[datetime, datetime]:
    """[since, until) of a day's digest.

    It ends at the digest's time of that day, for the current day at `at`; it begins where the last saved edition
    ended, so that nothing is told twice and nothing falls between two editions.
    """
    zone = ZoneInfo(settings.schedule.time_zone)
    closing = datetime.combine(day, settings.schedule.digest_at, zone).astimezone(UTC)
    until = at if day == local_day(settings, at) else closing
    usual = datetime.combine(day - timedelta(days=1), settings.schedule.digest_at, zone).astimezone(UTC)
    since = max(last.saved_at, until - MAX_WINDOW) if last is not None else min(usual, until - timedelta(days=1))
    return since, until


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

    Without a mail server it is only written to files, unless `insist`: then that is an error.
    """
    settings = load_settings(Path(config) if config else None)
    now = at or datetime.now(UTC)
    if insist:
        check_mail(settings.mail)
    mailed = send_mail and bool(settings.mail.host and settings.mail.recipients)
    return run_daily(settings, now, day=day, out=Path(out) if out else None, send_mail=mailed, wait_s=wait_s)


def run_daily(
    settings: Settings, at: datetime, *, day: date | None, out: Path | None, send_mail: bool, wait_s: float
) -> DigestReport:
    """Builds a day's digest and writes its files; with `send_mail` freezes and mails it. Called inside a flow."""
    chosen = day or local_day(settings, at)
    with open_writing(settings, command="digest", wait_s=wait_s) as store:
        tell("digest", 0, 3)
        stored = load_edition(store, chosen)
        if stored is not None:
            edition = restored(chosen, stored.html, stored.text, stored.json)
        else:
            edition = build_task(store, settings, chosen, at)
            if send_mail:
                save_edition(store, chosen, edition.json, edition.html, edition.text, at=at)
        tell("digest", 1, 3)
        messages = [
            compose(edition, sender=settings.mail.sender, recipient=recipient, at=at)
            for recipient in settings.mail.recipients or (settings.mail.sender,)
        ]
        files = write_files(out or settings.paths.digests, edition, bytes(messages[0]))
        tell("digest", 2, 3)
        waiting: list[EmailMessage] = []
        had: list[str] = []
        for message in messages if send_mail else ():
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
        frozen=stored is not None or send_mail,
        files=files,
        deliveries=tuple(deliveries),
        already_sent=tuple(had),
    )


@task(name="build digest")
def build_task(store: Store, settings: Settings, day: date, at: datetime) -> Rendered:
    """The day's edition out of the record."""
    since, until = window(settings, day, at, load_last_edition(store, before=day))
    return render(build_edition(day, load_digest_rows(store, since, until)))


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

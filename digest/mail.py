"""The digest as a message (RFC 5322), and its way to a mail server, once per recipient."""

import contextlib
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from digest.render import Rendered
from digest.visible import visible
from extractors.errors import MailError

_MAX_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where to hand mail in. `security`: starttls, tls or none."""

    host: str
    port: int
    security: str = "starttls"
    user: str | None = None
    password: str | None = None
    timeout_s: float = 30.0


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one recipient's mail."""

    recipient: str
    message_id: str
    sent: bool
    reason: str


def compose(edition: Rendered, *, sender: str, recipient: str, at: datetime) -> EmailMessage:
    """A multipart/alternative message; its id depends on day, sender and recipient alone, so a resend is recognised."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _subject(edition)
    message["From"] = Address("Dailies", addr_spec=sender)
    message["To"] = recipient
    message["Date"] = format_datetime(at)
    key = sha256(f"{edition.day}|{sender}|{recipient}".encode()).hexdigest()[:24]
    message["Message-ID"] = f"<{key}@{sender.rsplit('@', 1)[-1]}>"
    message["List-Id"] = f"Dailies <dailies.{sender.rsplit('@', 1)[-1]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(edition.text)
    message.add_alternative(edition.html, subtype="html")
    return message


def _subject(edition: Rendered) -> str:
    """The headline in about 200 characters: without the statements that are too many, but never with half of one.

    A value that is cut, or has lost its "(denied)", is another statement; a long one alone stays whole, headers fold.
    """
    parts = " ".join(visible(f"Dailies {edition.day.isoformat()}: {edition.headline}").split()).split("; ")
    while len(parts) > 1 and len("; ".join(parts)) > _MAX_SUBJECT:
        parts.pop()
    return "; ".join(parts)


def send(server: MailServer, messages: Sequence[EmailMessage]) -> Iterator[Delivery]:
    """Hands the messages in on one connection; yields each outcome as soon as the server has answered.

    Raises MailError when no connection, no TLS or no login is to be had; a refused recipient is an outcome, no error.
    """
    if not messages:
        return
    try:
        with _connect(server) as smtp:
            for message in messages:
                yield _send_one(smtp, message)
    except smtplib.SMTPAuthenticationError as exc:
        raise MailError(f"{server.host}: login refused", hint="check mail.user and DAILIES_MAIL__PASSWORD") from exc
    except ssl.SSLError as exc:
        raise MailError(f"{server.host}:{server.port}: TLS failed: {exc.reason}", hint="check mail.security") from exc
    except UnicodeError as exc:
        raise MailError(f"{server.host!r} is no name of a host", hint="check mail.host") from exc
    except (smtplib.SMTPException, OSError) as exc:
        hint = "check mail.host, mail.port and mail.security"
        raise MailError(f"{server.host}:{server.port}: {_words(exc)}", hint=hint) from exc


def _connect(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.user and server.security == "none":
        raise MailError("a password is not sent over an open connection", hint='set mail.security to "starttls"')
    if server.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout_s, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=server.timeout_s)
    with contextlib.ExitStack() as undo:
        undo.callback(smtp.close)
        if server.security == "starttls":
            smtp.starttls(context=context)
        if server.user:
            try:
                smtp.login(server.user, server.password or "")
            except UnicodeEncodeError as exc:
                hint = "give the account a password of plain letters, digits and signs"
                raise MailError(f"{server.host}: a login beyond ASCII cannot be sent", hint=hint) from exc
        undo.pop_all()
    return smtp


def _send_one(smtp: smtplib.SMTP, message: EmailMessage) -> Delivery:
    recipient, message_id = str(message["To"]), str(message["Message-ID"])
    try:
        smtp.send_message(message)
    except smtplib.SMTPRecipientsRefused as exc:
        code, answer = next(iter(exc.recipients.values()))
        return Delivery(recipient, message_id, sent=False, reason=f"{code} {answer.decode('utf-8', 'replace')}")
    except smtplib.SMTPNotSupportedError:
        reason = "the mail server takes no address beyond ASCII (SMTPUTF8)"
        return Delivery(recipient, message_id, sent=False, reason=reason)
    except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as exc:
        return Delivery(recipient, message_id, sent=False, reason=f"{exc.smtp_code} {_words(exc)}")
    return Delivery(recipient, message_id, sent=True, reason="")


def _words(exc: Exception) -> str:
    if isinstance(exc, smtplib.SMTPResponseException):
        answer = exc.smtp_error
        return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    return str(exc) or type(exc).__name__

"""Mail goes through real conversations with a server."""

import asyncio
import email
import email.policy
import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink

from demo.mailserver import MailServer as Receiver
from digest.build import build_edition
from digest.mail import MailServer, compose, send
from digest.render import render
from extractors.errors import MailError

from .conftest import claim_row, day_rows, fact_row

AT = datetime(2026, 5, 27, 7, 30, tzinfo=UTC)
EDITION = render(build_edition(date(2026, 5, 27), day_rows(fact_row(claim_row(1)))))


def message(recipient: str = "desk@newsroom.example") -> email.message.EmailMessage:
    return compose(EDITION, sender="dailies@newsroom.example", recipient=recipient, at=AT)


def test_a_message_arrives_whole() -> None:
    with Receiver() as receiver:
        (delivery,) = send(MailServer(receiver.host, receiver.port, "none"), [message()])
        (mail,) = receiver.messages
    assert delivery.sent
    got = email.message_from_bytes(mail.content, policy=email.policy.default)
    assert got["Subject"] == "Dailies 2026-05-27: Moth Parade: budget about $2 million"
    assert got["Message-ID"] == delivery.message_id
    assert [part.get_content_type() for part in got.iter_parts()] == ["text/plain", "text/html"]
    assert "Moth Parade cost about $2 million." in got.get_body(("plain",)).get_content()


def test_the_message_id_is_the_same_for_a_resend_and_another_for_another_person() -> None:
    assert message()["Message-ID"] == message()["Message-ID"]
    assert message()["Message-ID"] != message("other@newsroom.example")["Message-ID"]


def test_a_headline_with_line_breaks_cannot_add_headers() -> None:
    hostile = render(
        build_edition(date(2026, 5, 27), day_rows(fact_row(claim_row(1, subject="X\r\nBcc: a@b.example"))))
    )
    composed = compose(hostile, sender="d@n.example", recipient="r@n.example", at=AT)
    assert composed["Bcc"] is None


def test_a_subject_that_is_too_long_loses_whole_statements_and_no_hedge() -> None:
    name = "The Curious Case of the Missing Animators: A Documentary in Six Parts" + " and More" * 2
    denied = f"{name}: box office over $150 million (denied, disputed)"
    headlines = (f"{denied}; {denied}", f"Moth Parade: budget $2 million; {denied}; {denied}", f"{denied} or not" * 3)
    wanted = (denied, f"Moth Parade: budget $2 million; {denied}", headlines[2])
    for headline, shown in zip(headlines, wanted, strict=True):
        edition = replace(EDITION, headline=headline)
        composed = compose(edition, sender="d@n.example", recipient="r@n.example", at=AT)
        got = email.message_from_bytes(composed.as_bytes(), policy=email.policy.default)
        assert got["Subject"] == f"Dailies 2026-05-27: {shown}"


def test_what_would_steer_a_terminal_or_a_mail_program_is_replaced() -> None:
    name = "Studio \x1b]0;owned\x07 \u202etrap"
    hostile = render(
        build_edition(date(2026, 5, 27), day_rows(fact_row(claim_row(1, subject=name, quote=name, title=name))))
    )
    composed = compose(hostile, sender="d@n.example", recipient="r@n.example", at=AT)
    for shown in (hostile.html, hostile.text, str(composed["Subject"])):
        assert "Studio" in shown
        assert not set(shown) & set("\x1b\x07\u202e")


def test_a_refused_recipient_is_an_outcome_and_the_others_get_theirs() -> None:
    with Receiver(refuse=["gone@newsroom.example"]) as receiver:
        outcomes = list(
            send(MailServer(receiver.host, receiver.port, "none"), [message("gone@newsroom.example"), message()])
        )
    assert [outcome.sent for outcome in outcomes] == [False, True]
    assert outcomes[0].reason.startswith("550")


class PlainReceiver(Controller):
    """A server that takes ASCII addresses only, as many do."""

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        super().__init__(Sink(), hostname="127.0.0.1", port=port, enable_SMTPUTF8=False)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        # Whoever has just hung up is let go first.
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0.05), self.loop).result()
        self.stop()


def test_an_address_that_the_server_cannot_take_costs_nobody_else_the_mail() -> None:
    people = ("first@newsroom.example", "josé@newsroom.example", "last@newsroom.example")
    with PlainReceiver() as receiver:
        outcomes = list(send(MailServer("127.0.0.1", receiver.port, "none"), [message(person) for person in people]))
    assert [outcome.sent for outcome in outcomes] == [True, False, True]
    assert outcomes[1].recipient == "josé@newsroom.example"
    assert "SMTPUTF8" in outcomes[1].reason


def test_no_server_is_one_clear_error() -> None:
    with pytest.raises(MailError, match=r"127\.0\.0\.1:9"):
        list(send(MailServer("127.0.0.1", 9, "none", timeout_s=2), [message()]))


def test_a_password_is_not_sent_over_an_open_connection() -> None:
    with Receiver() as receiver, pytest.raises(MailError, match="open connection"):
        list(send(MailServer(receiver.host, receiver.port, "none", "user", "secret"), [message()]))


@pytest.fixture
def tls_receiver(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Receiver]:
    authority = trustme.CA()
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(server)
    bundle = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(bundle))
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    with Receiver(tls=server, require_starttls=True, login=("dailies", "secret")) as receiver:
        yield receiver


def test_starttls_and_login(tls_receiver: Receiver) -> None:
    (delivery,) = send(MailServer("127.0.0.1", tls_receiver.port, "starttls", "dailies", "secret"), [message()])
    assert delivery.sent
    assert tls_receiver.messages[0].was_encrypted


def test_a_wrong_password_names_what_to_check(tls_receiver: Receiver) -> None:
    with pytest.raises(MailError, match="login refused"):
        list(send(MailServer("127.0.0.1", tls_receiver.port, "starttls", "dailies", "wrong"), [message()]))


def test_a_password_beyond_ascii_is_one_clear_error(tls_receiver: Receiver) -> None:
    with pytest.raises(MailError, match="a login beyond ASCII cannot be sent"):
        list(send(MailServer("127.0.0.1", tls_receiver.port, "starttls", "dailies", "grün"), [message()]))


@pytest.mark.parametrize("host", ["mail..example.org", f"{'m' * 70}.example.org"])
def test_a_host_that_is_none_is_one_clear_error(host: str) -> None:
    with pytest.raises(MailError, match="is no name of a host"):
        list(send(MailServer(host, 587, "none", timeout_s=2), [message()]))


def test_an_unknown_certificate_is_an_error(tls_receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(MailError, match="TLS failed"):
        list(send(MailServer("127.0.0.1", tls_receiver.port, "starttls", "dailies", "secret"), [message()]))

"""The loopback mail server keeps what it accepts and refuses what it should."""

import smtplib
import ssl

import pytest
import trustme

from demo.mailserver import MailServer

MESSAGE = b"Subject: Hello\r\n\r\nA line.\r\n"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def server_tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture(scope="module")
def client_tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_a_message_is_kept_with_its_envelope() -> None:
    with MailServer() as server, smtplib.SMTP(server.host, server.port) as client:
        client.sendmail("desk@a.example", ["one@b.example", "two@b.example"], MESSAGE)
        (mail,) = server.messages
    assert (mail.sender, mail.recipients) == ("desk@a.example", ("one@b.example", "two@b.example"))
    assert mail.content.endswith(b"A line.\r\n")
    assert (mail.was_encrypted, mail.login) == (False, None)


def test_a_refused_recipient_does_not_keep_the_others_from_their_mail() -> None:
    with MailServer(refuse={"gone@b.example"}) as server, smtplib.SMTP(server.host, server.port) as client:
        refused = client.sendmail("desk@a.example", ["gone@b.example", "one@b.example"], MESSAGE)
        assert refused["gone@b.example"][0] == 550
        assert server.messages[0].recipients == ("one@b.example",)


def test_starttls_and_login_lead_to_an_encrypted_message(
    server_tls: ssl.SSLContext, client_tls: ssl.SSLContext
) -> None:
    with (
        MailServer(tls=server_tls, require_starttls=True, login=("desk", "s3cret")) as server,
        smtplib.SMTP(server.host, server.port) as client,
    ):
        client.starttls(context=client_tls)
        client.login("desk", "s3cret")
        client.sendmail("desk@a.example", ["one@b.example"], MESSAGE)
        (mail,) = server.messages
    assert (mail.was_encrypted, mail.login) == (True, "desk")


def test_a_wrong_password_is_refused_at_once(server_tls: ssl.SSLContext, client_tls: ssl.SSLContext) -> None:
    with (
        MailServer(tls=server_tls, login=("desk", "s3cret")) as server,
        smtplib.SMTP(server.host, server.port, timeout=5) as client,
    ):
        client.starttls(context=client_tls)
        with pytest.raises(smtplib.SMTPAuthenticationError):
            client.login("desk", "guess")
        assert server.messages == ()


def test_mail_before_starttls_is_refused_where_it_is_required(server_tls: ssl.SSLContext) -> None:
    with MailServer(tls=server_tls, require_starttls=True) as server:
        client = smtplib.SMTP(server.host, server.port, timeout=5)
        with client, pytest.raises(smtplib.SMTPException):
            client.sendmail("desk@a.example", ["one@b.example"], MESSAGE)
        assert server.messages == ()


def test_mail_without_login_is_refused_where_it_is_required(
    server_tls: ssl.SSLContext, client_tls: ssl.SSLContext
) -> None:
    with (
        MailServer(tls=server_tls, login=("desk", "s3cret")) as server,
        smtplib.SMTP(server.host, server.port, timeout=5) as client,
    ):
        client.starttls(context=client_tls)
        with pytest.raises(smtplib.SMTPException):
            client.sendmail("desk@a.example", ["one@b.example"], MESSAGE)
        assert server.messages == ()


def test_two_hundred_messages_on_one_connection_are_all_kept() -> None:
    with MailServer() as server, smtplib.SMTP(server.host, server.port) as client:
        for number in range(200):
            client.sendmail("desk@a.example", [f"reader{number}@b.example"], MESSAGE)
        assert len({mail.recipients for mail in server.messages}) == 200

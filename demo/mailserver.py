"""A mail server on loopback that keeps what it receives: the demo's and the tests' other end of SMTP."""

import asyncio
import ssl
from collections.abc import Collection
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass(frozen=True, slots=True)
class ReceivedMail:
    """One accepted message with its envelope. `content` is the message as it came over the wire."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes
    was_encrypted: bool
    login: str | None


class MailServer:
    """Accepts mail while its context is open.

    tls: offers STARTTLS with this context; `require_starttls` refuses everything before it.
    login: (user, password) that a client has to give before it may send; needs `tls`.
    refuse: recipients that are answered with 550.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        tls: ssl.SSLContext | None = None,
        require_starttls: bool = False,
        login: tuple[str, str] | None = None,
        refuse: Collection[str] = (),
    ) -> None:
        self.host = "127.0.0.1"
        self._login = login
        self._handler = _KeepingHandler(frozenset(refuse))
        self._controller = _FreePortController(
            self._handler,
            hostname=self.host,
            port=port,
            tls_context=tls,
            require_starttls=require_starttls,
            auth_required=login is not None,
            authenticator=self._authenticate,
            ident="demo mail server",
        )

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Whoever has just hung up is let go first: the loop ends with its connections open otherwise.
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0.05), self._controller.loop).result()
        self._controller.stop()

    @property
    def port(self) -> int:
        """The port that was taken; known once the context is open."""
        return int(self._controller.port)

    @property
    def messages(self) -> tuple[ReceivedMail, ...]:
        """What was accepted so far, oldest first."""
        return tuple(self._handler.received)

    def _authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: Any
    ) -> AuthResult:
        is_right = (
            self._login is not None
            and isinstance(given, LoginPassword)
            and (given.login.decode(), given.password.decode()) == self._login
        )
        # `handled=False` lets aiosmtpd send the refusal; otherwise the client waits for an answer that never comes.
        return AuthResult(success=is_right, handled=is_right, auth_data=given if is_right else None)


class _KeepingHandler:
    def __init__(self, refused: frozenset[str]) -> None:
        self.received: list[ReceivedMail] = []
        self._refused = refused

    async def handle_RCPT(  # noqa: N802 - aiosmtpd finds its hooks by these names
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self._refused:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        login = session.auth_data
        self.received.append(
            ReceivedMail(
                sender=envelope.mail_from or "",
                recipients=tuple(envelope.rcpt_tos),
                content=content,
                was_encrypted=session.ssl is not None,
                login=login.login.decode() if isinstance(login, LoginPassword) else None,
            )
        )
        return "250 2.0.0 kept"


class _FreePortController(Controller):
    """A controller that may be given port 0: the port that the system chose is read back before first use."""

    def _trigger_server(self) -> None:
        if isinstance(self.server, asyncio.Server):
            self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd gives it no types

"""Delivery to a mail server; encrypted wherever the way leads over a network and the server can."""

import ipaddress
import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import SplitResult, unquote, urlsplit

from webapp.mail.errors import LaterError, NeverError, StalledError, UnreachableError

_PATIENCE_SECONDS = 20
_PORTS = {"smtp": 25, "smtps": 465}
_PERMANENT = 500
_CLOSING = 421
_TOO_LARGE = 552


class Smtp:
    """One connection, opened when it is needed and kept for the next message."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)
        self._connection: smtplib.SMTP | None = None

    def deliver(self, message: EmailMessage, name: str) -> None:  # noqa: ARG002 - a folder needs the name, a server doesn't
        connection = self._connection or self._connect()
        self._connection = connection
        try:
            connection.send_message(message)
        except (smtplib.SMTPException, OSError, ValueError) as problem:
            self.close()
            raise _said(problem) from None

    def close(self) -> None:
        """Take leave of the server; what it answers doesn't matter any more."""
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.quit()
            except (smtplib.SMTPException, OSError):
                connection.close()

    def _connect(self) -> smtplib.SMTP:
        try:
            return _introduced(self._url)
        except (smtplib.SMTPException, OSError) as problem:
            code = getattr(problem, "smtp_code", "")
            raise UnreachableError(f"mail server: {type(problem).__name__} {code}".strip()) from None


def _introduced(url: SplitResult) -> smtplib.SMTP:
    host, port = url.hostname or "", url.port or _PORTS.get(url.scheme, 25)
    context = ssl.create_default_context()
    if url.scheme == "smtps":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=_PATIENCE_SECONDS, context=context)
    else:
        connection = smtplib.SMTP(host, port, timeout=_PATIENCE_SECONDS)
    try:
        if url.scheme != "smtps" and not _is_this_machine(host):
            _encrypt(connection, context, is_needed=url.username is not None)
        if url.username is not None:
            connection.login(unquote(url.username), unquote(url.password or ""))
    except BaseException:
        connection.close()
        raise
    return connection


def _encrypt(connection: smtplib.SMTP, context: ssl.SSLContext, *, is_needed: bool) -> None:
    connection.ehlo()
    if connection.has_extn("starttls"):
        connection.starttls(context=context)
    elif is_needed:
        raise smtplib.SMTPNotSupportedError("no password is told over an open line")


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _said(problem: Exception) -> Exception:
    """What a failure means for this one message. The server's words may hold an address; only its code is kept."""
    match problem:
        case smtplib.SMTPRecipientsRefused():
            code = next(iter(problem.recipients.values()))[0]
            return _by_code(code, "recipient")
        case smtplib.SMTPSenderRefused() if problem.smtp_code != _TOO_LARGE:
            return UnreachableError(f"sender refused: {problem.smtp_code}")
        case smtplib.SMTPResponseException():
            return _by_code(problem.smtp_code, "message")
        case smtplib.SMTPNotSupportedError():
            return NeverError("the mail server knows no such addresses")
        case smtplib.SMTPException() | OSError():
            return StalledError(type(problem).__name__)
    return NeverError(type(problem).__name__)


def _by_code(code: int, what: str) -> Exception:
    if code == _CLOSING:
        return UnreachableError(f"mail server: {code}")
    return (NeverError if code >= _PERMANENT else LaterError)(f"{what} refused: {code}")

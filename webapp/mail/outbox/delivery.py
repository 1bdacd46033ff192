"""The outside world as the worker sees it: something that takes a message, or says why not."""

from email.message import EmailMessage
from typing import Protocol

from webapp.foundation.data_folder import MAILBOX
from webapp.foundation.settings import Settings
from webapp.mail.outbox.mailbox import Mailbox
from webapp.mail.outbox.smtp import Smtp


class Deliverer(Protocol):
    """Takes messages until it is closed; raises LaterError, NeverError or UnreachableError."""

    def deliver(self, message: EmailMessage, name: str) -> None: ...

    def close(self) -> None: ...


def deliverer_of(settings: Settings) -> Deliverer:
    """What the operator chose: a folder to look into, or a mail server."""
    return Smtp(settings.smtp_url) if settings.mail_delivery == "smtp" else local_mailbox(settings)


def local_mailbox(settings: Settings) -> Mailbox:
    """The folder in which mail lies where none is sent; what lay there before stays until it is old."""
    return Mailbox(settings.data_dir / MAILBOX)

"""Under whose name mails go out, and a mail to oneself to see how that looks."""

from datetime import datetime
from email.utils import parseaddr
from typing import Protocol

from flask import current_app
from flask_babel import gettext as _

from webapp.accounts import rights
from webapp.accounts.types import Role, Scope
from webapp.events.types import HostId
from webapp.foundation.email_addresses import normal_form
from webapp.foundation.http.language import speaking
from webapp.foundation.jobs import wake
from webapp.mail import rules
from webapp.mail.errors import TooManyMailsError
from webapp.mail.letters.rendering import accent
from webapp.mail.outbox.queries import tests_of_senders
from webapp.mail.outbox.services import put as store
from webapp.mail.outbox.tasks import deliver_due
from webapp.mail.types import MailKind

_LONGEST = 120  # as the outbox keeps it


class Sender(Protocol):
    """An organisation, as far as its mails tell of it."""

    @property
    def id(self) -> HostId: ...

    @property
    def name(self) -> str: ...

    @property
    def sends_as(self) -> str: ...

    @property
    def reply_to(self) -> str: ...

    @property
    def contact_email(self) -> str: ...


def fitting_name(name: str) -> str:
    """A name as it stands over a mail; one that is longer than any program shows keeps its whole words."""
    words = name.split()
    while len(" ".join(words)) > _LONGEST and len(words) > 1:
        words.pop()
    said = " ".join(words)
    return said if len(said) <= _LONGEST else ""


def send_test(*, organisation: Sender, email: str, about: str, language: str, host: str, now: datetime) -> None:
    """A mail as this organisation sends them, to whoever wants to see it; TooManyMailsError beyond a few an hour."""
    rights.require(Role.ORGANIZER, Scope.of_organisation(organisation.id))
    if tests_of_senders(normal_form(email), since=now - rules.UNASKED_WITHIN) >= rules.MOST_TESTS:
        raise TooManyMailsError
    said = {"lang": language, "accent": accent(), "name": organisation.name, "reply_to": organisation.reply_to}
    with speaking(language):
        templates, subject = current_app.jinja_env, str(_("Test email: this is how your emails arrive"))
        text, html = (templates.get_template(f"mail/sender_test.{kind}") for kind in ("txt", "html"))
        mail = {
            "kind": MailKind.SENDER_TEST.value,
            "about": about,
            "recipient": email,
            "recipient_normal": normal_form(email),
            "recipient_name": "",
            "sender_name": fitting_name(organisation.sends_as),
            "reply_to": organisation.reply_to or organisation.contact_email,
            "language": language,
            "subject": subject,
            "text": text.render({**said, "subject": subject}).strip() + "\n",
            "html": html.render({**said, "subject": subject}),
            "unsubscribe": "",
            "event_id": None,
            "mailing_id": None,
            "in_bulk": False,
        }
    store([mail], host=host, now=now)
    wake(deliver_due)


def sender_of(organisation: Sender) -> str:
    """As mail programs show the sender: the name over the operator's address."""
    usual, address = parseaddr(current_app.config["SETTINGS"].mail_from)
    return f"{fitting_name(organisation.sends_as) or usual} <{address}>"

"""From a letter to the outbox: who gets it, with whose link, and what goes where."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import current_app

from webapp.events.models import Event
from webapp.foundation import clock
from webapp.foundation.email_addresses import normal_form
from webapp.foundation.http import links
from webapp.foundation.http.language import speaking
from webapp.foundation.jobs import wake
from webapp.mail import rules
from webapp.mail.errors import TooManyMailsError
from webapp.mail.letters import rendering
from webapp.mail.letters.queries import before_asking
from webapp.mail.letters.rendering import Letter, fill
from webapp.mail.letters.senders import fitting_name
from webapp.mail.outbox.queries import unasked_mails
from webapp.mail.outbox.services import put as store
from webapp.mail.outbox.tasks import deliver_due
from webapp.mail.types import MailingId, MailKind, OwnWords
from webapp.registration.models import Registration
from webapp.registration.queries import Addressee
from webapp.registration.types import LINK

_LINK = "--link--"


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever gets a mail. A name goes to confirmed addresses only: else strangers could have us send their words.

    `link_id` is what the link to their own registration says, where they have one.
    """

    about: str
    email: str
    language: str
    name: str = ""
    unsubscribe: str = ""
    link_id: str = ""


def contact_of(registration: Registration | Addressee) -> Reader:
    """Whoever registered."""
    name = registration.name if registration.is_proved else ""
    return Reader(registration.public_id, registration.email, registration.language, name, link_id=registration.link_id)


def write(kind: MailKind, registration: Registration, **said: object) -> None:
    """A mail to whoever registered, with the link to their registration; nobody without an address gets one."""
    if registration.email:
        lang = registration.language
        with speaking(lang):
            write_to(kind, registration.event, contact_of(registration), page_of(registration.link_id, lang), **said)


def write_to(kind: MailKind, event: Event, reader: Reader, link: str, **said: Any) -> None:
    """A mail to one reader with one link."""
    with speaking(reader.language):
        letter = rendering.write(kind, event, reader.language, link=_LINK, **said)
    put(kind, event, [(reader, fill(letter, {_LINK: link}))])


def may_write_unasked(email: str, *, by_form: bool = False, taking_back: bool = False) -> bool:
    """False when strangers had enough mails sent to this address lately.

    `by_form`: by the form alone; `taking_back`: letters that a ticket is void, which count apart from all others.
    """
    since = clock.now() - rules.UNASKED_WITHIN
    count = unasked_mails(normal_form(email), since=since, by_form=by_form, taking_back=taking_back)
    return rules.may_write_unasked(count)


def refuse_flood(email: str) -> None:
    """Nobody's mailbox is filled by strangers who type the address again and again: TooManyMailsError."""
    if not may_write_unasked(email, by_form=True):
        raise TooManyMailsError


def words_of_the_question(registration: Registration) -> OwnWords:
    """How the host asks for confirmation; TooManyMailsError when strangers had enough mails sent to this address."""
    count, words = before_asking(
        registration.email_normal,
        since=clock.now() - rules.UNASKED_WITHIN,
        event_id=registration.event_id,
        lang=registration.language,
    )
    if not rules.may_write_unasked(count):
        raise TooManyMailsError
    return words


def page_of(link_id: str, lang: str) -> str:
    """The address of somebody's registration."""
    with speaking(lang):
        return links.absolute("public.own.registration", token=links.seal(LINK, link_id))


def own_host() -> str:
    """The host that stands in Message-IDs."""
    return urlsplit(current_app.config["BASE_URL"]).hostname or "localhost"


def put(
    kind: MailKind,
    event: Event,
    mails: Sequence[tuple[Reader, Letter]],
    *,
    mailing_id: MailingId | None = None,
    in_bulk: bool = False,
) -> None:
    """Write the mails into the outbox and wake the worker once they are stored."""
    rows = [
        {
            "kind": kind.value,
            "about": reader.about,
            "recipient": reader.email,
            "recipient_normal": normal_form(reader.email),
            "recipient_name": reader.name,
            "sender_name": fitting_name(event.host.sends_as),
            "reply_to": event.contact_email or event.host.reply_to or event.host.contact_email,
            "language": reader.language,
            "subject": letter.subject,
            "text": letter.text,
            "html": letter.html,
            "unsubscribe": reader.unsubscribe,
            "event_id": event.id,
            "mailing_id": mailing_id,
            "in_bulk": in_bulk,
        }
        for reader, letter in mails
        if reader.email
    ]
    store(rows, host=own_host(), now=clock.now())
    if rows:
        wake(deliver_due)

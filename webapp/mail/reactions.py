"""What happens is told to those whom it concerns: an outbox row in the same transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask import current_app

from webapp.events.facts import EventCancelled, EventMoved, EventPostponed
from webapp.events.models import Event
from webapp.events.queries import get_event_by_id
from webapp.foundation import clock, facts, tokens
from webapp.foundation.http import formats, links
from webapp.foundation.jobs import wake
from webapp.mail import letters, queries, rules, services
from webapp.mail.errors import TooManyMailsError
from webapp.mail.letters import Letter, fill, speaking
from webapp.mail.tasks import deliver_due
from webapp.mail.types import MailKind
from webapp.registration.facts import (
    ConfirmationAsked,
    PutOnWaitingList,
    RegistrationCancelled,
    RegistrationRepeated,
    SeatConfirmed,
)
from webapp.registration.models import Registration
from webapp.registration.queries import Addressee, addressees_of, get_registration, waiting_position
from webapp.registration.types import HOLDS_A_PLACE, LINK, RegistrationStatus
from webapp.tickets import reactions as _tickets  # noqa: F401 - a ticket is issued before the letter that brings it
from webapp.tickets.payload import payload_of
from webapp.tickets.queries import tickets_of_registration

Reader = Registration | Addressee
_LINK = "--link--"


@facts.on(ConfirmationAsked)
def ask_for_confirmation(fact: ConfirmationAsked) -> None:
    registration = get_registration(fact.registration_id)
    _refuse_flood(registration)
    _write(
        MailKind.CONFIRMATION_ASKED,
        registration,
        seated=registration.status == RegistrationStatus.PENDING,
        until=clock.local(fact.until, registration.event.zone).replace(second=0, microsecond=0),
    )


@facts.on(RegistrationRepeated)
def point_to_the_first(fact: RegistrationRepeated) -> None:
    registration = get_registration(fact.registration_id)
    _refuse_flood(registration)
    _write(MailKind.REPEATED, registration, confirmed=registration.address_confirmed_at is not None)


@facts.on(SeatConfirmed)
def send_tickets(fact: SeatConfirmed) -> None:
    registration = get_registration(fact.registration_id)
    event = registration.event
    payloads = [
        (ticket.attendee.name, payload_of(ticket, event)) for ticket in tickets_of_registration(registration.id)
    ]
    with speaking(registration.language):
        tickets = [
            {"name": name, "url": links.absolute("public.ticket", payload=payload)} for name, payload in payloads
        ]
    kind = MailKind.MOVED_UP if fact.moved_up else MailKind.SEAT_CONFIRMED
    _write(kind, registration, tickets=tickets, name=registration.name)


@facts.on(PutOnWaitingList)
def tell_the_position(fact: PutOnWaitingList) -> None:
    registration = get_registration(fact.registration_id)
    _write(MailKind.WAITING_LIST, registration, position=waiting_position(registration), name=registration.name)


@facts.on(RegistrationCancelled)
def acknowledge_leaving(fact: RegistrationCancelled) -> None:
    registration = get_registration(fact.registration_id)
    _write(MailKind.CANCELLED, registration, had_place=fact.had_place)


@facts.on(EventCancelled)
def call_off(fact: EventCancelled) -> None:
    _write_to_all(MailKind.EVENT_CANCELLED, get_event_by_id(fact.event_id), reason=fact.reason)


@facts.on(EventPostponed)
def put_off(fact: EventPostponed) -> None:
    _write_to_all(MailKind.EVENT_POSTPONED, get_event_by_id(fact.event_id), reason=fact.reason)


@facts.on(EventMoved)
def give_the_new_date(fact: EventMoved) -> None:
    event = get_event_by_id(fact.event_id)
    before = None if fact.before == event.starts_at else clock.local(fact.before, event.zone)
    _write_to_all(MailKind.EVENT_MOVED, event, reason=fact.reason, before=before)


def _refuse_flood(registration: Registration) -> None:
    """Nobody's mailbox is filled by strangers who type the address again and again."""
    since = clock.now() - rules.UNASKED_WITHIN
    if not rules.may_write_unasked(queries.unasked_mails(registration.email_normal, since=since)):
        raise TooManyMailsError


def _write(kind: MailKind, registration: Registration, **said: Any) -> None:
    with speaking(registration.language):
        letter = letters.write(kind, registration.event, registration.language, link=_LINK, **said)
        letter = fill(letter, {_LINK: _page_of(registration.public_id)})
    _put(kind, registration.event, [(registration, letter)])


def _write_to_all(kind: MailKind, event: Event, *, reason: str, before: datetime | None = None) -> None:
    """One mail to everybody who is registered or waits; each wording is rendered once, each mail filled in."""
    link = tokens.new_id()
    wordings: dict[tuple[str, bool], Letter] = {}
    mails: list[tuple[Reader, Letter]] = []
    with speaking(event.language):
        for reader in addressees_of(event.id):
            wording = (reader.language, reader.status in HOLDS_A_PLACE)
            if wording not in wordings:
                old = formats.day_and_time(before, reader.language) if before else ""
                said = {"link": link, "seated": wording[1], "reason": reason, "before": old}
                wordings[wording] = letters.write(kind, event, reader.language, **said)
            mails.append((reader, fill(wordings[wording], {link: _page_of(reader.public_id)})))
    _put(kind, event, mails)


def _page_of(public_id: str) -> str:
    return links.absolute("public.registration", token=links.seal(LINK, public_id))


def _put(kind: MailKind, event: Event, mails: Sequence[tuple[Reader, Letter]]) -> None:
    rows = [
        {
            "kind": kind.value,
            "about": reader.public_id,
            "recipient": reader.email,
            # A name reaches confirmed addresses only: else strangers could have us send their words to anybody.
            "recipient_name": reader.name if reader.address_confirmed_at else "",
            "reply_to": event.contact_email,
            "language": reader.language,
            "subject": letter.subject,
            "text": letter.text,
            "html": letter.html,
        }
        for reader, letter in mails
    ]
    services.put(rows, host=urlsplit(current_app.config["BASE_URL"]).hostname or "localhost", now=clock.now())
    if rows:
        wake(deliver_due)

"""What goes along with a mail: the date for the reader's own calendar, and tickets to print.

Both are made when the mail goes out, so that a mail which waited long brings what is true then.
"""

from dataclasses import dataclass, replace
from email.utils import parseaddr

from flask import current_app
from sqlalchemy import func

from webapp.calendar.entries import entry_of_event
from webapp.calendar.serializer import to_invitation
from webapp.calendar.types import Method
from webapp.calendar.words import words_in
from webapp.documents.ticket import ticket_pdf
from webapp.events.rules import phase
from webapp.events.types import Phase
from webapp.foundation import clock
from webapp.foundation.email_addresses import normal_form
from webapp.foundation.http import links
from webapp.foundation.http.language import speaking
from webapp.mail.companions import households_of
from webapp.mail.types import CALLING_OFF, INVITING, WITH_TICKETS, Claimed, MailKind
from webapp.registration.errors import RegistrationNotFoundError
from webapp.registration.models import Attendee, Registration
from webapp.registration.queries import find_live, get_by_public_id, setup_of
from webapp.registration.types import RegistrationStatus
from webapp.tickets.opening import OpenTicket
from webapp.tickets.payload import payload_of
from webapp.tickets.queries import tickets_of_registration

_MOST_TICKETS = 12
_TAKING_BACK = frozenset({MailKind.CANCELLED, MailKind.NO_LONGER})


@dataclass(frozen=True, slots=True)
class Enclosures:
    """`calendar` is iCalendar text with its method, `files` are (name, PDF)."""

    calendar: tuple[Method, bytes] | None = None
    files: tuple[tuple[str, bytes], ...] = ()


NOTHING = Enclosures()


def enclosures_of(mail: Claimed) -> Enclosures:
    """What goes along with this mail; nothing for most kinds. At most eight queries."""
    if mail.kind not in INVITING | CALLING_OFF | WITH_TICKETS:
        return NOTHING
    try:
        registration = get_by_public_id(mail.about)
    except RegistrationNotFoundError:
        return NOTHING
    with speaking(mail.language):
        return Enclosures(_date(mail, registration), _tickets(mail, registration))


def _date(mail: Claimed, registration: Registration) -> tuple[Method, bytes] | None:
    seated = registration.status == RegistrationStatus.CONFIRMED
    calls_off = mail.kind in CALLING_OFF
    # Whoever never had a place has nothing to take out again.
    if mail.kind not in INVITING | CALLING_OFF or not (registration.confirmed_at if calls_off else seated):
        return None
    if mail.kind in _TAKING_BACK and _still_comes(registration, normal_form(mail.recipient)):
        return None
    event = registration.event
    page = links.absolute("public.events.event", slug=event.slug)
    entry = entry_of_event(event, [], url=page, words=words_in(event.language), inside=True)
    method = Method.CANCEL if calls_off or entry.status == "CANCELLED" else Method.REQUEST
    told = replace(
        entry,
        title=entry.title if entry.status == "CANCELLED" or not calls_off else event.title,
        status="CANCELLED" if method is Method.CANCEL else entry.status,
        # A later mail about the same state wins over an earlier one.
        touched_at=max(entry.touched_at, mail.created_at),
        organizer=entry.organizer or _sender(event.host.name),
        attendee=("", mail.recipient),
    )
    return method, to_invitation(told, method=method)


def _still_comes(registration: Registration, address: str) -> bool:
    """True when the address has a place at the event all the same, with another registration or ticket."""
    own = find_live(registration.event_id, address)
    if own is not None and own.status == RegistrationStatus.CONFIRMED:
        return True
    spelled = func.lower(Attendee.email) == address  # as far as the database folds letters; the rest is told apart
    households = households_of(registration.event_id, spelled)
    return any(normal_form(each.first.email) == address for each in households)


def _tickets(mail: Claimed, registration: Registration) -> tuple[tuple[str, bytes], ...]:
    opens = phase(registration.event, clock.now()) not in {Phase.CANCELLED, Phase.PAST}
    wanted = mail.kind in WITH_TICKETS and registration.status == RegistrationStatus.CONFIRMED and opens
    if not wanted or not setup_of(registration.event_id).attach_tickets:
        return ()
    reader = normal_form(mail.recipient)
    own = reader == registration.email_normal
    event = registration.event
    valid = [
        ticket
        for ticket in tickets_of_registration(registration.id)
        if ticket.revoked_at is None and (own or normal_form(ticket.attendee.email) == reader)
    ]
    if len(valid) > _MOST_TICKETS:  # they are on the page of the registration; a mail must not weigh megabytes
        return ()
    sheets = [ticket_pdf(OpenTicket(ticket, payload_of(ticket, event))) for ticket in valid]
    return tuple((f"ticket-{event.slug}-{number}.pdf", sheet) for number, sheet in enumerate(sheets, 1))


def _sender(host: str) -> tuple[str, str]:
    return host, parseaddr(current_app.config["SETTINGS"].mail_from)[1]

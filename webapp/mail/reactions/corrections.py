"""What was put right is written to whom it concerns; an address that is given up learns nothing of the new one."""

from flask_babel import gettext as _

from webapp.foundation import facts
from webapp.foundation.http import links
from webapp.foundation.http.language import speaking
from webapp.mail.letters.enqueueing import Reader, may_write_unasked, refuse_flood, write, write_to
from webapp.mail.letters.ticket_letters import send_own_tickets
from webapp.mail.outbox.services import withdraw
from webapp.mail.types import MailKind
from webapp.registration.facts import AddressAsked, AddressGivenUp, AttendeesReaddressed, RegistrationCorrected
from webapp.registration.queries import get_registration
from webapp.registration.queries.told import told_differences
from webapp.registration.types import ADDRESS_LINK, RegistrationStatus


@facts.on(RegistrationCorrected)
def say_what_changed(fact: RegistrationCorrected) -> None:
    registration = get_registration(fact.registration_id)
    with speaking(registration.language):
        changes = told_differences(registration, fact.differences, nothing=_("nothing"))
    has_tickets = registration.status == RegistrationStatus.CONFIRMED
    write(MailKind.CORRECTED, registration, name=registration.name, changes=changes, has_tickets=has_tickets)


@facts.on(AddressGivenUp)
def say_that_nothing_more_comes(fact: AddressGivenUp) -> None:
    """What still waits to go there doesn't go out any more."""
    registration = get_registration(fact.registration_id)
    withdraw(about=registration.public_id, email=fact.email)
    if not fact.is_told:
        return
    event, reader = registration.event, Reader(registration.public_id, fact.email, registration.language)
    with speaking(registration.language):
        page = links.absolute("public.events.event", slug=event.slug)
    write_to(MailKind.ADDRESS_GIVEN_UP, event, reader, page)


@facts.on(AttendeesReaddressed)
def send_their_tickets(fact: AttendeesReaddressed) -> None:
    registration = get_registration(fact.registration_id)
    if registration.status == RegistrationStatus.CONFIRMED:
        send_own_tickets(registration, [each for each in registration.attendees if each.id in fact.attendee_ids])


@facts.on(AddressAsked)
def ask_the_new_mailbox(fact: AddressAsked) -> None:
    """Alike for every address, known or not; nothing that somebody typed goes along."""
    refuse_flood(fact.email)
    if not may_write_unasked(fact.email):
        return
    registration = get_registration(fact.registration_id)
    with speaking(registration.language):
        page = links.absolute("public.own.new_address", token=links.seal(ADDRESS_LINK, fact.wish))
    write_to(
        MailKind.ADDRESS_ASKED,
        registration.event,
        Reader(registration.public_id, fact.email, registration.language),
        page,
    )

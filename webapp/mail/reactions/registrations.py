from collections.abc import Sequence
from datetime import datetime

from flask import current_app
from flask_babel import gettext as _

from webapp.events.models import Event
from webapp.events.rules import phase
from webapp.events.types import Phase
from webapp.foundation import clock, facts
from webapp.foundation.http.language import speaking
from webapp.foundation.transaction import after_commit
from webapp.mail.letters.enqueueing import may_write_unasked, refuse_flood, words_of_the_question, write
from webapp.mail.letters.ticket_letters import (
    MOST_LISTED,
    send_own_tickets,
    take_own_tickets_back,
    tickets_of,
    without_a_station,
)
from webapp.mail.mailings.services import forget_in_choices
from webapp.mail.outbox.delivery import local_mailbox
from webapp.mail.outbox.services import forget_about, forget_to
from webapp.mail.types import MailKind, OwnWords
from webapp.registration.facts import (
    AddressErased,
    ApprovalAsked,
    AttendeeRefused,
    ConfirmationAsked,
    OfferExpired,
    OfferMade,
    PutOnWaitingList,
    RegistrationCancelled,
    RegistrationDeclined,
    RegistrationErased,
    RegistrationRepeated,
    SeatConfirmed,
    SeatTakenBack,
    TicketsAskedFor,
)
from webapp.registration.models import Registration
from webapp.registration.queries import get_registration, waiting_position, waits_in_vain
from webapp.registration.types import RegistrationStatus


@facts.on(ConfirmationAsked)
def ask_for_confirmation(fact: ConfirmationAsked) -> None:
    registration = get_registration(fact.registration_id)
    write(
        MailKind.CONFIRMATION_ASKED,
        registration,
        own=words_of_the_question(registration),
        stands=registration.status,
        heads=registration.heads,
        until=_local(fact.until, registration.event),
    )


@facts.on(RegistrationRepeated)
def point_to_the_first(fact: RegistrationRepeated) -> None:
    registration = get_registration(fact.registration_id)
    refuse_flood(registration.email)
    if may_write_unasked(registration.email):
        write(MailKind.REPEATED, registration, confirmed=registration.is_proved)


@facts.on(SeatConfirmed)
def send_tickets(fact: SeatConfirmed) -> None:
    if not fact.is_told:
        return
    registration = get_registration(fact.registration_id)
    kind = MailKind.MOVED_UP if fact.moved_up else MailKind.SEAT_CONFIRMED
    write(
        kind, registration, **_who(registration), **tickets_of(registration), left_out=without_a_station(registration)
    )
    send_own_tickets(registration, registration.attendees)


@facts.on(PutOnWaitingList)
def tell_the_position(fact: PutOnWaitingList) -> None:
    if not fact.is_told:
        return
    registration = get_registration(fact.registration_id)
    write(
        MailKind.WAITING_LIST,
        registration,
        in_vain=waits_in_vain(registration),
        position=waiting_position(registration),
        heads=registration.heads,
        **_who(registration),
    )


@facts.on(SeatTakenBack)
def tell_how_it_stands_again(fact: SeatTakenBack) -> None:
    registration = get_registration(fact.registration_id)
    take_own_tickets_back(registration, registration.attendees)
    if registration.held_until is not None:
        offer_a_place(OfferMade(registration.id, registration.held_until))
    else:
        tell_the_position(PutOnWaitingList(registration.id))


@facts.on(OfferMade)
def offer_a_place(fact: OfferMade) -> None:
    registration = get_registration(fact.registration_id)
    until = _local(fact.until, registration.event)
    write(MailKind.OFFER, registration, heads=registration.heads, until=until, **_who(registration))


@facts.on(OfferExpired)
def tell_that_the_offer_is_over(fact: OfferExpired) -> None:
    registration = get_registration(fact.registration_id)
    write(MailKind.OFFER_EXPIRED, registration, name=registration.name, heads=registration.heads)


@facts.on(ApprovalAsked)
def tell_that_the_host_decides(fact: ApprovalAsked) -> None:
    registration = get_registration(fact.registration_id)
    write(MailKind.APPROVAL_ASKED, registration, heads=registration.heads, **_who(registration))


@facts.on(RegistrationDeclined)
def tell_the_reason(fact: RegistrationDeclined) -> None:
    registration = get_registration(fact.registration_id)
    write(MailKind.DECLINED, registration, reason=fact.reason, name=registration.name)


@facts.on(AttendeeRefused)
def tell_who_may_not_come(fact: AttendeeRefused) -> None:
    registration = get_registration(fact.registration_id)
    with speaking(registration.language):
        name = fact.name or _("one more person")
        said = _("The host has decided that %(name)s can’t come with your registration. The reason:", name=name)
        words = OwnWords(
            subject=_("Your wish: %(event)s", event=registration.event.title), text=f"{said}\n\n{fact.reason}"
        )
    write(MailKind.MESSAGE, registration, own=words)


@facts.on(RegistrationCancelled)
def acknowledge_leaving(fact: RegistrationCancelled) -> None:
    registration = get_registration(fact.registration_id)
    said = {"had_place": fact.had_place, "was_request": registration.queued_at is None, "heads": registration.heads}
    write(MailKind.CANCELLED, registration, **said, name=registration.name)
    if fact.had_place and registration.confirmed_at is not None:
        take_own_tickets_back(registration, registration.attendees)


@facts.on(TicketsAskedFor)
def say_what_stands(fact: TicketsAskedFor) -> None:
    """Silent on a flood: whoever asked must not learn from it that the address is known."""
    registration = get_registration(fact.registration_id)
    if not registration.email or not may_write_unasked(registration.email):
        return
    event = registration.event
    until = _local(registration.held_until, event) if registration.held_until else None
    fate = phase(event, clock.now())
    opens = registration.status == RegistrationStatus.CONFIRMED and fate not in {Phase.CANCELLED, Phase.PAST}
    write(
        MailKind.TICKETS_AGAIN,
        registration,
        **(tickets_of(registration) if opens else {"tickets": [], "heads": registration.heads}),
        fate=fate,
        stands=registration.status,
        confirmed=registration.is_proved,
        position=waiting_position(registration),
        in_vain=waits_in_vain(registration),
        until=until,
    )


@facts.on(RegistrationErased)
def forget(fact: RegistrationErased) -> None:
    _forget_copies(forget_about(fact.public_ids))


@facts.on(AddressErased)
def forget_address(fact: AddressErased) -> None:
    """Whatever went to the address on behalf of the organisation, or told others that it comes along."""
    about = forget_about(fact.public_ids)
    _forget_copies([*about, *forget_to(fact.email_normal, fact.organisation_id)])
    forget_in_choices(fact.email_normal, fact.organisation_id)


def _forget_copies(names: Sequence[str]) -> None:
    mailbox = local_mailbox(current_app.config["SETTINGS"])
    after_commit(lambda: mailbox.forget(names))


def _who(registration: Registration) -> dict[str, object]:
    """Who is registered, for letters to an address that is confirmed. A large group is a number on its page."""
    names = tuple(head.name for head in registration.attendees if head.name)
    return {"name": registration.name, "people": names if len(names) <= MOST_LISTED else ()}


def _local(moment: datetime, event: Event) -> datetime:
    return clock.local(moment, event.zone).replace(second=0, microsecond=0)

from webapp.foundation import facts
from webapp.mail.letters.enqueueing import write
from webapp.mail.letters.ticket_letters import (
    say_that_it_stands_again,
    send_own_tickets,
    take_own_tickets_back,
    tickets_of,
    without_a_station,
)
from webapp.mail.reactions.registrations import acknowledge_leaving
from webapp.mail.types import MailKind
from webapp.registration.facts import (
    AttendeeAdded,
    AttendeeCameAllTheSame,
    AttendeeHadNotCome,
    AttendeeLeft,
    AttendeeReplaced,
    RegistrationCancelled,
)
from webapp.registration.models import Registration
from webapp.registration.queries import get_attendee, get_registration
from webapp.registration.types import AttendeeId, RegistrationStatus


@facts.on(AttendeeAdded)
def welcome_one_more(fact: AttendeeAdded) -> None:
    _tell_of_a_new_attendee(get_registration(fact.registration_id), fact.attendee_id)


@facts.on(AttendeeReplaced)
def welcome_instead(fact: AttendeeReplaced) -> None:
    registration = get_registration(fact.registration_id)
    take_own_tickets_back(registration, [get_attendee(fact.before)], is_passed_on=True)
    _tell_of_a_new_attendee(registration, fact.after)


@facts.on(AttendeeLeft)
def part(fact: AttendeeLeft) -> None:
    take_own_tickets_back(get_registration(fact.registration_id), [get_attendee(fact.attendee_id)])


@facts.on(AttendeeCameAllTheSame)
def say_that_it_holds_after_all(fact: AttendeeCameAllTheSame) -> None:
    """What was written before is untrue: a ticket that was void holds, a registration that was cancelled stands."""
    registration, attendee = get_registration(fact.registration_id), get_attendee(fact.attendee_id)
    if registration.status != RegistrationStatus.CONFIRMED:
        return
    is_told = send_own_tickets(registration, [attendee], again=True)
    stands_since = registration.regained_at
    if stands_since is not None and (not is_told or stands_since == attendee.regained_at):
        say_that_it_stands_again(registration)


@facts.on(AttendeeHadNotCome)
def say_that_it_does_not_hold(fact: AttendeeHadNotCome) -> None:
    """Nor is that true any more."""
    registration = get_registration(fact.registration_id)
    if registration.status == RegistrationStatus.CANCELLED:
        acknowledge_leaving(RegistrationCancelled(registration.id, had_place=True))
    else:
        take_own_tickets_back(registration, [get_attendee(fact.attendee_id)])


def _tell_of_a_new_attendee(registration: Registration, attendee_id: AttendeeId) -> None:
    if registration.status != RegistrationStatus.CONFIRMED:
        return
    attendee = get_attendee(attendee_id)
    if not attendee.email or not send_own_tickets(registration, [attendee]):
        full = without_a_station(registration, attendee)
        write(MailKind.SEAT_CONFIRMED, registration, **tickets_of(registration), name=registration.name, left_out=full)

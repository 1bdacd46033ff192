"""A confirmed seat makes tickets, a cancelled registration revokes them; in the same transaction."""

from webapp.foundation import clock, facts
from webapp.registration import queries
from webapp.registration.facts import (
    AttendeeAdded,
    AttendeeCameAllTheSame,
    AttendeeHadNotCome,
    AttendeeLeft,
    AttendeeReplaced,
    RegistrationCancelled,
    SeatConfirmed,
    SeatTakenBack,
)
from webapp.registration.types import AttendeeId, RegistrationId, RegistrationStatus
from webapp.tickets import services


@facts.on(SeatConfirmed)
def issue(fact: SeatConfirmed) -> None:
    registration = queries.get_registration(fact.registration_id)
    for attendee in registration.attendees:
        services.issue_ticket(attendee=attendee, event=registration.event, now=clock.now())


def revoke(fact: RegistrationCancelled | SeatTakenBack) -> None:
    services.revoke_tickets(registration_id=fact.registration_id, now=clock.now())


facts.on(RegistrationCancelled)(revoke)
facts.on(SeatTakenBack)(revoke)


@facts.on(AttendeeAdded)
def issue_one_more(fact: AttendeeAdded) -> None:
    _issue_if_certain(fact.registration_id, fact.attendee_id)


@facts.on(AttendeeCameAllTheSame)
def make_good_again(fact: AttendeeCameAllTheSame) -> None:
    _issue_if_certain(fact.registration_id, fact.attendee_id)


@facts.on(AttendeeLeft)
def revoke_one(fact: AttendeeLeft) -> None:
    services.revoke_ticket(attendee_id=fact.attendee_id, now=clock.now())


@facts.on(AttendeeHadNotCome)
def revoke_it_again(fact: AttendeeHadNotCome) -> None:
    services.revoke_ticket(attendee_id=fact.attendee_id, now=clock.now())


@facts.on(AttendeeReplaced)
def revoke_and_issue(fact: AttendeeReplaced) -> None:
    services.revoke_ticket(attendee_id=fact.before, now=clock.now())
    _issue_if_certain(fact.registration_id, fact.after)


def _issue_if_certain(registration_id: RegistrationId, attendee_id: AttendeeId) -> None:
    registration = queries.get_registration(registration_id)
    if registration.status == RegistrationStatus.CONFIRMED:
        attendee = queries.get_attendee(attendee_id)
        services.issue_ticket(attendee=attendee, event=registration.event, now=clock.now())

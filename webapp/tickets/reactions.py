"""A confirmed seat makes tickets, a cancelled registration revokes them; in the same transaction."""

from webapp.foundation import clock, facts
from webapp.registration import queries
from webapp.registration.facts import (
    HeadCameAllTheSame,
    HeadHadNotCome,
    HeadJoined,
    HeadLeft,
    HeadReplaced,
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


@facts.on(HeadJoined)
def issue_one_more(fact: HeadJoined) -> None:
    _issue_if_certain(fact.registration_id, fact.attendee_id)


@facts.on(HeadCameAllTheSame)
def make_good_again(fact: HeadCameAllTheSame) -> None:
    _issue_if_certain(fact.registration_id, fact.attendee_id)


@facts.on(HeadLeft)
def revoke_one(fact: HeadLeft) -> None:
    services.revoke_ticket(attendee_id=fact.attendee_id, now=clock.now())


@facts.on(HeadHadNotCome)
def revoke_it_again(fact: HeadHadNotCome) -> None:
    services.revoke_ticket(attendee_id=fact.attendee_id, now=clock.now())


@facts.on(HeadReplaced)
def revoke_and_issue(fact: HeadReplaced) -> None:
    services.revoke_ticket(attendee_id=fact.before, now=clock.now())
    _issue_if_certain(fact.registration_id, fact.after)


def _issue_if_certain(registration_id: RegistrationId, attendee_id: AttendeeId) -> None:
    registration = queries.get_registration(registration_id)
    if registration.status == RegistrationStatus.CONFIRMED:
        attendee = queries.get_attendee(attendee_id)
        services.issue_ticket(attendee=attendee, event=registration.event, now=clock.now())

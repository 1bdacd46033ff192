"""A confirmed seat makes tickets, a cancelled registration revokes them; in the same transaction."""

from webapp.foundation import clock, facts
from webapp.registration import queries
from webapp.registration.facts import RegistrationCancelled, SeatConfirmed
from webapp.tickets import services


@facts.on(SeatConfirmed)
def issue(fact: SeatConfirmed) -> None:
    registration = queries.get_registration(fact.registration_id)
    for attendee in registration.attendees:
        services.issue_ticket(attendee=attendee, event=registration.event, now=clock.now())


@facts.on(RegistrationCancelled)
def revoke(fact: RegistrationCancelled) -> None:
    services.revoke_tickets(registration_id=fact.registration_id, now=clock.now())

"""Whoever gives up their place at an event gives up their place at a station."""

from webapp.foundation import facts
from webapp.registration.facts import RegistrationCancelled
from webapp.stations import queries, services


@facts.on(RegistrationCancelled)
def free_places(fact: RegistrationCancelled) -> None:
    services.vacate(attendee_ids=queries.attendees_of(fact.registration_id))

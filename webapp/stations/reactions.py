"""Whoever gives up their place at an event gives up their place at a station."""

from contextlib import suppress

from webapp.foundation import clock, facts
from webapp.foundation.errors import DomainError
from webapp.registration.facts import HeadHadNotCome, HeadLeft, HeadReplaced, RegistrationCancelled, SeatConfirmed
from webapp.registration.queries import get_registration
from webapp.stations import queries, services, wished


@facts.on(RegistrationCancelled)
def free_places(fact: RegistrationCancelled) -> None:
    services.vacate(attendee_ids=queries.attendees_of(fact.registration_id))


@facts.on(HeadLeft)
def free_one_place(fact: HeadLeft) -> None:
    services.vacate(attendee_ids=[fact.attendee_id])


@facts.on(HeadHadNotCome)
def free_it_again(fact: HeadHadNotCome) -> None:
    services.vacate(attendee_ids=[fact.attendee_id])


@facts.on(HeadReplaced)
def pass_the_place_on(fact: HeadReplaced) -> None:
    services.pass_on(before=fact.before, after=fact.after)


@facts.on(SeatConfirmed)
def go_where_they_wished(fact: SeatConfirmed) -> None:
    """The station named in the form; a full one is left out, and letter and own page say so (`left_out`)."""
    registration = get_registration(fact.registration_id)
    if registration.field_set_id is None:
        return
    for attendee, station_id in wished.wished_stations(registration):
        with suppress(DomainError):
            services.choose_station(attendee=attendee, station=queries.get_station(station_id), now=clock.now())

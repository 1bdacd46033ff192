"""Whoever has a place at an event goes to the station they wished for; whoever gives it up leaves the station."""

from webapp.foundation import facts
from webapp.registration.facts import (
    AttendeeAdded,
    AttendeeHadNotCome,
    AttendeeLeft,
    AttendeeReplaced,
    RegistrationCancelled,
    SeatConfirmed,
    SeatTakenBack,
)
from webapp.registration.queries import get_registration
from webapp.stations import queries, services, wished


def free_places(fact: RegistrationCancelled | SeatTakenBack) -> None:
    services.vacate(attendee_ids=queries.attendees_of(fact.registration_id))


facts.on(RegistrationCancelled)(free_places)
facts.on(SeatTakenBack)(free_places)


def free_one_place(fact: AttendeeLeft | AttendeeHadNotCome) -> None:
    services.vacate(attendee_ids=[fact.attendee_id])


facts.on(AttendeeLeft)(free_one_place)
facts.on(AttendeeHadNotCome)(free_one_place)


@facts.on(AttendeeReplaced)
def pass_the_place_on(fact: AttendeeReplaced) -> None:
    """Whoever joins by that keeps the place unless their own answers name a station that has one."""
    services.pass_on(before=fact.before, after=fact.after)
    if fact.joins:
        has_place = queries.choice_of(fact.after) is not None
        wished.go_there(get_registration(fact.registration_id), {fact.after}, only_own=has_place)


@facts.on(SeatConfirmed)
def go_where_they_wished(fact: SeatConfirmed) -> None:
    """The station named in the form; a full one is left out, and letter and own page say so (`left_out`)."""
    registration = get_registration(fact.registration_id)
    wished.go_there(registration, {each.id for each in registration.attendees})


@facts.on(AttendeeAdded)
def go_where_the_others_go(fact: AttendeeAdded) -> None:
    """The station that the newcomer names, or that was named for all."""
    wished.go_there(get_registration(fact.registration_id), {fact.attendee_id})

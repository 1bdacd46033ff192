"""Stations that people name in the registration form."""

from collections.abc import Collection
from contextlib import suppress

from sqlalchemy import select

from webapp.events.models import Event
from webapp.events.types import Feature
from webapp.fields.types import FieldKind
from webapp.foundation import clock
from webapp.foundation.database import session
from webapp.foundation.errors import DomainError
from webapp.registration.missed import tells
from webapp.registration.models import Attendee, Registration
from webapp.registration.queries.answers import Forms, forms_of
from webapp.registration.types import AttendeeId
from webapp.stations import rules, services
from webapp.stations.models import MissedWish, Station, StationChoice
from webapp.stations.queries import get_station


def go_there(registration: Registration, attendee_ids: Collection[AttendeeId], *, only_own: bool = False) -> None:
    """Have these people take places at the stations they named; whoever can't, whatever the reason, goes without.

    `only_own` as for `wished_stations`. Their registration must be locked by whoever asks.
    """
    if not rules.is_entitled(registration.status) or not registration.event.uses(Feature.STATIONS):
        return
    for attendee, station_id in wished_stations(registration, only_own=only_own):
        if attendee.id in attendee_ids:
            with suppress(DomainError):
                services.wish_for_station(attendee=attendee, station=get_station(station_id), now=clock.now())


def wished_stations(registration: Registration, *, only_own: bool = False) -> list[tuple[Attendee, str]]:
    """The heads with the station (its public id) that the form's answers name for each, if one does.

    `only_own`: not what was answered for all of them. No query where nothing was answered, else one.
    """
    if not registration.answers and not any(each.answers for each in registration.attendees):
        return []
    forms = forms_of(registration.event)
    keys = forms.keys_of(FieldKind.STATION)
    wishes = []
    for attendee in registration.attendees if keys else ():
        holders = (attendee,) if only_own else (attendee, registration)
        given = [forms.given(registration, holder, key) for key in keys for holder in holders]
        named = [each.value for each in given if each and each.definition.kind is FieldKind.STATION]
        wishes += [(attendee, station) for station in named][:1]
    return wishes


def left_out(registration: Registration) -> dict[AttendeeId, Station]:
    """Who found no place at the station that the form's answers name, nor took one elsewhere since. One query."""
    heads = [each.id for each in registration.attendees]
    statement = select(MissedWish.attendee_id, Station).join(Station).where(MissedWish.attendee_id.in_(heads))
    return {attendee_id: station for attendee_id, station in session().execute(statement)}  # noqa: C416 - as below


@tells
def titles_missed(registration: Registration) -> dict[AttendeeId, str]:
    """As `left_out`, with what the stations are called; nobody has to hear of it where the event uses none any more."""
    if not registration.event.uses(Feature.STATIONS):
        return {}
    return {attendee_id: station.title for attendee_id, station in left_out(registration).items()}


def stations_held(registration: Registration) -> dict[AttendeeId, Station]:
    """The stations at which people of a registration have a place. One query."""
    heads = [each.id for each in registration.attendees]
    statement = select(StationChoice.attendee_id, Station).join(Station).where(StationChoice.attendee_id.in_(heads))
    return {attendee_id: station for attendee_id, station in session().execute(statement)}  # noqa: C416 - as below


def forms_with_stations(event: Event) -> Forms:
    """All versions of an event's questions, with the stations' names where one can be chosen. At most two queries."""
    forms = forms_of(event)
    if not forms.keys_of(FieldKind.STATION):
        return forms
    rows = session().execute(select(Station.public_id, Station.title).where(Station.event_id == event.id))
    return forms.naming({public_id: title for public_id, title in rows})  # noqa: C416 - rows are no pairs to mypy

"""Stations that people name in the registration form."""

from sqlalchemy import select

from webapp.events.models import Event
from webapp.fields.types import FieldKind
from webapp.foundation.database import session
from webapp.registration.models import Attendee, Registration
from webapp.registration.queries.answers import Forms, forms_of
from webapp.registration.types import AttendeeId
from webapp.stations.models import Station, StationChoice


def wished_stations(registration: Registration) -> list[tuple[Attendee, str]]:
    """The heads with the station (its public id) that the form's answers name for each, if one does."""
    forms = forms_of(registration.event)
    keys = forms.keys_of(FieldKind.STATION)
    wishes = []
    for attendee in registration.attendees if keys else ():
        given = [forms.given(registration, holder, key) for key in keys for holder in (attendee, registration)]
        named = [each.value for each in given if each and each.definition.kind is FieldKind.STATION]
        wishes += [(attendee, station) for station in named][:1]
    return wishes


def left_out(registration: Registration) -> dict[AttendeeId, str]:
    """Who found no place at the station that the form's answers name, nor took one elsewhere; with its title.

    No query where no station was asked for, else three.
    """
    wishes = {attendee.id: station for attendee, station in wished_stations(registration)}
    if not wishes:
        return {}
    chosen = select(StationChoice.attendee_id).where(StationChoice.attendee_id.in_(wishes))
    seated = set(session().scalars(chosen))
    titles = select(Station.public_id, Station.title).where(Station.public_id.in_(set(wishes.values())))
    called = {public_id: title for public_id, title in session().execute(titles)}  # noqa: C416 - as above
    return {each: called[station] for each, station in wishes.items() if each not in seated and station in called}


def stations_held(registration: Registration) -> dict[AttendeeId, Station]:
    """The stations at which people of a registration have a place. One query."""
    heads = [each.id for each in registration.attendees]
    statement = select(StationChoice.attendee_id, Station).join(Station).where(StationChoice.attendee_id.in_(heads))
    return {attendee_id: station for attendee_id, station in session().execute(statement)}  # noqa: C416 - as above


def forms_with_stations(event: Event) -> Forms:
    """All versions of an event's questions, with the stations' names where one can be chosen. At most two queries."""
    forms = forms_of(event)
    if not forms.keys_of(FieldKind.STATION):
        return forms
    rows = session().execute(select(Station.public_id, Station.title).where(Station.event_id == event.id))
    return forms.naming({public_id: title for public_id, title in rows})  # noqa: C416 - rows are no pairs to mypy

"""Stations, guests with a confirmed place, pitches and groups for tests."""

import itertools

from webapp.calls.models import Pitch
from webapp.events.models import Event
from webapp.foundation import clock, tokens
from webapp.foundation.database import session
from webapp.registration.models import Attendee, Registration
from webapp.stations import services
from webapp.stations.models import Group, Station
from webapp.stations.types import Route

_numbers = itertools.count(1)


def make_station(
    event: Event, title: str = "Bildung und Fachkräfte", *, capacity: int | None = 10, **values
) -> Station:
    """A station of the event with a number of its own."""
    defaults = {"number": next(_numbers), "place": "Saal 2", "facilitator": "Mia Beispiel"}
    return services.open_station(event=event, title=title, capacity=capacity, **{**defaults, **values})


def make_guest(event: Event, name: str = "Kim Muster", *, status: str = "confirmed") -> Attendee:
    """Somebody who is registered for the event, made straight from the tables."""
    number = next(_numbers)
    address = f"guest{number}@example.org"
    registration = Registration(
        public_id=tokens.new_id(),
        event_id=event.id,
        status=status,
        name=name,
        email=address,
        email_normal=address,
        language="de",
        created_at=clock.now(),
    )
    attendee = Attendee(public_id=tokens.new_id(), name=name, registration=registration)
    session().add_all([registration, attendee])
    session().flush()
    return attendee


def make_pitch(event: Event, title: str = "Lehrwerkstatt auf Rädern", **values) -> Pitch:
    """A pitch heard at the event."""
    defaults = {
        "acronym": "LAR",
        "summary": "Eine Werkstatt fährt zu den Schulen.",
        "vision": "Jedes Kind hat einmal gehobelt.",
        "special_feature": "Betriebe stellen die Meisterinnen und Meister.",
        "presenters": [{"name": "Robin Beispiel"}],
        "partners": ["Innung Holz", "Oberschule am Park"],
        "places": ["Mittweida"],
        "volume": {"amount": 410_000, "period": "yearly", "certainty": "estimated", "note": "4 Stellen"},
    }
    pitch = Pitch(
        public_id=tokens.new_id(), event_id=event.id, position=next(_numbers), title=title, **{**defaults, **values}
    )
    session().add(pitch)
    session().flush()
    return pitch


def make_group(station: Station, name: str = "Neue Wege", *, pitch: Pitch | None = None) -> Group:
    """A group at the station; with a pitch it deepens that."""
    route = Route.PITCH if pitch else Route.NEW_IDEA
    return services.form_group(station=station, name=name, route=route, pitch=pitch, now=clock.now())

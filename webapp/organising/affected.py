"""Whom and what it concerns when an event does without something that it used."""

from collections.abc import Mapping

from webapp.agenda.queries import items_of
from webapp.canvases.queries import count_at
from webapp.events.models import Event
from webapp.events.surroundings import Part, counted
from webapp.events.types import Feature
from webapp.registration.queries import counts_of
from webapp.stations.queries import choosers_at


def affected(event: Event) -> Mapping[Feature, int]:
    """How much there is of each: people registered, items, pitches, people at stations, canvases. Five queries."""
    people = counts_of(event.id)
    return {
        Feature.REGISTRATION: people.confirmed + people.pending + people.offered + people.waiting + people.requested,
        Feature.AGENDA: len(items_of(event.id)),
        Feature.PITCHES: counted(event.id).get(Part.PITCH, 0),
        Feature.STATIONS: choosers_at(event.id),
        Feature.CANVASES: count_at(event.id),
    }

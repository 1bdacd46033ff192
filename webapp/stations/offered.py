"""The event's stations as answers to the questions that ask for one, with what is left at each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from webapp.events.models import Event
from webapp.events.types import Feature
from webapp.fields.types import Definition, FieldKind
from webapp.registration.models import Attendee
from webapp.registration.queries import Setup
from webapp.stations.models import Station
from webapp.stations.queries import StationState, choice_of, stations_of

Left = dict[tuple[str, str], int | None]


@dataclass(frozen=True, slots=True)
class Offered:
    """A form with the stations in it; what is filled in beforehand, and the station whose place passes on."""

    setup: Setup
    left: Left
    values: Mapping[str, Any]
    passes_on: Station | None = None


def with_stations(event: Event, definitions: Iterable[Definition]) -> tuple[tuple[Definition, ...], Left]:
    """The questions with the stations to choose from; None is left where there is no limit.

    Where no station has a place left, nobody must name one; where the event uses none, nobody is asked for one.
    """
    in_use = event.uses(Feature.STATIONS)
    asked = tuple(each for each in definitions if in_use or each.kind is not FieldKind.STATION)
    keys = _keys(asked)
    if not keys:
        return asked, {}
    states = stations_of(event.id)
    left = {(key, state.station.public_id): state.places.free for key in keys for state in states}
    return tuple(_filled(each, states) for each in asked), left


def offered_to_newcomer(event: Event, setup: Setup, instead_of: Attendee | None = None) -> Offered:
    """What a newcomer is asked; the place of whoever they come `instead_of` is theirs, whatever else is full."""
    definitions, left = with_stations(event, setup.definitions)
    held = choice_of(instead_of.id) if instead_of and event.uses(Feature.STATIONS) else None
    if held is None:
        return Offered(replace(setup, definitions=definitions), left, {})
    asked = _keys(definitions)
    left |= {(key, held.public_id): free + 1 for key in asked if (free := left[key, held.public_id]) is not None}
    return Offered(replace(setup, definitions=definitions), left, dict.fromkeys(asked, held.public_id), held)


def _filled(definition: Definition, states: Sequence[StationState]) -> Definition:
    if definition.kind is not FieldKind.STATION:
        return definition
    choices = tuple((state.station.public_id, {"de": state.station.title}) for state in states)
    has_room = any(not state.places.full for state in states)
    return replace(definition, choices=choices, required=definition.required and has_room)


def _keys(definitions: Iterable[Definition]) -> list[str]:
    return [each.key for each in definitions if each.kind is FieldKind.STATION]

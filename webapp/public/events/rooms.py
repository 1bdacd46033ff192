"""The rooms in which something of an event happens, where there is more to know of them than their names."""

from collections.abc import Iterable

from webapp.events.surroundings import Room, Surroundings
from webapp.foundation.names import same_name


def named_rooms(around: Surroundings, places: Iterable[str]) -> list[Room]:
    """The rooms of the venue that the programme or a station names, and of which a floor or the way in is known."""
    named = [same_name(place) for place in (*places, *(station.place for station in around.stations))]
    told = [room for room in around.rooms if room.floor or room.access]
    return [room for room in told if any(same_name(room.name) in place for place in named)]

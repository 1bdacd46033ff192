"""What the poster page of a station shows to whoever looks at it."""

from dataclasses import dataclass

from webapp.canvases.queries import public_ids_of
from webapp.canvases.types import LINK
from webapp.foundation import clock
from webapp.foundation.http import links
from webapp.hall.stations.guests import find_guest, name_of
from webapp.registration.models import Attendee
from webapp.stations import queries
from webapp.stations.models import Group, Station
from webapp.stations.queries import StationState
from webapp.stations.types import POSTER, Told
from webapp.stations.wording import told_of_places, why_closed

_BETWEEN = "."


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at a station; `guest` is known once a ticket is."""

    station: Station
    guest: Attendee | None


@dataclass(frozen=True, slots=True)
class OwnGroup:
    """The reader's own group: the only one whose members they see."""

    group: Group
    first_names: list[str]
    canvas_token: str | None


@dataclass(frozen=True, slots=True)
class StationPage:
    """A station, the others beside it, and what the reader has to do with them; `closed` says why nobody can."""

    here: StationState
    others: tuple[StationState, ...]
    guest: Attendee | None
    chosen: Station | None
    own: OwnGroup | None
    closed: str
    told: Told

    @property
    def is_open(self) -> bool:
        """True while places are taken and groups formed."""
        return not self.closed

    @property
    def leaves_a_place(self) -> bool:
        """Whether the place at the station that was chosen is one that others want."""
        chosen = (each for each in (self.here, *self.others) if self.chosen and each.station.id == self.chosen.id)
        return any(each.places.capacity is not None for each in chosen)

    @property
    def is_here(self) -> bool:
        return self.chosen is not None and self.chosen.id == self.here.station.id

    @property
    def name(self) -> str:
        """What the reader is called."""
        return name_of(self.guest) if self.guest else ""

    @property
    def seen(self) -> str:
        """What its forms carry: whom the page is for and where they are."""
        return _seen(self.guest, self.chosen, self.own.group if self.own else None) if self.guest else ""


def whom(seen: str) -> str:
    """The public id of whom a page's form was shown to; nothing for one from before pages said so."""
    return seen.partition(_BETWEEN)[0]


def still_holds(seen: str, guest: Attendee) -> bool:
    """Whether the guest is where the page of a form said."""
    return seen == _seen(guest, queries.choice_of(guest.id), queries.group_of(guest.id))


def visit(token: str) -> Visit:
    """The station behind a poster's link, and whoever looks at it."""
    station = queries.get_station(links.unseal(POSTER, token) or "")
    return Visit(station, find_guest(station.event))


def station_page(station: Station, guest: Attendee | None) -> StationPage:
    """All that the page needs, in a number of queries that does not depend on how many come."""
    states, now = queries.stations_of(station.event_id), clock.now()
    return StationPage(
        here=next(state for state in states if state.station.id == station.id),
        others=tuple(state for state in states if state.station.id != station.id),
        guest=guest,
        chosen=queries.choice_of(guest.id) if guest else None,
        own=_own_group(guest) if guest else None,
        closed=why_closed(station.event, now),
        told=told_of_places(station.event, now),
    )


def _seen(guest: Attendee, chosen: Station | None, group: Group | None) -> str:
    return _BETWEEN.join((guest.public_id, chosen.public_id if chosen else "", group.public_id if group else ""))


def _own_group(guest: Attendee) -> OwnGroup | None:
    group = queries.group_of(guest.id)
    if group is None:
        return None
    canvas = public_ids_of([group.id]).get(group.id)
    return OwnGroup(group, queries.first_names(group.id), links.seal(LINK, canvas) if canvas else None)

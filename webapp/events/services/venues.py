"""Venues: places that all who organize share, with their rooms; who changed one last is kept."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import String

from webapp.accounts import acting, rights
from webapp.events import queries
from webapp.events.errors import VenueInvalidError, VenueUsedError
from webapp.events.models import Venue, VenueRoom
from webapp.events.scopes import EVENTS, event_scope
from webapp.foundation import bins, revisions, tokens
from webapp.foundation.database import Model, session, table_of
from webapp.foundation.references import hold, is_named
from webapp.foundation.text import lines, one_line

_TEXTS = ("name", "street", "postcode", "city", "access", "directions")
_IN_CALENDARS = ("name", "street", "postcode", "city", "latitude", "longitude")


class Room(TypedDict, total=False):
    """What is said of a room."""

    name: str
    floor: str
    seats: int | None
    access: str


class VenueDetails(TypedDict, total=False):
    """What can be said of a venue; what is left out stays as it is."""

    name: str
    street: str
    postcode: str
    city: str
    access: str
    directions: str
    latitude: float | None
    longitude: float | None
    rooms: Sequence[Room]


@rights.staff_only
def add_venue(**said: Unpack[VenueDetails]) -> Venue:
    """Make a place known, for this event and the next ones; VenueInvalidError without a name."""
    venue = Venue(public_id=tokens.new_id(), name="")
    _describe(venue, said)
    session().add(venue)
    session().flush()
    _keep_rooms(venue, said.get("rooms", ()))
    return venue


@rights.staff_only
def change_venue(*, venue: Venue, now: datetime, **said: Unpack[VenueDetails]) -> None:
    """Say something else of a place; pages of its events follow, and calendars where they show it."""
    before = _in_calendars(venue)
    _describe(venue, said)
    if "rooms" in said:
        _keep_rooms(venue, said["rooms"])
    venue.changed_by, venue.changed_at = acting.actor().key, now
    _tell(venue, now, in_calendars=_in_calendars(venue) != before)


@rights.staff_only
def complete_venue(*, venue: Venue, now: datetime, access: str = "", street: str = "", postcode: str = "") -> None:
    """Say of a known place what nobody has said yet: its street, how it is reached without barriers.

    Others' words stay. Calendars learn the address of what takes place there.
    """
    said = {"access": lines(access), "street": one_line(street), "postcode": one_line(postcode)}
    new = {name: text for name, text in said.items() if text and not getattr(venue, name)}
    if not new:
        return
    for name, text in new.items():
        setattr(venue, name, text)
    venue.changed_by, venue.changed_at = acting.actor().key, now
    _tell(venue, now, in_calendars=bool(new.keys() & {"street", "postcode"}))


@rights.staff_only
def put_venue_away(*, venue: Venue, now: datetime) -> None:
    """Offer it to no further event; those that are held there keep it."""
    venue.archived_at = now
    session().flush()


@rights.staff_only
def take_venue_back(*, venue: Venue) -> None:
    """Offer it again."""
    bins.offer_again(venue)


@rights.staff_only
def delete_venue(*, venue: Venue, now: datetime) -> None:
    """Put a place with its rooms into the bin; VenueUsedError while an event names it."""
    hold(Venue, venue.id, whole=True)
    if is_named(venue):
        raise VenueUsedError
    bins.put_in(venue, now)


@rights.staff_only
def restore_venue(*, venue: Venue) -> None:
    """Out of the bin, as it was."""
    bins.take_out(venue)


def _describe(venue: Venue, said: Mapping[str, Any]) -> None:
    for name in _TEXTS:
        if name in said:
            setattr(venue, name, _tidy(Venue, name, said[name]))
    if not venue.name:
        raise VenueInvalidError
    for name in ("latitude", "longitude"):
        if name in said:
            setattr(venue, name, said[name])


def _keep_rooms(venue: Venue, rooms: Iterable[Room]) -> None:
    """The rooms as they are told, in this order; nothing names them by anything but their names."""
    venue.rooms[:] = [
        VenueRoom(position=position, seats=said.get("seats"), **_texts_of(said))
        for position, said in enumerate((each for each in rooms if one_line(each.get("name", ""))), 1)
    ]
    session().flush()


def _texts_of(said: Room) -> dict[str, str]:
    return {name: _tidy(VenueRoom, name, str(said.get(name, ""))) for name in ("name", "floor", "access")}


def _tidy(model: type[Model], name: str, typed: str) -> str:
    longest = getattr(table_of(model).c[name].type, "length", None)
    is_line = isinstance(table_of(model).c[name].type, String) and longest is not None
    said = one_line(typed) if is_line else lines(typed)
    if longest is not None and len(said) > longest:
        raise VenueInvalidError
    return said


def _in_calendars(venue: Venue) -> tuple[object, ...]:
    return tuple(getattr(venue, name) for name in _IN_CALENDARS)


def _tell(venue: Venue, now: datetime, *, in_calendars: bool) -> None:
    """Have the pages made anew that show it; what calendars show of what is still to come counts as changed."""
    session().flush()
    if in_calendars:
        for event in queries.published_at(venue.id, now):
            event.sequence, event.touched_at = event.sequence + 1, now
        session().flush()
    revisions.bump(EVENTS, *(event_scope(slug) for slug in queries.slugs_at(venue.id)))


bins.has_a_bin(Venue)

"""What an event is linked to: measures, partners, its venue."""

from collections.abc import Iterable
from datetime import datetime

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.events import queries
from webapp.events.models import Event, EventMeasure, EventPartner, Venue
from webapp.events.scopes import EVENTS, event_scope
from webapp.events.services import invariants
from webapp.foundation import revisions, tokens
from webapp.foundation.database import session
from webapp.foundation.errors import InvalidError
from webapp.foundation.text import lines, one_line
from webapp.organisations.types import OrganisationId
from webapp.plans.types import MeasureId


@rights.needs(Role.ORGANIZER)
def link_measure(*, event: Event, measure_id: MeasureId, reason: str = "") -> None:
    """Say that the event serves a measure, and why; said again, the new reason stands."""
    add_measures(event, [(measure_id, reason)])
    invariants.renew(event)


@rights.needs(Role.ORGANIZER)
def unlink_measure(*, event: Event, measure_id: MeasureId) -> None:
    """Take the thread between the event and a measure away."""
    before = queries.scopes_of_measures([measure_id])
    event.measures[:] = [link for link in event.measures if link.measure_id != measure_id]
    session().flush()
    invariants.renew(event, *before)


def add_measures(event: Event, measures: Iterable[tuple[MeasureId, str]]) -> None:
    """Tie the event to each (measure, reason), behind those it has."""
    for measure_id, reason in measures:
        link = next((link for link in event.measures if link.measure_id == measure_id), None)
        if link is None:
            last = max((link.position for link in event.measures), default=0)
            link = EventMeasure(measure_id=measure_id, position=last + 1)
            event.measures.append(link)
        link.reason = lines(reason)
    session().flush()


@rights.needs(Role.ORGANIZER)
def add_partner(*, event: Event, organisation_id: OrganisationId) -> None:
    """Name an organisation as partner of the event, behind those it has; once is enough."""
    if organisation_id in {partner.organisation_id for partner in event.partners}:
        return
    last = max((partner.position for partner in event.partners), default=0)
    event.partners.append(EventPartner(organisation_id=organisation_id, position=last + 1))
    session().flush()
    invariants.renew(event)


@rights.needs(Role.ORGANIZER)
def remove_partner(*, event: Event, organisation_id: OrganisationId) -> None:
    """Name an organisation as partner no more."""
    event.partners[:] = [partner for partner in event.partners if partner.organisation_id != organisation_id]
    session().flush()
    invariants.renew(event)


@rights.staff_only
def add_venue(
    *,
    name: str,
    street: str = "",
    postcode: str = "",
    city: str = "",
    access: str = "",
    directions: str = "",
    latitude: float | None = None,
    longitude: float | None = None,
) -> Venue:
    """Make a place known, for this event and the next ones."""
    if not one_line(name):
        raise InvalidError("a venue has a name")
    venue = Venue(
        public_id=tokens.new_id(),
        name=one_line(name),
        street=one_line(street),
        postcode=one_line(postcode),
        city=one_line(city),
        access=lines(access),
        directions=lines(directions),
        latitude=latitude,
        longitude=longitude,
    )
    session().add(venue)
    session().flush()
    return venue


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
    session().flush()
    if new.keys() & {"street", "postcode"}:
        _tell_calendars(venue, now)
    revisions.bump(*(event_scope(slug) for slug in queries.slugs_at(venue.id)))


def _tell_calendars(venue: Venue, now: datetime) -> None:
    for event in queries.published_at(venue.id, now):
        event.sequence, event.touched_at = event.sequence + 1, now
    session().flush()
    revisions.bump(EVENTS)

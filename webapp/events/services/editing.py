"""An event with all that hangs on it: its measures, its partners, its series and its place."""

from collections.abc import Iterable
from datetime import datetime
from typing import Unpack

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.events import queries
from webapp.events.models import Event, Venue
from webapp.events.services.changing import Changes, update_event
from webapp.events.services.links import (
    add_partner,
    link_measure,
    remove_partner,
    unlink_measure,
)
from webapp.events.services.recording import noted
from webapp.events.services.series import settle_series
from webapp.events.services.venues import add_venue, complete_venue
from webapp.events.types import Audience, ChangeKind, Place, Settled
from webapp.foundation.text import lines
from webapp.organisations.types import OrganisationId
from webapp.plans.types import MeasureId


@rights.needs(Role.ORGANIZER)
def change_event(
    *,
    event: Event,
    now: datetime,
    measures: Iterable[tuple[MeasureId, str]],
    partner_ids: Iterable[OrganisationId],
    series: str = "",
    tells: Audience = Audience.ALL,
    **changes: Unpack[Changes],
) -> Event:
    """Change an event with its measures, its partners and the series of its host it belongs to by its name."""
    of_series = settle_series(title=series, host_id=changes.get("host_id", event.host_id))
    changes["series_id"] = of_series.id if of_series else None
    with noted(event, ChangeKind.CHANGED, now=now, names=(*changes, "registration_closes_at"), links=True):
        update_event(event=event, now=now, tells=tells, **changes)
        _tie_measures(event, dict(measures))
        _name_partners(event, list(partner_ids))
    return event


@rights.staff_only
def settle_place(place: Place, now: datetime) -> Settled:
    """The venue that was chosen or described, and what was said of its access that its own words don't say.

    Whatever was typed is kept: others' words about a place stay, and what this event adds to them stands with it.
    """
    venue = _settle_venue(place, now)
    note = place["access"] if venue is None or not _says(venue.access, place["access"]) else ""
    return {"venue": venue, "access_note": note}


def _says(text: str, part: str) -> bool:
    return set(lines(part).splitlines()) <= set(text.splitlines())


def _settle_venue(place: Place, now: datetime) -> Venue | None:
    """The venue that was chosen, or a new one; a place that is known by the same name and town isn't made twice."""
    if place["name"]:
        known = queries.find_venue_called(place["name"], place["city"], place["street"], place["postcode"])
    else:
        known = queries.find_venue(place["chosen"]) if place["chosen"] else None
        if known is None:
            return None
    if known is not None and not known.city:
        return known  # others may mean another place by the same name: what is said of it stands with the event
    if known is not None:
        described = {name: place[name] for name in ("access", "street", "postcode")} if place["name"] else {}
        complete_venue(venue=known, now=now, **(described or {"access": place["access"]}))
        return known
    return add_venue(
        name=place["name"],
        street=place["street"],
        postcode=place["postcode"],
        city=place["city"],
        access=place["access"],
    )


def _tie_measures(event: Event, wanted: dict[MeasureId, str]) -> None:
    for measure_id in [link.measure_id for link in event.measures]:
        if measure_id not in wanted:
            unlink_measure(event=event, measure_id=measure_id)
    for measure_id, reason in wanted.items():
        link_measure(event=event, measure_id=measure_id, reason=reason)


def _name_partners(event: Event, wanted: list[OrganisationId]) -> None:
    for organisation_id in [partner.organisation_id for partner in event.partners]:
        if organisation_id not in wanted:
            remove_partner(event=event, organisation_id=organisation_id)
    for organisation_id in wanted:
        add_partner(event=event, organisation_id=organisation_id)

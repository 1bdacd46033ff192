"""What touches several rooms at once: set an event up with its programme and stations, move all of it, publish it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Unpack

from webapp.accounts.types import Actor
from webapp.admin import queries, rules
from webapp.admin.errors import NotReadyError
from webapp.admin.types import Place, Settled
from webapp.agenda import services as agenda
from webapp.agenda.types import ItemKind
from webapp.events import services as events
from webapp.events.models import Event, Venue
from webapp.events.presets import PRESETS, Preset, hours_of, laid_out, said
from webapp.events.services.changing import Changes
from webapp.events.services.drafting import Draft
from webapp.events.types import EventFormat, EventStatus
from webapp.fields.rules.texts import lines
from webapp.foundation.clock import local
from webapp.organisations.types import OrganisationId
from webapp.plans.types import FieldId, MeasureId
from webapp.registration.services import ask_draft, move_up
from webapp.stations.models import Station
from webapp.stations.queries import stations_of
from webapp.stations.services import open_station

_MINUTE = timedelta(minutes=1)


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
        events.complete_venue(venue=known, now=now, **(described or {"access": place["access"]}))
        return known
    return events.add_venue(
        name=place["name"],
        street=place["street"],
        postcode=place["postcode"],
        city=place["city"],
        access=place["access"],
    )


def set_up_event(
    *,
    actor: Actor,
    now: datetime,
    format: EventFormat,  # noqa: A002 - the glossary's word
    title: str,
    host_id: OrganisationId,
    **draft: Unpack[Draft],
) -> Event:
    """A draft as `create_event` makes it, with the programme and the stations that its format begins with."""
    event = events.create_event(actor=actor, now=now, format=format, title=title, host_id=host_id, **draft)
    preset = PRESETS[format]
    _lay_out_programme(event, preset, now)
    _open_stations(event, preset)
    return event


def _lay_out_programme(event: Event, preset: Preset, now: datetime) -> None:
    starts, ends = local(event.starts_at, event.zone), local(event.ends_at, event.zone)
    for slot in laid_out(preset, hours_of(preset, starts, ends)):
        agenda.add_item(
            event=event,
            now=now,
            title=said(slot.title, event.language),
            kind=ItemKind(slot.kind),
            starts_at=event.starts_at + slot.begins * _MINUTE,
            ends_at=event.starts_at + slot.ends * _MINUTE,
        )


def _open_stations(event: Event, preset: Preset) -> None:
    fields = queries.fields_beside(event.measures[0].measure_id) if preset.stations_by_field and event.measures else []
    word = said(preset.station_word, event.language) if preset.station_word else ""
    titles: list[tuple[str, FieldId | None]] = [(field.title, field.id) for field in fields]
    for title, field_id in titles or [(f"{word} {number}", None) for number in range(1, preset.stations + 1)]:
        add_station(event=event, title=title, capacity=preset.station_capacity, action_field_id=field_id)


def add_station(
    *,
    event: Event,
    title: str,
    capacity: int | None,
    action_field_id: FieldId | None = None,
    summary: str = "",
    place: str = "",
    facilitator: str = "",
) -> Station:
    """A new station behind those that the event has."""
    numbers = [state.station.number for state in stations_of(event.id)]
    return open_station(
        event=event,
        number=max(numbers, default=0) + 1,
        title=title,
        capacity=capacity,
        place=place,
        facilitator=facilitator,
        action_field_id=action_field_id,
        summary=summary,
    )


def change_capacity(*, event: Event, capacity: int | None, now: datetime) -> None:
    """Set how many may come: new places go to the first in line, and nobody who has a place loses it."""
    events.change_capacity(event=event, capacity=capacity)
    move_up(event=event, now=now)


def change_event(
    *,
    event: Event,
    actor: Actor,
    now: datetime,
    measures: Iterable[tuple[MeasureId, str]],
    partner_ids: Iterable[OrganisationId],
    series: str = "",
    **changes: Unpack[Changes],
) -> Event:
    """Change an event with its measures, its partners and the series it belongs to by its name."""
    of_series = events.settle_series(title=series)
    changes["series_id"] = of_series.id if of_series else None
    events.update_event(event=event, actor=actor, now=now, **changes)
    _tie_measures(event, dict(measures))
    _name_partners(event, list(partner_ids))
    return event


def publish(*, event: Event, now: datetime) -> Event:
    """Publish an event that has all that readers need; NotReadyError names what is missing. Twice is harmless.

    The questions that were drafted with it are asked from now on.
    """
    if event.status == EventStatus.DRAFT:
        steps = rules.missing(queries.cockpit(event.slug, now).publishing)
        if steps:
            raise NotReadyError(steps=steps)
        ask_draft(event=event, now=now)
    return events.publish_event(event=event, now=now)


def restore(*, event: Event, now: datetime, reason: str) -> None:
    """Let a cancelled event take place after all; places that got free meanwhile go to the first in line."""
    events.restore_event(event=event, now=now, reason=reason)


def _tie_measures(event: Event, wanted: dict[MeasureId, str]) -> None:
    for measure_id in [link.measure_id for link in event.measures]:
        if measure_id not in wanted:
            events.unlink_measure(event=event, measure_id=measure_id)
    for measure_id, reason in wanted.items():
        events.link_measure(event=event, measure_id=measure_id, reason=reason)


def _name_partners(event: Event, wanted: list[OrganisationId]) -> None:
    for organisation_id in [partner.organisation_id for partner in event.partners]:
        if organisation_id not in wanted:
            events.remove_partner(event=event, organisation_id=organisation_id)
    for organisation_id in wanted:
        events.add_partner(event=event, organisation_id=organisation_id)

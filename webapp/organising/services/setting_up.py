"""A new event as its format begins: with a programme and stations."""

from datetime import datetime, timedelta
from typing import Unpack

from webapp.agenda import services as agenda
from webapp.agenda.types import ItemKind
from webapp.events import services as events
from webapp.events.models import Event
from webapp.events.presets import PRESETS, Preset, hours_of, laid_out, said
from webapp.events.services.drafting import Draft
from webapp.events.types import EventFormat
from webapp.foundation.clock import local
from webapp.organisations.types import OrganisationId
from webapp.plans.queries import fields_beside
from webapp.plans.types import FieldId
from webapp.stations.services import add_station

_MINUTE = timedelta(minutes=1)


def set_up_event(
    *,
    now: datetime,
    format: EventFormat,  # noqa: A002 - the glossary's word
    title: str,
    host_id: OrganisationId,
    **draft: Unpack[Draft],
) -> Event:
    """A draft as `create_event` makes it, with the programme and the stations that its format begins with."""
    event = events.create_event(now=now, format=format, title=title, host_id=host_id, **draft)
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
    fields = fields_beside(event.measures[0].measure_id) if preset.stations_by_field and event.measures else []
    word = said(preset.station_word, event.language) if preset.station_word else ""
    titles: list[tuple[str, FieldId | None]] = [(field.title, field.id) for field in fields]
    for title, field_id in titles or [(f"{word} {number}", None) for number in range(1, preset.stations + 1)]:
        add_station(event=event, title=title, capacity=preset.station_capacity, action_field_id=field_id)

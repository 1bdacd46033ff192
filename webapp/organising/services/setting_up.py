"""A new event as its format begins: with a programme and stations."""

from datetime import datetime, timedelta
from typing import Unpack

from webapp.agenda import services as agenda
from webapp.agenda.types import ItemKind
from webapp.events import services as events
from webapp.events.models import Event
from webapp.events.presets import PRESETS, Preset, hours_of, laid_out
from webapp.events.services.drafting import Draft
from webapp.events.types import EventFormat, HostId
from webapp.foundation.clock import local
from webapp.foundation.localized import in_language
from webapp.stations.presets import open_stations_of_format

_MINUTE = timedelta(minutes=1)


def set_up_event(
    *,
    now: datetime,
    format: EventFormat,  # noqa: A002 - the glossary's word
    title: str,
    host_id: HostId,
    **draft: Unpack[Draft],
) -> Event:
    """A draft as `create_event` makes it, with the programme and the stations that its format begins with."""
    event = events.create_event(now=now, format=format, title=title, host_id=host_id, **draft)
    preset = PRESETS[format]
    _lay_out_programme(event, preset, now)
    open_stations_of_format(event=event, preset=preset)
    return event


def _lay_out_programme(event: Event, preset: Preset, now: datetime) -> None:
    starts, ends = local(event.starts_at, event.zone), local(event.ends_at, event.zone)
    for slot in laid_out(preset, hours_of(preset, starts, ends)):
        agenda.add_item(
            event=event,
            now=now,
            title=in_language(slot.title, event.language),
            kind=ItemKind(slot.kind),
            starts_at=event.starts_at + slot.begins * _MINUTE,
            ends_at=event.starts_at + slot.ends * _MINUTE,
        )

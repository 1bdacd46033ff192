"""What the forms show of an event before anybody types."""

from collections.abc import Sequence
from typing import Any

from webapp.admin.forms.spans import span_of
from webapp.admin.moments import day_and_time
from webapp.agenda.models import AgendaItem
from webapp.events.models import Event
from webapp.events.presets import Preset
from webapp.foundation import clock
from webapp.stations.models import Station

_SPARE_ROWS = 2


def of_preset(preset: Preset, *, contact_name: str, contact_email: str, host: str) -> dict[str, Any]:
    """A new event's form: what the format presets, and whoever sets it up as contact."""
    return {
        "starts": preset.starts,
        "capacity": preset.capacity,
        "contact_name": contact_name,
        "contact_email": contact_email,
        "host": host,
    }


def of_event(event: Event) -> dict[str, Any]:
    """The form for changing an event."""
    closes_at = event.registration_closes_at
    return {
        "title": event.title,
        "teaser": event.teaser,
        "description": event.description,
        "plain_language": event.plain_language,
        "language": event.language,
        "audience": event.audience,
        "bring": event.bring,
        "features": event.features,
        "funding_notice": event.funding_notice,
        "contact_name": event.contact_name,
        "contact_email": event.contact_email,
        "host": event.host.key,
        "partners": [partner.organisation.key for partner in event.partners],
        "venue": event.venue.public_id if event.venue else "",
        "capacity": event.pool.capacity,
        "closes_at": None if closes_at is None else clock.local(closes_at, event.zone).replace(tzinfo=None),
        "measures": [
            *({"measure": link.measure.slug, "reason": link.reason} for link in event.measures),
            *({} for _ in range(_SPARE_ROWS)),
        ],
        **span_of(event.starts_at, event.ends_at, event.zone),
    }


def of_next_item(event: Event, items: Sequence[AgendaItem]) -> dict[str, Any]:
    """A new item's form: it begins when the last one ends."""
    starts_at = max((item.ends_at for item in items), default=event.starts_at)
    day, starts = day_and_time(starts_at, event.zone)
    return {"day": day.isoformat(), "starts": starts}


def of_item(event: Event, item: AgendaItem) -> dict[str, Any]:
    """The form for changing an item of the programme."""
    day, starts = day_and_time(item.starts_at, event.zone)
    return {
        "title": item.title,
        "kind": item.kind,
        "day": day.isoformat(),
        "starts": starts,
        "ends": day_and_time(item.ends_at, event.zone)[1],
        "place": item.place,
        "track": item.track,
        "speakers": item.speakers,
        "summary": item.summary,
    }


def of_station(station: Station, capacity: int | None) -> dict[str, Any]:
    """The form for changing a station."""
    field = station.action_field
    return {
        "title": station.title,
        "summary": station.summary,
        "place": station.place,
        "facilitator": station.facilitator,
        "capacity": capacity,
        "action_field": f"{field.plan.slug}/{field.code}" if field else "",
    }

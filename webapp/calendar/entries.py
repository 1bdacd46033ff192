"""What a calendar shows of an event or a programme item, before it is written in any notation."""

from dataclasses import dataclass
from datetime import datetime

from webapp.agenda.models import AgendaItem
from webapp.calendar.words import Words
from webapp.events.models import Event, Venue
from webapp.events.types import EventStatus
from webapp.foundation.clock import local

_STATUS = {
    EventStatus.PUBLISHED: "CONFIRMED",
    EventStatus.POSTPONED: "TENTATIVE",
    EventStatus.CANCELLED: "CANCELLED",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One calendar entry. Moments are UTC; `zone` is the IANA zone in which people say them."""

    uid: str
    sequence: int
    touched_at: datetime
    status: str
    title: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str
    description: str
    url: str
    category: str = ""
    organizer: tuple[str, str] | None = None
    position: tuple[float, float] | None = None


def entry_of_event(event: Event, items: list[AgendaItem], *, url: str, words: Words) -> Entry:
    """The event as one entry, its programme in the description."""
    venue = event.venue
    return Entry(
        uid=event.calendar_uid,
        sequence=event.sequence,
        touched_at=event.touched_at,
        status=_STATUS[EventStatus(event.status)],
        title=_titled(event.title, event, words),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        zone=event.zone,
        place=_address(venue),
        description=_description(event, items, url, words),
        url=url,
        category=words.formats.get(event.format, ""),
        organizer=(event.host.name, event.contact_email) if event.contact_email else None,
        position=_position(venue),
    )


def entry_of_item(item: AgendaItem, event: Event, *, url: str, words: Words) -> Entry:
    """A programme item as an entry of its own; a dropped one stays, as cancelled."""
    dropped = item.dropped_at is not None
    status = EventStatus.CANCELLED if dropped else EventStatus(event.status)
    place = ", ".join(part for part in (item.place, _address(event.venue)) if part)
    lines = [item.summary, *item.speakers, f"{event.title}: {url}"]
    return Entry(
        uid=item.calendar_uid,
        sequence=item.sequence + event.sequence,
        touched_at=max(item.touched_at, event.touched_at),
        status=_STATUS[status],
        title=words.cancelled(item.title) if dropped else _titled(item.title, event, words),
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        zone=event.zone,
        place=place,
        description="\n".join(line for line in lines if line),
        url=url,
        position=_position(event.venue),
    )


def _titled(title: str, event: Event, words: Words) -> str:
    # Many calendars show no status; the title has to say it too.
    if event.status == EventStatus.CANCELLED:
        return words.cancelled(title)
    if event.status == EventStatus.POSTPONED:
        return words.postponed(title)
    return title


def _description(event: Event, items: list[AgendaItem], url: str, words: Words) -> str:
    programme = [f"{local(item.starts_at, event.zone):%H:%M} {item.title}" for item in items if item.dropped_at is None]
    blocks = [
        event.status_reason if event.status != EventStatus.PUBLISHED else "",
        event.teaser,
        "\n".join([words.programme, *programme]) if programme else "",
        "\n".join([words.bring, *(f"– {thing}" for thing in event.bring)]) if event.bring else "",
        url,
        event.funding_notice,
    ]
    return "\n\n".join(block for block in blocks if block)


def _address(venue: Venue | None) -> str:
    if venue is None:
        return ""
    town = f"{venue.postcode} {venue.city}".strip()
    return ", ".join(part for part in (venue.name, venue.street, town) if part)


def _position(venue: Venue | None) -> tuple[float, float] | None:
    if venue is None or venue.latitude is None or venue.longitude is None:
        return None
    return venue.latitude, venue.longitude

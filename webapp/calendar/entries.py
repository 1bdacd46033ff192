"""What a calendar shows of an event or a programme item, before it is written in any notation."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from webapp.agenda.models import AgendaItem
from webapp.calendar.types import Entry
from webapp.calendar.words import Words
from webapp.events.models import Event, Venue
from webapp.events.rules import tells_all_where_to_join
from webapp.events.types import EventFormat, EventStatus, Feature
from webapp.foundation.clock import local
from webapp.registration.models import Registration
from webapp.registration.types import RegistrationStatus

_STATUS = {
    EventStatus.DRAFT: "TENTATIVE",
    EventStatus.PUBLISHED: "CONFIRMED",
    EventStatus.POSTPONED: "TENTATIVE",
    EventStatus.CANCELLED: "CANCELLED",
}
# Names of CSS3, as RFC 7986 wants them; dark enough for white letters, one for each format.
_COLOURS: Final[Mapping[str, str]] = {
    EventFormat.FUTURE_WORKSHOP.value: "teal",
    EventFormat.PROCUREMENT_CONFERENCE.value: "navy",
    EventFormat.INDUSTRIAL_DIALOGUE.value: "purple",
    EventFormat.CRAFTS_DAY.value: "firebrick",
    EventFormat.INNOVATION_CONFERENCE.value: "darkgreen",
    EventFormat.REGULARS_TABLE.value: "saddlebrown",
    EventFormat.TEST_DAY.value: "darkslateblue",
    EventFormat.ADVISORY_BOARD.value: "dimgray",
    EventFormat.PRESS_DATE.value: "mediumvioletred",
    EventFormat.OWN.value: "steelblue",
}


def entry_of_event(
    event: Event,
    items: Sequence[AgendaItem],
    *,
    url: str,
    words: Words,
    fields: Sequence[str] = (),
    inside: bool = False,
    alarm: timedelta | None = None,
) -> Entry:
    """The event as one entry, its programme in the description.

    `fields` are the fields of action that it serves. `inside`: for people who come; only they learn where to dial in,
    unless nobody needs to register.
    """
    venue = event.venue
    category = words.formats.get(event.format, "")
    is_for_all = tells_all_where_to_join(event.conference_url, event.features)
    return Entry(
        uid=event.calendar_uid,
        sequence=event.sequence,
        touched_at=max([event.touched_at, *(item.touched_at for item in items)]),
        status=_STATUS[EventStatus(event.status)],
        is_busy=event.status != EventStatus.POSTPONED,
        title=_titled(event.title, event, words),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        zone=event.zone,
        place=_address(event, words),
        description=_description(event, items, url, words),
        url=url,
        all_day=event.all_day,
        categories=tuple(dict.fromkeys(word for word in (category, *fields) if word)),
        colour=_COLOURS.get(event.format, ""),
        conference=event.conference_url if inside or is_for_all else "",
        organizer=(event.host.name, event.contact_email) if event.contact_email else None,
        position=_position(venue),
        alarm=alarm,
    )


def entry_of_item(item: AgendaItem, event: Event, *, url: str, words: Words, alarm: timedelta | None = None) -> Entry:
    """A programme item as an entry of its own; a dropped one stays, as cancelled, and so do all where none is used."""
    dropped = item.dropped_at is not None or not event.uses(Feature.AGENDA)
    status = EventStatus.CANCELLED if dropped else EventStatus(event.status)
    place = ", ".join(part for part in (item.place, _address(event, words)) if part)
    lines = [item.summary, *item.speakers, f"{event.title}: {url}", event.funding_text]
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
        colour=_COLOURS.get(event.format, ""),
        position=_position(event.venue),
        alarm=alarm,
    )


def entry_of_registration(
    registration: Registration,
    stations: Sequence[str],
    *,
    url: str,
    words: Words,
    alarm: timedelta | None = None,
) -> Entry:
    """The event as whoever registered has it in the own calendar: whether a place is sure, and at which station."""
    event, seated = registration.event, registration.status == RegistrationStatus.CONFIRMED
    entry = entry_of_event(event, [], url=url, words=words, inside=seated, alarm=alarm)
    if seated:
        said = words.stations(", ".join(stations)) if stations else ""
    else:
        said = words.unsure[RegistrationStatus(registration.status)]
    is_sure = seated or entry.status == "CANCELLED"
    title = entry.title if is_sure else f"{said}: {entry.title}"
    return _with(entry, title, "\n\n".join(part for part in (said, entry.description) if part), is_sure=is_sure)


def entries_for_staff(event: Event, *, url: str, words: Words, taken: int, alarm: timedelta | None) -> list[Entry]:
    """The event and the end of its registration, as whoever organizes it sees them; drafts too."""
    entry = entry_of_event(event, [], url=url, words=words, inside=True, alarm=alarm)
    is_draft = event.status == EventStatus.DRAFT
    places = words.places(taken, event.pool.capacity) if event.uses(Feature.REGISTRATION) else ""
    title = words.draft(entry.title) if is_draft else entry.title
    description = "\n\n".join(part for part in (places, entry.description) if part)
    entries = [_with(entry, title, description, is_sure=True)]
    closes_at = event.closes_early_at
    if closes_at is not None and event.status == EventStatus.PUBLISHED:
        entries.append(_closing(entry, closes_at, words))
    return entries


def _closing(entry: Entry, closes_at: datetime, words: Words) -> Entry:
    return Entry(
        uid=f"closing-{entry.uid}",
        sequence=entry.sequence,
        touched_at=entry.touched_at,
        status="CONFIRMED",
        title=words.closes(entry.title),
        starts_at=closes_at,
        ends_at=closes_at,
        zone=entry.zone,
        place="",
        description=entry.url,
        url=entry.url,
        colour=entry.colour,
    )


def _with(entry: Entry, title: str, description: str, *, is_sure: bool) -> Entry:
    status = entry.status if is_sure else "TENTATIVE"
    return replace(entry, title=title, description=description, status=status)


def _titled(title: str, event: Event, words: Words) -> str:
    # Many calendars show no status; the title has to say it too.
    if event.status == EventStatus.CANCELLED:
        return words.cancelled(title)
    if event.status == EventStatus.POSTPONED:
        return words.postponed(title)
    return title


def _description(event: Event, items: Sequence[AgendaItem], url: str, words: Words) -> str:
    first, last = (local(moment, event.zone).date() for moment in (event.starts_at, event.ends_at))
    told = [item for item in items if item.dropped_at is None] if event.uses(Feature.AGENDA) else []
    begins = [(local(item.starts_at, event.zone), item.title) for item in told]
    days = [f"{words.weekday(starts)} " if first != last else "" for starts, _title in begins]
    programme = [f"{day}{starts:%H:%M} {title}" for day, (starts, title) in zip(days, begins, strict=True)]
    # Whole days show no hours; people want to know when the doors open.
    hours = words.hours(event.starts_at, event.ends_at, event.zone) if event.all_day else ""
    blocks = [
        event.status_reason if event.status != EventStatus.PUBLISHED else "",
        hours,
        event.teaser,
        "\n".join([words.programme, *programme]) if programme else "",
        "\n".join([words.bring, *(f"– {thing}" for thing in event.bring)]) if event.bring else "",
        url,
        event.funding_text,
    ]
    return "\n\n".join(block for block in blocks if block)


def _address(event: Event, words: Words) -> str:
    venue = event.venue
    if venue is None:
        return words.online if event.conference_url else ""
    town = f"{venue.postcode} {venue.city}".strip()
    online = words.also_online if event.conference_url else ""
    return ", ".join(part for part in (venue.name, venue.street, town, online) if part)


def _position(venue: Venue | None) -> tuple[float, float] | None:
    if venue is None or venue.latitude is None or venue.longitude is None:
        return None
    return venue.latitude, venue.longitude

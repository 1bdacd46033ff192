"""The programme as its list wants it: parallel items side by side, and which one is on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import url_for

from webapp.agenda.models import AgendaItem
from webapp.events.models import Event
from webapp.events.types import EventStatus
from webapp.foundation.clock import local
from webapp.public.presenting import offers_dates

_ITEM = "--item--"


@dataclass(slots=True)
class Slot:
    """A programme item as the programme's list wants it; `tracks` holds those that run side by side."""

    day: date
    starts: datetime
    ends: datetime | None
    title: str
    room: str
    speakers: list[str]
    summary: str
    state: str | None
    ics_url: str
    parallel: bool = False
    tracks: tuple["Slot", ...] = ()
    lang: str = ""
    number: str = ""


def programme(event: Event, items: Sequence[AgendaItem], now: datetime) -> list[Slot]:
    """The items as the programme's list wants them, parallel ones side by side."""
    slots: list[Slot] = []
    # One address is made and filled in for each item: making it takes longer than anything else here.
    address = url_for("calendar.agenda_item", slug=event.slug, item_id=_ITEM)
    dated = offers_dates(event, now)
    for item in items:
        offers_date = dated and now < item.ends_at
        slot = _slot(event, item, now, address.replace(_ITEM, item.public_id) if offers_date else "")
        last = slots[-1] if slots else None
        if last is not None and item.track and last.parallel and last.starts == slot.starts:
            last.tracks = (*(last.tracks or (replace(last),)), slot)
        else:
            slots.append(slot)
    return slots


def _slot(event: Event, item: AgendaItem, now: datetime, ics_url: str) -> Slot:
    starts, ends = local(item.starts_at, event.zone), local(item.ends_at, event.zone)
    return Slot(
        day=starts.date(),
        starts=starts,
        ends=ends if ends > starts else None,
        title=item.title,
        room=item.place,
        speakers=item.speakers,
        summary=item.summary,
        state=_state(event, item, now),
        ics_url=ics_url,
        parallel=bool(item.track),
        lang=event.language,
    )


def _state(event: Event, item: AgendaItem, now: datetime) -> str | None:
    if event.status != EventStatus.PUBLISHED or now < event.starts_at:
        return None
    if now >= item.ends_at:
        return "past"
    return "now" if now >= item.starts_at else None

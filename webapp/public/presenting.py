"""From rows to what a page says: where an event stands, how many places are left, which programme item is on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import url_for

from webapp.agenda.models import AgendaItem
from webapp.canvases.models import CanvasLink
from webapp.canvases.wording import contribution_text
from webapp.events.models import Event
from webapp.events.rules import phase
from webapp.events.types import EventStatus, Phase
from webapp.events.wording import day_of
from webapp.foundation.clock import local
from webapp.plans.models import Measure
from webapp.registration import rules
from webapp.registration.queries import largest_in_line, open_among
from webapp.registration.rules import availability
from webapp.registration.types import RegistrationAvailability
from webapp.reporting import queries as reporting

_ITEM = "--item--"
_FEW = 5
_FEW_SHARE = 0.1
_TAKEN_SHARE = 0.5  # before that, places are few because there never were many


@dataclass(frozen=True, slots=True)
class Page:
    """Where a reader stands in a list."""

    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Card:
    """An event in a list, with what its card says about time and places."""

    event: Event
    phase: str | None
    seats: str | None


def cards(events: Sequence[Event], now: datetime) -> list[Card]:
    """The events as a list's cards want them. One query where somebody might wait beside free places, else none.

    One more where a card would tell how many places are left: nothing is told where no category takes anybody.
    """
    running_out = [event for event in events if event.pool.taken and event.pool.level.free]
    lines = largest_in_line(
        [event.id for event in running_out if availability(event, now) is RegistrationAvailability.OPEN]
    )
    told = {event.id: seats(event, now, lines.get(event.id, 0)) for event in events}
    shown = open_among(filter(lambda event: told[event.id], events), now)
    return [Card(event, standing(event, now), told[event.id] if event.id in shown else None) for event in events]


def subscribable(url: str) -> str:
    """The address under which calendar programs subscribe instead of downloading."""
    return f"webcal:{url.partition(':')[2]}"


def paged(number: int, total: int, per_page: int) -> Page:
    return Page(number, max(1, -(-total // per_page)), total)


def standing(event: Event, now: datetime) -> str | None:
    """`running` or `past` when the event is; nothing otherwise, as the list's cards want it."""
    where = phase(event, now)
    return where.value if where in {Phase.RUNNING, Phase.PAST} else None


def lies_ahead(event: Event, now: datetime) -> bool:
    """True while the event is still to come or under way, so that people keep its date and bring something."""
    return phase(event, now) in {Phase.DRAFT, Phase.UPCOMING, Phase.RUNNING}


def is_over(event: Event, now: datetime) -> bool:
    """True when the event has taken place."""
    return phase(event, now) is Phase.PAST


def offers_dates(event: Event, now: datetime) -> bool:
    """True while calendars take the event's dates: it lies ahead and everybody may read it."""
    return lies_ahead(event, now) and event.status != EventStatus.DRAFT


def only_waits(event: Event, in_line: int) -> bool:
    """True where whoever comes now gets a rank and no place; `in_line` is the largest group that waits."""
    return rules.only_waits(event.pool.level, in_line)


def seats(event: Event, now: datetime, in_line: int) -> str | None:
    """`few`, `full` or `waiting` while people may register, else nothing; `in_line` is the largest group that waits."""
    level = event.pool.level
    if availability(event, now) is not RegistrationAvailability.OPEN or level.free is None or level.capacity is None:
        return None
    if only_waits(event, in_line):
        return "full" if level.full else "waiting"
    is_few = level.free <= max(_FEW, level.capacity * _FEW_SHARE)
    return "few" if is_few and level.taken >= level.capacity * _TAKEN_SHARE else None


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


def knots_of_measure(measure: Measure, evidence: reporting.Evidence) -> list[dict[str, object]]:
    """The thread from the plan down to the measure and on to all that serves it."""
    goal = measure.specification.goal
    plan = goal.field.plan
    page = url_for("public.plans.plan", slug=plan.slug)
    knots: list[dict[str, object]] = [
        {"kind": "plan", "title": plan.title, "url": page},
        {"kind": "field", "title": f"{goal.field.code} {goal.field.title}", "url": f"{page}#field-{goal.field.code}"},
        {"kind": "goal", "title": f"{goal.code} {goal.title}", "url": f"{page}#goal-{goal.code}"},
        {"kind": "measure", "title": f"{measure.code} {measure.title}", "current": True},
    ]
    shown = [{**knot, "lang": plan.language} for knot in knots]
    by_event: dict[int, list[CanvasLink]] = {}
    for link in evidence.contributions:
        by_event.setdefault(link.canvas.event_id, []).append(link)
    listed = {event.id: (event, reason) for event, reason in evidence.events}
    for link in evidence.contributions:
        listed.setdefault(link.canvas.event_id, (link.canvas.group.station.event, ""))
    for event, reason in listed.values():
        shown.append(_event_knot(event, reason))
        shown += [_canvas_knot(link) for link in by_event.get(event.id, [])]
    return shown


def _event_knot(event: Event, reason: str) -> dict[str, object]:
    note = " – ".join(part for part in (day_of(event), reason) if part)
    url = url_for("public.events.event", slug=event.slug)
    return {"kind": "event", "title": event.title, "url": url, "note": note, "lang": event.language}


def _canvas_knot(link: CanvasLink) -> dict[str, object]:
    group = link.canvas.group
    event = group.station.event
    return {
        "kind": "canvas",
        "title": link.canvas.values.get("title") or group.name,
        "url": url_for("public.events.results", slug=event.slug, _anchor=link.canvas.public_id),
        "note": f"{group.station.title}, {group.name}: {contribution_text(link.kind)}. {link.reason}",
        "lang": event.language,
    }

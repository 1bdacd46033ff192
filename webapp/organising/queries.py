"""An event as its organizer sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.accounts.models import AccessLink
from webapp.accounts.queries import link_rows
from webapp.accounts.rules import link_reaches_from
from webapp.accounts.types import Role
from webapp.agenda.models import AgendaItem
from webapp.agenda.queries import items_of
from webapp.agenda.rules import doubts
from webapp.agenda.types import Doubt
from webapp.canvases.models import Canvas
from webapp.canvases.queries import canvases_of_event
from webapp.canvases.types import CanvasStatus
from webapp.checkin.queries.live import devices_last_seen
from webapp.events.models import Event
from webapp.events.queries import get_whole_event
from webapp.events.rules import may_be_restored, phase
from webapp.events.scopes import event_scope
from webapp.events.types import Phase
from webapp.foundation import revisions
from webapp.foundation.seen import mark_of
from webapp.organising import rules
from webapp.organising.doors import is_door_open
from webapp.organising.own_state import own_state
from webapp.organising.types import State, Task
from webapp.registration.queries import categories_of
from webapp.registration.queries.drafts import draft_of
from webapp.registration.rules import all_are_over
from webapp.stations.queries import StationState, stations_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Cockpit:
    """An event as its organizer sees it: what is ready and what is missing at each stage."""

    event: Event
    phase: Phase
    may_be_restored: bool
    items: Sequence[AgendaItem]
    doubts: Sequence[Doubt]
    stations: Sequence[StationState]
    links: Sequence[AccessLink]
    canvases: Sequence[Canvas]
    links_from: datetime
    publishing: Sequence[Task]
    doors: Sequence[Task]
    afterwards: Sequence[Task]


def mark_of_event(event: Event) -> str:
    """What whoever is shown the event says to have seen: all that its page shows, and the questions that are drafted.

    Two queries.
    """
    return mark_of(event.slug, *revisions.read([event_scope(event.slug)]), draft_of(event.id).seen)


def cockpit(slug: str, now: datetime) -> Cockpit:
    """All that the cockpit shows. A constant number of queries, however much there is."""
    event = get_whole_event(slug)
    items = items_of(event.id)
    troubles = doubts(items, event.span)
    stations, canvases = stations_of(event.id), canvases_of_event(event.id)
    links = _links_for_the_day(event, now)
    state = _state(event, now, len(items), len(troubles), stations, links, canvases)
    return Cockpit(
        event=event,
        phase=phase(event, now),
        may_be_restored=may_be_restored(event, now),
        items=items,
        doubts=troubles,
        stations=stations,
        links=links,
        canvases=canvases,
        links_from=link_reaches_from(event.ends_at),
        publishing=rules.before_publishing(state),
        doors=rules.before_doors(state),
        afterwards=rules.after_the_day(state),
    )


def _links_for_the_day(event: Event, now: datetime) -> list[AccessLink]:
    """Links that work now and still will when the event begins."""
    rows = link_rows(event.public_id, now)
    return [row.link for row in rows if row.is_open and row.link.expires_at > event.starts_at]


def _state(
    event: Event,
    now: datetime,
    items: int,
    doubts: int,
    stations: Sequence[StationState],
    links: Sequence[AccessLink],
    canvases: Sequence[Canvas],
) -> State:
    roles = [link.role for link in links]
    return State(
        **own_state(event, now),
        categories_closed=now < event.starts_at and all_are_over(categories_of(event.id), now),
        measures=len(event.measures),
        items=items,
        doubts=doubts,
        unasked=draft_of(event.id).is_changed,
        stations=len(stations),
        stations_without_facilitator=sum(not state.station.facilitator for state in stations),
        stations_without_place=sum(not state.station.place for state in stations),
        door_links=roles.count(Role.DOOR),
        door_is_open=is_door_open(event, now, seen_at=devices_last_seen([event.id]).get(event.id)),
        links_reach=now >= link_reaches_from(event.ends_at),
        facilitator_links=roles.count(Role.FACILITATOR),
        canvases=len(canvases),
        canvases_in_draft=sum(canvas.status == CanvasStatus.DRAFT for canvas in canvases),
        canvases_without_link=sum(not canvas.links for canvas in canvases),
    )

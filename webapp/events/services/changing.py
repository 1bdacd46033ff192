from datetime import datetime
from typing import TypedDict, Unpack

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.capacity.services import resize
from webapp.events import rules
from webapp.events.facts import CapacityChanged, EventChanged, EventMoved, EventRetimed, EventShifted, FeaturesChanged
from webapp.events.models import Event, Venue
from webapp.events.scopes import event_scope
from webapp.events.services import invariants
from webapp.events.services.recording import noted, record
from webapp.events.types import Audience, ChangeKind, EventStatus, SeriesId, Whereabouts
from webapp.foundation import clock, facts
from webapp.foundation.text import one_line
from webapp.organisations.types import FundingNoticeId, OrganisationId


class Changes(TypedDict, total=False):
    """What can be changed; what is left out stays as it is."""

    title: str
    teaser: str
    description: str
    plain_language: str
    language: str
    starts_at: datetime
    ends_at: datetime
    registration_closes_at: datetime | None
    host_id: OrganisationId
    venue: Venue | None
    audience: list[str]
    bring: list[str]
    features: list[str]
    access_note: str
    funding_notice: str
    funding_id: FundingNoticeId | None
    contact_name: str
    contact_email: str
    conference_url: str
    all_day: bool
    assumes_time: bool
    series_id: SeriesId | None


@rights.needs(Role.ORGANIZER)
def update_event(
    *, event: Event, now: datetime, reason: str = "", tells: Audience = Audience.ALL, **changes: Unpack[Changes]
) -> Event:
    """Change what is named. A draft's address follows its title, and the one before leads there.

    Whoever names the time assumes it no longer.
    A new date or end of a published event is told to who comes; a new place to those whom `tells` says.
    """
    with noted(event, ChangeKind.CHANGED, now=now, names=(*changes, "registration_closes_at")):
        return apply_changes(event, now, one_line(reason), changes, tells=tells)


def apply_changes(
    event: Event,
    now: datetime,
    reason: str,
    changes: Changes,
    *,
    was_off: bool = False,
    tells: Audience = Audience.ALL,
) -> Event:
    """As `update_event`; `was_off`: the event had no date, so that any is a new one."""
    before, slug, used = invariants.known(event), event.slug, {*event.features}
    if "host_id" in changes:
        invariants.check_host(changes["host_id"], event.public_id)
    _move(event, changes, now)
    if "starts_at" in changes:
        changes.setdefault("assumes_time", False)
    for name, value in changes.items():
        setattr(event, name, invariants.cleaned(name, value))
    if event.published_at is None and event.title != before[0]:
        invariants.readdress(event)
    invariants.keep(event, before, now, event_scope(slug))
    _pass_on(event, before, now)
    if used != {*event.features}:
        facts.publish(FeaturesChanged(event.id))
    if event.status == EventStatus.PUBLISHED:
        _tell(event, before, now, reason, was_off=was_off, of_place=tells)
    return event


def _pass_on(event: Event, before: invariants.Known, now: datetime) -> None:
    """Have all follow that goes by the start or the end, whether anybody is told of it or not."""
    _title, began, ended, *_ = before
    if event.starts_at != began:
        facts.publish(EventShifted(event.id, rules.wall_offset(began, event.starts_at, event.zone), now))
    if (event.starts_at, event.ends_at) != (began, ended):
        facts.publish(EventRetimed(event.id))


def _tell(
    event: Event, before: invariants.Known, now: datetime, reason: str, *, was_off: bool, of_place: Audience
) -> None:
    """Say what changed for whoever comes: a new start is a new date; the end and the place change by themselves."""
    _title, began, ended, venue_id, _status, _all_day, conference_url, _agenda = before
    if was_off or event.starts_at != began:
        event.moved_from = began if event.starts_at != began else None
        event.ended_before, event.status_reason = None, reason
        facts.publish(EventMoved(event.id, began, reason))
        return
    was_at = Whereabouts(venue_id, conference_url)
    has_other_place = event.ends_at > now and was_at != Whereabouts(event.venue_id, event.conference_url)
    has_other_place = has_other_place and of_place is not Audience.NOBODY
    if event.ends_at != ended:
        event.ended_before, event.status_reason = ended, reason
    if event.ends_at != ended or has_other_place:
        told = ended if event.ends_at != ended else None
        audience = Audience.ALL if told else of_place
        facts.publish(EventChanged(event.id, told, was_at if has_other_place else None, reason, audience))


@rights.needs(Role.ORGANIZER)
def change_capacity(*, event: Event, capacity: int | None) -> None:
    """Set how many may come: new places go to the first in line, and nobody who has a place loses it."""
    before = event.pool.capacity
    resize(event.pool_id, capacity=capacity)
    if capacity != before:
        was, will = {"capacity": before}, {"capacity": capacity}
        record(event, ChangeKind.CHANGED, now=clock.now(), before=was, after=will)
    invariants.renew(event)
    facts.publish(CapacityChanged(event.id))


def _move(event: Event, changes: Changes, now: datetime) -> None:
    """Check the new span; a deadline that isn't named itself keeps its distance to the start: `new_deadline`."""
    starts_at = changes.get("starts_at", event.starts_at)
    invariants.check_span(starts_at, changes.get("ends_at", event.ends_at))
    if event.registration_closes_at is not None and starts_at != event.starts_at:
        by = rules.wall_offset(event.starts_at, starts_at, event.zone)
        closes_at = rules.new_deadline(event.registration_closes_at, by, starts_at, event.zone, now)
        changes.setdefault("registration_closes_at", closes_at)

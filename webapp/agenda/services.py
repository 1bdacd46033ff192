from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from webapp.accounts import rights
from webapp.accounts.types import Role
from webapp.agenda import queries
from webapp.agenda.errors import ItemInvalidError
from webapp.agenda.models import AgendaItem
from webapp.agenda.types import LONGEST_TITLE, ItemKind
from webapp.events.models import Event
from webapp.events.rules import moved
from webapp.events.scopes import event_scope
from webapp.fields.rules.texts import entries, lines, one_line
from webapp.foundation import revisions, tokens
from webapp.foundation.database import session
from webapp.foundation.names import same_name


class Extras(TypedDict, total=False):
    """What an item may say."""

    place: str
    track: str
    speakers: Sequence[str]
    summary: str


class Changes(Extras, total=False):
    """What can be changed; what is left out stays as it is."""

    title: str
    kind: ItemKind
    starts_at: datetime
    ends_at: datetime


@rights.needs(Role.ORGANIZER)
def add_item(
    *,
    event: Event,
    now: datetime,
    title: str,
    kind: ItemKind,
    starts_at: datetime,
    ends_at: datetime,
    **extras: Unpack[Extras],
) -> AgendaItem:
    """A new item of the programme, with a calendar UID for life."""
    added = AgendaItem(
        public_id=tokens.new_id(),
        event_id=event.id,
        place="",
        track="",
        speakers=[],
        summary="",
        calendar_uid=f"{tokens.new_id()}@dialogwerk",
        sequence=0,
        touched_at=now,
    )
    _set(added, {"title": title, "kind": kind, "starts_at": starts_at, "ends_at": ends_at, **extras})
    if added.place or added.track:
        _name_alike(added, event, now)
    session().add(added)
    _renew(event)
    return added


@rights.needs(Role.ORGANIZER)
def update_item(*, item: AgendaItem, event: Event, now: datetime, **changes: Unpack[Changes]) -> AgendaItem:
    """Change what is named; calendars hear of a new title, time or place."""
    before, names = _known(item), (item.place, item.track)
    _set(item, changes)
    if (item.place, item.track) != names:
        _name_alike(item, event, now, names)
    if _known(item) != before:
        _touch(item, now)
    _renew(event)
    return item


@rights.needs(Role.ORGANIZER)
def drop_item(*, item: AgendaItem, event: Event, now: datetime) -> None:
    """Take an item off the programme; it stays in calendars as cancelled and can be restored."""
    if item.dropped_at is None:
        item.dropped_at = now
        _touch(item, now)
        _renew(event)


@rights.needs(Role.ORGANIZER)
def restore_item(*, item: AgendaItem, event: Event, now: datetime) -> None:
    """Put a dropped item back."""
    if item.dropped_at is not None:
        item.dropped_at = None
        _touch(item, now)
        _renew(event)


@rights.needs(Role.ORGANIZER)
def shift_item(*, item: AgendaItem, event: Event, by: timedelta, following: bool, now: datetime) -> None:
    """Move an item by a few minutes, and all that begins after it where `following` says so."""
    chosen = [item]
    if following:
        chosen += [other for other in queries.items_of(event.id) if other.starts_at > item.starts_at]
    _move(chosen, event, by, now)


def move_all(*, event: Event, by: timedelta, now: datetime) -> None:
    """Move the whole programme as far as its event moved, by the clock on the wall."""
    _move(queries.all_items_of(event.id), event, by, now)


def _move(items: Sequence[AgendaItem], event: Event, by: timedelta, now: datetime) -> None:
    if not by:
        return
    for item in items:
        item.starts_at = moved(item.starts_at, by, event.zone)
        item.ends_at = max(item.starts_at, moved(item.ends_at, by, event.zone))
        _touch(item, now)
    _renew(event)


def _set(item: AgendaItem, changes: Changes) -> None:
    for name, value in changes.items():
        setattr(item, name, value)
    item.title, item.place, item.track = one_line(item.title), one_line(item.place), one_line(item.track)
    item.kind, item.summary = ItemKind(item.kind).value, lines(item.summary)
    item.speakers = entries(item.speakers)
    if not 0 < len(item.title) <= LONGEST_TITLE or item.ends_at < item.starts_at:
        raise ItemInvalidError


def _name_alike(item: AgendaItem, event: Event, now: datetime, before: tuple[str, str] = ("", "")) -> None:
    """Case and gaps make no second room or track: an item calls them as the others do.

    Whoever changes nothing else but how a name is spelt changes that for all of them.
    """
    with session().no_autoflush:
        others = [each for each in queries.all_items_of(event.id) if each is not item]
    respelt = set[AgendaItem]()
    for name, old in zip(("place", "track"), before, strict=True):
        new = getattr(item, name)
        alike = [each for each in others if new and same_name(getattr(each, name)) == same_name(new)]
        if same_name(old) == same_name(new):
            respelt |= _respell(alike, name, new)
        elif alike:
            setattr(item, name, getattr(alike[0], name))
    for each in respelt:
        _touch(each, now)


def _respell(items: Sequence[AgendaItem], name: str, new: str) -> set[AgendaItem]:
    changed = {each for each in items if getattr(each, name) != new}
    for each in changed:
        setattr(each, name, new)
    return changed


def _known(item: AgendaItem) -> tuple[object, ...]:
    return item.title, item.starts_at, item.ends_at, item.place


def _touch(item: AgendaItem, now: datetime) -> None:
    item.sequence += 1
    item.touched_at = now


def _renew(event: Event) -> None:
    session().flush()
    revisions.bump(event_scope(event.slug))

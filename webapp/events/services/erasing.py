"""What lay in the bin for its time is erased, with everything that hung on it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, ForeignKey, Table, delete, or_, select

from webapp.accounts.services import forget_rights_at
from webapp.capacity.models import Pool
from webapp.events import rules
from webapp.events.facts import EventErased
from webapp.events.models import Event
from webapp.events.types import EventId
from webapp.foundation import facts, files, named_files
from webapp.foundation.database import Model, session, table_of

_EVENT = table_of(Event)
_POOL = table_of(Pool)


def due_in_bin(*, now: datetime) -> Sequence[EventId]:
    """What has been in the bin for its time. One query."""
    return session().scalars(select(Event.id).where(_is_due(now)).order_by(Event.id)).all()


def erase_from_bin(*, event_id: EventId, now: datetime) -> None:
    """Erase an event that has been in the bin for its time; one that was taken back meanwhile stays.

    With it go the rows of all rooms that hang on it, its places, its links, its files, and what search knew of it.
    """
    still_due = select(Event).where(Event.id == event_id, _is_due(now)).with_for_update(of=Event)
    event = session().scalar(still_due)
    if event is not None:
        _erase(event)


def _is_due(now: datetime) -> ColumnElement[bool]:
    return Event.deleted_at <= now - rules.KEPT_IN_BIN


def _erase(event: Event) -> None:
    event_id = event.id
    named = named_files.all_named()
    pools = _pools_of(event_id)
    for table in reversed(Model.metadata.sorted_tables):
        if table is not _EVENT and (of_event := hanging_on(table, event_id)) is not None:
            session().execute(delete(table).where(of_event))
    session().expire(event)
    session().delete(event)  # as a row of its model: the index follows
    session().flush()
    session().execute(delete(_POOL).where(_POOL.c.id.in_(pools)))
    forget_rights_at(event_key=event.public_id)
    facts.publish(EventErased(event_id, event.public_id))
    files.forget(files.stored_among(named - named_files.all_named()))


def hanging_on(table: Table, event_id: EventId) -> ColumnElement[bool] | None:
    """Which rows of a table are an event's, by the foreign keys that lead there; None for a table of nothing such."""
    if table is _EVENT:
        return _EVENT.c.id == event_id
    direct = [key for key in table.foreign_keys if key.column.table is _EVENT]
    ways = direct or [key for key in table.foreign_keys if key.column.table is not table and key.ondelete == "CASCADE"]
    found = [way for key in ways if (way := _by(key, event_id)) is not None]
    return or_(*found) if found else None


def _by(key: ForeignKey, event_id: EventId) -> ColumnElement[bool] | None:
    above = hanging_on(key.column.table, event_id)
    return None if above is None else key.parent.in_(select(key.column).where(above))


def _pools_of(event_id: EventId) -> set[int]:
    """Everything scarce that the event and its parts had."""
    found = set[int]()
    for table in Model.metadata.sorted_tables:
        columns: list[Column[Any]] = [key.parent for key in table.foreign_keys if key.column.table is _POOL]
        of_event = hanging_on(table, event_id) if columns else None
        if of_event is not None:
            found |= {pool for row in session().execute(select(*columns).where(of_event)) for pool in row if pool}
    return found

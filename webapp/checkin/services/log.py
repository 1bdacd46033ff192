"""The log of a door: facts that are only ever added, in the order in which they can be seen."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Executable, bindparam, case, insert, update
from sqlalchemy.dialects import postgresql, sqlite

from webapp.accounts import acting
from webapp.checkin.models import CheckIn, DoorLog, Presence
from webapp.checkin.types import Scan, ScanRecord
from webapp.events.types import EventId
from webapp.foundation import clock
from webapp.foundation.database import session, table_of
from webapp.registration.services import hold_places

_SCANS, _LOG, _PRESENCE = table_of(CheckIn), table_of(DoorLog), table_of(Presence)
_INSERT = insert(_SCANS)
_FILL_IN = (
    update(_SCANS)
    .where(_SCANS.c.id == bindparam("which"), _SCANS.c.device_verdict == "")
    .values(device_verdict=bindparam("told"), number=bindparam("at_number"))
)
_DERIVED = ("inside_since", "inside_gate", "first_at", "first_gate", "doubles")


def take_numbers(event_id: EventId, count: int) -> int:
    """The number before the next `count` free ones; nobody else records at this door until the commit.

    Nor does anybody swap or cancel a ticket between a look at it and what is noted of its holder: places come first.
    """
    hold_places(event_id)
    # Whoever only looks leaves the number as it is.
    least = int(clock.now().timestamp() * 1000) if count else 0
    values = {"event": event_id, "taken": count, "least": least}
    last = session().execute(_taking(_dialect()), values).scalar_one()
    return int(last) - count


def store(new: Sequence[tuple[Scan, ScanRecord]], *, door_id: EventId, number: int, now: datetime) -> None:
    """Write new facts, numbered from the one after `number`."""
    key = acting.actor().key
    rows = [
        {
            "id": fact.id,
            "event_id": door_id,
            "number": number + place,
            "ticket_id": fact.ticket_id,
            "gate": fact.gate,
            "area": fact.area,
            "direction": fact.direction,
            "device": scan.device,
            "actor_key": key,
            "scanned_at": fact.at,
            "received_at": now,
            "device_verdict": fact.shown,
            "server_verdict": fact.answered,
            "undoes": fact.undoes,
        }
        for place, (scan, fact) in enumerate(new, 1)
    ]
    if rows:
        session().execute(_INSERT, rows)


def fill_in(scans: Sequence[Scan], *, number: int) -> None:
    """Note what staff were shown where we had no word of it yet, numbered anew so that other devices hear of it."""
    rows = [
        {"which": scan.id, "told": scan.shown.value, "at_number": number + place}
        for place, scan in enumerate(scans, 1)
        if scan.shown is not None
    ]
    if rows:
        session().execute(_FILL_IN, rows)


def keep(rows: Sequence[dict[str, object]]) -> None:
    """Write what facts add up to, over what they added up to before."""
    if rows:
        session().execute(_keeping(_dialect()), list(rows))


def give_up(event_id: EventId, until: datetime) -> None:
    """What was recorded of the time before belongs to a day that was given up. Behind `take_numbers`."""
    session().execute(update(_LOG).where(_LOG.c.event_id == event_id).values(given_up_until=until))


def _dialect() -> str:
    return session().get_bind().dialect.name


@cache
def _taking(dialect: str) -> Executable:
    upsert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    taken, least = (bindparam(name, type_=_LOG.c.number.type) for name in ("taken", "least"))
    first = upsert(_LOG).values(event_id=bindparam("event"), number=least + taken)
    more = {"number": case((_LOG.c.number < least, least), else_=_LOG.c.number) + taken}
    return first.on_conflict_do_update(index_elements=[_LOG.c.event_id], set_=more).returning(_LOG.c.number)


@cache
def _keeping(dialect: str) -> Executable:
    row = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(_PRESENCE)
    keys = [_PRESENCE.c.ticket_id, _PRESENCE.c.area]
    return row.on_conflict_do_update(index_elements=keys, set_={name: row.excluded[name] for name in _DERIVED})
